"""Examples of the commands for parcels, disputes, reviews and orders."""

from __future__ import annotations

from collections.abc import Mapping

from aftersales.language import mark

# By command: what one may type, and what that does.
EXAMPLES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "shipped": (
        ("shipped 15", mark("it is on its way to you")),
        ("shipped 15 --tracking JD0002220011", mark("with its tracking number")),
        ('shipped 18 --at "2026-11-21 10:00"', mark("exactly then, no guess")),
    ),
    "delivered": (
        ("delivered 15", mark("it arrived just now")),
        ('delivered 15 --at "yesterday 15:00"', mark("it arrived yesterday")),
    ),
    "received": (
        ("received 15", mark("checked and accepted")),
        ("received 15 --grade original --to-stock 1", mark("as it was sent; it can be sold again")),
        ("received 15 --item LAMP-ARC=1:minor:scrap", mark("an item with its number, grade and place")),
    ),
    "refused": (
        ('refused 15 --reason "Worn, label cut off"', mark("with your proof added before")),
        ('refused 15 --reason "Worn, label cut off" --force', mark("without the proof that TikTok wants")),
    ),
    "lost": (
        ("lost 15", mark("the carrier says that it is lost")),
        ('lost 15 --at "yesterday 15:00"', mark("said yesterday")),
    ),
    "extend": (
        ("extend 15", mark("by as many days as the rule allows")),
        ("extend 15 --days 2", mark("by two days")),
    ),
    "refund": (
        ("refund 15", mark("all that is owed")),
        ("refund 15 --amount 100", mark("a part; the rest is owed")),
        ('refund 15 --channel "bank transfer"', mark("paid in another way")),
    ),
    "replaced": (
        ("replaced 35 --tracking RM123456785GB", mark("the new parcel's tracking number")),
        ("replaced 35 --order 577018131857623957", mark("the order that TikTok made for it")),
    ),
    "stock": (
        ("stock list", mark("what came back, and where it went")),
        ("stock list --movement to-stock --since 7d --format csv", mark("for your stock system")),
    ),
    "stock list": (
        ("stock list", mark("what came back, and where it went")),
        ("stock list --movement to-stock --since 7d --format csv", mark("for your stock system")),
        ("stock list --movement held", mark("what came back and lies somewhere")),
    ),
    "stock place": (
        ("stock place 15 --to-stock 1", mark("it went back to stock after all")),
        ("stock place 15 --item LAMP-ARC=1:scrap", mark("an item by its SKU")),
    ),
    "send-back": (
        ('send-back called 15 --at "today 8:50"', mark("customer service called at 8:50")),
        ("send-back sent 15 --tracking JD0002 --postage 3.50", mark("you sent the goods, and paid 3.50")),
        ("send-back reimbursed 15", mark("the postage came back")),
    ),
    "send-back called": (
        ("send-back called 15", mark("customer service called just now")),
        ('send-back called 15 --at "today 8:50"', mark("it called at 8:50")),
    ),
    "send-back sent": (
        ("send-back sent 15 --tracking JD0002 --postage 3.50", mark("with the tracking number and the postage")),
        ("send-back sent 15 --tracking JD0002", mark("it cost you nothing")),
    ),
    "send-back reimbursed": (
        ("send-back reimbursed 15 --amount 3.50", mark("you were paid 3.50")),
        ("send-back reimbursed 15 --amount 4 --force", mark("more than the postage")),
    ),
    "send-back dropped": (
        ("send-back dropped 15", mark("the goods need not go back, or no postage comes")),
        ('send-back dropped 15 --reason "No receipt"', mark("with what you were told")),
    ),
    "evidence": (
        ("evidence list 15", mark("what is asked for, and what you have")),
        ("evidence add 15 label.jpg --as photos", mark("add a photo")),
        ("evidence submit 3 --force", mark("you uploaded what you have")),
    ),
    "evidence add": (
        ("evidence add 15 label.jpg --as photos", mark("a photo of the parcel or the goods")),
        ("evidence add 15 unpacking.mp4 --as unpacking-video", mark("a video")),
    ),
    "evidence submit": (
        ("evidence submit 3 --force", mark("you uploaded what you have")),
        ('evidence submit 3 --comment "The seal was broken" --force', mark("with what you wrote to TikTok")),
    ),
    "evidence list": (
        ("evidence list 15", mark("for the next step")),
        ("evidence list 15 --step refuse", mark("to refuse the returned goods")),
    ),
    "dispute": (
        ("dispute 3", mark("TikTok told you just now")),
        ('dispute 3 --reason "Says it was never worn" --at "today 8:50"', mark("what the buyer says, told at 8:50")),
    ),
    "ruled": (
        ("ruled 3 --for seller", mark("you won")),
        ('ruled 3 --for buyer --reason "No video"', mark("the buyer won")),
    ),
    "appeal": (
        ("appeal 3 --force", mark("without the proof that TikTok wants")),
        ('appeal 3 --comment "The video shows the seal" --force', mark("with what you wrote to TikTok")),
    ),
    "claim": (
        ("claim 15 --on carrier --because lost", mark("open a claim for a lost parcel")),
        ("claim submit 15 --force", mark("you handed it in")),
        ("claim won 15 --amount 40", mark("you were paid 40")),
        ("claim list", mark("every claim, and until when")),
    ),
    "claim open": (
        ("claim open 15 --on carrier --because lost", mark("the carrier lost the parcel")),
        ('claim open 15 --on platform --because damaged --since "20 Nov"', mark("its last status was of 20 November")),
    ),
    "claim submit": (
        ("claim submit 15 --force", mark("without the proof that is asked for")),
        ('claim submit 15 --comment "Lost at the depot" --force', mark("with what you wrote")),
    ),
    "claim won": (
        ("claim won 15 --amount 40", mark("you were paid 40")),
        ("claim won 15 --amount 150 --force", mark("more than the order's total")),
    ),
    "claim lost": (
        ("claim lost 15", mark("refused, or given up")),
        ('claim lost 15 --reason "No proof of value"', mark("with what you were told")),
    ),
    "claim list": (
        ("claim list", mark("every claim, and until when")),
        ("claim list --json", mark("for a program")),
    ),
    "chargeback": (
        ('chargeback 11 --until "2026-12-01 17:00"', mark("your answer is due then")),
        ('chargeback 11 --reason "Not recognised"', mark("with what the bank says")),
    ),
    "review": (
        ("review open --stars 1 --order 577018131857623956", mark("a bad review came in")),
        ("review playbook 33", mark("what to do about it")),
        ('review contact 33 --text "Sorry that it broke. May we help?"', mark("you wrote to the buyer")),
        ("review resolve 33 --result improved", mark("the buyer changed it")),
    ),
    "review open": (
        ("review open --stars 1 --order 577018131857623956", mark("about an order")),
        ('review open --stars 2 --product "Wool Throw" --text "Too thin"', mark("the order is not known")),
    ),
    "review contact": (
        ("review contact 33 --cause logistics", mark("you wrote; the parcel was late")),
        ('review contact 33 --text "Sorry that it broke. May we help?"', mark("what you wrote")),
    ),
    "review offer": (
        ("review offer 33 --what partial-refund --amount 5", mark("5 back")),
        ("review offer 33 --what exchange", mark("another one")),
    ),
    "review resolve": (
        ("review resolve 33 --result improved", mark("the buyer changed it freely")),
        ("review resolve 33 --result unchanged", mark("it stays")),
    ),
    "review appeal": (
        ("review appeal 33 --force", mark("you reported it without proof")),
        ('review appeal 33 --comment "Insults, names no product" --force', mark("with what you wrote to TikTok")),
    ),
    "review playbook": (
        ("review playbook 33", mark("step by step")),
        ("review playbook 33 --json", mark("for a program")),
    ),
    "order": (
        ("order dispatched 577044035946081363 --tracking RM123456785GB", mark("you handed it over")),
        ("order cancel-check 577044035946081363", mark("who may still cancel it")),
        (
            'order add 577018131857623958 --amount 13.98 --placed "2026-11-20 10:00"',
            mark("an order that is in no export"),
        ),
    ),
    "order dispatched": (
        ("order dispatched 577044035946081363", mark("handed over just now")),
        ("order dispatched 577044035946081363 --tracking RM123456785GB", mark("with its tracking number")),
        ("order dispatched 21 26 --yes", mark("by their cases, several at once")),
    ),
    "order collected": (
        ("order collected 577044035946081363", mark("the carrier has it")),
        ("order collected 21 26 --yes", mark("by their cases, several at once")),
    ),
    "order delivered": (
        ("order delivered 577044035946081363", mark("it arrived just now")),
        ('order delivered 577044035946081363 --at "yesterday 15:00"', mark("it arrived yesterday")),
    ),
    "order tracking": (
        ('order tracking 577044035946081363 --news "Left Leeds depot"', mark("what the carrier says")),
        ('order tracking 21 26 --news "Held at customs" --yes', mark("by their cases, several at once")),
    ),
    "order returned": (
        ("order returned 577044035946081363", mark("it comes back undelivered")),
        ('order returned 577044035946081363 --reason "address not found" --tracking RM998877665GB', mark("and why")),
    ),
    "order cancel-check": (
        ("order cancel-check 577044035946081363", mark("who may cancel it, and why")),
        ("order cancel-check 577044035946081363 --json", mark("for a program")),
    ),
    "order cancel": (
        ('order cancel 577044035946081363 --by seller --reason "Out of stock"', mark("you cancelled it")),
        ("order cancel 577044035946081363 --by platform", mark("TikTok cancelled it")),
    ),
    "order add": (
        ('order add 577018131857623958 --amount 13.98 --placed "2026-11-20 10:00"', mark("ordered and paid")),
        (
            'order add 577018131857623958 --amount 13.98 --placed "2026-11-10 10:00" --delivered "2026-11-14 12:00"',
            mark("already delivered"),
        ),
    ),
}
