"""Makes the sample exports in sample-data/: one invented morning, Tuesday 24 November 2026, 09:00 in London.

    python tests/samples/make_samples.py        # rewrites sample-data/, byte for byte the same every time

`uk-main` is a Chinese cross-border seller (GB) who ships from UK stock; its other shops are `us-store` (US) and
`th-shop` (TH). Every person, address, number and product is invented; people are masked the way the platform
masks them. The texts of Return Sub Status are plausible guesses: the field notes hold no list of them.

The story, by key. Times are local (London unless said); "bd" is a business day, Monday to Friday, in Thailand
Saturday too. November has no bank holiday in England and no public holiday in Thailand. Deadlines were worked out
by hand; the `due` columns further down hold them.

  returns.csv, exported Tue 24 Nov about 08:40
  key  what     asks for  asked         why                                 respond by
  R01  refund    £13.98   Fri 20 07:12  under £100, 2 bd: Mon, Tue          Tue 24 07:12:44  overdue at 09:00
  R02  refund    £27.98   Fri 20 11:47  under £100                          Tue 24 11:47:05  today
  R03  return    £99.99   Fri 20 16:02  a penny under the limit             Tue 24 16:02:00  today
  R05  return   £129.00   Thu 19 09:25  from £100, 4 bd: Fri, Mon, Tue, Wed Wed 25 09:25:48
  R07  return    £64.98   Mon 23 10:05  two SKUs: two rows, to be summed    Wed 25 10:05:19
  R08  return    £89.99   Thu 19 14:20  the order is £153.99, so 4 bd       Wed 25 14:20:36  (see the API)
  R06  return    £29.99   Mon 23 21:15  under £100                          Wed 25 21:15:30
  R09  refund    £20.49   Tue 24 08:31  under £100; the newest row          Thu 26 08:31:07
  R04  return    £44.00   Sun 22 16:40  the order is exactly £100.00: 4 bd  Thu 26 16:40:12
  R10  return   £112.00   Mon 23 18:44  two throws in one row, not £224     Fri 27 18:44:55
  R11 In process, no tracking · R12 In process, tracking · R13 the same, Refund Time filled, yet not refunded
  R14, R15 Completed · R16 Refund rejected · R17 Canceled · R18 "Escalated to platform", a status nobody knows
  keqing_88 has asked three times in 90 days: R15 (in October, on summer time), R16, R04.

  returns-next-day.csv, exported Wed 25 Nov about 08:10
  R01 was approved by the platform (24 Nov 09:14), R02 and R03 by the seller (R02 refunded 24 Nov 11:20; R03
  waits for the buyer's parcel), R11's parcel is on its way; two are new, the rest is unchanged.
  N1   refund     £7.99   Tue 24 13:37  under £100                          Thu 26 13:37:52
  N2   return    £64.00   Wed 25 08:05  the order is £108.00, 4 bd          Tue 1 Dec 08:05:44

  api-*.json, fetched Tue 24 Nov about 08:55
  R08  the return of the CSV, stamped by the platform an hour later         Wed 25 15:20:36  stamped
  A2   refund    £12.99   Mon 23 09:40                                      Wed 25 09:40:12  stamped
  A3   return    £34.99   approved on 17 Nov, the buyer has not shipped yet
  A4   return    £89.99   the parcel is to be checked by                    Tue 24 17:30:00  stamped, today
  A5   replacement        Mon 23 15:10  24 hours                            Tue 24 15:10:00  today
  A6   refund    £29.99   finished; an action left over from 5 Nov is to be ignored
  A7   refund    £24.99   refused on 19 Nov, followed by A8 (pre_return_id)
  A8   return    £24.99   Mon 23 17:22  same order as A7                    Wed 25 17:22:40  stamped
  A9   return    £10.99   quick refund: the money went out when the parcel was handed in
  C1   cancel    £43.49   Sun 22 18:05  48 hours                            Tue 24 18:05:21  stamped, today
  C2   cancel    £20.49   by the seller, finished

  us-store, Pacific time: orders.xlsx is month first, returns-older-form.xlsx (19 columns) day first
  U1   refund    $36.85   Mon 23 14:05:10  to process
  U2   refund   $126.44   Mon 23 22:31:44  to process
  U3 In process, no tracking · U4 In process, tracking · U5 Completed · U6 Refund rejected

  th-shop, Bangkok time (seven hours ahead: the demo's 09:00 in London is 16:00): th-orders.csv, th-returns.csv,
  with Thai status words under English headers.
  T1   order      Mon 23 10:41  "กำลังตรวจสอบ" (being checked), a status nobody knows: to be looked up today; that it
                                is not sent stands meanwhile, 2 bd: Tue, Wed Wed 25 23:59:59  end of the day
  T2   pre-order  Fri 20 21:16  3 to 15 days, as its listing says, which no export tells: to be looked up today
  T3   order      Mon 23 14:20  2 bd to make it ready: Tue, Wed           Wed 25 23:59:59  end of the day
  T4   exchange   Mon 23 18:05  1 bd: Tue                                 Tue 24 18:05:30  today
  T5   reshipment Tue 24 09:12  1 bd: Wed; one of two mugs is missing     Wed 25 09:12:40
  T6   return     "Completed", but the sub status says "Request canceled": the buyer withdrew it; nothing to do
  An export doesn't tell a quick refund, so an appeal that opens later has none here.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from openpyxl import Workbook

SAMPLE_DATA = Path(__file__).resolve().parents[2] / "sample-data"


class Order(NamedTuple):
    key: str
    id: str
    created: str  # local time of the shop
    # to ship · to collect · in transit · delivered WHEN · completed WHEN · canceled WHEN BY REASON
    state: str
    items: str  # SKU or SKU*quantity
    total: str = ""  # worked out by hand; checked
    buyer: str = ""
    off: str = ""  # "seller 3.00" or "platform 3.00", on the first line
    kind: str = ""  # Cancelation/Return Type
    type: str = "Normal"  # or Pre-order


class Return(NamedTuple):
    key: str
    ref: str
    asked: str
    type: str
    reason: str
    items: str  # SKU[*quantity]=refund of the row
    status: str
    due: str = ""  # by hand
    tracking: str = ""
    refunded: str = ""
    note: str = ""
    sub: str = ""  # Return Sub Status, where it is not the usual one of the status


class ApiReturn(NamedTuple):
    key: str
    ref: str
    order: str  # key
    asked: str
    updated: str
    type: str
    status: str
    reason: str  # code
    items: str
    total: str
    action: str = ""
    deadline: str = ""
    due: str = ""  # by hand, for what is pending
    extra: tuple[tuple[str, Any], ...] = ()


RNR = "Return and refund"
REF = "Refund only"

# fmt: off
RETURNS = [
    Return("R01", "4035336749790059633", "2026-11-20 07:12:44", REF, "Product is defective or doesn't work",
           "CASE-MAG-LIL=13.98", "To process", "2026-11-24T07:12:44+00:00",
           note="The magnet came off on the first day."),
    Return("R02", "4035349180493328245", "2026-11-20 11:47:05", REF, "Package wasn't received",
           "LAMP-TOUCH-WH=27.98", "To process", "2026-11-24T11:47:05+00:00",
           note='Tracking says "left in porch", we have no porch'),
    Return("R03", "4035321299807543392", "2026-11-20 16:02:00", RNR, "Quality or style not as expected",
           "SHADE-RATTAN=99.99", "To process", "2026-11-24T16:02:00+00:00",
           note="Much darker than in the video, would like to send it back please"),
    Return("R04", "4035381844509786746", "2026-11-22 16:40:12", RNR, "Package or product is damaged",
           "KIT-CASS=44.00", "To process", "2026-11-26T16:40:12+00:00",
           note="Lid is chipped, 锅盖磕坏了"),
    Return("R05", "4035391030508867509", "2026-11-19 09:25:48", RNR, "Package or product is damaged",
           "LAMP-ARC=129.00", "To process", "2026-11-25T09:25:48+00:00", note="Marble base cracked in two"),
    Return("R06", "4035383456315276505", "2026-11-23 21:15:30", RNR, "Item is too small/short",
           "KNIT-JUMP-S=29.99", "To process", "2026-11-25T21:15:30+00:00"),
    Return("R07", "4035348914118421705", "2026-11-23 10:05:19", RNR, "Does not suit me",
           "KNIT-CARD-L=34.99 KNIT-JUMP-M=29.99", "To process", "2026-11-25T10:05:19+00:00",
           note="Keeping the hat, the other two are not my colour"),
    Return("R08", "4035363674507079325", "2026-11-19 14:20:36", RNR, "Product doesn't match description",
           "KIT-DINNER=89.99", "To process", "2026-11-25T14:20:36+00:00",
           note="Only 10 pieces in the box, says 12 online"),
    Return("R09", "4035393010377085809", "2026-11-24 08:31:07", REF, "Product doesn't match description",
           "LAMP-SUNSET=20.49", "To process", "2026-11-26T08:31:07+00:00",
           note="It is a white light, not a sunset"),
    Return("R10", "4035375337462579399", "2026-11-23 18:44:55", RNR, "Does not suit me",
           "THROW-WOOL*2=112.00", "To process", "2026-11-27T18:44:55+00:00"),
    Return("R11", "4035336852815989805", "2026-11-16 12:10:33", RNR, "Item is too big/long",
           "KNIT-CARD-M=34.99", "In process"),
    Return("R12", "4035395698749760008", "2026-11-12 19:38:02", RNR, "Missing product or accessories",
           "KIT-STEAM=18.99", "In process", tracking="EV118302746GB", note="No lid in the box"),
    Return("R13", "4035371021735595179", "2026-11-11 08:17:26", RNR, "Product is defective or doesn't work",
           "LAMP-TOUCH-OAK=26.99", "In process", tracking="EV118296551GB", refunded="2026-11-23 10:20:14"),
    Return("R14", "4035392230546415905", "2026-11-02 17:25:10", RNR, "Ordered incorrect size",
           "KNIT-JUMP-M=29.99", "Completed", tracking="EV117940382GB", refunded="2026-11-16 11:02:33"),
    Return("R15", "4035379076328760492", "2026-10-21 20:11:09", REF, "Product is defective or doesn't work",
           "KIT-FROTH=15.98", "Completed", refunded="2026-10-23 15:40:52"),
    Return("R16", "4035377259180037969", "2026-11-09 22:04:17", REF, "Missing product or accessories",
           "KIT-UTEN=16.49", "Refund rejected", note="one spoon missing"),
    Return("R17", "4035311801353798151", "2026-11-10 13:52:48", RNR, "Does not suit me",
           "KNIT-HAT*2=17.00", "Canceled"),
    Return("R18", "4035317573888991389", "2026-11-05 13:48:29", RNR, "Product is defective or doesn't work",
           "LAMP-SUNSET*2=35.00", "Escalated to platform", note="Seller does not answer me!!"),
]

# returns-next-day.csv: what has changed since (local time), and what is new.
NEXT_DAY = {
    "R01": {"status": "Completed", "refunded": "2026-11-24 09:14:38"},  # by the platform, for silence
    "R02": {"status": "Completed", "refunded": "2026-11-24 11:20:05"},  # approved by the seller
    "R03": {"status": "In process"},  # approved by the seller, the buyer has not shipped yet
    "R11": {"tracking": "EV118377290GB"},  # shipped in between
}
NEW_NEXT_DAY = [
    Return("N1", "4035311964508118509", "2026-11-24 13:37:52", REF, "Wrong product was sent",
           "CASE-IP15-BLK=7.99", "To process", "2026-11-26T13:37:52+00:00",
           note="One of the two is clear, not black"),
    Return("N2", "4035352125848869513", "2026-11-25 08:05:44", RNR, "Quality or style not as expected",
           "KIT-WOK=64.00", "To process", "2026-12-01T08:05:44+00:00"),  # Thu, Fri, Mon 30, Tue 1 December
]

PENDING = "RETURN_OR_REFUND_REQUEST_PENDING"
API_RETURNS = [
    ApiReturn("R08", "4035363674507079325", "R08", "2026-11-19 14:20:36", "2026-11-19 14:20:36",
              "RETURN_AND_REFUND", PENDING,
              "ecom_order_delivered_refund_and_return_reason_not_match_description_uk",
              "KIT-DINNER", "89.99", "SELLER_RESPOND_RETURN", "2026-11-25 15:20:36",
              "2026-11-25T15:20:36+00:00"),
    ApiReturn("A2", "4035320549524687102", "A2", "2026-11-23 09:40:12", "2026-11-23 09:40:12",
              "REFUND", PENDING, "ecom_order_delivered_refund_reason_damaged_uk",
              "KIT-FROTH", "12.99", "SELLER_RESPOND_REFUND", "2026-11-25 09:40:12",
              "2026-11-25T09:40:12+00:00"),
    ApiReturn("A3", "4035364152123248894", "A3", "2026-11-16 11:20:05", "2026-11-17 10:02:40",
              "RETURN_AND_REFUND", "AWAITING_BUYER_SHIP", "buyer_return_and_refund_item_is_too_big/long",
              "KNIT-CARD-M", "34.99",
              extra=(("shipment_type", "PLATFORM"), ("handover_method", "DROP_OFF"),
                     ("return_shipping_document_type", "QR_CODE_NBNL"), ("can_buyer_keep_item", False))),
    ApiReturn("A4", "4035381310168988325", "A4", "2026-11-09 15:31:27", "2026-11-20 17:30:00",
              "RETURN_AND_REFUND", "BUYER_SHIPPED_ITEM",
              "ecom_order_delivered_refund_and_return_reason_wrong_product_uk", "KIT-DINNER", "89.99",
              "SELLER_RESPOND_RECEIVE_PACKAGE", "2026-11-24 17:30:00", "2026-11-24T17:30:00+00:00",
              extra=(("shipment_type", "PLATFORM"), ("handover_method", "DROP_OFF"),
                     ("return_tracking_number", "EV118240917GB"), ("return_provider_name", "Evri"),
                     ("return_provider_id", "7203418855620917358"))),
    ApiReturn("A5", "4035382459733332401", "A5", "2026-11-23 15:10:00", "2026-11-23 15:10:00",
              "REPLACEMENT", "REPLACEMENT_REQUEST_PENDING",
              "ecom_order_delivered_refund_and_return_reason_damaged_uk", "KIT-STEAM", "18.99",
              due="2026-11-24T15:10:00+00:00"),
    ApiReturn("A6", "4035356199229196536", "A6", "2026-11-03 14:25:33", "2026-11-05 12:40:18",
              "REFUND", "RETURN_OR_REFUND_REQUEST_COMPLETE", "buyer_refund_item_is_too_small/short",
              "KNIT-JUMP-S", "29.99", "SELLER_RESPOND_REFUND", "2026-11-05 14:25:33"),
    ApiReturn("A7", "4035388015808279733", "A7", "2026-11-17 10:44:18", "2026-11-19 09:31:02",
              "REFUND", "REFUND_OR_RETURN_REQUEST_REJECT", "ecom_order_delivered_refund_reason_defective_uk",
              "LAMP-TOUCH-WH", "24.99", extra=(("next_return_id", "4035384268792139545"),)),
    ApiReturn("A8", "4035384268792139545", "A7", "2026-11-23 17:22:40", "2026-11-23 17:22:40",
              "RETURN_AND_REFUND", PENDING, "ecom_order_delivered_refund_and_return_reason_defective_uk",
              "LAMP-TOUCH-WH", "24.99", "SELLER_RESPOND_RETURN", "2026-11-25 17:22:40",
              "2026-11-25T17:22:40+00:00",
              extra=(("pre_return_id", "4035388015808279733"),)),
    ApiReturn("A9", "4035333793306771897", "A9", "2026-11-18 20:06:51", "2026-11-23 11:48:09",
              "RETURN_AND_REFUND", "BUYER_SHIPPED_ITEM", "buyer_return_and_refund_does_not_suit_me",
              "CASE-MAG-NVY", "10.99",
              extra=(("shipment_type", "PLATFORM"), ("handover_method", "DROP_OFF"),
                     ("is_quick_refund", True), ("return_tracking_number", "EV118361204GB"),
                     ("return_provider_name", "Evri"),
                     ("return_provider_id", "7203418855620917358"))),
]
API_CANCELLATIONS = [
    ApiReturn("C1", "4035384055321241378", "C1", "2026-11-22 18:05:21", "2026-11-22 18:05:21",
              "BUYER_CANCEL", "CANCELLATION_REQUEST_PENDING",
              "ecom_order_to_ship_canceled_reason_created_by_mistakes_uk", "KNIT-CARD-M KNIT-HAT", "43.49",
              "SELLER_RESPOND_CANCEL", "2026-11-24 18:05:21",
              "2026-11-24T18:05:21+00:00"),
    ApiReturn("C2", "4035336178144269811", "C2", "2026-11-19 10:12:07", "2026-11-19 10:12:39",
              "CANCEL", "CANCELLATION_REQUEST_COMPLETE", "seller_cancel_reason_out_of_stock_uk",
              "LAMP-SUNSET", "20.49"),
]
REASON_TEXTS = {
    "ecom_order_delivered_refund_and_return_reason_not_match_description_uk": (
        "Product doesn't match description"
    ),
    "ecom_order_delivered_refund_reason_damaged_uk": "Package or product is damaged",
    "buyer_return_and_refund_item_is_too_big/long": "Item is too big/long",
    "ecom_order_delivered_refund_and_return_reason_wrong_product_uk": "Wrong product was sent",
    "ecom_order_delivered_refund_and_return_reason_damaged_uk": "Package or product is damaged",
    "buyer_refund_item_is_too_small/short": "Item is too small/short",
    "ecom_order_delivered_refund_reason_defective_uk": "Product is defective or doesn't work",
    "ecom_order_delivered_refund_and_return_reason_defective_uk": "Product is defective or doesn't work",
    "buyer_return_and_refund_does_not_suit_me": "Does not suit me",
    "ecom_order_to_ship_canceled_reason_created_by_mistakes_uk": "Order created by mistake",
    "seller_cancel_reason_out_of_stock_uk": "Out of stock",
}

US_RETURNS = [  # Pacific time
    Return("U1", "4035367742503787367", "2026-11-23 14:05:10", REF, "Package wasn't received",
           "US-LAMP-TOUCH=36.85", "To process", note="Says delivered Wednesday, nothing in the mailbox"),
    Return("U2", "4035324782022463452", "2026-11-23 22:31:44", REF, "Damaged item or packaging",
           "US-DINNER=126.44", "To process", note="4 plates broken"),
    Return("U3", "4035344440044318495", "2026-11-17 09:12:20", RNR, "Item doesn't fit",
           "US-KNIT-S=44.63", "In process"),
    Return("U4", "4035350354718840769", "2026-11-12 18:40:03", RNR, "Color or pattern not as expected",
           "US-THROW=72.25", "In process", tracking="9400100000000038412257"),
    Return("U5", "4035384922866824354", "2026-11-03 11:55:41", RNR, "No longer needed",
           "US-STEAM=27.98", "Completed", tracking="9400100000000035567021"),
    Return("U6", "4035353773801157441", "2026-11-05 07:21:08", REF, "Defective item",
           "US-FROTH=15.92", "Refund rejected"),
]

TH_RETURNS = [  # Bangkok time
    Return("T4", "4035386120457731962", "2026-11-23 18:05:30", "Exchange", "Item is too small/short",
           "TH-SANDAL-38=690.00", "To process", "2026-11-24T18:05:30+07:00", note="ขอเปลี่ยนเป็นไซซ์ 39"),
    Return("T5", "4035391774208615543", "2026-11-24 09:12:40", "Reshipment", "Missing product or accessories",
           "TH-MUG=290.00", "To process", "2026-11-25T09:12:40+07:00", note="สั่งสองใบ ได้มาใบเดียว"),
    Return("T6", "4035347360915528817", "2026-11-16 10:20:18", RNR, "Does not suit me",
           "TH-FAN=450.00", "Completed", sub="Request canceled"),
]

RR = "Return/Refund"
UK_ORDERS = [
    Order("R01", "577098540484863429", "2026-11-14 19:02:11", "delivered 2026-11-18 13:05:40",
          "CASE-MAG-LIL", "13.98", "moss.and.fern", kind=RR),
    Order("R02", "577018131857623956", "2026-11-14 21:37:50", "delivered 2026-11-18 16:22:08",
          "LAMP-TOUCH-WH", "27.98", "no_porch_nell", kind=RR),
    Order("R03", "577041216472333642", "2026-11-12 20:14:03", "delivered 2026-11-17 11:48:30",
          "SHADE-RATTAN", "99.99", "juniper.loft", kind=RR),
    Order("R04", "577097491160619536", "2026-11-16 22:51:37", "delivered 2026-11-20 14:09:12",
          "THROW-WOOL KIT-CASS", "100.00", "keqing_88", kind=RR),
    Order("R05", "577067986119688599", "2026-11-11 13:26:45", "delivered 2026-11-17 15:33:20",
          "LAMP-ARC", "129.00", "the.tall.heron", kind=RR),
    Order("R06", "577030145882750345", "2026-11-17 18:40:22", "delivered 2026-11-21 12:17:46",
          "KNIT-JUMP-S", "29.99", "otter_and_oak", kind=RR),
    Order("R07", "577030706920571825", "2026-11-16 08:59:31", "delivered 2026-11-19 17:02:55",
          "KNIT-CARD-L KNIT-JUMP-M KNIT-HAT", "73.48", "purl2.together", kind=RR),
    Order("R08", "577039501797763418", "2026-11-11 21:08:14", "delivered 2026-11-16 10:55:03",
          "KIT-DINNER KIT-WOK", "153.99", "twelve.plates", kind=RR),
    Order("R09", "577022744481792553", "2026-11-19 07:45:28", "delivered 2026-11-23 15:40:11",
          "LAMP-SUNSET", "20.49", "dusk_till_dawn7", kind=RR),
    Order("R10", "577075834577072212", "2026-11-16 15:12:40", "delivered 2026-11-20 16:48:19",
          "THROW-WOOL*2", "112.00", "wee.hamish.home", kind=RR),
    Order("R11", "577017576197880835", "2026-11-09 19:55:02", "delivered 2026-11-12 13:20:44",
          "KNIT-CARD-M", "34.99", "rosa_knits_late", kind=RR),
    Order("R12", "576444292689476332", "2026-11-03 20:31:16", "delivered 2026-11-06 14:11:39",
          "KIT-STEAM KIT-UTEN", "35.48", "dumpling.sunday", kind=RR),
    Order("R13", "576461449221303514", "2026-11-03 11:06:58", "delivered 2026-11-06 16:45:21",
          "LAMP-TOUCH-OAK", "26.99", "quiet_corner_04", kind=RR),
    Order("R14", "576472324839045775", "2026-10-26 12:44:09", "completed 2026-10-29 15:10:27",
          "KNIT-JUMP-M", "29.99", "bramble.lane", kind=RR),
    Order("R15", "576414966277705751", "2026-10-14 17:20:55", "completed 2026-10-19 12:36:14",
          "KIT-FROTH", "15.98", "keqing_88", kind=RR),
    Order("R16", "576494393064473516", "2026-11-02 09:15:44", "delivered 2026-11-05 11:28:50",
          "KIT-UTEN CASE-IP15-CLR", "27.47", "keqing_88", kind=RR),
    Order("R17", "576454556102136301", "2026-11-02 14:08:37", "delivered 2026-11-06 10:03:18",
          "KNIT-HAT*2", "19.99", "two_cold_ears", kind=RR),
    Order("R18", "576468765703304892", "2026-10-28 22:17:05", "delivered 2026-11-02 13:39:42",
          "LAMP-SUNSET*2", "35.00", "angry.marigold", kind=RR),
    Order("N1", "577085178938678213", "2026-11-17 12:33:10", "delivered 2026-11-20 12:51:36",
          "CASE-IP15-BLK*2", "18.97", "pixel_pavement"),
    Order("N2", "577078789536771789", "2026-11-16 20:45:59", "delivered 2026-11-23 14:22:30",
          "KIT-WOK KIT-CASS", "108.00", "smoke.and.ginger"),
    Order("A2", "577099919492080605", "2026-11-16 10:27:41", "delivered 2026-11-20 13:44:05",
          "KIT-UTEN KIT-FROTH", "29.48", "flat.white.fan", kind=RR),
    Order("A3", "577089940298397239", "2026-11-08 16:39:24", "delivered 2026-11-12 15:57:16",
          "KNIT-CARD-M", "34.99", "hollyhock_hill", kind=RR),
    Order("A4", "576486727588176761", "2026-11-01 18:02:33", "delivered 2026-11-05 14:20:48",
          "KIT-DINNER", "89.99", "supper_club_e8", kind=RR),
    Order("A5", "577013727759885412", "2026-11-16 13:54:20", "delivered 2026-11-20 11:35:29",
          "KIT-STEAM*2", "37.98", "bao_before_noon", kind=RR),
    Order("A6", "576496259299769018", "2026-10-26 21:30:12", "completed 2026-10-29 16:28:03",
          "KNIT-JUMP-S", "29.99", "pepper.pot.22", kind=RR),
    Order("A7", "577025043680932909", "2026-11-09 08:48:47", "delivered 2026-11-13 12:09:54",
          "LAMP-TOUCH-WH*2", "49.98", "night_reader_k", kind=RR),
    Order("A9", "577072279160448825", "2026-11-10 19:11:38", "delivered 2026-11-13 16:14:22",
          "CASE-MAG-NVY KNIT-HAT", "22.48", "harbour.blue", kind=RR),
    Order("C1", "577044035946081363", "2026-11-22 14:50:09", "to ship",
          "KNIT-CARD-M KNIT-HAT", "43.49", "oops.ordered.it", kind="Cancel"),
    Order("C2", "577055274582972069", "2026-11-18 19:26:13",
          "canceled 2026-11-19 10:12:39 Seller Out of stock",
          "LAMP-SUNSET", "20.49", "golden_hour_gwen", kind="Cancel"),
]
UK_OTHERS = [  # created, state, items, off: the shop's quiet orders
    ("2026-11-20 17:40:26", "to ship", "KIT-UTEN CASE-IP15-BLK", ""),  # ship by Tue 24 17:40 (2 bd)
    ("2026-11-23 12:19:03", "to ship", "KNIT-HAT*2 KNIT-JUMP-M", "seller 3.00"),
    ("2026-11-23 20:48:51", "to ship", "CASE-MAG-NVY", ""),
    ("2026-11-24 07:52:17", "to ship", "LAMP-TOUCH-OAK", "platform 2.00"),
    ("2026-11-24 08:19:33", "to ship", "KIT-STEAM KIT-WOK", ""),
    ("2026-11-20 18:21:40", "to collect", "THROW-WOOL KNIT-HAT", ""),
    ("2026-11-21 10:05:12", "to collect", "CASE-IP15-CLR CASE-MAG-LIL", ""),
    ("2026-11-22 21:33:08", "to collect", "LAMP-ARC", "seller 12.90"),
    ("2026-11-18 14:12:29", "in transit", "KIT-CASS KIT-UTEN", ""),
    ("2026-11-19 09:30:44", "in transit", "KNIT-CARD-L", ""),
    ("2026-11-19 22:10:58", "in transit", "LAMP-SUNSET CASE-MAG-LIL", ""),
    ("2026-11-20 08:44:15", "in transit", "KIT-FROTH*2", "platform 1.50"),
    ("2026-11-20 13:27:36", "in transit", "KIT-DINNER", ""),
    ("2026-10-27 11:15:20", "delivered 2026-10-30 13:12:45", "KIT-WOK", ""),
    ("2026-10-29 20:03:49", "delivered 2026-11-03 15:44:10", "CASE-IP15-CLR*3", ""),
    ("2026-11-02 12:28:31", "delivered 2026-11-05 17:20:02", "KNIT-JUMP-S KNIT-HAT", ""),
    ("2026-11-04 16:50:05", "delivered 2026-11-09 10:31:57", "LAMP-TOUCH-WH LAMP-TOUCH-OAK", "seller 5.20"),
    ("2026-11-05 23:41:12", "delivered 2026-11-10 14:05:38", "KIT-STEAM", ""),
    ("2026-11-07 09:06:54", "delivered 2026-11-11 12:48:26", "SHADE-RATTAN LAMP-ARC", ""),
    ("2026-11-09 15:17:43", "delivered 2026-11-12 11:59:33", "KIT-UTEN KIT-FROTH KIT-STEAM", ""),
    ("2026-11-11 18:25:16", "delivered 2026-11-16 16:33:51", "CASE-MAG-LIL CASE-MAG-NVY", "platform 2.20"),
    ("2026-11-13 10:52:07", "delivered 2026-11-18 12:26:19", "KNIT-CARD-M KNIT-CARD-L", ""),
    ("2026-11-17 21:09:35", "delivered 2026-11-20 15:15:44", "THROW-WOOL", ""),
    ("2026-10-05 08:33:28", "completed 2026-10-08 13:50:09", "CASE-IP15-BLK", ""),
    ("2026-10-08 19:46:02", "completed 2026-10-13 11:07:21", "KIT-CASS KIT-UTEN KIT-FROTH", ""),
    ("2026-10-12 13:58:40", "completed 2026-10-15 14:34:56", "LAMP-SUNSET", "seller 1.75"),
    ("2026-10-15 22:24:19", "completed 2026-10-20 16:18:03", "KNIT-JUMP-M KNIT-CARD-M", ""),
    ("2026-10-19 10:11:53", "completed 2026-10-22 12:41:30", "KIT-DINNER*2", ""),
    ("2026-10-22 17:35:37", "completed 2026-10-27 15:02:14", "KNIT-HAT CASE-IP15-CLR", ""),
    ("2026-11-12 13:02:48", "canceled 2026-11-12 13:21:30 Buyer Order created by mistake",
     "SHADE-RATTAN", ""),
    ("2026-11-15 23:10:22", "canceled 2026-11-16 23:10:25 System Buyer payment overdue",
     "KNIT-CARD-L KNIT-HAT", ""),
]

US_ORDERS = [  # Pacific time
    Order("U1", "577056990341782875", "2026-11-13 16:20:31", "delivered 2026-11-18 14:41:09",
          "US-LAMP-TOUCH", "36.85", "prairie.lark", kind=RR),
    Order("U2", "577027507870952087", "2026-11-15 11:08:56", "delivered 2026-11-20 15:26:40",
          "US-DINNER", "126.44", "casserole_carl", kind=RR),
    Order("U3", "577043728549996173", "2026-11-09 20:37:12", "delivered 2026-11-14 12:50:28",
          "US-KNIT-S US-KNIT-M", "89.25", "juniper_pdx", kind=RR),
    Order("U4", "577045180061919204", "2026-11-04 13:49:05", "delivered 2026-11-09 11:33:17",
          "US-THROW", "72.25", "big.sky.blanket", kind=RR),
    Order("U5", "576442710447546012", "2026-10-26 09:12:44", "completed 2026-10-30 16:05:52",
          "US-STEAM", "27.98", "noodle_nook", kind=RR),
    Order("U6", "576431739070864778", "2026-10-27 18:30:27", "delivered 2026-11-02 13:18:35",
          "US-FROTH US-CASE-CLR", "31.52", "foam.forward", kind=RR),
]
US_OTHERS = [
    ("2026-11-23 23:42:08", "to ship", "US-CASE-CLR", ""),
    ("2026-11-23 12:03:26", "to ship", "US-UTEN US-STEAM", ""),
    ("2026-11-23 01:15:49", "to ship", "US-THROW", "platform 5.00"),
    ("2026-11-20 19:58:33", "to collect", "US-KNIT-L", ""),
    ("2026-11-21 14:27:10", "to collect", "US-LAMP-TOUCH US-CASE-CLR", ""),
    ("2026-11-18 10:44:52", "in transit", "US-DINNER", ""),
    ("2026-11-19 00:09:15", "in transit", "US-KNIT-M", "seller 4.20"),
    ("2026-11-19 17:36:41", "in transit", "US-FROTH*2", ""),
    ("2026-11-20 08:21:04", "in transit", "US-STEAM", ""),
    ("2026-11-02 15:40:37", "delivered 2026-11-06 12:14:20", "US-CASE-CLR*2", ""),
    ("2026-11-05 21:17:58", "delivered 2026-11-10 14:57:06", "US-KNIT-S", ""),
    ("2026-11-06 12:00:00", "delivered 2026-11-11 10:22:43", "US-UTEN", ""),
    ("2026-11-10 09:33:29", "delivered 2026-11-14 15:08:11", "US-THROW US-KNIT-M", "seller 11.00"),
    ("2026-11-12 22:05:17", "delivered 2026-11-17 13:45:50", "US-LAMP-TOUCH", ""),
    ("2026-11-16 07:48:02", "delivered 2026-11-20 16:39:24", "US-STEAM US-FROTH", ""),
    ("2026-10-07 13:25:55", "completed 2026-10-12 11:02:38", "US-KNIT-L", ""),
    ("2026-10-13 19:51:14", "completed 2026-10-19 15:30:07", "US-UTEN US-CASE-CLR", ""),
    ("2026-10-20 00:38:46", "completed 2026-10-24 12:19:31", "US-DINNER", "platform 10.00"),
    ("2026-11-17 16:02:20", "canceled 2026-11-17 16:30:43 Buyer Bought by mistake", "US-THROW", ""),
]

TH_ORDERS = [  # Bangkok time
    Order("T1", "577084613927055186", "2026-11-23 10:41:07", "being checked", "TH-FAN", "490.00"),
    Order("T2", "577061958340277413", "2026-11-20 21:16:40", "to ship", "TH-LANTERN", "1290.00", type="Pre-order"),
    Order("T3", "577092475186301629", "2026-11-23 14:20:25", "to ship", "TH-MUG TH-FAN", "740.00"),
    Order("T4", "577013869502746358", "2026-11-15 20:33:54", "delivered 2026-11-19 13:42:10",
          "TH-SANDAL-38", "690.00", "mango_sticky9", kind=RR),
    Order("T5", "577048237715960874", "2026-11-16 08:05:12", "delivered 2026-11-20 11:26:37",
          "TH-MUG*2", "580.00", "two.for.tea", kind=RR),
    Order("T6", "577075502864139297", "2026-11-08 12:49:31", "delivered 2026-11-12 15:08:45",
          "TH-FAN", "490.00", "monsoon.mint", kind=RR),
]

CATALOGUE = {  # SKU: product, variation, price, category, kg
    "CASE-IP15-CLR": ("Clear Shockproof Phone Case for iPhone 15", "Clear", "7.99", "Phone Cases", "0.06"),
    "CASE-IP15-BLK": ("Clear Shockproof Phone Case for iPhone 15", "Black", "7.99", "Phone Cases", "0.06"),
    "CASE-MAG-LIL": ("Magnetic Silicone Phone Case 磁吸手机壳", "Lilac", "10.99", "Phone Cases", "0.08"),
    "CASE-MAG-NVY": ("Magnetic Silicone Phone Case 磁吸手机壳", "Navy", "10.99", "Phone Cases", "0.08"),
    "LAMP-TOUCH-WH": ("LED Bedside Touch Lamp, Dimmable", "White", "24.99", "Table Lamps", "0.90"),
    "LAMP-TOUCH-OAK": ("LED Bedside Touch Lamp, Dimmable", "Oak", "26.99", "Table Lamps", "1.10"),
    "LAMP-SUNSET": ("Sunset Projection Lamp 日落灯", "Default", "17.50", "Night Lights", "0.45"),
    "LAMP-ARC": ("Arc Floor Lamp with Marble Base", "Brass", "129.00", "Floor Lamps", "11.50"),
    "SHADE-RATTAN": ("Handwoven Rattan Pendant Shade", "Natural, 50 cm", "99.99", "Lamp Shades", "1.80"),
    "KNIT-CARD-M": ("Chunky Knit Cardigan", "Oatmeal, M", "34.99", "Knitwear", "0.70"),
    "KNIT-CARD-L": ("Chunky Knit Cardigan", "Oatmeal, L", "34.99", "Knitwear", "0.75"),
    "KNIT-JUMP-S": ("Cable Knit Jumper 麻花针织衫", "Forest, S", "29.99", "Knitwear", "0.55"),
    "KNIT-JUMP-M": ("Cable Knit Jumper 麻花针织衫", "Forest, M", "29.99", "Knitwear", "0.60"),
    "KNIT-HAT": ("Ribbed Beanie", "Charcoal", "8.50", "Hats", "0.12"),
    "THROW-WOOL": ("Wool Throw 130 x 170 cm", "Heather", "56.00", "Blankets & Throws", "1.40"),
    "KIT-STEAM": ("Bamboo Steamer, 2-tier 竹蒸笼", "25 cm", "18.99", "Cookware", "0.95"),
    "KIT-WOK": ("Cast Iron Wok 炒锅", "32 cm", "64.00", "Cookware", "3.20"),
    "KIT-CASS": ("Enamelled Casserole", "24 cm, Teal", "44.00", "Cookware", "4.10"),
    "KIT-DINNER": ("Stoneware Dinner Set, 12 pieces", "Sand", "89.99", "Dinnerware", "7.60"),
    "KIT-UTEN": ("Silicone Utensil Set, 10 pieces", "Sage", "16.49", "Kitchen Utensils", "0.85"),
    "KIT-FROTH": ("Electric Milk Frother", "Black", "12.99", "Small Appliances", "0.25"),
    "US-CASE-CLR": ("Clear Shockproof Phone Case for iPhone 15", "Clear", "9.99", "Phone Cases", "0.06"),
    "US-LAMP-TOUCH": ("LED Bedside Touch Lamp, Dimmable", "White", "29.99", "Table Lamps", "0.90"),
    "US-KNIT-S": ("Chunky Knit Cardigan", "Oatmeal, S", "42.00", "Knitwear", "0.68"),
    "US-KNIT-M": ("Chunky Knit Cardigan", "Oatmeal, M", "42.00", "Knitwear", "0.70"),
    "US-KNIT-L": ("Chunky Knit Cardigan", "Oatmeal, L", "42.00", "Knitwear", "0.75"),
    "US-THROW": ("Wool Throw 50 x 67 in", "Heather", "68.00", "Blankets & Throws", "1.40"),
    "US-STEAM": ("Bamboo Steamer, 2-tier 竹蒸笼", "10 in", "22.99", "Cookware", "0.95"),
    "US-DINNER": ("Stoneware Dinner Set, 12 pieces", "Sand", "119.00", "Dinnerware", "7.60"),
    "US-UTEN": ("Silicone Utensil Set, 10 pieces", "Sage", "19.99", "Kitchen Utensils", "0.85"),
    "US-FROTH": ("Electric Milk Frother", "Black", "14.99", "Small Appliances", "0.25"),
    "TH-MUG": ("Stoneware Mug แก้วเซรามิก", "Indigo", "290.00", "Mugs", "0.40"),
    "TH-FAN": ("Handheld Fan พัดลมพกพา", "White", "450.00", "Small Appliances", "0.30"),
    "TH-SANDAL-38": ("Leather Sandals รองเท้าแตะหนัง", "Tan, 38", "690.00", "Sandals", "0.55"),
    "TH-LANTERN": ("Paper Lantern Lamp โคมไฟกระดาษ", "Natural, 60 cm", "1290.00", "Table Lamps", "0.80"),
}
UK_PLACES = [  # post town, county, outward code
    ("Leeds", "West Yorkshire", "LS6"), ("Bristol", "Avon", "BS3"), ("Norwich", "Norfolk", "NR2"),
    ("Cardiff", "South Glamorgan", "CF24"), ("Glasgow", "Lanarkshire", "G12"),
    ("London", "Greater London", "SE15"),
    ("Sheffield", "South Yorkshire", "S11"), ("Exeter", "Devon", "EX4"), ("Manchester", "Lancashire", "M20"),
]
US_PLACES = [  # city, state, zip, sales tax
    ("Wichita", "Kansas", "67203", "0.062"), ("Columbus", "Ohio", "43215", "0.0625"),
    ("Portland", "Oregon", "97214", "0"), ("Austin", "Texas", "78704", "0.0725"),
    ("Tampa", "Florida", "33606", "0.0625"), ("Missoula", "Montana", "59801", "0"),
]
TH_PLACES = [  # district, province, postcode
    ("Mueang Chiang Mai", "Chiang Mai", "50200"), ("Bang Rak", "Bangkok", "10500"), ("Hat Yai", "Songkhla", "90110"),
]
# fmt: on

ORDER_COLUMNS = """\
Order ID|Order Status|Order Substatus|Cancelation/Return Type|Normal or Pre-order|SKU ID|Seller SKU
Product ID|Product Name|Variation| Virtual Bundle Seller SKU|Quantity|Sku Quantity of return
SKU Unit Original Price|SKU Subtotal Before Discount|SKU Platform Discount|SKU Seller Discount
SKU Subtotal After Discount|Shipping Fee After Discount|Original Shipping Fee
Shipping Fee Seller Discount|Co-Funded Shipping Fee Discount|Shipping Fee Platform Discount
Payment platform discount|Retail Delivery Fee|Taxes|Order Amount|Order Refund Amount|Created Time
Paid Time|RTS Time|Shipped Time|Delivered Time|Cancelled Time|Cancel By|Cancel Reason|Fulfillment Type
Warehouse Name|Tracking ID|Delivery Option Type|Delivery Option|Shipping Provider Name|Buyer Message
Buyer Nickname|Buyer Username|Recipient|Phone #|Country|State|City|Zipcode|Address Line 1|Address Line 2
Delivery Instruction|Payment Method|Weight(kg)|Product Category|Package ID|Seller Note
Shipping Information|Combined Listing|Order Channel|Creator Handle""".replace("\n", "|").split("|")
UK_ORDER_COLUMNS = [{"State": "County", "City": "Post Town"}.get(name, name) for name in ORDER_COLUMNS]
TH_ORDER_COLUMNS = [{"State": "Province", "City": "District"}.get(name, name) for name in ORDER_COLUMNS]

RETURN_COLUMNS = """\
Return Order ID|Order ID|Order Amount|Order Status|Order Substatus|Payment Method|SKU ID|Seller SKU
Product Name|SKU Name|Buyer Username|Return Type|Time Requested|Return Reason|Return unit price
Return Quantity|Return Logistics Tracking ID|Return Status|Return Sub Status|Refund Time|Dispute Status
Appeal Status|Compensation Status|Compensation Amount|Buyer Note""".replace("\n", "|").split("|")
NOT_IN_OLDER_FORM = {
    *("Return Quantity", "Return Sub Status", "Refund Time"),
    *("Compensation Status", "Compensation Amount", "Appeal Status"),
}
SUB_STATUS = {  # guesses
    "To process": "Awaiting seller response",
    "In process": "Awaiting buyer shipment",
    "Completed": "Refund completed",
    "Refund rejected": "Request rejected",
    "Canceled": "Request canceled",
}

DESCRIPTIONS = {  # row 2 of the XLSX; names not listed here read "The order's <name>."
    "Order ID": "Platform unique order ID.",
    "Order Status": "Current order status.",
    "Order Substatus": "Current order substatus.",
    "SKU ID": "Platform unique SKU ID.",
    "Seller SKU": "Seller sku input by the seller in the product system.",
    "Product ID": "Platform unique product ID.",
    "Product Name": "Platform product name.",
    "Variation": "Platform SKU variation",
    "Quantity": "SKU sold quantity in the order.",
    "Sku Quantity of return": "SKU returned quantity in the order.",
    "SKU Subtotal After Discount": (
        "It equals SKU Subtotal Before Discount - SKU Platform Discount - SKU Seller Discount."
    ),
    "Created Time": "Order created time.",
    "Paid Time": "Order paid time.",
    "RTS Time": "Order ready to ship time.",
    "Shipped Time": "Order shipped time.",
    "Delivered Time": "Order delivered time.",
    "Cancelled Time": "Order cancelled time.",
    "Tracking ID": "The order's tracking number.",
}

DEMO = """\
# What `aftersales demo` does with these files
now = "2026-11-24T09:00:00+00:00"

