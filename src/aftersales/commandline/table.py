"""The table of commands by group: name, module, one-line help."""

from __future__ import annotations

from collections.abc import Mapping

from aftersales.language import mark

# Group → command → its module, and its line in `aftersales --help`. The groups that are used most come first, and so
# do the commands in them. A module is imported when its command runs, not before.
GROUPS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    mark("Every day"): {
        "import": ("import_", mark("Read the files that you exported from Seller Center.")),
        "sync": ("sync", mark("Read returns, cancellations and their orders from TikTok.")),
        "due": ("due", mark("What to do now, by when, and what happens if you don't.")),
        "triage": ("triage._command", mark("Answer one case after another, with one key for each step.")),
        "cases": ("cases", mark("Find cases by product, buyer, order, tracking number or state.")),
        "show": ("show", mark("Everything known about one case.")),
        "explain": ("explain", mark("How each deadline of a case was calculated.")),
        "confirm": ("confirm", mark("Record that Seller Center shows what you recorded here.")),
        "note": ("note", mark("Write a note on a case, or record a message to the buyer.")),
        "snooze": ("snooze", mark("Hide a case for a while, never past its deadline.")),
        "done": ("done", mark("Mark one of your own tasks as done.")),
        "undo": ("undo", mark("Take back what you recorded last, or any other entry.")),
    },
    mark("Answer"): {
        "choose": ("choose._command", mark("Compare what each way to settle a return costs.")),
        "approve": ("approve", mark("Record that you approved a request.")),
        "offer": ("offer", mark("Record that you offered the buyer a partial refund.")),
        "reject": ("reject", mark("Record that you rejected a request.")),
        "accepted": ("accepted", mark("Record that the buyer accepted your partial refund offer.")),
        "declined": ("declined", mark("Record that the buyer declined your partial refund offer.")),
        "draft": ("draft", mark("Write a message to the buyer, in English and Chinese.")),
        "message": ("message", mark("Record that the buyer wrote; your time to reply starts.")),
        "open": ("open", mark("Record a request that no export shows yet.")),
        "withdrawn": ("withdrawn", mark("Record that the buyer withdrew the request.")),
        "close": ("close", mark("End a case; nothing more is to be done.")),
        "reopen": ("reopen", mark("Open a closed case again.")),
    },
    mark("Parcel back"): {
        "shipped": ("shipped", mark("Record that the buyer sent the parcel back.")),
        "delivered": ("delivered", mark("Record that the return parcel arrived.")),
        "received": ("received", mark("Record that you checked and accepted the returned goods.")),
        "refused": ("refused", mark("Record that you refused the returned goods.")),
        "send-back": ("send_back._group", mark("Refused goods go back to the buyer: called, sent, reimbursed.")),
        "lost": ("lost", mark("Record that the return parcel is lost.")),
        "extend": ("extend", mark("Record that you extended the time to check a return parcel.")),
        "refund": ("refund", mark("Record that you refunded the buyer.")),
        "replaced": ("replaced", mark("Record that you sent the replacement.")),
        "stock": ("stock._group", mark("What came back, and what of it went to stock: list, place.")),
    },
    mark("Dispute and appeal"): {
        "evidence": ("evidence._group", mark("What proof is asked for, and what you have: list, add, submit.")),
        "dispute": ("dispute", mark("Record that the buyer disputes your refusal.")),
        "ruled": ("ruled", mark("Record how the platform decided a dispute or an appeal.")),
        "appeal": ("appeal", mark("Record that you appealed against the platform's decision.")),
        "claim": ("claim._group", mark("Claim money for a lost parcel: open, submit, won, lost, list.")),
        "chargeback": ("chargeback", mark("Record that the buyer's bank takes the money back.")),
    },
    mark("Reviews"): {
        "review": ("review._group", mark("Bad reviews: open, playbook, contact, offer, resolve, appeal.")),
    },
    mark("Orders"): {
        "order": ("order._group", mark("Orders: dispatched, delivered, tracking, cancel, add and more.")),
    },
    mark("Rules"): {
        "policy": ("policy._group", mark("The platform's rules: show, check, compare, change.")),
        "drift": ("drift", mark("Where the platform's own deadlines differ from the rules.")),
    },
    mark("Reports"): {
        "report": ("report._group", mark("A report to read on a phone, or to send: morning, week.")),
        "status": ("status", mark("Each shop: how recent its data is, and what is due.")),
        "calendar": ("calendar", mark("A month: working days, holidays, and what is due each day.")),
        "page": ("page", mark("The list as one HTML file, for a browser or a phone.")),
        "log": ("log", mark("What was recorded, by whom, when, from which file.")),
        "notify": ("notify._group", mark("Warn people by mail, chat or webhook before a deadline passes.")),
    },
    mark("Upkeep"): {
        "demo": ("demo", mark("Try it: the list of `due` on sample data.")),
        "init": ("init._command", mark("Set up the program, or add a shop.")),
        "login": ("login._command", mark("Let the program read a shop's data from TikTok.")),
        "logout": ("logout", mark("Forget tokens and app secrets on this computer.")),
        "schedule": ("schedule._group", mark("A timer that keeps the data up to date: install, show, remove.")),
        "doctor": ("doctor", mark("Look for faults in the setup, each with its remedy.")),
        "config": ("config._group", mark("Your settings: list, set, edit and check them.")),
        "routine": ("routine._group", mark("Add a recurring task of your own.")),
        "export": ("export", mark("Everything in the ledger as a file, to keep or to move.")),
        "imports": ("imports", mark("Past imports: which file, when, by whom, and what each changed.")),
        "ledger": ("ledger._group", mark("The file with your data: check, backup, restore, forget.")),
        "completions": ("completions._group", mark("Let TAB complete commands and cases in your shell.")),
        "help": ("help", mark("Help topics, or the help of one command.")),
    },
}
COMMANDS: Mapping[str, tuple[str, str]] = {name: row for group in GROUPS.values() for name, row in group.items()}
