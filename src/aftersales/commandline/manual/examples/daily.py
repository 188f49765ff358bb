"""Examples of the commands of every day, and of answering."""

from __future__ import annotations

from collections.abc import Mapping

from aftersales.language import mark

# By command: what one may type, and what that does.
EXAMPLES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "import": (
        ("import ~/Downloads", mark("all exports in a folder")),
        ('import returns.csv --as-of "today 8:50"', mark("exported at 8:50, not now")),
        ("import returns.csv --dry-run", mark("what it would change")),
        ("import warehouse.csv --map warehouse.toml", mark("a spreadsheet of your own")),
    ),
    "sync": (
        ("sync", mark("what changed in every shop")),
        ("sync --shop uk-main --dry-run", mark("what it would change")),
        ("sync --demo", mark("the whole way, with a test platform on this computer")),
    ),
    "due": (
        ("due", mark("what to do now")),
        ("due --new", mark("what changed since the import before the last")),
        ("due --kind refund,return --sort amount", mark("refunds and returns only, the dearest first")),
        ("due --check", mark("for cron, by exit code")),
    ),
    "triage": (
        ("triage", mark("answer what is due, case by case")),
        ("triage --shop uk-main --limit 5", mark("the five most urgent of one shop")),
        ("triage --checklist", mark("what is left for Seller Center")),
    ),
    "cases": (
        ("cases lamp", mark("a word: product, buyer or number")),
        ("cases --buyer no_porch_nell", mark("all cases of one buyer")),
        ("cases --state open --kind return", mark("open returns")),
    ),
    "show": (
        ("show 7", mark("by its short number")),
        ("show 577018131857623956", mark("by its order number")),
        ("show 7 --json", mark("for a program")),
    ),
    "explain": (
        ("explain 7", mark("why it is due when it is due")),
        ("explain 7 --json", mark("for a program")),
    ),
    "confirm": (
        ("confirm 18", mark("you looked: Seller Center shows the same")),
        ("confirm 5 9 18", mark("several at once")),
    ),
    "note": (
        ('note 7 --text "Asked the carrier for a photo"', mark("for yourself")),
        ('note 7 --text "We are looking for your parcel" --to-buyer', mark("you wrote it to the buyer")),
    ),
    "snooze": (
        ("snooze 13 --until 4h", mark("for four hours")),
        ('snooze 13 --until "2026-11-25 09:00"', mark("until tomorrow morning")),
        ("snooze 13 --off", mark("show it again now")),
    ),
    "done": (
        ("done 34", mark("a task of yours")),
        ('done 34 --text "Counted: 12 left"', mark("with its result")),
    ),
    "undo": (
        ("undo", mark("take back the newest entry")),
        ("undo --dry-run", mark("what it would take back; nothing is changed")),
        ("undo 3", mark("take back entry 3 of `aftersales log`")),
        ("undo --yes", mark("in a script: also a whole import")),
    ),
    "choose": (
        ("choose 15", mark("what each way costs")),
        ("choose 15 --offer 20", mark("with an offer of 20")),
        ("choose 15 --mode seller-address --yes", mark("decide, and record it")),
        ("choose --rules-test --since 90d", mark("what your rules would cost")),
    ),
    "approve": (
        ("approve 4", mark("a refund: the buyer is paid")),
        ("approve 15 --mode seller-address", mark("the buyer sends it back")),
        ("approve 4 7 17 --dry-run", mark("what it would record")),
        ("approve 6 8 15 --by-rule", mark("as your mode rules decide; the rest is listed")),
    ),
    "offer": (
        ("offer 15 --amount 20", mark("20 of what the buyer asks for")),
        ("offer 15 --amount 20 --at 'today 8:50'", mark("offered at 8:50")),
    ),
    "reject": (
        ('reject 14 --reason "Worn, label cut off"', mark("with a reason")),
        ('reject 7 --reason "Delivered on Friday" --force', mark("without proof")),
        ('reject 14 --reason "Worn" --dry-run', mark("only try it")),
    ),
    "accepted": (
        ("accepted 15", mark("the buyer takes your offer")),
        ('accepted 15 --at "today 8:50"', mark("since 8:50")),
    ),
    "declined": (
        ("declined 15", mark("the buyer does not take your offer")),
        ('declined 15 --at "today 8:50"', mark("since 8:50")),
    ),
    "draft": (
        ("draft 33", mark("the next message, in both languages")),
        ("draft 33 --language en", mark("in English only")),
        ("draft 15 photos", mark("ask the buyer for photos")),
        ("draft 15 offer --language en", mark("the message with an offer")),
    ),
    "message": (
        ('message 7 --text "Where is my lamp?"', mark("just now")),
        ('message 7 --at "today 8:15"', mark("at 8:15")),
    ),
    "open": (
        (
            'open refund --order 577018131857623957 --reason "Arrived broken"',
            mark("a request that you saw in Seller Center"),
        ),
        ("open return --order 577018131857623957 --amount 13.98", mark("only a part of the order is to be refunded")),
    ),
    "withdrawn": (
        ("withdrawn 13", mark("the buyer no longer asks for it")),
        ('withdrawn 13 --at "yesterday 15:00"', mark("since yesterday")),
    ),
    "close": (
        ('close 13 --reason "Settled in chat"', mark("end it, with the reason")),
        ('close 34 --reason "No longer sold"', mark("end a recurring task")),
    ),
    "reopen": (
        ("reopen 13", mark("it goes on")),
        ("reopen 12 13 --yes", mark("several, without a question")),
    ),
}
