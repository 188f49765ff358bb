-- A ledger as schema 2 (aftersales 0.1.0) left it, in SQL. Kept for the test that brings old ledgers up to date.
PRAGMA user_version = 2;
PRAGMA application_id = 1634104435;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'aftersales','m001_facts','2026-11-25 00:07:05.061417+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'aftersales','m002_derived','2026-11-25 00:07:05.062450+00:00');
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
INSERT INTO "case_refs" VALUES('uk-main','4035356199229196536',20);
INSERT INTO "case_refs" VALUES('uk-main','4035364152123248894',21);
INSERT INTO "case_refs" VALUES('uk-main','4035384268792139545',22);
INSERT INTO "case_refs" VALUES('uk-main','4035388015808279733',22);
INSERT INTO "case_refs" VALUES('uk-main','4035381310168988325',23);
INSERT INTO "case_refs" VALUES('uk-main','4035320549524687102',24);
INSERT INTO "case_refs" VALUES('uk-main','4035333793306771897',25);
INSERT INTO "case_refs" VALUES('uk-main','4035382459733332401',26);
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
            ) STRICT;
INSERT INTO "cases" VALUES(1,'uk-main','return','576454556102136301','4035311801353798151',1700,'GBP',1999,'GBP','two_cold_ears','Does not suit me','Ribbed Beanie','KNIT-HAT',2,'[{"amount":1700,"product":"Ribbed Beanie","quantity":2,"sku":"KNIT-HAT","variation":"Charcoal"}]',NULL,'seller',0,'2026-11-10T13:52:48Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:16','pending','none','none','undecided',1,1,1,0,'[]','1.0b13c29f1ecd.22537f8b643.2dc2132da9e..import');
INSERT INTO "cases" VALUES(2,'uk-main','return','576468765703304892','4035317573888991389',3500,'GBP',3500,'GBP','angry.marigold','Product is defective or doesn''t work','Sunset Projection Lamp 日落灯','LAMP-SUNSET',2,'[{"amount":3500,"product":"Sunset Projection Lamp 日落灯","quantity":2,"sku":"LAMP-SUNSET","variation":"Default"}]',NULL,'seller',0,'2026-11-05T13:48:29Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:18','pending','none','none','undecided',1,0,0,0,'["unknown-status"]','1.0b13c29f1ecd.22537f8b643.2dc2132da9e..import');
INSERT INTO "cases" VALUES(3,'uk-main','return','577041216472333642','4035321299807543392',9999,'GBP',9999,'GBP','juniper.loft','Quality or style not as expected','Handwoven Rattan Pendant Shade','SHADE-RATTAN',1,'[{"amount":9999,"product":"Handwoven Rattan Pendant Shade","quantity":1,"sku":"SHADE-RATTAN","variation":"Natural, 50 cm"}]',NULL,'seller',0,'2026-11-20T16:02:00Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:8','approved','awaited','none','seller-address',1,0,0,0,'[]','1.0b13c29f1ecd.22537f8b643.2dc2132da9e..import');
INSERT INTO "cases" VALUES(4,'uk-main','refund','577098540484863429','4035336749790059633',1398,'GBP',1398,'GBP','moss.and.fern','Product is defective or doesn''t work','Magnetic Silicone Phone Case 磁吸手机壳','CASE-MAG-LIL',1,'[{"amount":1398,"product":"Magnetic Silicone Phone Case 磁吸手机壳","quantity":1,"sku":"CASE-MAG-LIL","variation":"Lilac"}]',NULL,'seller',0,'2026-11-20T07:12:44Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:10','pending','none','none','undecided',1,0,0,0,'[]','1.0b13c29f1ecd.22537f8b643.2dc2132da9e..import');
INSERT INTO "cases" VALUES(5,'uk-main','return','577017576197880835','4035336852815989805',3499,'GBP',3499,'GBP','rosa_knits_late','Item is too big/long','Chunky Knit Cardigan','KNIT-CARD-M',1,'[{"amount":3499,"product":"Chunky Knit Cardigan","quantity":1,"sku":"KNIT-CARD-M","variation":"Oatmeal, M"}]',NULL,'seller',0,'2026-11-16T12:10:33Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:13','approved','awaited','none','undecided',1,0,0,0,'[]','1.0b13c29f1ecd.22537f8b643.2dc2132da9e..import');
INSERT INTO "cases" VALUES(6,'uk-main','return','577030706920571825','4035348914118421705',6498,'GBP',7348,'GBP','purl2.together','Does not suit me','Chunky Knit Cardigan; Cable Knit Jumper 麻花针织衫','KNIT-CARD-L; KNIT-JUMP-M',2,'[{"amount":3499,"product":"Chunky Knit Cardigan","quantity":1,"sku":"KNIT-CARD-L","variation":"Oatmeal, L"},{"amount":2999,"product":"Cable Knit Jumper 麻花针织衫","quantity":1,"sku":"KNIT-JUMP-M","variation":"Forest, M"}]',NULL,'seller',0,'2026-11-23T10:05:19Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:5','pending','none','none','undecided',1,0,0,0,'[]','1.0b13c29f1ecd.22537f8b643.2dc2132da9e..import');
INSERT INTO "cases" VALUES(7,'uk-main','refund','577018131857623956','4035349180493328245',2798,'GBP',2798,'GBP','no_porch_nell','Package wasn''t received','LED Bedside Touch Lamp, Dimmable','LAMP-TOUCH-WH',1,'[{"amount":2798,"product":"LED Bedside Touch Lamp, Dimmable","quantity":1,"sku":"LAMP-TOUCH-WH","variation":"White"}]',NULL,'seller',0,'2026-11-20T11:47:05Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:9','approved','none','owed','undecided',1,0,0,0,'[]','1.0b13c29f1ecd.22537f8b643.2dc2132da9e..import');
INSERT INTO "cases" VALUES(8,'uk-main','return','577039501797763418','4035363674507079325',8999,'GBP',15399,'GBP','twelve.plates','Product doesn''t match description','Stoneware Dinner Set, 12 pieces','KIT-DINNER',1,'[{"amount":8999,"product":"Stoneware Dinner Set, 12 pieces","quantity":1,"sku":"KIT-DINNER","variation":"Sand"}]',NULL,'seller',0,'2026-11-19T14:20:36Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:11','pending','none','none','undecided',1,0,0,0,'[]','1.0b13c29f1ecd.22537f8b643.2dc2132da9e..import');
INSERT INTO "cases" VALUES(9,'uk-main','return','576461449221303514','4035371021735595179',2699,'GBP',2699,'GBP','quiet_corner_04','Product is defective or doesn''t work','LED Bedside Touch Lamp, Dimmable','LAMP-TOUCH-OAK',1,'[{"amount":2699,"product":"LED Bedside Touch Lamp, Dimmable","quantity":1,"sku":"LAMP-TOUCH-OAK","variation":"Oak"}]','EV118296551GB','seller',0,'2026-11-11T08:17:26Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:15','approved','shipped','none','undecided',1,0,0,0,'[]','1.0b13c29f1ecd.22537f8b643.2dc2132da9e..import');
INSERT INTO "cases" VALUES(10,'uk-main','return','577075834577072212','4035375337462579399',11200,'GBP',11200,'GBP','wee.hamish.home','Does not suit me','Wool Throw 130 x 170 cm','THROW-WOOL',2,'[{"amount":11200,"product":"Wool Throw 130 x 170 cm","quantity":2,"sku":"THROW-WOOL","variation":"Heather"}]',NULL,'seller',0,'2026-11-23T18:44:55Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:4','pending','none','none','undecided',1,0,0,0,'[]','1.0b13c29f1ecd.22537f8b643.2dc2132da9e..import');
INSERT INTO "cases" VALUES(11,'uk-main','refund','576494393064473516','4035377259180037969',1649,'GBP',2747,'GBP','keqing_88','Missing product or accessories','Silicone Utensil Set, 10 pieces','KIT-UTEN',1,'[{"amount":1649,"product":"Silicone Utensil Set, 10 pieces","quantity":1,"sku":"KIT-UTEN","variation":"Sage"}]',NULL,'seller',0,'2026-11-09T22:04:17Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:17','rejected','none','none','undecided',1,0,0,0,'[]','1.0b13c29f1ecd.22537f8b643.2dc2132da9e..import');
INSERT INTO "cases" VALUES(12,'uk-main','refund','576414966277705751','4035379076328760492',1598,'GBP',1598,'GBP','keqing_88','Product is defective or doesn''t work','Electric Milk Frother','KIT-FROTH',1,'[{"amount":1598,"product":"Electric Milk Frother","quantity":1,"sku":"KIT-FROTH","variation":"Black"}]',NULL,'seller',0,'2026-10-21T19:11:09Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:20','approved','none','refunded','undecided',1,1,1,1598,'[]','1.0b13c29f1ecd.22537f8b643.2dc2132da9e..import');
INSERT INTO "cases" VALUES(13,'uk-main','return','577097491160619536','4035381844509786746',4400,'GBP',10000,'GBP','keqing_88','Package or product is damaged','Enamelled Casserole','KIT-CASS',1,'[{"amount":4400,"product":"Enamelled Casserole","quantity":1,"sku":"KIT-CASS","variation":"24 cm, Teal"}]',NULL,'seller',0,'2026-11-22T16:40:12Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:7','pending','none','none','undecided',1,0,0,0,'[]','1.0b13c29f1ecd.22537f8b643.2dc2132da9e..import');
INSERT INTO "cases" VALUES(14,'uk-main','return','577030145882750345','4035383456315276505',2999,'GBP',2999,'GBP','otter_and_oak','Item is too small/short','Cable Knit Jumper 麻花针织衫','KNIT-JUMP-S',1,'[{"amount":2999,"product":"Cable Knit Jumper 麻花针织衫","quantity":1,"sku":"KNIT-JUMP-S","variation":"Forest, S"}]',NULL,'seller',0,'2026-11-23T21:15:30Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:3','pending','none','none','undecided',1,0,0,0,'[]','1.0b13c29f1ecd.22537f8b643.2dc2132da9e..import');
INSERT INTO "cases" VALUES(15,'uk-main','return','577067986119688599','4035391030508867509',12900,'GBP',12900,'GBP','the.tall.heron','Package or product is damaged','Arc Floor Lamp with Marble Base','LAMP-ARC',1,'[{"amount":12900,"product":"Arc Floor Lamp with Marble Base","quantity":1,"sku":"LAMP-ARC","variation":"Brass"}]',NULL,'seller',0,'2026-11-19T09:25:48Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:12','pending','none','none','undecided',1,0,0,0,'[]','1.0b13c29f1ecd.22537f8b643.2dc2132da9e..import');
INSERT INTO "cases" VALUES(16,'uk-main','return','576472324839045775','4035392230546415905',2999,'GBP',2999,'GBP','bramble.lane','Ordered incorrect size','Cable Knit Jumper 麻花针织衫','KNIT-JUMP-M',1,'[{"amount":2999,"product":"Cable Knit Jumper 麻花针织衫","quantity":1,"sku":"KNIT-JUMP-M","variation":"Forest, M"}]','EV117940382GB','seller',0,'2026-11-02T17:25:10Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:19','approved','shipped','refunded','undecided',1,1,1,2999,'[]','1.0b13c29f1ecd.22537f8b643.2dc2132da9e..import');
INSERT INTO "cases" VALUES(17,'uk-main','refund','577022744481792553','4035393010377085809',2049,'GBP',2049,'GBP','dusk_till_dawn7','Product doesn''t match description','Sunset Projection Lamp 日落灯','LAMP-SUNSET',1,'[{"amount":2049,"product":"Sunset Projection Lamp 日落灯","quantity":1,"sku":"LAMP-SUNSET","variation":"Default"}]',NULL,'seller',0,'2026-11-24T08:31:07Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:2','pending','none','none','undecided',1,0,0,0,'[]','1.0b13c29f1ecd.22537f8b643.2dc2132da9e..import');
INSERT INTO "cases" VALUES(18,'uk-main','return','576444292689476332','4035395698749760008',1899,'GBP',3548,'GBP','dumpling.sunday','Missing product or accessories','Bamboo Steamer, 2-tier 竹蒸笼','KIT-STEAM',1,'[{"amount":1899,"product":"Bamboo Steamer, 2-tier 竹蒸笼","quantity":1,"sku":"KIT-STEAM","variation":"25 cm"}]','EV118302746GB','seller',0,'2026-11-12T19:38:02Z',NULL,NULL,NULL,'export','2026-11-24T08:40:00Z','returns.csv:14','approved','shipped','none','undecided',1,0,0,0,'[]','1.0b13c29f1ecd.22537f8b643.2dc2132da9e..import');
INSERT INTO "cases" VALUES(19,'uk-main','return','576461413038785752',NULL,10000,'GBP',NULL,NULL,NULL,'Wrong colour','Tea set',NULL,NULL,'[{"amount":null,"product":"Tea set","quantity":null,"sku":null,"variation":null}]',NULL,'seller',0,'2026-11-20T16:02:00Z',NULL,NULL,NULL,'hand',NULL,'recorded by hand','pending','none','none','undecided',1,0,0,0,'[]','1.0b13c29f1ecd.22537f8b643.2dc2132da9e..import');
INSERT INTO "cases" VALUES(20,'uk-main','refund','576496259299769018','4035356199229196536',2999,'GBP',NULL,NULL,NULL,'Item is too small/short','Cable Knit Jumper 麻花针织衫','KNIT-JUMP-S',1,'[{"amount":null,"product":"Cable Knit Jumper 麻花针织衫","quantity":1,"sku":"KNIT-JUMP-S","variation":"Forest, S"}]',NULL,'seller',0,'2026-11-03T14:25:33Z',NULL,NULL,NULL,'api','2026-11-23T17:22:40Z','api-returns.json:6','approved','none','refunded','undecided',1,1,1,2999,'[]','1.0b13c29f1ecd.22537f8b643.2dc2132da9e..import');
INSERT INTO "cases" VALUES(21,'uk-main','return','577089940298397239','4035364152123248894',3499,'GBP',NULL,NULL,NULL,'Item is too big/long','Chunky Knit Cardigan','KNIT-CARD-M',1,'[{"amount":null,"product":"Chunky Knit Cardigan","quantity":1,"sku":"KNIT-CARD-M","variation":"Oatmeal, M"}]',NULL,'seller',0,'2026-11-16T11:20:05Z',NULL,NULL,NULL,'api','2026-11-23T17:22:40Z','api-returns.json:3','approved','awaited','none','undecided',1,0,0,0,'[]','1.0b13c29f1ecd.22537f8b643.2dc2132da9e..import');
INSERT INTO "cases" VALUES(22,'uk-main','return','577025043680932909','4035384268792139545',2499,'GBP',NULL,NULL,NULL,'Product is defective or doesn''t work','LED Bedside Touch Lamp, Dimmable','LAMP-TOUCH-WH',1,'[{"amount":null,"product":"LED Bedside Touch Lamp, Dimmable","quantity":1,"sku":"LAMP-TOUCH-WH","variation":"White"}]',NULL,'seller',0,'2026-11-17T10:44:18Z',NULL,NULL,NULL,'api','2026-11-23T17:22:40Z','api-returns.json:8','pending','none','none','undecided',2,0,0,0,'[]','1.0b13c29f1ecd.22537f8b643.2dc2132da9e..import');
INSERT INTO "cases" VALUES(23,'uk-main','return','576486727588176761','4035381310168988325',8999,'GBP',NULL,NULL,NULL,'Wrong product was sent','Stoneware Dinner Set, 12 pieces','KIT-DINNER',1,'[{"amount":null,"product":"Stoneware Dinner Set, 12 pieces","quantity":1,"sku":"KIT-DINNER","variation":"Sand"}]','EV118240917GB','seller',0,'2026-11-09T15:31:27Z',NULL,NULL,NULL,'api','2026-11-23T17:22:40Z','api-returns.json:4','approved','shipped','none','undecided',1,0,0,0,'[]','1.0b13c29f1ecd.22537f8b643.2dc2132da9e..import');
INSERT INTO "cases" VALUES(24,'uk-main','refund','577099919492080605','4035320549524687102',1299,'GBP',NULL,NULL,NULL,'Package or product is damaged','Electric Milk Frother','KIT-FROTH',1,'[{"amount":null,"product":"Electric Milk Frother","quantity":1,"sku":"KIT-FROTH","variation":"Black"}]',NULL,'seller',0,'2026-11-23T09:40:12Z',NULL,NULL,NULL,'api','2026-11-23T17:22:40Z','api-returns.json:2','pending','none','none','undecided',1,0,0,0,'[]','1.0b13c29f1ecd.22537f8b643.2dc2132da9e..import');
INSERT INTO "cases" VALUES(25,'uk-main','return','577072279160448825','4035333793306771897',1099,'GBP',NULL,NULL,NULL,'Does not suit me','Magnetic Silicone Phone Case 磁吸手机壳','CASE-MAG-NVY',1,'[{"amount":null,"product":"Magnetic Silicone Phone Case 磁吸手机壳","quantity":1,"sku":"CASE-MAG-NVY","variation":"Navy"}]','EV118361204GB','seller',1,'2026-11-18T20:06:51Z',NULL,NULL,NULL,'api','2026-11-23T17:22:40Z','api-returns.json:9','approved','shipped','refunded','undecided',1,0,0,0,'["quick-refund"]','1.0b13c29f1ecd.22537f8b643.2dc2132da9e..import');
INSERT INTO "cases" VALUES(26,'uk-main','replacement','577013727759885412','4035382459733332401',1899,'GBP',NULL,NULL,NULL,'Package or product is damaged','Bamboo Steamer, 2-tier 竹蒸笼','KIT-STEAM',1,'[{"amount":null,"product":"Bamboo Steamer, 2-tier 竹蒸笼","quantity":1,"sku":"KIT-STEAM","variation":"25 cm"}]',NULL,'seller',0,'2026-11-23T15:10:00Z',NULL,NULL,NULL,'api','2026-11-23T17:22:40Z','api-returns.json:5','pending','none','none','undecided',1,0,0,0,'[]','1.0b13c29f1ecd.22537f8b643.2dc2132da9e..import');
CREATE TABLE clocks (
                case_id INTEGER NOT NULL REFERENCES cases(id), n INTEGER NOT NULL, rule TEXT, duty TEXT NOT NULL,
                owner TEXT NOT NULL, policy TEXT NOT NULL, outcome TEXT NOT NULL, attempt INTEGER NOT NULL,
                started_by TEXT NOT NULL, started_at TEXT NOT NULL, due_at TEXT NOT NULL, computed_due TEXT,
                stamped_due TEXT, stopped_at TEXT, stopped_by TEXT, planned INTEGER NOT NULL,
                confirmed INTEGER NOT NULL, lapses_at TEXT,
                chained INTEGER NOT NULL, holds INTEGER NOT NULL, act_late INTEGER NOT NULL, risk INTEGER,
                risk_currency TEXT, flags TEXT NOT NULL, PRIMARY KEY (case_id, n)
            ) STRICT, WITHOUT ROWID;
