"""Examples of the commands for rules, reports and upkeep."""

from __future__ import annotations

from collections.abc import Mapping

from aftersales.language import mark

# By command: what one may type, and what that does.
EXAMPLES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "policy": (
        ("policy show --shop uk-main", mark("the rules of one shop")),
        ("policy show --rule gb.respond", mark("one rule, with its source")),
        ("policy copy --rule gb.respond", mark("a file of your own to change it")),
        ("policy check", mark("are your own files right?")),
    ),
    "policy show": (
        ("policy show --shop uk-main", mark("the rules of one shop")),
        ("policy show tiktok-gb --rule gb.respond", mark("one rule, with its source")),
    ),
    "policy list": (
        ("policy list", mark("all markets")),
        ("policy list --market GB", mark("one market")),
    ),
    "policy check": (
        ("policy check", mark("all of your own files")),
        ("policy check draft.toml --as tiktok-gb", mark("one file, before you use it")),
    ),
    "policy diff": (
        ("policy diff tiktok-gb", mark("what your own files change")),
        ("policy diff tiktok tt123-2025-03 --market GB", mark("two rule sets")),
    ),
    "policy impact": (
        ("policy impact draft.toml --as tiktok-gb", mark("which deadlines it would move")),
        ("policy impact", mark("what a change that you made has moved")),
    ),
    "policy copy": (
        ("policy copy", mark("a file with all rules as comments")),
        ("policy copy --rule gb.respond", mark("with one rule to change")),
        ("policy copy --dry-run", mark("print it; nothing is written")),
    ),
    "drift": (
        ("drift", mark("all shops, in the last 90 days")),
        ("drift --shop uk-main --min 10m", mark("one shop, from ten minutes on")),
        ("drift --toml", mark("the lines for a rule file of your own")),
    ),
    "report": (
        ("report morning", mark("what to know now, on a phone's screen")),
        ("report morning --only-new --mark", mark("what is new since the last time")),
        ("report week", mark("the week past, and the one to come")),
    ),
    "report morning": (
        ("report morning", mark("what to know now")),
        ("report morning --only-new --quiet-if-empty --mark", mark("for a timer: each thing once")),
        ("report morning --format html", mark("for a mail")),
    ),
    "report week": (
        ("report week", mark("the week past, and the one to come")),
        ("report week --shop uk-main --format md", mark("of one shop, for a chat")),
    ),
    "status": (
        ("status", mark("each shop")),
        ("status --next", mark("and the next case to answer")),
        ("status --short", mark("one line, for a shell prompt")),
        ("status --json", mark("for a program")),
    ),
    "calendar": (
        ("calendar", mark("this month")),
        ("calendar 2026-12", mark("December")),
        ("calendar dec --market GB", mark("one market")),
    ),
    "page": (
        ("page ~/Dropbox", mark("aftersales.html in that folder, for the phone")),
        ("page morning.html --within 1w", mark("what falls due in a week")),
        ("page uk.html --shop uk-main --force", mark("one shop; a file that is there is replaced")),
    ),
    "log": (
        ("log", mark("the newest entries")),
        ("log 7", mark("what was recorded about one case")),
        ("log --since 2d --shop uk-main", mark("of the last two days, one shop")),
        ("log --write 3", mark("one entry and what it moved")),
    ),
    "demo": (
        ("demo", mark("what such a list looks like")),
        ("demo --json", mark("for a program")),
    ),
    "login": (
        ("login --shop uk-main", mark("log in, and tie the shop")),
        ("login --shop us-main --app us", mark("with another developer app")),
        ("login --status", mark("until when each login is good")),
    ),
    "logout": (
        ("logout", mark("all logins")),
        ("logout --shop uk-main", mark("that of one shop")),
    ),
    "schedule": (
        ("schedule install --dry-run --by cron", mark("see what would be set up")),
        ("schedule show", mark("the timer that is there")),
        ("schedule remove", mark("no timer any more")),
    ),
    "schedule install": (
        ("schedule install --dry-run --by cron", mark("the line for a crontab")),
        ("schedule install --every 30m --by systemd --dry-run", mark("the units of systemd, every half hour")),
        ("schedule install --by launchd --dry-run", mark("for a Mac")),
        ("schedule install --page desk.html --report - --by cron --dry-run", mark("and a page, and a report by mail")),
    ),
    "schedule show": (
        ("schedule show", mark("the timer, as it is installed")),
        ("schedule show --json", mark("for a program")),
    ),
    "schedule remove": (
        ("schedule remove", mark("take the timer away")),
        ("schedule remove --json", mark("and say which it was")),
    ),
    "schedule run": (
        ("schedule run", mark("what the timer does, now")),
        ("schedule run --jitter 60", mark("after up to a minute, so that not all ask at once")),
    ),
    "init": (
        ("init", mark("five questions, then your first list")),
        ("init --shop uk-main --market GB", mark("without questions")),
        ("init --shop uk-main --market GB --staff '09:00-18:00 Asia/Shanghai'", mark("with your staff's hours")),
        ("init --shop us-main --market US", mark("one more shop")),
    ),
    "doctor": (
        ("doctor", mark("what is wrong, and what to type")),
        ("doctor --json", mark("for a program")),
    ),
    "notify": (
        ("notify --dry-run", mark("show each message and who would get it")),
        ("notify add desk", mark("keep the address of a chat or mailbox; it is asked for")),
        ("notify test", mark("does a message arrive?")),
        ("notify", mark("send what is due: from a timer, every quarter of an hour")),
    ),
    "notify send": (
        ("notify send --dry-run", mark("show each message and who would get it")),
        ("notify send --level overdue --to owner", mark("only what is overdue, only to one receiver")),
        ("notify send --shop 'brand-*'", mark("only some shops")),
    ),
    "notify add": (
        ("notify add desk", mark("asks for the address")),
        ("notify add desk <address.txt", mark("reads it from a file")),
    ),
    "notify list": (
        ("notify list", mark("who gets what")),
        ("notify list --json", mark("the same for a program")),
    ),
    "notify test": (
        ("notify test", mark("to all receivers")),
        ("notify test desk", mark("to one")),
    ),
    "notify remove": (
        ("notify remove desk", mark("forget its address")),
        ("notify remove owner", mark("that of another receiver")),
    ),
    "config": (
        ("config list", mark("all that is set")),
        ("config set costs.return_postage 2.90", mark("cost of a label")),
        ("config set shops.uk-main.exports ~/Downloads", mark("where exports are")),
        ("config check", mark("is it all right?")),
    ),
    "config path": (
        ("config path", mark("where it is")),
        ("config path --config other.toml", mark("with another file")),
    ),
    "config list": (
        ("config list", mark("what is set in the file, and by the environment")),
        ("config list --origin --all", mark("defaults too, and where each comes from")),
    ),
    "config unset": (
        ("config unset costs.return_postage", mark("as if it had never been set")),
        ("config unset shops.uk-main.staff", mark("a whole table")),
    ),
    "config edit": (
        ("config edit", mark("in your editor")),
        ("config edit --config other.toml", mark("another file")),
    ),
    "config get": (
        ("config get shops.uk-main", mark("all that is set for a shop")),
        ("config get costs.return_postage --json", mark("one value, for a program")),
    ),
    "config set": (
        ("config set costs.return_postage 2.90", mark("what a return label costs you")),
        ('config set shops.uk-main.return_address "1 Dock Road, Leeds LS10 1JJ"', mark("where buyers send returns")),
        ("config set shops.uk-main.staff.hours 09:00-18:00", mark("when your staff works")),
    ),
    "config check": (
        ("config check", mark("your file")),
        ("config check --config other.toml", mark("another file")),
    ),
    "config costs": (
        ("config costs import goods.csv", mark("figures of your goods, one row for each SKU")),
        ("config costs import goods.csv --dry-run", mark("what it would set; nothing is written")),
    ),
    "config costs import": (
        ("config costs import goods.csv", mark("one row for each SKU")),
        ("config costs import goods.csv --dry-run", mark("what it would set; nothing is written")),
        ("config costs import goods.csv --encoding cp1252", mark("a CSV file that Excel saved in Western Europe")),
    ),
    "routine": (
        ('routine add "Check stock" --every 7d', mark("every week")),
        ('routine add "Count returns" --every 5bd --duty count', mark("every five business days")),
    ),
    "routine add": (
        ('routine add "Check stock" --every 7d', mark("every week")),
        ('routine add "Count returns" --every 5bd --duty count', mark("every five business days")),
    ),
    "ledger": (
        ("ledger check", mark("is all well with the file?")),
        ("ledger backup", mark("a dated copy, also while it is in use")),
        ("ledger restore backup.db", mark("back to a copy")),
    ),
    "imports": (
        ("imports", mark("the last 20")),
        ("imports 2", mark("what entry 2 changed")),
        ("imports --shop uk-main --since fri", mark("of one shop, since Friday")),
    ),
    "ledger check": (
        ("ledger check", mark("the file, its log and every case")),
        ("ledger check --deep", mark("each fact too: has a byte changed on the disk?")),
        ("ledger check --ledger backup.db", mark("a copy of it")),
    ),
    "export": (
        ("export ledger.jsonl.gz", mark("everything, to keep or to move")),
        ("export book.xlsx", mark("for Excel: cases, deadlines, orders, money, stock")),
        ("export --shop uk-main uk-main.jsonl", mark("one shop alone")),
    ),
    "ledger forget": (
        ("ledger forget flat.white.fan --dry-run", mark("what would go")),
        ("ledger forget flat.white.fan --yes", mark("a buyer asks for it")),
        ("ledger forget --before 2024-01-01 --yes", mark("once a year, in a script")),
    ),
    "ledger backup": (
        ("ledger backup", mark("a dated copy in the folder `backups` beside the ledger")),
        ("ledger backup --keep 14", mark("the same, and the newest 14 stay")),
        ("ledger backup backup.db", mark("a copy beside you")),
    ),
    "ledger restore": (
        ("ledger restore backup.db", mark("asks first; the old ledger is kept")),
        ("ledger restore backup.db --yes", mark("in a script, without a question")),
    ),
    "ledger repair": (
        ("ledger repair", mark("indexes and deadlines, made anew from the facts")),
        ("ledger repair --accept", mark("no backup: take changed facts as they are now")),
    ),
    "completions": (
        ("completions install", mark("put it where your shell looks")),
        ("completions bash", mark("print the script for bash")),
    ),
    "completions install": (
        ("completions install", mark("for the shell of your account")),
        ("completions install --shell fish", mark("for another one")),
        ("completions install --dry-run", mark("see what would be written")),
    ),
    "completions bash": (
        ("completions bash", mark("print it")),
        ("completions bash > ~/.local/share/bash-completion/completions/aftersales", mark("for every new shell")),
    ),
    "completions zsh": (
        ("completions zsh", mark("print it")),
        ("completions zsh > ~/.zfunc/_aftersales", mark("in a folder of $fpath")),
    ),
    "completions fish": (
        ("completions fish", mark("print it")),
        ("completions fish > ~/.config/fish/completions/aftersales.fish", mark("for every new shell")),
    ),
    "help": (
        ("help", mark("all topics")),
        ("help approve", mark("examples and options of a command")),
        ("help morning", mark("a topic")),
        ("help --man | man -l -", mark("everything as one man page")),
    ),
}