[[shop]]
name = "uk-main"
market = "GB"

[[shop]]
name = "us-store"
market = "US"

[[shop]]
name = "th-shop"
market = "TH"
"""
DEMO_IMPORTS = [  # file, shop, as of
    ("orders.csv", "uk-main", "2026-11-24T08:35:00+00:00"),
    ("orders.xlsx", "us-store", "2026-11-24T08:30:00+00:00"),
    ("returns.csv", "uk-main", "2026-11-24T08:40:00+00:00"),
    ("returns-older-form.xlsx", "us-store", "2026-11-24T08:32:00+00:00"),
    ("api-orders.json", "uk-main", "2026-11-24T08:55:00+00:00"),
    ("api-returns.json", "uk-main", "2026-11-24T08:55:00+00:00"),
    ("api-cancellations.json", "uk-main", "2026-11-24T08:55:00+00:00"),
    ("th-orders.csv", "th-shop", "2026-11-24T08:30:00+00:00"),
    ("th-returns.csv", "th-shop", "2026-11-24T08:31:00+00:00"),
]


def _expected(*tables: list[Any]) -> dict[str, dict[str, str]]:
    told: dict[str, dict[str, str]] = {}
    for row in (row for table in tables for row in table if row.due):
        duty = "confirm-receipt" if row.status == "BUYER_SHIPPED_ITEM" else "respond"
        earlier = {"computed_due": told[row.ref]["due"]} if row.ref in told else {}
        told[row.ref] = {"duty": duty, "due": row.due, **earlier}
    return told


# What is pending in the GB shop when everything in demo.toml has been imported; `computed_due` where the
# platform's stamp differs from the rule (R08). NEXT_DAY_EXPECTED: what is new in returns-next-day.csv. TH_EXPECTED:
# what is pending in the TH shop.
EXPECTED = _expected(RETURNS, API_RETURNS, API_CANCELLATIONS)
NEXT_DAY_EXPECTED = _expected(NEW_NEXT_DAY)
TH_EXPECTED = _expected(TH_RETURNS)


# --- invented but steady: the same key gives the same digits, on every machine and every Python ---


def _number(key: str) -> int:
    return int(hashlib.sha256(key.encode()).hexdigest(), 16)


def _pick(key: str, choices: Any) -> Any:
    return choices[_number(key) % len(choices)]


def _digits(prefix: str, length: int, key: str) -> str:
    """A number of the platform's that never ends in 0."""
    body = length - len(prefix) - 1
    return f"{prefix}{_number(key) % 10**body:0{body}d}{_number(key + '/last') % 9 + 1}"


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


