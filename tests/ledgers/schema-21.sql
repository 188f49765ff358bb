-- A ledger of schema 18 as schema 21 makes it, in SQL. Kept for the tests that open it.
PRAGMA user_version = 21;
PRAGMA application_id = 1634104435;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'aftersales','m001_facts','2026-11-30 00:53:59.765598+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'aftersales','m002_derived','2026-11-30 00:53:59.766062+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'aftersales','m003_axes','2026-11-30 00:53:59.808285+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'aftersales','m004_log','2026-11-30 00:53:59.808737+00:00');
INSERT INTO "_sqlite_migrations" VALUES(5,'aftersales','m005_buyers','2026-11-30 00:53:59.809557+00:00');
INSERT INTO "_sqlite_migrations" VALUES(6,'aftersales','m006_snoozes','2026-11-30 00:53:59.809923+00:00');
INSERT INTO "_sqlite_migrations" VALUES(7,'aftersales','m007_staff','2026-11-30 00:53:59.834962+00:00');
INSERT INTO "_sqlite_migrations" VALUES(8,'aftersales','m008_rules_of_november','2026-11-30 00:53:59.910028+00:00');
INSERT INTO "_sqlite_migrations" VALUES(9,'aftersales','m009_streams','2026-11-30 07:02:05.635475+00:00');
INSERT INTO "_sqlite_migrations" VALUES(10,'aftersales','m010_winnable','2026-11-30 07:02:05.636490+00:00');
INSERT INTO "_sqlite_migrations" VALUES(11,'aftersales','m011_undelivered','2026-11-30 08:41:56.959612+00:00');
INSERT INTO "_sqlite_migrations" VALUES(12,'aftersales','m012_report_marks','2026-11-30 09:56:16.118754+00:00');
INSERT INTO "_sqlite_migrations" VALUES(13,'aftersales','m013_sent_alerts','2026-11-30 10:52:45.045456+00:00');
INSERT INTO "_sqlite_migrations" VALUES(14,'aftersales','m014_checksums','2026-11-30 16:12:43.857135+00:00');
INSERT INTO "_sqlite_migrations" VALUES(15,'aftersales','m015_views','2026-11-30 16:42:58.413287+00:00');
INSERT INTO "_sqlite_migrations" VALUES(16,'aftersales','m016_forgotten','2026-11-30 16:48:50.719420+00:00');
INSERT INTO "_sqlite_migrations" VALUES(17,'aftersales','m017_files_again','2026-11-30 17:05:25.843789+00:00');
INSERT INTO "_sqlite_migrations" VALUES(18,'aftersales','m018_seen_rows','2026-11-30 17:23:08.882676+00:00');
INSERT INTO "_sqlite_migrations" VALUES(19,'aftersales','m019_claim_indexes','2026-12-01 01:17:40.312066+00:00');
INSERT INTO "_sqlite_migrations" VALUES(20,'aftersales','m020_export_spans','2026-12-01 01:17:40.314444+00:00');
INSERT INTO "_sqlite_migrations" VALUES(21,'aftersales','m021_import_index','2026-12-01 01:17:40.314694+00:00');
CREATE TABLE case_refs (
                shop TEXT NOT NULL, ref TEXT NOT NULL, case_id INTEGER NOT NULL REFERENCES cases(id),
                PRIMARY KEY (shop, ref)
            ) STRICT, WITHOUT ROWID;
INSERT INTO "case_refs" VALUES('uk-main','4035311801353798151',1);
INSERT INTO "case_refs" VALUES('uk-main','4035317573888991389',2);
INSERT INTO "case_refs" VALUES('uk-main','4035321299807543392',3);
INSERT INTO "case_refs" VALUES('uk-main','4035336749790059633',4);
INSERT INTO "case_refs" VALUES('uk-main','4035336852815989805',5);
INSERT INTO "case_refs" VALUES('uk-main','4035348914118421705',6);
INSERT INTO "case_refs" VALUES('uk-main','4035349180493328245',7);
INSERT INTO "case_refs" VALUES('uk-main','4035363674507079325',8);
INSERT INTO "case_refs" VALUES('uk-main','4035371021735595179',9);
INSERT INTO "case_refs" VALUES('uk-main','4035375337462579399',10);
INSERT INTO "case_refs" VALUES('uk-main','4035377259180037969',11);
INSERT INTO "case_refs" VALUES('uk-main','4035379076328760492',12);
INSERT INTO "case_refs" VALUES('uk-main','4035381844509786746',13);
INSERT INTO "case_refs" VALUES('uk-main','4035383456315276505',14);
INSERT INTO "case_refs" VALUES('uk-main','4035391030508867509',15);
INSERT INTO "case_refs" VALUES('uk-main','4035392230546415905',16);
INSERT INTO "case_refs" VALUES('uk-main','4035393010377085809',17);
INSERT INTO "case_refs" VALUES('uk-main','4035395698749760008',18);
INSERT INTO "case_refs" VALUES('us-store','4035324782022463452',33);
INSERT INTO "case_refs" VALUES('us-store','4035344440044318495',34);
INSERT INTO "case_refs" VALUES('us-store','4035350354718840769',35);
INSERT INTO "case_refs" VALUES('us-store','4035353773801157441',36);
INSERT INTO "case_refs" VALUES('us-store','4035367742503787367',37);
INSERT INTO "case_refs" VALUES('us-store','4035384922866824354',38);
INSERT INTO "case_refs" VALUES('uk-main','4035384055321241378',48);
INSERT INTO "case_refs" VALUES('uk-main','4035356199229196536',49);
INSERT INTO "case_refs" VALUES('uk-main','4035364152123248894',50);
INSERT INTO "case_refs" VALUES('uk-main','4035384268792139545',51);
INSERT INTO "case_refs" VALUES('uk-main','4035388015808279733',51);
INSERT INTO "case_refs" VALUES('uk-main','4035381310168988325',52);
INSERT INTO "case_refs" VALUES('uk-main','4035320549524687102',53);
INSERT INTO "case_refs" VALUES('uk-main','4035333793306771897',54);
INSERT INTO "case_refs" VALUES('uk-main','4035382459733332401',55);
INSERT INTO "case_refs" VALUES('uk-main','4035336178144269811',56);
CREATE TABLE cases (
                id INTEGER PRIMARY KEY AUTOINCREMENT, shop TEXT NOT NULL REFERENCES shops(name), kind TEXT NOT NULL,
                order_ref TEXT, ref TEXT, amount INTEGER, currency TEXT, paid INTEGER, paid_currency TEXT,
                buyer TEXT, reason TEXT, product TEXT,
                sku TEXT, quantity INTEGER, lines TEXT, tracking TEXT, fulfilment TEXT NOT NULL,
                quick_refund INTEGER NOT NULL DEFAULT 0, opened_at TEXT NOT NULL, caught_up_at TEXT,
                missing_since TEXT, merged_into INTEGER REFERENCES cases(id), source TEXT NOT NULL, as_of TEXT,
                origin TEXT NOT NULL,
                decision TEXT NOT NULL DEFAULT 'pending', parcel TEXT NOT NULL DEFAULT 'none',
                money TEXT NOT NULL DEFAULT 'none', mode TEXT NOT NULL DEFAULT 'undecided',
                attempt INTEGER NOT NULL DEFAULT 1, closed INTEGER NOT NULL DEFAULT 0,
                settled INTEGER NOT NULL DEFAULT 0, refunded INTEGER NOT NULL DEFAULT 0,
                flags TEXT NOT NULL DEFAULT '[]', rules TEXT NOT NULL DEFAULT ''
            , arbitration TEXT NOT NULL DEFAULT 'none', appeal TEXT NOT NULL DEFAULT 'none', taken_back INTEGER, return_postage INTEGER, postage_currency TEXT, reason_code TEXT, unknown_kind TEXT NOT NULL DEFAULT '', substatus TEXT, dispute_status TEXT, appeal_status TEXT, compensation_status TEXT, compensation_currency TEXT, combined_ref TEXT, buyer_note TEXT, compensation INTEGER) STRICT;
