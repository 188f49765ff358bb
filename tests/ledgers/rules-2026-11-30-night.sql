-- A ledger of schema 11 with the rules of 30 November 2026, those for undelivered parcels among them. Kept for the test of what fingerprints it holds.
PRAGMA user_version = 11;
PRAGMA application_id = 1634104435;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'aftersales','m001_facts','2026-11-30 04:41:43.561777+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'aftersales','m002_derived','2026-11-30 04:41:43.562252+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'aftersales','m003_axes','2026-11-30 04:41:43.564102+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'aftersales','m004_log','2026-11-30 04:41:43.564603+00:00');
INSERT INTO "_sqlite_migrations" VALUES(5,'aftersales','m005_buyers','2026-11-30 04:41:43.565426+00:00');
INSERT INTO "_sqlite_migrations" VALUES(6,'aftersales','m006_snoozes','2026-11-30 04:41:43.565782+00:00');
INSERT INTO "_sqlite_migrations" VALUES(7,'aftersales','m007_staff','2026-11-30 04:41:43.566531+00:00');
INSERT INTO "_sqlite_migrations" VALUES(8,'aftersales','m008_rules_of_november','2026-11-30 04:41:43.572593+00:00');
INSERT INTO "_sqlite_migrations" VALUES(9,'aftersales','m009_streams','2026-11-30 07:02:09.396550+00:00');
INSERT INTO "_sqlite_migrations" VALUES(10,'aftersales','m010_winnable','2026-11-30 07:02:09.417988+00:00');
INSERT INTO "_sqlite_migrations" VALUES(11,'aftersales','m011_undelivered','2026-11-30 08:41:57.299487+00:00');
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
INSERT INTO "case_refs" VALUES('us-store','4035324782022463452',19);
INSERT INTO "case_refs" VALUES('us-store','4035344440044318495',20);
INSERT INTO "case_refs" VALUES('us-store','4035350354718840769',21);
INSERT INTO "case_refs" VALUES('us-store','4035353773801157441',22);
INSERT INTO "case_refs" VALUES('us-store','4035367742503787367',23);
INSERT INTO "case_refs" VALUES('us-store','4035384922866824354',24);
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
INSERT INTO "cases" VALUES(1,'uk-main','return','576454556102136301','4035311801353798151',1700,'GBP',1999,'GBP','two_cold_ears','Does not suit me','Ribbed Beanie','KNIT-HAT',2,'[{"amount":1700,"product":"Ribbed Beanie","quantity":2,"sku":"KNIT-HAT","variation":"Charcoal"}]',NULL,'seller',0,'2026-11-10T13:52:48Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:16','pending','none','none','undecided',1,1,1,0,'[]','engine:5;house:a6f40b301867;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Request canceled','','','',NULL,NULL,'',NULL);
INSERT INTO "cases" VALUES(2,'uk-main','return','576468765703304892','4035317573888991389',3500,'GBP',3500,'GBP','angry.marigold','Product is defective or doesn''t work','Sunset Projection Lamp 日落灯','LAMP-SUNSET',2,'[{"amount":3500,"product":"Sunset Projection Lamp 日落灯","quantity":2,"sku":"LAMP-SUNSET","variation":"Default"}]',NULL,'seller',0,'2026-11-05T13:48:29Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:18','pending','none','none','undecided',1,0,0,0,'["unknown-status"]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','','','','',NULL,NULL,'Seller does not answer me!!',NULL);
INSERT INTO "cases" VALUES(3,'uk-main','return','577041216472333642','4035321299807543392',9999,'GBP',9999,'GBP','juniper.loft','Quality or style not as expected','Handwoven Rattan Pendant Shade','SHADE-RATTAN',1,'[{"amount":9999,"product":"Handwoven Rattan Pendant Shade","quantity":1,"sku":"SHADE-RATTAN","variation":"Natural, 50 cm"}]',NULL,'seller',0,'2026-11-20T16:02:00Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:8','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Awaiting seller response','','','',NULL,NULL,'Much darker than in the video, would like to send it back please',NULL);
INSERT INTO "cases" VALUES(4,'uk-main','refund','577098540484863429','4035336749790059633',1398,'GBP',1398,'GBP','moss.and.fern','Product is defective or doesn''t work','Magnetic Silicone Phone Case 磁吸手机壳','CASE-MAG-LIL',1,'[{"amount":1398,"product":"Magnetic Silicone Phone Case 磁吸手机壳","quantity":1,"sku":"CASE-MAG-LIL","variation":"Lilac"}]',NULL,'seller',0,'2026-11-20T07:12:44Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:10','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Awaiting seller response','','','',NULL,NULL,'The magnet came off on the first day.',NULL);
INSERT INTO "cases" VALUES(5,'uk-main','return','577017576197880835','4035336852815989805',3499,'GBP',3499,'GBP','rosa_knits_late','Item is too big/long','Chunky Knit Cardigan','KNIT-CARD-M',1,'[{"amount":3499,"product":"Chunky Knit Cardigan","quantity":1,"sku":"KNIT-CARD-M","variation":"Oatmeal, M"}]',NULL,'seller',0,'2026-11-16T12:10:33Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:13','approved','awaited','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Awaiting buyer shipment','','','',NULL,NULL,'',NULL);
INSERT INTO "cases" VALUES(6,'uk-main','return','577030706920571825','4035348914118421705',6498,'GBP',7348,'GBP','purl2.together','Does not suit me','Chunky Knit Cardigan; Cable Knit Jumper 麻花针织衫','KNIT-CARD-L; KNIT-JUMP-M',2,'[{"amount":3499,"product":"Chunky Knit Cardigan","quantity":1,"sku":"KNIT-CARD-L","variation":"Oatmeal, L"},{"amount":2999,"product":"Cable Knit Jumper 麻花针织衫","quantity":1,"sku":"KNIT-JUMP-M","variation":"Forest, M"}]',NULL,'seller',0,'2026-11-23T10:05:19Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:5','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Awaiting seller response','','','',NULL,NULL,'Keeping the hat, the other two are not my colour',NULL);
INSERT INTO "cases" VALUES(7,'uk-main','refund','577018131857623956','4035349180493328245',2798,'GBP',2798,'GBP','no_porch_nell','Package wasn''t received','LED Bedside Touch Lamp, Dimmable','LAMP-TOUCH-WH',1,'[{"amount":2798,"product":"LED Bedside Touch Lamp, Dimmable","quantity":1,"sku":"LAMP-TOUCH-WH","variation":"White"}]',NULL,'seller',0,'2026-11-20T11:47:05Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:9','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Awaiting seller response','','','',NULL,NULL,'Tracking says "left in porch", we have no porch',NULL);
INSERT INTO "cases" VALUES(8,'uk-main','return','577039501797763418','4035363674507079325',8999,'GBP',15399,'GBP','twelve.plates','Product doesn''t match description','Stoneware Dinner Set, 12 pieces','KIT-DINNER',1,'[{"amount":8999,"product":"Stoneware Dinner Set, 12 pieces","quantity":1,"sku":"KIT-DINNER","variation":"Sand"}]',NULL,'seller',0,'2026-11-19T14:20:36Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:11','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Awaiting seller response','','','',NULL,NULL,'Only 10 pieces in the box, says 12 online',NULL);
INSERT INTO "cases" VALUES(9,'uk-main','return','576461449221303514','4035371021735595179',2699,'GBP',2699,'GBP','quiet_corner_04','Product is defective or doesn''t work','LED Bedside Touch Lamp, Dimmable','LAMP-TOUCH-OAK',1,'[{"amount":2699,"product":"LED Bedside Touch Lamp, Dimmable","quantity":1,"sku":"LAMP-TOUCH-OAK","variation":"Oak"}]','EV118296551GB','seller',0,'2026-11-11T08:17:26Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:15','approved','shipped','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Return package in transit','','','',NULL,NULL,'',NULL);
INSERT INTO "cases" VALUES(10,'uk-main','return','577075834577072212','4035375337462579399',11200,'GBP',11200,'GBP','wee.hamish.home','Does not suit me','Wool Throw 130 x 170 cm','THROW-WOOL',2,'[{"amount":11200,"product":"Wool Throw 130 x 170 cm","quantity":2,"sku":"THROW-WOOL","variation":"Heather"}]',NULL,'seller',0,'2026-11-23T18:44:55Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:4','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Awaiting seller response','','','',NULL,NULL,'',NULL);
INSERT INTO "cases" VALUES(11,'uk-main','refund','576494393064473516','4035377259180037969',1649,'GBP',2747,'GBP','keqing_88','Missing product or accessories','Silicone Utensil Set, 10 pieces','KIT-UTEN',1,'[{"amount":1649,"product":"Silicone Utensil Set, 10 pieces","quantity":1,"sku":"KIT-UTEN","variation":"Sage"}]',NULL,'seller',0,'2026-11-09T22:04:17Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:17','rejected','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Request rejected','','','',NULL,NULL,'one spoon missing',NULL);
INSERT INTO "cases" VALUES(12,'uk-main','refund','576414966277705751','4035379076328760492',1598,'GBP',1598,'GBP','keqing_88','Product is defective or doesn''t work','Electric Milk Frother','KIT-FROTH',1,'[{"amount":1598,"product":"Electric Milk Frother","quantity":1,"sku":"KIT-FROTH","variation":"Black"}]',NULL,'seller',0,'2026-10-21T19:11:09Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:20','approved','none','refunded','undecided',1,1,1,1598,'[]','engine:5;house:a6f40b301867;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Refund completed','','','',NULL,NULL,'',NULL);
INSERT INTO "cases" VALUES(13,'uk-main','return','577097491160619536','4035381844509786746',4400,'GBP',10000,'GBP','keqing_88','Package or product is damaged','Enamelled Casserole','KIT-CASS',1,'[{"amount":4400,"product":"Enamelled Casserole","quantity":1,"sku":"KIT-CASS","variation":"24 cm, Teal"}]',NULL,'seller',0,'2026-11-22T16:40:12Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:7','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Awaiting seller response','','','',NULL,NULL,'Lid is chipped, 锅盖磕坏了',NULL);
INSERT INTO "cases" VALUES(14,'uk-main','return','577030145882750345','4035383456315276505',2999,'GBP',2999,'GBP','otter_and_oak','Item is too small/short','Cable Knit Jumper 麻花针织衫','KNIT-JUMP-S',1,'[{"amount":2999,"product":"Cable Knit Jumper 麻花针织衫","quantity":1,"sku":"KNIT-JUMP-S","variation":"Forest, S"}]',NULL,'seller',0,'2026-11-23T21:15:30Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:3','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Awaiting seller response','','','',NULL,NULL,'',NULL);
INSERT INTO "cases" VALUES(15,'uk-main','return','577067986119688599','4035391030508867509',12900,'GBP',12900,'GBP','the.tall.heron','Package or product is damaged','Arc Floor Lamp with Marble Base','LAMP-ARC',1,'[{"amount":12900,"product":"Arc Floor Lamp with Marble Base","quantity":1,"sku":"LAMP-ARC","variation":"Brass"}]',NULL,'seller',0,'2026-11-19T09:25:48Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:12','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Awaiting seller response','','','',NULL,NULL,'Marble base cracked in two',NULL);
INSERT INTO "cases" VALUES(16,'uk-main','return','576472324839045775','4035392230546415905',2999,'GBP',2999,'GBP','bramble.lane','Ordered incorrect size','Cable Knit Jumper 麻花针织衫','KNIT-JUMP-M',1,'[{"amount":2999,"product":"Cable Knit Jumper 麻花针织衫","quantity":1,"sku":"KNIT-JUMP-M","variation":"Forest, M"}]','EV117940382GB','seller',0,'2026-11-02T17:25:10Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:19','approved','shipped','refunded','undecided',1,1,1,2999,'[]','engine:5;house:a6f40b301867;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Refund completed','','','',NULL,NULL,'',NULL);
INSERT INTO "cases" VALUES(17,'uk-main','refund','577022744481792553','4035393010377085809',2049,'GBP',2049,'GBP','dusk_till_dawn7','Product doesn''t match description','Sunset Projection Lamp 日落灯','LAMP-SUNSET',1,'[{"amount":2049,"product":"Sunset Projection Lamp 日落灯","quantity":1,"sku":"LAMP-SUNSET","variation":"Default"}]',NULL,'seller',0,'2026-11-24T08:31:07Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:2','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Awaiting seller response','','','',NULL,NULL,'It is a white light, not a sunset',NULL);
INSERT INTO "cases" VALUES(18,'uk-main','return','576444292689476332','4035395698749760008',1899,'GBP',3548,'GBP','dumpling.sunday','Missing product or accessories','Bamboo Steamer, 2-tier 竹蒸笼','KIT-STEAM',1,'[{"amount":1899,"product":"Bamboo Steamer, 2-tier 竹蒸笼","quantity":1,"sku":"KIT-STEAM","variation":"25 cm"}]','EV118302746GB','seller',0,'2026-11-12T19:38:02Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:14','approved','shipped','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-gb:87464f04474c;;;;import','none','none',NULL,NULL,NULL,NULL,'','Return package in transit','','','',NULL,NULL,'No lid in the box',NULL);
INSERT INTO "cases" VALUES(19,'us-store','refund','577027507870952087','4035324782022463452',12644,'USD',12644,'USD','casserole_carl','Damaged item or packaging','Stoneware Dinner Set, 12 pieces','US-DINNER',NULL,'[{"amount":12644,"product":"Stoneware Dinner Set, 12 pieces","quantity":null,"sku":"US-DINNER","variation":"Sand"}]',NULL,'seller',0,'2026-11-24T06:31:44Z',NULL,NULL,NULL,'export','2026-11-24T08:32:00Z','returns-older-form.xlsx:2','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-us:b2db15805624;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,'',NULL,NULL,NULL,NULL,'4 plates broken',NULL);
INSERT INTO "cases" VALUES(20,'us-store','return','577043728549996173','4035344440044318495',4463,'USD',8925,'USD','juniper_pdx','Item doesn''t fit','Chunky Knit Cardigan','US-KNIT-S',NULL,'[{"amount":4463,"product":"Chunky Knit Cardigan","quantity":null,"sku":"US-KNIT-S","variation":"Oatmeal, S"}]',NULL,'seller',0,'2026-11-17T17:12:20Z',NULL,NULL,NULL,'export','2026-11-24T08:32:00Z','returns-older-form.xlsx:4','approved','awaited','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-us:b2db15805624;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,'',NULL,NULL,NULL,NULL,'',NULL);
INSERT INTO "cases" VALUES(21,'us-store','return','577045180061919204','4035350354718840769',7225,'USD',7225,'USD','big.sky.blanket','Color or pattern not as expected','Wool Throw 50 x 67 in','US-THROW',NULL,'[{"amount":7225,"product":"Wool Throw 50 x 67 in","quantity":null,"sku":"US-THROW","variation":"Heather"}]','9400100000000038412257','seller',0,'2026-11-13T02:40:03Z',NULL,NULL,NULL,'export','2026-11-24T08:32:00Z','returns-older-form.xlsx:5','approved','shipped','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-us:b2db15805624;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,'',NULL,NULL,NULL,NULL,'',NULL);
INSERT INTO "cases" VALUES(22,'us-store','refund','576431739070864778','4035353773801157441',1592,'USD',3152,'USD','foam.forward','Defective item','Electric Milk Frother','US-FROTH',NULL,'[{"amount":1592,"product":"Electric Milk Frother","quantity":null,"sku":"US-FROTH","variation":"Black"}]',NULL,'seller',0,'2026-11-05T15:21:08Z',NULL,NULL,NULL,'export','2026-11-24T08:32:00Z','returns-older-form.xlsx:6','rejected','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-us:b2db15805624;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,'',NULL,NULL,NULL,NULL,'',NULL);
INSERT INTO "cases" VALUES(23,'us-store','refund','577056990341782875','4035367742503787367',3685,'USD',3685,'USD','prairie.lark','Package wasn''t received','LED Bedside Touch Lamp, Dimmable','US-LAMP-TOUCH',NULL,'[{"amount":3685,"product":"LED Bedside Touch Lamp, Dimmable","quantity":null,"sku":"US-LAMP-TOUCH","variation":"White"}]',NULL,'seller',0,'2026-11-23T22:05:10Z',NULL,NULL,NULL,'export','2026-11-24T08:32:00Z','returns-older-form.xlsx:3','pending','none','none','undecided',1,0,0,0,'[]','engine:7;house:361caca91f08;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-us:b2db15805624;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,'',NULL,NULL,NULL,NULL,'Says delivered Wednesday, nothing in the mailbox',NULL);
INSERT INTO "cases" VALUES(24,'us-store','return','576442710447546012','4035384922866824354',2798,'USD',2798,'USD','noodle_nook','No longer needed','Bamboo Steamer, 2-tier 竹蒸笼','US-STEAM',NULL,'[{"amount":2798,"product":"Bamboo Steamer, 2-tier 竹蒸笼","quantity":null,"sku":"US-STEAM","variation":"10 in"}]','9400100000000035567021','seller',0,'2026-11-03T19:55:41Z',NULL,NULL,NULL,'export','2026-11-24T08:32:00Z','returns-older-form.xlsx:7','approved','shipped','refunded','undecided',1,1,1,2798,'[]','engine:5;house:a6f40b301867;markets:7baa764d887;calendars:52e858f2185d2;set:tiktok;tiktok-us:559c994d55e0;;;;import','none','none',NULL,NULL,NULL,NULL,'',NULL,'',NULL,NULL,NULL,NULL,'',NULL);
CREATE TABLE changes (
                id INTEGER PRIMARY KEY, write_id INTEGER NOT NULL REFERENCES writes(id), tbl TEXT NOT NULL,
                op TEXT NOT NULL, key TEXT NOT NULL, case_id INTEGER, shop TEXT, ref TEXT, image TEXT
            ) STRICT;
INSERT INTO "changes" VALUES(1,1,'shops','insert','uk-main',NULL,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(2,2,'cases','insert','1',1,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(3,2,'case_refs','insert','uk-main 4035311801353798151',1,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(4,2,'events','insert','1',1,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(5,2,'observations','insert','1',1,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(6,2,'cases','insert','2',2,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(7,2,'case_refs','insert','uk-main 4035317573888991389',2,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(8,2,'events','insert','2',2,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(9,2,'observations','insert','2',2,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(10,2,'cases','insert','3',3,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(11,2,'case_refs','insert','uk-main 4035321299807543392',3,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(12,2,'events','insert','3',3,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(13,2,'observations','insert','3',3,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(14,2,'cases','insert','4',4,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(15,2,'case_refs','insert','uk-main 4035336749790059633',4,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(16,2,'events','insert','4',4,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(17,2,'observations','insert','4',4,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(18,2,'cases','insert','5',5,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(19,2,'case_refs','insert','uk-main 4035336852815989805',5,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(20,2,'events','insert','5',5,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(21,2,'observations','insert','5',5,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(22,2,'cases','insert','6',6,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(23,2,'case_refs','insert','uk-main 4035348914118421705',6,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(24,2,'events','insert','6',6,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(25,2,'observations','insert','6',6,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(26,2,'cases','insert','7',7,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(27,2,'case_refs','insert','uk-main 4035349180493328245',7,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(28,2,'events','insert','7',7,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(29,2,'observations','insert','7',7,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(30,2,'cases','insert','8',8,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(31,2,'case_refs','insert','uk-main 4035363674507079325',8,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(32,2,'events','insert','8',8,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(33,2,'observations','insert','8',8,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(34,2,'cases','insert','9',9,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(35,2,'case_refs','insert','uk-main 4035371021735595179',9,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(36,2,'events','insert','9',9,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(37,2,'observations','insert','9',9,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(38,2,'cases','insert','10',10,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(39,2,'case_refs','insert','uk-main 4035375337462579399',10,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(40,2,'events','insert','10',10,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(41,2,'observations','insert','10',10,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(42,2,'cases','insert','11',11,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(43,2,'case_refs','insert','uk-main 4035377259180037969',11,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(44,2,'events','insert','11',11,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(45,2,'observations','insert','11',11,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(46,2,'cases','insert','12',12,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(47,2,'case_refs','insert','uk-main 4035379076328760492',12,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(48,2,'events','insert','12',12,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(49,2,'observations','insert','12',12,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(50,2,'cases','insert','13',13,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(51,2,'case_refs','insert','uk-main 4035381844509786746',13,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(52,2,'events','insert','13',13,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(53,2,'observations','insert','13',13,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(54,2,'cases','insert','14',14,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(55,2,'case_refs','insert','uk-main 4035383456315276505',14,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(56,2,'events','insert','14',14,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(57,2,'observations','insert','14',14,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(58,2,'cases','insert','15',15,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(59,2,'case_refs','insert','uk-main 4035391030508867509',15,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(60,2,'events','insert','15',15,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(61,2,'observations','insert','15',15,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(62,2,'cases','insert','16',16,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(63,2,'case_refs','insert','uk-main 4035392230546415905',16,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(64,2,'events','insert','16',16,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(65,2,'observations','insert','16',16,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(66,2,'cases','insert','17',17,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(67,2,'case_refs','insert','uk-main 4035393010377085809',17,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(68,2,'events','insert','17',17,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(69,2,'observations','insert','17',17,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(70,2,'cases','insert','18',18,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(71,2,'case_refs','insert','uk-main 4035395698749760008',18,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(72,2,'events','insert','18',18,'uk-main',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(73,2,'observations','insert','18',18,'uk-main',NULL,NULL);
INSERT INTO "changes" VALUES(74,2,'imports','insert','1',NULL,'uk-main',NULL,'{"file":"returns.csv","carries":"cases","new":18,"changed":0}');
INSERT INTO "changes" VALUES(75,3,'shops','insert','us-store',NULL,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(76,4,'cases','insert','19',19,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(77,4,'case_refs','insert','us-store 4035324782022463452',19,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(78,4,'events','insert','19',19,'us-store',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(79,4,'observations','insert','19',19,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(80,4,'cases','insert','20',20,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(81,4,'case_refs','insert','us-store 4035344440044318495',20,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(82,4,'events','insert','20',20,'us-store',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(83,4,'observations','insert','20',20,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(84,4,'cases','insert','21',21,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(85,4,'case_refs','insert','us-store 4035350354718840769',21,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(86,4,'events','insert','21',21,'us-store',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(87,4,'observations','insert','21',21,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(88,4,'cases','insert','22',22,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(89,4,'case_refs','insert','us-store 4035353773801157441',22,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(90,4,'events','insert','22',22,'us-store',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(91,4,'observations','insert','22',22,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(92,4,'cases','insert','23',23,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(93,4,'case_refs','insert','us-store 4035367742503787367',23,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(94,4,'events','insert','23',23,'us-store',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(95,4,'observations','insert','23',23,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(96,4,'cases','insert','24',24,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(97,4,'case_refs','insert','us-store 4035384922866824354',24,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(98,4,'events','insert','24',24,'us-store',NULL,'{"name":"request.opened"}');
INSERT INTO "changes" VALUES(99,4,'observations','insert','24',24,'us-store',NULL,NULL);
INSERT INTO "changes" VALUES(100,4,'imports','insert','2',NULL,'us-store',NULL,'{"file":"returns-older-form.xlsx","carries":"cases","new":6,"changed":0}');
INSERT INTO "changes" VALUES(101,5,'events','insert','25',1,'uk-main',NULL,'{"name":"case.noted"}');
INSERT INTO "changes" VALUES(102,6,'events','insert','26',1,'uk-main',NULL,'{"name":"case.noted"}');
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
INSERT INTO "clocks" VALUES(3,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-20T16:02:00Z','2026-11-24T16:02:00Z','2026-11-24T16:02:00Z',NULL,NULL,NULL,0,1,NULL,0,1,0,9999,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(4,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-20T07:12:44Z','2026-11-24T07:12:44Z','2026-11-24T07:12:44Z',NULL,NULL,NULL,0,1,NULL,0,1,0,1398,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(5,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-16T12:10:33Z','2026-11-18T12:10:33Z','2026-11-18T12:10:33Z',NULL,'2026-11-24T08:40:00Z','request.approved',0,1,NULL,0,1,0,3499,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(5,1,NULL,'check','seller','tiktok-gb','unknown',1,'platform','2026-11-24T08:40:00Z','2026-11-24T23:59:59Z',NULL,NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'look',NULL,NULL);
INSERT INTO "clocks" VALUES(6,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-23T10:05:19Z','2026-11-25T10:05:19Z','2026-11-25T10:05:19Z',NULL,NULL,NULL,0,1,NULL,0,1,0,6498,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(7,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-20T11:47:05Z','2026-11-24T11:47:05Z','2026-11-24T11:47:05Z',NULL,NULL,NULL,0,1,NULL,0,1,0,2798,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(8,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-19T14:20:36Z','2026-11-25T14:20:36Z','2026-11-25T14:20:36Z',NULL,NULL,NULL,0,1,NULL,0,1,0,8999,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(9,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-11T08:17:26Z','2026-11-13T08:17:26Z','2026-11-13T08:17:26Z',NULL,'2026-11-24T08:40:00Z','request.approved',0,1,NULL,0,1,0,2699,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(9,1,NULL,'check','seller','tiktok-gb','unknown',1,'platform','2026-11-24T08:40:00Z','2026-11-24T23:59:59Z',NULL,NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'look',NULL,NULL);
INSERT INTO "clocks" VALUES(10,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-23T18:44:55Z','2026-11-27T18:44:55Z','2026-11-27T18:44:55Z',NULL,NULL,NULL,0,1,NULL,0,1,0,11200,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(11,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-09T22:04:17Z','2026-11-11T22:04:17Z','2026-11-11T22:04:17Z',NULL,'2026-11-24T08:40:00Z','request.rejected',0,1,NULL,0,1,0,1649,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(12,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-10-21T19:11:09Z','2026-10-23T19:11:09Z','2026-10-23T19:11:09Z',NULL,'2026-10-23T14:40:52Z','request.approved',0,1,NULL,0,1,0,1598,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(13,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-22T16:40:12Z','2026-11-26T16:40:12Z','2026-11-26T16:40:12Z',NULL,NULL,NULL,0,1,NULL,0,1,0,4400,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(14,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-23T21:15:30Z','2026-11-25T21:15:30Z','2026-11-25T21:15:30Z',NULL,NULL,NULL,0,1,NULL,0,1,0,2999,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(15,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-19T09:25:48Z','2026-11-25T09:25:48Z','2026-11-25T09:25:48Z',NULL,NULL,NULL,0,1,NULL,0,1,0,12900,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(16,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-02T17:25:10Z','2026-11-04T17:25:10Z','2026-11-04T17:25:10Z',NULL,'2026-11-16T11:02:33Z','request.approved',0,1,NULL,0,1,0,2999,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(17,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-24T08:31:07Z','2026-11-26T08:31:07Z','2026-11-26T08:31:07Z',NULL,NULL,NULL,0,1,NULL,0,1,0,2049,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(18,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-12T19:38:02Z','2026-11-16T19:38:02Z','2026-11-16T19:38:02Z',NULL,'2026-11-24T08:40:00Z','request.approved',0,1,NULL,0,1,0,1899,'GBP','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(18,1,NULL,'check','seller','tiktok-gb','unknown',1,'platform','2026-11-24T08:40:00Z','2026-11-24T23:59:59Z',NULL,NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'look',NULL,NULL);
INSERT INTO "clocks" VALUES(19,0,'us.respond','respond','seller','tiktok-us','auto-approved',1,'request.opened','2026-11-24T06:31:44Z','2026-11-25T06:31:44Z','2026-11-25T06:31:44Z',NULL,NULL,NULL,0,1,NULL,0,1,0,12644,'USD','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(20,0,'us.respond','respond','seller','tiktok-us','auto-approved',1,'request.opened','2026-11-17T17:12:20Z','2026-11-18T17:12:20Z','2026-11-18T17:12:20Z',NULL,'2026-11-24T08:32:00Z','request.approved',0,1,NULL,0,1,0,4463,'USD','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(20,1,NULL,'check','seller','tiktok-us','unknown',1,'platform','2026-11-24T08:32:00Z','2026-11-25T07:59:59Z',NULL,NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'look',NULL,NULL);
INSERT INTO "clocks" VALUES(21,0,'us.respond','respond','seller','tiktok-us','auto-approved',1,'request.opened','2026-11-13T02:40:03Z','2026-11-14T02:40:03Z','2026-11-14T02:40:03Z',NULL,'2026-11-24T08:32:00Z','request.approved',0,1,NULL,0,1,0,7225,'USD','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(21,1,NULL,'check','seller','tiktok-us','unknown',1,'platform','2026-11-24T08:32:00Z','2026-11-25T07:59:59Z',NULL,NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]',NULL,NULL,NULL,'look',NULL,NULL);
INSERT INTO "clocks" VALUES(22,0,'us.respond','respond','seller','tiktok-us','auto-approved',1,'request.opened','2026-11-05T15:21:08Z','2026-11-06T15:21:08Z','2026-11-06T15:21:08Z',NULL,'2026-11-24T08:32:00Z','request.rejected',0,1,NULL,0,1,0,1592,'USD','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(23,0,'us.respond','respond','seller','tiktok-us','auto-approved',1,'request.opened','2026-11-23T22:05:10Z','2026-11-24T22:05:10Z','2026-11-24T22:05:10Z',NULL,NULL,NULL,0,1,NULL,0,1,0,3685,'USD','[]',NULL,NULL,NULL,'money',NULL,NULL);
INSERT INTO "clocks" VALUES(24,0,'us.respond','respond','seller','tiktok-us','auto-approved',1,'request.opened','2026-11-03T19:55:41Z','2026-11-04T19:55:41Z','2026-11-04T19:55:41Z',NULL,'2026-11-24T08:32:00Z','request.approved',0,1,NULL,0,1,0,2798,'USD','[]',NULL,NULL,NULL,'money',NULL,NULL);
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
INSERT INTO "events" VALUES(19,19,'request.opened','2026-11-24T06:31:44Z','{"ref":"4035324782022463452"}','export','returns-older-form.xlsx:2','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(20,20,'request.opened','2026-11-17T17:12:20Z','{"ref":"4035344440044318495"}','export','returns-older-form.xlsx:4','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(21,21,'request.opened','2026-11-13T02:40:03Z','{"ref":"4035350354718840769"}','export','returns-older-form.xlsx:5','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(22,22,'request.opened','2026-11-05T15:21:08Z','{"ref":"4035353773801157441"}','export','returns-older-form.xlsx:6','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(23,23,'request.opened','2026-11-23T22:05:10Z','{"ref":"4035367742503787367"}','export','returns-older-form.xlsx:3','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(24,24,'request.opened','2026-11-03T19:55:41Z','{"ref":"4035384922866824354"}','export','returns-older-form.xlsx:7','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(25,1,'case.noted','2026-11-24T09:00:00Z','{"text":"kept"}','hand','recorded by hand','2026-11-24T09:00:00Z',NULL);
INSERT INTO "events" VALUES(26,1,'case.noted','2026-11-24T09:00:00Z','{"text":"brought up to date"}','hand','recorded by hand','2026-11-24T09:00:00Z',NULL);
CREATE TABLE imports (
                id INTEGER PRIMARY KEY, shop TEXT NOT NULL REFERENCES shops(name), file TEXT NOT NULL,
                sha256 TEXT NOT NULL, format TEXT NOT NULL, carries TEXT NOT NULL, as_of TEXT NOT NULL,
                as_of_from TEXT NOT NULL, rows INTEGER NOT NULL, new INTEGER NOT NULL, changed INTEGER NOT NULL,
                same INTEGER NOT NULL, rejected INTEGER NOT NULL, recorded_at TEXT NOT NULL,
                UNIQUE (shop, sha256, format, as_of)
            ) STRICT;
INSERT INTO "imports" VALUES(1,'uk-main','returns.csv','0279a0c4acae5d51751d6587bc28430fd8d73147c50766f0d0bd770b00d47adc','tiktok-returns','cases','2026-11-24T08:40:00Z','--as-of',19,18,0,0,0,'2026-11-24T09:00:00Z');
INSERT INTO "imports" VALUES(2,'us-store','returns-older-form.xlsx','8823703bc90b2b9a718e94c15db0d3032511d2c530b2cf507fc208fd95aa1bbc','tiktok-returns','cases','2026-11-24T08:32:00Z','--as-of',6,6,0,0,0,'2026-11-24T09:00:00Z');
CREATE TABLE lines (
                order_id INTEGER NOT NULL REFERENCES orders(id) ON DELETE CASCADE, n INTEGER NOT NULL, sku TEXT,
                product TEXT, variation TEXT, quantity INTEGER, amount INTEGER, PRIMARY KEY (order_id, n)
            ) STRICT, WITHOUT ROWID;
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
INSERT INTO "observations" VALUES(19,19,'4035324782022463452','export','2026-11-24T08:32:00Z','2026-11-24T08:32:00Z','2026-11-24T08:32:00Z','pending','To process','[]',NULL,0,NULL,'returns-older-form.xlsx:2',NULL);
INSERT INTO "observations" VALUES(20,20,'4035344440044318495','export','2026-11-24T08:32:00Z','2026-11-24T08:32:00Z','2026-11-24T08:32:00Z','in-process','In process','[]',NULL,0,NULL,'returns-older-form.xlsx:4',NULL);
INSERT INTO "observations" VALUES(21,21,'4035350354718840769','export','2026-11-24T08:32:00Z','2026-11-24T08:32:00Z','2026-11-24T08:32:00Z','in-process','In process','[]','9400100000000038412257',0,NULL,'returns-older-form.xlsx:5',NULL);
INSERT INTO "observations" VALUES(22,22,'4035353773801157441','export','2026-11-24T08:32:00Z','2026-11-24T08:32:00Z','2026-11-24T08:32:00Z','rejected','Refund rejected','[]',NULL,0,NULL,'returns-older-form.xlsx:6',NULL);
INSERT INTO "observations" VALUES(23,23,'4035367742503787367','export','2026-11-24T08:32:00Z','2026-11-24T08:32:00Z','2026-11-24T08:32:00Z','pending','To process','[]',NULL,0,NULL,'returns-older-form.xlsx:3',NULL);
INSERT INTO "observations" VALUES(24,24,'4035384922866824354','export','2026-11-24T08:32:00Z','2026-11-24T08:32:00Z','2026-11-24T08:32:00Z','complete','Completed','[]','9400100000000035567021',0,NULL,'returns-older-form.xlsx:7',NULL);
CREATE TABLE orders (
                id INTEGER PRIMARY KEY, shop TEXT NOT NULL REFERENCES shops(name), ref TEXT NOT NULL,
                status TEXT, raw_status TEXT, amount INTEGER, currency TEXT, placed_at TEXT, paid_at TEXT,
                dispatched_at TEXT, delivered_at TEXT, cancelled_at TEXT, buyer TEXT, tracking TEXT,
                fulfilment TEXT NOT NULL, source TEXT NOT NULL, as_of TEXT NOT NULL, origin TEXT NOT NULL, dispatch_by TEXT, deliver_by TEXT, ready_at TEXT, collected_at TEXT, collect_by TEXT, ready_due TEXT, collection_due TEXT, delivery_due TEXT, order_type TEXT, shipping_type TEXT, handling TEXT, cancel_asked_at TEXT, buyer_message TEXT, after_sale TEXT, shipping_fee INTEGER, cancel_reason TEXT,
                UNIQUE (shop, ref)
            ) STRICT;
CREATE TABLE removed (tbl TEXT PRIMARY KEY, id INTEGER NOT NULL) STRICT, WITHOUT ROWID;
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
INSERT INTO "writes" VALUES(5,'2026-11-24T09:00:00Z','root','note',NULL,NULL);
INSERT INTO "writes" VALUES(6,'2026-11-24T09:00:00Z','root','note',NULL,NULL);
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
                    iif(k.opens_at > strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), k.opens_at, NULL) AS opens, k.stake, k.winnable, k.winnable_currency
                FROM clocks k JOIN cases c ON c.id = k.case_id JOIN shops s ON s.name = c.shop
                WHERE k.holds = 1 AND (k.stopped_at IS NULL OR k.confirmed = 0 OR k.planned = 1) AND k.owner = 'seller'
                    AND (k.stopped_at IS NULL OR k.confirmed = 0 OR k.stopped_at > strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
                    AND (coalesce(k.act_by, k.due_at) <= strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '+2 days')
                        OR (k.opens_at > strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-1 day') AND k.opens_at <= strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '+2 days')))
                    AND (k.lapses_at IS NULL OR k.lapses_at >= strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
                    AND (k.chained = 0 OR k.started_at < strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
                ORDER BY coalesce(k.act_by, k.due_at);
CREATE TRIGGER shops_insert AFTER INSERT ON shops BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'shops', 'insert', new.name, NULL, new.name, NULL, NULL); END;
CREATE TRIGGER shops_update AFTER UPDATE OF name, market, channel, added_at, taken_back ON shops WHEN old.name IS NOT new.name OR old.market IS NOT new.market OR old.channel IS NOT new.channel OR old.added_at IS NOT new.added_at OR old.taken_back IS NOT new.taken_back
        BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'shops', 'update', new.name, NULL, new.name, NULL, (SELECT json_group_object(name, was) FROM (SELECT 'name' AS name, old.name AS was, new.name AS now UNION ALL SELECT 'market', old.market, new.market UNION ALL SELECT 'channel', old.channel, new.channel UNION ALL SELECT 'added_at', old.added_at, new.added_at UNION ALL SELECT 'taken_back', old.taken_back, new.taken_back) WHERE was IS NOT now)); END;
CREATE TRIGGER imports_insert AFTER INSERT ON imports BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'imports', 'insert', new.id, NULL, new.shop, NULL, json_object('file', new.file, 'carries', new.carries, 'new', new.new, 'changed', new.changed)); END;
CREATE TRIGGER imports_update AFTER UPDATE OF id, shop, file, sha256, format, carries, as_of, as_of_from, rows, new, changed, same, rejected, recorded_at ON imports WHEN old.id IS NOT new.id OR old.shop IS NOT new.shop OR old.file IS NOT new.file OR old.sha256 IS NOT new.sha256 OR old.format IS NOT new.format OR old.carries IS NOT new.carries OR old.as_of IS NOT new.as_of OR old.as_of_from IS NOT new.as_of_from OR old.rows IS NOT new.rows OR old.new IS NOT new.new OR old.changed IS NOT new.changed OR old.same IS NOT new.same OR old.rejected IS NOT new.rejected OR old.recorded_at IS NOT new.recorded_at
        BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'imports', 'update', new.id, NULL, new.shop, NULL, (SELECT json_group_object(name, was) FROM (SELECT 'id' AS name, old.id AS was, new.id AS now UNION ALL SELECT 'shop', old.shop, new.shop UNION ALL SELECT 'file', old.file, new.file UNION ALL SELECT 'sha256', old.sha256, new.sha256 UNION ALL SELECT 'format', old.format, new.format UNION ALL SELECT 'carries', old.carries, new.carries UNION ALL SELECT 'as_of', old.as_of, new.as_of UNION ALL SELECT 'as_of_from', old.as_of_from, new.as_of_from UNION ALL SELECT 'rows', old.rows, new.rows UNION ALL SELECT 'new', old.new, new.new UNION ALL SELECT 'changed', old.changed, new.changed UNION ALL SELECT 'same', old.same, new.same UNION ALL SELECT 'rejected', old.rejected, new.rejected UNION ALL SELECT 'recorded_at', old.recorded_at, new.recorded_at) WHERE was IS NOT now)); END;
CREATE TRIGGER imports_delete AFTER DELETE ON imports
        BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'imports', 'delete', old.id, NULL, old.shop, NULL, json_object('id', old.id, 'shop', old.shop, 'file', old.file, 'sha256', old.sha256, 'format', old.format, 'carries', old.carries, 'as_of', old.as_of, 'as_of_from', old.as_of_from, 'rows', old.rows, 'new', old.new, 'changed', old.changed, 'same', old.same, 'rejected', old.rejected, 'recorded_at', old.recorded_at)); INSERT INTO removed VALUES ('imports', old.id)
        ON CONFLICT (tbl) DO UPDATE SET id = max(id, excluded.id); END;
CREATE TRIGGER orders_update AFTER UPDATE OF id, shop, ref, status, raw_status, amount, currency, placed_at, paid_at, dispatched_at, delivered_at, cancelled_at, buyer, tracking, fulfilment, source, as_of, origin, dispatch_by, deliver_by, ready_at, collected_at, collect_by, ready_due, collection_due, delivery_due, order_type, shipping_type, handling, cancel_asked_at, buyer_message, after_sale, shipping_fee, cancel_reason ON orders WHEN old.id IS NOT new.id OR old.shop IS NOT new.shop OR old.ref IS NOT new.ref OR old.status IS NOT new.status OR old.raw_status IS NOT new.raw_status OR old.amount IS NOT new.amount OR old.currency IS NOT new.currency OR old.placed_at IS NOT new.placed_at OR old.paid_at IS NOT new.paid_at OR old.dispatched_at IS NOT new.dispatched_at OR old.delivered_at IS NOT new.delivered_at OR old.cancelled_at IS NOT new.cancelled_at OR old.buyer IS NOT new.buyer OR old.tracking IS NOT new.tracking OR old.fulfilment IS NOT new.fulfilment OR old.source IS NOT new.source OR old.as_of IS NOT new.as_of OR old.origin IS NOT new.origin OR old.dispatch_by IS NOT new.dispatch_by OR old.deliver_by IS NOT new.deliver_by OR old.ready_at IS NOT new.ready_at OR old.collected_at IS NOT new.collected_at OR old.collect_by IS NOT new.collect_by OR old.ready_due IS NOT new.ready_due OR old.collection_due IS NOT new.collection_due OR old.delivery_due IS NOT new.delivery_due OR old.order_type IS NOT new.order_type OR old.shipping_type IS NOT new.shipping_type OR old.handling IS NOT new.handling OR old.cancel_asked_at IS NOT new.cancel_asked_at OR old.buyer_message IS NOT new.buyer_message OR old.after_sale IS NOT new.after_sale OR old.shipping_fee IS NOT new.shipping_fee OR old.cancel_reason IS NOT new.cancel_reason
        BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'orders', 'update', new.id, NULL, new.shop, new.ref, (SELECT json_group_object(name, was) FROM (SELECT 'id' AS name, old.id AS was, new.id AS now UNION ALL SELECT 'shop', old.shop, new.shop UNION ALL SELECT 'ref', old.ref, new.ref UNION ALL SELECT 'status', old.status, new.status UNION ALL SELECT 'raw_status', old.raw_status, new.raw_status UNION ALL SELECT 'amount', old.amount, new.amount UNION ALL SELECT 'currency', old.currency, new.currency UNION ALL SELECT 'placed_at', old.placed_at, new.placed_at UNION ALL SELECT 'paid_at', old.paid_at, new.paid_at UNION ALL SELECT 'dispatched_at', old.dispatched_at, new.dispatched_at UNION ALL SELECT 'delivered_at', old.delivered_at, new.delivered_at UNION ALL SELECT 'cancelled_at', old.cancelled_at, new.cancelled_at UNION ALL SELECT 'buyer', old.buyer, new.buyer UNION ALL SELECT 'tracking', old.tracking, new.tracking UNION ALL SELECT 'fulfilment', old.fulfilment, new.fulfilment UNION ALL SELECT 'source', old.source, new.source UNION ALL SELECT 'as_of', old.as_of, new.as_of UNION ALL SELECT 'origin', old.origin, new.origin UNION ALL SELECT 'dispatch_by', old.dispatch_by, new.dispatch_by UNION ALL SELECT 'deliver_by', old.deliver_by, new.deliver_by UNION ALL SELECT 'ready_at', old.ready_at, new.ready_at UNION ALL SELECT 'collected_at', old.collected_at, new.collected_at UNION ALL SELECT 'collect_by', old.collect_by, new.collect_by UNION ALL SELECT 'ready_due', old.ready_due, new.ready_due UNION ALL SELECT 'collection_due', old.collection_due, new.collection_due UNION ALL SELECT 'delivery_due', old.delivery_due, new.delivery_due UNION ALL SELECT 'order_type', old.order_type, new.order_type UNION ALL SELECT 'shipping_type', old.shipping_type, new.shipping_type UNION ALL SELECT 'handling', old.handling, new.handling UNION ALL SELECT 'cancel_asked_at', old.cancel_asked_at, new.cancel_asked_at UNION ALL SELECT 'buyer_message', old.buyer_message, new.buyer_message UNION ALL SELECT 'after_sale', old.after_sale, new.after_sale UNION ALL SELECT 'shipping_fee', old.shipping_fee, new.shipping_fee UNION ALL SELECT 'cancel_reason', old.cancel_reason, new.cancel_reason) WHERE was IS NOT now)); END;
CREATE TRIGGER orders_delete AFTER DELETE ON orders
        BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'orders', 'delete', old.id, NULL, old.shop, old.ref, json_object('id', old.id, 'shop', old.shop, 'ref', old.ref, 'status', old.status, 'raw_status', old.raw_status, 'amount', old.amount, 'currency', old.currency, 'placed_at', old.placed_at, 'paid_at', old.paid_at, 'dispatched_at', old.dispatched_at, 'delivered_at', old.delivered_at, 'cancelled_at', old.cancelled_at, 'buyer', old.buyer, 'tracking', old.tracking, 'fulfilment', old.fulfilment, 'source', old.source, 'as_of', old.as_of, 'origin', old.origin, 'dispatch_by', old.dispatch_by, 'deliver_by', old.deliver_by, 'ready_at', old.ready_at, 'collected_at', old.collected_at, 'collect_by', old.collect_by, 'ready_due', old.ready_due, 'collection_due', old.collection_due, 'delivery_due', old.delivery_due, 'order_type', old.order_type, 'shipping_type', old.shipping_type, 'handling', old.handling, 'cancel_asked_at', old.cancel_asked_at, 'buyer_message', old.buyer_message, 'after_sale', old.after_sale, 'shipping_fee', old.shipping_fee, 'cancel_reason', old.cancel_reason)); INSERT INTO removed VALUES ('orders', old.id)
        ON CONFLICT (tbl) DO UPDATE SET id = max(id, excluded.id); END;
CREATE TRIGGER cases_insert AFTER INSERT ON cases BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'cases', 'insert', new.id, new.id, new.shop, NULL, NULL); END;
CREATE TRIGGER cases_update AFTER UPDATE OF id, shop, kind, order_ref, ref, amount, currency, paid, paid_currency, buyer, reason, product, sku, quantity, lines, tracking, fulfilment, quick_refund, opened_at, caught_up_at, missing_since, merged_into, source, as_of, origin, taken_back, return_postage, postage_currency, reason_code, substatus, dispute_status, appeal_status, compensation_status, compensation, compensation_currency, combined_ref, buyer_note, unknown_kind ON cases WHEN old.id IS NOT new.id OR old.shop IS NOT new.shop OR old.kind IS NOT new.kind OR old.order_ref IS NOT new.order_ref OR old.ref IS NOT new.ref OR old.amount IS NOT new.amount OR old.currency IS NOT new.currency OR old.paid IS NOT new.paid OR old.paid_currency IS NOT new.paid_currency OR old.buyer IS NOT new.buyer OR old.reason IS NOT new.reason OR old.product IS NOT new.product OR old.sku IS NOT new.sku OR old.quantity IS NOT new.quantity OR old.lines IS NOT new.lines OR old.tracking IS NOT new.tracking OR old.fulfilment IS NOT new.fulfilment OR old.quick_refund IS NOT new.quick_refund OR old.opened_at IS NOT new.opened_at OR old.caught_up_at IS NOT new.caught_up_at OR old.missing_since IS NOT new.missing_since OR old.merged_into IS NOT new.merged_into OR old.source IS NOT new.source OR old.as_of IS NOT new.as_of OR old.origin IS NOT new.origin OR old.taken_back IS NOT new.taken_back OR old.return_postage IS NOT new.return_postage OR old.postage_currency IS NOT new.postage_currency OR old.reason_code IS NOT new.reason_code OR old.substatus IS NOT new.substatus OR old.dispute_status IS NOT new.dispute_status OR old.appeal_status IS NOT new.appeal_status OR old.compensation_status IS NOT new.compensation_status OR old.compensation IS NOT new.compensation OR old.compensation_currency IS NOT new.compensation_currency OR old.combined_ref IS NOT new.combined_ref OR old.buyer_note IS NOT new.buyer_note OR old.unknown_kind IS NOT new.unknown_kind
        BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'cases', 'update', new.id, new.id, new.shop, NULL, (SELECT json_group_object(name, was) FROM (SELECT 'id' AS name, old.id AS was, new.id AS now UNION ALL SELECT 'shop', old.shop, new.shop UNION ALL SELECT 'kind', old.kind, new.kind UNION ALL SELECT 'order_ref', old.order_ref, new.order_ref UNION ALL SELECT 'ref', old.ref, new.ref UNION ALL SELECT 'amount', old.amount, new.amount UNION ALL SELECT 'currency', old.currency, new.currency UNION ALL SELECT 'paid', old.paid, new.paid UNION ALL SELECT 'paid_currency', old.paid_currency, new.paid_currency UNION ALL SELECT 'buyer', old.buyer, new.buyer UNION ALL SELECT 'reason', old.reason, new.reason UNION ALL SELECT 'product', old.product, new.product UNION ALL SELECT 'sku', old.sku, new.sku UNION ALL SELECT 'quantity', old.quantity, new.quantity UNION ALL SELECT 'lines', old.lines, new.lines UNION ALL SELECT 'tracking', old.tracking, new.tracking UNION ALL SELECT 'fulfilment', old.fulfilment, new.fulfilment UNION ALL SELECT 'quick_refund', old.quick_refund, new.quick_refund UNION ALL SELECT 'opened_at', old.opened_at, new.opened_at UNION ALL SELECT 'caught_up_at', old.caught_up_at, new.caught_up_at UNION ALL SELECT 'missing_since', old.missing_since, new.missing_since UNION ALL SELECT 'merged_into', old.merged_into, new.merged_into UNION ALL SELECT 'source', old.source, new.source UNION ALL SELECT 'as_of', old.as_of, new.as_of UNION ALL SELECT 'origin', old.origin, new.origin UNION ALL SELECT 'taken_back', old.taken_back, new.taken_back UNION ALL SELECT 'return_postage', old.return_postage, new.return_postage UNION ALL SELECT 'postage_currency', old.postage_currency, new.postage_currency UNION ALL SELECT 'reason_code', old.reason_code, new.reason_code UNION ALL SELECT 'substatus', old.substatus, new.substatus UNION ALL SELECT 'dispute_status', old.dispute_status, new.dispute_status UNION ALL SELECT 'appeal_status', old.appeal_status, new.appeal_status UNION ALL SELECT 'compensation_status', old.compensation_status, new.compensation_status UNION ALL SELECT 'compensation', old.compensation, new.compensation UNION ALL SELECT 'compensation_currency', old.compensation_currency, new.compensation_currency UNION ALL SELECT 'combined_ref', old.combined_ref, new.combined_ref UNION ALL SELECT 'buyer_note', old.buyer_note, new.buyer_note UNION ALL SELECT 'unknown_kind', old.unknown_kind, new.unknown_kind) WHERE was IS NOT now)); END;
CREATE TRIGGER case_refs_insert AFTER INSERT ON case_refs BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'case_refs', 'insert', new.shop || ' ' || new.ref, new.case_id, new.shop, NULL, NULL); END;
CREATE TRIGGER case_refs_update AFTER UPDATE OF shop, ref, case_id ON case_refs WHEN old.shop IS NOT new.shop OR old.ref IS NOT new.ref OR old.case_id IS NOT new.case_id
        BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'case_refs', 'update', new.shop || ' ' || new.ref, new.case_id, new.shop, NULL, (SELECT json_group_object(name, was) FROM (SELECT 'shop' AS name, old.shop AS was, new.shop AS now UNION ALL SELECT 'ref', old.ref, new.ref UNION ALL SELECT 'case_id', old.case_id, new.case_id) WHERE was IS NOT now)); END;
CREATE TRIGGER case_refs_delete AFTER DELETE ON case_refs
        BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'case_refs', 'delete', old.shop || ' ' || old.ref, old.case_id, old.shop, NULL, json_object('shop', old.shop, 'ref', old.ref, 'case_id', old.case_id));  END;
CREATE TRIGGER events_insert AFTER INSERT ON events BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'events', 'insert', new.id, new.case_id, (SELECT shop FROM cases WHERE id = new.case_id), NULL, json_object('name', new.name)); END;
CREATE TRIGGER events_update AFTER UPDATE OF id, case_id, name, at, data, source, origin, recorded_at, taken_back ON events WHEN old.id IS NOT new.id OR old.case_id IS NOT new.case_id OR old.name IS NOT new.name OR old.at IS NOT new.at OR old.data IS NOT new.data OR old.source IS NOT new.source OR old.origin IS NOT new.origin OR old.recorded_at IS NOT new.recorded_at OR old.taken_back IS NOT new.taken_back
        BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'events', 'update', new.id, new.case_id, (SELECT shop FROM cases WHERE id = new.case_id), NULL, (SELECT json_group_object(name, was) FROM (SELECT 'id' AS name, old.id AS was, new.id AS now UNION ALL SELECT 'case_id', old.case_id, new.case_id UNION ALL SELECT 'name', old.name, new.name UNION ALL SELECT 'at', old.at, new.at UNION ALL SELECT 'data', old.data, new.data UNION ALL SELECT 'source', old.source, new.source UNION ALL SELECT 'origin', old.origin, new.origin UNION ALL SELECT 'recorded_at', old.recorded_at, new.recorded_at UNION ALL SELECT 'taken_back', old.taken_back, new.taken_back) WHERE was IS NOT now)); END;
CREATE TRIGGER observations_insert AFTER INSERT ON observations BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'observations', 'insert', new.id, new.case_id, (SELECT shop FROM cases WHERE id = new.case_id), NULL, NULL); END;
CREATE TRIGGER observations_update AFTER UPDATE OF id, case_id, ref, source, first_seen, noticed_at, last_seen, status, raw, stamps, tracking, keep, refunded_at, origin, arbitration ON observations WHEN old.id IS NOT new.id OR old.case_id IS NOT new.case_id OR old.ref IS NOT new.ref OR old.source IS NOT new.source OR old.first_seen IS NOT new.first_seen OR old.noticed_at IS NOT new.noticed_at OR old.last_seen IS NOT new.last_seen OR old.status IS NOT new.status OR old.raw IS NOT new.raw OR old.stamps IS NOT new.stamps OR old.tracking IS NOT new.tracking OR old.keep IS NOT new.keep OR old.refunded_at IS NOT new.refunded_at OR old.origin IS NOT new.origin OR old.arbitration IS NOT new.arbitration
        BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'observations', 'update', new.id, new.case_id, (SELECT shop FROM cases WHERE id = new.case_id), NULL, (SELECT json_group_object(name, was) FROM (SELECT 'id' AS name, old.id AS was, new.id AS now UNION ALL SELECT 'case_id', old.case_id, new.case_id UNION ALL SELECT 'ref', old.ref, new.ref UNION ALL SELECT 'source', old.source, new.source UNION ALL SELECT 'first_seen', old.first_seen, new.first_seen UNION ALL SELECT 'noticed_at', old.noticed_at, new.noticed_at UNION ALL SELECT 'last_seen', old.last_seen, new.last_seen UNION ALL SELECT 'status', old.status, new.status UNION ALL SELECT 'raw', old.raw, new.raw UNION ALL SELECT 'stamps', old.stamps, new.stamps UNION ALL SELECT 'tracking', old.tracking, new.tracking UNION ALL SELECT 'keep', old.keep, new.keep UNION ALL SELECT 'refunded_at', old.refunded_at, new.refunded_at UNION ALL SELECT 'origin', old.origin, new.origin UNION ALL SELECT 'arbitration', old.arbitration, new.arbitration) WHERE was IS NOT now)); END;
CREATE TRIGGER observations_delete AFTER DELETE ON observations
        BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'observations', 'delete', old.id, old.case_id, (SELECT shop FROM cases WHERE id = old.case_id), NULL, json_object('id', old.id, 'case_id', old.case_id, 'ref', old.ref, 'source', old.source, 'first_seen', old.first_seen, 'noticed_at', old.noticed_at, 'last_seen', old.last_seen, 'status', old.status, 'raw', old.raw, 'stamps', old.stamps, 'tracking', old.tracking, 'keep', old.keep, 'refunded_at', old.refunded_at, 'origin', old.origin, 'arbitration', old.arbitration)); INSERT INTO removed VALUES ('observations', old.id)
        ON CONFLICT (tbl) DO UPDATE SET id = max(id, excluded.id); END;
CREATE TRIGGER streams_insert AFTER INSERT ON streams BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'streams', 'insert', new.id, NULL, new.shop, NULL, NULL); END;
CREATE TRIGGER streams_update AFTER UPDATE OF id, shop, stream, until, began, back_to, wide_at ON streams WHEN old.id IS NOT new.id OR old.shop IS NOT new.shop OR old.stream IS NOT new.stream OR old.until IS NOT new.until OR old.began IS NOT new.began OR old.back_to IS NOT new.back_to OR old.wide_at IS NOT new.wide_at
        BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'streams', 'update', new.id, NULL, new.shop, NULL, (SELECT json_group_object(name, was) FROM (SELECT 'id' AS name, old.id AS was, new.id AS now UNION ALL SELECT 'shop', old.shop, new.shop UNION ALL SELECT 'stream', old.stream, new.stream UNION ALL SELECT 'until', old.until, new.until UNION ALL SELECT 'began', old.began, new.began UNION ALL SELECT 'back_to', old.back_to, new.back_to UNION ALL SELECT 'wide_at', old.wide_at, new.wide_at) WHERE was IS NOT now)); END;
CREATE TRIGGER streams_delete AFTER DELETE ON streams
        BEGIN INSERT INTO changes (write_id, tbl, op, key, case_id, shop, ref, image)
        VALUES ((SELECT max(id) FROM writes), 'streams', 'delete', old.id, NULL, old.shop, NULL, json_object('id', old.id, 'shop', old.shop, 'stream', old.stream, 'until', old.until, 'began', old.began, 'back_to', old.back_to, 'wide_at', old.wide_at)); INSERT INTO removed VALUES ('streams', old.id)
        ON CONFLICT (tbl) DO UPDATE SET id = max(id, excluded.id); END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('cases',24);
COMMIT;