class Line(NamedTuple):
    sku: str
    quantity: int
    price: Decimal
    platform_off: Decimal
    seller_off: Decimal

    @property
    def before(self) -> Decimal:
        return self.price * self.quantity

    @property
    def after(self) -> Decimal:
        return self.before - self.platform_off - self.seller_off

    @property
    def sku_id(self) -> str:
        return _digits("17293", 19, self.sku)

    @property
    def product_id(self) -> str:
        return _digits("17295", 19, CATALOGUE[self.sku][0])


class Shop(NamedTuple):
    zone: ZoneInfo
    exported: str
    free_shipping_from: Decimal
    shipping: Decimal
    country: str
    warehouse: str
    carrier: str
    order_sign: str  # before an amount in the orders export
    return_sign: str  # the same in the returns export
    places: list[tuple[str, ...]]
    area: tuple[str, str]  # the columns of region and town
    order_columns: list[str]
    payments: tuple[str, ...]


CARDS = ("Visa", "Mastercard", "PayPal", "Apple Pay", "Klarna")
UK = Shop(
    *(ZoneInfo("Europe/London"), "2026-11-24 08:35:00", Decimal(25), Decimal("2.99")),
    *("United Kingdom", "Leeds 海外仓", "Evri", "GBP ", "£"),
    *(UK_PLACES, ("County", "Post Town"), UK_ORDER_COLUMNS, CARDS),
)
US = Shop(
    *(ZoneInfo("America/Los_Angeles"), "2026-11-24 00:30:00", Decimal(30), Decimal("4.99")),
    *("United States", "Reno 3PL", "USPS", "$", "$"),
    *(US_PLACES, ("State", "City"), ORDER_COLUMNS, CARDS),
)
TH = Shop(
    *(ZoneInfo("Asia/Bangkok"), "2026-11-24 15:30:00", Decimal(500), Decimal(40)),
    *("Thailand", "Samut Prakan 海外仓", "Flash Express", "฿", "฿"),
    *(TH_PLACES, ("Province", "District"), TH_ORDER_COLUMNS, ("PromptPay", "TrueMoney", "Visa")),
)
TO_SHIP = ("to ship", "being checked")
STATUS = {
    "to ship": ("To ship", "Awaiting shipment"),
    "to collect": ("To ship", "Awaiting collection"),
    "in transit": ("Shipped", "In transit"),
    "delivered": ("Shipped", "Delivered"),
    "completed": ("Completed", "Completed"),
    "canceled": ("Canceled", "Canceled"),
}
TH_STATUS = {
    "to ship": ("ที่จะจัดส่ง", "รอจัดส่ง"),
    "being checked": ("กำลังตรวจสอบ", "กำลังตรวจสอบ"),
    "delivered": ("จัดส่งแล้ว", "จัดส่งสำเร็จ"),
}