INSERT INTO "clocks" VALUES(1,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-10T13:52:48Z','2026-11-12T13:52:48Z','2026-11-12T13:52:48Z',NULL,'2026-11-24T08:40:00Z','request.withdrawn',0,1,NULL,0,1,0,1700,'GBP','[]');
INSERT INTO "clocks" VALUES(2,0,NULL,'check','seller','tiktok-gb','unknown',1,'platform','2026-11-24T08:40:00Z','2026-11-24T23:59:59Z',NULL,NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]');
INSERT INTO "clocks" VALUES(3,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-20T16:02:00Z','2026-11-24T16:02:00Z','2026-11-24T16:02:00Z',NULL,'2026-11-24T09:00:00Z','request.approved',0,0,NULL,0,1,0,9999,'GBP','[]');
INSERT INTO "clocks" VALUES(3,1,'gb.ship-back','ship-back','buyer','tiktok-gb','case-closed',1,'request.approved','2026-11-24T09:00:00Z','2026-11-29T09:00:00Z','2026-11-29T09:00:00Z',NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]');
INSERT INTO "clocks" VALUES(4,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-20T07:12:44Z','2026-11-24T07:12:44Z','2026-11-24T07:12:44Z',NULL,NULL,NULL,0,1,NULL,0,1,0,1398,'GBP','[]');
INSERT INTO "clocks" VALUES(5,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-16T12:10:33Z','2026-11-18T12:10:33Z','2026-11-18T12:10:33Z',NULL,'2026-11-24T08:40:00Z','request.approved',0,1,NULL,0,1,0,3499,'GBP','[]');
INSERT INTO "clocks" VALUES(5,1,NULL,'check','seller','tiktok-gb','unknown',1,'platform','2026-11-24T08:40:00Z','2026-11-24T23:59:59Z',NULL,NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]');
INSERT INTO "clocks" VALUES(6,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-23T10:05:19Z','2026-11-25T10:05:19Z','2026-11-25T10:05:19Z',NULL,NULL,NULL,0,1,NULL,0,1,0,6498,'GBP','[]');
INSERT INTO "clocks" VALUES(7,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-20T11:47:05Z','2026-11-24T11:47:05Z','2026-11-24T11:47:05Z',NULL,'2026-11-24T09:00:00Z','request.approved',0,0,NULL,0,1,0,2798,'GBP','[]');
INSERT INTO "clocks" VALUES(7,1,'gb.refund-approved','refund','seller','tiktok-gb','refunded',1,'request.approved','2026-11-24T09:00:00Z','2026-11-26T09:00:00Z','2026-11-26T09:00:00Z',NULL,NULL,NULL,0,1,NULL,0,1,1,2798,'GBP','[]');
INSERT INTO "clocks" VALUES(8,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-19T14:20:36Z','2026-11-25T15:20:36Z','2026-11-25T14:20:36Z','2026-11-25T15:20:36Z',NULL,NULL,0,1,NULL,0,1,0,8999,'GBP','[]');
INSERT INTO "clocks" VALUES(9,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-11T08:17:26Z','2026-11-13T08:17:26Z','2026-11-13T08:17:26Z',NULL,'2026-11-24T08:40:00Z','request.approved',0,1,NULL,0,1,0,2699,'GBP','[]');
INSERT INTO "clocks" VALUES(9,1,NULL,'check','seller','tiktok-gb','unknown',1,'platform','2026-11-24T08:40:00Z','2026-11-24T23:59:59Z',NULL,NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]');
INSERT INTO "clocks" VALUES(10,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-23T18:44:55Z','2026-11-27T18:44:55Z','2026-11-27T18:44:55Z',NULL,NULL,NULL,0,1,NULL,0,1,0,11200,'GBP','[]');
INSERT INTO "clocks" VALUES(11,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-09T22:04:17Z','2026-11-11T22:04:17Z','2026-11-11T22:04:17Z',NULL,'2026-11-24T08:40:00Z','request.rejected',0,1,NULL,0,1,0,1649,'GBP','[]');
INSERT INTO "clocks" VALUES(12,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-10-21T19:11:09Z','2026-10-23T19:11:09Z','2026-10-23T19:11:09Z',NULL,'2026-10-23T14:40:52Z','request.approved',0,1,NULL,0,1,0,1598,'GBP','[]');
INSERT INTO "clocks" VALUES(13,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-22T16:40:12Z','2026-11-26T16:40:12Z','2026-11-26T16:40:12Z',NULL,NULL,NULL,0,1,NULL,0,1,0,4400,'GBP','[]');
INSERT INTO "clocks" VALUES(14,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-23T21:15:30Z','2026-11-25T21:15:30Z','2026-11-25T21:15:30Z',NULL,NULL,NULL,0,1,NULL,0,1,0,2999,'GBP','[]');
INSERT INTO "clocks" VALUES(15,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-19T09:25:48Z','2026-11-25T09:25:48Z','2026-11-25T09:25:48Z',NULL,NULL,NULL,0,1,NULL,0,1,0,12900,'GBP','[]');
INSERT INTO "clocks" VALUES(16,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-02T17:25:10Z','2026-11-04T17:25:10Z','2026-11-04T17:25:10Z',NULL,'2026-11-16T11:02:33Z','request.approved',0,1,NULL,0,1,0,2999,'GBP','[]');
INSERT INTO "clocks" VALUES(17,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-24T08:31:07Z','2026-11-26T08:31:07Z','2026-11-26T08:31:07Z',NULL,NULL,NULL,0,1,NULL,0,1,0,2049,'GBP','[]');
INSERT INTO "clocks" VALUES(18,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-12T19:38:02Z','2026-11-16T19:38:02Z','2026-11-16T19:38:02Z',NULL,'2026-11-24T08:40:00Z','request.approved',0,1,NULL,0,1,0,1899,'GBP','[]');
INSERT INTO "clocks" VALUES(18,1,NULL,'check','seller','tiktok-gb','unknown',1,'platform','2026-11-24T08:40:00Z','2026-11-24T23:59:59Z',NULL,NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]');
INSERT INTO "clocks" VALUES(19,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-20T16:02:00Z','2026-11-26T16:02:00Z','2026-11-26T16:02:00Z',NULL,NULL,NULL,0,1,NULL,0,1,0,10000,'GBP','[]');
INSERT INTO "clocks" VALUES(20,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-03T14:25:33Z','2026-11-05T14:25:33Z','2026-11-05T14:25:33Z',NULL,'2026-11-05T12:40:18Z','request.approved',0,1,NULL,0,1,0,2999,'GBP','[]');
INSERT INTO "clocks" VALUES(21,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-16T11:20:05Z','2026-11-18T11:20:05Z','2026-11-18T11:20:05Z',NULL,'2026-11-17T10:02:40Z','request.approved',0,1,NULL,0,1,0,3499,'GBP','[]');
INSERT INTO "clocks" VALUES(21,1,NULL,'check','seller','tiktok-gb','unknown',1,'platform','2026-11-17T10:02:40Z','2026-11-23T23:59:59Z',NULL,NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]');
INSERT INTO "clocks" VALUES(22,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-17T10:44:18Z','2026-11-19T10:44:18Z','2026-11-19T10:44:18Z',NULL,'2026-11-19T09:31:02Z','request.rejected',0,1,NULL,0,1,0,2499,'GBP','[]');
INSERT INTO "clocks" VALUES(22,1,'gb.respond','respond','seller','tiktok-gb','auto-approved',2,'request.resubmitted','2026-11-23T17:22:40Z','2026-11-25T17:22:40Z','2026-11-25T17:22:40Z','2026-11-25T17:22:40Z',NULL,NULL,0,1,NULL,0,1,0,2499,'GBP','[]');
INSERT INTO "clocks" VALUES(23,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-09T15:31:27Z','2026-11-11T15:31:27Z','2026-11-11T15:31:27Z',NULL,'2026-11-20T17:30:00Z','request.approved',0,1,NULL,0,1,0,8999,'GBP','[]');
INSERT INTO "clocks" VALUES(23,1,NULL,'confirm-receipt','seller','tiktok-gb','refunded',1,'platform','2026-11-20T17:30:00Z','2026-11-24T17:30:00Z',NULL,'2026-11-24T17:30:00Z',NULL,NULL,0,1,NULL,0,1,0,8999,'GBP','["in-transit"]');
INSERT INTO "clocks" VALUES(24,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-23T09:40:12Z','2026-11-25T09:40:12Z','2026-11-25T09:40:12Z','2026-11-25T09:40:12Z',NULL,NULL,0,1,NULL,0,1,0,1299,'GBP','[]');
INSERT INTO "clocks" VALUES(25,0,'gb.respond','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-18T20:06:51Z','2026-11-20T20:06:51Z','2026-11-20T20:06:51Z',NULL,'2026-11-23T11:48:09Z','request.approved',0,1,NULL,0,1,0,1099,'GBP','[]');
INSERT INTO "clocks" VALUES(25,1,NULL,'check','seller','tiktok-gb','unknown',1,'platform','2026-11-23T11:48:09Z','2026-11-23T23:59:59Z',NULL,NULL,NULL,NULL,0,1,NULL,0,1,0,NULL,NULL,'[]');
INSERT INTO "clocks" VALUES(26,0,'gb.replacement','respond','seller','tiktok-gb','auto-approved',1,'request.opened','2026-11-23T15:10:00Z','2026-11-24T15:10:00Z','2026-11-24T15:10:00Z',NULL,NULL,NULL,0,1,NULL,0,1,0,1899,'GBP','[]');
CREATE TABLE events (
                id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL REFERENCES cases(id), name TEXT NOT NULL,
                at TEXT NOT NULL, data TEXT NOT NULL, source TEXT NOT NULL, origin TEXT NOT NULL,
                recorded_at TEXT NOT NULL
            ) STRICT;
INSERT INTO "events" VALUES(1,1,'request.opened','2026-11-10T13:52:48Z','{"ref":"4035311801353798151"}','export','returns.csv:16','2026-11-24T09:00:00Z');
INSERT INTO "events" VALUES(2,2,'request.opened','2026-11-05T13:48:29Z','{"ref":"4035317573888991389"}','export','returns.csv:18','2026-11-24T09:00:00Z');
INSERT INTO "events" VALUES(3,3,'request.opened','2026-11-20T16:02:00Z','{"ref":"4035321299807543392"}','export','returns.csv:8','2026-11-24T09:00:00Z');
INSERT INTO "events" VALUES(4,4,'request.opened','2026-11-20T07:12:44Z','{"ref":"4035336749790059633"}','export','returns.csv:10','2026-11-24T09:00:00Z');
INSERT INTO "events" VALUES(5,5,'request.opened','2026-11-16T12:10:33Z','{"ref":"4035336852815989805"}','export','returns.csv:13','2026-11-24T09:00:00Z');
INSERT INTO "events" VALUES(6,6,'request.opened','2026-11-23T10:05:19Z','{"ref":"4035348914118421705"}','export','returns.csv:5','2026-11-24T09:00:00Z');
INSERT INTO "events" VALUES(7,7,'request.opened','2026-11-20T11:47:05Z','{"ref":"4035349180493328245"}','export','returns.csv:9','2026-11-24T09:00:00Z');
INSERT INTO "events" VALUES(8,8,'request.opened','2026-11-19T14:20:36Z','{"ref":"4035363674507079325"}','export','returns.csv:11','2026-11-24T09:00:00Z');
INSERT INTO "events" VALUES(9,9,'request.opened','2026-11-11T08:17:26Z','{"ref":"4035371021735595179"}','export','returns.csv:15','2026-11-24T09:00:00Z');
INSERT INTO "events" VALUES(10,10,'request.opened','2026-11-23T18:44:55Z','{"ref":"4035375337462579399"}','export','returns.csv:4','2026-11-24T09:00:00Z');
INSERT INTO "events" VALUES(11,11,'request.opened','2026-11-09T22:04:17Z','{"ref":"4035377259180037969"}','export','returns.csv:17','2026-11-24T09:00:00Z');
INSERT INTO "events" VALUES(12,12,'request.opened','2026-10-21T19:11:09Z','{"ref":"4035379076328760492"}','export','returns.csv:20','2026-11-24T09:00:00Z');
INSERT INTO "events" VALUES(13,13,'request.opened','2026-11-22T16:40:12Z','{"ref":"4035381844509786746"}','export','returns.csv:7','2026-11-24T09:00:00Z');
INSERT INTO "events" VALUES(14,14,'request.opened','2026-11-23T21:15:30Z','{"ref":"4035383456315276505"}','export','returns.csv:3','2026-11-24T09:00:00Z');
INSERT INTO "events" VALUES(15,15,'request.opened','2026-11-19T09:25:48Z','{"ref":"4035391030508867509"}','export','returns.csv:12','2026-11-24T09:00:00Z');
INSERT INTO "events" VALUES(16,16,'request.opened','2026-11-02T17:25:10Z','{"ref":"4035392230546415905"}','export','returns.csv:19','2026-11-24T09:00:00Z');
INSERT INTO "events" VALUES(17,17,'request.opened','2026-11-24T08:31:07Z','{"ref":"4035393010377085809"}','export','returns.csv:2','2026-11-24T09:00:00Z');
INSERT INTO "events" VALUES(18,18,'request.opened','2026-11-12T19:38:02Z','{"ref":"4035395698749760008"}','export','returns.csv:14','2026-11-24T09:00:00Z');
INSERT INTO "events" VALUES(19,7,'request.approved','2026-11-24T09:00:00Z','{}','hand','recorded by hand','2026-11-24T09:00:00Z');
INSERT INTO "events" VALUES(20,3,'request.approved','2026-11-24T09:00:00Z','{"mode":"seller-address"}','hand','recorded by hand','2026-11-24T09:00:00Z');
INSERT INTO "events" VALUES(21,19,'request.opened','2026-11-20T16:02:00Z','{}','hand','recorded by hand','2026-11-24T09:00:00Z');
INSERT INTO "events" VALUES(22,20,'request.opened','2026-11-03T14:25:33Z','{"ref":"4035356199229196536"}','api','api-returns.json:6','2026-11-24T09:00:00Z');
INSERT INTO "events" VALUES(23,21,'request.opened','2026-11-16T11:20:05Z','{"ref":"4035364152123248894"}','api','api-returns.json:3','2026-11-24T09:00:00Z');
INSERT INTO "events" VALUES(24,22,'request.opened','2026-11-17T10:44:18Z','{"ref":"4035388015808279733"}','api','api-returns.json:7','2026-11-24T09:00:00Z');
INSERT INTO "events" VALUES(25,23,'request.opened','2026-11-09T15:31:27Z','{"ref":"4035381310168988325"}','api','api-returns.json:4','2026-11-24T09:00:00Z');
INSERT INTO "events" VALUES(26,24,'request.opened','2026-11-23T09:40:12Z','{"ref":"4035320549524687102"}','api','api-returns.json:2','2026-11-24T09:00:00Z');
INSERT INTO "events" VALUES(27,25,'request.opened','2026-11-18T20:06:51Z','{"ref":"4035333793306771897"}','api','api-returns.json:9','2026-11-24T09:00:00Z');
INSERT INTO "events" VALUES(28,26,'request.opened','2026-11-23T15:10:00Z','{"ref":"4035382459733332401"}','api','api-returns.json:5','2026-11-24T09:00:00Z');
INSERT INTO "events" VALUES(29,22,'request.resubmitted','2026-11-23T17:22:40Z','{"ref":"4035384268792139545"}','api','api-returns.json:8','2026-11-24T09:00:00Z');
CREATE TABLE imports (
                id INTEGER PRIMARY KEY, shop TEXT NOT NULL REFERENCES shops(name), file TEXT NOT NULL,
                sha256 TEXT NOT NULL, format TEXT NOT NULL, carries TEXT NOT NULL, as_of TEXT NOT NULL,
                as_of_from TEXT NOT NULL, rows INTEGER NOT NULL, new INTEGER NOT NULL, changed INTEGER NOT NULL,
                same INTEGER NOT NULL, rejected INTEGER NOT NULL, recorded_at TEXT NOT NULL,
                UNIQUE (shop, sha256, format, as_of)
            ) STRICT;
INSERT INTO "imports" VALUES(1,'uk-main','orders.csv','448a147fe9240751525cf839ee86fa0779816165eef32533a76d1305afacfac6','tiktok-orders','orders','2026-11-24T08:40:00Z','--as-of',89,60,0,0,0,'2026-11-24T09:00:00Z');
INSERT INTO "imports" VALUES(2,'uk-main','returns.csv','0279a0c4acae5d51751d6587bc28430fd8d73147c50766f0d0bd770b00d47adc','tiktok-returns','cases','2026-11-24T08:40:00Z','--as-of',19,18,0,0,0,'2026-11-24T09:00:00Z');
INSERT INTO "imports" VALUES(3,'uk-main','api-returns.json','9f9e20e2f54606b53a81499058aceac283636692445caeb5f062f974f9a9ee50','tiktok-api-returns','cases','2026-11-23T17:22:40Z','the newest instant in the file',9,7,2,0,0,'2026-11-24T09:00:00Z');
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
INSERT INTO "lines" VALUES(61,0,NULL,'Tea set',NULL,NULL,NULL);
CREATE TABLE observations (
                id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL REFERENCES cases(id), ref TEXT, source TEXT NOT NULL,
                first_seen TEXT NOT NULL, noticed_at TEXT NOT NULL, last_seen TEXT NOT NULL, status TEXT NOT NULL,
                raw TEXT NOT NULL, stamps TEXT NOT NULL, tracking TEXT, keep INTEGER NOT NULL, refunded_at TEXT,
                origin TEXT NOT NULL
            ) STRICT;
INSERT INTO "observations" VALUES(1,1,'4035311801353798151','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','cancelled','Canceled / Request canceled','[]',NULL,0,NULL,'returns.csv:16');
INSERT INTO "observations" VALUES(2,2,'4035317573888991389','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','unknown','Escalated to platform','[]',NULL,0,NULL,'returns.csv:18');
INSERT INTO "observations" VALUES(3,3,'4035321299807543392','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','pending','To process / Awaiting seller response','[]',NULL,0,NULL,'returns.csv:8');
INSERT INTO "observations" VALUES(4,4,'4035336749790059633','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','pending','To process / Awaiting seller response','[]',NULL,0,NULL,'returns.csv:10');
INSERT INTO "observations" VALUES(5,5,'4035336852815989805','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','in-process','In process / Awaiting buyer shipment','[]',NULL,0,NULL,'returns.csv:13');
INSERT INTO "observations" VALUES(6,6,'4035348914118421705','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','pending','To process / Awaiting seller response','[]',NULL,0,NULL,'returns.csv:5');
INSERT INTO "observations" VALUES(7,7,'4035349180493328245','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','pending','To process / Awaiting seller response','[]',NULL,0,NULL,'returns.csv:9');
INSERT INTO "observations" VALUES(8,8,'4035363674507079325','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','pending','To process / Awaiting seller response','[]',NULL,0,NULL,'returns.csv:11');
INSERT INTO "observations" VALUES(9,9,'4035371021735595179','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','in-process','In process / Return package in transit','[]','EV118296551GB',0,NULL,'returns.csv:15');
INSERT INTO "observations" VALUES(10,10,'4035375337462579399','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','pending','To process / Awaiting seller response','[]',NULL,0,NULL,'returns.csv:4');
INSERT INTO "observations" VALUES(11,11,'4035377259180037969','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','rejected','Refund rejected / Request rejected','[]',NULL,0,NULL,'returns.csv:17');
INSERT INTO "observations" VALUES(12,12,'4035379076328760492','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','complete','Completed / Refund completed','[]',NULL,0,'2026-10-23T14:40:52Z','returns.csv:20');
INSERT INTO "observations" VALUES(13,13,'4035381844509786746','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','pending','To process / Awaiting seller response','[]',NULL,0,NULL,'returns.csv:7');
INSERT INTO "observations" VALUES(14,14,'4035383456315276505','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','pending','To process / Awaiting seller response','[]',NULL,0,NULL,'returns.csv:3');
INSERT INTO "observations" VALUES(15,15,'4035391030508867509','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','pending','To process / Awaiting seller response','[]',NULL,0,NULL,'returns.csv:12');
INSERT INTO "observations" VALUES(16,16,'4035392230546415905','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','complete','Completed / Refund completed','[]','EV117940382GB',0,'2026-11-16T11:02:33Z','returns.csv:19');
INSERT INTO "observations" VALUES(17,17,'4035393010377085809','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','pending','To process / Awaiting seller response','[]',NULL,0,NULL,'returns.csv:2');
INSERT INTO "observations" VALUES(18,18,'4035395698749760008','export','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','2026-11-24T08:40:00Z','in-process','In process / Return package in transit','[]','EV118302746GB',0,NULL,'returns.csv:14');
INSERT INTO "observations" VALUES(19,20,'4035356199229196536','api','2026-11-05T12:40:18Z','2026-11-23T17:22:40Z','2026-11-23T17:22:40Z','complete','RETURN_OR_REFUND_REQUEST_COMPLETE','[["SELLER_RESPOND_REFUND","2026-11-05T14:25:33Z"]]',NULL,0,NULL,'api-returns.json:6');
INSERT INTO "observations" VALUES(20,21,'4035364152123248894','api','2026-11-17T10:02:40Z','2026-11-23T17:22:40Z','2026-11-23T17:22:40Z','awaiting-ship','AWAITING_BUYER_SHIP','[]',NULL,0,NULL,'api-returns.json:3');
INSERT INTO "observations" VALUES(21,22,'4035388015808279733','api','2026-11-19T09:31:02Z','2026-11-23T17:22:40Z','2026-11-23T17:22:40Z','rejected','REFUND_OR_RETURN_REQUEST_REJECT','[]',NULL,0,NULL,'api-returns.json:7');
INSERT INTO "observations" VALUES(22,8,'4035363674507079325','api','2026-11-19T14:20:36Z','2026-11-23T17:22:40Z','2026-11-23T17:22:40Z','pending','RETURN_OR_REFUND_REQUEST_PENDING','[["SELLER_RESPOND_RETURN","2026-11-25T15:20:36Z"]]',NULL,0,NULL,'api-returns.json:1');
INSERT INTO "observations" VALUES(23,23,'4035381310168988325','api','2026-11-20T17:30:00Z','2026-11-23T17:22:40Z','2026-11-23T17:22:40Z','shipped','BUYER_SHIPPED_ITEM','[["SELLER_RESPOND_RECEIVE_PACKAGE","2026-11-24T17:30:00Z"]]','EV118240917GB',0,NULL,'api-returns.json:4');
INSERT INTO "observations" VALUES(24,24,'4035320549524687102','api','2026-11-23T09:40:12Z','2026-11-23T17:22:40Z','2026-11-23T17:22:40Z','pending','RETURN_OR_REFUND_REQUEST_PENDING','[["SELLER_RESPOND_REFUND","2026-11-25T09:40:12Z"]]',NULL,0,NULL,'api-returns.json:2');
INSERT INTO "observations" VALUES(25,25,'4035333793306771897','api','2026-11-23T11:48:09Z','2026-11-23T17:22:40Z','2026-11-23T17:22:40Z','shipped','BUYER_SHIPPED_ITEM','[]','EV118361204GB',0,NULL,'api-returns.json:9');
INSERT INTO "observations" VALUES(26,26,'4035382459733332401','api','2026-11-23T15:10:00Z','2026-11-23T17:22:40Z','2026-11-23T17:22:40Z','pending','REPLACEMENT_REQUEST_PENDING','[]',NULL,0,NULL,'api-returns.json:5');
INSERT INTO "observations" VALUES(27,22,'4035384268792139545','api','2026-11-23T17:22:40Z','2026-11-23T17:22:40Z','2026-11-23T17:22:40Z','pending','RETURN_OR_REFUND_REQUEST_PENDING','[["SELLER_RESPOND_RETURN","2026-11-25T17:22:40Z"]]',NULL,0,NULL,'api-returns.json:8');
CREATE TABLE orders (
                id INTEGER PRIMARY KEY, shop TEXT NOT NULL REFERENCES shops(name), ref TEXT NOT NULL,
                status TEXT, raw_status TEXT, amount INTEGER, currency TEXT, placed_at TEXT, paid_at TEXT,
                dispatched_at TEXT, delivered_at TEXT, cancelled_at TEXT, buyer TEXT, tracking TEXT,
                fulfilment TEXT NOT NULL, source TEXT NOT NULL, as_of TEXT NOT NULL, origin TEXT NOT NULL,
                UNIQUE (shop, ref)
            ) STRICT;
INSERT INTO "orders" VALUES(1,'uk-main','576400590514360719','completed','Completed / Completed',1948,'GBP','2026-10-22T16:35:37Z','2026-10-22T16:36:18Z','2026-10-23T15:47:56Z','2026-10-27T15:02:14Z',NULL,'tiny_biscuit21','H000110066998785','seller','export','2026-11-24T08:40:00Z','orders.csv:80');
INSERT INTO "orders" VALUES(2,'uk-main','576406933793405454','delivered','Shipped / Delivered',4678,'GBP','2026-11-04T16:50:05Z','2026-11-04T16:52:22Z','2026-11-05T16:01:31Z','2026-11-09T10:31:57Z',NULL,'foggy.teapot39','H000730645190463','seller','export','2026-11-24T08:40:00Z','orders.csv:64');
INSERT INTO "orders" VALUES(3,'uk-main','576410180171304358','completed','Completed / Completed',6498,'GBP','2026-10-15T21:24:19Z','2026-10-15T21:25:10Z','2026-10-16T14:22:24Z','2026-10-20T15:18:03Z',NULL,'salt.biscuit33','H000252964405655','seller','export','2026-11-24T08:40:00Z','orders.csv:83');
INSERT INTO "orders" VALUES(4,'uk-main','576411530863629765','delivered','Shipped / Delivered',2198,'GBP','2026-11-05T23:41:12Z','2026-11-05T23:43:28Z','2026-11-06T16:48:12Z','2026-11-10T14:05:38Z',NULL,'paper.pebble25','H005173084107319','seller','export','2026-11-24T08:40:00Z','orders.csv:63');
INSERT INTO "orders" VALUES(5,'uk-main','576414966277705751','completed','Completed / Completed',1598,'GBP','2026-10-14T16:20:55Z','2026-10-14T16:22:35Z','2026-10-15T14:42:13Z','2026-10-19T11:36:14Z',NULL,'keqing_88','H002165296239517','seller','export','2026-11-24T08:40:00Z','orders.csv:85');
INSERT INTO "orders" VALUES(6,'uk-main','576416367501436951','completed','Completed / Completed',7348,'GBP','2026-10-08T18:46:02Z','2026-10-08T18:47:19Z','2026-10-09T14:14:15Z','2026-10-13T10:07:21Z',NULL,'salt.teapot83','H007161749143613','seller','export','2026-11-24T08:40:00Z','orders.csv:87');
INSERT INTO "orders" VALUES(7,'uk-main','576431726441721538','completed','Completed / Completed',17998,'GBP','2026-10-19T09:11:53Z','2026-10-19T09:12:51Z','2026-10-20T14:55:50Z','2026-10-22T11:41:30Z',NULL,'misty_wren70','H005794951394676','seller','export','2026-11-24T08:40:00Z','orders.csv:82');
INSERT INTO "orders" VALUES(8,'uk-main','576444292689476332','delivered','Shipped / Delivered',3548,'GBP','2026-11-03T20:31:16Z','2026-11-03T20:32:13Z','2026-11-04T16:47:07Z','2026-11-06T14:11:39Z',NULL,'dumpling.sunday','H004785792800687','seller','export','2026-11-24T08:40:00Z','orders.csv:66');
INSERT INTO "orders" VALUES(9,'uk-main','576450242221314634','delivered','Shipped / Delivered',6400,'GBP','2026-10-27T11:15:20Z','2026-10-27T11:17:31Z','2026-10-28T16:44:48Z','2026-10-30T13:12:45Z',NULL,'tiny_ribbon51','H007338147509901','seller','export','2026-11-24T08:40:00Z','orders.csv:77');
INSERT INTO "orders" VALUES(10,'uk-main','576454556102136301','delivered','Shipped / Delivered',1999,'GBP','2026-11-02T14:08:37Z','2026-11-02T14:11:14Z','2026-11-03T16:19:21Z','2026-11-06T10:03:18Z',NULL,'two_cold_ears','H003208212298625','seller','export','2026-11-24T08:40:00Z','orders.csv:69');
INSERT INTO "orders" VALUES(11,'uk-main','576461449221303514','delivered','Shipped / Delivered',2699,'GBP','2026-11-03T11:06:58Z','2026-11-03T11:08:08Z','2026-11-04T16:05:46Z','2026-11-06T16:45:21Z',NULL,'quiet_corner_04','H007746289833087','seller','export','2026-11-24T08:40:00Z','orders.csv:68');
INSERT INTO "orders" VALUES(12,'uk-main','576467569569109353','completed','Completed / Completed',1098,'GBP','2026-10-05T07:33:28Z','2026-10-05T07:36:30Z','2026-10-06T14:53:28Z','2026-10-08T12:50:09Z',NULL,'velvet_panda58','H000856439014142','seller','export','2026-11-24T08:40:00Z','orders.csv:90');
INSERT INTO "orders" VALUES(13,'uk-main','576468765703304892','delivered','Shipped / Delivered',3500,'GBP','2026-10-28T22:17:05Z','2026-10-28T22:18:41Z','2026-10-29T16:39:40Z','2026-11-02T13:39:42Z',NULL,'angry.marigold','H001182132326708','seller','export','2026-11-24T08:40:00Z','orders.csv:76');
INSERT INTO "orders" VALUES(14,'uk-main','576472324839045775','completed','Completed / Completed',2999,'GBP','2026-10-26T12:44:09Z','2026-10-26T12:46:16Z','2026-10-27T16:25:11Z','2026-10-29T15:10:27Z',NULL,'bramble.lane','H000158421737235','seller','export','2026-11-24T08:40:00Z','orders.csv:79');
INSERT INTO "orders" VALUES(15,'uk-main','576483149989102892','completed','Completed / Completed',1874,'GBP','2026-10-12T12:58:40Z','2026-10-12T12:59:54Z','2026-10-13T15:48:54Z','2026-10-15T13:34:56Z',NULL,'misty.comet10','H001916867335396','seller','export','2026-11-24T08:40:00Z','orders.csv:86');
INSERT INTO "orders" VALUES(16,'uk-main','576483154373796973','delivered','Shipped / Delivered',2696,'GBP','2026-10-29T20:03:49Z','2026-10-29T20:05:32Z','2026-10-30T17:17:13Z','2026-11-03T15:44:10Z',NULL,'lucky_wren77','H008600004445028','seller','export','2026-11-24T08:40:00Z','orders.csv:75');
INSERT INTO "orders" VALUES(17,'uk-main','576486727588176761','delivered','Shipped / Delivered',8999,'GBP','2026-11-01T18:02:33Z','2026-11-01T18:04:59Z','2026-11-02T17:19:13Z','2026-11-05T14:20:48Z',NULL,'supper_club_e8','H007497665898554','seller','export','2026-11-24T08:40:00Z','orders.csv:74');
INSERT INTO "orders" VALUES(18,'uk-main','576494393064473516','delivered','Shipped / Delivered',2747,'GBP','2026-11-02T09:15:44Z','2026-11-02T09:17:49Z','2026-11-03T15:50:55Z','2026-11-05T11:28:50Z',NULL,'keqing_88','H000748690476013','seller','export','2026-11-24T08:40:00Z','orders.csv:72');
INSERT INTO "orders" VALUES(19,'uk-main','576496259299769018','completed','Completed / Completed',2999,'GBP','2026-10-26T21:30:12Z','2026-10-26T21:31:38Z','2026-10-27T15:56:05Z','2026-10-29T16:28:03Z',NULL,'pepper.pot.22','H008850333904357','seller','export','2026-11-24T08:40:00Z','orders.csv:78');
INSERT INTO "orders" VALUES(20,'uk-main','576498424326591747','delivered','Shipped / Delivered',3849,'GBP','2026-11-02T12:28:31Z','2026-11-02T12:31:13Z','2026-11-03T16:28:00Z','2026-11-05T17:20:02Z',NULL,'amber_harbour12','H009982383208872','seller','export','2026-11-24T08:40:00Z','orders.csv:70');
INSERT INTO "orders" VALUES(21,'uk-main','577007921026098806','cancelled','Canceled / Canceled',4349,'GBP','2026-11-15T23:10:22Z',NULL,NULL,NULL,'2026-11-16T23:10:25Z','wild_biscuit24',NULL,'seller','export','2026-11-24T08:40:00Z','orders.csv:40');
INSERT INTO "orders" VALUES(22,'uk-main','577011113191442263','in-transit','Shipped / In transit',6049,'GBP','2026-11-18T14:12:29Z','2026-11-18T14:14:03Z','2026-11-19T15:55:32Z',NULL,NULL,'paper.pebble75','H003980457923427','seller','export','2026-11-24T08:40:00Z','orders.csv:24');
INSERT INTO "orders" VALUES(23,'uk-main','577013698215964682','awaiting-shipment','To ship / Awaiting shipment',2798,'GBP','2026-11-24T07:52:17Z','2026-11-24T07:54:19Z',NULL,NULL,NULL,'copper_wren56',NULL,'seller','export','2026-11-24T08:40:00Z','orders.csv:4');
INSERT INTO "orders" VALUES(24,'uk-main','577013727759885412','delivered','Shipped / Delivered',3798,'GBP','2026-11-16T13:54:20Z','2026-11-16T13:56:00Z','2026-11-17T15:35:53Z','2026-11-20T11:35:29Z',NULL,'bao_before_noon','H003238184195428','seller','export','2026-11-24T08:40:00Z','orders.csv:34');
INSERT INTO "orders" VALUES(25,'uk-main','577017576197880835','delivered','Shipped / Delivered',3499,'GBP','2026-11-09T19:55:02Z','2026-11-09T19:57:20Z','2026-11-10T15:47:18Z','2026-11-12T13:20:44Z',NULL,'rosa_knits_late','H007015563779701','seller','export','2026-11-24T08:40:00Z','orders.csv:55');
INSERT INTO "orders" VALUES(26,'uk-main','577018131857623956','delivered','Shipped / Delivered',2798,'GBP','2026-11-14T21:37:50Z','2026-11-14T21:38:33Z','2026-11-16T16:49:47Z','2026-11-18T16:22:08Z',NULL,'no_porch_nell','H003810855038679','seller','export','2026-11-24T08:40:00Z','orders.csv:42');
INSERT INTO "orders" VALUES(27,'uk-main','577022744481792553','delivered','Shipped / Delivered',2049,'GBP','2026-11-19T07:45:28Z','2026-11-19T07:46:55Z','2026-11-20T16:27:31Z','2026-11-23T15:40:11Z',NULL,'dusk_till_dawn7','H006949176838221','seller','export','2026-11-24T08:40:00Z','orders.csv:22');
INSERT INTO "orders" VALUES(28,'uk-main','577022786952797661','delivered','Shipped / Delivered',5600,'GBP','2026-11-17T21:09:35Z','2026-11-17T21:12:05Z','2026-11-18T15:39:47Z','2026-11-20T15:15:44Z',NULL,'tiny_biscuit31','H002643042313778','seller','export','2026-11-24T08:40:00Z','orders.csv:26');
INSERT INTO "orders" VALUES(29,'uk-main','577025043680932909','delivered','Shipped / Delivered',4998,'GBP','2026-11-09T08:48:47Z','2026-11-09T08:50:39Z','2026-11-10T17:22:44Z','2026-11-13T12:09:54Z',NULL,'night_reader_k','H002392256389279','seller','export','2026-11-24T08:40:00Z','orders.csv:59');
INSERT INTO "orders" VALUES(30,'uk-main','577030145882750345','delivered','Shipped / Delivered',2999,'GBP','2026-11-17T18:40:22Z','2026-11-17T18:42:43Z','2026-11-18T16:49:09Z','2026-11-21T12:17:46Z',NULL,'otter_and_oak','H000324882304966','seller','export','2026-11-24T08:40:00Z','orders.csv:27');
INSERT INTO "orders" VALUES(31,'uk-main','577030706920571825','delivered','Shipped / Delivered',7348,'GBP','2026-11-16T08:59:31Z','2026-11-16T09:00:34Z','2026-11-17T16:18:11Z','2026-11-19T17:02:55Z',NULL,'purl2.together','H009306174410498','seller','export','2026-11-24T08:40:00Z','orders.csv:37');
INSERT INTO "orders" VALUES(32,'uk-main','577036287228024428','cancelled','Canceled / Canceled',9999,'GBP','2026-11-12T13:02:48Z','2026-11-12T13:05:06Z',NULL,NULL,'2026-11-12T13:21:30Z','tiny.fox61',NULL,'seller','export','2026-11-24T08:40:00Z','orders.csv:47');
INSERT INTO "orders" VALUES(33,'uk-main','577039501797763418','delivered','Shipped / Delivered',15399,'GBP','2026-11-11T21:08:14Z','2026-11-11T21:11:23Z','2026-11-12T17:18:50Z','2026-11-16T10:55:03Z',NULL,'twelve.plates','H000486297379042','seller','export','2026-11-24T08:40:00Z','orders.csv:48');
INSERT INTO "orders" VALUES(34,'uk-main','577040778514541874','delivered','Shipped / Delivered',4847,'GBP','2026-11-09T15:17:43Z','2026-11-09T15:19:50Z','2026-11-10T15:32:18Z','2026-11-12T11:59:33Z',NULL,'copper_pine46','H002741437891478','seller','export','2026-11-24T08:40:00Z','orders.csv:56');
INSERT INTO "orders" VALUES(35,'uk-main','577041216472333642','delivered','Shipped / Delivered',9999,'GBP','2026-11-12T20:14:03Z','2026-11-12T20:16:09Z','2026-11-13T16:14:26Z','2026-11-17T11:48:30Z',NULL,'juniper.loft','H004035903483043','seller','export','2026-11-24T08:40:00Z','orders.csv:46');
INSERT INTO "orders" VALUES(36,'uk-main','577044035946081363','awaiting-shipment','To ship / Awaiting shipment',4349,'GBP','2026-11-22T14:50:09Z','2026-11-22T14:50:52Z',NULL,NULL,NULL,'oops.ordered.it',NULL,'seller','export','2026-11-24T08:40:00Z','orders.csv:9');
INSERT INTO "orders" VALUES(37,'uk-main','577044090316772058','delivered','Shipped / Delivered',2277,'GBP','2026-11-11T18:25:16Z','2026-11-11T18:26:03Z','2026-11-12T17:06:36Z','2026-11-16T16:33:51Z',NULL,'lucky_pebble37','H007494985875803','seller','export','2026-11-24T08:40:00Z','orders.csv:50');
INSERT INTO "orders" VALUES(38,'uk-main','577049353413596602','awaiting-collection','To ship / Awaiting collection',6450,'GBP','2026-11-20T18:21:40Z','2026-11-20T18:23:26Z','2026-11-23T10:55:32Z',NULL,NULL,'wild.biscuit84','H002959590214154','seller','export','2026-11-24T08:40:00Z','orders.csv:13');
INSERT INTO "orders" VALUES(39,'uk-main','577054334367458342','awaiting-collection','To ship / Awaiting collection',2197,'GBP','2026-11-21T10:05:12Z','2026-11-21T10:07:27Z','2026-11-23T10:28:52Z',NULL,NULL,'lucky.comet37','H001974079795084','seller','export','2026-11-24T08:40:00Z','orders.csv:11');
INSERT INTO "orders" VALUES(40,'uk-main','577054615442044331','awaiting-shipment','To ship / Awaiting shipment',1398,'GBP','2026-11-23T20:48:51Z','2026-11-23T20:50:10Z',NULL,NULL,NULL,'amber.fox82',NULL,'seller','export','2026-11-24T08:40:00Z','orders.csv:5');
INSERT INTO "orders" VALUES(41,'uk-main','577055274582972069','cancelled','Canceled / Canceled',2049,'GBP','2026-11-18T19:26:13Z','2026-11-18T19:28:50Z',NULL,NULL,'2026-11-19T10:12:39Z','golden_hour_gwen',NULL,'seller','export','2026-11-24T08:40:00Z','orders.csv:23');
INSERT INTO "orders" VALUES(42,'uk-main','577057084878736276','delivered','Shipped / Delivered',22899,'GBP','2026-11-07T09:06:54Z','2026-11-07T09:08:07Z','2026-11-09T15:59:21Z','2026-11-11T12:48:26Z',NULL,'velvet_comet48','H006623817823504','seller','export','2026-11-24T08:40:00Z','orders.csv:61');
INSERT INTO "orders" VALUES(43,'uk-main','577060908737787675','delivered','Shipped / Delivered',6998,'GBP','2026-11-13T10:52:07Z','2026-11-13T10:55:05Z','2026-11-16T16:59:26Z','2026-11-18T12:26:19Z',NULL,'lucky_biscuit77','H003918790073905','seller','export','2026-11-24T08:40:00Z','orders.csv:44');
INSERT INTO "orders" VALUES(44,'uk-main','577061156190616603','in-transit','Shipped / In transit',8999,'GBP','2026-11-20T13:27:36Z','2026-11-20T13:30:02Z','2026-11-23T16:50:41Z',NULL,NULL,'amber_comet92','H001245252255906','seller','export','2026-11-24T08:40:00Z','orders.csv:17');
INSERT INTO "orders" VALUES(45,'uk-main','577067986119688599','delivered','Shipped / Delivered',12900,'GBP','2026-11-11T13:26:45Z','2026-11-11T13:28:52Z','2026-11-12T16:27:29Z','2026-11-17T15:33:20Z',NULL,'the.tall.heron','H001928594105824','seller','export','2026-11-24T08:40:00Z','orders.csv:52');
INSERT INTO "orders" VALUES(46,'uk-main','577070455685228812','awaiting-shipment','To ship / Awaiting shipment',2747,'GBP','2026-11-20T17:40:26Z','2026-11-20T17:42:31Z',NULL,NULL,NULL,'wild.fox64',NULL,'seller','export','2026-11-24T08:40:00Z','orders.csv:15');
INSERT INTO "orders" VALUES(47,'uk-main','577072279160448825','delivered','Shipped / Delivered',2248,'GBP','2026-11-10T19:11:38Z','2026-11-10T19:14:04Z','2026-11-11T16:35:47Z','2026-11-13T16:14:22Z',NULL,'harbour.blue','H003057022225803','seller','export','2026-11-24T08:40:00Z','orders.csv:53');
INSERT INTO "orders" VALUES(48,'uk-main','577073577688763428','awaiting-shipment','To ship / Awaiting shipment',8299,'GBP','2026-11-24T08:19:33Z','2026-11-24T08:22:41Z',NULL,NULL,NULL,'amber_fox52',NULL,'seller','export','2026-11-24T08:40:00Z','orders.csv:2');
INSERT INTO "orders" VALUES(49,'uk-main','577075154375666636','in-transit','Shipped / In transit',2849,'GBP','2026-11-19T22:10:58Z','2026-11-19T22:11:57Z','2026-11-20T16:31:25Z',NULL,NULL,'foggy.harbour59','H008542562377754','seller','export','2026-11-24T08:40:00Z','orders.csv:19');
INSERT INTO "orders" VALUES(50,'uk-main','577075834577072212','delivered','Shipped / Delivered',11200,'GBP','2026-11-16T15:12:40Z','2026-11-16T15:14:44Z','2026-11-17T15:48:59Z','2026-11-20T16:48:19Z',NULL,'wee.hamish.home','H009381225600053','seller','export','2026-11-24T08:40:00Z','orders.csv:33');
INSERT INTO "orders" VALUES(51,'uk-main','577077475615008716','awaiting-collection','To ship / Awaiting collection',11610,'GBP','2026-11-22T21:33:08Z','2026-11-22T21:35:38Z','2026-11-23T10:12:20Z',NULL,NULL,'wild.pebble54','H002311050248529','seller','export','2026-11-24T08:40:00Z','orders.csv:8');
INSERT INTO "orders" VALUES(52,'uk-main','577078789536771789','delivered','Shipped / Delivered',10800,'GBP','2026-11-16T20:45:59Z','2026-11-16T20:48:40Z','2026-11-17T16:46:36Z','2026-11-23T14:22:30Z',NULL,'smoke.and.ginger','H007424612729448','seller','export','2026-11-24T08:40:00Z','orders.csv:31');
INSERT INTO "orders" VALUES(53,'uk-main','577082692396843436','in-transit','Shipped / In transit',3499,'GBP','2026-11-19T09:30:44Z','2026-11-19T09:32:45Z','2026-11-20T16:13:53Z',NULL,NULL,'lucky.ribbon77','H005028721058549','seller','export','2026-11-24T08:40:00Z','orders.csv:21');
INSERT INTO "orders" VALUES(54,'uk-main','577085178938678213','delivered','Shipped / Delivered',1897,'GBP','2026-11-17T12:33:10Z','2026-11-17T12:34:39Z','2026-11-18T16:31:19Z','2026-11-20T12:51:36Z',NULL,'pixel_pavement','H006745129421923','seller','export','2026-11-24T08:40:00Z','orders.csv:28');
INSERT INTO "orders" VALUES(55,'uk-main','577085902222354698','in-transit','Shipped / In transit',2747,'GBP','2026-11-20T08:44:15Z','2026-11-20T08:47:20Z','2026-11-23T16:16:54Z',NULL,NULL,'tiny.pine41','H005237207893774','seller','export','2026-11-24T08:40:00Z','orders.csv:18');
INSERT INTO "orders" VALUES(56,'uk-main','577089792856429186','awaiting-shipment','To ship / Awaiting shipment',4399,'GBP','2026-11-23T12:19:03Z','2026-11-23T12:21:20Z',NULL,NULL,NULL,'copper.pine16',NULL,'seller','export','2026-11-24T08:40:00Z','orders.csv:6');
INSERT INTO "orders" VALUES(57,'uk-main','577089940298397239','delivered','Shipped / Delivered',3499,'GBP','2026-11-08T16:39:24Z','2026-11-08T16:40:09Z','2026-11-09T16:20:18Z','2026-11-12T15:57:16Z',NULL,'hollyhock_hill','H005552156882877','seller','export','2026-11-24T08:40:00Z','orders.csv:60');
INSERT INTO "orders" VALUES(58,'uk-main','577097491160619536','delivered','Shipped / Delivered',10000,'GBP','2026-11-16T22:51:37Z','2026-11-16T22:52:21Z','2026-11-17T17:09:59Z','2026-11-20T14:09:12Z',NULL,'keqing_88','H007069151989325','seller','export','2026-11-24T08:40:00Z','orders.csv:29');
INSERT INTO "orders" VALUES(59,'uk-main','577098540484863429','delivered','Shipped / Delivered',1398,'GBP','2026-11-14T19:02:11Z','2026-11-14T19:04:35Z','2026-11-16T16:36:24Z','2026-11-18T13:05:40Z',NULL,'moss.and.fern','H008351121338438','seller','export','2026-11-24T08:40:00Z','orders.csv:43');
INSERT INTO "orders" VALUES(60,'uk-main','577099919492080605','delivered','Shipped / Delivered',2948,'GBP','2026-11-16T10:27:41Z','2026-11-16T10:29:38Z','2026-11-17T15:22:06Z','2026-11-20T13:44:05Z',NULL,'flat.white.fan','H001834938613097','seller','export','2026-11-24T08:40:00Z','orders.csv:35');
INSERT INTO "orders" VALUES(61,'uk-main','576461413038785752',NULL,NULL,10000,'GBP','2026-11-10T10:00:00Z',NULL,NULL,NULL,NULL,NULL,NULL,'seller','hand','2026-11-24T09:00:00Z','recorded by hand');
CREATE TABLE shop_rules (
                shop TEXT PRIMARY KEY REFERENCES shops(name), fingerprint TEXT NOT NULL, policy TEXT NOT NULL,
                zone TEXT NOT NULL, currency TEXT NOT NULL, checked TEXT, confirm TEXT NOT NULL
            ) STRICT;
INSERT INTO "shop_rules" VALUES('uk-main','1.0b13c29f1ecd.22537f8b643.2dc2132da9e..import','tiktok-gb','Europe/London','GBP','2026-11-24','import');
CREATE TABLE shops (
                name TEXT PRIMARY KEY, market TEXT NOT NULL, channel TEXT NOT NULL, added_at TEXT NOT NULL
            ) STRICT;
INSERT INTO "shops" VALUES('uk-main','GB','tiktok','2026-11-24T09:00:00Z');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX imports_by_shop ON imports (shop, carries, as_of);
CREATE INDEX cases_by_order ON cases (order_ref);
CREATE INDEX cases_by_tracking ON cases (tracking) WHERE tracking IS NOT NULL;
CREATE INDEX cases_by_buyer ON cases (buyer) WHERE buyer IS NOT NULL;
CREATE INDEX cases_open ON cases (shop, as_of) WHERE settled = 0;
CREATE INDEX case_refs_by_ref ON case_refs (ref);
CREATE INDEX case_refs_by_case ON case_refs (case_id);
CREATE INDEX events_by_case ON events (case_id);
CREATE INDEX observations_by_case ON observations (case_id);
CREATE INDEX clocks_live ON clocks (due_at, owner, case_id)
                WHERE holds = 1 AND (stopped_at IS NULL OR confirmed = 0 OR planned = 1);
CREATE VIEW due_now AS
                SELECT c.id AS "case", c.ref, c.order_ref AS "order", c.shop, s.market, c.kind, k.duty, k.owner,
                    c.product, c.sku, c.reason, c.quantity, k.due_at AS due, k.outcome,
                    k.risk AS at_risk_minor, k.risk_currency AS currency, k.confirmed
                FROM clocks k JOIN cases c ON c.id = k.case_id JOIN shops s ON s.name = c.shop
                WHERE k.holds = 1 AND (k.stopped_at IS NULL OR k.confirmed = 0 OR k.planned = 1) AND k.owner = 'seller'
                    AND (k.stopped_at IS NULL OR k.confirmed = 0
                        OR k.stopped_at > strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
                    AND k.due_at <= strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '+2 days')
                    AND (k.lapses_at IS NULL OR k.lapses_at >= strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
                    AND (k.chained = 0 OR k.started_at < strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
                ORDER BY k.due_at;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('cases',26);
COMMIT;