INSERT INTO "cases" VALUES(1,'uk-main','return','576454556102136301','4035311801353798151',1700,'GBP',1999,'GBP','two_cold_ears','Does not suit me','Ribbed Beanie','KNIT-HAT',2,'[{"amount":1700,"product":"Ribbed Beanie","quantity":2,"sku":"KNIT-HAT","variation":"Charcoal"}]',NULL,'seller',0,'2026-11-10T13:52:48Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:16','pending','none','none','undecided',1,1,1,0,'[]','engine:5;house:bacb705e14f1;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Request canceled','','','',NULL,NULL,'',NULL);
INSERT INTO "cases" VALUES(2,'uk-main','return','576468765703304892','4035317573888991389',3500,'GBP',3500,'GBP','angry.marigold','Product is defective or doesn''t work','Sunset Projection Lamp 日落灯','LAMP-SUNSET',2,'[{"amount":3500,"product":"Sunset Projection Lamp 日落灯","quantity":2,"sku":"LAMP-SUNSET","variation":"Default"}]',NULL,'seller',0,'2026-11-05T13:48:29Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:18','pending','none','none','undecided',1,0,0,0,'["unknown-status"]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','','','','',NULL,NULL,'Seller does not answer me!!',NULL);
INSERT INTO "cases" VALUES(3,'uk-main','return','577041216472333642','4035321299807543392',9999,'GBP',9999,'GBP','juniper.loft','Quality or style not as expected','Handwoven Rattan Pendant Shade','SHADE-RATTAN',1,'[{"amount":9999,"product":"Handwoven Rattan Pendant Shade","quantity":1,"sku":"SHADE-RATTAN","variation":"Natural, 50 cm"}]',NULL,'seller',0,'2026-11-20T16:02:00Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:8','approved','awaited','none','seller-address',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Awaiting seller response','','','',NULL,NULL,'Much darker than in the video, would like to send it back please',NULL);
INSERT INTO "cases" VALUES(4,'uk-main','refund','577098540484863429','4035336749790059633',1398,'GBP',1398,'GBP','moss.and.fern','Product is defective or doesn''t work','Magnetic Silicone Phone Case 磁吸手机壳','CASE-MAG-LIL',1,'[{"amount":1398,"product":"Magnetic Silicone Phone Case 磁吸手机壳","quantity":1,"sku":"CASE-MAG-LIL","variation":"Lilac"}]',NULL,'seller',0,'2026-11-20T07:12:44Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:10','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Awaiting seller response','','','',NULL,NULL,'The magnet came off on the first day.',NULL);
INSERT INTO "cases" VALUES(5,'uk-main','return','577017576197880835','4035336852815989805',3499,'GBP',3499,'GBP','rosa_knits_late','Item is too big/long','Chunky Knit Cardigan','KNIT-CARD-M',1,'[{"amount":3499,"product":"Chunky Knit Cardigan","quantity":1,"sku":"KNIT-CARD-M","variation":"Oatmeal, M"}]',NULL,'seller',0,'2026-11-16T12:10:33Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:13','approved','awaited','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Awaiting buyer shipment','','','',NULL,NULL,'',NULL);
INSERT INTO "cases" VALUES(6,'uk-main','return','577030706920571825','4035348914118421705',6498,'GBP',7348,'GBP','purl2.together','Does not suit me','Chunky Knit Cardigan; Cable Knit Jumper 麻花针织衫','KNIT-CARD-L; KNIT-JUMP-M',2,'[{"amount":3499,"product":"Chunky Knit Cardigan","quantity":1,"sku":"KNIT-CARD-L","variation":"Oatmeal, L"},{"amount":2999,"product":"Cable Knit Jumper 麻花针织衫","quantity":1,"sku":"KNIT-JUMP-M","variation":"Forest, M"}]',NULL,'seller',0,'2026-11-23T10:05:19Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:5','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Awaiting seller response','','','',NULL,NULL,'Keeping the hat, the other two are not my colour',NULL);
INSERT INTO "cases" VALUES(7,'uk-main','refund','577018131857623956','4035349180493328245',2798,'GBP',2798,'GBP','no_porch_nell','Package wasn''t received','LED Bedside Touch Lamp, Dimmable','LAMP-TOUCH-WH',1,'[{"amount":2798,"product":"LED Bedside Touch Lamp, Dimmable","quantity":1,"sku":"LAMP-TOUCH-WH","variation":"White"}]',NULL,'seller',0,'2026-11-20T11:47:05Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:9','approved','none','owed','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Awaiting seller response','','','',NULL,NULL,'Tracking says "left in porch", we have no porch',NULL);
INSERT INTO "cases" VALUES(8,'uk-main','return','577039501797763418','4035363674507079325',8999,'GBP',15399,'GBP','twelve.plates','Product doesn''t match description','Stoneware Dinner Set, 12 pieces','KIT-DINNER',1,'[{"amount":null,"product":"Stoneware Dinner Set, 12 pieces","quantity":1,"sku":"KIT-DINNER","variation":"Sand"}]',NULL,'seller',0,'2026-11-19T14:20:36Z',NULL,NULL,NULL,'api','2026-11-24T08:55:00Z','api-returns.json:1','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,'ecom_order_delivered_refund_and_return_reason_not_match_description_uk','','','','','',NULL,'','Only 10 pieces in the box, says 12 online',NULL);
INSERT INTO "cases" VALUES(9,'uk-main','return','576461449221303514','4035371021735595179',2699,'GBP',2699,'GBP','quiet_corner_04','Product is defective or doesn''t work','LED Bedside Touch Lamp, Dimmable','LAMP-TOUCH-OAK',1,'[{"amount":2699,"product":"LED Bedside Touch Lamp, Dimmable","quantity":1,"sku":"LAMP-TOUCH-OAK","variation":"Oak"}]','EV118296551GB','seller',0,'2026-11-11T08:17:26Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:15','approved','shipped','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Return package in transit','','','',NULL,NULL,'',NULL);
INSERT INTO "cases" VALUES(10,'uk-main','return','577075834577072212','4035375337462579399',11200,'GBP',11200,'GBP','wee.hamish.home','Does not suit me','Wool Throw 130 x 170 cm','THROW-WOOL',2,'[{"amount":11200,"product":"Wool Throw 130 x 170 cm","quantity":2,"sku":"THROW-WOOL","variation":"Heather"}]',NULL,'seller',0,'2026-11-23T18:44:55Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:4','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Awaiting seller response','','','',NULL,NULL,'',NULL);
INSERT INTO "cases" VALUES(11,'uk-main','refund','576494393064473516','4035377259180037969',1649,'GBP',2747,'GBP','keqing_88','Missing product or accessories','Silicone Utensil Set, 10 pieces','KIT-UTEN',1,'[{"amount":1649,"product":"Silicone Utensil Set, 10 pieces","quantity":1,"sku":"KIT-UTEN","variation":"Sage"}]',NULL,'seller',0,'2026-11-09T22:04:17Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:17','rejected','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Request rejected','','','',NULL,NULL,'one spoon missing',NULL);
INSERT INTO "cases" VALUES(12,'uk-main','refund','576414966277705751','4035379076328760492',1598,'GBP',1598,'GBP','keqing_88','Product is defective or doesn''t work','Electric Milk Frother','KIT-FROTH',1,'[{"amount":1598,"product":"Electric Milk Frother","quantity":1,"sku":"KIT-FROTH","variation":"Black"}]',NULL,'seller',0,'2026-10-21T19:11:09Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:20','approved','none','refunded','undecided',1,1,1,1598,'[]','engine:5;house:bacb705e14f1;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Refund completed','','','',NULL,NULL,'',NULL);
INSERT INTO "cases" VALUES(13,'uk-main','return','577097491160619536','4035381844509786746',4400,'GBP',10000,'GBP','keqing_88','Package or product is damaged','Enamelled Casserole','KIT-CASS',1,'[{"amount":4400,"product":"Enamelled Casserole","quantity":1,"sku":"KIT-CASS","variation":"24 cm, Teal"}]',NULL,'seller',0,'2026-11-22T16:40:12Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:7','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Awaiting seller response','','','',NULL,NULL,'Lid is chipped, 锅盖磕坏了',NULL);
INSERT INTO "cases" VALUES(14,'uk-main','return','577030145882750345','4035383456315276505',2999,'GBP',2999,'GBP','otter_and_oak','Item is too small/short','Cable Knit Jumper 麻花针织衫','KNIT-JUMP-S',1,'[{"amount":2999,"product":"Cable Knit Jumper 麻花针织衫","quantity":1,"sku":"KNIT-JUMP-S","variation":"Forest, S"}]',NULL,'seller',0,'2026-11-23T21:15:30Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:3','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Awaiting seller response','','','',NULL,NULL,'',NULL);
INSERT INTO "cases" VALUES(15,'uk-main','return','577067986119688599','4035391030508867509',12900,'GBP',12900,'GBP','the.tall.heron','Package or product is damaged','Arc Floor Lamp with Marble Base','LAMP-ARC',1,'[{"amount":12900,"product":"Arc Floor Lamp with Marble Base","quantity":1,"sku":"LAMP-ARC","variation":"Brass"}]',NULL,'seller',0,'2026-11-19T09:25:48Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:12','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Awaiting seller response','','','',NULL,NULL,'Marble base cracked in two',NULL);
INSERT INTO "cases" VALUES(16,'uk-main','return','576472324839045775','4035392230546415905',2999,'GBP',2999,'GBP','bramble.lane','Ordered incorrect size','Cable Knit Jumper 麻花针织衫','KNIT-JUMP-M',1,'[{"amount":2999,"product":"Cable Knit Jumper 麻花针织衫","quantity":1,"sku":"KNIT-JUMP-M","variation":"Forest, M"}]','EV117940382GB','seller',0,'2026-11-02T17:25:10Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:19','approved','shipped','refunded','undecided',1,1,1,2999,'[]','engine:5;house:bacb705e14f1;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Refund completed','','','',NULL,NULL,'',NULL);
INSERT INTO "cases" VALUES(17,'uk-main','refund','577022744481792553','4035393010377085809',2049,'GBP',2049,'GBP','dusk_till_dawn7','Product doesn''t match description','Sunset Projection Lamp 日落灯','LAMP-SUNSET',1,'[{"amount":2049,"product":"Sunset Projection Lamp 日落灯","quantity":1,"sku":"LAMP-SUNSET","variation":"Default"}]',NULL,'seller',0,'2026-11-24T08:31:07Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:2','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Awaiting seller response','','','',NULL,NULL,'It is a white light, not a sunset',NULL);
INSERT INTO "cases" VALUES(18,'uk-main','return','576444292689476332','4035395698749760008',1899,'GBP',3548,'GBP','dumpling.sunday','Missing product or accessories','Bamboo Steamer, 2-tier 竹蒸笼','KIT-STEAM',1,'[{"amount":1899,"product":"Bamboo Steamer, 2-tier 竹蒸笼","quantity":1,"sku":"KIT-STEAM","variation":"25 cm"}]','EV118302746GB','seller',0,'2026-11-12T19:38:02Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:14','approved','shipped','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Return package in transit','','','',NULL,NULL,'No lid in the box',NULL);
INSERT INTO "cases" VALUES(19,'uk-main','delivery','577011113191442263',NULL,NULL,NULL,NULL,NULL,'paper.pebble75',NULL,'Enamelled Casserole; Silicone Utensil Set, 10 pieces','KIT-CASS; KIT-UTEN',2,'[{"amount":4400,"product":"Enamelled Casserole","quantity":1,"sku":"KIT-CASS","variation":"24 cm, Teal"},{"amount":1649,"product":"Silicone Utensil Set, 10 pieces","quantity":1,"sku":"KIT-UTEN","variation":"Sage"}]','H003980457923427','seller',0,'2026-11-18T14:12:29Z',NULL,NULL,NULL,'export',NULL,'orders.csv:24','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(20,'uk-main','delivery','577013698215964682',NULL,NULL,NULL,NULL,NULL,'copper_wren56',NULL,'LED Bedside Touch Lamp, Dimmable','LAMP-TOUCH-OAK',1,'[{"amount":2499,"product":"LED Bedside Touch Lamp, Dimmable","quantity":1,"sku":"LAMP-TOUCH-OAK","variation":"Oak"}]',NULL,'seller',0,'2026-11-24T07:52:17Z',NULL,NULL,NULL,'export',NULL,'orders.csv:4','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(21,'uk-main','delivery','577044035946081363',NULL,NULL,NULL,NULL,NULL,'oops.ordered.it',NULL,'Chunky Knit Cardigan; Ribbed Beanie','KNIT-CARD-M; KNIT-HAT',2,'[{"amount":3499,"product":"Chunky Knit Cardigan","quantity":1,"sku":"KNIT-CARD-M","variation":"Oatmeal, M"},{"amount":850,"product":"Ribbed Beanie","quantity":1,"sku":"KNIT-HAT","variation":"Charcoal"}]',NULL,'seller',0,'2026-11-22T14:50:09Z',NULL,NULL,NULL,'export',NULL,'orders.csv:9','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(22,'uk-main','delivery','577049353413596602',NULL,NULL,NULL,NULL,NULL,'wild.biscuit84',NULL,'Wool Throw 130 x 170 cm; Ribbed Beanie','THROW-WOOL; KNIT-HAT',2,'[{"amount":5600,"product":"Wool Throw 130 x 170 cm","quantity":1,"sku":"THROW-WOOL","variation":"Heather"},{"amount":850,"product":"Ribbed Beanie","quantity":1,"sku":"KNIT-HAT","variation":"Charcoal"}]','H002959590214154','seller',0,'2026-11-20T18:21:40Z',NULL,NULL,NULL,'export',NULL,'orders.csv:13','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(23,'uk-main','delivery','577054334367458342',NULL,NULL,NULL,NULL,NULL,'lucky.comet37',NULL,'Clear Shockproof Phone Case for iPhone 15; Magnetic Silicone Phone Case 磁吸手机壳','CASE-IP15-CLR; CASE-MAG-LIL',2,'[{"amount":799,"product":"Clear Shockproof Phone Case for iPhone 15","quantity":1,"sku":"CASE-IP15-CLR","variation":"Clear"},{"amount":1099,"product":"Magnetic Silicone Phone Case 磁吸手机壳","quantity":1,"sku":"CASE-MAG-LIL","variation":"Lilac"}]','H001974079795084','seller',0,'2026-11-21T10:05:12Z',NULL,NULL,NULL,'export',NULL,'orders.csv:11','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(24,'uk-main','delivery','577054615442044331',NULL,NULL,NULL,NULL,NULL,'amber.fox82',NULL,'Magnetic Silicone Phone Case 磁吸手机壳','CASE-MAG-NVY',1,'[{"amount":1099,"product":"Magnetic Silicone Phone Case 磁吸手机壳","quantity":1,"sku":"CASE-MAG-NVY","variation":"Navy"}]',NULL,'seller',0,'2026-11-23T20:48:51Z',NULL,NULL,NULL,'export',NULL,'orders.csv:5','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(25,'uk-main','delivery','577061156190616603',NULL,NULL,NULL,NULL,NULL,'amber_comet92',NULL,'Stoneware Dinner Set, 12 pieces','KIT-DINNER',1,'[{"amount":8999,"product":"Stoneware Dinner Set, 12 pieces","quantity":1,"sku":"KIT-DINNER","variation":"Sand"}]','H001245252255906','seller',0,'2026-11-20T13:27:36Z',NULL,NULL,NULL,'export',NULL,'orders.csv:17','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(26,'uk-main','delivery','577070455685228812',NULL,NULL,NULL,NULL,NULL,'wild.fox64',NULL,'Silicone Utensil Set, 10 pieces; Clear Shockproof Phone Case for iPhone 15','KIT-UTEN; CASE-IP15-BLK',2,'[{"amount":1649,"product":"Silicone Utensil Set, 10 pieces","quantity":1,"sku":"KIT-UTEN","variation":"Sage"},{"amount":799,"product":"Clear Shockproof Phone Case for iPhone 15","quantity":1,"sku":"CASE-IP15-BLK","variation":"Black"}]',NULL,'seller',0,'2026-11-20T17:40:26Z',NULL,NULL,NULL,'export',NULL,'orders.csv:15','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(27,'uk-main','delivery','577073577688763428',NULL,NULL,NULL,NULL,NULL,'amber_fox52',NULL,'Bamboo Steamer, 2-tier 竹蒸笼; Cast Iron Wok 炒锅','KIT-STEAM; KIT-WOK',2,'[{"amount":1899,"product":"Bamboo Steamer, 2-tier 竹蒸笼","quantity":1,"sku":"KIT-STEAM","variation":"25 cm"},{"amount":6400,"product":"Cast Iron Wok 炒锅","quantity":1,"sku":"KIT-WOK","variation":"32 cm"}]',NULL,'seller',0,'2026-11-24T08:19:33Z',NULL,NULL,NULL,'export',NULL,'orders.csv:2','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(28,'uk-main','delivery','577075154375666636',NULL,NULL,NULL,NULL,NULL,'foggy.harbour59',NULL,'Sunset Projection Lamp 日落灯; Magnetic Silicone Phone Case 磁吸手机壳','LAMP-SUNSET; CASE-MAG-LIL',2,'[{"amount":1750,"product":"Sunset Projection Lamp 日落灯","quantity":1,"sku":"LAMP-SUNSET","variation":"Default"},{"amount":1099,"product":"Magnetic Silicone Phone Case 磁吸手机壳","quantity":1,"sku":"CASE-MAG-LIL","variation":"Lilac"}]','H008542562377754','seller',0,'2026-11-19T22:10:58Z',NULL,NULL,NULL,'export',NULL,'orders.csv:19','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(29,'uk-main','delivery','577077475615008716',NULL,NULL,NULL,NULL,NULL,'wild.pebble54',NULL,'Arc Floor Lamp with Marble Base','LAMP-ARC',1,'[{"amount":11610,"product":"Arc Floor Lamp with Marble Base","quantity":1,"sku":"LAMP-ARC","variation":"Brass"}]','H002311050248529','seller',0,'2026-11-22T21:33:08Z',NULL,NULL,NULL,'export',NULL,'orders.csv:8','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(30,'uk-main','delivery','577082692396843436',NULL,NULL,NULL,NULL,NULL,'lucky.ribbon77',NULL,'Chunky Knit Cardigan','KNIT-CARD-L',1,'[{"amount":3499,"product":"Chunky Knit Cardigan","quantity":1,"sku":"KNIT-CARD-L","variation":"Oatmeal, L"}]','H005028721058549','seller',0,'2026-11-19T09:30:44Z',NULL,NULL,NULL,'export',NULL,'orders.csv:21','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(31,'uk-main','delivery','577085902222354698',NULL,NULL,NULL,NULL,NULL,'tiny.pine41',NULL,'Electric Milk Frother','KIT-FROTH',2,'[{"amount":2448,"product":"Electric Milk Frother","quantity":2,"sku":"KIT-FROTH","variation":"Black"}]','H005237207893774','seller',0,'2026-11-20T08:44:15Z',NULL,NULL,NULL,'export',NULL,'orders.csv:18','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(32,'uk-main','delivery','577089792856429186',NULL,NULL,NULL,NULL,NULL,'copper.pine16',NULL,'Ribbed Beanie; Cable Knit Jumper 麻花针织衫','KNIT-HAT; KNIT-JUMP-M',3,'[{"amount":1400,"product":"Ribbed Beanie","quantity":2,"sku":"KNIT-HAT","variation":"Charcoal"},{"amount":2999,"product":"Cable Knit Jumper 麻花针织衫","quantity":1,"sku":"KNIT-JUMP-M","variation":"Forest, M"}]',NULL,'seller',0,'2026-11-23T12:19:03Z',NULL,NULL,NULL,'export',NULL,'orders.csv:6','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(33,'us-store','refund','577027507870952087','4035324782022463452',12644,'USD',12644,'USD','casserole_carl','Damaged item or packaging','Stoneware Dinner Set, 12 pieces','US-DINNER',NULL,'[{"amount":12644,"product":"Stoneware Dinner Set, 12 pieces","quantity":null,"sku":"US-DINNER","variation":"Sand"}]',NULL,'seller',0,'2026-11-24T06:31:44Z',NULL,NULL,NULL,'export','2026-11-24T08:32:00Z','returns-older-form.xlsx:2','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-us:b2db15805624;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,'',NULL,NULL,NULL,NULL,'4 plates broken',NULL);
INSERT INTO "cases" VALUES(34,'us-store','return','577043728549996173','4035344440044318495',4463,'USD',8925,'USD','juniper_pdx','Item doesn''t fit','Chunky Knit Cardigan','US-KNIT-S',NULL,'[{"amount":4463,"product":"Chunky Knit Cardigan","quantity":null,"sku":"US-KNIT-S","variation":"Oatmeal, S"}]',NULL,'seller',0,'2026-11-17T17:12:20Z',NULL,NULL,NULL,'export','2026-11-24T08:32:00Z','returns-older-form.xlsx:4','approved','awaited','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-us:b2db15805624;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,'',NULL,NULL,NULL,NULL,'',NULL);
INSERT INTO "cases" VALUES(35,'us-store','return','577045180061919204','4035350354718840769',7225,'USD',7225,'USD','big.sky.blanket','Color or pattern not as expected','Wool Throw 50 x 67 in','US-THROW',NULL,'[{"amount":7225,"product":"Wool Throw 50 x 67 in","quantity":null,"sku":"US-THROW","variation":"Heather"}]','9400100000000038412257','seller',0,'2026-11-13T02:40:03Z',NULL,NULL,NULL,'export','2026-11-24T08:32:00Z','returns-older-form.xlsx:5','approved','shipped','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-us:b2db15805624;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,'',NULL,NULL,NULL,NULL,'',NULL);
INSERT INTO "cases" VALUES(36,'us-store','refund','576431739070864778','4035353773801157441',1592,'USD',3152,'USD','foam.forward','Defective item','Electric Milk Frother','US-FROTH',NULL,'[{"amount":1592,"product":"Electric Milk Frother","quantity":null,"sku":"US-FROTH","variation":"Black"}]',NULL,'seller',0,'2026-11-05T15:21:08Z',NULL,NULL,NULL,'export','2026-11-24T08:32:00Z','returns-older-form.xlsx:6','rejected','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-us:b2db15805624;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,'',NULL,NULL,NULL,NULL,'',NULL);
INSERT INTO "cases" VALUES(37,'us-store','refund','577056990341782875','4035367742503787367',3685,'USD',3685,'USD','prairie.lark','Package wasn''t received','LED Bedside Touch Lamp, Dimmable','US-LAMP-TOUCH',NULL,'[{"amount":3685,"product":"LED Bedside Touch Lamp, Dimmable","quantity":null,"sku":"US-LAMP-TOUCH","variation":"White"}]',NULL,'seller',0,'2026-11-23T22:05:10Z',NULL,NULL,NULL,'export','2026-11-24T08:32:00Z','returns-older-form.xlsx:3','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-us:b2db15805624;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,'',NULL,NULL,NULL,NULL,'Says delivered Wednesday, nothing in the mailbox',NULL);
INSERT INTO "cases" VALUES(38,'us-store','return','576442710447546012','4035384922866824354',2798,'USD',2798,'USD','noodle_nook','No longer needed','Bamboo Steamer, 2-tier 竹蒸笼','US-STEAM',NULL,'[{"amount":2798,"product":"Bamboo Steamer, 2-tier 竹蒸笼","quantity":null,"sku":"US-STEAM","variation":"10 in"}]','9400100000000035567021','seller',0,'2026-11-03T19:55:41Z',NULL,NULL,NULL,'export','2026-11-24T08:32:00Z','returns-older-form.xlsx:7','approved','shipped','refunded','undecided',1,1,1,2798,'[]','engine:5;house:bacb705e14f1;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-us:6a08b56a4bba;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,'',NULL,NULL,NULL,NULL,'',NULL);
INSERT INTO "cases" VALUES(39,'us-store','delivery','577005572633341764',NULL,NULL,NULL,NULL,NULL,'amber_pebble22',NULL,'Electric Milk Frother','US-FROTH',2,'[{"amount":2998,"product":"Electric Milk Frother","quantity":2,"sku":"US-FROTH","variation":"Black"}]','9400108775670093077402','seller',0,'2026-11-20T01:36:41Z',NULL,NULL,NULL,'export',NULL,'orders.xlsx:11','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-us:b2db15805624;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(40,'us-store','delivery','577034375453974973',NULL,NULL,NULL,NULL,NULL,'copper_fox96',NULL,'Stoneware Dinner Set, 12 pieces','US-DINNER',1,'[{"amount":11900,"product":"Stoneware Dinner Set, 12 pieces","quantity":1,"sku":"US-DINNER","variation":"Sand"}]','9400126207832507503602','seller',0,'2026-11-18T18:44:52Z',NULL,NULL,NULL,'export',NULL,'orders.xlsx:13','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-us:b2db15805624;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(41,'us-store','delivery','577044118722877395',NULL,NULL,NULL,NULL,NULL,'foggy_harbour79',NULL,'Bamboo Steamer, 2-tier 竹蒸笼','US-STEAM',1,'[{"amount":2299,"product":"Bamboo Steamer, 2-tier 竹蒸笼","quantity":1,"sku":"US-STEAM","variation":"10 in"}]','9400131175556936518126','seller',0,'2026-11-20T16:21:04Z',NULL,NULL,NULL,'export',NULL,'orders.xlsx:10','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-us:b2db15805624;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(42,'us-store','delivery','577070802273810935',NULL,NULL,NULL,NULL,NULL,'amber_biscuit12',NULL,'LED Bedside Touch Lamp, Dimmable; Clear Shockproof Phone Case for iPhone 15','US-LAMP-TOUCH; US-CASE-CLR',2,'[{"amount":2999,"product":"LED Bedside Touch Lamp, Dimmable","quantity":1,"sku":"US-LAMP-TOUCH","variation":"White"},{"amount":999,"product":"Clear Shockproof Phone Case for iPhone 15","quantity":1,"sku":"US-CASE-CLR","variation":"Clear"}]','9400161008190923895593','seller',0,'2026-11-21T22:27:10Z',NULL,NULL,NULL,'export',NULL,'orders.xlsx:7','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-us:b2db15805624;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(43,'us-store','delivery','577071520610615859',NULL,NULL,NULL,NULL,NULL,'wild.ribbon34',NULL,'Wool Throw 50 x 67 in','US-THROW',1,'[{"amount":6300,"product":"Wool Throw 50 x 67 in","quantity":1,"sku":"US-THROW","variation":"Heather"}]',NULL,'seller',0,'2026-11-23T09:15:49Z',NULL,NULL,NULL,'export',NULL,'orders.xlsx:6','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-us:b2db15805624;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(44,'us-store','delivery','577073014698447425',NULL,NULL,NULL,NULL,NULL,'velvet_wren18',NULL,'Chunky Knit Cardigan','US-KNIT-L',1,'[{"amount":4200,"product":"Chunky Knit Cardigan","quantity":1,"sku":"US-KNIT-L","variation":"Oatmeal, L"}]','9400174453788535010544','seller',0,'2026-11-21T03:58:33Z',NULL,NULL,NULL,'export',NULL,'orders.xlsx:9','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-us:b2db15805624;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(45,'us-store','delivery','577076849478314937',NULL,NULL,NULL,NULL,NULL,'copper.teapot66',NULL,'Clear Shockproof Phone Case for iPhone 15','US-CASE-CLR',1,'[{"amount":999,"product":"Clear Shockproof Phone Case for iPhone 15","quantity":1,"sku":"US-CASE-CLR","variation":"Clear"}]',NULL,'seller',0,'2026-11-24T07:42:08Z',NULL,NULL,NULL,'export',NULL,'orders.xlsx:3','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-us:b2db15805624;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(46,'us-store','delivery','577085750672507959',NULL,NULL,NULL,NULL,NULL,'lucky_ribbon97',NULL,'Silicone Utensil Set, 10 pieces; Bamboo Steamer, 2-tier 竹蒸笼','US-UTEN; US-STEAM',2,'[{"amount":1999,"product":"Silicone Utensil Set, 10 pieces","quantity":1,"sku":"US-UTEN","variation":"Sage"},{"amount":2299,"product":"Bamboo Steamer, 2-tier 竹蒸笼","quantity":1,"sku":"US-STEAM","variation":"10 in"}]',NULL,'seller',0,'2026-11-23T20:03:26Z',NULL,NULL,NULL,'export',NULL,'orders.xlsx:4','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-us:b2db15805624;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(47,'us-store','delivery','577087684256245797',NULL,NULL,NULL,NULL,NULL,'tiny_fox31',NULL,'Chunky Knit Cardigan','US-KNIT-M',1,'[{"amount":3780,"product":"Chunky Knit Cardigan","quantity":1,"sku":"US-KNIT-M","variation":"Oatmeal, M"}]','9400157457948539107895','seller',0,'2026-11-19T08:09:15Z',NULL,NULL,NULL,'export',NULL,'orders.xlsx:12','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-us:b2db15805624;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(48,'uk-main','cancellation','577044035946081363','4035384055321241378',4349,'GBP',NULL,NULL,NULL,'Order created by mistake','Chunky Knit Cardigan; Ribbed Beanie','KNIT-CARD-M; KNIT-HAT',2,'[{"amount":null,"product":"Chunky Knit Cardigan","quantity":1,"sku":"KNIT-CARD-M","variation":"Oatmeal, M"},{"amount":null,"product":"Ribbed Beanie","quantity":1,"sku":"KNIT-HAT","variation":"Charcoal"}]',NULL,'seller',0,'2026-11-22T18:05:21Z',NULL,NULL,NULL,'api','2026-11-24T08:55:00Z','api-cancellations.json:1','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,'ecom_order_to_ship_canceled_reason_created_by_mistakes_uk','','','',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(49,'uk-main','refund','576496259299769018','4035356199229196536',2999,'GBP',NULL,NULL,NULL,'Item is too small/short','Cable Knit Jumper 麻花针织衫','KNIT-JUMP-S',1,'[{"amount":null,"product":"Cable Knit Jumper 麻花针织衫","quantity":1,"sku":"KNIT-JUMP-S","variation":"Forest, S"}]',NULL,'seller',0,'2026-11-03T14:25:33Z',NULL,NULL,NULL,'api','2026-11-24T08:55:00Z','api-returns.json:6','approved','none','refunded','undecided',1,1,1,2999,'[]','engine:5;house:bacb705e14f1;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,'buyer_refund_item_is_too_small/short','','','',NULL,NULL,NULL,'',NULL,NULL);
INSERT INTO "cases" VALUES(50,'uk-main','return','577089940298397239','4035364152123248894',3499,'GBP',NULL,NULL,NULL,'Item is too big/long','Chunky Knit Cardigan','KNIT-CARD-M',1,'[{"amount":null,"product":"Chunky Knit Cardigan","quantity":1,"sku":"KNIT-CARD-M","variation":"Oatmeal, M"}]',NULL,'seller',0,'2026-11-16T11:20:05Z',NULL,NULL,NULL,'api','2026-11-24T08:55:00Z','api-returns.json:3','approved','awaited','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,'buyer_return_and_refund_item_is_too_big/long','','','',NULL,NULL,NULL,'',NULL,NULL);
INSERT INTO "cases" VALUES(51,'uk-main','return','577025043680932909','4035384268792139545',2499,'GBP',NULL,NULL,NULL,'Product is defective or doesn''t work','LED Bedside Touch Lamp, Dimmable','LAMP-TOUCH-WH',1,'[{"amount":null,"product":"LED Bedside Touch Lamp, Dimmable","quantity":1,"sku":"LAMP-TOUCH-WH","variation":"White"}]',NULL,'seller',0,'2026-11-17T10:44:18Z',NULL,NULL,NULL,'api','2026-11-24T08:55:00Z','api-returns.json:8','pending','none','none','undecided',2,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,'ecom_order_delivered_refund_and_return_reason_defective_uk','','','',NULL,NULL,NULL,'',NULL,NULL);
INSERT INTO "cases" VALUES(52,'uk-main','return','576486727588176761','4035381310168988325',8999,'GBP',NULL,NULL,NULL,'Wrong product was sent','Stoneware Dinner Set, 12 pieces','KIT-DINNER',1,'[{"amount":null,"product":"Stoneware Dinner Set, 12 pieces","quantity":1,"sku":"KIT-DINNER","variation":"Sand"}]','EV118240917GB','seller',0,'2026-11-09T15:31:27Z',NULL,NULL,NULL,'api','2026-11-24T08:55:00Z','api-returns.json:4','approved','shipped','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,'ecom_order_delivered_refund_and_return_reason_wrong_product_uk','','','',NULL,NULL,NULL,'',NULL,NULL);
INSERT INTO "cases" VALUES(53,'uk-main','refund','577099919492080605','4035320549524687102',1299,'GBP',NULL,NULL,NULL,'Package or product is damaged','Electric Milk Frother','KIT-FROTH',1,'[{"amount":null,"product":"Electric Milk Frother","quantity":1,"sku":"KIT-FROTH","variation":"Black"}]',NULL,'seller',0,'2026-11-23T09:40:12Z',NULL,NULL,NULL,'api','2026-11-24T08:55:00Z','api-returns.json:2','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,'ecom_order_delivered_refund_reason_damaged_uk','','','',NULL,NULL,NULL,'',NULL,NULL);
INSERT INTO "cases" VALUES(54,'uk-main','return','577072279160448825','4035333793306771897',1099,'GBP',NULL,NULL,NULL,'Does not suit me','Magnetic Silicone Phone Case 磁吸手机壳','CASE-MAG-NVY',1,'[{"amount":null,"product":"Magnetic Silicone Phone Case 磁吸手机壳","quantity":1,"sku":"CASE-MAG-NVY","variation":"Navy"}]','EV118361204GB','seller',1,'2026-11-18T20:06:51Z',NULL,NULL,NULL,'api','2026-11-24T08:55:00Z','api-returns.json:9','approved','shipped','refunded','undecided',1,0,0,1099,'["quick-refund"]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,'buyer_return_and_refund_does_not_suit_me','','','',NULL,NULL,NULL,'',NULL,NULL);
INSERT INTO "cases" VALUES(55,'uk-main','replacement','577013727759885412','4035382459733332401',1899,'GBP',NULL,NULL,NULL,'Package or product is damaged','Bamboo Steamer, 2-tier 竹蒸笼','KIT-STEAM',1,'[{"amount":null,"product":"Bamboo Steamer, 2-tier 竹蒸笼","quantity":1,"sku":"KIT-STEAM","variation":"25 cm"}]',NULL,'seller',0,'2026-11-23T15:10:00Z',NULL,NULL,NULL,'api','2026-11-24T08:55:00Z','api-returns.json:5','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,'ecom_order_delivered_refund_and_return_reason_damaged_uk','','','',NULL,NULL,NULL,'',NULL,NULL);
INSERT INTO "cases" VALUES(56,'uk-main','cancellation','577055274582972069','4035336178144269811',2049,'GBP',NULL,NULL,NULL,'Out of stock','Sunset Projection Lamp 日落灯','LAMP-SUNSET',1,'[{"amount":null,"product":"Sunset Projection Lamp 日落灯","quantity":1,"sku":"LAMP-SUNSET","variation":"Default"}]',NULL,'seller',0,'2026-11-19T10:12:07Z',NULL,NULL,NULL,'api','2026-11-24T08:55:00Z','api-cancellations.json:2','approved','none','refunded','undecided',1,1,1,2049,'[]','engine:5;house:bacb705e14f1;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,'seller_cancel_reason_out_of_stock_uk','','','',NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE changes (
                id INTEGER PRIMARY KEY, write_id INTEGER NOT NULL REFERENCES writes(id), tbl TEXT NOT NULL,
                op TEXT NOT NULL, key TEXT NOT NULL, case_id INTEGER, shop TEXT, ref TEXT, image TEXT
            ) STRICT;
INSERT INTO "changes" VALUES(1,1,'shops','insert','uk-main',NULL,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(2,2,'orders','insert','1',NULL,'uk-main',NULL,'{"last": 60, "refs": ["576400590514360719", "576406933793405454", "576410180171304358", "576411530863629765", "576414966277705751", "576416367501436951", "576431726441721538", "576444292689476332", "576450242221314634", "576454556102136301"]}');
INSERT INTO "changes" VALUES(3,2,'cases','insert','1',1,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(4,2,'case_refs','insert','uk-main 4035311801353798151',1,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(5,2,'events','insert','1',1,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(6,2,'observations','insert','1',1,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(7,2,'cases','insert','2',2,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(8,2,'case_refs','insert','uk-main 4035317573888991389',2,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(9,2,'events','insert','2',2,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(10,2,'observations','insert','2',2,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(11,2,'cases','insert','3',3,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(12,2,'case_refs','insert','uk-main 4035321299807543392',3,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(13,2,'events','insert','3',3,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(14,2,'observations','insert','3',3,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(15,2,'cases','insert','4',4,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(16,2,'case_refs','insert','uk-main 4035336749790059633',4,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(17,2,'events','insert','4',4,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(18,2,'observations','insert','4',4,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(19,2,'cases','insert','5',5,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(20,2,'case_refs','insert','uk-main 4035336852815989805',5,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(21,2,'events','insert','5',5,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(22,2,'observations','insert','5',5,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(23,2,'cases','insert','6',6,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(24,2,'case_refs','insert','uk-main 4035348914118421705',6,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(25,2,'events','insert','6',6,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(26,2,'observations','insert','6',6,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(27,2,'cases','insert','7',7,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(28,2,'case_refs','insert','uk-main 4035349180493328245',7,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(29,2,'events','insert','7',7,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(30,2,'observations','insert','7',7,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(31,2,'cases','insert','8',8,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(32,2,'case_refs','insert','uk-main 4035363674507079325',8,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(33,2,'events','insert','8',8,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(34,2,'observations','insert','8',8,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(35,2,'cases','insert','9',9,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(36,2,'case_refs','insert','uk-main 4035371021735595179',9,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(37,2,'events','insert','9',9,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(38,2,'observations','insert','9',9,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(39,2,'cases','insert','10',10,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(40,2,'case_refs','insert','uk-main 4035375337462579399',10,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(41,2,'events','insert','10',10,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(42,2,'observations','insert','10',10,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(43,2,'cases','insert','11',11,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(44,2,'case_refs','insert','uk-main 4035377259180037969',11,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(45,2,'events','insert','11',11,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(46,2,'observations','insert','11',11,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(47,2,'cases','insert','12',12,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(48,2,'case_refs','insert','uk-main 4035379076328760492',12,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(49,2,'events','insert','12',12,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(50,2,'observations','insert','12',12,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(51,2,'cases','insert','13',13,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(52,2,'case_refs','insert','uk-main 4035381844509786746',13,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(53,2,'events','insert','13',13,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(54,2,'observations','insert','13',13,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(55,2,'cases','insert','14',14,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(56,2,'case_refs','insert','uk-main 4035383456315276505',14,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(57,2,'events','insert','14',14,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(58,2,'observations','insert','14',14,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(59,2,'cases','insert','15',15,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(60,2,'case_refs','insert','uk-main 4035391030508867509',15,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(61,2,'events','insert','15',15,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(62,2,'observations','insert','15',15,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(63,2,'cases','insert','16',16,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(64,2,'case_refs','insert','uk-main 4035392230546415905',16,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(65,2,'events','insert','16',16,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(66,2,'observations','insert','16',16,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(67,2,'cases','insert','17',17,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(68,2,'case_refs','insert','uk-main 4035393010377085809',17,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(69,2,'events','insert','17',17,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(70,2,'observations','insert','17',17,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(71,2,'cases','insert','18',18,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(72,2,'case_refs','insert','uk-main 4035395698749760008',18,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(73,2,'events','insert','18',18,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(74,2,'observations','insert','18',18,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(75,2,'imports','insert','1',NULL,'uk-main',NULL,'{"file":"orders.csv","carries":"orders","new":60,"changed":0}');
INSERT INTO "changes" VALUES(76,2,'imports','insert','2',NULL,'uk-main',NULL,'{"file":"returns.csv","carries":"cases","new":18,"changed":0}');
INSERT INTO "changes" VALUES(77,2,'cases','insert','19',19,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(78,2,'cases','insert','20',20,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(79,2,'cases','insert','21',21,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(80,2,'cases','insert','22',22,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(81,2,'cases','insert','23',23,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(82,2,'cases','insert','24',24,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(83,2,'cases','insert','25',25,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(84,2,'cases','insert','26',26,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(85,2,'cases','insert','27',27,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(86,2,'cases','insert','28',28,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(87,2,'cases','insert','29',29,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(88,2,'cases','insert','30',30,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(89,2,'cases','insert','31',31,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(90,2,'cases','insert','32',32,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(91,3,'shops','insert','us-store',NULL,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(92,4,'orders','insert','61',NULL,'us-store',NULL,'{"last": 85, "refs": ["576420264652026504", "576431739070864778", "576442710447546012", "576449975432273171", "576458696044639929", "576479434766484182", "576479623055388316", "576499620246696009", "577005572633341764", "577027507870952087"]}');
INSERT INTO "changes" VALUES(93,4,'cases','insert','33',33,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(94,4,'case_refs','insert','us-store 4035324782022463452',33,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(95,4,'events','insert','19',33,'us-store',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(96,4,'observations','insert','19',33,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(97,4,'cases','insert','34',34,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(98,4,'case_refs','insert','us-store 4035344440044318495',34,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(99,4,'events','insert','20',34,'us-store',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(100,4,'observations','insert','20',34,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(101,4,'cases','insert','35',35,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(102,4,'case_refs','insert','us-store 4035350354718840769',35,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(103,4,'events','insert','21',35,'us-store',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(104,4,'observations','insert','21',35,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(105,4,'cases','insert','36',36,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(106,4,'case_refs','insert','us-store 4035353773801157441',36,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(107,4,'events','insert','22',36,'us-store',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(108,4,'observations','insert','22',36,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(109,4,'cases','insert','37',37,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(110,4,'case_refs','insert','us-store 4035367742503787367',37,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(111,4,'events','insert','23',37,'us-store',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(112,4,'observations','insert','23',37,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(113,4,'cases','insert','38',38,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(114,4,'case_refs','insert','us-store 4035384922866824354',38,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(115,4,'events','insert','24',38,'us-store',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(116,4,'observations','insert','24',38,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(117,4,'imports','insert','3',NULL,'us-store',NULL,'{"file":"orders.xlsx","carries":"orders","new":25,"changed":0}');
INSERT INTO "changes" VALUES(118,4,'imports','insert','4',NULL,'us-store',NULL,'{"file":"returns-older-form.xlsx","carries":"cases","new":6,"changed":0}');
INSERT INTO "changes" VALUES(119,4,'cases','insert','39',39,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(120,4,'cases','insert','40',40,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(121,4,'cases','insert','41',41,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(122,4,'cases','insert','42',42,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(123,4,'cases','insert','43',43,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(124,4,'cases','insert','44',44,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(125,4,'cases','insert','45',45,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(126,4,'cases','insert','46',46,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(127,4,'cases','insert','47',47,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(128,5,'orders','update','19',NULL,'uk-main','576496259299769018','{"raw_status":"Completed / Completed","shipping_type":null,"cancel_asked_at":null}');
INSERT INTO "changes" VALUES(129,5,'orders','update','19',NULL,'uk-main','576496259299769018','{"source":"export","as_of":"2026-11-24T08:40:00Z","origin":"orders.csv:78"}');
INSERT INTO "changes" VALUES(130,5,'orders','update','17',NULL,'uk-main','576486727588176761','{"raw_status":"Shipped / Delivered","shipping_type":null,"cancel_asked_at":null}');
INSERT INTO "changes" VALUES(131,5,'orders','update','17',NULL,'uk-main','576486727588176761','{"source":"export","as_of":"2026-11-24T08:40:00Z","origin":"orders.csv:74"}');
INSERT INTO "changes" VALUES(132,5,'orders','update','57',NULL,'uk-main','577089940298397239','{"raw_status":"Shipped / Delivered","shipping_type":null,"cancel_asked_at":null}');
INSERT INTO "changes" VALUES(133,5,'orders','update','57',NULL,'uk-main','577089940298397239','{"source":"export","as_of":"2026-11-24T08:40:00Z","origin":"orders.csv:60"}');
INSERT INTO "changes" VALUES(134,5,'orders','update','29',NULL,'uk-main','577025043680932909','{"raw_status":"Shipped / Delivered","shipping_type":null,"cancel_asked_at":null}');
INSERT INTO "changes" VALUES(135,5,'orders','update','29',NULL,'uk-main','577025043680932909','{"source":"export","as_of":"2026-11-24T08:40:00Z","origin":"orders.csv:59"}');
INSERT INTO "changes" VALUES(136,5,'orders','update','47',NULL,'uk-main','577072279160448825','{"raw_status":"Shipped / Delivered","shipping_type":null,"cancel_asked_at":null}');
INSERT INTO "changes" VALUES(137,5,'orders','update','47',NULL,'uk-main','577072279160448825','{"source":"export","as_of":"2026-11-24T08:40:00Z","origin":"orders.csv:53"}');
INSERT INTO "changes" VALUES(138,5,'orders','update','33',NULL,'uk-main','577039501797763418','{"raw_status":"Shipped / Delivered","shipping_type":null,"cancel_asked_at":null}');
INSERT INTO "changes" VALUES(139,5,'orders','update','33',NULL,'uk-main','577039501797763418','{"source":"export","as_of":"2026-11-24T08:40:00Z","origin":"orders.csv:48"}');
INSERT INTO "changes" VALUES(140,5,'orders','update','41',NULL,'uk-main','577055274582972069','{"raw_status":"Canceled / Canceled","shipping_type":null,"cancel_asked_at":null}');
INSERT INTO "changes" VALUES(141,5,'orders','update','41',NULL,'uk-main','577055274582972069','{"source":"export","as_of":"2026-11-24T08:40:00Z","origin":"orders.csv:23"}');
INSERT INTO "changes" VALUES(142,5,'orders','update','24',NULL,'uk-main','577013727759885412','{"raw_status":"Shipped / Delivered","shipping_type":null,"cancel_asked_at":null}');
INSERT INTO "changes" VALUES(143,5,'orders','update','24',NULL,'uk-main','577013727759885412','{"source":"export","as_of":"2026-11-24T08:40:00Z","origin":"orders.csv:34"}');
INSERT INTO "changes" VALUES(144,5,'orders','update','60',NULL,'uk-main','577099919492080605','{"raw_status":"Shipped / Delivered","shipping_type":null,"cancel_asked_at":null}');
INSERT INTO "changes" VALUES(145,5,'orders','update','60',NULL,'uk-main','577099919492080605','{"source":"export","as_of":"2026-11-24T08:40:00Z","origin":"orders.csv:35"}');
INSERT INTO "changes" VALUES(146,5,'orders','update','36',NULL,'uk-main','577044035946081363','{"raw_status":"To ship / Awaiting shipment","shipping_type":null,"cancel_asked_at":null}');
INSERT INTO "changes" VALUES(147,5,'orders','update','36',NULL,'uk-main','577044035946081363','{"source":"export","as_of":"2026-11-24T08:40:00Z","origin":"orders.csv:9"}');
INSERT INTO "changes" VALUES(148,5,'cases','insert','48',48,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(149,5,'events','insert','25',48,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(150,5,'observations','insert','25',48,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(151,5,'cases','insert','49',49,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(152,5,'case_refs','insert','uk-main 4035356199229196536',49,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(153,5,'events','insert','26',49,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(154,5,'observations','insert','26',49,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(155,5,'cases','insert','50',50,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(156,5,'case_refs','insert','uk-main 4035364152123248894',50,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(157,5,'events','insert','27',50,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(158,5,'observations','insert','27',50,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(159,5,'cases','insert','51',51,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(160,5,'case_refs','insert','uk-main 4035388015808279733',51,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(161,5,'case_refs','insert','uk-main 4035384268792139545',51,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(162,5,'events','insert','28',51,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(163,5,'observations','insert','28',51,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(164,5,'cases','update','8',8,'uk-main',NULL,'{"lines":"[{\"amount\":8999,\"product\":\"Stoneware Dinner Set, 12 pieces\",\"quantity\":1,\"sku\":\"KIT-DINNER\",\"variation\":\"Sand\"}]","reason_code":null,"substatus":"Awaiting seller response","combined_ref":null}');
INSERT INTO "changes" VALUES(165,5,'cases','update','8',8,'uk-main',NULL,'{"source":"export","as_of":"2026-11-24T08:40:00Z","origin":"returns.csv:11"}');
INSERT INTO "changes" VALUES(166,5,'observations','insert','29',8,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(167,5,'cases','insert','52',52,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(168,5,'case_refs','insert','uk-main 4035381310168988325',52,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(169,5,'events','insert','29',52,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(170,5,'observations','insert','30',52,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(171,5,'cases','insert','53',53,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(172,5,'case_refs','insert','uk-main 4035320549524687102',53,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(173,5,'events','insert','30',53,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(174,5,'observations','insert','31',53,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(175,5,'cases','insert','54',54,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(176,5,'case_refs','insert','uk-main 4035333793306771897',54,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(177,5,'events','insert','31',54,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(178,5,'observations','insert','32',54,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(179,5,'cases','insert','55',55,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(180,5,'case_refs','insert','uk-main 4035382459733332401',55,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(181,5,'events','insert','32',55,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(182,5,'observations','insert','33',55,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(183,5,'cases','update','51',51,'uk-main',NULL,'{"kind":"refund","ref":"4035388015808279733","reason_code":"ecom_order_delivered_refund_reason_defective_uk"}');
INSERT INTO "changes" VALUES(184,5,'cases','update','51',51,'uk-main',NULL,'{"origin":"api-returns.json:7"}');
INSERT INTO "changes" VALUES(185,5,'events','insert','33',51,'uk-main',NULL,'{"name":"request.resubmitted"}');
INSERT INTO "changes" VALUES(186,5,'observations','insert','34',51,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(187,5,'cases','insert','56',56,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(188,5,'case_refs','insert','uk-main 4035336178144269811',56,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(189,5,'events','insert','34',56,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(190,5,'observations','insert','35',56,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(191,5,'case_refs','insert','uk-main 4035384055321241378',48,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(192,5,'events','update','25',48,'uk-main',NULL,'{"data":"{\"of\":\"order\"}"}');
INSERT INTO "changes" VALUES(193,5,'observations','update','25',48,'uk-main',NULL,'{"ref":null}');
INSERT INTO "changes" VALUES(194,5,'cases','update','48',48,'uk-main',NULL,'{"ref":null,"amount":null,"currency":null,"reason":null,"reason_code":null,"substatus":null,"dispute_status":null}');
INSERT INTO "changes" VALUES(195,5,'cases','update','48',48,'uk-main',NULL,'{"origin":"api-orders.json:9"}');
INSERT INTO "changes" VALUES(196,5,'observations','insert','36',48,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(197,5,'imports','insert','5',NULL,'uk-main',NULL,'{"file":"api-orders.json","carries":"orders","new":0,"changed":10}');
INSERT INTO "changes" VALUES(198,5,'imports','insert','6',NULL,'uk-main',NULL,'{"file":"api-returns.json","carries":"cases","new":7,"changed":2}');
INSERT INTO "changes" VALUES(199,5,'imports','insert','7',NULL,'uk-main',NULL,'{"file":"api-cancellations.json","carries":"cases","new":1,"changed":1}');
INSERT INTO "changes" VALUES(200,6,'events','insert','35',7,'uk-main',NULL,'{"name":"request.approved"}');
INSERT INTO "changes" VALUES(201,7,'events','insert','36',3,'uk-main',NULL,'{"name":"request.approved"}');
INSERT INTO "changes" VALUES(202,8,'events','insert','37',4,'uk-main',NULL,'{"name":"case.noted"}');
INSERT INTO "changes" VALUES(203,9,'events','insert','38',14,'uk-main',NULL,'{"name":"case.snoozed"}');
INSERT INTO "changes" VALUES(204,10,'events','insert','39',15,'uk-main',NULL,'{"name":"request.approved"}');
INSERT INTO "changes" VALUES(205,11,'events','update','39',15,'uk-main',NULL,'{"taken_back":null}');
INSERT INTO "changes" VALUES(206,12,'events','insert','40',21,'uk-main',NULL,'{"name":"order.dispatched"}');
INSERT INTO "changes" VALUES(207,13,'events','insert','41',1,'uk-main',NULL,'{"name":"case.noted"}');
INSERT INTO "changes" VALUES(208,14,'events','insert','42',1,'uk-main',NULL,'{"name":"case.noted"}');
CREATE TABLE checksum_columns (tbl TEXT PRIMARY KEY, columns TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO "checksum_columns" VALUES('case_refs','shop ref case_id');
INSERT INTO "checksum_columns" VALUES('cases','id shop kind order_ref ref amount currency paid paid_currency buyer reason product sku quantity lines tracking fulfilment quick_refund opened_at caught_up_at missing_since merged_into source as_of origin taken_back return_postage postage_currency reason_code substatus dispute_status appeal_status compensation_status compensation compensation_currency combined_ref buyer_note unknown_kind');
INSERT INTO "checksum_columns" VALUES('changes','id write_id tbl op key case_id shop ref image');
INSERT INTO "checksum_columns" VALUES('events','id case_id name at data source origin recorded_at taken_back');
INSERT INTO "checksum_columns" VALUES('imports','id shop file sha256 format carries as_of as_of_from rows new changed same rejected recorded_at first_request statuses own_numbers');
INSERT INTO "checksum_columns" VALUES('lines','order_id n sku product variation quantity amount');
INSERT INTO "checksum_columns" VALUES('observations','id case_id ref source first_seen noticed_at last_seen status raw stamps tracking keep refunded_at origin arbitration');
INSERT INTO "checksum_columns" VALUES('orders','id shop ref status raw_status amount currency placed_at paid_at dispatched_at delivered_at cancelled_at buyer tracking fulfilment source as_of origin dispatch_by deliver_by ready_at collected_at collect_by ready_due collection_due delivery_due order_type shipping_type handling cancel_asked_at buyer_message after_sale shipping_fee cancel_reason');
INSERT INTO "checksum_columns" VALUES('removed','tbl id');
INSERT INTO "checksum_columns" VALUES('shops','name market channel added_at taken_back');
INSERT INTO "checksum_columns" VALUES('streams','id shop stream until began back_to wide_at');
INSERT INTO "checksum_columns" VALUES('writes','id recorded_at by_whom command undoes undone_by');
CREATE TABLE checksums (tbl TEXT NOT NULL, n INTEGER NOT NULL, upto INTEGER NOT NULL,
        crc INTEGER NOT NULL, PRIMARY KEY (tbl, n)) STRICT, WITHOUT ROWID;
INSERT INTO "checksums" VALUES('cases',1,1,257416930);
INSERT INTO "checksums" VALUES('cases',2,2,3822551787);
INSERT INTO "checksums" VALUES('cases',3,3,3006712251);
INSERT INTO "checksums" VALUES('cases',4,4,3577836813);
INSERT INTO "checksums" VALUES('cases',5,5,1858683350);
INSERT INTO "checksums" VALUES('cases',6,6,2548358244);
INSERT INTO "checksums" VALUES('cases',7,7,2086439964);
INSERT INTO "checksums" VALUES('cases',8,8,4176185138);
INSERT INTO "checksums" VALUES('cases',9,9,1875647573);
INSERT INTO "checksums" VALUES('cases',10,10,3402812291);
INSERT INTO "checksums" VALUES('cases',11,11,1895027595);
INSERT INTO "checksums" VALUES('cases',12,12,3352929238);
INSERT INTO "checksums" VALUES('cases',13,13,1411532882);
INSERT INTO "checksums" VALUES('cases',14,14,1780872679);
INSERT INTO "checksums" VALUES('cases',15,15,1951112831);
INSERT INTO "checksums" VALUES('cases',16,16,745043033);
INSERT INTO "checksums" VALUES('cases',17,17,2636882804);
INSERT INTO "checksums" VALUES('cases',18,18,693379999);
INSERT INTO "checksums" VALUES('cases',19,19,31116996);
INSERT INTO "checksums" VALUES('cases',20,20,1946453230);
INSERT INTO "checksums" VALUES('cases',21,21,4047177014);
INSERT INTO "checksums" VALUES('cases',22,22,2119409884);
INSERT INTO "checksums" VALUES('cases',23,23,3327250041);
INSERT INTO "checksums" VALUES('cases',24,24,1284489766);
INSERT INTO "checksums" VALUES('cases',25,25,2248619736);
INSERT INTO "checksums" VALUES('cases',26,26,2412242094);
INSERT INTO "checksums" VALUES('cases',27,27,334949026);
INSERT INTO "checksums" VALUES('cases',28,28,2973357955);
INSERT INTO "checksums" VALUES('cases',29,29,2349319408);
INSERT INTO "checksums" VALUES('cases',30,30,3562406246);
INSERT INTO "checksums" VALUES('cases',31,31,546106187);
INSERT INTO "checksums" VALUES('cases',32,32,2174917545);
INSERT INTO "checksums" VALUES('cases',33,33,3125135216);
INSERT INTO "checksums" VALUES('cases',34,34,3296470851);
INSERT INTO "checksums" VALUES('cases',35,35,650166607);
INSERT INTO "checksums" VALUES('cases',36,36,208088109);
INSERT INTO "checksums" VALUES('cases',37,37,736655344);
INSERT INTO "checksums" VALUES('cases',38,38,874571633);
INSERT INTO "checksums" VALUES('cases',39,39,182772737);
INSERT INTO "checksums" VALUES('cases',40,40,2319295477);
INSERT INTO "checksums" VALUES('cases',41,41,2443807680);
INSERT INTO "checksums" VALUES('cases',42,42,1059321237);
INSERT INTO "checksums" VALUES('cases',43,43,3822004499);
INSERT INTO "checksums" VALUES('cases',44,44,3788208382);
INSERT INTO "checksums" VALUES('cases',45,45,4233010657);
INSERT INTO "checksums" VALUES('cases',46,46,2289549065);
INSERT INTO "checksums" VALUES('cases',47,47,1344958689);
INSERT INTO "checksums" VALUES('cases',48,48,2695133381);
INSERT INTO "checksums" VALUES('cases',49,49,1336728198);
INSERT INTO "checksums" VALUES('cases',50,50,4039441504);
INSERT INTO "checksums" VALUES('cases',51,51,418626124);
INSERT INTO "checksums" VALUES('cases',52,52,2999100656);
INSERT INTO "checksums" VALUES('cases',53,53,2502814247);
INSERT INTO "checksums" VALUES('cases',54,54,2776519953);
INSERT INTO "checksums" VALUES('cases',55,55,850314978);
INSERT INTO "checksums" VALUES('cases',56,56,3135930540);
INSERT INTO "checksums" VALUES('changes',0,31,955351143);
INSERT INTO "checksums" VALUES('changes',1,63,456532179);
INSERT INTO "checksums" VALUES('changes',2,95,2830119121);
INSERT INTO "checksums" VALUES('changes',3,127,3091930570);
INSERT INTO "checksums" VALUES('changes',4,159,1324787501);
INSERT INTO "checksums" VALUES('changes',5,191,447532181);
INSERT INTO "checksums" VALUES('changes',6,208,4104753226);
INSERT INTO "checksums" VALUES('imports',0,7,1519290552);
INSERT INTO "checksums" VALUES('orders',0,31,3427540170);
INSERT INTO "checksums" VALUES('orders',1,63,1383626340);
INSERT INTO "checksums" VALUES('orders',2,85,103541710);
INSERT INTO "checksums" VALUES('shops',0,0,4080864518);
INSERT INTO "checksums" VALUES('table _sqlite_migrations',0,0,345401101);
INSERT INTO "checksums" VALUES('table case_refs',0,0,3892070826);
INSERT INTO "checksums" VALUES('table cases',0,0,913494362);
INSERT INTO "checksums" VALUES('table changes',0,0,1297951036);
INSERT INTO "checksums" VALUES('table checksum_columns',0,0,1002323127);
INSERT INTO "checksums" VALUES('table checksums',0,0,2024876430);
INSERT INTO "checksums" VALUES('table clocks',0,0,2864398431);
INSERT INTO "checksums" VALUES('table events',0,0,2224699821);
INSERT INTO "checksums" VALUES('table forgotten',0,0,2995393116);
INSERT INTO "checksums" VALUES('table imports',0,0,2243808690);
INSERT INTO "checksums" VALUES('table lines',0,0,3138408165);
INSERT INTO "checksums" VALUES('table observations',0,0,876127045);
INSERT INTO "checksums" VALUES('table orders',0,0,47574491);
INSERT INTO "checksums" VALUES('table removed',0,0,4083391261);
INSERT INTO "checksums" VALUES('table report_marks',0,0,102236686);
INSERT INTO "checksums" VALUES('table seen_rows',0,0,3706158164);
INSERT INTO "checksums" VALUES('table sent_alerts',0,0,3708039182);
INSERT INTO "checksums" VALUES('table sent_stale',0,0,3862194013);
INSERT INTO "checksums" VALUES('table shop_rules',0,0,1080644838);
INSERT INTO "checksums" VALUES('table shops',0,0,776097158);
INSERT INTO "checksums" VALUES('table stale_checksums',0,0,2036537969);
INSERT INTO "checksums" VALUES('table streams',0,0,2812057978);
INSERT INTO "checksums" VALUES('table writes',0,0,844844270);
INSERT INTO "checksums" VALUES('table zone_offsets',0,0,423842826);
INSERT INTO "checksums" VALUES('writes',0,14,954131342);
CREATE TABLE clocks (
                case_id INTEGER NOT NULL REFERENCES cases(id), n INTEGER NOT NULL, rule TEXT, duty TEXT NOT NULL,
                owner TEXT NOT NULL, policy TEXT NOT NULL, outcome TEXT NOT NULL, attempt INTEGER NOT NULL,
                started_by TEXT NOT NULL, started_at TEXT NOT NULL, due_at TEXT NOT NULL, computed_due TEXT,
                stamped_due TEXT, stopped_at TEXT, stopped_by TEXT, planned INTEGER NOT NULL,
                confirmed INTEGER NOT NULL, lapses_at TEXT,
                chained INTEGER NOT NULL, holds INTEGER NOT NULL, act_late INTEGER NOT NULL, risk INTEGER,
                risk_currency TEXT, flags TEXT NOT NULL, snoozed_until TEXT, act_by TEXT, opens_at TEXT, stake TEXT NOT NULL DEFAULT 'none', winnable INTEGER, winnable_currency TEXT, PRIMARY KEY (case_id, n)
            ) STRICT, WITHOUT ROWID;
INSERT INTO "clocks" VALUES(1,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-10T13:52:48Z','2026-11-12T13:52:48Z','2026-11-12T13:52:48Z',NULL,'2026-11-24T08:40:00Z','request.withdrawn',0,1,NULL,0,1,0,1700,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(2,0,NULL,'check','seller','tiktok-gb','unknown',1,'platform','2026-11-24T08:40:00Z','2026-11-24T23:59:59Z',NULL,NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'look',NULL,NULL);
INSERT INTO "clocks" VALUES(3,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-20T16:02:00Z','2026-11-24T16:02:00Z','2026-11-24T16:02:00Z',NULL,'2026-11-24T09:00:00Z','request.approved',0,0,NULL,0,1,0,9999,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(3,1,'gb.ship-back','ship-back','buyer','tiktok-gb','case-closed',1,'request.approved','2026-11-24T09:00:00Z','2026-11-29T09:00:00Z','2026-11-29T09:00:00Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(3,2,'gb.ship-back','close','seller','tiktok-gb','case-closed',1,'buyer.lapsed','2026-11-29T09:00:00Z','2026-11-30T23:59:59Z',NULL,NULL,NULL,NULL,0,1,NULL,1,1,0,NULL,NULL,'["buyer-lapsed","confidence-low"]',NULL,NULL,NULL,'house',NULL,NULL);
INSERT INTO "clocks" VALUES(4,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-20T07:12:44Z','2026-11-24T07:12:44Z','2026-11-24T07:12:44Z',NULL,NULL,NULL,0,1,NULL,0,1,0,1398,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(5,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-16T12:10:33Z','2026-11-18T12:10:33Z','2026-11-18T12:10:33Z',NULL,'2026-11-24T08:40:00Z','request.approved',0,1,NULL,0,1,0,3499,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(5,1,NULL,'check','seller','tiktok-gb','unknown',1,'platform','2026-11-24T08:40:00Z','2026-11-24T23:59:59Z',NULL,NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'look',NULL,NULL);
INSERT INTO "clocks" VALUES(6,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-23T10:05:19Z','2026-11-25T10:05:19Z','2026-11-25T10:05:19Z',NULL,NULL,NULL,0,1,NULL,0,1,0,6498,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(7,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-20T11:47:05Z','2026-11-24T11:47:05Z','2026-11-24T11:47:05Z',NULL,'2026-11-24T09:00:00Z','request.approved',0,0,NULL,0,1,0,2798,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(7,1,'gb.refund-approved','refund','platform','tiktok-gb','refunded',1,'request.approved','2026-11-24T09:00:00Z','2026-11-26T09:00:00Z','2026-11-26T09:00:00Z',NULL,NULL,NULL,0,1,NULL,0,1,0,2798,'GBP','[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(8,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-19T14:20:36Z','2026-11-25T15:20:36Z','2026-11-25T14:20:36Z','2026-11-25T15:20:36Z',NULL,NULL,0,1,NULL,0,1,0,8999,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(9,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-11T08:17:26Z','2026-11-13T08:17:26Z','2026-11-13T08:17:26Z',NULL,'2026-11-24T08:40:00Z','request.approved',0,1,NULL,0,1,0,2699,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(9,1,NULL,'check','seller','tiktok-gb','unknown',1,'platform','2026-11-24T08:40:00Z','2026-11-24T23:59:59Z',NULL,NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'look',NULL,NULL);
INSERT INTO "clocks" VALUES(10,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-23T18:44:55Z','2026-11-27T18:44:55Z','2026-11-27T18:44:55Z',NULL,NULL,NULL,0,1,NULL,0,1,0,11200,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(11,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-09T22:04:17Z','2026-11-11T22:04:17Z','2026-11-11T22:04:17Z',NULL,'2026-11-24T08:40:00Z','request.rejected',0,1,NULL,0,1,0,1649,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(12,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-10-21T19:11:09Z','2026-10-23T19:11:09Z','2026-10-23T19:11:09Z',NULL,'2026-10-23T14:40:52Z','request.approved',0,1,NULL,0,1,0,1598,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(13,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-22T16:40:12Z','2026-11-26T16:40:12Z','2026-11-26T16:40:12Z',NULL,NULL,NULL,0,1,NULL,0,1,0,4400,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(14,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-23T21:15:30Z','2026-11-25T21:15:30Z','2026-11-25T21:15:30Z',NULL,NULL,NULL,0,1,NULL,0,1,0,2999,'GBP','[]','2026-11-24T13:00:00Z',NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(15,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-19T09:25:48Z','2026-11-25T09:25:48Z','2026-11-25T09:25:48Z',NULL,NULL,NULL,0,1,NULL,0,1,0,12900,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(16,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-02T17:25:10Z','2026-11-04T17:25:10Z','2026-11-04T17:25:10Z',NULL,'2026-11-16T11:02:33Z','request.approved',0,1,NULL,0,1,0,2999,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(17,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-24T08:31:07Z','2026-11-26T08:31:07Z','2026-11-26T08:31:07Z',NULL,NULL,NULL,0,1,NULL,0,1,0,2049,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(18,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-12T19:38:02Z','2026-11-16T19:38:02Z','2026-11-16T19:38:02Z',NULL,'2026-11-24T08:40:00Z','request.approved',0,1,NULL,0,1,0,1899,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(18,1,NULL,'check','seller','tiktok-gb','unknown',1,'platform','2026-11-24T08:40:00Z','2026-11-24T23:59:59Z',NULL,NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'look',NULL,NULL);
INSERT INTO "clocks" VALUES(19,0,'gb.dispatch','dispatch','seller','tiktok-gb','late',1,'order.placed','2026-11-18T14:12:29Z','2026-11-20T23:59:59Z','2026-11-20T23:59:59Z',NULL,'2026-11-19T10:02:10Z','order.ready',0,1,NULL,0,1,1,6049,'GBP','[]',NULL,NULL,NULL,'standing',NULL,NULL);
INSERT INTO "clocks" VALUES(19,1,'gb.deliver','deliver','platform','tiktok-gb','delivery-late',1,'order.placed','2026-11-18T14:12:29Z','2026-11-25T23:59:59Z','2026-11-25T23:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(19,2,'gb.auto-cancel','auto-cancel','platform','tiktok-gb','order-cancelled',1,'order.placed','2026-11-18T14:12:29Z','2026-11-23T23:59:59Z','2026-11-23T23:59:59Z',NULL,'2026-11-19T10:02:10Z','order.ready',0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(19,3,'gb.auto-refund','auto-refund','platform','tiktok-gb','refunded',1,'order.paid','2026-11-18T14:14:03Z','2026-12-02T14:14:03Z','2026-12-02T14:14:03Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(19,4,'gb.auto-cancel-stale','auto-cancel','platform','tiktok-gb','order-cancelled',1,'order.ready','2026-11-19T10:02:10Z','2026-11-26T10:02:10Z','2026-11-26T10:02:10Z',NULL,'2026-11-19T15:55:32Z','order.collected',0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(19,5,'house.tracking','tracking','platform','tiktok-gb','tracking-stale',1,'order.ready','2026-11-19T10:02:10Z','2026-11-24T10:02:10Z','2026-11-24T10:02:10Z',NULL,'2026-11-19T15:55:32Z','order.collected',0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(19,6,'gb.auto-cancel-stale','auto-cancel','platform','tiktok-gb','order-cancelled',1,'order.collected','2026-11-19T15:55:32Z','2026-11-26T15:55:32Z','2026-11-26T15:55:32Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(19,7,'house.tracking','tracking','platform','tiktok-gb','tracking-stale',1,'order.collected','2026-11-19T15:55:32Z','2026-11-24T15:55:32Z','2026-11-24T15:55:32Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(19,8,'house.trace','trace','seller','tiktok-gb','none',1,'tracking.stale','2026-11-24T15:55:32Z','2026-11-25T15:55:32Z','2026-11-25T15:55:32Z',NULL,NULL,NULL,0,1,NULL,1,1,1,NULL,NULL,'[]',NULL,NULL,NULL,'house',NULL,NULL);
INSERT INTO "clocks" VALUES(20,0,'gb.dispatch','dispatch','seller','tiktok-gb','late',1,'order.placed','2026-11-24T07:52:17Z','2026-11-26T23:59:59Z','2026-11-26T23:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,1,2798,'GBP','[]',NULL,NULL,NULL,'standing',NULL,NULL);
INSERT INTO "clocks" VALUES(20,1,'gb.deliver','deliver','platform','tiktok-gb','delivery-late',1,'order.placed','2026-11-24T07:52:17Z','2026-12-01T23:59:59Z','2026-12-01T23:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(20,2,'gb.auto-cancel','auto-cancel','platform','tiktok-gb','order-cancelled',1,'order.placed','2026-11-24T07:52:17Z','2026-11-27T23:59:59Z','2026-11-27T23:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(20,3,'gb.auto-refund','auto-refund','platform','tiktok-gb','refunded',1,'order.paid','2026-11-24T07:54:19Z','2026-12-08T07:54:19Z','2026-12-08T07:54:19Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(20,4,'house.trace','trace','seller','tiktok-gb','none',1,'delivery.late','2026-12-01T23:59:59Z','2026-12-02T23:59:59Z','2026-12-02T23:59:59Z',NULL,NULL,NULL,0,1,NULL,1,1,1,NULL,NULL,'[]',NULL,NULL,NULL,'house',NULL,NULL);
INSERT INTO "clocks" VALUES(21,0,'gb.dispatch','dispatch','seller','tiktok-gb','late',1,'order.placed','2026-11-22T14:50:09Z','2026-11-24T23:59:59Z','2026-11-24T23:59:59Z',NULL,'2026-11-24T09:00:00Z','order.dispatched',0,0,NULL,0,1,1,4349,'GBP','["cancel-requested"]',NULL,NULL,NULL,'standing',NULL,NULL);
INSERT INTO "clocks" VALUES(21,1,'gb.deliver','deliver','platform','tiktok-gb','delivery-late',1,'order.placed','2026-11-22T14:50:09Z','2026-11-27T23:59:59Z','2026-11-27T23:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(21,2,'gb.auto-cancel','auto-cancel','platform','tiktok-gb','order-cancelled',1,'order.placed','2026-11-22T14:50:09Z','2026-11-25T23:59:59Z','2026-11-25T23:59:59Z',NULL,'2026-11-24T09:00:00Z','order.dispatched',0,0,NULL,0,0,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(21,3,'gb.auto-refund','auto-refund','platform','tiktok-gb','refunded',1,'order.paid','2026-11-22T14:50:52Z','2026-12-06T14:50:52Z','2026-12-06T14:50:52Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(21,4,'gb.auto-cancel-stale','auto-cancel','platform','tiktok-gb','order-cancelled',1,'order.dispatched','2026-11-24T09:00:00Z','2026-12-01T09:00:00Z','2026-12-01T09:00:00Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(21,5,'house.tracking','tracking','platform','tiktok-gb','tracking-stale',1,'order.dispatched','2026-11-24T09:00:00Z','2026-11-29T09:00:00Z','2026-11-29T09:00:00Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(21,6,'house.trace','trace','seller','tiktok-gb','none',1,'delivery.late','2026-11-27T23:59:59Z','2026-11-28T23:59:59Z','2026-11-28T23:59:59Z',NULL,NULL,NULL,0,1,NULL,1,1,1,NULL,NULL,'[]',NULL,NULL,NULL,'house',NULL,NULL);
INSERT INTO "clocks" VALUES(22,0,'gb.dispatch','dispatch','seller','tiktok-gb','late',1,'order.placed','2026-11-20T18:21:40Z','2026-11-24T23:59:59Z','2026-11-24T23:59:59Z',NULL,'2026-11-23T10:55:32Z','order.ready',0,1,NULL,0,1,1,6450,'GBP','[]',NULL,NULL,NULL,'standing',NULL,NULL);
INSERT INTO "clocks" VALUES(22,1,'gb.deliver','deliver','platform','tiktok-gb','delivery-late',1,'order.placed','2026-11-20T18:21:40Z','2026-11-27T23:59:59Z','2026-11-27T23:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(22,2,'gb.auto-cancel','auto-cancel','platform','tiktok-gb','order-cancelled',1,'order.placed','2026-11-20T18:21:40Z','2026-11-25T23:59:59Z','2026-11-25T23:59:59Z',NULL,'2026-11-23T10:55:32Z','order.ready',0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(22,3,'gb.auto-refund','auto-refund','platform','tiktok-gb','refunded',1,'order.paid','2026-11-20T18:23:26Z','2026-12-04T18:23:26Z','2026-12-04T18:23:26Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(22,4,'gb.auto-cancel-stale','auto-cancel','platform','tiktok-gb','order-cancelled',1,'order.ready','2026-11-23T10:55:32Z','2026-11-30T10:55:32Z','2026-11-30T10:55:32Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(22,5,'house.tracking','tracking','platform','tiktok-gb','tracking-stale',1,'order.ready','2026-11-23T10:55:32Z','2026-11-28T10:55:32Z','2026-11-28T10:55:32Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(22,6,'house.trace','trace','seller','tiktok-gb','none',1,'delivery.late','2026-11-27T23:59:59Z','2026-11-28T23:59:59Z','2026-11-28T23:59:59Z',NULL,NULL,NULL,0,1,NULL,1,1,1,NULL,NULL,'[]',NULL,NULL,NULL,'house',NULL,NULL);
INSERT INTO "clocks" VALUES(23,0,'gb.dispatch','dispatch','seller','tiktok-gb','late',1,'order.placed','2026-11-21T10:05:12Z','2026-11-24T23:59:59Z','2026-11-24T23:59:59Z',NULL,'2026-11-23T10:28:52Z','order.ready',0,1,NULL,0,1,1,2197,'GBP','[]',NULL,NULL,NULL,'standing',NULL,NULL);
INSERT INTO "clocks" VALUES(23,1,'gb.deliver','deliver','platform','tiktok-gb','delivery-late',1,'order.placed','2026-11-21T10:05:12Z','2026-11-27T23:59:59Z','2026-11-27T23:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(23,2,'gb.auto-cancel','auto-cancel','platform','tiktok-gb','order-cancelled',1,'order.placed','2026-11-21T10:05:12Z','2026-11-25T23:59:59Z','2026-11-25T23:59:59Z',NULL,'2026-11-23T10:28:52Z','order.ready',0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(23,3,'gb.auto-refund','auto-refund','platform','tiktok-gb','refunded',1,'order.paid','2026-11-21T10:07:27Z','2026-12-05T10:07:27Z','2026-12-05T10:07:27Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(23,4,'gb.auto-cancel-stale','auto-cancel','platform','tiktok-gb','order-cancelled',1,'order.ready','2026-11-23T10:28:52Z','2026-11-30T10:28:52Z','2026-11-30T10:28:52Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(23,5,'house.tracking','tracking','platform','tiktok-gb','tracking-stale',1,'order.ready','2026-11-23T10:28:52Z','2026-11-28T10:28:52Z','2026-11-28T10:28:52Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(23,6,'house.trace','trace','seller','tiktok-gb','none',1,'delivery.late','2026-11-27T23:59:59Z','2026-11-28T23:59:59Z','2026-11-28T23:59:59Z',NULL,NULL,NULL,0,1,NULL,1,1,1,NULL,NULL,'[]',NULL,NULL,NULL,'house',NULL,NULL);
INSERT INTO "clocks" VALUES(24,0,'gb.dispatch','dispatch','seller','tiktok-gb','late',1,'order.placed','2026-11-23T20:48:51Z','2026-11-25T23:59:59Z','2026-11-25T23:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,1,1398,'GBP','[]',NULL,NULL,NULL,'standing',NULL,NULL);
INSERT INTO "clocks" VALUES(24,1,'gb.deliver','deliver','platform','tiktok-gb','delivery-late',1,'order.placed','2026-11-23T20:48:51Z','2026-11-30T23:59:59Z','2026-11-30T23:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(24,2,'gb.auto-cancel','auto-cancel','platform','tiktok-gb','order-cancelled',1,'order.placed','2026-11-23T20:48:51Z','2026-11-26T23:59:59Z','2026-11-26T23:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(24,3,'gb.auto-refund','auto-refund','platform','tiktok-gb','refunded',1,'order.paid','2026-11-23T20:50:10Z','2026-12-07T20:50:10Z','2026-12-07T20:50:10Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(24,4,'house.trace','trace','seller','tiktok-gb','none',1,'delivery.late','2026-11-30T23:59:59Z','2026-12-01T23:59:59Z','2026-12-01T23:59:59Z',NULL,NULL,NULL,0,1,NULL,1,1,1,NULL,NULL,'[]',NULL,NULL,NULL,'house',NULL,NULL);
INSERT INTO "clocks" VALUES(25,0,'gb.dispatch','dispatch','seller','tiktok-gb','late',1,'order.placed','2026-11-20T13:27:36Z','2026-11-24T23:59:59Z','2026-11-24T23:59:59Z',NULL,'2026-11-23T10:30:09Z','order.ready',0,1,NULL,0,1,1,8999,'GBP','[]',NULL,NULL,NULL,'standing',NULL,NULL);
INSERT INTO "clocks" VALUES(25,1,'gb.deliver','deliver','platform','tiktok-gb','delivery-late',1,'order.placed','2026-11-20T13:27:36Z','2026-11-27T23:59:59Z','2026-11-27T23:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(25,2,'gb.auto-cancel','auto-cancel','platform','tiktok-gb','order-cancelled',1,'order.placed','2026-11-20T13:27:36Z','2026-11-25T23:59:59Z','2026-11-25T23:59:59Z',NULL,'2026-11-23T10:30:09Z','order.ready',0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(25,3,'gb.auto-refund','auto-refund','platform','tiktok-gb','refunded',1,'order.paid','2026-11-20T13:30:02Z','2026-12-04T13:30:02Z','2026-12-04T13:30:02Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(25,4,'gb.auto-cancel-stale','auto-cancel','platform','tiktok-gb','order-cancelled',1,'order.ready','2026-11-23T10:30:09Z','2026-11-30T10:30:09Z','2026-11-30T10:30:09Z',NULL,'2026-11-23T16:50:41Z','order.collected',0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(25,5,'house.tracking','tracking','platform','tiktok-gb','tracking-stale',1,'order.ready','2026-11-23T10:30:09Z','2026-11-28T10:30:09Z','2026-11-28T10:30:09Z',NULL,'2026-11-23T16:50:41Z','order.collected',0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(25,6,'gb.auto-cancel-stale','auto-cancel','platform','tiktok-gb','order-cancelled',1,'order.collected','2026-11-23T16:50:41Z','2026-11-30T16:50:41Z','2026-11-30T16:50:41Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(25,7,'house.tracking','tracking','platform','tiktok-gb','tracking-stale',1,'order.collected','2026-11-23T16:50:41Z','2026-11-28T16:50:41Z','2026-11-28T16:50:41Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(25,8,'house.trace','trace','seller','tiktok-gb','none',1,'delivery.late','2026-11-27T23:59:59Z','2026-11-28T23:59:59Z','2026-11-28T23:59:59Z',NULL,NULL,NULL,0,1,NULL,1,1,1,NULL,NULL,'[]',NULL,NULL,NULL,'house',NULL,NULL);
INSERT INTO "clocks" VALUES(26,0,'gb.dispatch','dispatch','seller','tiktok-gb','late',1,'order.placed','2026-11-20T17:40:26Z','2026-11-24T23:59:59Z','2026-11-24T23:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,1,2747,'GBP','[]',NULL,NULL,NULL,'standing',NULL,NULL);
INSERT INTO "clocks" VALUES(26,1,'gb.deliver','deliver','platform','tiktok-gb','delivery-late',1,'order.placed','2026-11-20T17:40:26Z','2026-11-27T23:59:59Z','2026-11-27T23:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(26,2,'gb.auto-cancel','auto-cancel','platform','tiktok-gb','order-cancelled',1,'order.placed','2026-11-20T17:40:26Z','2026-11-25T23:59:59Z','2026-11-25T23:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(26,3,'gb.auto-refund','auto-refund','platform','tiktok-gb','refunded',1,'order.paid','2026-11-20T17:42:31Z','2026-12-04T17:42:31Z','2026-12-04T17:42:31Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(26,4,'house.trace','trace','seller','tiktok-gb','none',1,'delivery.late','2026-11-27T23:59:59Z','2026-11-28T23:59:59Z','2026-11-28T23:59:59Z',NULL,NULL,NULL,0,1,NULL,1,1,1,NULL,NULL,'[]',NULL,NULL,NULL,'house',NULL,NULL);
INSERT INTO "clocks" VALUES(27,0,'gb.dispatch','dispatch','seller','tiktok-gb','late',1,'order.placed','2026-11-24T08:19:33Z','2026-11-26T23:59:59Z','2026-11-26T23:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,1,8299,'GBP','[]',NULL,NULL,NULL,'standing',NULL,NULL);
INSERT INTO "clocks" VALUES(27,1,'gb.deliver','deliver','platform','tiktok-gb','delivery-late',1,'order.placed','2026-11-24T08:19:33Z','2026-12-01T23:59:59Z','2026-12-01T23:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(27,2,'gb.auto-cancel','auto-cancel','platform','tiktok-gb','order-cancelled',1,'order.placed','2026-11-24T08:19:33Z','2026-11-27T23:59:59Z','2026-11-27T23:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(27,3,'gb.auto-refund','auto-refund','platform','tiktok-gb','refunded',1,'order.paid','2026-11-24T08:22:41Z','2026-12-08T08:22:41Z','2026-12-08T08:22:41Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(27,4,'house.trace','trace','seller','tiktok-gb','none',1,'delivery.late','2026-12-01T23:59:59Z','2026-12-02T23:59:59Z','2026-12-02T23:59:59Z',NULL,NULL,NULL,0,1,NULL,1,1,1,NULL,NULL,'[]',NULL,NULL,NULL,'house',NULL,NULL);
INSERT INTO "clocks" VALUES(28,0,'gb.dispatch','dispatch','seller','tiktok-gb','late',1,'order.placed','2026-11-19T22:10:58Z','2026-11-23T23:59:59Z','2026-11-23T23:59:59Z',NULL,'2026-11-20T10:55:18Z','order.ready',0,1,NULL,0,1,1,2849,'GBP','[]',NULL,NULL,NULL,'standing',NULL,NULL);
INSERT INTO "clocks" VALUES(28,1,'gb.deliver','deliver','platform','tiktok-gb','delivery-late',1,'order.placed','2026-11-19T22:10:58Z','2026-11-26T23:59:59Z','2026-11-26T23:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(28,2,'gb.auto-cancel','auto-cancel','platform','tiktok-gb','order-cancelled',1,'order.placed','2026-11-19T22:10:58Z','2026-11-24T23:59:59Z','2026-11-24T23:59:59Z',NULL,'2026-11-20T10:55:18Z','order.ready',0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(28,3,'gb.auto-refund','auto-refund','platform','tiktok-gb','refunded',1,'order.paid','2026-11-19T22:11:57Z','2026-12-03T22:11:57Z','2026-12-03T22:11:57Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(28,4,'gb.auto-cancel-stale','auto-cancel','platform','tiktok-gb','order-cancelled',1,'order.ready','2026-11-20T10:55:18Z','2026-11-27T10:55:18Z','2026-11-27T10:55:18Z',NULL,'2026-11-20T16:31:25Z','order.collected',0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(28,5,'house.tracking','tracking','platform','tiktok-gb','tracking-stale',1,'order.ready','2026-11-20T10:55:18Z','2026-11-25T10:55:18Z','2026-11-25T10:55:18Z',NULL,'2026-11-20T16:31:25Z','order.collected',0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(28,6,'gb.auto-cancel-stale','auto-cancel','platform','tiktok-gb','order-cancelled',1,'order.collected','2026-11-20T16:31:25Z','2026-11-27T16:31:25Z','2026-11-27T16:31:25Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(28,7,'house.tracking','tracking','platform','tiktok-gb','tracking-stale',1,'order.collected','2026-11-20T16:31:25Z','2026-11-25T16:31:25Z','2026-11-25T16:31:25Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(28,8,'house.trace','trace','seller','tiktok-gb','none',1,'tracking.stale','2026-11-25T16:31:25Z','2026-11-26T16:31:25Z','2026-11-26T16:31:25Z',NULL,NULL,NULL,0,1,NULL,1,1,1,NULL,NULL,'[]',NULL,NULL,NULL,'house',NULL,NULL);
INSERT INTO "clocks" VALUES(29,0,'gb.dispatch','dispatch','seller','tiktok-gb','late',1,'order.placed','2026-11-22T21:33:08Z','2026-11-24T23:59:59Z','2026-11-24T23:59:59Z',NULL,'2026-11-23T10:12:20Z','order.ready',0,1,NULL,0,1,1,11610,'GBP','[]',NULL,NULL,NULL,'standing',NULL,NULL);
INSERT INTO "clocks" VALUES(29,1,'gb.deliver','deliver','platform','tiktok-gb','delivery-late',1,'order.placed','2026-11-22T21:33:08Z','2026-11-27T23:59:59Z','2026-11-27T23:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(29,2,'gb.auto-cancel','auto-cancel','platform','tiktok-gb','order-cancelled',1,'order.placed','2026-11-22T21:33:08Z','2026-11-25T23:59:59Z','2026-11-25T23:59:59Z',NULL,'2026-11-23T10:12:20Z','order.ready',0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(29,3,'gb.auto-refund','auto-refund','platform','tiktok-gb','refunded',1,'order.paid','2026-11-22T21:35:38Z','2026-12-06T21:35:38Z','2026-12-06T21:35:38Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(29,4,'gb.auto-cancel-stale','auto-cancel','platform','tiktok-gb','order-cancelled',1,'order.ready','2026-11-23T10:12:20Z','2026-11-30T10:12:20Z','2026-11-30T10:12:20Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(29,5,'house.tracking','tracking','platform','tiktok-gb','tracking-stale',1,'order.ready','2026-11-23T10:12:20Z','2026-11-28T10:12:20Z','2026-11-28T10:12:20Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(29,6,'house.trace','trace','seller','tiktok-gb','none',1,'delivery.late','2026-11-27T23:59:59Z','2026-11-28T23:59:59Z','2026-11-28T23:59:59Z',NULL,NULL,NULL,0,1,NULL,1,1,1,NULL,NULL,'[]',NULL,NULL,NULL,'house',NULL,NULL);
INSERT INTO "clocks" VALUES(30,0,'gb.dispatch','dispatch','seller','tiktok-gb','late',1,'order.placed','2026-11-19T09:30:44Z','2026-11-23T23:59:59Z','2026-11-23T23:59:59Z',NULL,'2026-11-20T10:14:26Z','order.ready',0,1,NULL,0,1,1,3499,'GBP','[]',NULL,NULL,NULL,'standing',NULL,NULL);
INSERT INTO "clocks" VALUES(30,1,'gb.deliver','deliver','platform','tiktok-gb','delivery-late',1,'order.placed','2026-11-19T09:30:44Z','2026-11-26T23:59:59Z','2026-11-26T23:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(30,2,'gb.auto-cancel','auto-cancel','platform','tiktok-gb','order-cancelled',1,'order.placed','2026-11-19T09:30:44Z','2026-11-24T23:59:59Z','2026-11-24T23:59:59Z',NULL,'2026-11-20T10:14:26Z','order.ready',0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(30,3,'gb.auto-refund','auto-refund','platform','tiktok-gb','refunded',1,'order.paid','2026-11-19T09:32:45Z','2026-12-03T09:32:45Z','2026-12-03T09:32:45Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(30,4,'gb.auto-cancel-stale','auto-cancel','platform','tiktok-gb','order-cancelled',1,'order.ready','2026-11-20T10:14:26Z','2026-11-27T10:14:26Z','2026-11-27T10:14:26Z',NULL,'2026-11-20T16:13:53Z','order.collected',0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(30,5,'house.tracking','tracking','platform','tiktok-gb','tracking-stale',1,'order.ready','2026-11-20T10:14:26Z','2026-11-25T10:14:26Z','2026-11-25T10:14:26Z',NULL,'2026-11-20T16:13:53Z','order.collected',0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(30,6,'gb.auto-cancel-stale','auto-cancel','platform','tiktok-gb','order-cancelled',1,'order.collected','2026-11-20T16:13:53Z','2026-11-27T16:13:53Z','2026-11-27T16:13:53Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(30,7,'house.tracking','tracking','platform','tiktok-gb','tracking-stale',1,'order.collected','2026-11-20T16:13:53Z','2026-11-25T16:13:53Z','2026-11-25T16:13:53Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(30,8,'house.trace','trace','seller','tiktok-gb','none',1,'tracking.stale','2026-11-25T16:13:53Z','2026-11-26T16:13:53Z','2026-11-26T16:13:53Z',NULL,NULL,NULL,0,1,NULL,1,1,1,NULL,NULL,'[]',NULL,NULL,NULL,'house',NULL,NULL);
INSERT INTO "clocks" VALUES(31,0,'gb.dispatch','dispatch','seller','tiktok-gb','late',1,'order.placed','2026-11-20T08:44:15Z','2026-11-24T23:59:59Z','2026-11-24T23:59:59Z',NULL,'2026-11-23T10:17:10Z','order.ready',0,1,NULL,0,1,1,2747,'GBP','[]',NULL,NULL,NULL,'standing',NULL,NULL);
INSERT INTO "clocks" VALUES(31,1,'gb.deliver','deliver','platform','tiktok-gb','delivery-late',1,'order.placed','2026-11-20T08:44:15Z','2026-11-27T23:59:59Z','2026-11-27T23:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(31,2,'gb.auto-cancel','auto-cancel','platform','tiktok-gb','order-cancelled',1,'order.placed','2026-11-20T08:44:15Z','2026-11-25T23:59:59Z','2026-11-25T23:59:59Z',NULL,'2026-11-23T10:17:10Z','order.ready',0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(31,3,'gb.auto-refund','auto-refund','platform','tiktok-gb','refunded',1,'order.paid','2026-11-20T08:47:20Z','2026-12-04T08:47:20Z','2026-12-04T08:47:20Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(31,4,'gb.auto-cancel-stale','auto-cancel','platform','tiktok-gb','order-cancelled',1,'order.ready','2026-11-23T10:17:10Z','2026-11-30T10:17:10Z','2026-11-30T10:17:10Z',NULL,'2026-11-23T16:16:54Z','order.collected',0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(31,5,'house.tracking','tracking','platform','tiktok-gb','tracking-stale',1,'order.ready','2026-11-23T10:17:10Z','2026-11-28T10:17:10Z','2026-11-28T10:17:10Z',NULL,'2026-11-23T16:16:54Z','order.collected',0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(31,6,'gb.auto-cancel-stale','auto-cancel','platform','tiktok-gb','order-cancelled',1,'order.collected','2026-11-23T16:16:54Z','2026-11-30T16:16:54Z','2026-11-30T16:16:54Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(31,7,'house.tracking','tracking','platform','tiktok-gb','tracking-stale',1,'order.collected','2026-11-23T16:16:54Z','2026-11-28T16:16:54Z','2026-11-28T16:16:54Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(31,8,'house.trace','trace','seller','tiktok-gb','none',1,'delivery.late','2026-11-27T23:59:59Z','2026-11-28T23:59:59Z','2026-11-28T23:59:59Z',NULL,NULL,NULL,0,1,NULL,1,1,1,NULL,NULL,'[]',NULL,NULL,NULL,'house',NULL,NULL);
INSERT INTO "clocks" VALUES(32,0,'gb.dispatch','dispatch','seller','tiktok-gb','late',1,'order.placed','2026-11-23T12:19:03Z','2026-11-25T23:59:59Z','2026-11-25T23:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,1,4399,'GBP','[]',NULL,NULL,NULL,'standing',NULL,NULL);
INSERT INTO "clocks" VALUES(32,1,'gb.deliver','deliver','platform','tiktok-gb','delivery-late',1,'order.placed','2026-11-23T12:19:03Z','2026-11-30T23:59:59Z','2026-11-30T23:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(32,2,'gb.auto-cancel','auto-cancel','platform','tiktok-gb','order-cancelled',1,'order.placed','2026-11-23T12:19:03Z','2026-11-26T23:59:59Z','2026-11-26T23:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(32,3,'gb.auto-refund','auto-refund','platform','tiktok-gb','refunded',1,'order.paid','2026-11-23T12:21:20Z','2026-12-07T12:21:20Z','2026-12-07T12:21:20Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(32,4,'house.trace','trace','seller','tiktok-gb','none',1,'delivery.late','2026-11-30T23:59:59Z','2026-12-01T23:59:59Z','2026-12-01T23:59:59Z',NULL,NULL,NULL,0,1,NULL,1,1,1,NULL,NULL,'[]',NULL,NULL,NULL,'house',NULL,NULL);
INSERT INTO "clocks" VALUES(33,0,'us.respond','respond','seller','tiktok-us','auto-approved',1,'request.opened','2026-11-24T06:31:44Z','2026-11-25T06:31:44Z','2026-11-25T06:31:44Z',NULL,NULL,NULL,0,1,NULL,0,1,0,12644,'USD','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(34,0,'us.respond','respond','seller','tiktok-us','auto-approved',1,'request.opened','2026-11-17T17:12:20Z','2026-11-18T17:12:20Z','2026-11-18T17:12:20Z',NULL,'2026-11-24T08:32:00Z','request.approved',0,1,NULL,0,1,0,4463,'USD','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(34,1,NULL,'check','seller','tiktok-us','unknown',1,'platform','2026-11-24T08:32:00Z','2026-11-25T07:59:59Z',NULL,NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'look',NULL,NULL);
INSERT INTO "clocks" VALUES(35,0,'us.respond','respond','seller','tiktok-us','auto-approved',1,'request.opened','2026-11-13T02:40:03Z','2026-11-14T02:40:03Z','2026-11-14T02:40:03Z',NULL,'2026-11-24T08:32:00Z','request.approved',0,1,NULL,0,1,0,7225,'USD','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(35,1,NULL,'check','seller','tiktok-us','unknown',1,'platform','2026-11-24T08:32:00Z','2026-11-25T07:59:59Z',NULL,NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'look',NULL,NULL);
INSERT INTO "clocks" VALUES(36,0,'us.respond','respond','seller','tiktok-us','auto-approved',1,'request.opened','2026-11-05T15:21:08Z','2026-11-06T15:21:08Z','2026-11-06T15:21:08Z',NULL,'2026-11-24T08:32:00Z','request.rejected',0,1,NULL,0,1,0,1592,'USD','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(37,0,'us.respond','respond','seller','tiktok-us','auto-approved',1,'request.opened','2026-11-23T22:05:10Z','2026-11-24T22:05:10Z','2026-11-24T22:05:10Z',NULL,NULL,NULL,0,1,NULL,0,1,0,3685,'USD','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(38,0,'us.respond','respond','seller','tiktok-us','auto-approved',1,'request.opened','2026-11-03T19:55:41Z','2026-11-04T19:55:41Z','2026-11-04T19:55:41Z',NULL,'2026-11-24T08:32:00Z','request.approved',0,1,NULL,0,1,0,2798,'USD','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(39,0,'us.dispatch','dispatch','seller','tiktok-us','late',1,'order.placed','2026-11-20T01:36:41Z','2026-11-24T07:59:00Z','2026-11-24T07:59:00Z',NULL,'2026-11-20T23:37:18Z','order.collected',0,1,NULL,0,1,1,3714,'USD','[]',NULL,NULL,NULL,'standing',NULL,NULL);
INSERT INTO "clocks" VALUES(39,1,'us.auto-cancel','auto-cancel','platform','tiktok-us','order-cancelled',1,'order.placed','2026-11-20T01:36:41Z','2026-12-02T07:59:00Z','2026-12-02T07:59:00Z',NULL,'2026-11-20T18:20:13Z','order.ready',0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(39,2,'us.deliver','deliver','platform','tiktok-us','delivery-late',1,'order.placed','2026-11-20T01:36:41Z','2026-12-01T07:59:59Z','2026-12-01T07:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(39,3,'house.tracking','tracking','platform','tiktok-us','tracking-stale',1,'order.ready','2026-11-20T18:20:13Z','2026-11-25T18:20:13Z','2026-11-25T18:20:13Z',NULL,'2026-11-20T23:37:18Z','order.collected',0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(39,4,'house.tracking','tracking','platform','tiktok-us','tracking-stale',1,'order.collected','2026-11-20T23:37:18Z','2026-11-25T23:37:18Z','2026-11-25T23:37:18Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(39,5,'house.trace','trace','seller','tiktok-us','none',1,'tracking.stale','2026-11-25T23:37:18Z','2026-11-26T23:37:18Z','2026-11-26T23:37:18Z',NULL,NULL,NULL,0,1,NULL,1,1,1,NULL,NULL,'[]',NULL,NULL,NULL,'house',NULL,NULL);
INSERT INTO "clocks" VALUES(40,0,'us.dispatch','dispatch','seller','tiktok-us','late',1,'order.placed','2026-11-18T18:44:52Z','2026-11-21T07:59:00Z','2026-11-21T07:59:00Z',NULL,'2026-11-20T00:38:01Z','order.collected',0,1,NULL,0,1,1,12644,'USD','[]',NULL,NULL,NULL,'standing',NULL,NULL);
INSERT INTO "clocks" VALUES(40,1,'us.auto-cancel','auto-cancel','platform','tiktok-us','order-cancelled',1,'order.placed','2026-11-18T18:44:52Z','2026-12-01T07:59:00Z','2026-12-01T07:59:00Z',NULL,'2026-11-19T18:00:00Z','order.ready',0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(40,2,'us.deliver','deliver','platform','tiktok-us','delivery-late',1,'order.placed','2026-11-18T18:44:52Z','2026-11-28T07:59:59Z','2026-11-28T07:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(40,3,'house.tracking','tracking','platform','tiktok-us','tracking-stale',1,'order.ready','2026-11-19T18:00:00Z','2026-11-24T18:00:00Z','2026-11-24T18:00:00Z',NULL,'2026-11-20T00:38:01Z','order.collected',0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(40,4,'house.tracking','tracking','platform','tiktok-us','tracking-stale',1,'order.collected','2026-11-20T00:38:01Z','2026-11-25T00:38:01Z','2026-11-25T00:38:01Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(40,5,'house.trace','trace','seller','tiktok-us','none',1,'tracking.stale','2026-11-25T00:38:01Z','2026-11-26T00:38:01Z','2026-11-26T00:38:01Z',NULL,NULL,NULL,0,1,NULL,1,1,1,NULL,NULL,'[]',NULL,NULL,NULL,'house',NULL,NULL);
INSERT INTO "clocks" VALUES(41,0,'us.dispatch','dispatch','seller','tiktok-us','late',1,'order.placed','2026-11-20T16:21:04Z','2026-11-25T07:59:00Z','2026-11-25T07:59:00Z',NULL,'2026-11-24T00:39:08Z','order.collected',0,1,NULL,0,1,1,2942,'USD','[]',NULL,NULL,NULL,'standing',NULL,NULL);
INSERT INTO "clocks" VALUES(41,1,'us.auto-cancel','auto-cancel','platform','tiktok-us','order-cancelled',1,'order.placed','2026-11-20T16:21:04Z','2026-12-03T07:59:00Z','2026-12-03T07:59:00Z',NULL,'2026-11-23T18:12:09Z','order.ready',0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(41,2,'us.deliver','deliver','platform','tiktok-us','delivery-late',1,'order.placed','2026-11-20T16:21:04Z','2026-12-02T07:59:59Z','2026-12-02T07:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(41,3,'house.tracking','tracking','platform','tiktok-us','tracking-stale',1,'order.ready','2026-11-23T18:12:09Z','2026-11-28T18:12:09Z','2026-11-28T18:12:09Z',NULL,'2026-11-24T00:39:08Z','order.collected',0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(41,4,'house.tracking','tracking','platform','tiktok-us','tracking-stale',1,'order.collected','2026-11-24T00:39:08Z','2026-11-29T00:39:08Z','2026-11-29T00:39:08Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(41,5,'house.trace','trace','seller','tiktok-us','none',1,'tracking.stale','2026-11-29T00:39:08Z','2026-11-30T00:39:08Z','2026-11-30T00:39:08Z',NULL,NULL,NULL,0,1,NULL,1,1,1,NULL,NULL,'[]',NULL,NULL,NULL,'house',NULL,NULL);
INSERT INTO "clocks" VALUES(42,0,'us.dispatch','dispatch','seller','tiktok-us','late',1,'order.placed','2026-11-21T22:27:10Z','2026-11-25T07:59:00Z','2026-11-25T07:59:00Z',NULL,NULL,NULL,0,1,NULL,0,1,1,3998,'USD','["awaiting-collection"]',NULL,NULL,NULL,'standing',NULL,NULL);
INSERT INTO "clocks" VALUES(42,1,'us.auto-cancel','auto-cancel','platform','tiktok-us','order-cancelled',1,'order.placed','2026-11-21T22:27:10Z','2026-12-03T07:59:00Z','2026-12-03T07:59:00Z',NULL,'2026-11-23T18:19:45Z','order.ready',0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(42,2,'us.deliver','deliver','platform','tiktok-us','delivery-late',1,'order.placed','2026-11-21T22:27:10Z','2026-12-02T07:59:59Z','2026-12-02T07:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(42,3,'house.tracking','tracking','platform','tiktok-us','tracking-stale',1,'order.ready','2026-11-23T18:19:45Z','2026-11-28T18:19:45Z','2026-11-28T18:19:45Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(42,4,'house.trace','trace','seller','tiktok-us','none',1,'tracking.stale','2026-11-28T18:19:45Z','2026-11-29T18:19:45Z','2026-11-29T18:19:45Z',NULL,NULL,NULL,0,1,NULL,1,1,1,NULL,NULL,'[]',NULL,NULL,NULL,'house',NULL,NULL);
INSERT INTO "clocks" VALUES(43,0,'us.dispatch','dispatch','seller','tiktok-us','late',1,'order.placed','2026-11-23T09:15:49Z','2026-11-26T07:59:00Z','2026-11-26T07:59:00Z',NULL,NULL,NULL,0,1,NULL,0,1,1,6300,'USD','[]',NULL,NULL,NULL,'standing',NULL,NULL);
INSERT INTO "clocks" VALUES(43,1,'us.auto-cancel','auto-cancel','platform','tiktok-us','order-cancelled',1,'order.placed','2026-11-23T09:15:49Z','2026-12-04T07:59:00Z','2026-12-04T07:59:00Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(43,2,'us.deliver','deliver','platform','tiktok-us','delivery-late',1,'order.placed','2026-11-23T09:15:49Z','2026-12-03T07:59:59Z','2026-12-03T07:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(43,3,'house.trace','trace','seller','tiktok-us','none',1,'delivery.late','2026-12-03T07:59:59Z','2026-12-04T07:59:59Z','2026-12-04T07:59:59Z',NULL,NULL,NULL,0,1,NULL,1,1,1,NULL,NULL,'[]',NULL,NULL,NULL,'house',NULL,NULL);
INSERT INTO "clocks" VALUES(44,0,'us.dispatch','dispatch','seller','tiktok-us','late',1,'order.placed','2026-11-21T03:58:33Z','2026-11-25T07:59:00Z','2026-11-25T07:59:00Z',NULL,NULL,NULL,0,1,NULL,0,1,1,4463,'USD','["awaiting-collection"]',NULL,NULL,NULL,'standing',NULL,NULL);
INSERT INTO "clocks" VALUES(44,1,'us.auto-cancel','auto-cancel','platform','tiktok-us','order-cancelled',1,'order.placed','2026-11-21T03:58:33Z','2026-12-03T07:59:00Z','2026-12-03T07:59:00Z',NULL,'2026-11-23T18:54:54Z','order.ready',0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(44,2,'us.deliver','deliver','platform','tiktok-us','delivery-late',1,'order.placed','2026-11-21T03:58:33Z','2026-12-02T07:59:59Z','2026-12-02T07:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(44,3,'house.tracking','tracking','platform','tiktok-us','tracking-stale',1,'order.ready','2026-11-23T18:54:54Z','2026-11-28T18:54:54Z','2026-11-28T18:54:54Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(44,4,'house.trace','trace','seller','tiktok-us','none',1,'tracking.stale','2026-11-28T18:54:54Z','2026-11-29T18:54:54Z','2026-11-29T18:54:54Z',NULL,NULL,NULL,0,1,NULL,1,1,1,NULL,NULL,'[]',NULL,NULL,NULL,'house',NULL,NULL);
INSERT INTO "clocks" VALUES(45,0,'us.dispatch','dispatch','seller','tiktok-us','late',1,'order.placed','2026-11-24T07:42:08Z','2026-11-26T07:59:00Z','2026-11-26T07:59:00Z',NULL,NULL,NULL,0,1,NULL,0,1,1,1498,'USD','[]',NULL,NULL,NULL,'standing',NULL,NULL);
INSERT INTO "clocks" VALUES(45,1,'us.auto-cancel','auto-cancel','platform','tiktok-us','order-cancelled',1,'order.placed','2026-11-24T07:42:08Z','2026-12-04T07:59:00Z','2026-12-04T07:59:00Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(45,2,'us.deliver','deliver','platform','tiktok-us','delivery-late',1,'order.placed','2026-11-24T07:42:08Z','2026-12-03T07:59:59Z','2026-12-03T07:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(45,3,'house.trace','trace','seller','tiktok-us','none',1,'delivery.late','2026-12-03T07:59:59Z','2026-12-04T07:59:59Z','2026-12-04T07:59:59Z',NULL,NULL,NULL,0,1,NULL,1,1,1,NULL,NULL,'[]',NULL,NULL,NULL,'house',NULL,NULL);
INSERT INTO "clocks" VALUES(46,0,'us.dispatch','dispatch','seller','tiktok-us','late',1,'order.placed','2026-11-23T20:03:26Z','2026-11-26T07:59:00Z','2026-11-26T07:59:00Z',NULL,NULL,NULL,0,1,NULL,0,1,1,4610,'USD','[]',NULL,NULL,NULL,'standing',NULL,NULL);
INSERT INTO "clocks" VALUES(46,1,'us.auto-cancel','auto-cancel','platform','tiktok-us','order-cancelled',1,'order.placed','2026-11-23T20:03:26Z','2026-12-04T07:59:00Z','2026-12-04T07:59:00Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(46,2,'us.deliver','deliver','platform','tiktok-us','delivery-late',1,'order.placed','2026-11-23T20:03:26Z','2026-12-03T07:59:59Z','2026-12-03T07:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(46,3,'house.trace','trace','seller','tiktok-us','none',1,'delivery.late','2026-12-03T07:59:59Z','2026-12-04T07:59:59Z','2026-12-04T07:59:59Z',NULL,NULL,NULL,0,1,NULL,1,1,1,NULL,NULL,'[]',NULL,NULL,NULL,'house',NULL,NULL);
INSERT INTO "clocks" VALUES(47,0,'us.dispatch','dispatch','seller','tiktok-us','late',1,'order.placed','2026-11-19T08:09:15Z','2026-11-24T07:59:00Z','2026-11-24T07:59:00Z',NULL,'2026-11-21T00:19:14Z','order.collected',0,1,NULL,0,1,1,3780,'USD','[]',NULL,NULL,NULL,'standing',NULL,NULL);
INSERT INTO "clocks" VALUES(47,1,'us.auto-cancel','auto-cancel','platform','tiktok-us','order-cancelled',1,'order.placed','2026-11-19T08:09:15Z','2026-12-02T07:59:00Z','2026-12-02T07:59:00Z',NULL,'2026-11-20T18:49:45Z','order.ready',0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(47,2,'us.deliver','deliver','platform','tiktok-us','delivery-late',1,'order.placed','2026-11-19T08:09:15Z','2026-12-01T07:59:59Z','2026-12-01T07:59:59Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(47,3,'house.tracking','tracking','platform','tiktok-us','tracking-stale',1,'order.ready','2026-11-20T18:49:45Z','2026-11-25T18:49:45Z','2026-11-25T18:49:45Z',NULL,'2026-11-21T00:19:14Z','order.collected',0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(47,4,'house.tracking','tracking','platform','tiktok-us','tracking-stale',1,'order.collected','2026-11-21T00:19:14Z','2026-11-26T00:19:14Z','2026-11-26T00:19:14Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'none',NULL,NULL);
INSERT INTO "clocks" VALUES(47,5,'house.trace','trace','seller','tiktok-us','none',1,'tracking.stale','2026-11-26T00:19:14Z','2026-11-27T00:19:14Z','2026-11-27T00:19:14Z',NULL,NULL,NULL,0,1,NULL,1,1,1,NULL,NULL,'[]',NULL,NULL,NULL,'house',NULL,NULL);
INSERT INTO "clocks" VALUES(48,0,'gb.cancellation','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-22T18:05:21Z','2026-11-24T18:05:21Z','2026-11-24T18:05:21Z','2026-11-24T18:05:21Z',NULL,NULL,0,1,NULL,0,1,0,4349,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(49,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-03T14:25:33Z','2026-11-05T14:25:33Z','2026-11-05T14:25:33Z',NULL,'2026-11-05T12:40:18Z','request.approved',0,1,NULL,0,1,0,2999,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(50,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-16T11:20:05Z','2026-11-18T11:20:05Z','2026-11-18T11:20:05Z',NULL,'2026-11-17T10:02:40Z','request.approved',0,1,NULL,0,1,0,3499,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(50,1,NULL,'check','seller','tiktok-gb','unknown',1,'platform','2026-11-17T10:02:40Z','2026-11-24T23:59:59Z',NULL,NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'look',NULL,NULL);
INSERT INTO "clocks" VALUES(51,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-17T10:44:18Z','2026-11-19T10:44:18Z','2026-11-19T10:44:18Z',NULL,'2026-11-19T09:31:02Z','request.rejected',0,1,NULL,0,1,0,2499,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(51,1,'gb.respond','respond','seller','tiktok-gb','auto-approved',2,'request.resubmitted','2026-11-23T17:22:40Z','2026-11-25T17:22:40Z','2026-11-25T17:22:40Z','2026-11-25T17:22:40Z',NULL,NULL,0,1,NULL,0,1,0,2499,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(52,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-09T15:31:27Z','2026-11-11T15:31:27Z','2026-11-11T15:31:27Z',NULL,'2026-11-20T17:30:00Z','request.approved',0,1,NULL,0,1,0,8999,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(52,1,NULL,'confirm-receipt','seller','tiktok-gb','refunded',1,'platform','2026-11-20T17:30:00Z','2026-11-24T17:30:00Z',NULL,'2026-11-24T17:30:00Z',NULL,NULL,0,1,NULL,0,1,0,8999,'GBP','["in-transit"]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(53,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-23T09:40:12Z','2026-11-25T09:40:12Z','2026-11-25T09:40:12Z','2026-11-25T09:40:12Z',NULL,NULL,0,1,NULL,0,1,0,1299,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(54,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-18T20:06:51Z','2026-11-20T20:06:51Z','2026-11-20T20:06:51Z',NULL,'2026-11-23T11:48:09Z','request.approved',0,1,NULL,0,1,0,1099,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(54,1,NULL,'check','seller','tiktok-gb','unknown',1,'platform','2026-11-23T11:48:09Z','2026-11-24T23:59:59Z',NULL,NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'look',NULL,NULL);
INSERT INTO "clocks" VALUES(55,0,'gb.replacement','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-23T15:10:00Z','2026-11-24T15:10:00Z','2026-11-24T15:10:00Z',NULL,NULL,NULL,0,1,NULL,0,1,0,1899,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(56,0,'gb.cancellation','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-19T10:12:07Z','2026-11-21T10:12:07Z','2026-11-21T10:12:07Z',NULL,'2026-11-19T10:12:39Z','request.approved',0,1,NULL,0,1,0,2049,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
CREATE TABLE events (
                id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL REFERENCES cases(id), name TEXT NOT NULL,
                at TEXT NOT NULL, data TEXT NOT NULL, source TEXT NOT NULL, origin TEXT NOT NULL,
                recorded_at TEXT NOT NULL
            , taken_back INTEGER) STRICT;
INSERT INTO "events" VALUES(1,1,'request.opened','2026-11-10T13:52:48Z','{"ref":"4035311801353798151"}','export','returns.csv:16','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(2,2,'request.opened','2026-11-05T13:48:29Z','{"ref":"4035317573888991389"}','export','returns.csv:18','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(3,3,'request.opened','2026-11-20T16:02:00Z','{"ref":"4035321299807543392"}','export','returns.csv:8','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(4,4,'request.opened','2026-11-20T07:12:44Z','{"ref":"4035336749790059633"}','export','returns.csv:10','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(5,5,'request.opened','2026-11-16T12:10:33Z','{"ref":"4035336852815989805"}','export','returns.csv:13','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(6,6,'request.opened','2026-11-23T10:05:19Z','{"ref":"4035348914118421705"}','export','returns.csv:5','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(7,7,'request.opened','2026-11-20T11:47:05Z','{"ref":"4035349180493328245"}','export','returns.csv:9','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(8,8,'request.opened','2026-11-19T14:20:36Z','{"ref":"4035363674507079325"}','export','returns.csv:11','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(9,9,'request.opened','2026-11-11T08:17:26Z','{"ref":"4035371021735595179"}','export','returns.csv:15','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(10,10,'request.opened','2026-11-23T18:44:55Z','{"ref":"4035375337462579399"}','export','returns.csv:4','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(11,11,'request.opened','2026-11-09T22:04:17Z','{"ref":"4035377259180037969"}','export','returns.csv:17','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(12,12,'request.opened','2026-10-21T19:11:09Z','{"ref":"4035379076328760492"}','export','returns.csv:20','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(13,13,'request.opened','2026-11-22T16:40:12Z','{"ref":"4035381844509786746"}','export','returns.csv:7','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(14,14,'request.opened','2026-11-23T21:15:30Z','{"ref":"4035383456315276505"}','export','returns.csv:3','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(15,15,'request.opened','2026-11-19T09:25:48Z','{"ref":"4035391030508867509"}','export','returns.csv:12','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(16,16,'request.opened','2026-11-02T17:25:10Z','{"ref":"4035392230546415905"}','export','returns.csv:19','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(17,17,'request.opened','2026-11-24T08:31:07Z','{"ref":"4035393010377085809"}','export','returns.csv:2','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(18,18,'request.opened','2026-11-12T19:38:02Z','{"ref":"4035395698749760008"}','export','returns.csv:14','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(19,33,'request.opened','2026-11-24T06:31:44Z','{"ref":"4035324782022463452"}','export','returns-older-form.xlsx:2','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(20,34,'request.opened','2026-11-17T17:12:20Z','{"ref":"4035344440044318495"}','export','returns-older-form.xlsx:4','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(21,35,'request.opened','2026-11-13T02:40:03Z','{"ref":"4035350354718840769"}','export','returns-older-form.xlsx:5','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(22,36,'request.opened','2026-11-05T15:21:08Z','{"ref":"4035353773801157441"}','export','returns-older-form.xlsx:6','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(23,37,'request.opened','2026-11-23T22:05:10Z','{"ref":"4035367742503787367"}','export','returns-older-form.xlsx:3','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(24,38,'request.opened','2026-11-03T19:55:41Z','{"ref":"4035384922866824354"}','export','returns-older-form.xlsx:7','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(25,48,'request.opened','2026-11-22T18:05:21Z','{"ref":"4035384055321241378"}','api','api-orders.json:9','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(26,49,'request.opened','2026-11-03T14:25:33Z','{"ref":"4035356199229196536"}','api','api-returns.json:6','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(27,50,'request.opened','2026-11-16T11:20:05Z','{"ref":"4035364152123248894"}','api','api-returns.json:3','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(28,51,'request.opened','2026-11-17T10:44:18Z','{"ref":"4035388015808279733"}','api','api-returns.json:7','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(29,52,'request.opened','2026-11-09T15:31:27Z','{"ref":"4035381310168988325"}','api','api-returns.json:4','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(30,53,'request.opened','2026-11-23T09:40:12Z','{"ref":"4035320549524687102"}','api','api-returns.json:2','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(31,54,'request.opened','2026-11-18T20:06:51Z','{"ref":"4035333793306771897"}','api','api-returns.json:9','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(32,55,'request.opened','2026-11-23T15:10:00Z','{"ref":"4035382459733332401"}','api','api-returns.json:5','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(33,51,'request.resubmitted','2026-11-23T17:22:40Z','{"ref":"4035384268792139545"}','api','api-returns.json:8','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(34,56,'request.opened','2026-11-19T10:12:07Z','{"ref":"4035336178144269811"}','api','api-cancellations.json:2','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(35,7,'request.approved','2026-11-24T09:00:00Z','{}','hand','recorded by hand','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(36,3,'request.approved','2026-11-24T09:00:00Z','{"choice":{"costs":{"keep":9999},"currency":"GBP","forced":true,"inputs":[{"from":"default","name":"goodwill","value":"0"},{"from":"default","name":"abuse_penalty","value":"0"}],"recommended":"keep"},"mode":"seller-address"}','hand','recorded by hand','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(37,4,'case.noted','2026-11-24T09:00:00Z','{"text":"called the buyer"}','hand','recorded by hand','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(38,14,'case.snoozed','2026-11-24T09:00:00Z','{"of":[["respond","2026-11-25T21:15:30Z","open"]],"until":"2026-11-24T13:00:00Z"}','hand','recorded by hand','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(39,15,'request.approved','2026-11-24T09:00:00Z','{"choice":{"costs":{"keep":12900},"currency":"GBP","forced":false,"inputs":[{"from":"default","name":"goodwill","value":"0"},{"from":"default","name":"abuse_penalty","value":"0"}],"recommended":"keep"},"mode":"keep"}','hand','recorded by hand','2026-11-24T09:00:00Z',11);
INSERT INTO "events" VALUES(40,21,'order.dispatched','2026-11-24T09:00:00Z','{}','hand','recorded by hand','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(41,1,'case.noted','2026-11-24T09:00:00Z','{"text":"kept"}','hand','recorded by hand','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(42,1,'case.noted','2026-11-24T09:00:00Z','{"text":"brought up to date"}','hand','recorded by hand','2026-11-24T09:00:00Z',NULL);
CREATE TABLE forgotten (shop TEXT NOT NULL REFERENCES shops(name), number TEXT NOT NULL, at TEXT NOT NULL,
        PRIMARY KEY (shop, number)) STRICT, WITHOUT ROWID;
CREATE TABLE imports (
                id INTEGER PRIMARY KEY, shop TEXT NOT NULL REFERENCES shops(name), file TEXT NOT NULL,
                sha256 TEXT NOT NULL, format TEXT NOT NULL, carries TEXT NOT NULL, as_of TEXT NOT NULL,
                as_of_from TEXT NOT NULL, rows INTEGER NOT NULL, new INTEGER NOT NULL, changed INTEGER NOT NULL,
                same INTEGER NOT NULL, rejected INTEGER NOT NULL, recorded_at TEXT NOT NULL, size INTEGER, read_as TEXT, write_id INTEGER, first_request TEXT, statuses TEXT, own_numbers INTEGER,
                UNIQUE (shop, sha256, format, as_of)
            ) STRICT;
INSERT INTO "imports" VALUES(1,'uk-main','orders.csv','448a147fe9240751525cf839ee86fa0779816165eef32533a76d1305afacfac6','tiktok-orders','orders','2026-11-24T08:40:00Z','--as-of',89,60,0,0,0,'2026-11-24T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "imports" VALUES(2,'uk-main','returns.csv','0279a0c4acae5d51751d6587bc28430fd8d73147c50766f0d0bd770b00d47adc','tiktok-returns','cases','2026-11-24T08:40:00Z','--as-of',19,18,0,0,0,'2026-11-24T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "imports" VALUES(3,'us-store','orders.xlsx','3d245c7ba7233c93367cfd81488a762f0a9b130cfccc39e8302ab01bc85b8544','tiktok-orders','orders','2026-11-24T08:32:00Z','--as-of',32,25,0,0,0,'2026-11-24T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "imports" VALUES(4,'us-store','returns-older-form.xlsx','8823703bc90b2b9a718e94c15db0d3032511d2c530b2cf507fc208fd95aa1bbc','tiktok-returns','cases','2026-11-24T08:32:00Z','--as-of',6,6,0,0,0,'2026-11-24T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "imports" VALUES(5,'uk-main','api-orders.json','260d4be374a407bb04ac9e9a82734576cfd07daf0310a48cf30130b80f10a427','tiktok-api-orders','orders','2026-11-24T08:55:00Z','--as-of',10,0,10,0,0,'2026-11-24T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "imports" VALUES(6,'uk-main','api-returns.json','9f9e20e2f54606b53a81499058aceac283636692445caeb5f062f974f9a9ee50','tiktok-api-returns','cases','2026-11-24T08:55:00Z','--as-of',9,7,2,0,0,'2026-11-24T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "imports" VALUES(7,'uk-main','api-cancellations.json','820245ae8b3f91e372e15f162453f6b3f519a87d1340530c01aa6361a358458e','tiktok-api-cancellations','cases','2026-11-24T08:55:00Z','--as-of',2,1,1,0,0,'2026-11-24T09:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE lines (
                order_id INTEGER NOT NULL REFERENCES orders(id) ON DELETE CASCADE, n INTEGER NOT NULL, sku TEXT,
                product TEXT, variation TEXT, quantity INTEGER, amount INTEGER, PRIMARY KEY (order_id, n)
            ) STRICT, WITHOUT ROWID;
INSERT INTO "lines" VALUES(1,0,'KNIT-HAT','Ribbed Beanie','Charcoal',1,850);
INSERT INTO "lines" VALUES(1,1,'CASE-IP15-CLR','Clear Shockproof Phone Case for iPhone 15','Clear',1,799);
INSERT INTO "lines" VALUES(2,0,'LAMP-TOUCH-WH','LED Bedside Touch Lamp, Dimmable','White',1,1979);
INSERT INTO "lines" VALUES(2,1,'LAMP-TOUCH-OAK','LED Bedside Touch Lamp, Dimmable','Oak',1,2699);
INSERT INTO "lines" VALUES(3,0,'KNIT-JUMP-M','Cable Knit Jumper 麻花针织衫','Forest, M',1,2999);
INSERT INTO "lines" VALUES(3,1,'KNIT-CARD-M','Chunky Knit Cardigan','Oatmeal, M',1,3499);
INSERT INTO "lines" VALUES(4,0,'KIT-STEAM','Bamboo Steamer, 2-tier 竹蒸笼','25 cm',1,1899);
INSERT INTO "lines" VALUES(5,0,'KIT-FROTH','Electric Milk Frother','Black',1,1299);
INSERT INTO "lines" VALUES(6,0,'KIT-CASS','Enamelled Casserole','24 cm, Teal',1,4400);
INSERT INTO "lines" VALUES(6,1,'KIT-UTEN','Silicone Utensil Set, 10 pieces','Sage',1,1649);
INSERT INTO "lines" VALUES(6,2,'KIT-FROTH','Electric Milk Frother','Black',1,1299);
INSERT INTO "lines" VALUES(7,0,'KIT-DINNER','Stoneware Dinner Set, 12 pieces','Sand',2,17998);
INSERT INTO "lines" VALUES(8,0,'KIT-STEAM','Bamboo Steamer, 2-tier 竹蒸笼','25 cm',1,1899);
INSERT INTO "lines" VALUES(8,1,'KIT-UTEN','Silicone Utensil Set, 10 pieces','Sage',1,1649);
INSERT INTO "lines" VALUES(9,0,'KIT-WOK','Cast Iron Wok 炒锅','32 cm',1,6400);
INSERT INTO "lines" VALUES(10,0,'KNIT-HAT','Ribbed Beanie','Charcoal',2,1700);
INSERT INTO "lines" VALUES(11,0,'LAMP-TOUCH-OAK','LED Bedside Touch Lamp, Dimmable','Oak',1,2699);
INSERT INTO "lines" VALUES(12,0,'CASE-IP15-BLK','Clear Shockproof Phone Case for iPhone 15','Black',1,799);
INSERT INTO "lines" VALUES(13,0,'LAMP-SUNSET','Sunset Projection Lamp 日落灯','Default',2,3500);
INSERT INTO "lines" VALUES(14,0,'KNIT-JUMP-M','Cable Knit Jumper 麻花针织衫','Forest, M',1,2999);
INSERT INTO "lines" VALUES(15,0,'LAMP-SUNSET','Sunset Projection Lamp 日落灯','Default',1,1575);
INSERT INTO "lines" VALUES(16,0,'CASE-IP15-CLR','Clear Shockproof Phone Case for iPhone 15','Clear',3,2397);
INSERT INTO "lines" VALUES(17,0,'KIT-DINNER','Stoneware Dinner Set, 12 pieces','Sand',1,8999);
INSERT INTO "lines" VALUES(18,0,'KIT-UTEN','Silicone Utensil Set, 10 pieces','Sage',1,1649);
INSERT INTO "lines" VALUES(18,1,'CASE-IP15-CLR','Clear Shockproof Phone Case for iPhone 15','Clear',1,799);
INSERT INTO "lines" VALUES(19,0,'KNIT-JUMP-S','Cable Knit Jumper 麻花针织衫','Forest, S',1,2999);
INSERT INTO "lines" VALUES(20,0,'KNIT-JUMP-S','Cable Knit Jumper 麻花针织衫','Forest, S',1,2999);
INSERT INTO "lines" VALUES(20,1,'KNIT-HAT','Ribbed Beanie','Charcoal',1,850);
INSERT INTO "lines" VALUES(21,0,'KNIT-CARD-L','Chunky Knit Cardigan','Oatmeal, L',1,3499);
INSERT INTO "lines" VALUES(21,1,'KNIT-HAT','Ribbed Beanie','Charcoal',1,850);
INSERT INTO "lines" VALUES(22,0,'KIT-CASS','Enamelled Casserole','24 cm, Teal',1,4400);
INSERT INTO "lines" VALUES(22,1,'KIT-UTEN','Silicone Utensil Set, 10 pieces','Sage',1,1649);
INSERT INTO "lines" VALUES(23,0,'LAMP-TOUCH-OAK','LED Bedside Touch Lamp, Dimmable','Oak',1,2499);
INSERT INTO "lines" VALUES(24,0,'KIT-STEAM','Bamboo Steamer, 2-tier 竹蒸笼','25 cm',2,3798);
INSERT INTO "lines" VALUES(25,0,'KNIT-CARD-M','Chunky Knit Cardigan','Oatmeal, M',1,3499);
INSERT INTO "lines" VALUES(26,0,'LAMP-TOUCH-WH','LED Bedside Touch Lamp, Dimmable','White',1,2499);
INSERT INTO "lines" VALUES(27,0,'LAMP-SUNSET','Sunset Projection Lamp 日落灯','Default',1,1750);
INSERT INTO "lines" VALUES(28,0,'THROW-WOOL','Wool Throw 130 x 170 cm','Heather',1,5600);
INSERT INTO "lines" VALUES(29,0,'LAMP-TOUCH-WH','LED Bedside Touch Lamp, Dimmable','White',2,4998);
INSERT INTO "lines" VALUES(30,0,'KNIT-JUMP-S','Cable Knit Jumper 麻花针织衫','Forest, S',1,2999);
INSERT INTO "lines" VALUES(31,0,'KNIT-CARD-L','Chunky Knit Cardigan','Oatmeal, L',1,3499);
INSERT INTO "lines" VALUES(31,1,'KNIT-JUMP-M','Cable Knit Jumper 麻花针织衫','Forest, M',1,2999);
INSERT INTO "lines" VALUES(31,2,'KNIT-HAT','Ribbed Beanie','Charcoal',1,850);
INSERT INTO "lines" VALUES(32,0,'SHADE-RATTAN','Handwoven Rattan Pendant Shade','Natural, 50 cm',1,9999);
INSERT INTO "lines" VALUES(33,0,'KIT-DINNER','Stoneware Dinner Set, 12 pieces','Sand',1,8999);
INSERT INTO "lines" VALUES(33,1,'KIT-WOK','Cast Iron Wok 炒锅','32 cm',1,6400);
INSERT INTO "lines" VALUES(34,0,'KIT-UTEN','Silicone Utensil Set, 10 pieces','Sage',1,1649);
INSERT INTO "lines" VALUES(34,1,'KIT-FROTH','Electric Milk Frother','Black',1,1299);
INSERT INTO "lines" VALUES(34,2,'KIT-STEAM','Bamboo Steamer, 2-tier 竹蒸笼','25 cm',1,1899);
INSERT INTO "lines" VALUES(35,0,'SHADE-RATTAN','Handwoven Rattan Pendant Shade','Natural, 50 cm',1,9999);
INSERT INTO "lines" VALUES(36,0,'KNIT-CARD-M','Chunky Knit Cardigan','Oatmeal, M',1,3499);
INSERT INTO "lines" VALUES(36,1,'KNIT-HAT','Ribbed Beanie','Charcoal',1,850);
INSERT INTO "lines" VALUES(37,0,'CASE-MAG-LIL','Magnetic Silicone Phone Case 磁吸手机壳','Lilac',1,879);
INSERT INTO "lines" VALUES(37,1,'CASE-MAG-NVY','Magnetic Silicone Phone Case 磁吸手机壳','Navy',1,1099);
INSERT INTO "lines" VALUES(38,0,'THROW-WOOL','Wool Throw 130 x 170 cm','Heather',1,5600);
INSERT INTO "lines" VALUES(38,1,'KNIT-HAT','Ribbed Beanie','Charcoal',1,850);
INSERT INTO "lines" VALUES(39,0,'CASE-IP15-CLR','Clear Shockproof Phone Case for iPhone 15','Clear',1,799);
INSERT INTO "lines" VALUES(39,1,'CASE-MAG-LIL','Magnetic Silicone Phone Case 磁吸手机壳','Lilac',1,1099);
INSERT INTO "lines" VALUES(40,0,'CASE-MAG-NVY','Magnetic Silicone Phone Case 磁吸手机壳','Navy',1,1099);
INSERT INTO "lines" VALUES(41,0,'LAMP-SUNSET','Sunset Projection Lamp 日落灯','Default',1,1750);
INSERT INTO "lines" VALUES(42,0,'SHADE-RATTAN','Handwoven Rattan Pendant Shade','Natural, 50 cm',1,9999);
INSERT INTO "lines" VALUES(42,1,'LAMP-ARC','Arc Floor Lamp with Marble Base','Brass',1,12900);
INSERT INTO "lines" VALUES(43,0,'KNIT-CARD-M','Chunky Knit Cardigan','Oatmeal, M',1,3499);
INSERT INTO "lines" VALUES(43,1,'KNIT-CARD-L','Chunky Knit Cardigan','Oatmeal, L',1,3499);
INSERT INTO "lines" VALUES(44,0,'KIT-DINNER','Stoneware Dinner Set, 12 pieces','Sand',1,8999);
INSERT INTO "lines" VALUES(45,0,'LAMP-ARC','Arc Floor Lamp with Marble Base','Brass',1,12900);
INSERT INTO "lines" VALUES(46,0,'KIT-UTEN','Silicone Utensil Set, 10 pieces','Sage',1,1649);
INSERT INTO "lines" VALUES(46,1,'CASE-IP15-BLK','Clear Shockproof Phone Case for iPhone 15','Black',1,799);
INSERT INTO "lines" VALUES(47,0,'CASE-MAG-NVY','Magnetic Silicone Phone Case 磁吸手机壳','Navy',1,1099);
INSERT INTO "lines" VALUES(47,1,'KNIT-HAT','Ribbed Beanie','Charcoal',1,850);
INSERT INTO "lines" VALUES(48,0,'KIT-STEAM','Bamboo Steamer, 2-tier 竹蒸笼','25 cm',1,1899);
INSERT INTO "lines" VALUES(48,1,'KIT-WOK','Cast Iron Wok 炒锅','32 cm',1,6400);
INSERT INTO "lines" VALUES(49,0,'LAMP-SUNSET','Sunset Projection Lamp 日落灯','Default',1,1750);
INSERT INTO "lines" VALUES(49,1,'CASE-MAG-LIL','Magnetic Silicone Phone Case 磁吸手机壳','Lilac',1,1099);
INSERT INTO "lines" VALUES(50,0,'THROW-WOOL','Wool Throw 130 x 170 cm','Heather',2,11200);
INSERT INTO "lines" VALUES(51,0,'LAMP-ARC','Arc Floor Lamp with Marble Base','Brass',1,11610);
INSERT INTO "lines" VALUES(52,0,'KIT-WOK','Cast Iron Wok 炒锅','32 cm',1,6400);
INSERT INTO "lines" VALUES(52,1,'KIT-CASS','Enamelled Casserole','24 cm, Teal',1,4400);
INSERT INTO "lines" VALUES(53,0,'KNIT-CARD-L','Chunky Knit Cardigan','Oatmeal, L',1,3499);
INSERT INTO "lines" VALUES(54,0,'CASE-IP15-BLK','Clear Shockproof Phone Case for iPhone 15','Black',2,1598);
INSERT INTO "lines" VALUES(55,0,'KIT-FROTH','Electric Milk Frother','Black',2,2448);
INSERT INTO "lines" VALUES(56,0,'KNIT-HAT','Ribbed Beanie','Charcoal',2,1400);
INSERT INTO "lines" VALUES(56,1,'KNIT-JUMP-M','Cable Knit Jumper 麻花针织衫','Forest, M',1,2999);
INSERT INTO "lines" VALUES(57,0,'KNIT-CARD-M','Chunky Knit Cardigan','Oatmeal, M',1,3499);
INSERT INTO "lines" VALUES(58,0,'THROW-WOOL','Wool Throw 130 x 170 cm','Heather',1,5600);
INSERT INTO "lines" VALUES(58,1,'KIT-CASS','Enamelled Casserole','24 cm, Teal',1,4400);
INSERT INTO "lines" VALUES(59,0,'CASE-MAG-LIL','Magnetic Silicone Phone Case 磁吸手机壳','Lilac',1,1099);
INSERT INTO "lines" VALUES(60,0,'KIT-UTEN','Silicone Utensil Set, 10 pieces','Sage',1,1649);
INSERT INTO "lines" VALUES(60,1,'KIT-FROTH','Electric Milk Frother','Black',1,1299);
INSERT INTO "lines" VALUES(61,0,'US-UTEN','Silicone Utensil Set, 10 pieces','Sage',1,1999);
INSERT INTO "lines" VALUES(61,1,'US-CASE-CLR','Clear Shockproof Phone Case for iPhone 15','Clear',1,999);
INSERT INTO "lines" VALUES(62,0,'US-FROTH','Electric Milk Frother','Black',1,1499);
INSERT INTO "lines" VALUES(62,1,'US-CASE-CLR','Clear Shockproof Phone Case for iPhone 15','Clear',1,999);
INSERT INTO "lines" VALUES(63,0,'US-STEAM','Bamboo Steamer, 2-tier 竹蒸笼','10 in',1,2299);
INSERT INTO "lines" VALUES(64,0,'US-DINNER','Stoneware Dinner Set, 12 pieces','Sand',1,10900);
INSERT INTO "lines" VALUES(65,0,'US-KNIT-S','Chunky Knit Cardigan','Oatmeal, S',1,4200);
INSERT INTO "lines" VALUES(66,0,'US-CASE-CLR','Clear Shockproof Phone Case for iPhone 15','Clear',2,1998);
INSERT INTO "lines" VALUES(67,0,'US-KNIT-L','Chunky Knit Cardigan','Oatmeal, L',1,4200);
INSERT INTO "lines" VALUES(68,0,'US-UTEN','Silicone Utensil Set, 10 pieces','Sage',1,1999);
INSERT INTO "lines" VALUES(69,0,'US-FROTH','Electric Milk Frother','Black',2,2998);
INSERT INTO "lines" VALUES(70,0,'US-DINNER','Stoneware Dinner Set, 12 pieces','Sand',1,11900);
INSERT INTO "lines" VALUES(71,0,'US-DINNER','Stoneware Dinner Set, 12 pieces','Sand',1,11900);
INSERT INTO "lines" VALUES(72,0,'US-LAMP-TOUCH','LED Bedside Touch Lamp, Dimmable','White',1,2999);
INSERT INTO "lines" VALUES(73,0,'US-KNIT-S','Chunky Knit Cardigan','Oatmeal, S',1,4200);
INSERT INTO "lines" VALUES(73,1,'US-KNIT-M','Chunky Knit Cardigan','Oatmeal, M',1,4200);
INSERT INTO "lines" VALUES(74,0,'US-STEAM','Bamboo Steamer, 2-tier 竹蒸笼','10 in',1,2299);
INSERT INTO "lines" VALUES(75,0,'US-THROW','Wool Throw 50 x 67 in','Heather',1,6800);
INSERT INTO "lines" VALUES(76,0,'US-STEAM','Bamboo Steamer, 2-tier 竹蒸笼','10 in',1,2299);
INSERT INTO "lines" VALUES(76,1,'US-FROTH','Electric Milk Frother','Black',1,1499);
INSERT INTO "lines" VALUES(77,0,'US-LAMP-TOUCH','LED Bedside Touch Lamp, Dimmable','White',1,2999);
INSERT INTO "lines" VALUES(78,0,'US-LAMP-TOUCH','LED Bedside Touch Lamp, Dimmable','White',1,2999);
INSERT INTO "lines" VALUES(78,1,'US-CASE-CLR','Clear Shockproof Phone Case for iPhone 15','Clear',1,999);
INSERT INTO "lines" VALUES(79,0,'US-THROW','Wool Throw 50 x 67 in','Heather',1,6300);
INSERT INTO "lines" VALUES(80,0,'US-THROW','Wool Throw 50 x 67 in','Heather',1,5700);
INSERT INTO "lines" VALUES(80,1,'US-KNIT-M','Chunky Knit Cardigan','Oatmeal, M',1,4200);
INSERT INTO "lines" VALUES(81,0,'US-KNIT-L','Chunky Knit Cardigan','Oatmeal, L',1,4200);
INSERT INTO "lines" VALUES(82,0,'US-THROW','Wool Throw 50 x 67 in','Heather',1,6800);
INSERT INTO "lines" VALUES(83,0,'US-CASE-CLR','Clear Shockproof Phone Case for iPhone 15','Clear',1,999);
INSERT INTO "lines" VALUES(84,0,'US-UTEN','Silicone Utensil Set, 10 pieces','Sage',1,1999);
INSERT INTO "lines" VALUES(84,1,'US-STEAM','Bamboo Steamer, 2-tier 竹蒸笼','10 in',1,2299);
INSERT INTO "lines" VALUES(85,0,'US-KNIT-M','Chunky Knit Cardigan','Oatmeal, M',1,3780);
CREATE TABLE observations (
                id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL REFERENCES cases(id), ref TEXT, source TEXT NOT NULL,
                first_seen TEXT NOT NULL, noticed_at TEXT NOT NULL, last_seen TEXT NOT NULL, status TEXT NOT NULL,
                raw TEXT NOT NULL, stamps TEXT NOT NULL, tracking TEXT, keep INTEGER NOT NULL, refunded_at TEXT,
                origin TEXT NOT NULL
            , arbitration TEXT) STRICT;
INSERT INTO "observations" VALUES(1,1,'4035311801353798151','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','cancelled','Canceled / Request canceled','[]',NULL,0,NULL,'returns.csv:16',NULL);
INSERT INTO "observations" VALUES(2,2,'4035317573888991389','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','unknown','Escalated to platform','[]',NULL,0,NULL,'returns.csv:18',NULL);
INSERT INTO "observations" VALUES(3,3,'4035321299807543392','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','pending','To process / Awaiting seller response','[]',NULL,0,NULL,'returns.csv:8',NULL);
INSERT INTO "observations" VALUES(4,4,'4035336749790059633','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','pending','To process / Awaiting seller response','[]',NULL,0,NULL,'returns.csv:10',NULL);
INSERT INTO "observations" VALUES(5,5,'4035336852815989805','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','in-process','In process / Awaiting buyer shipment','[]',NULL,0,NULL,'returns.csv:13',NULL);
INSERT INTO "observations" VALUES(6,6,'4035348914118421705','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','pending','To process / Awaiting seller response','[]',NULL,0,NULL,'returns.csv:5',NULL);
INSERT INTO "observations" VALUES(7,7,'4035349180493328245','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','pending','To process / Awaiting seller response','[]',NULL,0,NULL,'returns.csv:9',NULL);
INSERT INTO "observations" VALUES(8,8,'4035363674507079325','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','pending','To process / Awaiting seller response','[]',NULL,0,NULL,'returns.csv:11',NULL);
INSERT INTO "observations" VALUES(9,9,'4035371021735595179','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','in-process','In process / Return package in transit','[]','EV118296551GB',0,NULL,'returns.csv:15',NULL);
INSERT INTO "observations" VALUES(10,10,'4035375337462579399','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','pending','To process / Awaiting seller response','[]',NULL,0,NULL,'returns.csv:4',NULL);
INSERT INTO "observations" VALUES(11,11,'4035377259180037969','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','rejected','Refund rejected / Request rejected','[]',NULL,0,NULL,'returns.csv:17',NULL);
INSERT INTO "observations" VALUES(12,12,'4035379076328760492','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','complete','Completed / Refund completed','[]',NULL,0,'2026-10-23T14:40:52Z','returns.csv:20',NULL);
INSERT INTO "observations" VALUES(13,13,'4035381844509786746','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','pending','To process / Awaiting seller response','[]',NULL,0,NULL,'returns.csv:7',NULL);
INSERT INTO "observations" VALUES(14,14,'4035383456315276505','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','pending','To process / Awaiting seller response','[]',NULL,0,NULL,'returns.csv:3',NULL);
INSERT INTO "observations" VALUES(15,15,'4035391030508867509','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','pending','To process / Awaiting seller response','[]',NULL,0,NULL,'returns.csv:12',NULL);
INSERT INTO "observations" VALUES(16,16,'4035392230546415905','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','complete','Completed / Refund completed','[]','EV117940382GB',0,'2026-11-16T11:02:33Z','returns.csv:19',NULL);
INSERT INTO "observations" VALUES(17,17,'4035393010377085809','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','pending','To process / Awaiting seller response','[]',NULL,0,NULL,'returns.csv:2',NULL);
INSERT INTO "observations" VALUES(18,18,'4035395698749760008','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','in-process','In process / Return package in transit','[]','EV118302746GB',0,NULL,'returns.csv:14',NULL);
INSERT INTO "observations" VALUES(19,33,'4035324782022463452','export','2026-11-24T08:32:00Z','2026-11-24T08:32:00Z','2026-11-24T08:32:00Z','pending','To process','[]',NULL,0,NULL,'returns-older-form.xlsx:2',NULL);
INSERT INTO "observations" VALUES(20,34,'4035344440044318495','export','2026-11-24T08:32:00Z','2026-11-24T08:32:00Z','2026-11-24T08:32:00Z','in-process','In process','[]',NULL,0,NULL,'returns-older-form.xlsx:4',NULL);
INSERT INTO "observations" VALUES(21,35,'4035350354718840769','export','2026-11-24T08:32:00Z','2026-11-24T08:32:00Z','2026-11-24T08:32:00Z','in-process','In process','[]','9400100000000038412257',0,NULL,'returns-older-form.xlsx:5',NULL);
INSERT INTO "observations" VALUES(22,36,'4035353773801157441','export','2026-11-24T08:32:00Z','2026-11-24T08:32:00Z','2026-11-24T08:32:00Z','rejected','Refund rejected','[]',NULL,0,NULL,'returns-older-form.xlsx:6',NULL);
INSERT INTO "observations" VALUES(23,37,'4035367742503787367','export','2026-11-24T08:32:00Z','2026-11-24T08:32:00Z','2026-11-24T08:32:00Z','pending','To process','[]',NULL,0,NULL,'returns-older-form.xlsx:3',NULL);
INSERT INTO "observations" VALUES(24,38,'4035384922866824354','export','2026-11-24T08:32:00Z','2026-11-24T08:32:00Z','2026-11-24T08:32:00Z','complete','Completed','[]','9400100000000035567021',0,NULL,'returns-older-form.xlsx:7',NULL);
INSERT INTO "observations" VALUES(25,48,'4035384055321241378','api','2026-11-22T18:05:21Z','2026-11-24T08:55:00Z','2026-11-24T08:55:00Z','pending','awaiting_shipment (is_buyer_request_cancel true)','null',NULL,0,NULL,'api-orders.json:9',NULL);
INSERT INTO "observations" VALUES(26,49,'4035356199229196536','api','2026-11-05T12:40:18Z','2026-11-24T08:55:00Z','2026-11-24T08:55:00Z','complete','RETURN_OR_REFUND_REQUEST_COMPLETE','[["SELLER_RESPOND_REFUND","2026-11-05T14:25:33Z"]]',NULL,0,NULL,'api-returns.json:6',NULL);
INSERT INTO "observations" VALUES(27,50,'4035364152123248894','api','2026-11-17T10:02:40Z','2026-11-24T08:55:00Z','2026-11-24T08:55:00Z','awaiting-ship','AWAITING_BUYER_SHIP','null',NULL,0,NULL,'api-returns.json:3',NULL);
INSERT INTO "observations" VALUES(28,51,'4035388015808279733','api','2026-11-19T09:31:02Z','2026-11-24T08:55:00Z','2026-11-24T08:55:00Z','rejected','REFUND_OR_RETURN_REQUEST_REJECT','null',NULL,0,NULL,'api-returns.json:7',NULL);
INSERT INTO "observations" VALUES(29,8,'4035363674507079325','api','2026-11-19T14:20:36Z','2026-11-24T08:55:00Z','2026-11-24T08:55:00Z','pending','RETURN_OR_REFUND_REQUEST_PENDING','[["SELLER_RESPOND_RETURN","2026-11-25T15:20:36Z"]]',NULL,0,NULL,'api-returns.json:1',NULL);
INSERT INTO "observations" VALUES(30,52,'4035381310168988325','api','2026-11-20T17:30:00Z','2026-11-24T08:55:00Z','2026-11-24T08:55:00Z','shipped','BUYER_SHIPPED_ITEM','[["SELLER_RESPOND_RECEIVE_PACKAGE","2026-11-24T17:30:00Z"]]','EV118240917GB',0,NULL,'api-returns.json:4',NULL);
INSERT INTO "observations" VALUES(31,53,'4035320549524687102','api','2026-11-23T09:40:12Z','2026-11-24T08:55:00Z','2026-11-24T08:55:00Z','pending','RETURN_OR_REFUND_REQUEST_PENDING','[["SELLER_RESPOND_REFUND","2026-11-25T09:40:12Z"]]',NULL,0,NULL,'api-returns.json:2',NULL);
INSERT INTO "observations" VALUES(32,54,'4035333793306771897','api','2026-11-23T11:48:09Z','2026-11-24T08:55:00Z','2026-11-24T08:55:00Z','shipped','BUYER_SHIPPED_ITEM','null','EV118361204GB',0,NULL,'api-returns.json:9',NULL);
INSERT INTO "observations" VALUES(33,55,'4035382459733332401','api','2026-11-23T15:10:00Z','2026-11-24T08:55:00Z','2026-11-24T08:55:00Z','pending','REPLACEMENT_REQUEST_PENDING','null',NULL,0,NULL,'api-returns.json:5',NULL);
INSERT INTO "observations" VALUES(34,51,'4035384268792139545','api','2026-11-23T17:22:40Z','2026-11-24T08:55:00Z','2026-11-24T08:55:00Z','pending','RETURN_OR_REFUND_REQUEST_PENDING','[["SELLER_RESPOND_RETURN","2026-11-25T17:22:40Z"]]',NULL,0,NULL,'api-returns.json:8',NULL);
INSERT INTO "observations" VALUES(35,56,'4035336178144269811','api','2026-11-19T10:12:39Z','2026-11-24T08:55:00Z','2026-11-24T08:55:00Z','complete','CANCELLATION_REQUEST_COMPLETE','null',NULL,0,NULL,'api-cancellations.json:2',NULL);
INSERT INTO "observations" VALUES(36,48,'4035384055321241378','api','2026-11-22T18:05:21Z','2026-11-24T08:55:00Z','2026-11-24T08:55:00Z','pending','CANCELLATION_REQUEST_PENDING','[["SELLER_RESPOND_CANCEL","2026-11-24T18:05:21Z"]]',NULL,0,NULL,'api-cancellations.json:1',NULL);
CREATE TABLE orders (
                id INTEGER PRIMARY KEY, shop TEXT NOT NULL REFERENCES shops(name), ref TEXT NOT NULL,
                status TEXT, raw_status TEXT, amount INTEGER, currency TEXT, placed_at TEXT, paid_at TEXT,
                dispatched_at TEXT, delivered_at TEXT, cancelled_at TEXT, buyer TEXT, tracking TEXT,
                fulfilment TEXT NOT NULL, source TEXT NOT NULL, as_of TEXT NOT NULL, origin TEXT NOT NULL, dispatch_by TEXT, deliver_by TEXT, ready_at TEXT, collected_at TEXT, collect_by TEXT, ready_due TEXT, collection_due TEXT, delivery_due TEXT, order_type TEXT, shipping_type TEXT, handling TEXT, cancel_asked_at TEXT, buyer_message TEXT, after_sale TEXT, shipping_fee INTEGER, cancel_reason TEXT, digest INTEGER,
                UNIQUE (shop, ref)
            ) STRICT;
INSERT INTO "orders" VALUES(1,'uk-main','576400590514360719','completed','Completed / Completed',1948,'GBP','2026-10-22T16:35:37Z','2026-10-22T16:36:18Z',NULL,'2026-10-27T15:02:14Z',NULL,'tiny_biscuit21','H000110066998785','seller','export','2026-11-24T08:40:00Z','orders.csv:80',NULL,NULL,'2026-10-23T09:58:32Z','2026-10-23T15:47:56Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',299,NULL,NULL);
INSERT INTO "orders" VALUES(2,'uk-main','576406933793405454','delivered','Shipped / Delivered',4678,'GBP','2026-11-04T16:50:05Z','2026-11-04T16:52:22Z',NULL,'2026-11-09T10:31:57Z',NULL,'foggy.teapot39','H000730645190463','seller','export','2026-11-24T08:40:00Z','orders.csv:64',NULL,NULL,'2026-11-05T10:06:02Z','2026-11-05T16:01:31Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',0,NULL,NULL);
INSERT INTO "orders" VALUES(3,'uk-main','576410180171304358','completed','Completed / Completed',6498,'GBP','2026-10-15T21:24:19Z','2026-10-15T21:25:10Z',NULL,'2026-10-20T15:18:03Z',NULL,'salt.biscuit33','H000252964405655','seller','export','2026-11-24T08:40:00Z','orders.csv:83',NULL,NULL,'2026-10-16T09:05:38Z','2026-10-16T14:22:24Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',0,NULL,NULL);
INSERT INTO "orders" VALUES(4,'uk-main','576411530863629765','delivered','Shipped / Delivered',2198,'GBP','2026-11-05T23:41:12Z','2026-11-05T23:43:28Z',NULL,'2026-11-10T14:05:38Z',NULL,'paper.pebble25','H005173084107319','seller','export','2026-11-24T08:40:00Z','orders.csv:63',NULL,NULL,'2026-11-06T10:31:57Z','2026-11-06T16:48:12Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',299,NULL,NULL);
INSERT INTO "orders" VALUES(5,'uk-main','576414966277705751','completed','Completed / Completed',1598,'GBP','2026-10-14T16:20:55Z','2026-10-14T16:22:35Z',NULL,'2026-10-19T11:36:14Z',NULL,'keqing_88','H002165296239517','seller','export','2026-11-24T08:40:00Z','orders.csv:85',NULL,NULL,'2026-10-15T09:31:32Z','2026-10-15T14:42:13Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','Return/Refund',299,NULL,NULL);
INSERT INTO "orders" VALUES(6,'uk-main','576416367501436951','completed','Completed / Completed',7348,'GBP','2026-10-08T18:46:02Z','2026-10-08T18:47:19Z',NULL,'2026-10-13T10:07:21Z',NULL,'salt.teapot83','H007161749143613','seller','export','2026-11-24T08:40:00Z','orders.csv:87',NULL,NULL,'2026-10-09T09:01:37Z','2026-10-09T14:14:15Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',0,NULL,NULL);
INSERT INTO "orders" VALUES(7,'uk-main','576431726441721538','completed','Completed / Completed',17998,'GBP','2026-10-19T09:11:53Z','2026-10-19T09:12:51Z',NULL,'2026-10-22T11:41:30Z',NULL,'misty_wren70','H005794951394676','seller','export','2026-11-24T08:40:00Z','orders.csv:82',NULL,NULL,'2026-10-20T09:07:04Z','2026-10-20T14:55:50Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',0,NULL,NULL);
INSERT INTO "orders" VALUES(8,'uk-main','576444292689476332','delivered','Shipped / Delivered',3548,'GBP','2026-11-03T20:31:16Z','2026-11-03T20:32:13Z',NULL,'2026-11-06T14:11:39Z',NULL,'dumpling.sunday','H004785792800687','seller','export','2026-11-24T08:40:00Z','orders.csv:66',NULL,NULL,'2026-11-04T10:08:29Z','2026-11-04T16:47:07Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'Please leave with a neighbour, thanks','Return/Refund',0,NULL,NULL);
INSERT INTO "orders" VALUES(9,'uk-main','576450242221314634','delivered','Shipped / Delivered',6400,'GBP','2026-10-27T11:15:20Z','2026-10-27T11:17:31Z',NULL,'2026-10-30T13:12:45Z',NULL,'tiny_ribbon51','H007338147509901','seller','export','2026-11-24T08:40:00Z','orders.csv:77',NULL,NULL,'2026-10-28T10:50:53Z','2026-10-28T16:44:48Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',0,NULL,NULL);
INSERT INTO "orders" VALUES(10,'uk-main','576454556102136301','delivered','Shipped / Delivered',1999,'GBP','2026-11-02T14:08:37Z','2026-11-02T14:11:14Z',NULL,'2026-11-06T10:03:18Z',NULL,'two_cold_ears','H003208212298625','seller','export','2026-11-24T08:40:00Z','orders.csv:69',NULL,NULL,'2026-11-03T10:22:35Z','2026-11-03T16:19:21Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','Return/Refund',299,NULL,NULL);
INSERT INTO "orders" VALUES(11,'uk-main','576461449221303514','delivered','Shipped / Delivered',2699,'GBP','2026-11-03T11:06:58Z','2026-11-03T11:08:08Z',NULL,'2026-11-06T16:45:21Z',NULL,'quiet_corner_04','H007746289833087','seller','export','2026-11-24T08:40:00Z','orders.csv:68',NULL,NULL,'2026-11-04T10:08:39Z','2026-11-04T16:05:46Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','Return/Refund',0,NULL,NULL);
INSERT INTO "orders" VALUES(12,'uk-main','576467569569109353','completed','Completed / Completed',1098,'GBP','2026-10-05T07:33:28Z','2026-10-05T07:36:30Z',NULL,'2026-10-08T12:50:09Z',NULL,'velvet_panda58','H000856439014142','seller','export','2026-11-24T08:40:00Z','orders.csv:90',NULL,NULL,'2026-10-06T09:14:49Z','2026-10-06T14:53:28Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',299,NULL,NULL);
INSERT INTO "orders" VALUES(13,'uk-main','576468765703304892','delivered','Shipped / Delivered',3500,'GBP','2026-10-28T22:17:05Z','2026-10-28T22:18:41Z',NULL,'2026-11-02T13:39:42Z',NULL,'angry.marigold','H001182132326708','seller','export','2026-11-24T08:40:00Z','orders.csv:76',NULL,NULL,'2026-10-29T10:30:22Z','2026-10-29T16:39:40Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','Return/Refund',0,NULL,NULL);
INSERT INTO "orders" VALUES(14,'uk-main','576472324839045775','completed','Completed / Completed',2999,'GBP','2026-10-26T12:44:09Z','2026-10-26T12:46:16Z',NULL,'2026-10-29T15:10:27Z',NULL,'bramble.lane','H000158421737235','seller','export','2026-11-24T08:40:00Z','orders.csv:79',NULL,NULL,'2026-10-27T10:03:37Z','2026-10-27T16:25:11Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','Return/Refund',0,NULL,NULL);
INSERT INTO "orders" VALUES(15,'uk-main','576483149989102892','completed','Completed / Completed',1874,'GBP','2026-10-12T12:58:40Z','2026-10-12T12:59:54Z',NULL,'2026-10-15T13:34:56Z',NULL,'misty.comet10','H001916867335396','seller','export','2026-11-24T08:40:00Z','orders.csv:86',NULL,NULL,'2026-10-13T09:39:05Z','2026-10-13T15:48:54Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',299,NULL,NULL);
INSERT INTO "orders" VALUES(16,'uk-main','576483154373796973','delivered','Shipped / Delivered',2696,'GBP','2026-10-29T20:03:49Z','2026-10-29T20:05:32Z',NULL,'2026-11-03T15:44:10Z',NULL,'lucky_wren77','H008600004445028','seller','export','2026-11-24T08:40:00Z','orders.csv:75',NULL,NULL,'2026-10-30T10:42:01Z','2026-10-30T17:17:13Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',299,NULL,NULL);
INSERT INTO "orders" VALUES(17,'uk-main','576486727588176761','delivered','DELIVERED',8999,'GBP','2026-11-01T18:02:33Z','2026-11-01T18:04:59Z',NULL,'2026-11-05T14:20:48Z',NULL,'supper_club_e8','H007497665898554','seller','api','2026-11-24T08:55:00Z','api-orders.json:4',NULL,NULL,'2026-11-02T10:55:35Z','2026-11-02T17:19:13Z',NULL,NULL,NULL,NULL,'regular','platform',NULL,'','Please leave with a neighbour, thanks','Return/Refund',0,NULL,NULL);
INSERT INTO "orders" VALUES(18,'uk-main','576494393064473516','delivered','Shipped / Delivered',2747,'GBP','2026-11-02T09:15:44Z','2026-11-02T09:17:49Z',NULL,'2026-11-05T11:28:50Z',NULL,'keqing_88','H000748690476013','seller','export','2026-11-24T08:40:00Z','orders.csv:72',NULL,NULL,'2026-11-03T10:21:24Z','2026-11-03T15:50:55Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','Return/Refund',299,NULL,NULL);
INSERT INTO "orders" VALUES(19,'uk-main','576496259299769018','completed','COMPLETED',2999,'GBP','2026-10-26T21:30:12Z','2026-10-26T21:31:38Z',NULL,'2026-10-29T16:28:03Z',NULL,'pepper.pot.22','H008850333904357','seller','api','2026-11-24T08:55:00Z','api-orders.json:6',NULL,NULL,'2026-10-27T10:55:11Z','2026-10-27T15:56:05Z',NULL,NULL,NULL,NULL,'regular','platform',NULL,'','','Return/Refund',0,NULL,NULL);
INSERT INTO "orders" VALUES(20,'uk-main','576498424326591747','delivered','Shipped / Delivered',3849,'GBP','2026-11-02T12:28:31Z','2026-11-02T12:31:13Z',NULL,'2026-11-05T17:20:02Z',NULL,'amber_harbour12','H009982383208872','seller','export','2026-11-24T08:40:00Z','orders.csv:70',NULL,NULL,'2026-11-03T10:47:23Z','2026-11-03T16:28:00Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',0,NULL,NULL);
INSERT INTO "orders" VALUES(21,'uk-main','577007921026098806','cancelled','Canceled / Canceled',4349,'GBP','2026-11-15T23:10:22Z',NULL,NULL,NULL,'2026-11-16T23:10:25Z','wild_biscuit24',NULL,'seller','export','2026-11-24T08:40:00Z','orders.csv:40',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','Cancel',0,NULL,NULL);
INSERT INTO "orders" VALUES(22,'uk-main','577011113191442263','in-transit','Shipped / In transit',6049,'GBP','2026-11-18T14:12:29Z','2026-11-18T14:14:03Z',NULL,NULL,NULL,'paper.pebble75','H003980457923427','seller','export','2026-11-24T08:40:00Z','orders.csv:24',NULL,NULL,'2026-11-19T10:02:10Z','2026-11-19T15:55:32Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',0,NULL,NULL);
INSERT INTO "orders" VALUES(23,'uk-main','577013698215964682','awaiting-shipment','To ship / Awaiting shipment',2798,'GBP','2026-11-24T07:52:17Z','2026-11-24T07:54:19Z',NULL,NULL,NULL,'copper_wren56',NULL,'seller','export','2026-11-24T08:40:00Z','orders.csv:4',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',299,NULL,NULL);
INSERT INTO "orders" VALUES(24,'uk-main','577013727759885412','delivered','DELIVERED',3798,'GBP','2026-11-16T13:54:20Z','2026-11-16T13:56:00Z',NULL,'2026-11-20T11:35:29Z',NULL,'bao_before_noon','H003238184195428','seller','api','2026-11-24T08:55:00Z','api-orders.json:5',NULL,NULL,'2026-11-17T10:22:45Z','2026-11-17T15:35:53Z',NULL,NULL,NULL,NULL,'regular','platform',NULL,'','','Return/Refund',0,NULL,NULL);
INSERT INTO "orders" VALUES(25,'uk-main','577017576197880835','delivered','Shipped / Delivered',3499,'GBP','2026-11-09T19:55:02Z','2026-11-09T19:57:20Z',NULL,'2026-11-12T13:20:44Z',NULL,'rosa_knits_late','H007015563779701','seller','export','2026-11-24T08:40:00Z','orders.csv:55',NULL,NULL,'2026-11-10T10:10:18Z','2026-11-10T15:47:18Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','Return/Refund',0,NULL,NULL);
INSERT INTO "orders" VALUES(26,'uk-main','577018131857623956','delivered','Shipped / Delivered',2798,'GBP','2026-11-14T21:37:50Z','2026-11-14T21:38:33Z',NULL,'2026-11-18T16:22:08Z',NULL,'no_porch_nell','H003810855038679','seller','export','2026-11-24T08:40:00Z','orders.csv:42',NULL,NULL,'2026-11-16T10:27:08Z','2026-11-16T16:49:47Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','Return/Refund',299,NULL,NULL);
INSERT INTO "orders" VALUES(27,'uk-main','577022744481792553','delivered','Shipped / Delivered',2049,'GBP','2026-11-19T07:45:28Z','2026-11-19T07:46:55Z',NULL,'2026-11-23T15:40:11Z',NULL,'dusk_till_dawn7','H006949176838221','seller','export','2026-11-24T08:40:00Z','orders.csv:22',NULL,NULL,'2026-11-20T10:42:49Z','2026-11-20T16:27:31Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'Please leave with a neighbour, thanks','Return/Refund',299,NULL,NULL);
INSERT INTO "orders" VALUES(28,'uk-main','577022786952797661','delivered','Shipped / Delivered',5600,'GBP','2026-11-17T21:09:35Z','2026-11-17T21:12:05Z',NULL,'2026-11-20T15:15:44Z',NULL,'tiny_biscuit31','H002643042313778','seller','export','2026-11-24T08:40:00Z','orders.csv:26',NULL,NULL,'2026-11-18T10:17:58Z','2026-11-18T15:39:47Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',0,NULL,NULL);
INSERT INTO "orders" VALUES(29,'uk-main','577025043680932909','delivered','DELIVERED',4998,'GBP','2026-11-09T08:48:47Z','2026-11-09T08:50:39Z',NULL,'2026-11-13T12:09:54Z',NULL,'night_reader_k','H002392256389279','seller','api','2026-11-24T08:55:00Z','api-orders.json:7',NULL,NULL,'2026-11-10T10:47:28Z','2026-11-10T17:22:44Z',NULL,NULL,NULL,NULL,'regular','platform',NULL,'','','Return/Refund',0,NULL,NULL);
INSERT INTO "orders" VALUES(30,'uk-main','577030145882750345','delivered','Shipped / Delivered',2999,'GBP','2026-11-17T18:40:22Z','2026-11-17T18:42:43Z',NULL,'2026-11-21T12:17:46Z',NULL,'otter_and_oak','H000324882304966','seller','export','2026-11-24T08:40:00Z','orders.csv:27',NULL,NULL,'2026-11-18T10:36:45Z','2026-11-18T16:49:09Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','Return/Refund',0,NULL,NULL);
INSERT INTO "orders" VALUES(31,'uk-main','577030706920571825','delivered','Shipped / Delivered',7348,'GBP','2026-11-16T08:59:31Z','2026-11-16T09:00:34Z',NULL,'2026-11-19T17:02:55Z',NULL,'purl2.together','H009306174410498','seller','export','2026-11-24T08:40:00Z','orders.csv:37',NULL,NULL,'2026-11-17T10:29:51Z','2026-11-17T16:18:11Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','Return/Refund',0,NULL,NULL);
INSERT INTO "orders" VALUES(32,'uk-main','577036287228024428','cancelled','Canceled / Canceled',9999,'GBP','2026-11-12T13:02:48Z','2026-11-12T13:05:06Z',NULL,NULL,'2026-11-12T13:21:30Z','tiny.fox61',NULL,'seller','export','2026-11-24T08:40:00Z','orders.csv:47',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','Cancel',0,NULL,NULL);
INSERT INTO "orders" VALUES(33,'uk-main','577039501797763418','delivered','DELIVERED',15399,'GBP','2026-11-11T21:08:14Z','2026-11-11T21:11:23Z',NULL,'2026-11-16T10:55:03Z',NULL,'twelve.plates','H000486297379042','seller','api','2026-11-24T08:55:00Z','api-orders.json:1',NULL,NULL,'2026-11-12T10:44:15Z','2026-11-12T17:18:50Z',NULL,NULL,NULL,NULL,'regular','platform',NULL,'','Please leave with a neighbour, thanks','Return/Refund',0,NULL,NULL);
INSERT INTO "orders" VALUES(34,'uk-main','577040778514541874','delivered','Shipped / Delivered',4847,'GBP','2026-11-09T15:17:43Z','2026-11-09T15:19:50Z',NULL,'2026-11-12T11:59:33Z',NULL,'copper_pine46','H002741437891478','seller','export','2026-11-24T08:40:00Z','orders.csv:56',NULL,NULL,'2026-11-10T10:27:21Z','2026-11-10T15:32:18Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'Please leave with a neighbour, thanks','',0,NULL,NULL);
INSERT INTO "orders" VALUES(35,'uk-main','577041216472333642','delivered','Shipped / Delivered',9999,'GBP','2026-11-12T20:14:03Z','2026-11-12T20:16:09Z',NULL,'2026-11-17T11:48:30Z',NULL,'juniper.loft','H004035903483043','seller','export','2026-11-24T08:40:00Z','orders.csv:46',NULL,NULL,'2026-11-13T10:44:00Z','2026-11-13T16:14:26Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','Return/Refund',0,NULL,NULL);
INSERT INTO "orders" VALUES(36,'uk-main','577044035946081363','awaiting-shipment','AWAITING_SHIPMENT',4349,'GBP','2026-11-22T14:50:09Z','2026-11-22T14:50:52Z',NULL,NULL,NULL,'oops.ordered.it',NULL,'seller','api','2026-11-24T08:55:00Z','api-orders.json:9',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'regular','platform',NULL,'2026-11-22T18:05:21Z','','Cancel',0,NULL,NULL);
INSERT INTO "orders" VALUES(37,'uk-main','577044090316772058','delivered','Shipped / Delivered',2277,'GBP','2026-11-11T18:25:16Z','2026-11-11T18:26:03Z',NULL,'2026-11-16T16:33:51Z',NULL,'lucky_pebble37','H007494985875803','seller','export','2026-11-24T08:40:00Z','orders.csv:50',NULL,NULL,'2026-11-12T10:40:53Z','2026-11-12T17:06:36Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',299,NULL,NULL);
INSERT INTO "orders" VALUES(38,'uk-main','577049353413596602','awaiting-collection','To ship / Awaiting collection',6450,'GBP','2026-11-20T18:21:40Z','2026-11-20T18:23:26Z',NULL,NULL,NULL,'wild.biscuit84','H002959590214154','seller','export','2026-11-24T08:40:00Z','orders.csv:13',NULL,NULL,'2026-11-23T10:55:32Z',NULL,NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',0,NULL,NULL);
INSERT INTO "orders" VALUES(39,'uk-main','577054334367458342','awaiting-collection','To ship / Awaiting collection',2197,'GBP','2026-11-21T10:05:12Z','2026-11-21T10:07:27Z',NULL,NULL,NULL,'lucky.comet37','H001974079795084','seller','export','2026-11-24T08:40:00Z','orders.csv:11',NULL,NULL,'2026-11-23T10:28:52Z',NULL,NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'Please leave with a neighbour, thanks','',299,NULL,NULL);
INSERT INTO "orders" VALUES(40,'uk-main','577054615442044331','awaiting-shipment','To ship / Awaiting shipment',1398,'GBP','2026-11-23T20:48:51Z','2026-11-23T20:50:10Z',NULL,NULL,NULL,'amber.fox82',NULL,'seller','export','2026-11-24T08:40:00Z','orders.csv:5',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',299,NULL,NULL);
INSERT INTO "orders" VALUES(41,'uk-main','577055274582972069','cancelled','CANCELLED',2049,'GBP','2026-11-18T19:26:13Z','2026-11-18T19:28:50Z',NULL,NULL,'2026-11-19T10:12:39Z','golden_hour_gwen',NULL,'seller','api','2026-11-24T08:55:00Z','api-orders.json:10',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'regular','platform',NULL,'','','Cancel',299,NULL,NULL);
INSERT INTO "orders" VALUES(42,'uk-main','577057084878736276','delivered','Shipped / Delivered',22899,'GBP','2026-11-07T09:06:54Z','2026-11-07T09:08:07Z',NULL,'2026-11-11T12:48:26Z',NULL,'velvet_comet48','H006623817823504','seller','export','2026-11-24T08:40:00Z','orders.csv:61',NULL,NULL,'2026-11-09T10:50:00Z','2026-11-09T15:59:21Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',0,NULL,NULL);
INSERT INTO "orders" VALUES(43,'uk-main','577060908737787675','delivered','Shipped / Delivered',6998,'GBP','2026-11-13T10:52:07Z','2026-11-13T10:55:05Z',NULL,'2026-11-18T12:26:19Z',NULL,'lucky_biscuit77','H003918790073905','seller','export','2026-11-24T08:40:00Z','orders.csv:44',NULL,NULL,'2026-11-16T10:30:25Z','2026-11-16T16:59:26Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',0,NULL,NULL);
INSERT INTO "orders" VALUES(44,'uk-main','577061156190616603','in-transit','Shipped / In transit',8999,'GBP','2026-11-20T13:27:36Z','2026-11-20T13:30:02Z',NULL,NULL,NULL,'amber_comet92','H001245252255906','seller','export','2026-11-24T08:40:00Z','orders.csv:17',NULL,NULL,'2026-11-23T10:30:09Z','2026-11-23T16:50:41Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',0,NULL,NULL);
INSERT INTO "orders" VALUES(45,'uk-main','577067986119688599','delivered','Shipped / Delivered',12900,'GBP','2026-11-11T13:26:45Z','2026-11-11T13:28:52Z',NULL,'2026-11-17T15:33:20Z',NULL,'the.tall.heron','H001928594105824','seller','export','2026-11-24T08:40:00Z','orders.csv:52',NULL,NULL,'2026-11-12T10:22:02Z','2026-11-12T16:27:29Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'Please leave with a neighbour, thanks','Return/Refund',0,NULL,NULL);
INSERT INTO "orders" VALUES(46,'uk-main','577070455685228812','awaiting-shipment','To ship / Awaiting shipment',2747,'GBP','2026-11-20T17:40:26Z','2026-11-20T17:42:31Z',NULL,NULL,NULL,'wild.fox64',NULL,'seller','export','2026-11-24T08:40:00Z','orders.csv:15',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'Please leave with a neighbour, thanks','',299,NULL,NULL);
INSERT INTO "orders" VALUES(47,'uk-main','577072279160448825','delivered','DELIVERED',2248,'GBP','2026-11-10T19:11:38Z','2026-11-10T19:14:04Z',NULL,'2026-11-13T16:14:22Z',NULL,'harbour.blue','H003057022225803','seller','api','2026-11-24T08:55:00Z','api-orders.json:8',NULL,NULL,'2026-11-11T10:00:07Z','2026-11-11T16:35:47Z',NULL,NULL,NULL,NULL,'regular','platform',NULL,'','','Return/Refund',299,NULL,NULL);
INSERT INTO "orders" VALUES(48,'uk-main','577073577688763428','awaiting-shipment','To ship / Awaiting shipment',8299,'GBP','2026-11-24T08:19:33Z','2026-11-24T08:22:41Z',NULL,NULL,NULL,'amber_fox52',NULL,'seller','export','2026-11-24T08:40:00Z','orders.csv:2',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',0,NULL,NULL);
INSERT INTO "orders" VALUES(49,'uk-main','577075154375666636','in-transit','Shipped / In transit',2849,'GBP','2026-11-19T22:10:58Z','2026-11-19T22:11:57Z',NULL,NULL,NULL,'foggy.harbour59','H008542562377754','seller','export','2026-11-24T08:40:00Z','orders.csv:19',NULL,NULL,'2026-11-20T10:55:18Z','2026-11-20T16:31:25Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',0,NULL,NULL);
INSERT INTO "orders" VALUES(50,'uk-main','577075834577072212','delivered','Shipped / Delivered',11200,'GBP','2026-11-16T15:12:40Z','2026-11-16T15:14:44Z',NULL,'2026-11-20T16:48:19Z',NULL,'wee.hamish.home','H009381225600053','seller','export','2026-11-24T08:40:00Z','orders.csv:33',NULL,NULL,'2026-11-17T10:45:38Z','2026-11-17T15:48:59Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'Please leave with a neighbour, thanks','Return/Refund',0,NULL,NULL);
INSERT INTO "orders" VALUES(51,'uk-main','577077475615008716','awaiting-collection','To ship / Awaiting collection',11610,'GBP','2026-11-22T21:33:08Z','2026-11-22T21:35:38Z',NULL,NULL,NULL,'wild.pebble54','H002311050248529','seller','export','2026-11-24T08:40:00Z','orders.csv:8',NULL,NULL,'2026-11-23T10:12:20Z',NULL,NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',0,NULL,NULL);
INSERT INTO "orders" VALUES(52,'uk-main','577078789536771789','delivered','Shipped / Delivered',10800,'GBP','2026-11-16T20:45:59Z','2026-11-16T20:48:40Z',NULL,'2026-11-23T14:22:30Z',NULL,'smoke.and.ginger','H007424612729448','seller','export','2026-11-24T08:40:00Z','orders.csv:31',NULL,NULL,'2026-11-17T10:24:05Z','2026-11-17T16:46:36Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',0,NULL,NULL);
INSERT INTO "orders" VALUES(53,'uk-main','577082692396843436','in-transit','Shipped / In transit',3499,'GBP','2026-11-19T09:30:44Z','2026-11-19T09:32:45Z',NULL,NULL,NULL,'lucky.ribbon77','H005028721058549','seller','export','2026-11-24T08:40:00Z','orders.csv:21',NULL,NULL,'2026-11-20T10:14:26Z','2026-11-20T16:13:53Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',0,NULL,NULL);
INSERT INTO "orders" VALUES(54,'uk-main','577085178938678213','delivered','Shipped / Delivered',1897,'GBP','2026-11-17T12:33:10Z','2026-11-17T12:34:39Z',NULL,'2026-11-20T12:51:36Z',NULL,'pixel_pavement','H006745129421923','seller','export','2026-11-24T08:40:00Z','orders.csv:28',NULL,NULL,'2026-11-18T10:52:34Z','2026-11-18T16:31:19Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',299,NULL,NULL);
INSERT INTO "orders" VALUES(55,'uk-main','577085902222354698','in-transit','Shipped / In transit',2747,'GBP','2026-11-20T08:44:15Z','2026-11-20T08:47:20Z',NULL,NULL,NULL,'tiny.pine41','H005237207893774','seller','export','2026-11-24T08:40:00Z','orders.csv:18',NULL,NULL,'2026-11-23T10:17:10Z','2026-11-23T16:16:54Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'Please leave with a neighbour, thanks','',299,NULL,NULL);
INSERT INTO "orders" VALUES(56,'uk-main','577089792856429186','awaiting-shipment','To ship / Awaiting shipment',4399,'GBP','2026-11-23T12:19:03Z','2026-11-23T12:21:20Z',NULL,NULL,NULL,'copper.pine16',NULL,'seller','export','2026-11-24T08:40:00Z','orders.csv:6',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',0,NULL,NULL);
INSERT INTO "orders" VALUES(57,'uk-main','577089940298397239','delivered','DELIVERED',3499,'GBP','2026-11-08T16:39:24Z','2026-11-08T16:40:09Z',NULL,'2026-11-12T15:57:16Z',NULL,'hollyhock_hill','H005552156882877','seller','api','2026-11-24T08:55:00Z','api-orders.json:3',NULL,NULL,'2026-11-09T10:07:24Z','2026-11-09T16:20:18Z',NULL,NULL,NULL,NULL,'regular','platform',NULL,'','','Return/Refund',0,NULL,NULL);
INSERT INTO "orders" VALUES(58,'uk-main','577097491160619536','delivered','Shipped / Delivered',10000,'GBP','2026-11-16T22:51:37Z','2026-11-16T22:52:21Z',NULL,'2026-11-20T14:09:12Z',NULL,'keqing_88','H007069151989325','seller','export','2026-11-24T08:40:00Z','orders.csv:29',NULL,NULL,'2026-11-17T10:52:39Z','2026-11-17T17:09:59Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','Return/Refund',0,NULL,NULL);
INSERT INTO "orders" VALUES(59,'uk-main','577098540484863429','delivered','Shipped / Delivered',1398,'GBP','2026-11-14T19:02:11Z','2026-11-14T19:04:35Z',NULL,'2026-11-18T13:05:40Z',NULL,'moss.and.fern','H008351121338438','seller','export','2026-11-24T08:40:00Z','orders.csv:43',NULL,NULL,'2026-11-16T10:23:24Z','2026-11-16T16:36:24Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','Return/Refund',299,NULL,NULL);
INSERT INTO "orders" VALUES(60,'uk-main','577099919492080605','delivered','DELIVERED',2948,'GBP','2026-11-16T10:27:41Z','2026-11-16T10:29:38Z',NULL,'2026-11-20T13:44:05Z',NULL,'flat.white.fan','H001834938613097','seller','api','2026-11-24T08:55:00Z','api-orders.json:2',NULL,NULL,'2026-11-17T10:09:07Z','2026-11-17T15:22:06Z',NULL,NULL,NULL,NULL,'regular','platform',NULL,'','Please leave with a neighbour, thanks','Return/Refund',0,NULL,NULL);
INSERT INTO "orders" VALUES(61,'us-store','576420264652026504','completed','Completed / Completed',3497,'USD','2026-10-14T02:51:14Z','2026-10-14T02:54:04Z',NULL,'2026-10-19T22:30:07Z',NULL,'paper_biscuit25','9400157721956632943275','seller','export','2026-11-24T08:32:00Z','orders.xlsx:32',NULL,NULL,'2026-10-14T17:07:11Z','2026-10-14T23:17:15Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'Please leave with a neighbour, thanks','',499,NULL,NULL);
INSERT INTO "orders" VALUES(62,'us-store','576431739070864778','delivered','Shipped / Delivered',3152,'USD','2026-10-28T01:30:27Z','2026-10-28T01:32:54Z',NULL,'2026-11-02T21:18:35Z',NULL,'foam.forward','9400107634098857450493','seller','export','2026-11-24T08:32:00Z','orders.xlsx:28',NULL,NULL,'2026-10-28T17:09:47Z','2026-10-28T23:10:58Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','Return/Refund',499,NULL,NULL);
INSERT INTO "orders" VALUES(63,'us-store','576442710447546012','completed','Completed / Completed',2798,'USD','2026-10-26T16:12:44Z','2026-10-26T16:13:46Z',NULL,'2026-10-30T23:05:52Z',NULL,'noodle_nook','9400183379289986447873','seller','export','2026-11-24T08:32:00Z','orders.xlsx:30',NULL,NULL,'2026-10-27T17:07:40Z','2026-10-27T22:18:06Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'Please leave with a neighbour, thanks','Return/Refund',499,NULL,NULL);
INSERT INTO "orders" VALUES(64,'us-store','576449975432273171','completed','Completed / Completed',11581,'USD','2026-10-20T07:38:46Z','2026-10-20T07:39:26Z',NULL,'2026-10-24T19:19:31Z',NULL,'copper.comet56','9400164773245340254648','seller','export','2026-11-24T08:32:00Z','orders.xlsx:31',NULL,NULL,'2026-10-21T17:24:36Z','2026-10-21T22:47:31Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'Please leave with a neighbour, thanks','',0,NULL,NULL);
INSERT INTO "orders" VALUES(65,'us-store','576458696044639929','delivered','Shipped / Delivered',4463,'USD','2026-11-06T05:17:58Z','2026-11-06T05:20:17Z',NULL,'2026-11-10T22:57:06Z',NULL,'lucky_comet87','9400143750257022880533','seller','export','2026-11-24T08:32:00Z','orders.xlsx:25',NULL,NULL,'2026-11-06T18:53:24Z','2026-11-06T23:54:07Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',0,NULL,NULL);
INSERT INTO "orders" VALUES(66,'us-store','576479434766484182','delivered','Shipped / Delivered',2642,'USD','2026-11-02T23:40:37Z','2026-11-02T23:42:38Z',NULL,'2026-11-06T20:14:20Z',NULL,'salt_biscuit73','9400118296946869173599','seller','export','2026-11-24T08:32:00Z','orders.xlsx:27',NULL,NULL,'2026-11-03T18:39:16Z','2026-11-03T23:55:41Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'Please leave with a neighbour, thanks','',499,NULL,NULL);
INSERT INTO "orders" VALUES(67,'us-store','576479623055388316','completed','Completed / Completed',4200,'USD','2026-10-07T20:25:55Z','2026-10-07T20:27:33Z',NULL,'2026-10-12T18:02:38Z',NULL,'lucky_wren87','9400167583414782916555','seller','export','2026-11-24T08:32:00Z','orders.xlsx:34',NULL,NULL,'2026-10-08T17:55:36Z','2026-10-08T23:10:14Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',0,NULL,NULL);
INSERT INTO "orders" VALUES(68,'us-store','576499620246696009','delivered','Shipped / Delivered',2498,'USD','2026-11-06T20:00:00Z','2026-11-06T20:01:05Z',NULL,'2026-11-11T18:22:43Z',NULL,'salt_pebble13','9400133082057392799048','seller','export','2026-11-24T08:32:00Z','orders.xlsx:24',NULL,NULL,'2026-11-09T18:44:59Z','2026-11-10T01:18:17Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',499,NULL,NULL);
INSERT INTO "orders" VALUES(69,'us-store','577005572633341764','in-transit','Shipped / In transit',3714,'USD','2026-11-20T01:36:41Z','2026-11-20T01:39:09Z',NULL,NULL,NULL,'amber_pebble22','9400108775670093077402','seller','export','2026-11-24T08:32:00Z','orders.xlsx:11',NULL,NULL,'2026-11-20T18:20:13Z','2026-11-20T23:37:18Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',499,NULL,NULL);
INSERT INTO "orders" VALUES(70,'us-store','577027507870952087','delivered','Shipped / Delivered',12644,'USD','2026-11-15T19:08:56Z','2026-11-15T19:11:53Z',NULL,'2026-11-20T23:26:40Z',NULL,'casserole_carl','9400192954078245118837','seller','export','2026-11-24T08:32:00Z','orders.xlsx:17',NULL,NULL,'2026-11-16T18:23:26Z','2026-11-17T00:59:11Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','Return/Refund',0,NULL,NULL);
INSERT INTO "orders" VALUES(71,'us-store','577034375453974973','in-transit','Shipped / In transit',12644,'USD','2026-11-18T18:44:52Z','2026-11-18T18:46:41Z',NULL,NULL,NULL,'copper_fox96','9400126207832507503602','seller','export','2026-11-24T08:32:00Z','orders.xlsx:13',NULL,NULL,'2026-11-19T18:00:00Z','2026-11-20T00:38:01Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',0,NULL,NULL);
INSERT INTO "orders" VALUES(72,'us-store','577040027999168149','delivered','Shipped / Delivered',3684,'USD','2026-11-13T06:05:17Z','2026-11-13T06:07:26Z',NULL,'2026-11-17T21:45:50Z',NULL,'paper.comet25','9400127948411440048008','seller','export','2026-11-24T08:32:00Z','orders.xlsx:19',NULL,NULL,'2026-11-13T18:00:34Z','2026-11-13T23:51:01Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'Please leave with a neighbour, thanks','',499,NULL,NULL);
INSERT INTO "orders" VALUES(73,'us-store','577043728549996173','delivered','Shipped / Delivered',8925,'USD','2026-11-10T04:37:12Z','2026-11-10T04:38:58Z',NULL,'2026-11-14T20:50:28Z',NULL,'juniper_pdx','9400162036229416468386','seller','export','2026-11-24T08:32:00Z','orders.xlsx:22',NULL,NULL,'2026-11-10T18:18:42Z','2026-11-10T23:41:58Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'Please leave with a neighbour, thanks','Return/Refund',0,NULL,NULL);
INSERT INTO "orders" VALUES(74,'us-store','577044118722877395','in-transit','Shipped / In transit',2942,'USD','2026-11-20T16:21:04Z','2026-11-20T16:22:09Z',NULL,NULL,NULL,'foggy_harbour79','9400131175556936518126','seller','export','2026-11-24T08:32:00Z','orders.xlsx:10',NULL,NULL,'2026-11-23T18:12:09Z','2026-11-24T00:39:08Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',499,NULL,NULL);
INSERT INTO "orders" VALUES(75,'us-store','577045180061919204','delivered','Shipped / Delivered',7225,'USD','2026-11-04T21:49:05Z','2026-11-04T21:51:02Z',NULL,'2026-11-09T19:33:17Z',NULL,'big.sky.blanket','9400155789261780718291','seller','export','2026-11-24T08:32:00Z','orders.xlsx:26',NULL,NULL,'2026-11-05T18:09:18Z','2026-11-05T23:15:00Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','Return/Refund',0,NULL,NULL);
INSERT INTO "orders" VALUES(76,'us-store','577055479990364829','delivered','Shipped / Delivered',3798,'USD','2026-11-16T15:48:02Z','2026-11-16T15:50:23Z',NULL,'2026-11-21T00:39:24Z',NULL,'salt_wren53','9400148760912454616395','seller','export','2026-11-24T08:32:00Z','orders.xlsx:15',NULL,NULL,'2026-11-17T18:39:54Z','2026-11-18T01:19:13Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',0,NULL,NULL);
INSERT INTO "orders" VALUES(77,'us-store','577056990341782875','delivered','Shipped / Delivered',3685,'USD','2026-11-14T00:20:31Z','2026-11-14T00:22:28Z',NULL,'2026-11-18T22:41:09Z',NULL,'prairie.lark','9400199074607629622795','seller','export','2026-11-24T08:32:00Z','orders.xlsx:18',NULL,NULL,'2026-11-16T18:59:19Z','2026-11-17T00:09:18Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'Please leave with a neighbour, thanks','Return/Refund',499,NULL,NULL);
INSERT INTO "orders" VALUES(78,'us-store','577070802273810935','awaiting-collection','To ship / Awaiting collection',3998,'USD','2026-11-21T22:27:10Z','2026-11-21T22:29:30Z',NULL,NULL,NULL,'amber_biscuit12','9400161008190923895593','seller','export','2026-11-24T08:32:00Z','orders.xlsx:7',NULL,NULL,'2026-11-23T18:19:45Z',NULL,NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',0,NULL,NULL);
INSERT INTO "orders" VALUES(79,'us-store','577071520610615859','awaiting-shipment','To ship / Awaiting shipment',6300,'USD','2026-11-23T09:15:49Z','2026-11-23T09:17:33Z',NULL,NULL,NULL,'wild.ribbon34',NULL,'seller','export','2026-11-24T08:32:00Z','orders.xlsx:6',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',0,NULL,NULL);
INSERT INTO "orders" VALUES(80,'us-store','577072084367818479','delivered','Shipped / Delivered',9900,'USD','2026-11-10T17:33:29Z','2026-11-10T17:35:27Z',NULL,'2026-11-14T23:08:11Z',NULL,'lucky.teapot97','9400162596974354636085','seller','export','2026-11-24T08:32:00Z','orders.xlsx:20',NULL,NULL,'2026-11-11T18:08:35Z','2026-11-11T23:31:55Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',0,NULL,NULL);
INSERT INTO "orders" VALUES(81,'us-store','577073014698447425','awaiting-collection','To ship / Awaiting collection',4463,'USD','2026-11-21T03:58:33Z','2026-11-21T04:00:41Z',NULL,NULL,NULL,'velvet_wren18','9400174453788535010544','seller','export','2026-11-24T08:32:00Z','orders.xlsx:9',NULL,NULL,'2026-11-23T18:54:54Z',NULL,NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'Please leave with a neighbour, thanks','',0,NULL,NULL);
INSERT INTO "orders" VALUES(82,'us-store','577076758826987937','cancelled','Canceled / Canceled',6800,'USD','2026-11-18T00:02:20Z','2026-11-18T00:04:32Z',NULL,NULL,'2026-11-18T00:30:43Z','wild_teapot94',NULL,'seller','export','2026-11-24T08:32:00Z','orders.xlsx:14',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','Cancel',0,NULL,NULL);
INSERT INTO "orders" VALUES(83,'us-store','577076849478314937','awaiting-shipment','To ship / Awaiting shipment',1498,'USD','2026-11-24T07:42:08Z','2026-11-24T07:43:57Z',NULL,NULL,NULL,'copper.teapot66',NULL,'seller','export','2026-11-24T08:32:00Z','orders.xlsx:3',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'Please leave with a neighbour, thanks','',499,NULL,NULL);
INSERT INTO "orders" VALUES(84,'us-store','577085750672507959','awaiting-shipment','To ship / Awaiting shipment',4610,'USD','2026-11-23T20:03:26Z','2026-11-23T20:04:21Z',NULL,NULL,NULL,'lucky_ribbon97',NULL,'seller','export','2026-11-24T08:32:00Z','orders.xlsx:4',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',0,NULL,NULL);
INSERT INTO "orders" VALUES(85,'us-store','577087684256245797','in-transit','Shipped / In transit',3780,'USD','2026-11-19T08:09:15Z','2026-11-19T08:10:07Z',NULL,NULL,NULL,'tiny_fox31','9400157457948539107895','seller','export','2026-11-24T08:32:00Z','orders.xlsx:12',NULL,NULL,'2026-11-20T18:49:45Z','2026-11-21T00:19:14Z',NULL,NULL,NULL,NULL,'regular',NULL,NULL,NULL,'','',0,NULL,NULL);
CREATE TABLE removed (tbl TEXT PRIMARY KEY, id INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE report_marks (report TEXT NOT NULL, shops TEXT NOT NULL, write_id INTEGER NOT NULL,
        at TEXT NOT NULL, PRIMARY KEY (report, shops)) STRICT, WITHOUT ROWID;
INSERT INTO "report_marks" VALUES('morning','[]',1,'2026-11-24T08:00:00Z');
CREATE TABLE seen_rows (shop TEXT NOT NULL, ref TEXT NOT NULL, digest INTEGER NOT NULL,
            case_id INTEGER NOT NULL, snapshot INTEGER NOT NULL, write_id INTEGER NOT NULL, PRIMARY KEY (shop, ref))
            STRICT, WITHOUT ROWID;
CREATE TABLE sent_alerts (id INTEGER PRIMARY KEY, receiver TEXT NOT NULL,
        case_id INTEGER NOT NULL REFERENCES cases(id), duty TEXT NOT NULL, due_at TEXT NOT NULL, level TEXT NOT NULL,
        sent_at TEXT NOT NULL, UNIQUE (case_id, receiver, duty, due_at, level)) STRICT;
CREATE TABLE sent_stale (id INTEGER PRIMARY KEY, receiver TEXT NOT NULL,
        shop TEXT NOT NULL REFERENCES shops(name), day TEXT NOT NULL, sent_at TEXT NOT NULL,
        UNIQUE (shop, receiver, day)) STRICT;
CREATE TABLE shop_rules (
                shop TEXT PRIMARY KEY REFERENCES shops(name), fingerprint TEXT NOT NULL, policy TEXT NOT NULL,
                zone TEXT NOT NULL, currency TEXT NOT NULL, checked TEXT, confirm TEXT NOT NULL
            , staff_zone TEXT) STRICT;
INSERT INTO "shop_rules" VALUES('uk-main','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','tiktok-gb','Europe/London','GBP','2026-11-24','import',NULL);
INSERT INTO "shop_rules" VALUES('us-store','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-us:b2db15805624;;;;import','tiktok-us','America/Los_Angeles','USD','2026-11-24','import',NULL);
CREATE TABLE shops (
                name TEXT PRIMARY KEY, market TEXT NOT NULL, channel TEXT NOT NULL, added_at TEXT NOT NULL
            , taken_back INTEGER) STRICT;
INSERT INTO "shops" VALUES('uk-main','GB','tiktok','2026-11-24T09:00:00Z',NULL);
INSERT INTO "shops" VALUES('us-store','US','tiktok','2026-11-24T09:00:00Z',NULL);
CREATE TABLE stale_checksums (tbl TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (tbl, n))
        STRICT, WITHOUT ROWID;
CREATE TABLE streams (id INTEGER PRIMARY KEY, shop TEXT NOT NULL REFERENCES shops(name),
        stream TEXT NOT NULL, until TEXT, began TEXT, back_to TEXT, wide_at TEXT, version TEXT,
        fault TEXT, fault_code TEXT, fault_at TEXT, request_id TEXT, UNIQUE (shop, stream)) STRICT;
CREATE TABLE writes (
                id INTEGER PRIMARY KEY, recorded_at TEXT NOT NULL, by_whom TEXT NOT NULL, command TEXT NOT NULL,
                undoes INTEGER REFERENCES writes(id), undone_by INTEGER REFERENCES writes(id)
            ) STRICT;
INSERT INTO "writes" VALUES(1,'2026-11-24T09:00:00Z','mia','init',NULL,NULL);
INSERT INTO "writes" VALUES(2,'2026-11-24T09:00:00Z','mia','import',NULL,NULL);
INSERT INTO "writes" VALUES(3,'2026-11-24T09:00:00Z','mia','init',NULL,NULL);
INSERT INTO "writes" VALUES(4,'2026-11-24T09:00:00Z','mia','import',NULL,NULL);
INSERT INTO "writes" VALUES(5,'2026-11-24T09:00:00Z','mia','import',NULL,NULL);
INSERT INTO "writes" VALUES(6,'2026-11-24T09:00:00Z','mia','approve',NULL,NULL);
INSERT INTO "writes" VALUES(7,'2026-11-24T09:00:00Z','mia','approve',NULL,NULL);
INSERT INTO "writes" VALUES(8,'2026-11-24T09:00:00Z','mia','note',NULL,NULL);
INSERT INTO "writes" VALUES(9,'2026-11-24T09:00:00Z','mia','snooze',NULL,NULL);
INSERT INTO "writes" VALUES(10,'2026-11-24T09:00:00Z','mia','approve',NULL,11);
INSERT INTO "writes" VALUES(11,'2026-11-24T09:00:00Z','mia','undo',10,NULL);
INSERT INTO "writes" VALUES(12,'2026-11-24T09:00:00Z','mia','order dispatched',NULL,NULL);
INSERT INTO "writes" VALUES(13,'2026-11-24T09:00:00Z','root','note',NULL,NULL);
INSERT INTO "writes" VALUES(14,'2026-11-24T09:00:00Z','root','note',NULL,NULL);
CREATE TABLE zone_offsets (zone TEXT NOT NULL, since TEXT NOT NULL, seconds INTEGER NOT NULL,
        PRIMARY KEY (zone, since)) STRICT, WITHOUT ROWID;
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','0001-01-01T00:00:00Z',-28800);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2015-03-08T10:00:00Z',-25200);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2015-11-01T09:00:00Z',-28800);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2016-03-13T10:00:00Z',-25200);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2016-11-06T09:00:00Z',-28800);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2017-03-12T10:00:00Z',-25200);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2017-11-05T09:00:00Z',-28800);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2018-03-11T10:00:00Z',-25200);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2018-11-04T09:00:00Z',-28800);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2019-03-10T10:00:00Z',-25200);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2019-11-03T09:00:00Z',-28800);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2020-03-08T10:00:00Z',-25200);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2020-11-01T09:00:00Z',-28800);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2021-03-14T10:00:00Z',-25200);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2021-11-07T09:00:00Z',-28800);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2022-03-13T10:00:00Z',-25200);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2022-11-06T09:00:00Z',-28800);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2023-03-12T10:00:00Z',-25200);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2023-11-05T09:00:00Z',-28800);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2024-03-10T10:00:00Z',-25200);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2024-11-03T09:00:00Z',-28800);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2025-03-09T10:00:00Z',-25200);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2025-11-02T09:00:00Z',-28800);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2026-03-08T10:00:00Z',-25200);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2026-11-01T09:00:00Z',-28800);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2027-03-14T10:00:00Z',-25200);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2027-11-07T09:00:00Z',-28800);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2028-03-12T10:00:00Z',-25200);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2028-11-05T09:00:00Z',-28800);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2029-03-11T10:00:00Z',-25200);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2029-11-04T09:00:00Z',-28800);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2030-03-10T10:00:00Z',-25200);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2030-11-03T09:00:00Z',-28800);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2031-03-09T10:00:00Z',-25200);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2031-11-02T09:00:00Z',-28800);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2032-03-14T10:00:00Z',-25200);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2032-11-07T09:00:00Z',-28800);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2033-03-13T10:00:00Z',-25200);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2033-11-06T09:00:00Z',-28800);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2034-03-12T10:00:00Z',-25200);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2034-11-05T09:00:00Z',-28800);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2035-03-11T10:00:00Z',-25200);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2035-11-04T09:00:00Z',-28800);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2036-03-09T10:00:00Z',-25200);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2036-11-02T09:00:00Z',-28800);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2037-03-08T10:00:00Z',-25200);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2037-11-01T09:00:00Z',-28800);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2038-03-14T10:00:00Z',-25200);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2038-11-07T09:00:00Z',-28800);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2039-03-13T10:00:00Z',-25200);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2039-11-06T09:00:00Z',-28800);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2040-03-11T10:00:00Z',-25200);
INSERT INTO "zone_offsets" VALUES('America/Los_Angeles','2040-11-04T09:00:00Z',-28800);
INSERT INTO "zone_offsets" VALUES('Europe/London','0001-01-01T00:00:00Z',0);
INSERT INTO "zone_offsets" VALUES('Europe/London','2015-03-29T01:00:00Z',3600);
INSERT INTO "zone_offsets" VALUES('Europe/London','2015-10-25T01:00:00Z',0);
INSERT INTO "zone_offsets" VALUES('Europe/London','2016-03-27T01:00:00Z',3600);
INSERT INTO "zone_offsets" VALUES('Europe/London','2016-10-30T01:00:00Z',0);
INSERT INTO "zone_offsets" VALUES('Europe/London','2017-03-26T01:00:00Z',3600);
INSERT INTO "zone_offsets" VALUES('Europe/London','2017-10-29T01:00:00Z',0);
INSERT INTO "zone_offsets" VALUES('Europe/London','2018-03-25T01:00:00Z',3600);
INSERT INTO "zone_offsets" VALUES('Europe/London','2018-10-28T01:00:00Z',0);
INSERT INTO "zone_offsets" VALUES('Europe/London','2019-03-31T01:00:00Z',3600);
INSERT INTO "zone_offsets" VALUES('Europe/London','2019-10-27T01:00:00Z',0);
INSERT INTO "zone_offsets" VALUES('Europe/London','2020-03-29T01:00:00Z',3600);
INSERT INTO "zone_offsets" VALUES('Europe/London','2020-10-25T01:00:00Z',0);
INSERT INTO "zone_offsets" VALUES('Europe/London','2021-03-28T01:00:00Z',3600);
INSERT INTO "zone_offsets" VALUES('Europe/London','2021-10-31T01:00:00Z',0);
INSERT INTO "zone_offsets" VALUES('Europe/London','2022-03-27T01:00:00Z',3600);
INSERT INTO "zone_offsets" VALUES('Europe/London','2022-10-30T01:00:00Z',0);
INSERT INTO "zone_offsets" VALUES('Europe/London','2023-03-26T01:00:00Z',3600);
INSERT INTO "zone_offsets" VALUES('Europe/London','2023-10-29T01:00:00Z',0);
INSERT INTO "zone_offsets" VALUES('Europe/London','2024-03-31T01:00:00Z',3600);
INSERT INTO "zone_offsets" VALUES('Europe/London','2024-10-27T01:00:00Z',0);
INSERT INTO "zone_offsets" VALUES('Europe/London','2025-03-30T01:00:00Z',3600);
INSERT INTO "zone_offsets" VALUES('Europe/London','2025-10-26T01:00:00Z',0);
INSERT INTO "zone_offsets" VALUES('Europe/London','2026-03-29T01:00:00Z',3600);
INSERT INTO "zone_offsets" VALUES('Europe/London','2026-10-25T01:00:00Z',0);
INSERT INTO "zone_offsets" VALUES('Europe/London','2027-03-28T01:00:00Z',3600);
INSERT INTO "zone_offsets" VALUES('Europe/London','2027-10-31T01:00:00Z',0);
INSERT INTO "zone_offsets" VALUES('Europe/London','2028-03-26T01:00:00Z',3600);
INSERT INTO "zone_offsets" VALUES('Europe/London','2028-10-29T01:00:00Z',0);
INSERT INTO "zone_offsets" VALUES('Europe/London','2029-03-25T01:00:00Z',3600);
INSERT INTO "zone_offsets" VALUES('Europe/London','2029-10-28T01:00:00Z',0);
INSERT INTO "zone_offsets" VALUES('Europe/London','2030-03-31T01:00:00Z',3600);
INSERT INTO "zone_offsets" VALUES('Europe/London','2030-10-27T01:00:00Z',0);
INSERT INTO "zone_offsets" VALUES('Europe/London','2031-03-30T01:00:00Z',3600);
INSERT INTO "zone_offsets" VALUES('Europe/London','2031-10-26T01:00:00Z',0);
INSERT INTO "zone_offsets" VALUES('Europe/London','2032-03-28T01:00:00Z',3600);
INSERT INTO "zone_offsets" VALUES('Europe/London','2032-10-31T01:00:00Z',0);
INSERT INTO "zone_offsets" VALUES('Europe/London','2033-03-27T01:00:00Z',3600);
INSERT INTO "zone_offsets" VALUES('Europe/London','2033-10-30T01:00:00Z',0);
INSERT INTO "zone_offsets" VALUES('Europe/London','2034-03-26T01:00:00Z',3600);
INSERT INTO "zone_offsets" VALUES('Europe/London','2034-10-29T01:00:00Z',0);
INSERT INTO "zone_offsets" VALUES('Europe/London','2035-03-25T01:00:00Z',3600);
INSERT INTO "zone_offsets" VALUES('Europe/London','2035-10-28T01:00:00Z',0);
INSERT INTO "zone_offsets" VALUES('Europe/London','2036-03-30T01:00:00Z',3600);
INSERT INTO "zone_offsets" VALUES('Europe/London','2036-10-26T01:00:00Z',0);
INSERT INTO "zone_offsets" VALUES('Europe/London','2037-03-29T01:00:00Z',3600);
INSERT INTO "zone_offsets" VALUES('Europe/London','2037-10-25T01:00:00Z',0);
INSERT INTO "zone_offsets" VALUES('Europe/London','2038-03-28T01:00:00Z',3600);
INSERT INTO "zone_offsets" VALUES('Europe/London','2038-10-31T01:00:00Z',0);
INSERT INTO "zone_offsets" VALUES('Europe/London','2039-03-27T01:00:00Z',3600);
INSERT INTO "zone_offsets" VALUES('Europe/London','2039-10-30T01:00:00Z',0);
INSERT INTO "zone_offsets" VALUES('Europe/London','2040-03-25T01:00:00Z',3600);
INSERT INTO "zone_offsets" VALUES('Europe/London','2040-10-28T01:00:00Z',0);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX imports_by_shop ON imports (shop, carries, as_of);
CREATE INDEX cases_by_order ON cases (order_ref);
CREATE INDEX cases_by_tracking ON cases (tracking) WHERE tracking IS NOT NULL;
CREATE INDEX cases_open ON cases (shop, as_of) WHERE settled = 0;
CREATE INDEX case_refs_by_ref ON case_refs (ref);
CREATE INDEX case_refs_by_case ON case_refs (case_id);
CREATE INDEX events_by_case ON events (case_id);
CREATE INDEX observations_by_case ON observations (case_id);
CREATE INDEX orders_under_way ON orders (shop, ref) WHERE status IN
                ('on-hold', 'awaiting-shipment', 'partially-shipping', 'awaiting-collection', 'in-transit');
CREATE INDEX changes_by_write ON changes (write_id);
CREATE INDEX changes_by_case ON changes (case_id, write_id) WHERE case_id IS NOT NULL;
CREATE INDEX orders_by_buyer ON orders (ltrim(lower(trim(buyer, ' ')), '@')) WHERE buyer IS NOT NULL;
CREATE INDEX cases_by_postage ON cases (shop, postage_currency, opened_at) WHERE return_postage > 0;
CREATE INDEX clocks_live ON clocks (coalesce(act_by, due_at), owner, case_id)
                WHERE holds = 1 AND (stopped_at IS NULL OR confirmed = 0 OR planned = 1);
CREATE INDEX clocks_opening ON clocks (opens_at)
                WHERE opens_at IS NOT NULL AND holds = 1 AND (stopped_at IS NULL OR confirmed = 0 OR planned = 1);
CREATE INDEX cases_by_buyer ON cases (ltrim(lower(trim(buyer, ' ')), '@'))
                WHERE buyer IS NOT NULL AND kind IN ('refund', 'return', 'replacement', 'exchange', 'reshipment');
CREATE INDEX orders_unknown ON orders (shop, ref) WHERE status IS NULL AND delivered_at IS NULL AND cancelled_at IS NULL AND source <> 'hand';
CREATE VIEW due_now AS
                SELECT c.id AS "case", c.ref, c.order_ref AS "order", c.shop, s.market, c.kind, k.duty, k.owner,
                    c.product, c.sku, c.reason, c.quantity, k.due_at AS due, k.outcome,
                    k.risk AS at_risk_minor, k.risk_currency AS currency, k.confirmed, k.act_by,
                    iif(k.opens_at > strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), k.opens_at, NULL) AS opens, k.stake,
                    k.winnable, k.winnable_currency, r.zone, strftime('%Y-%m-%d %H:%M:%S', k.due_at, (SELECT o.seconds FROM zone_offsets o WHERE o.zone = r.zone AND o.since <= k.due_at
        ORDER BY o.since DESC LIMIT 1) || ' seconds') AS due_local, coalesce(r.staff_zone, r.zone) AS staff_zone, strftime('%Y-%m-%d %H:%M:%S', k.act_by, (SELECT o.seconds FROM zone_offsets o WHERE o.zone = coalesce(r.staff_zone, r.zone) AND o.since <= k.act_by
        ORDER BY o.since DESC LIMIT 1) || ' seconds') AS act_by_local, iif(k.opens_at > strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), strftime('%Y-%m-%d %H:%M:%S', k.opens_at, (SELECT o.seconds FROM zone_offsets o WHERE o.zone = r.zone AND o.since <= k.opens_at
        ORDER BY o.since DESC LIMIT 1) || ' seconds'), NULL) AS opens_local, round((julianday(k.due_at) - julianday('now')) * 24, 1) AS hours_left, iif(k.risk_currency IN ('JPY', 'VND'), k.risk, round(k.risk / 100.0, 2)) AS at_risk, iif(k.winnable_currency IN ('JPY', 'VND'), k.winnable, round(k.winnable / 100.0, 2)) AS can_win, c.buyer
                FROM clocks k JOIN cases c ON c.id = k.case_id JOIN shops s ON s.name = c.shop
                    LEFT JOIN shop_rules r ON r.shop = c.shop
                WHERE k.holds = 1 AND (k.stopped_at IS NULL OR k.confirmed = 0 OR k.planned = 1) AND k.owner = 'seller'
                    AND (k.stopped_at IS NULL OR k.confirmed = 0 OR k.stopped_at > strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
                    AND (coalesce(k.act_by, k.due_at) <= strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '+2 days')
                        OR (k.opens_at > strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-1 day') AND k.opens_at <= strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '+2 days')))
                    AND (k.lapses_at IS NULL OR k.lapses_at >= strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
                    AND (k.chained = 0 OR k.started_at < strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
                ORDER BY coalesce(k.act_by, k.due_at);
CREATE VIEW cases_now AS SELECT c.id AS "case", c.ref, c.order_ref AS "order", c.shop, s.market, c.kind,
        CAST(c.settled = 0 AS INTEGER) AS open,
        c.decision, c.parcel, c.money, c.mode, c.attempt, c.arbitration, c.appeal,
        c.product, c.sku, c.quantity, c.reason, c.buyer, c.tracking,
        iif(c.currency IN ('JPY', 'VND'), c.amount, round(c.amount / 100.0, 2)) AS amount, iif(c.currency IN ('JPY', 'VND'), c.refunded, round(c.refunded / 100.0, 2)) AS refunded, c.currency,
        r.zone, c.opened_at AS opened, strftime('%Y-%m-%d %H:%M:%S', c.opened_at, (SELECT o.seconds FROM zone_offsets o WHERE o.zone = r.zone AND o.since <= c.opened_at
        ORDER BY o.since DESC LIMIT 1) || ' seconds') AS opened_local,
        k.duty AS next_duty, k.owner AS next_owner, k.due_at AS next_due,
        strftime('%Y-%m-%d %H:%M:%S', k.due_at, (SELECT o.seconds FROM zone_offsets o WHERE o.zone = r.zone AND o.since <= k.due_at
        ORDER BY o.since DESC LIMIT 1) || ' seconds') AS next_due_local, k.outcome AS next_outcome, k.stake AS next_stake,
        c.missing_since, c.as_of
        FROM cases c JOIN shops s ON s.name = c.shop LEFT JOIN shop_rules r ON r.shop = c.shop
        LEFT JOIN clocks k ON k.case_id = c.id AND k.n = (SELECT m.n FROM clocks m WHERE m.case_id = c.id
            AND m.holds = 1 AND (m.stopped_at IS NULL OR m.confirmed = 0 OR m.planned = 1) AND (m.stopped_at IS NULL OR m.confirmed = 0 OR m.stopped_at > strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) AND (m.lapses_at IS NULL OR m.lapses_at >= strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) AND (m.chained = 0 OR m.started_at < strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) ORDER BY m.owner <> 'seller', coalesce(m.act_by, m.due_at), m.n LIMIT 1)
        WHERE c.merged_into IS NULL AND c.taken_back IS NULL ORDER BY c.id;
CREATE VIEW money_now AS SELECT c.id AS "case", c.ref, c.order_ref AS "order", c.shop, s.market, c.kind,
        CAST(c.settled = 0 AS INTEGER) AS open, c.money AS state, c.mode, c.currency,
        iif(c.paid_currency IN ('JPY', 'VND'), c.paid, round(c.paid / 100.0, 2)) AS order_total, iif(c.currency IN ('JPY', 'VND'), c.amount, round(c.amount / 100.0, 2)) AS asked,
        iif(c.currency IN ('JPY', 'VND'), c.refunded, round(c.refunded / 100.0, 2)) AS refunded,
        (SELECT iif(k.risk_currency IN ('JPY', 'VND'), k.risk, round(k.risk / 100.0, 2)) FROM clocks k WHERE k.case_id = c.id AND k.duty = 'refund'
            AND k.holds = 1 AND (k.stopped_at IS NULL OR k.confirmed = 0 OR k.planned = 1) AND (k.stopped_at IS NULL OR k.confirmed = 0 OR k.stopped_at > strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) AND (k.lapses_at IS NULL OR k.lapses_at >= strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) AND (k.chained = 0 OR k.started_at < strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) ORDER BY k.risk DESC, k.n LIMIT 1) AS owed, (SELECT iif(k.risk_currency IN ('JPY', 'VND'), k.risk, round(k.risk / 100.0, 2)) FROM clocks k WHERE k.case_id = c.id AND k.owner = 'seller' AND k.stake = 'money'
            AND k.holds = 1 AND (k.stopped_at IS NULL OR k.confirmed = 0 OR k.planned = 1) AND (k.stopped_at IS NULL OR k.confirmed = 0 OR k.stopped_at > strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) AND (k.lapses_at IS NULL OR k.lapses_at >= strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) AND (k.chained = 0 OR k.started_at < strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) ORDER BY k.risk DESC, k.n LIMIT 1) AS at_risk,
        (SELECT k.due_at FROM clocks k WHERE k.case_id = c.id AND k.owner = 'seller' AND k.stake = 'money'
            AND k.holds = 1 AND (k.stopped_at IS NULL OR k.confirmed = 0 OR k.planned = 1) AND (k.stopped_at IS NULL OR k.confirmed = 0 OR k.stopped_at > strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) AND (k.lapses_at IS NULL OR k.lapses_at >= strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) AND (k.chained = 0 OR k.started_at < strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) ORDER BY k.risk DESC, k.n LIMIT 1) AS at_risk_from, r.zone,
        strftime('%Y-%m-%d %H:%M:%S', (SELECT k.due_at FROM clocks k WHERE k.case_id = c.id AND k.owner = 'seller' AND k.stake = 'money'
            AND k.holds = 1 AND (k.stopped_at IS NULL OR k.confirmed = 0 OR k.planned = 1) AND (k.stopped_at IS NULL OR k.confirmed = 0 OR k.stopped_at > strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) AND (k.lapses_at IS NULL OR k.lapses_at >= strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) AND (k.chained = 0 OR k.started_at < strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) ORDER BY k.risk DESC, k.n LIMIT 1), (SELECT o.seconds FROM zone_offsets o WHERE o.zone = r.zone AND o.since <= (SELECT k.due_at FROM clocks k WHERE k.case_id = c.id AND k.owner = 'seller' AND k.stake = 'money'
            AND k.holds = 1 AND (k.stopped_at IS NULL OR k.confirmed = 0 OR k.planned = 1) AND (k.stopped_at IS NULL OR k.confirmed = 0 OR k.stopped_at > strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) AND (k.lapses_at IS NULL OR k.lapses_at >= strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) AND (k.chained = 0 OR k.started_at < strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) ORDER BY k.risk DESC, k.n LIMIT 1)
        ORDER BY o.since DESC LIMIT 1) || ' seconds') AS at_risk_from_local,
        (SELECT iif(k.winnable_currency IN ('JPY', 'VND'), k.winnable, round(k.winnable / 100.0, 2)) FROM clocks k WHERE k.case_id = c.id AND k.owner = 'seller' AND k.winnable IS NOT NULL
            AND k.holds = 1 AND (k.stopped_at IS NULL OR k.confirmed = 0 OR k.planned = 1) AND (k.stopped_at IS NULL OR k.confirmed = 0 OR k.stopped_at > strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) AND (k.lapses_at IS NULL OR k.lapses_at >= strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) AND (k.chained = 0 OR k.started_at < strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) ORDER BY k.risk DESC, k.n LIMIT 1) AS can_win, (SELECT k.due_at FROM clocks k WHERE k.case_id = c.id AND k.owner = 'seller' AND k.winnable IS NOT NULL
            AND k.holds = 1 AND (k.stopped_at IS NULL OR k.confirmed = 0 OR k.planned = 1) AND (k.stopped_at IS NULL OR k.confirmed = 0 OR k.stopped_at > strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) AND (k.lapses_at IS NULL OR k.lapses_at >= strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) AND (k.chained = 0 OR k.started_at < strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) ORDER BY k.risk DESC, k.n LIMIT 1) AS can_win_until,
        iif(c.postage_currency IN ('JPY', 'VND'), c.return_postage, round(c.return_postage / 100.0, 2)) AS return_postage, c.postage_currency,
        iif(c.compensation_currency IN ('JPY', 'VND'), c.compensation, round(c.compensation / 100.0, 2)) AS compensation, c.compensation_currency
        FROM cases c JOIN shops s ON s.name = c.shop LEFT JOIN shop_rules r ON r.shop = c.shop
        WHERE c.merged_into IS NULL AND c.taken_back IS NULL AND (c.amount IS NOT NULL OR c.refunded <> 0 OR c.paid IS NOT NULL
            OR c.return_postage IS NOT NULL OR c.compensation IS NOT NULL) ORDER BY c.id;
CREATE INDEX cases_claimable ON cases (shop) WHERE (parcel = 'lost' OR (quick_refund = 1 AND parcel IN ('none', 'awaited', 'shipped')));
CREATE INDEX events_of_claims ON events (name, case_id) WHERE name IN ('appeal.filed', 'claim.opened', 'delivery.traced', 'send-back.sent');
CREATE INDEX changes_of_imports ON changes (write_id) WHERE tbl = 'imports' AND op = 'insert';
CREATE TRIGGER shops_insert AFTER INSERT ON shops BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'shops', 'insert', new.name, NULL, new.name, NULL, NULL); INSERT INTO stale_checksums VALUES ('shops', 0) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER shops_update AFTER UPDATE OF name, market, channel, added_at, taken_back ON shops WHEN old.name IS NOT new.name OR old.market IS NOT new.market OR old.channel IS NOT new.channel OR old.added_at IS NOT new.added_at OR old.taken_back IS NOT new.taken_back
        BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'shops', 'update', new.name, NULL, new.name, NULL, (SELECT json_group_object(name, was) FROM (SELECT 'name' AS name, old.name AS was, new.name AS now UNION ALL SELECT 'market', old.market, new.market UNION ALL SELECT 'channel', old.channel, new.channel UNION ALL SELECT 'added_at', old.added_at, new.added_at UNION ALL SELECT 'taken_back', old.taken_back, new.taken_back) WHERE was IS NOT now)); INSERT INTO stale_checksums VALUES ('shops', 0) ON CONFLICT DO NOTHING; INSERT INTO stale_checksums VALUES ('shops', 0) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER imports_insert AFTER INSERT ON imports BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'imports', 'insert', new.id, NULL, new.shop, NULL, json_object('file', new.file, 'carries', new.carries, 'new', new.new, 'changed', new.changed)); INSERT INTO stale_checksums VALUES ('imports', new.id >> 5) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER imports_update AFTER UPDATE OF id, shop, file, sha256, format, carries, as_of, as_of_from, rows, new, changed, same, rejected, recorded_at, first_request, statuses, own_numbers ON imports WHEN old.id IS NOT new.id OR old.shop IS NOT new.shop OR old.file IS NOT new.file OR old.sha256 IS NOT new.sha256 OR old.format IS NOT new.format OR old.carries IS NOT new.carries OR old.as_of IS NOT new.as_of OR old.as_of_from IS NOT new.as_of_from OR old.rows IS NOT new.rows OR old.new IS NOT new.new OR old.changed IS NOT new.changed OR old.same IS NOT new.same OR old.rejected IS NOT new.rejected OR old.recorded_at IS NOT new.recorded_at OR old.first_request IS NOT new.first_request OR old.statuses IS NOT new.statuses OR old.own_numbers IS NOT new.own_numbers
        BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'imports', 'update', new.id, NULL, new.shop, NULL, (SELECT json_group_object(name, was) FROM (SELECT 'id' AS name, old.id AS was, new.id AS now UNION ALL SELECT 'shop', old.shop, new.shop UNION ALL SELECT 'file', old.file, new.file UNION ALL SELECT 'sha256', old.sha256, new.sha256 UNION ALL SELECT 'format', old.format, new.format UNION ALL SELECT 'carries', old.carries, new.carries UNION ALL SELECT 'as_of', old.as_of, new.as_of UNION ALL SELECT 'as_of_from', old.as_of_from, new.as_of_from UNION ALL SELECT 'rows', old.rows, new.rows UNION ALL SELECT 'new', old.new, new.new UNION ALL SELECT 'changed', old.changed, new.changed UNION ALL SELECT 'same', old.same, new.same UNION ALL SELECT 'rejected', old.rejected, new.rejected UNION ALL SELECT 'recorded_at', old.recorded_at, new.recorded_at UNION ALL SELECT 'first_request', old.first_request, new.first_request UNION ALL SELECT 'statuses', old.statuses, new.statuses UNION ALL SELECT 'own_numbers', old.own_numbers, new.own_numbers) WHERE was IS NOT now)); INSERT INTO stale_checksums VALUES ('imports', old.id >> 5) ON CONFLICT DO NOTHING; INSERT INTO stale_checksums VALUES ('imports', new.id >> 5) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER imports_delete AFTER DELETE ON imports
        BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'imports', 'delete', old.id, NULL, old.shop, NULL, json_object('id', old.id, 'shop', old.shop, 'file', old.file, 'sha256', old.sha256, 'format', old.format, 'carries', old.carries, 'as_of', old.as_of, 'as_of_from', old.as_of_from, 'rows', old.rows, 'new', old.new, 'changed', old.changed, 'same', old.same, 'rejected', old.rejected, 'recorded_at', old.recorded_at, 'first_request', old.first_request, 'statuses', old.statuses, 'own_numbers', old.own_numbers)); INSERT INTO stale_checksums VALUES ('imports', old.id >> 5) ON CONFLICT DO NOTHING;
        INSERT INTO removed VALUES ('imports', old.id)
        ON CONFLICT (tbl) DO UPDATE SET id = max(id, excluded.id);
        INSERT INTO stale_checksums VALUES ('removed', 0) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER orders_update AFTER UPDATE OF id, shop, ref, status, raw_status, amount, currency, placed_at, paid_at, dispatched_at, delivered_at, cancelled_at, buyer, tracking, fulfilment, source, as_of, origin, dispatch_by, deliver_by, ready_at, collected_at, collect_by, ready_due, collection_due, delivery_due, order_type, shipping_type, handling, cancel_asked_at, buyer_message, after_sale, shipping_fee, cancel_reason ON orders WHEN old.id IS NOT new.id OR old.shop IS NOT new.shop OR old.ref IS NOT new.ref OR old.status IS NOT new.status OR old.raw_status IS NOT new.raw_status OR old.amount IS NOT new.amount OR old.currency IS NOT new.currency OR old.placed_at IS NOT new.placed_at OR old.paid_at IS NOT new.paid_at OR old.dispatched_at IS NOT new.dispatched_at OR old.delivered_at IS NOT new.delivered_at OR old.cancelled_at IS NOT new.cancelled_at OR old.buyer IS NOT new.buyer OR old.tracking IS NOT new.tracking OR old.fulfilment IS NOT new.fulfilment OR old.source IS NOT new.source OR old.as_of IS NOT new.as_of OR old.origin IS NOT new.origin OR old.dispatch_by IS NOT new.dispatch_by OR old.deliver_by IS NOT new.deliver_by OR old.ready_at IS NOT new.ready_at OR old.collected_at IS NOT new.collected_at OR old.collect_by IS NOT new.collect_by OR old.ready_due IS NOT new.ready_due OR old.collection_due IS NOT new.collection_due OR old.delivery_due IS NOT new.delivery_due OR old.order_type IS NOT new.order_type OR old.shipping_type IS NOT new.shipping_type OR old.handling IS NOT new.handling OR old.cancel_asked_at IS NOT new.cancel_asked_at OR old.buyer_message IS NOT new.buyer_message OR old.after_sale IS NOT new.after_sale OR old.shipping_fee IS NOT new.shipping_fee OR old.cancel_reason IS NOT new.cancel_reason
        BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'orders', 'update', new.id, NULL, new.shop, new.ref, (SELECT json_group_object(name, was) FROM (SELECT 'id' AS name, old.id AS was, new.id AS now UNION ALL SELECT 'shop', old.shop, new.shop UNION ALL SELECT 'ref', old.ref, new.ref UNION ALL SELECT 'status', old.status, new.status UNION ALL SELECT 'raw_status', old.raw_status, new.raw_status UNION ALL SELECT 'amount', old.amount, new.amount UNION ALL SELECT 'currency', old.currency, new.currency UNION ALL SELECT 'placed_at', old.placed_at, new.placed_at UNION ALL SELECT 'paid_at', old.paid_at, new.paid_at UNION ALL SELECT 'dispatched_at', old.dispatched_at, new.dispatched_at UNION ALL SELECT 'delivered_at', old.delivered_at, new.delivered_at UNION ALL SELECT 'cancelled_at', old.cancelled_at, new.cancelled_at UNION ALL SELECT 'buyer', old.buyer, new.buyer UNION ALL SELECT 'tracking', old.tracking, new.tracking UNION ALL SELECT 'fulfilment', old.fulfilment, new.fulfilment UNION ALL SELECT 'source', old.source, new.source UNION ALL SELECT 'as_of', old.as_of, new.as_of UNION ALL SELECT 'origin', old.origin, new.origin UNION ALL SELECT 'dispatch_by', old.dispatch_by, new.dispatch_by UNION ALL SELECT 'deliver_by', old.deliver_by, new.deliver_by UNION ALL SELECT 'ready_at', old.ready_at, new.ready_at UNION ALL SELECT 'collected_at', old.collected_at, new.collected_at UNION ALL SELECT 'collect_by', old.collect_by, new.collect_by UNION ALL SELECT 'ready_due', old.ready_due, new.ready_due UNION ALL SELECT 'collection_due', old.collection_due, new.collection_due UNION ALL SELECT 'delivery_due', old.delivery_due, new.delivery_due UNION ALL SELECT 'order_type', old.order_type, new.order_type UNION ALL SELECT 'shipping_type', old.shipping_type, new.shipping_type UNION ALL SELECT 'handling', old.handling, new.handling UNION ALL SELECT 'cancel_asked_at', old.cancel_asked_at, new.cancel_asked_at UNION ALL SELECT 'buyer_message', old.buyer_message, new.buyer_message UNION ALL SELECT 'after_sale', old.after_sale, new.after_sale UNION ALL SELECT 'shipping_fee', old.shipping_fee, new.shipping_fee UNION ALL SELECT 'cancel_reason', old.cancel_reason, new.cancel_reason) WHERE was IS NOT now)); INSERT INTO stale_checksums VALUES ('orders', old.id >> 5) ON CONFLICT DO NOTHING; INSERT INTO stale_checksums VALUES ('orders', new.id >> 5) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER orders_digest AFTER UPDATE OF id, shop, ref, status, raw_status, amount, currency, placed_at, paid_at, dispatched_at, delivered_at, cancelled_at, buyer, tracking, fulfilment, dispatch_by, deliver_by, ready_at, collected_at, collect_by, ready_due, collection_due, delivery_due, order_type, shipping_type, handling, cancel_asked_at, buyer_message, after_sale, shipping_fee, cancel_reason ON orders
        WHEN old.digest IS NOT NULL AND (old.id IS NOT new.id OR old.shop IS NOT new.shop OR old.ref IS NOT new.ref OR old.status IS NOT new.status OR old.raw_status IS NOT new.raw_status OR old.amount IS NOT new.amount OR old.currency IS NOT new.currency OR old.placed_at IS NOT new.placed_at OR old.paid_at IS NOT new.paid_at OR old.dispatched_at IS NOT new.dispatched_at OR old.delivered_at IS NOT new.delivered_at OR old.cancelled_at IS NOT new.cancelled_at OR old.buyer IS NOT new.buyer OR old.tracking IS NOT new.tracking OR old.fulfilment IS NOT new.fulfilment OR old.dispatch_by IS NOT new.dispatch_by OR old.deliver_by IS NOT new.deliver_by OR old.ready_at IS NOT new.ready_at OR old.collected_at IS NOT new.collected_at OR old.collect_by IS NOT new.collect_by OR old.ready_due IS NOT new.ready_due OR old.collection_due IS NOT new.collection_due OR old.delivery_due IS NOT new.delivery_due OR old.order_type IS NOT new.order_type OR old.shipping_type IS NOT new.shipping_type OR old.handling IS NOT new.handling OR old.cancel_asked_at IS NOT new.cancel_asked_at OR old.buyer_message IS NOT new.buyer_message OR old.after_sale IS NOT new.after_sale OR old.shipping_fee IS NOT new.shipping_fee OR old.cancel_reason IS NOT new.cancel_reason)
        BEGIN UPDATE orders SET digest = NULL WHERE id = new.id; END;
CREATE TRIGGER orders_delete AFTER DELETE ON orders
        BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'orders', 'delete', old.id, NULL, old.shop, old.ref, json_object('id', old.id, 'shop', old.shop, 'ref', old.ref, 'status', old.status, 'raw_status', old.raw_status, 'amount', old.amount, 'currency', old.currency, 'placed_at', old.placed_at, 'paid_at', old.paid_at, 'dispatched_at', old.dispatched_at, 'delivered_at', old.delivered_at, 'cancelled_at', old.cancelled_at, 'buyer', old.buyer, 'tracking', old.tracking, 'fulfilment', old.fulfilment, 'source', old.source, 'as_of', old.as_of, 'origin', old.origin, 'dispatch_by', old.dispatch_by, 'deliver_by', old.deliver_by, 'ready_at', old.ready_at, 'collected_at', old.collected_at, 'collect_by', old.collect_by, 'ready_due', old.ready_due, 'collection_due', old.collection_due, 'delivery_due', old.delivery_due, 'order_type', old.order_type, 'shipping_type', old.shipping_type, 'handling', old.handling, 'cancel_asked_at', old.cancel_asked_at, 'buyer_message', old.buyer_message, 'after_sale', old.after_sale, 'shipping_fee', old.shipping_fee, 'cancel_reason', old.cancel_reason)); INSERT INTO stale_checksums VALUES ('orders', old.id >> 5) ON CONFLICT DO NOTHING;
        INSERT INTO removed VALUES ('orders', old.id)
        ON CONFLICT (tbl) DO UPDATE SET id = max(id, excluded.id);
        INSERT INTO stale_checksums VALUES ('removed', 0) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER cases_insert AFTER INSERT ON cases BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'cases', 'insert', new.id, new.id, new.shop, NULL, NULL); INSERT INTO stale_checksums VALUES ('cases', new.id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER cases_update AFTER UPDATE OF id, shop, kind, order_ref, ref, amount, currency, paid, paid_currency, buyer, reason, product, sku, quantity, lines, tracking, fulfilment, quick_refund, opened_at, caught_up_at, missing_since, merged_into, source, as_of, origin, taken_back, return_postage, postage_currency, reason_code, substatus, dispute_status, appeal_status, compensation_status, compensation, compensation_currency, combined_ref, buyer_note, unknown_kind ON cases WHEN old.id IS NOT new.id OR old.shop IS NOT new.shop OR old.kind IS NOT new.kind OR old.order_ref IS NOT new.order_ref OR old.ref IS NOT new.ref OR old.amount IS NOT new.amount OR old.currency IS NOT new.currency OR old.paid IS NOT new.paid OR old.paid_currency IS NOT new.paid_currency OR old.buyer IS NOT new.buyer OR old.reason IS NOT new.reason OR old.product IS NOT new.product OR old.sku IS NOT new.sku OR old.quantity IS NOT new.quantity OR old.lines IS NOT new.lines OR old.tracking IS NOT new.tracking OR old.fulfilment IS NOT new.fulfilment OR old.quick_refund IS NOT new.quick_refund OR old.opened_at IS NOT new.opened_at OR old.caught_up_at IS NOT new.caught_up_at OR old.missing_since IS NOT new.missing_since OR old.merged_into IS NOT new.merged_into OR old.source IS NOT new.source OR old.as_of IS NOT new.as_of OR old.origin IS NOT new.origin OR old.taken_back IS NOT new.taken_back OR old.return_postage IS NOT new.return_postage OR old.postage_currency IS NOT new.postage_currency OR old.reason_code IS NOT new.reason_code OR old.substatus IS NOT new.substatus OR old.dispute_status IS NOT new.dispute_status OR old.appeal_status IS NOT new.appeal_status OR old.compensation_status IS NOT new.compensation_status OR old.compensation IS NOT new.compensation OR old.compensation_currency IS NOT new.compensation_currency OR old.combined_ref IS NOT new.combined_ref OR old.buyer_note IS NOT new.buyer_note OR old.unknown_kind IS NOT new.unknown_kind
        BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'cases', 'update', new.id, new.id, new.shop, NULL, (SELECT json_group_object(name, was) FROM (SELECT 'id' AS name, old.id AS was, new.id AS now UNION ALL SELECT 'shop', old.shop, new.shop UNION ALL SELECT 'kind', old.kind, new.kind UNION ALL SELECT 'order_ref', old.order_ref, new.order_ref UNION ALL SELECT 'ref', old.ref, new.ref UNION ALL SELECT 'amount', old.amount, new.amount UNION ALL SELECT 'currency', old.currency, new.currency UNION ALL SELECT 'paid', old.paid, new.paid UNION ALL SELECT 'paid_currency', old.paid_currency, new.paid_currency UNION ALL SELECT 'buyer', old.buyer, new.buyer UNION ALL SELECT 'reason', old.reason, new.reason UNION ALL SELECT 'product', old.product, new.product UNION ALL SELECT 'sku', old.sku, new.sku UNION ALL SELECT 'quantity', old.quantity, new.quantity UNION ALL SELECT 'lines', old.lines, new.lines UNION ALL SELECT 'tracking', old.tracking, new.tracking UNION ALL SELECT 'fulfilment', old.fulfilment, new.fulfilment UNION ALL SELECT 'quick_refund', old.quick_refund, new.quick_refund UNION ALL SELECT 'opened_at', old.opened_at, new.opened_at UNION ALL SELECT 'caught_up_at', old.caught_up_at, new.caught_up_at UNION ALL SELECT 'missing_since', old.missing_since, new.missing_since UNION ALL SELECT 'merged_into', old.merged_into, new.merged_into UNION ALL SELECT 'source', old.source, new.source UNION ALL SELECT 'as_of', old.as_of, new.as_of UNION ALL SELECT 'origin', old.origin, new.origin UNION ALL SELECT 'taken_back', old.taken_back, new.taken_back UNION ALL SELECT 'return_postage', old.return_postage, new.return_postage UNION ALL SELECT 'postage_currency', old.postage_currency, new.postage_currency UNION ALL SELECT 'reason_code', old.reason_code, new.reason_code UNION ALL SELECT 'substatus', old.substatus, new.substatus UNION ALL SELECT 'dispute_status', old.dispute_status, new.dispute_status UNION ALL SELECT 'appeal_status', old.appeal_status, new.appeal_status UNION ALL SELECT 'compensation_status', old.compensation_status, new.compensation_status UNION ALL SELECT 'compensation', old.compensation, new.compensation UNION ALL SELECT 'compensation_currency', old.compensation_currency, new.compensation_currency UNION ALL SELECT 'combined_ref', old.combined_ref, new.combined_ref UNION ALL SELECT 'buyer_note', old.buyer_note, new.buyer_note UNION ALL SELECT 'unknown_kind', old.unknown_kind, new.unknown_kind) WHERE was IS NOT now)); INSERT INTO stale_checksums VALUES ('cases', old.id) ON CONFLICT DO NOTHING; INSERT INTO stale_checksums VALUES ('cases', new.id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER case_refs_insert AFTER INSERT ON case_refs BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'case_refs', 'insert', new.shop || ' ' || new.ref, new.case_id, new.shop, NULL, NULL); INSERT INTO stale_checksums VALUES ('cases', new.case_id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER case_refs_update AFTER UPDATE OF shop, ref, case_id ON case_refs WHEN old.shop IS NOT new.shop OR old.ref IS NOT new.ref OR old.case_id IS NOT new.case_id
        BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'case_refs', 'update', new.shop || ' ' || new.ref, new.case_id, new.shop, NULL, (SELECT json_group_object(name, was) FROM (SELECT 'shop' AS name, old.shop AS was, new.shop AS now UNION ALL SELECT 'ref', old.ref, new.ref UNION ALL SELECT 'case_id', old.case_id, new.case_id) WHERE was IS NOT now)); INSERT INTO stale_checksums VALUES ('cases', old.case_id) ON CONFLICT DO NOTHING; INSERT INTO stale_checksums VALUES ('cases', new.case_id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER case_refs_delete AFTER DELETE ON case_refs
        BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'case_refs', 'delete', old.shop || ' ' || old.ref, old.case_id, old.shop, NULL, json_object('shop', old.shop, 'ref', old.ref, 'case_id', old.case_id)); INSERT INTO stale_checksums VALUES ('cases', old.case_id) ON CONFLICT DO NOTHING;
         END;
CREATE TRIGGER events_insert AFTER INSERT ON events BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'events', 'insert', new.id, new.case_id, (SELECT shop FROM cases WHERE id = new.case_id), NULL, json_object('name', new.name)); INSERT INTO stale_checksums VALUES ('cases', new.case_id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER events_update AFTER UPDATE OF id, case_id, name, at, data, source, origin, recorded_at, taken_back ON events WHEN old.id IS NOT new.id OR old.case_id IS NOT new.case_id OR old.name IS NOT new.name OR old.at IS NOT new.at OR old.data IS NOT new.data OR old.source IS NOT new.source OR old.origin IS NOT new.origin OR old.recorded_at IS NOT new.recorded_at OR old.taken_back IS NOT new.taken_back
        BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'events', 'update', new.id, new.case_id, (SELECT shop FROM cases WHERE id = new.case_id), NULL, (SELECT json_group_object(name, was) FROM (SELECT 'id' AS name, old.id AS was, new.id AS now UNION ALL SELECT 'case_id', old.case_id, new.case_id UNION ALL SELECT 'name', old.name, new.name UNION ALL SELECT 'at', old.at, new.at UNION ALL SELECT 'data', old.data, new.data UNION ALL SELECT 'source', old.source, new.source UNION ALL SELECT 'origin', old.origin, new.origin UNION ALL SELECT 'recorded_at', old.recorded_at, new.recorded_at UNION ALL SELECT 'taken_back', old.taken_back, new.taken_back) WHERE was IS NOT now)); INSERT INTO stale_checksums VALUES ('cases', old.case_id) ON CONFLICT DO NOTHING; INSERT INTO stale_checksums VALUES ('cases', new.case_id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER observations_insert AFTER INSERT ON observations BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'observations', 'insert', new.id, new.case_id, (SELECT shop FROM cases WHERE id = new.case_id), NULL, NULL); INSERT INTO stale_checksums VALUES ('cases', new.case_id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER observations_update AFTER UPDATE OF id, case_id, ref, source, first_seen, noticed_at, last_seen, status, raw, stamps, tracking, keep, refunded_at, origin, arbitration ON observations WHEN old.id IS NOT new.id OR old.case_id IS NOT new.case_id OR old.ref IS NOT new.ref OR old.source IS NOT new.source OR old.first_seen IS NOT new.first_seen OR old.noticed_at IS NOT new.noticed_at OR old.last_seen IS NOT new.last_seen OR old.status IS NOT new.status OR old.raw IS NOT new.raw OR old.stamps IS NOT new.stamps OR old.tracking IS NOT new.tracking OR old.keep IS NOT new.keep OR old.refunded_at IS NOT new.refunded_at OR old.origin IS NOT new.origin OR old.arbitration IS NOT new.arbitration
        BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'observations', 'update', new.id, new.case_id, (SELECT shop FROM cases WHERE id = new.case_id), NULL, (SELECT json_group_object(name, was) FROM (SELECT 'id' AS name, old.id AS was, new.id AS now UNION ALL SELECT 'case_id', old.case_id, new.case_id UNION ALL SELECT 'ref', old.ref, new.ref UNION ALL SELECT 'source', old.source, new.source UNION ALL SELECT 'first_seen', old.first_seen, new.first_seen UNION ALL SELECT 'noticed_at', old.noticed_at, new.noticed_at UNION ALL SELECT 'last_seen', old.last_seen, new.last_seen UNION ALL SELECT 'status', old.status, new.status UNION ALL SELECT 'raw', old.raw, new.raw UNION ALL SELECT 'stamps', old.stamps, new.stamps UNION ALL SELECT 'tracking', old.tracking, new.tracking UNION ALL SELECT 'keep', old.keep, new.keep UNION ALL SELECT 'refunded_at', old.refunded_at, new.refunded_at UNION ALL SELECT 'origin', old.origin, new.origin UNION ALL SELECT 'arbitration', old.arbitration, new.arbitration) WHERE was IS NOT now)); INSERT INTO stale_checksums VALUES ('cases', old.case_id) ON CONFLICT DO NOTHING; INSERT INTO stale_checksums VALUES ('cases', new.case_id) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER observations_delete AFTER DELETE ON observations
        BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'observations', 'delete', old.id, old.case_id, (SELECT shop FROM cases WHERE id = old.case_id), NULL, json_object('id', old.id, 'case_id', old.case_id, 'ref', old.ref, 'source', old.source, 'first_seen', old.first_seen, 'noticed_at', old.noticed_at, 'last_seen', old.last_seen, 'status', old.status, 'raw', old.raw, 'stamps', old.stamps, 'tracking', old.tracking, 'keep', old.keep, 'refunded_at', old.refunded_at, 'origin', old.origin, 'arbitration', old.arbitration)); INSERT INTO stale_checksums VALUES ('cases', old.case_id) ON CONFLICT DO NOTHING;
        INSERT INTO removed VALUES ('observations', old.id)
        ON CONFLICT (tbl) DO UPDATE SET id = max(id, excluded.id);
        INSERT INTO stale_checksums VALUES ('removed', 0) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER streams_insert AFTER INSERT ON streams BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'streams', 'insert', new.id, NULL, new.shop, NULL, NULL); INSERT INTO stale_checksums VALUES ('streams', 0) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER streams_update AFTER UPDATE OF id, shop, stream, until, began, back_to, wide_at ON streams WHEN old.id IS NOT new.id OR old.shop IS NOT new.shop OR old.stream IS NOT new.stream OR old.until IS NOT new.until OR old.began IS NOT new.began OR old.back_to IS NOT new.back_to OR old.wide_at IS NOT new.wide_at
        BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'streams', 'update', new.id, NULL, new.shop, NULL, (SELECT json_group_object(name, was) FROM (SELECT 'id' AS name, old.id AS was, new.id AS now UNION ALL SELECT 'shop', old.shop, new.shop UNION ALL SELECT 'stream', old.stream, new.stream UNION ALL SELECT 'until', old.until, new.until UNION ALL SELECT 'began', old.began, new.began UNION ALL SELECT 'back_to', old.back_to, new.back_to UNION ALL SELECT 'wide_at', old.wide_at, new.wide_at) WHERE was IS NOT now)); INSERT INTO stale_checksums VALUES ('streams', 0) ON CONFLICT DO NOTHING; INSERT INTO stale_checksums VALUES ('streams', 0) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER streams_delete AFTER DELETE ON streams
        BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'streams', 'delete', old.id, NULL, old.shop, NULL, json_object('id', old.id, 'shop', old.shop, 'stream', old.stream, 'until', old.until, 'began', old.began, 'back_to', old.back_to, 'wide_at', old.wide_at)); INSERT INTO stale_checksums VALUES ('streams', 0) ON CONFLICT DO NOTHING;
        INSERT INTO removed VALUES ('streams', old.id)
        ON CONFLICT (tbl) DO UPDATE SET id = max(id, excluded.id);
        INSERT INTO stale_checksums VALUES ('removed', 0) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER lines_update AFTER UPDATE ON lines BEGIN INSERT INTO stale_checksums VALUES ('orders', old.order_id >> 5) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER lines_delete AFTER DELETE ON lines BEGIN INSERT INTO stale_checksums VALUES ('orders', old.order_id >> 5) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER changes_update AFTER UPDATE ON changes BEGIN INSERT INTO stale_checksums VALUES ('changes', old.id >> 5) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER changes_delete AFTER DELETE ON changes BEGIN INSERT INTO stale_checksums VALUES ('changes', old.id >> 5) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER writes_update AFTER UPDATE ON writes BEGIN INSERT INTO stale_checksums VALUES ('writes', old.id >> 5) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER writes_delete AFTER DELETE ON writes BEGIN INSERT INTO stale_checksums VALUES ('writes', old.id >> 5) ON CONFLICT DO NOTHING; END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('cases',56);
COMMIT;