class Sold:
    """An order with everything that follows from its row: amounts, times, the buyer's masked particulars."""

    def __init__(self, row: Order, shop: Shop, refunded: str = "") -> None:
        self.row, self.shop = row, shop
        self.state, _, rest = row.state.partition(" 20")
        if row.state.startswith(("delivered", "completed", "canceled")):
            self.ended: datetime | None = self.at(f"20{rest[:17]}")
            self.ended_by, _, self.ended_why = rest[18:].partition(" ")
        else:
            self.ended, self.ended_by, self.ended_why = None, "", ""
        self._amounts(Decimal(refunded or 0))
        self._times()

    def at(self, text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=self.shop.zone)

    def _amounts(self, refunded: Decimal) -> None:
        who, _, off = self.row.off.partition(" ")
        self.lines = []
        for n, item in enumerate(self.row.items.split()):
            sku, _, quantity = item.partition("*")
            less = Decimal(off or 0) if n == 0 else Decimal(0)
            zero = Decimal(0)
            self.lines.append(
                Line(
                    sku,
                    int(quantity or 1),
                    Decimal(CATALOGUE[sku][2]),
                    less if who == "platform" else zero,
                    less if who == "seller" else zero,
                )
            )
        self.subtotal = sum((line.after for line in self.lines), Decimal(0))
        charged = self.subtotal < self.shop.free_shipping_from
        self.shipping = self.shop.shipping if charged else Decimal(0)
        rate = Decimal(self.place[3]) if self.shop is US else Decimal(0)
        self.taxes = _cents(self.subtotal * rate)
        self.total = self.subtotal + self.shipping + self.taxes
        if self.row.total and str(_cents(self.total)) != self.row.total:
            raise ValueError(f"order {self.row.key}: {self.total} is not {self.row.total}")
        self.refunded = self.total if self.state == "canceled" and self.ended_by != "System" else refunded

    def _times(self) -> None:
        key = self.row.id
        self.created = self.at(self.row.created)
        unpaid = self.ended_by == "System"
        self.paid = None if unpaid else self.created + timedelta(seconds=40 + _number(key + "/paid") % 150)
        self.rts = self.shipped = self.delivered = self.cancelled = None
        if self.state == "canceled":
            self.cancelled = self.ended
        elif self.state not in TO_SHIP:
            day = self.created + timedelta(days=1)
            while day.weekday() > 4:
                day += timedelta(days=1)
            self.rts = day.replace(hour=10, minute=_number(key) % 60, second=_number(key + "/s") % 60)
            if self.state != "to collect":
                self.shipped = self.rts + timedelta(hours=5, seconds=_number(key + "/c") % 6000)
            self.delivered = self.ended
        told = [t for t in (self.created, self.paid, self.rts, self.shipped, self.delivered, self.cancelled) if t]
        if told != sorted(told) or told[-1] > self.at(self.shop.exported):
            raise ValueError(f"order {key}: its times are out of order")

    @property
    def status(self) -> tuple[str, str]:
        return (TH_STATUS if self.shop is TH else STATUS)[self.state]

    @property
    def place(self) -> tuple[str, ...]:
        return _pick(self.row.id + "/place", self.shop.places)

    @property
    def buyer(self) -> str:
        first = ("misty", "tiny", "amber", "salt", "wild", "paper", "copper", "lucky", "velvet", "foggy")
        last = ("fox", "teapot", "harbour", "pine", "comet", "biscuit", "wren", "ribbon", "pebble", "panda")
        if self.row.buyer:
            return self.row.buyer
        key = self.row.id + "/buyer"
        return f"{_pick(key, first)}{_pick(key + '2', '._')}{_pick(key + '3', last)}{_number(key) % 90 + 10}"

    @property
    def nickname(self) -> str:
        return re.sub(r"[._]+", " ", self.buyer).title()

    @property
    def recipient(self) -> str:
        letters = "ABCDEFGHJKLMNPRSTW"
        key = self.row.id + "/name"
        return f"{_pick(key, letters)}{'*' * (3 + _number(key) % 4)} {_pick(key + '2', letters)}****"

    @property
    def phone(self) -> str:
        last = f"{_number(self.row.id + '/phone') % 1000:03d}"
        if self.shop is US:
            return f"(+1)5**-***-0{last}"
        return f"(+66)8*****{last}" if self.shop is TH else f"(+44)7*****{last}"

    @property
    def address(self) -> str:
        return f"{_number(self.row.id + '/street') % 9 + 1}* {_pick(self.row.id + '/st', 'CHMPSW')}****** R***"

    @property
    def zipcode(self) -> str:
        return f"{self.place[2]} ***" if self.shop is UK else f"{self.place[2][:3]}**"

    @property
    def tracking(self) -> str:
        if self.rts is None:
            return ""
        if self.shop is US:
            return _digits("94001", 22, self.row.id)
        return _digits("TH01" if self.shop is TH else "H00", 16, self.row.id)

    @property
    def payment_method(self) -> str:
        return _pick(self.row.id + "/pay", self.shop.payments)

    @property
    def package_id(self) -> str:
        return _digits("11528", 19, self.row.id) if self.rts else ""


def _units(items: str) -> list[tuple[str, int, str]]:
    """Reads items: THROW-WOOL*2=112.00 is SKU, quantity and refund."""
    found = []
    for item in items.split():
        what, _, amount = item.partition("=")
        sku, _, quantity = what.partition("*")
        found.append((sku, int(quantity or 1), amount))
    return found


def _sell(rows: list[Order], others: list[tuple[str, ...]], shop: Shop, refunds: dict[str, str]) -> list[Sold]:
    quiet = []
    for created, state, items, off in others:
        prefix = "5764" if created < "2026-11-07" else "5770"
        kind = "Cancel" if state.startswith("canceled") else ""
        quiet.append(Order("", _digits(prefix, 18, created), created, state, items, off=off, kind=kind))
    return [Sold(row, shop, refunds.get(row.key, "")) for row in [*rows, *quiet]]


def uk_orders() -> list[Sold]:
    refunds = {r.key: str(_asked_for(r)) for r in RETURNS if r.status == "Completed"}
    return _sell(UK_ORDERS, UK_OTHERS, UK, refunds | {"A6": "29.99", "A9": "10.99"})


def us_orders() -> list[Sold]:
    refunds = {r.key: str(_asked_for(r)) for r in US_RETURNS if r.status == "Completed"}
    return _sell(US_ORDERS, US_OTHERS, US, refunds)


def th_orders() -> list[Sold]:
    return _sell(TH_ORDERS, [], TH, {})


def _asked_for(request: Return) -> Decimal:
    return sum((Decimal(amount) for _, _, amount in _units(request.items)), Decimal(0))


def _returned(key: str) -> dict[str, int]:
    """How many of each SKU the finished requests of one order took back."""
    done = {r.key: r.items for r in [*RETURNS, *US_RETURNS] if r.status == "Completed"} | {"A6": "KNIT-JUMP-S"}
    return {sku: quantity for sku, quantity, _ in _units(done.get(key, ""))}


# --- the platform's files ---


def _day_first(when: datetime | None) -> str:
    return when.strftime("%d/%m/%Y %H:%M:%S") if when else ""


def _month_first(when: datetime | None) -> str:
    return when.strftime("%m/%d/%Y %I:%M:%S ") + ("AM" if when.hour < 12 else "PM") if when else ""


def _order_rows(orders: list[Sold]) -> list[list[str]]:
    rows = []
    for order in sorted(orders, key=lambda o: o.created, reverse=True):
        rows += [_order_row(order, line) for line in order.lines]
    return rows


def _order_row(order: Sold, line: Line) -> list[str]:
    """One row per SKU; what belongs to the order is repeated on each."""
    us = order.shop is US
    product, variation, _, category, kg = CATALOGUE[line.sku]

    def money(amount: Decimal) -> str:
        return f"{order.shop.order_sign}{_cents(amount):,}"

    def tab(text: str) -> str:
        return f"{text}\t" if text and not us else text

    def time(when: datetime | None) -> str:
        return _month_first(when) if us else tab(_day_first(when))

    country = order.shop.country
    town, region, *_ = order.place
    zero = Decimal(0)
    told = {
        "Order ID": tab(order.row.id),
        "Order Status": order.status[0],
        "Order Substatus": order.status[1],
        "Cancelation/Return Type": order.row.kind,
        "Normal or Pre-order": order.row.type,
        "SKU ID": line.sku_id,
        "Seller SKU": line.sku,
        "Product ID": line.product_id,
        "Product Name": product,
        "Variation": variation,
        "Quantity": str(line.quantity),
        "Sku Quantity of return": str(_returned(order.row.key).get(line.sku, 0)),
        "SKU Unit Original Price": money(line.price),
        "SKU Subtotal Before Discount": money(line.before),
        "SKU Platform Discount": money(line.platform_off),
        "SKU Seller Discount": money(line.seller_off),
        "SKU Subtotal After Discount": money(line.after),
        "Shipping Fee After Discount": money(order.shipping),
        "Original Shipping Fee": money(order.shop.shipping),
        "Shipping Fee Seller Discount": money(order.shop.shipping - order.shipping),
        "Co-Funded Shipping Fee Discount": money(zero),
        "Shipping Fee Platform Discount": money(zero),
        "Payment platform discount": money(zero),
        "Retail Delivery Fee": money(zero),
        "Taxes": money(order.taxes),
        "Order Amount": money(order.total),
        "Order Refund Amount": money(order.refunded),
        "Created Time": time(order.created),
        "Paid Time": time(order.paid),
        "RTS Time": time(order.rts),
        "Shipped Time": time(order.shipped),
        "Delivered Time": time(order.delivered),
        "Cancelled Time": time(order.cancelled),
        "Cancel By": order.ended_by,
        "Cancel Reason": order.ended_why,
        "Fulfillment Type": "Fulfillment by seller",
        "Warehouse Name": order.shop.warehouse,
        "Tracking ID": order.tracking,
        "Delivery Option Type": "Home delivery",
        "Delivery Option": "Standard shipping",
        "Shipping Provider Name": order.shop.carrier if order.tracking else "",
        "Buyer Message": _pick(order.row.id + "/msg", ("", "", "", "", "", "Please leave with a neighbour, thanks")),
        "Buyer Nickname": order.nickname,
        "Buyer Username": order.buyer,
        "Recipient": order.recipient,
        "Phone #": order.phone,
        "Country": country,
        **dict(zip(order.shop.area, (region, town), strict=True)),
        "Zipcode": tab(order.zipcode),
        "Address Line 1": order.address,
        "Payment Method": order.payment_method,
        "Weight(kg)": str(_cents(Decimal(kg) * line.quantity)),
        "Product Category": category,
        "Package ID": order.package_id,
        "Shipping Information": "\n".join(
            (f"{order.recipient}, {order.phone}", f"{order.address}, {town}, {order.zipcode}, {country}")
        ),
        "Order Channel": "TikTok Shop",
        "Creator Handle": _pick(order.row.id + "/creator", ("", "", "", "lamp.lady.lou", "cosy_corner_tv")),
    }
    columns = order.shop.order_columns
    if unknown := told.keys() - set(columns):
        raise ValueError(f"not columns of the export: {unknown}")
    return [told.get(name, "") for name in columns]


def _return_rows(requests: list[Return], orders: list[Sold]) -> list[list[str]]:
    """One row per SKU of a return, newest first; `Return unit price` is the whole refund of the row."""
    sold = {order.row.key: order for order in orders if order.row.key}
    rows = []
    for asked in sorted(requests, key=lambda r: r.asked, reverse=True):
        order = sold[asked.key]
        sign = order.shop.return_sign
        sub = asked.sub or SUB_STATUS.get(asked.status, "")
        if asked.status == "In process" and asked.tracking:
            sub = "Return package in transit"
        for sku, quantity, amount in _units(asked.items):
            line = next(line for line in order.lines if line.sku == sku)
            told = {
                "Return Order ID": asked.ref,
                "Order ID": order.row.id,
                "Order Amount": f"{sign}{_cents(order.total):,}",
                "Order Status": order.status[0],
                "Order Substatus": order.status[1],
                "Payment Method": order.payment_method,
                "SKU ID": line.sku_id,
                "Seller SKU": sku,
                "Product Name": CATALOGUE[sku][0],
                "SKU Name": CATALOGUE[sku][1],
                "Buyer Username": order.buyer,
                "Return Type": asked.type,
                "Time Requested": _day_first(order.at(asked.asked)),
                "Return Reason": asked.reason,
                "Return unit price": f"{sign}{amount}",
                "Return Quantity": str(quantity),
                "Return Logistics Tracking ID": asked.tracking,
                "Return Status": asked.status,
                "Return Sub Status": sub,
                "Refund Time": _day_first(order.at(asked.refunded)) if asked.refunded else "",
                "Buyer Note": asked.note,
            }
            rows.append([told.get(name, "") for name in RETURN_COLUMNS])
    return rows


def _csv(columns: list[str], rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([columns, *rows])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


FIXED = datetime(2026, 11, 24, 8, 30)  # noqa: DTZ001 - zip and docProps know no zones


def _xlsx(title: str, rows: list[list[str]]) -> bytes:
    """A workbook of text cells whose bytes depend on nothing but the rows (and openpyxl's version)."""
    book = Workbook()
    book.properties.creator = "sample"
    book.properties.created = FIXED
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append([cell or None for cell in row])
    raw, done = io.BytesIO(), io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(done, "w", zipfile.ZIP_STORED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                stamp = f"{FIXED.isoformat()}Z".encode()
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            info = zipfile.ZipInfo(name, FIXED.timetuple()[:6])
            info.create_system, info.external_attr = 3, 0o644 << 16
            target.writestr(info, content)
    return done.getvalue()


def _unix(local: str | datetime) -> int:
    when = datetime.fromisoformat(local).replace(tzinfo=UK.zone) if isinstance(local, str) else local
    return int(when.timestamp())


def _plain(amount: Decimal) -> str:
    return str(_cents(amount)) if amount else "0"


def _api_refund(total: Decimal, goods: Decimal) -> dict[str, str]:
    return {
        "currency": "GBP",
        "refund_total": _plain(total),
        "refund_subtotal": _plain(goods),
        "refund_shipping_fee": _plain(total - goods),
        "refund_tax": "0",
    }


def _unit_id(order: Sold, line: Line, unit: int) -> str:
    return _digits(order.row.id[:4], 18, f"{order.row.id}/{line.sku}/{unit}")


def _api_case(row: ApiReturn, order: Sold, what: str) -> dict[str, Any]:
    """A return_orders or cancellations row: one line per unit, optional keys left out rather than null."""
    lines = [
        {
            f"{what}_line_item_id": _digits("40352", 19, f"{row.ref}/{sku}/{unit}"),
            "order_line_item_id": _unit_id(order, line, unit),
            "sku_id": line.sku_id,
            "sku_name": CATALOGUE[sku][1],
            "product_name": CATALOGUE[sku][0],
            "seller_sku": sku,
            "refund_amount": _api_refund(line.price, line.price),
        }
        for sku, quantity, _ in _units(row.items)
        for line in order.lines
        if line.sku == sku
        for unit in range(quantity)
    ]
    goods = sum((Decimal(unit["refund_amount"]["refund_total"]) for unit in lines), Decimal(0))
    told: dict[str, Any] = {
        f"{what}_id": row.ref,
        "order_id": order.row.id,
        f"{what}_type": row.type,
        f"{what}_status": row.status,
        "role": "SELLER" if row.type == "CANCEL" else "BUYER",
        f"{what}_reason": row.reason,
        f"{what}_reason_text": REASON_TEXTS[row.reason],
        "create_time": _unix(row.asked),
        "update_time": _unix(row.updated),
        "refund_amount": _api_refund(Decimal(row.total), goods),
        f"{what}_line_items": lines,
        **dict(row.extra),
    }
    if row.action:
        told["seller_next_action_response"] = [{"action": row.action, "deadline": _unix(row.deadline)}]
    if what == "return":
        told |= {"is_combined_return": False, "combined_return_id": "0"}
    return told


def _api_order(order: Sold) -> dict[str, Any]:
    status = {"to ship": "AWAITING_SHIPMENT", "canceled": "CANCELLED"}.get(order.state, order.state.upper())
    asked = next((c for c in API_CANCELLATIONS if c.order == order.row.key), None)
    town, region, *_ = order.place
    times = {
        "paid_time": order.paid,
        "rts_time": order.rts,
        "collection_time": order.shipped,
        "delivery_time": order.delivered,
        "cancel_time": order.cancelled,
        "request_cancel_time": order.at(asked.asked) if asked else None,
    }
    known = {name: _unix(when) for name, when in times.items() if when}
    units = [(line, unit) for line in order.lines for unit in range(line.quantity)]
    told: dict[str, Any] = {
        "id": order.row.id,
        "status": status,
        "create_time": _unix(order.created),
        "update_time": max([_unix(order.created), *known.values()]),
        **known,
        "is_buyer_request_cancel": bool(asked) and asked.status.endswith("PENDING"),
        "is_on_hold_order": False,
        "is_cod": False,
        "is_sample_order": False,
        "is_replacement_order": False,
        "is_exchange_order": False,
        "order_type": "NORMAL",
        "commerce_platform": "TIKTOK_SHOP",
        "fulfillment_type": "FULFILLMENT_BY_SELLER",
        "shipping_type": "TIKTOK",
        "delivery_option_name": "Standard shipping",
        "payment_method_name": order.payment_method,
        "payment": {
            "currency": "GBP",
            "total_amount": _plain(order.total),
            "sub_total": _plain(order.subtotal),
            "shipping_fee": _plain(order.shipping),
            "seller_discount": _plain(sum((line.seller_off for line in order.lines), Decimal(0))),
            "platform_discount": _plain(sum((line.platform_off for line in order.lines), Decimal(0))),
            "original_total_product_price": _plain(sum((line.before for line in order.lines), Decimal(0))),
            "original_shipping_fee": _plain(order.shop.shipping),
            "shipping_fee_seller_discount": _plain(order.shop.shipping - order.shipping),
            "shipping_fee_platform_discount": "0",
            "tax": "0",
        },
        "recipient_address": {
            "name": order.recipient,
            "phone_number": order.phone,
            "address_line1": order.address,
            "full_address": f"{order.address}, {town}, {order.zipcode}",
            "district_info": [
                {"address_level_name": "Country", "address_name": "United Kingdom", "address_level": "L0"},
                {"address_level_name": "County", "address_name": region, "address_level": "L1"},
            ],
            "post_town": town,
            "postal_code": order.zipcode,
            "region_code": "GB",
        },
        "line_items": [_api_line(order, line, unit, status) for line, unit in units],
    }
    if order.cancelled:
        told |= {"cancellation_initiator": order.ended_by.upper(), "cancel_reason": order.ended_why}
    if order.tracking:
        told |= {"tracking_number": order.tracking, "packages": [{"id": order.package_id}]}
    return told


def _api_line(order: Sold, line: Line, unit: int, status: str) -> dict[str, Any]:
    shipped = {"package_id": order.package_id, "tracking_number": order.tracking} if order.tracking else {}
    return {
        "id": _unit_id(order, line, unit),
        "sku_id": line.sku_id,
        "sku_name": CATALOGUE[line.sku][1],
        "seller_sku": line.sku,
        "product_id": line.product_id,
        "product_name": CATALOGUE[line.sku][0],
        "display_status": status,
        "sale_price": _plain(line.price),
        "original_price": _plain(line.price),
        "currency": "GBP",
        "is_gift": False,
        **shipped,
    }


def _envelope(name: str, rows: list[dict[str, Any]]) -> bytes:
    answer = {
        "code": 0,
        "data": {name: rows, "total_count": len(rows), "next_page_token": ""},
        "message": "Success",
        "request_id": f"20261124085500{_number(name) % 16**18:018X}",
    }
    return (json.dumps(answer, ensure_ascii=False, indent=1) + "\n").encode()


def _demo() -> bytes:
    imports = [
        f'\n[[import]]\nfile = "{file}"\nshop = "{shop}"\nas_of = "{as_of}"\n' for file, shop, as_of in DEMO_IMPORTS
    ]
    return (DEMO + "".join(imports)).encode()


def make() -> dict[str, bytes]:
    """Every file of sample-data/ by name."""
    uk, us, th = uk_orders(), us_orders(), th_orders()
    by_key = {order.row.key: order for order in uk if order.row.key}
    cases = [*API_RETURNS, *API_CANCELLATIONS]
    fetched = [by_key[key] for key in dict.fromkeys(case.order for case in cases)]
    older = [n for n, name in enumerate(RETURN_COLUMNS) if name not in NOT_IN_OLDER_FORM]
    us_rows = [RETURN_COLUMNS, *_return_rows(US_RETURNS, us)]
    next_day = [request._replace(**NEXT_DAY.get(request.key, {})) for request in RETURNS]
    described = [DESCRIPTIONS.get(name, f"The order's {name.strip().lower()}.") for name in ORDER_COLUMNS]
    return {
        "orders.csv": _csv(UK_ORDER_COLUMNS, _order_rows(uk)),
        "orders.xlsx": _xlsx("OrderSKUList", [ORDER_COLUMNS, described, *_order_rows(us)]),
        "returns.csv": _csv(RETURN_COLUMNS, _return_rows(RETURNS, uk)),
        "returns-next-day.csv": _csv(RETURN_COLUMNS, _return_rows([*next_day, *NEW_NEXT_DAY], uk)),
        "returns-older-form.xlsx": _xlsx("Sheet1", [[row[n] for n in older] for row in us_rows]),
        "api-orders.json": _envelope("orders", [_api_order(order) for order in fetched]),
        "api-returns.json": _envelope(
            "return_orders", [_api_case(row, by_key[row.order], "return") for row in API_RETURNS]
        ),
        "api-cancellations.json": _envelope(
            "cancellations", [_api_case(row, by_key[row.order], "cancel") for row in API_CANCELLATIONS]
        ),
        "th-orders.csv": _csv(TH_ORDER_COLUMNS, _order_rows(th)),
        "th-returns.csv": _csv(RETURN_COLUMNS, _return_rows(TH_RETURNS, th)),
        "demo.toml": _demo(),
    }


def main() -> None:
    """Rewrites sample-data/."""
    SAMPLE_DATA.mkdir(exist_ok=True)
    for name, content in make().items():
        (SAMPLE_DATA / name).write_bytes(content)


if __name__ == "__main__":
    main()
