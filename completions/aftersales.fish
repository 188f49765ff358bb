# fish completion for aftersales
# Made by `aftersales completions fish` from the command tree.

# What stands before the cursor, as four lines: the command, how many arguments follow it, --config's and --ledger's
# values.
function __aftersales_line
    set -l words (commandline -opc)
    while set -q words[1]; and string match -qr '^\w+=' -- $words[1]
        set -e words[1]
    end
    set -e words[1]
    set -l path ''
    set -l count 0
    set -l option ''
    set -l config ''
    set -l ledger ''
    set -l ended 0
    for word in $words
        if test -n "$option"
            test "$option" = --config; and set config $word
            test "$option" = --ledger; and set ledger $word
            set option ''
        else if test $ended = 0; and string match -q -- '-?*' $word
            switch $word
                case --
                    set ended 1
                case '--config=*'
                    set config (string replace -- --config= '' $word)
                case '--ledger=*'
                    set ledger (string replace -- --ledger= '' $word)
                case --ledger --config --now --lang --color --shop --as-of --since --encoding --date-format --map --rejects --format --within --market --kind --owner --duty --stake --limit --orders --sort --max-age --sync-timeout --fields --output --state --product --sku --buyer --order --tracking --at -m --text --until --offer --mode --amount --reason -l --language --stage --ground --ref --grade --item --to-stock --scrap --postage --days --channel --movement --step --as --comment --for --on --because --parcel --stars --cause --what --result --news --by --placed --delivered --status --quantity --rule --min --write --level --to --report --takes-returns --staff --exports --app --every --page --jitter --only --keep --before --shell
                    set option $word
            end
        else
            switch "$path $word"
                case ' import' ' sync' ' due' ' triage' ' cases' ' show' ' explain' ' confirm' ' note' ' snooze' ' done' ' undo' ' choose' ' approve' ' offer' ' reject' ' accepted' ' declined' ' draft' ' message' ' open' ' withdrawn' ' close' ' reopen' ' shipped' ' delivered' ' received' ' refused' ' send-back' 'send-back called' 'send-back sent' 'send-back reimbursed' 'send-back dropped' ' lost' ' extend' ' refund' ' replaced' ' stock' 'stock list' 'stock place' ' evidence' 'evidence list' 'evidence add' 'evidence submit' ' dispute' ' ruled' ' appeal' ' claim' 'claim open' 'claim submit' 'claim won' 'claim lost' 'claim list' ' chargeback' ' review' 'review open' 'review playbook' 'review contact' 'review offer' 'review resolve' 'review appeal' ' order' 'order dispatched' 'order collected' 'order delivered' 'order tracking' 'order cancel-check' 'order cancel' 'order returned' 'order add' ' policy' 'policy show' 'policy list' 'policy check' 'policy diff' 'policy impact' 'policy copy' ' drift' ' report' 'report morning' 'report week' ' status' ' calendar' ' page' ' log' ' notify' 'notify send' 'notify add' 'notify list' 'notify test' 'notify remove' ' demo' ' init' ' login' ' logout' ' schedule' 'schedule install' 'schedule show' 'schedule remove' 'schedule run' ' doctor' ' config' 'config path' 'config list' 'config get' 'config set' 'config unset' 'config edit' 'config check' 'config costs' 'config costs import' ' routine' 'routine add' ' export' ' imports' ' ledger' 'ledger check' 'ledger backup' 'ledger restore' 'ledger repair' 'ledger forget' ' completions' 'completions install' 'completions bash' 'completions zsh' 'completions fish' ' help'
                    set path (string trim -- "$path $word")
                    set count 0
                case '*'
                    set count (math $count + 1)
            end
        end
    end
    printf '%s\n' $path $count $config $ledger
end

# Whether the command is one of those named.
function __aftersales_at
    set -l line (__aftersales_line)
    contains -- "$line[1]" $argv
end

# Whether the argument at the cursor is the Nth (from 0) of a command named; without a name, of the program.
function __aftersales_argument
    set -l line (__aftersales_line)
    test "$line[2]" = $argv[1]; or return
    set -q argv[2]; or set argv[2] ''
    contains -- "$line[1]" $argv[2..-1]
end

# Whether it is the Nth or one that follows.
function __aftersales_argument_from
    set -l line (__aftersales_line)
    test "$line[2]" -ge $argv[1]; and contains -- "$line[1]" $argv[2..-1]
end

# Cases or orders that the ledger knows: a column of `aftersales cases` with these filters, of those kinds (or all).
function __aftersales_known -a column kinds
    string match -q -- '-*' (commandline -ct); and return
    set -l line (__aftersales_line)
    set -l files
    test -n "$line[3]"; and set -a files --config (string replace -r '^~/' "$HOME/" -- $line[3])
    test -n "$line[4]"; and set -a files --ledger (string replace -r '^~/' "$HOME/" -- $line[4])
    command aftersales $files -q cases --format tsv $argv[3..-1] </dev/null 2>/dev/null |
        awk -F '\t' -v column="$column" -v kinds="$kinds" '
            $column != "" && (kinds == "all" || index("," kinds ",", "," $6 ",")) && !seen[$column]++ {
                print $column "\t" $6 ($16 == "" ? "" : ", " $16)
            }'
end

# The shops of the configuration that --config on the line names, else the environment, else of the usual one.
function __aftersales_shops
    set -l line (__aftersales_line)
    set -l file $line[3]
    test -n "$file"; or set file $AFTERSALES_CONFIG
    if test -z "$file"
        if test (uname) = Darwin
            set file "$HOME/Library/Application Support"
        else if test -n "$XDG_CONFIG_HOME"
            set file $XDG_CONFIG_HOME
        else
            set file $HOME/.config
        end
        set file $file/aftersales/config.toml
    end
    set file (string replace -r '^~/' "$HOME/" -- $file)
    test -r "$file"; or return
    sed -n \
        -e 's/^[[:space:]]*\[[[:space:]]*shops[[:space:]]*\.[[:space:]]*\([A-Za-z0-9_-][A-Za-z0-9_-]*\).*/\1/p' \
        -e 's/^[[:space:]]*\[[[:space:]]*shops[[:space:]]*\.[[:space:]]*"\([^"]*\)".*/\1/p' \
        -e "s/^[[:space:]]*\[[[:space:]]*shops[[:space:]]*\.[[:space:]]*'\([^']*\)'.*/\1/p" \
        -- $file 2>/dev/null | sort -u
end

complete -c aftersales -f

complete -c aftersales -n '__aftersales_argument 0' -a import -d 'Read the files that you exported from Seller Center'
complete -c aftersales -n '__aftersales_argument 0' -a sync -d 'Read returns, cancellations and their orders from TikTok'
complete -c aftersales -n '__aftersales_argument 0' -a due -d 'What to do now, by when, and what happens if you don\'t'
complete -c aftersales -n '__aftersales_argument 0' -a triage -d 'Answer one case after another, with one key for each step'
complete -c aftersales -n '__aftersales_argument 0' -a cases -d 'Find cases by product, buyer, order, tracking number or state'
complete -c aftersales -n '__aftersales_argument 0' -a show -d 'Everything known about one case'
complete -c aftersales -n '__aftersales_argument 0' -a explain -d 'How each deadline of a case was calculated'
complete -c aftersales -n '__aftersales_argument 0' -a confirm -d 'Record that Seller Center shows what you recorded here'
complete -c aftersales -n '__aftersales_argument 0' -a note -d 'Write a note on a case, or record a message to the buyer'
complete -c aftersales -n '__aftersales_argument 0' -a snooze -d 'Hide a case for a while, never past its deadline'
complete -c aftersales -n '__aftersales_argument 0' -a done -d 'Mark one of your own tasks as done'
complete -c aftersales -n '__aftersales_argument 0' -a undo -d 'Take back what you recorded last, or any other entry'
complete -c aftersales -n '__aftersales_argument 0' -a choose -d 'Compare what each way to settle a return costs'
complete -c aftersales -n '__aftersales_argument 0' -a approve -d 'Record that you approved a request'
complete -c aftersales -n '__aftersales_argument 0' -a offer -d 'Record that you offered the buyer a partial refund'
complete -c aftersales -n '__aftersales_argument 0' -a reject -d 'Record that you rejected a request'
complete -c aftersales -n '__aftersales_argument 0' -a accepted -d 'Record that the buyer accepted your partial refund offer'
complete -c aftersales -n '__aftersales_argument 0' -a declined -d 'Record that the buyer declined your partial refund offer'
complete -c aftersales -n '__aftersales_argument 0' -a draft -d 'Write a message to the buyer, in English and Chinese'
complete -c aftersales -n '__aftersales_argument 0' -a message -d 'Record that the buyer wrote; your time to reply starts'
complete -c aftersales -n '__aftersales_argument 0' -a open -d 'Record a request that no export shows yet'
complete -c aftersales -n '__aftersales_argument 0' -a withdrawn -d 'Record that the buyer withdrew the request'
complete -c aftersales -n '__aftersales_argument 0' -a close -d 'End a case; nothing more is to be done'
complete -c aftersales -n '__aftersales_argument 0' -a reopen -d 'Open a closed case again'
complete -c aftersales -n '__aftersales_argument 0' -a shipped -d 'Record that the buyer sent the parcel back'
complete -c aftersales -n '__aftersales_argument 0' -a delivered -d 'Record that the return parcel arrived'
complete -c aftersales -n '__aftersales_argument 0' -a received -d 'Record that you checked and accepted the returned goods'
complete -c aftersales -n '__aftersales_argument 0' -a refused -d 'Record that you refused the returned goods'
complete -c aftersales -n '__aftersales_argument 0' -a send-back -d 'Refused goods go back to the buyer: called, sent, reimbursed'
complete -c aftersales -n '__aftersales_argument 0' -a lost -d 'Record that the return parcel is lost'
complete -c aftersales -n '__aftersales_argument 0' -a extend -d 'Record that you extended the time to check a return parcel'
complete -c aftersales -n '__aftersales_argument 0' -a refund -d 'Record that you refunded the buyer'
complete -c aftersales -n '__aftersales_argument 0' -a replaced -d 'Record that you sent the replacement'
complete -c aftersales -n '__aftersales_argument 0' -a stock -d 'What came back, and what of it went to stock: list, place'
complete -c aftersales -n '__aftersales_argument 0' -a evidence -d 'What proof is asked for, and what you have: list, add, submit'
complete -c aftersales -n '__aftersales_argument 0' -a dispute -d 'Record that the buyer disputes your refusal'
complete -c aftersales -n '__aftersales_argument 0' -a ruled -d 'Record how the platform decided a dispute or an appeal'
complete -c aftersales -n '__aftersales_argument 0' -a appeal -d 'Record that you appealed against the platform\'s decision'
complete -c aftersales -n '__aftersales_argument 0' -a claim -d 'Claim money for a lost parcel: open, submit, won, lost, list'
complete -c aftersales -n '__aftersales_argument 0' -a chargeback -d 'Record that the buyer\'s bank takes the money back'
complete -c aftersales -n '__aftersales_argument 0' -a review -d 'Bad reviews: open, playbook, contact, offer, resolve, appeal'
complete -c aftersales -n '__aftersales_argument 0' -a order -d 'Orders: dispatched, delivered, tracking, cancel, add and more'
complete -c aftersales -n '__aftersales_argument 0' -a policy -d 'The platform\'s rules: show, check, compare, change'
complete -c aftersales -n '__aftersales_argument 0' -a drift -d 'Where the platform\'s own deadlines differ from the rules'
complete -c aftersales -n '__aftersales_argument 0' -a report -d 'A report to read on a phone, or to send: morning, week'
complete -c aftersales -n '__aftersales_argument 0' -a status -d 'Each shop: how recent its data is, and what is due'
complete -c aftersales -n '__aftersales_argument 0' -a calendar -d 'A month: working days, holidays, and what is due each day'
complete -c aftersales -n '__aftersales_argument 0' -a page -d 'The list as one HTML file, for a browser or a phone'
complete -c aftersales -n '__aftersales_argument 0' -a log -d 'What was recorded, by whom, when, from which file'
complete -c aftersales -n '__aftersales_argument 0' -a notify -d 'Warn people by mail, chat or webhook before a deadline passes'
complete -c aftersales -n '__aftersales_argument 0' -a demo -d 'Try it: the list of `due` on sample data'
complete -c aftersales -n '__aftersales_argument 0' -a init -d 'Set up the program, or add a shop'
complete -c aftersales -n '__aftersales_argument 0' -a login -d 'Let the program read a shop\'s data from TikTok'
complete -c aftersales -n '__aftersales_argument 0' -a logout -d 'Forget tokens and app secrets on this computer'
complete -c aftersales -n '__aftersales_argument 0' -a schedule -d 'A timer that keeps the data up to date: install, show, remove'
complete -c aftersales -n '__aftersales_argument 0' -a doctor -d 'Look for faults in the setup, each with its remedy'
complete -c aftersales -n '__aftersales_argument 0' -a config -d 'Your settings: list, set, edit and check them'
complete -c aftersales -n '__aftersales_argument 0' -a routine -d 'Add a recurring task of your own'
complete -c aftersales -n '__aftersales_argument 0' -a export -d 'Everything in the ledger as a file, to keep or to move'
complete -c aftersales -n '__aftersales_argument 0' -a imports -d 'Past imports: which file, when, by whom, and what each changed'
complete -c aftersales -n '__aftersales_argument 0' -a ledger -d 'The file with your data: check, backup, restore, forget'
complete -c aftersales -n '__aftersales_argument 0' -a completions -d 'Let TAB complete commands and cases in your shell'
complete -c aftersales -n '__aftersales_argument 0' -a help -d 'Help topics, or the help of one command'
complete -c aftersales -n '__aftersales_argument 0 send-back' -a called -d 'Record that customer service called for refused goods to go back to the buyer; --at says when'
complete -c aftersales -n '__aftersales_argument 0 send-back' -a sent -d 'Record that you sent refused goods back to the buyer'
complete -c aftersales -n '__aftersales_argument 0 send-back' -a reimbursed -d 'Record that the postage of goods sent back to the buyer was reimbursed'
complete -c aftersales -n '__aftersales_argument 0 send-back' -a dropped -d 'Record that the goods need not go back after all, or that the postage is not reimbursed'
complete -c aftersales -n '__aftersales_argument 0 stock' -a list -d 'What came back, newest first: how many units of which SKU went to stock or to scrap, and in which grade'
complete -c aftersales -n '__aftersales_argument 0 stock' -a place -d 'Record where goods went that came back and were held: to stock, or to scrap'
complete -c aftersales -n '__aftersales_argument 0 evidence' -a list -d 'What evidence the platform asks for, what you have, and whether the files are unchanged'
complete -c aftersales -n '__aftersales_argument 0 evidence' -a add -d 'Record files as evidence: path, size and SHA-256'
complete -c aftersales -n '__aftersales_argument 0 evidence' -a submit -d 'Record that you submitted the evidence for a dispute; the platform decides next'
complete -c aftersales -n '__aftersales_argument 0 claim' -a open -d 'Open a claim on a case: `due` then says until when to hand it in, and `evidence list` what to hand in'
complete -c aftersales -n '__aftersales_argument 0 claim' -a submit -d 'Record that you handed the claim in'
complete -c aftersales -n '__aftersales_argument 0 claim' -a won -d 'Record that the claim was paid, by the carrier or by TikTok, with a claim or by itself'
complete -c aftersales -n '__aftersales_argument 0 claim' -a lost -d 'Record that the claim was refused, or that you gave it up'
complete -c aftersales -n '__aftersales_argument 0 claim' -a list -d 'Every claim: on whom, for how much, how far it is, and until when to hand it in or to ask'
complete -c aftersales -n '__aftersales_argument 0 review' -a open -d 'Record a bad review; prints the case\'s id'
complete -c aftersales -n '__aftersales_argument 0 review' -a playbook -d 'What to do about the cause of a review, step by step, and what you must not ask for'
complete -c aftersales -n '__aftersales_argument 0 review' -a contact -d 'Record that you wrote to the buyer, and the cause if you know it'
complete -c aftersales -n '__aftersales_argument 0 review' -a offer -d 'Record what you offered to solve the problem'
complete -c aftersales -n '__aftersales_argument 0 review' -a resolve -d 'Record how the case ended, and what happened to the review'
complete -c aftersales -n '__aftersales_argument 0 review' -a appeal -d 'Record that you reported a malicious or mistaken review to the platform, with evidence'
complete -c aftersales -n '__aftersales_argument 0 order' -a dispatched -d 'Record that you handed an order over, or marked it ready to ship'
complete -c aftersales -n '__aftersales_argument 0 order' -a collected -d 'Record that the carrier collected an order: it is in transit'
complete -c aftersales -n '__aftersales_argument 0 order' -a delivered -d 'Record that an order reached the buyer'
complete -c aftersales -n '__aftersales_argument 0 order' -a tracking -d 'Record news in an order\'s tracking; the wait for the next news starts again'
complete -c aftersales -n '__aftersales_argument 0 order' -a cancel-check -d 'Who may still cancel an order, and why'
complete -c aftersales -n '__aftersales_argument 0 order' -a cancel -d 'Record that you cancelled an order'
complete -c aftersales -n '__aftersales_argument 0 order' -a returned -d 'Record that a parcel could not be delivered and comes back to you'
complete -c aftersales -n '__aftersales_argument 0 order' -a add -d 'Record an order, or correct one recorded by hand'
complete -c aftersales -n '__aftersales_argument 0 policy' -a show -d 'A rule set in force: each rule with its terms, its sources and its file'
complete -c aftersales -n '__aftersales_argument 0 policy' -a list -d 'Every rule set in every market: its files, its calendar, when it was checked, and the shops that use it'
complete -c aftersales -n '__aftersales_argument 0 policy' -a check -d 'Check policy files and list every mistake at once'
complete -c aftersales -n '__aftersales_argument 0 policy' -a diff -d 'What differs between two rule sets: which rules are new, gone or changed, and what changed in them'
complete -c aftersales -n '__aftersales_argument 0 policy' -a impact -d 'Which deadlines of open cases would move, from when to when, and the money at risk'
complete -c aftersales -n '__aftersales_argument 0 policy' -a copy -d 'Write a policy file of your own to start from, with the terms of a rule set: change or remove each rule'
complete -c aftersales -n '__aftersales_argument 0 report' -a morning -d 'What is due, what TikTok decided, what was missed and what that cost, what came in, and how fresh the data are: short enough for a phone'
complete -c aftersales -n '__aftersales_argument 0 report' -a week -d 'The week past: what was answered and by whom, missed, refunded and won back'
complete -c aftersales -n '__aftersales_argument 0 notify' -a send -d 'Warn of deadlines in 24 hours, in 4 hours, and past: once each, all of one receiver in one message'
complete -c aftersales -n '__aftersales_argument 0 notify' -a add -d 'Keep the address of a mailbox, chat or webhook'
complete -c aftersales -n '__aftersales_argument 0 notify' -a list -d 'Every receiver: the service, where its address is kept, and which warnings it gets'
complete -c aftersales -n '__aftersales_argument 0 notify' -a test -d 'Send a short message to receivers, to see that messages arrive'
complete -c aftersales -n '__aftersales_argument 0 notify' -a remove -d 'Forget the address of a receiver on this computer'
complete -c aftersales -n '__aftersales_argument 0 schedule' -a install -d 'Let a timer run `sync` every 20 minutes while your staff is in, from half an hour before it opens'
complete -c aftersales -n '__aftersales_argument 0 schedule' -a show -d 'Show the timer that `schedule install` set up'
complete -c aftersales -n '__aftersales_argument 0 schedule' -a remove -d 'Remove the timer that `schedule install` set up, and nothing else'
complete -c aftersales -n '__aftersales_argument 0 schedule' -a run -d 'Run `sync` once, as the timer does: only while the desk is open, and while no other run is under way'
complete -c aftersales -n '__aftersales_argument 0 config' -a path -d 'Print the path of the configuration file, even if the file does not exist'
complete -c aftersales -n '__aftersales_argument 0 config' -a list -d 'List every setting: where the files are, and what the configuration and the environment say'
complete -c aftersales -n '__aftersales_argument 0 config' -a get -d 'Print the value of a key; for a table, each key with its value'
complete -c aftersales -n '__aftersales_argument 0 config' -a set -d 'Set a key'
complete -c aftersales -n '__aftersales_argument 0 config' -a unset -d 'Take a key out of the file, or a table with all in it; the default holds again'
complete -c aftersales -n '__aftersales_argument 0 config' -a edit -d 'Open the file in your editor (VISUAL, EDITOR), and check it afterwards'
complete -c aftersales -n '__aftersales_argument 0 config' -a check -d 'Check the whole configuration; list every mistake and where it is'
complete -c aftersales -n '__aftersales_argument 0 config' -a costs -d 'What your goods cost you, by SKU'
complete -c aftersales -n '__aftersales_argument 0 \'config costs\'' -a import -d 'Set figures of SKUs from a file, one row each; an empty cell changes nothing'
complete -c aftersales -n '__aftersales_argument 0 routine' -a add -d 'Add a routine; it is due one interval after --at (default: now), at the end of that day'
complete -c aftersales -n '__aftersales_argument 0 ledger' -a check -d 'Check the ledger file and its log, recalculate every case from its facts, and compare with what is stored'
complete -c aftersales -n '__aftersales_argument 0 ledger' -a backup -d 'Make a complete, consistent copy of the ledger, even while it is in use'
complete -c aftersales -n '__aftersales_argument 0 ledger' -a restore -d 'Put a backup in the place of the ledger'
complete -c aftersales -n '__aftersales_argument 0 ledger' -a repair -d 'Make anew what follows from the facts: indexes, views, triggers, deadlines'
complete -c aftersales -n '__aftersales_argument 0 ledger' -a forget -d 'Replace buyers\' names, tracking numbers, notes and messages for good, also in the log'
complete -c aftersales -n '__aftersales_argument 0 completions' -a install -d 'Put the completion file where your shell looks for it'
complete -c aftersales -n '__aftersales_argument 0 completions' -a bash -d 'Print the completion file for bash; save it as ~/.local/share/bash-completion/completions/aftersales'
complete -c aftersales -n '__aftersales_argument 0 completions' -a zsh -d 'Print the completion file for zsh; save it as _aftersales in a folder of $fpath'
complete -c aftersales -n '__aftersales_argument 0 completions' -a fish -d 'Print the completion file for fish; save it as ~/.config/fish/completions/aftersales.fish'

# Options that every command takes
complete -c aftersales -l ledger -d 'The ledger\'s file' -r -F
complete -c aftersales -l config -d 'The configuration file' -r -F
complete -c aftersales -l now -d 'Use this date and time, with its zone, as now' -x
complete -c aftersales -l lang -d 'Language of what people read' -x -a 'en zh'
complete -c aftersales -l color -d 'Colours on stdout' -x -a 'auto always never'
complete -c aftersales -s q -l quiet -d 'No notices on stderr, only errors and moved deadlines'
complete -c aftersales -l version -d 'Print the version'
complete -c aftersales -s h -l help -d 'Show this page'

# Options of commands
complete -c aftersales -n '__aftersales_at import' -l shop -d 'The shop that the files are from; needed only where they don\'t show it' -x -a '(__aftersales_shops)'
complete -c aftersales -n '__aftersales_at import' -l as-of -d 'When the files were exported: a time such as 8:50 or fri 15:00, now, or file for each file\'s own time (default: the time in its name, else the newest time in it)' -x
complete -c aftersales -n '__aftersales_at import' -l since -d 'Leave out orders and requests to which nothing has happened since then' -x
complete -c aftersales -n '__aftersales_at import \'config costs import\'' -l encoding -d 'Encoding of CSV files, such as gb18030 (default: detected)' -x
complete -c aftersales -n '__aftersales_at import' -l date-format -d 'dmy, mdy or ymd, if the file\'s dates don\'t show it' -x -a 'dmy mdy ymd'
complete -c aftersales -n '__aftersales_at import' -l catchup -d 'First import: deadlines already past count as history, not as overdue'
complete -c aftersales -n '__aftersales_at import' -l force -d 'Take a file that looks like another shop\'s all the same'
complete -c aftersales -n '__aftersales_at import' -l watch -d 'Keep running, and import what is saved into the folders'
complete -c aftersales -n '__aftersales_at import' -l map -d 'A TOML file that says what the columns of these files mean (`aftersales help mapping`)' -r -F
complete -c aftersales -n '__aftersales_at import' -l explain -d 'Show how each column and the first rows would be read; write nothing'
complete -c aftersales -n '__aftersales_at import' -l list-formats -d 'List the formats that files may have, your own among them'
complete -c aftersales -n '__aftersales_at import' -l draft-map -d 'Write the draft of a mapping for one file to standard output'
complete -c aftersales -n '__aftersales_at import' -l rejects -d 'Write the rejected rows to this file (CSV, or JSON for API answers), to correct and import them' -r -F
complete -c aftersales -n '__aftersales_at import' -l all -d 'With --dry-run: show every change, not only the first 20 of each kind'
complete -c aftersales -n '__aftersales_at import sync confirm note snooze done undo choose approve offer reject accepted declined message open withdrawn close reopen shipped delivered received refused \'send-back called\' \'send-back sent\' \'send-back reimbursed\' \'send-back dropped\' lost extend refund replaced \'stock place\' \'evidence add\' \'evidence submit\' dispute ruled appeal \'claim open\' \'claim submit\' \'claim won\' \'claim lost\' chargeback \'review open\' \'review contact\' \'review offer\' \'review resolve\' \'review appeal\' \'order dispatched\' \'order collected\' \'order delivered\' \'order tracking\' \'order cancel\' \'order returned\' \'order add\' \'routine add\'' -l dry-run -d 'Show what would be recorded; write nothing'
complete -c aftersales -n '__aftersales_at import sync triage cases show confirm note snooze done undo choose approve offer reject accepted declined draft message withdrawn close reopen shipped delivered received refused \'send-back called\' \'send-back sent\' \'send-back reimbursed\' \'send-back dropped\' lost extend refund replaced \'stock list\' \'stock place\' \'evidence list\' \'evidence add\' \'evidence submit\' dispute ruled appeal \'claim open\' \'claim submit\' \'claim won\' \'claim lost\' \'claim list\' chargeback \'review playbook\' \'review contact\' \'review offer\' \'review resolve\' \'review appeal\' \'order dispatched\' \'order collected\' \'order delivered\' \'order tracking\' \'policy impact\' drift log demo' -l format -d 'How it is written: table, json, jsonl, csv, tsv, ids, md, html' -x -a 'table json jsonl csv tsv ids md html'
complete -c aftersales -n '__aftersales_at import sync due triage cases show explain confirm note snooze done undo choose approve offer reject accepted declined draft message open withdrawn close reopen shipped delivered received refused \'send-back called\' \'send-back sent\' \'send-back reimbursed\' \'send-back dropped\' lost extend refund replaced \'stock list\' \'stock place\' \'evidence list\' \'evidence add\' \'evidence submit\' dispute ruled appeal \'claim open\' \'claim submit\' \'claim won\' \'claim lost\' \'claim list\' chargeback \'review open\' \'review playbook\' \'review contact\' \'review offer\' \'review resolve\' \'review appeal\' \'order dispatched\' \'order collected\' \'order delivered\' \'order tracking\' \'order cancel-check\' \'order cancel\' \'order returned\' \'order add\' \'policy show\' \'policy list\' \'policy check\' \'policy diff\' \'policy impact\' \'policy copy\' drift \'report morning\' \'report week\' status calendar page log \'notify send\' \'notify add\' \'notify list\' \'notify test\' \'notify remove\' demo init login logout \'schedule install\' \'schedule show\' \'schedule remove\' \'schedule run\' doctor \'config path\' \'config list\' \'config get\' \'config set\' \'config unset\' \'config edit\' \'config check\' \'config costs import\' \'routine add\' imports \'ledger check\' \'ledger backup\' \'ledger restore\' \'ledger repair\' \'ledger forget\' \'completions install\' help' -l json -d 'Short for --format json'
complete -c aftersales -n '__aftersales_at sync' -l shop -d 'Only these shops (default: all that login has tied)' -x -a '(__aftersales_shops)'
complete -c aftersales -n '__aftersales_at sync' -l since -d 'Read from this day on, whatever was read before' -x
complete -c aftersales -n '__aftersales_at sync' -l full -d 'Read everything anew, from the shop\'s first request on. Takes long'
complete -c aftersales -n '__aftersales_at sync' -l catchup -d 'Deadlines already past count as history, not as overdue'
complete -c aftersales -n '__aftersales_at sync' -l demo -d 'Show the whole way with a test platform on this computer; your ledger is not changed'
complete -c aftersales -n '__aftersales_at due triage page' -l within -d 'How far ahead, such as 36h, 2d (default) or 1w' -x
complete -c aftersales -n '__aftersales_at due triage page' -l all -d 'However far ahead it is due'
complete -c aftersales -n '__aftersales_at due triage \'report morning\' \'report week\' page' -l shop -d 'Only these shops: one or more, or a pattern such as brand-*' -x -a '(__aftersales_shops)'
complete -c aftersales -n '__aftersales_at due triage page' -l market -d 'Only these markets, such as GB or GB,US' -x -a "GB\t'United Kingdom' US\t'United States' DE\tGermany FR\tFrance IT\tItaly ES\tSpain IE\tIreland AT\tAustria BE\tBelgium NL\tNetherlands PL\tPoland TH\tThailand VN\tVietnam ID\tIndonesia MY\tMalaysia PH\tPhilippines SG\tSingapore BR\tBrazil MX\tMexico JP\tJapan"
complete -c aftersales -n '__aftersales_at due triage page' -l kind -d 'Only these kinds, such as refund or refund,return' -x -a 'refund return replacement exchange reshipment cancellation review delivery routine returned-to-sender'
complete -c aftersales -n '__aftersales_at due' -l owner -d 'seller, buyer, platform or any' -x -a 'seller buyer platform any'
complete -c aftersales -n '__aftersales_at due triage' -l duty -d 'Only these duties, such as respond' -x -a 'answer-chargeback answer-message answer-offer appeal auto-cancel auto-refund check claim claim-follow-up close confirm-receipt contact-buyer decide deliver dispatch dispute follow-up gather-evidence reclaim reclaim-postage refund reject-missing replace respond restock send-back ship-back tell-buyer trace tracking'
complete -c aftersales -n '__aftersales_at due triage' -l stake -d 'Only what is at stake by silence: money, right, standing, look, house or none' -x -a 'money right standing look house none'
complete -c aftersales -n '__aftersales_at due page' -l limit -d 'At most N lines' -x
complete -c aftersales -n '__aftersales_at due triage' -l before-import -d 'Only what had passed before the shop\'s first import'
complete -c aftersales -n '__aftersales_at due page' -l orders -d 'Orders to send or trace: fold (default), list or off' -x -a 'fold list off'
complete -c aftersales -n '__aftersales_at due triage' -l new -d 'Only what came in or changed since the import before the last one'
complete -c aftersales -n '__aftersales_at due triage' -l since -d 'Only what came in or changed since then, such as fri or 2d' -x
complete -c aftersales -n '__aftersales_at due triage' -l snoozed -d 'Also show what is snoozed'
complete -c aftersales -n '__aftersales_at due' -l sort -d 'By urgency (default), due, amount, shop, kind or case' -x -a 'urgency due amount shop kind case'
complete -c aftersales -n '__aftersales_at due' -l check -d 'Exit 4 when something is overdue, 6 when it can\'t be said, 3 when due today'
complete -c aftersales -n '__aftersales_at due' -l strict -d '--check: looks and your own chores count too'
complete -c aftersales -n '__aftersales_at due' -l max-age -d '--check: how old after-sales data may be, such as 24h or 2d' -x
complete -c aftersales -n '__aftersales_at due' -l long -d 'Three lines for each duty, none folded'
complete -c aftersales -n '__aftersales_at due' -l no-pager -d 'Don\'t show a long list through a pager'
complete -c aftersales -n '__aftersales_at due triage' -l sync -d 'Read from TikTok first what changed'
complete -c aftersales -n '__aftersales_at due triage' -l no-sync -d 'Read nothing first, whatever the configuration says ([sync] before)'
complete -c aftersales -n '__aftersales_at due triage' -l sync-timeout -d 'How long the list waits for TikTok: 5' -x
complete -c aftersales -n '__aftersales_at due cases status log login doctor \'config list\'' -l fields -d 'Only these fields, in this order, such as case,due; not in a table' -x
complete -c aftersales -n '__aftersales_at due' -l format -d 'How it is written: table, json, jsonl, csv, tsv, ids, md, html, ics' -x -a 'table json jsonl csv tsv ids md html ics'
complete -c aftersales -n '__aftersales_at due triage cases show explain choose draft \'stock list\' \'evidence list\' \'claim list\' \'review playbook\' \'order cancel-check\' \'policy show\' \'policy list\' \'policy check\' \'policy diff\' \'policy impact\' drift \'report morning\' \'report week\' status calendar log \'notify list\' demo doctor \'config list\' imports' -l output -d 'Write it to this file, wholly or not at all, in the format of the file\'s name; - is stdout' -r -F
complete -c aftersales -n '__aftersales_at due triage cases show explain choose draft \'stock list\' \'evidence list\' \'claim list\' \'review playbook\' \'order cancel-check\' \'policy show\' \'policy list\' \'policy check\' \'policy diff\' \'policy impact\' drift \'report morning\' \'report week\' status calendar log \'notify list\' demo doctor \'config list\' imports' -l header -d 'With TSV: the names of the fields in the first line'
complete -c aftersales -n '__aftersales_at triage' -l limit -d 'At most N cases' -x
complete -c aftersales -n '__aftersales_at triage' -l checklist -d 'Only print what was recorded here and must still be done in Seller Center'
complete -c aftersales -n '__aftersales_at cases choose \'stock list\' \'claim list\' \'order cancel-check\' \'order cancel\' \'order returned\' \'policy impact\' drift calendar log imports \'ledger forget\'' -l shop -d 'Only this shop' -x -a '(__aftersales_shops)'
complete -c aftersales -n '__aftersales_at cases' -l kind -d 'Only this kind: refund, return, replacement, cancellation, review, delivery, routine' -x -a 'refund return replacement exchange reshipment cancellation review delivery routine returned-to-sender'
complete -c aftersales -n '__aftersales_at cases' -l state -d 'open, closed, all, or a state such as approved, shipped, owed' -x -a 'open closed all pending approved rejected offered none awaited shipped delivered received refused lost owed partial refunded'
complete -c aftersales -n '__aftersales_at cases' -l product -d 'Part of the product\'s name' -x
complete -c aftersales -n '__aftersales_at cases' -l sku -d 'Part of the SKU' -x
complete -c aftersales -n '__aftersales_at cases' -l buyer -d 'Part of the buyer\'s handle' -x
complete -c aftersales -n '__aftersales_at cases open' -l order -d 'The order\'s number' -x
complete -c aftersales -n '__aftersales_at cases' -l tracking -d 'The return parcel\'s tracking number' -x
complete -c aftersales -n '__aftersales_at cases' -l limit -d 'At most N cases (default: all, in a table 200)' -x
complete -c aftersales -n '__aftersales_at explain \'order cancel-check\' \'policy show\' \'policy list\' \'policy check\' \'policy diff\' status calendar \'notify send\' \'notify list\' \'notify test\' login logout doctor \'config list\' imports' -l format -d 'How it is written: table, json, jsonl, csv, tsv, md, html' -x -a 'table json jsonl csv tsv md html'
complete -c aftersales -n '__aftersales_at confirm note snooze done choose approve offer reject accepted declined message open withdrawn close reopen shipped delivered received refused \'send-back called\' \'send-back sent\' \'send-back reimbursed\' \'send-back dropped\' lost extend refund replaced \'stock place\' \'evidence add\' \'evidence submit\' dispute ruled appeal \'claim open\' \'claim submit\' \'claim won\' \'claim lost\' chargeback \'review open\' \'review contact\' \'review offer\' \'review resolve\' \'review appeal\' \'order dispatched\' \'order collected\' \'order delivered\' \'order tracking\' \'order cancel\' \'order returned\' \'routine add\'' -l at -d 'When it happened, such as 16:00 or fri 15:00 (default: now)' -x
complete -c aftersales -n '__aftersales_at confirm note snooze done approve offer reject accepted declined message withdrawn close reopen shipped delivered received refused \'send-back called\' \'send-back dropped\' lost extend refund replaced dispute ruled appeal \'claim lost\' chargeback \'review contact\' \'review offer\' \'review resolve\' \'review appeal\' \'order dispatched\' \'order collected\' \'order delivered\' \'order tracking\'' -l yes -d 'Don\'t ask before several cases are recorded'
complete -c aftersales -n '__aftersales_at note' -s m -l text -d 'What to remember, or what you wrote' -x
complete -c aftersales -n '__aftersales_at note' -l to-buyer -d 'You wrote this to the buyer; it is checked for wording that the market forbids'
complete -c aftersales -n '__aftersales_at snooze' -l until -d 'Until then, such as tomorrow 9:00, fri or 4h' -x
complete -c aftersales -n '__aftersales_at snooze' -l off -d 'End the snooze: show the case again'
complete -c aftersales -n '__aftersales_at done' -s m -l text -d 'What the result was' -x
complete -c aftersales -n '__aftersales_at undo' -l yes -d 'Don\'t ask before a shop, an import or more than 10 cases are undone'
complete -c aftersales -n '__aftersales_at choose' -l offer -d 'The partial refund that you would offer, instead of the configured one' -x
complete -c aftersales -n '__aftersales_at choose' -l mode -d 'Approve the request with this mode, and record it' -x -a 'keep seller-address local-service partial'
complete -c aftersales -n '__aftersales_at choose' -l by-rule -d 'Record what your mode rules decide; what they don\'t decide stays open'
complete -c aftersales -n '__aftersales_at choose approve' -l all-or-nothing -d 'With --by-rule: record nothing if the rules leave a case to you'
complete -c aftersales -n '__aftersales_at choose' -l yes -d 'With --mode and --by-rule: don\'t ask again'
complete -c aftersales -n '__aftersales_at choose approve offer' -l force -d 'Record it even if one of your own rules forbids the mode'
complete -c aftersales -n '__aftersales_at choose' -l rules-test -d 'What your mode rules would have decided on past requests, and what that would have cost'
complete -c aftersales -n '__aftersales_at choose' -l since -d 'With --rules-test: only requests decided since then, such as 2026-09-01, 1 Sep or 90d' -x
complete -c aftersales -n '__aftersales_at approve' -l mode -d 'How the return is settled: keep (no goods back), seller-address, local-service, partial (an offer)' -x -a 'keep seller-address local-service partial'
complete -c aftersales -n '__aftersales_at approve' -l amount -d 'With --mode partial: what you offer' -x
complete -c aftersales -n '__aftersales_at approve' -l by-rule -d 'Answer each request as your mode rules decide; what they don\'t decide stays open'
complete -c aftersales -n '__aftersales_at offer' -l amount -d 'How much of the money you offer, such as 15.00' -x
complete -c aftersales -n '__aftersales_at reject' -l reason -d 'The reason you gave the buyer (at most 150 characters)' -x
complete -c aftersales -n '__aftersales_at reject refused \'evidence submit\' appeal \'claim submit\' \'review appeal\'' -l force -d 'Record it even if evidence that the platform asks for is missing'
complete -c aftersales -n '__aftersales_at draft' -s l -l language -d 'en or zh; default: both' -x -a 'en zh'
complete -c aftersales -n '__aftersales_at draft' -l stage -d 'As SUBJECT; for reviews contact, offer or solved, for parcels late, stuck or lost' -x -a 'acknowledge photos trace approve reject offer checking accepted refuse refunded sent contact solved late stuck lost'
complete -c aftersales -n '__aftersales_at draft' -l mode -d 'For approve: how it is returned: keep, seller-address or local-service' -x -a 'keep seller-address local-service'
complete -c aftersales -n '__aftersales_at draft' -l ground -d 'For reject: delivered, no-fault, as-described, complete, used, too-late, no-evidence, dispatched or other' -x -a 'delivered no-fault as-described complete used too-late no-evidence dispatched other'
complete -c aftersales -n '__aftersales_at draft' -l amount -d 'For offer: the partial refund' -x
complete -c aftersales -n '__aftersales_at message' -s m -l text -d 'What the buyer writes' -x
complete -c aftersales -n '__aftersales_at open' -l amount -d 'The refund asked for (default: the order\'s total)' -x
complete -c aftersales -n '__aftersales_at open' -l reason -d 'The buyer\'s reason' -x
complete -c aftersales -n '__aftersales_at open' -l ref -d 'The platform\'s number for the request' -x
complete -c aftersales -n '__aftersales_at open' -l shop -d 'Needed only if two shops have the same order number' -x -a '(__aftersales_shops)'
complete -c aftersales -n '__aftersales_at open' -l new -d 'Open a second case even if one of this kind is open on the order'
complete -c aftersales -n '__aftersales_at close' -l reason -d 'Why the case is over' -x
complete -c aftersales -n '__aftersales_at shipped \'send-back sent\' \'order dispatched\'' -l tracking -d 'The parcel\'s tracking number' -x
complete -c aftersales -n '__aftersales_at received' -l grade -d 'How the goods came back: original, minor, severe, wrong' -x -a 'original minor severe wrong'
complete -c aftersales -n '__aftersales_at received' -l item -d 'Each item apart: SKU=N:GRADE, then :to-stock or :scrap; may be repeated' -x
complete -c aftersales -n '__aftersales_at received \'stock place\'' -l to-stock -d 'How many units went back to stock' -x
complete -c aftersales -n '__aftersales_at received \'stock place\'' -l scrap -d 'How many units were scrapped' -x
complete -c aftersales -n '__aftersales_at refused' -l reason -d 'The reason you gave the platform (at most 150 characters)' -x
complete -c aftersales -n '__aftersales_at \'send-back sent\'' -l postage -d 'What you paid to send it, in the order\'s currency' -x
complete -c aftersales -n '__aftersales_at \'send-back reimbursed\'' -l amount -d 'How much you were paid (default: the postage)' -x
complete -c aftersales -n '__aftersales_at \'send-back reimbursed\'' -l force -d 'Record it even if it is more than the postage'
complete -c aftersales -n '__aftersales_at \'send-back dropped\' \'claim lost\'' -l reason -d 'What you were told' -x
complete -c aftersales -n '__aftersales_at extend' -l days -d 'How many days (default: the rule\'s)' -x
complete -c aftersales -n '__aftersales_at refund' -l amount -d 'How much (default: what is still owed)' -x
complete -c aftersales -n '__aftersales_at refund' -l channel -d 'How the money was paid (default: the way of the original payment)' -x
complete -c aftersales -n '__aftersales_at replaced' -l order -d 'The new order that TikTok created for it' -x
complete -c aftersales -n '__aftersales_at replaced' -l tracking -d 'The replacement\'s tracking number' -x
complete -c aftersales -n '__aftersales_at \'stock list\'' -l sku -d 'Only this SKU' -x
complete -c aftersales -n '__aftersales_at \'stock list\'' -l movement -d 'Only to-stock, scrap, or held (not said yet)' -x -a 'to-stock scrap held'
complete -c aftersales -n '__aftersales_at \'stock list\'' -l since -d 'Only what was received since then, such as fri or 7d' -x
complete -c aftersales -n '__aftersales_at \'stock place\'' -l item -d 'Which item, and where it went: SKU=N:to-stock or SKU=N:scrap; may be repeated' -x
complete -c aftersales -n '__aftersales_at \'evidence list\'' -l step -d 'reject, refuse, dispute, appeal, review-appeal, claim; default: the next one' -x -a 'reject refuse dispute appeal review-appeal claim'
complete -c aftersales -n '__aftersales_at \'evidence add\'' -l as -d 'Which evidence it is, as `evidence list` names it (default: other)' -x -a "other\t'Any other proof' photos\t'Photos of the goods and of the parcel\'s label, sharp and in one frame where possible' unpacking-video\t'An uncut video of the parcel being opened, from the sealed label to the goods' packing-video\t'A video of the goods being packed for this order, with the order or tracking number in view' proof-of-delivery\t'The carrier\'s proof of delivery: date, place, and signature, code or photo' tracking\t'The tracking number with its history, as a screenshot of the carrier\'s page' product-page\t'The product page as it was at the time of the order: description, pictures, size chart' chat\t'The messages with this buyer on the platform, as screenshots with dates' invoice\t'The purchase invoice that names the brand and the goods' authorisation\t'The brand\'s letter of authorisation for this shop' serial-number\t'The serial or batch number sent, and the one that came back' weight-record\t'The parcel\'s weight at dispatch, and the weight that came back' review-screenshot\t'A screenshot of the review with its date and the order it belongs to' carrier-report\t'The carrier\'s own word on loss, damage or a failed delivery attempt'"
complete -c aftersales -n '__aftersales_at \'evidence submit\' appeal \'claim submit\' \'review appeal\'' -l comment -d 'What you tell the platform (at most 150 characters)' -x
complete -c aftersales -n '__aftersales_at dispute' -l reason -d 'What the buyer says' -x
complete -c aftersales -n '__aftersales_at ruled' -l for -d 'seller, buyer, or nobody (closed without a decision)' -x -a 'seller buyer nobody'
complete -c aftersales -n '__aftersales_at ruled' -l reason -d 'What the platform says' -x
complete -c aftersales -n '__aftersales_at ruled' -l amount -d 'What a won appeal brings back (default: all that was refunded)' -x
complete -c aftersales -n '__aftersales_at ruled' -l force -d 'Record an --amount though more would have come back than went out'
complete -c aftersales -n '__aftersales_at \'claim open\'' -l on -d 'carrier or platform (TikTok)' -x -a 'carrier platform'
complete -c aftersales -n '__aftersales_at \'claim open\'' -l because -d 'lost, damaged or not-received' -x -a 'lost damaged not-received'
complete -c aftersales -n '__aftersales_at \'claim open\'' -l since -d 'What the time to claim counts from: the carrier\'s last word, in the US the ship date' -x
complete -c aftersales -n '__aftersales_at \'claim open\'' -l parcel -d 'outbound or return (default: as the case stands)' -x -a 'outbound return'
complete -c aftersales -n '__aftersales_at \'claim open\'' -l amount -d 'How much you claim (default: the refund)' -x
complete -c aftersales -n '__aftersales_at \'claim open\'' -l force -d 'Record it even if it is excluded, its time is over, or its amount or date seems wrong'
complete -c aftersales -n '__aftersales_at \'claim won\'' -l amount -d 'How much you were paid' -x
complete -c aftersales -n '__aftersales_at \'claim won\'' -l force -d 'Record it even if it is more than the case is about'
complete -c aftersales -n '__aftersales_at chargeback' -l until -d 'When your answer is due, as the platform\'s e-mail says; local time' -x
complete -c aftersales -n '__aftersales_at chargeback' -l reason -d 'What the bank says' -x
complete -c aftersales -n '__aftersales_at \'review open\'' -l stars -d 'How many stars it gives' -x
complete -c aftersales -n '__aftersales_at \'review open\'' -l order -d 'The order it is about' -x
complete -c aftersales -n '__aftersales_at \'review open\'' -s m -l text -d 'What the review says' -x
complete -c aftersales -n '__aftersales_at \'review open\'' -l ref -d 'The platform\'s number for it' -x
complete -c aftersales -n '__aftersales_at \'review open\' \'review contact\' \'review offer\'' -l cause -d 'quality, logistics, misunderstanding, malicious' -x -a 'quality logistics misunderstanding malicious'
complete -c aftersales -n '__aftersales_at \'review open\'' -l product -d 'What it is about' -x
complete -c aftersales -n '__aftersales_at \'review open\' \'order add\'' -l buyer -d 'The buyer\'s handle' -x
complete -c aftersales -n '__aftersales_at \'review open\' \'routine add\'' -l shop -d 'Which shop; not needed if you have one shop' -x -a '(__aftersales_shops)'
complete -c aftersales -n '__aftersales_at \'review open\'' -l new -d 'Record a second review even if one is open on the order'
complete -c aftersales -n '__aftersales_at \'review contact\' \'review offer\'' -s m -l text -d 'What you wrote to the buyer; it is checked for forbidden wording' -x
complete -c aftersales -n '__aftersales_at \'review offer\'' -l what -d 'exchange, partial-refund, refund, compensation, help' -x -a 'exchange partial-refund refund compensation help'
complete -c aftersales -n '__aftersales_at \'review offer\'' -l amount -d 'For a refund: how much' -x
complete -c aftersales -n '__aftersales_at \'review resolve\'' -l result -d 'improved (by the buyer\'s own choice), unchanged, removed (by the platform)' -x -a 'improved unchanged removed'
complete -c aftersales -n '__aftersales_at \'order tracking\'' -l news -d 'What the carrier\'s tracking says' -x
complete -c aftersales -n '__aftersales_at \'order cancel\'' -l by -d 'seller or platform; for a buyer\'s request use `open`' -x -a 'seller platform'
complete -c aftersales -n '__aftersales_at \'order cancel\'' -l reason -d 'Why, such as out of stock' -x
complete -c aftersales -n '__aftersales_at \'order returned\'' -l reason -d 'Why, such as address not found' -x
complete -c aftersales -n '__aftersales_at \'order returned\'' -l tracking -d 'The parcel\'s number on its way back' -x
complete -c aftersales -n '__aftersales_at \'order add\'' -l amount -d 'What the buyer paid, such as 13.98' -x
complete -c aftersales -n '__aftersales_at \'order add\'' -l placed -d 'When it was ordered, such as 20 Nov 16:02' -x
complete -c aftersales -n '__aftersales_at \'order add\'' -l shop -d 'The shop that the order is from; not needed if you have one shop' -x -a '(__aftersales_shops)'
complete -c aftersales -n '__aftersales_at \'order add\'' -l delivered -d 'When the buyer received it' -x
complete -c aftersales -n '__aftersales_at \'order add\'' -l status -d 'Such as awaiting-shipment or delivered' -x -a 'unpaid on-hold awaiting-shipment partially-shipping awaiting-collection in-transit delivered completed cancelled'
complete -c aftersales -n '__aftersales_at \'order add\'' -l product -d 'What was bought' -x
complete -c aftersales -n '__aftersales_at \'order add\'' -l sku -d 'The seller\'s SKU' -x
complete -c aftersales -n '__aftersales_at \'order add\'' -l quantity -d 'How many units' -x
complete -c aftersales -n '__aftersales_at \'policy show\'' -l shop -d 'As this shop uses it' -x -a '(__aftersales_shops)'
complete -c aftersales -n '__aftersales_at \'policy show\' \'policy list\' \'policy diff\' \'policy copy\'' -l market -d 'In this market, such as GB' -x -a "GB\t'United Kingdom' US\t'United States' DE\tGermany FR\tFrance IT\tItaly ES\tSpain IE\tIreland AT\tAustria BE\tBelgium NL\tNetherlands PL\tPoland TH\tThailand VN\tVietnam ID\tIndonesia MY\tMalaysia PH\tPhilippines SG\tSingapore BR\tBrazil MX\tMexico JP\tJapan"
complete -c aftersales -n '__aftersales_at \'policy show\'' -l rule -d 'Only this rule, by its id' -x
complete -c aftersales -n '__aftersales_at \'policy check\' \'policy impact\'' -l as -d 'Treat the file as if it had this name, such as tiktok-gb' -x -a 'tiktok tiktok-at tiktok-be tiktok-br tiktok-de tiktok-es tiktok-eu tiktok-fr tiktok-gb tiktok-id tiktok-ie tiktok-it tiktok-mx tiktok-my tiktok-nl tiktok-ph tiktok-pl tiktok-sg tiktok-th tiktok-us tiktok-vn tt123-2025-03'
complete -c aftersales -n '__aftersales_at \'policy diff\'' -l as -d 'Treat a file as if it had this name, such as tiktok-gb' -x -a 'tiktok tiktok-at tiktok-be tiktok-br tiktok-de tiktok-es tiktok-eu tiktok-fr tiktok-gb tiktok-id tiktok-ie tiktok-it tiktok-mx tiktok-my tiktok-nl tiktok-ph tiktok-pl tiktok-sg tiktok-th tiktok-us tiktok-vn tt123-2025-03'
complete -c aftersales -n '__aftersales_at \'policy copy\'' -l rule -d 'The id of a rule to copy; may be repeated' -x
complete -c aftersales -n '__aftersales_at \'policy copy\'' -l dry-run -d 'Print the file; write nothing'
complete -c aftersales -n '__aftersales_at drift' -l min -d 'Only differences longer than this, such as 10m or 1h (default)' -x
complete -c aftersales -n '__aftersales_at drift' -l toml -d 'Only the lines for a policy file of your own'
complete -c aftersales -n '__aftersales_at \'report morning\' \'report week\'' -l only-new -d 'Only what is new or more urgent since the last marked report'
complete -c aftersales -n '__aftersales_at \'report morning\' \'report week\'' -l quiet-if-empty -d 'Print nothing where there is nothing to tell and the data are fresh'
complete -c aftersales -n '__aftersales_at \'report morning\' \'report week\'' -l mark -d 'Remember that this was told: the next report goes on from here'
complete -c aftersales -n '__aftersales_at \'report morning\' \'report week\' log export' -l redact -d 'Name nobody: buyers are buyer-1, buyer-2 …; leave out what people wrote'
complete -c aftersales -n '__aftersales_at \'report morning\' \'report week\'' -l format -d 'How it is written: text, md, html, json' -x -a 'text md html json'
complete -c aftersales -n '__aftersales_at status' -l short -d 'All shops in a few words, for a shell prompt'
complete -c aftersales -n '__aftersales_at status' -l next -d 'Also the next case, and what to type'
complete -c aftersales -n '__aftersales_at calendar' -l market -d 'Only this market, such as GB' -x -a "GB\t'United Kingdom' US\t'United States' DE\tGermany FR\tFrance IT\tItaly ES\tSpain IE\tIreland AT\tAustria BE\tBelgium NL\tNetherlands PL\tPoland TH\tThailand VN\tVietnam ID\tIndonesia MY\tMalaysia PH\tPhilippines SG\tSingapore BR\tBrazil MX\tMexico JP\tJapan"
complete -c aftersales -n '__aftersales_at page' -l force -d 'Replace a file that this command did not write'
complete -c aftersales -n '__aftersales_at log' -l since -d 'Only entries since then, such as fri, 24 Nov or 2d' -x
complete -c aftersales -n '__aftersales_at log' -l until -d 'Only entries until then; a day is taken to its end' -x
complete -c aftersales -n '__aftersales_at log' -l write -d 'Only this entry, with every deadline that it moved' -x
complete -c aftersales -n '__aftersales_at log' -l limit -d 'At most N entries (default 20)' -x
complete -c aftersales -n '__aftersales_at \'notify send\'' -l level -d 'Only these levels: 24h, 4h, overdue, stale' -x
complete -c aftersales -n '__aftersales_at \'notify send\'' -l shop -d 'Only these shops, such as uk-main or brand-*' -x -a '(__aftersales_shops)'
complete -c aftersales -n '__aftersales_at \'notify send\'' -l to -d 'Only to these receivers' -x
complete -c aftersales -n '__aftersales_at \'notify send\'' -l report -d 'Send a report instead of warnings: morning or week' -x
complete -c aftersales -n '__aftersales_at \'notify send\'' -l only-new -d '--report: only what is new since the last marked report'
complete -c aftersales -n '__aftersales_at \'notify send\'' -l quiet-if-empty -d '--report: send none where there is nothing to tell'
complete -c aftersales -n '__aftersales_at \'notify send\'' -l mark -d '--report: the next report goes on from here'
complete -c aftersales -n '__aftersales_at \'notify send\'' -l dry-run -d 'Show each message and who would get it; send nothing'
complete -c aftersales -n '__aftersales_at init' -l shop -d 'The shop\'s name, such as uk-main' -x
complete -c aftersales -n '__aftersales_at init' -l market -d 'Its market, such as GB' -x -a "GB\t'United Kingdom' US\t'United States' DE\tGermany FR\tFrance IT\tItaly ES\tSpain IE\tIreland AT\tAustria BE\tBelgium NL\tNetherlands PL\tPoland TH\tThailand VN\tVietnam ID\tIndonesia MY\tMalaysia PH\tPhilippines SG\tSingapore BR\tBrazil MX\tMexico JP\tJapan"
complete -c aftersales -n '__aftersales_at init' -l channel -d 'The platform it sells on' -x -a tiktok
complete -c aftersales -n '__aftersales_at init' -l takes-returns -d 'Whether buyers send returns to an address of yours (default: not known)' -x -a 'yes no'
complete -c aftersales -n '__aftersales_at init' -l staff -d 'Your staff\'s hours and zone, such as \'09:00-18:00 Asia/Shanghai\'' -x
complete -c aftersales -n '__aftersales_at init' -l exports -d 'Where your browser saves the export files' -x
complete -c aftersales -n '__aftersales_at login' -l shop -d 'The shop to tie, or with --status to show' -x -a '(__aftersales_shops)'
complete -c aftersales -n '__aftersales_at login' -l app -d 'The developer app, as [apps.NAME] names it (default: one a market)' -x
complete -c aftersales -n '__aftersales_at login' -l status -d 'Only show each shop\'s login: until when, and which scopes'
complete -c aftersales -n '__aftersales_at logout' -l shop -d 'Only the login of this shop (default: all)' -x -a '(__aftersales_shops)'
complete -c aftersales -n '__aftersales_at logout' -l yes -d 'Don\'t ask, also where it logs out other shops too'
complete -c aftersales -n '__aftersales_at \'schedule install\'' -l every -d 'How often, from 15m to 30m' -x
complete -c aftersales -n '__aftersales_at \'schedule install\'' -l by -d 'The kind of timer (default: what this computer has)' -x -a 'systemd cron launchd windows'
complete -c aftersales -n '__aftersales_at \'schedule install\'' -l page -d 'Also write the page there (a file or folder), each time' -r -F
complete -c aftersales -n '__aftersales_at \'schedule install\'' -l report -d 'Also write the morning report, once a day; - prints it' -r -F
complete -c aftersales -n '__aftersales_at \'schedule install\'' -l notify -d 'Also warn people of deadlines (`notify`), at any hour'
complete -c aftersales -n '__aftersales_at \'schedule install\'' -l dry-run -d 'Print the timer; change nothing'
complete -c aftersales -n '__aftersales_at \'schedule run\'' -l jitter -d 'Wait up to so many seconds first' -x
complete -c aftersales -n '__aftersales_at \'schedule run\'' -l page -d 'Then write the page there (a file or folder)' -r -F
complete -c aftersales -n '__aftersales_at \'schedule run\'' -l report -d 'Then write the morning report, once a day; - prints it' -r -F
complete -c aftersales -n '__aftersales_at \'schedule run\'' -l notify -d 'Then warn people (`notify`), also while the desk is closed'
complete -c aftersales -n '__aftersales_at \'config list\'' -l origin -d 'In the table also where each comes from'
complete -c aftersales -n '__aftersales_at \'config list\'' -l all -d 'Also what holds where nothing is set'
complete -c aftersales -n '__aftersales_at \'config costs import\'' -l dry-run -d 'Show what would be set; write nothing'
complete -c aftersales -n '__aftersales_at \'routine add\'' -l every -d 'How often: 7d, 2w, or 5bd (business days)' -x
complete -c aftersales -n '__aftersales_at \'routine add\'' -l sku -d 'Only for this SKU' -x
complete -c aftersales -n '__aftersales_at \'routine add\'' -l duty -d 'Its name in the list, in lower case (default: restock)' -x
complete -c aftersales -n '__aftersales_at export' -l format -d 'How it is written: jsonl, csv, xlsx' -x -a 'jsonl csv xlsx'
complete -c aftersales -n '__aftersales_at export' -l shop -d 'Only this shop\'s data' -x -a '(__aftersales_shops)'
complete -c aftersales -n '__aftersales_at export' -l only -d 'CSV and XLSX: only these sheets, such as cases,money' -x -a 'cases deadlines orders lines money stock events statuses'
complete -c aftersales -n '__aftersales_at export' -l force -d 'Replace a file that is there'
complete -c aftersales -n '__aftersales_at export' -l json -d 'Say in JSON what was written'
complete -c aftersales -n '__aftersales_at imports' -l since -d 'Only imports since then, such as fri or 2d' -x
complete -c aftersales -n '__aftersales_at imports' -l limit -d 'At most N (default 20)' -x
complete -c aftersales -n '__aftersales_at imports' -l all -d 'Of one import: every change, not only the first 20 of each kind'
complete -c aftersales -n '__aftersales_at \'ledger check\'' -l deep -d 'Compare each fact with its checksum too: it finds a changed byte'
complete -c aftersales -n '__aftersales_at \'ledger backup\'' -l keep -d 'Keep the newest N in that folder; older ones go' -x
complete -c aftersales -n '__aftersales_at \'ledger restore\'' -l yes -d 'Don\'t ask before the ledger is replaced'
complete -c aftersales -n '__aftersales_at \'ledger repair\'' -l accept -d 'Take facts that changed in the file as they are now: you have no backup'
complete -c aftersales -n '__aftersales_at \'ledger forget\'' -l before -d 'All buyers of what ended before this day' -x
complete -c aftersales -n '__aftersales_at \'ledger forget\'' -l dry-run -d 'Only show what would be forgotten'
complete -c aftersales -n '__aftersales_at \'ledger forget\'' -l yes -d 'Don\'t ask'
complete -c aftersales -n '__aftersales_at \'completions install\'' -l shell -d 'Which shell (default: that of your account)' -x -a 'bash zsh fish'
complete -c aftersales -n '__aftersales_at \'completions install\'' -l dry-run -d 'Say what would be done; change nothing'
complete -c aftersales -n '__aftersales_at help' -l man -d 'Print the whole manual as a man page, such as for `man -l -`'

# Arguments
complete -c aftersales -n '__aftersales_at import \'policy check\'' -F
complete -c aftersales -n '__aftersales_argument 0 show explain draft \'evidence list\' \'evidence add\' log' -k -a '(__aftersales_known 1 all --state open)'
complete -c aftersales -n '__aftersales_at confirm note snooze done choose message close chargeback' -k -a '(__aftersales_known 1 all --state open)'
complete -c aftersales -n '__aftersales_at approve reject withdrawn' -k -a '(__aftersales_known 1 refund,return,replacement,exchange,reshipment,cancellation --state open)'
complete -c aftersales -n '__aftersales_at offer accepted declined' -k -a '(__aftersales_known 1 refund,return,exchange,reshipment --state open)'
complete -c aftersales -n '__aftersales_argument 1 draft' -a 'acknowledge photos trace approve reject offer checking accepted refuse refunded sent contact solved late stuck lost'
complete -c aftersales -n '__aftersales_argument 0 open' -a 'refund return replacement exchange reshipment cancellation'
complete -c aftersales -n '__aftersales_at reopen' -k -a '(__aftersales_known 1 all --state closed)'
complete -c aftersales -n '__aftersales_at shipped refused \'send-back called\' \'send-back dropped\' extend' -k -a '(__aftersales_known 1 return,replacement,exchange --state open)'
complete -c aftersales -n '__aftersales_at delivered received lost' -k -a '(__aftersales_known 1 return,replacement,exchange,returned-to-sender --state open)'
complete -c aftersales -n '__aftersales_argument 0 \'send-back sent\' \'send-back reimbursed\'' -k -a '(__aftersales_known 1 return,replacement,exchange --state open)'
complete -c aftersales -n '__aftersales_at refund' -k -a '(__aftersales_known 1 refund,return,exchange,reshipment,cancellation,review,delivery --state open)'
complete -c aftersales -n '__aftersales_at replaced' -k -a '(__aftersales_known 1 replacement,exchange,reshipment --state open)'
complete -c aftersales -n '__aftersales_argument 0 \'stock place\'' -k -a '(__aftersales_known 1 return,replacement,exchange,returned-to-sender --state open)'
complete -c aftersales -n '__aftersales_argument_from 1 \'evidence add\'' -F
complete -c aftersales -n '__aftersales_argument 0 \'evidence submit\'' -k -a '(__aftersales_known 1 refund,return,replacement,exchange,reshipment --state open)'
complete -c aftersales -n '__aftersales_at dispute' -k -a '(__aftersales_known 1 refund,return,replacement,exchange,reshipment --state open)'
complete -c aftersales -n '__aftersales_at ruled appeal' -k -a '(__aftersales_known 1 refund,return,replacement,exchange,reshipment,cancellation,review --state open)'
complete -c aftersales -n '__aftersales_argument 0 \'claim open\' \'claim submit\' \'claim won\'' -k -a '(__aftersales_known 1 refund,return,replacement,exchange,reshipment,cancellation,delivery,returned-to-sender --state open)'
complete -c aftersales -n '__aftersales_at \'claim lost\'' -k -a '(__aftersales_known 1 refund,return,replacement,exchange,reshipment,cancellation,delivery,returned-to-sender --state open)'
complete -c aftersales -n '__aftersales_argument 0 \'review playbook\'' -k -a '(__aftersales_known 1 all --state open --kind review)'
complete -c aftersales -n '__aftersales_at \'review contact\' \'review offer\' \'review resolve\' \'review appeal\'' -k -a '(__aftersales_known 1 all --state open --kind review)'
complete -c aftersales -n '__aftersales_at \'order dispatched\' \'order collected\' \'order delivered\' \'order tracking\'' -k -a '(__aftersales_known 3 all --state open --kind delivery)'
complete -c aftersales -n '__aftersales_argument 0 \'order cancel-check\' \'order cancel\' \'order returned\'' -k -a '(__aftersales_known 3 all --state open --kind delivery)'
complete -c aftersales -n '__aftersales_argument 0 \'policy show\' \'policy diff\' \'policy copy\'' -a 'tiktok tiktok-at tiktok-be tiktok-br tiktok-de tiktok-es tiktok-eu tiktok-fr tiktok-gb tiktok-id tiktok-ie tiktok-it tiktok-mx tiktok-my tiktok-nl tiktok-ph tiktok-pl tiktok-sg tiktok-th tiktok-us tiktok-vn tt123-2025-03'
complete -c aftersales -n '__aftersales_argument 1 \'policy diff\'' -a 'tiktok tiktok-at tiktok-be tiktok-br tiktok-de tiktok-es tiktok-eu tiktok-fr tiktok-gb tiktok-id tiktok-ie tiktok-it tiktok-mx tiktok-my tiktok-nl tiktok-ph tiktok-pl tiktok-sg tiktok-th tiktok-us tiktok-vn tt123-2025-03'
complete -c aftersales -n '__aftersales_argument 0 \'policy impact\' \'config costs import\' \'ledger restore\'' -F
complete -c aftersales -n '__aftersales_argument 0 help' -a "exports\t'Which files to export in Seller Center, click by click' mapping\t'Import a spreadsheet of your own, or another program\'s export, with a mapping' sync\t'Data straight from TikTok: log in, sync, and what it does' morning\t'The first morning, from setup to the next day\'s list' triage\t'One case after another, one key for each answer' configuration\t'Every setting, and where your files are' modes\t'What each way to settle a return costs, and rules that decide for you' deliveries\t'Orders on their way: dispatch, tracking, cancelling' receipt\t'What came back: its grade, what that suggests, and your stock' disputes\t'Rejections, disputes, proof, appeals, and claims for parcels' reviews\t'Bad reviews, and what you may write to the buyer' routines\t'Recurring jobs of your own' messages\t'Buyers\' messages, chargebacks, and wording to send' undo\t'How to undo what you recorded, and how to read the log' staff\t'Your staff\'s hours and days off, and the last moment to act' policies\t'Rules: read them, check them, see which deadlines a change would move' cookbook\t'Write a rule of your own, with one example for each question' knows\t'What the program knows, and what it does not' markets\t'Every market: time zone, holidays, times to answer' commands\t'Every command with its options, and the global options' naming-cases\t'How to name a case on the command line' times\t'How to write a time, and which zone it is in' backup\t'Backups, restoring one, repair, and a copy that follows every write' notify\t'Warnings by mail, chat or webhook: who, when, and the address of each service' scripts\t'Cron, scripts, lists of ids, completions' recipes\t'Ready to use: phone calendar, mail, systemd, jq, fzf, spreadsheets, Datasette' formats\t'Output formats: table, TSV, CSV, JSON, ids' data\t'Everything in the ledger as files: to keep, to move, for other programs' schema\t'The tables, views and columns of the ledger, for your own queries' page\t'The list as one HTML file: on the phone, on paper, by itself' exit-codes\t'What each exit code means' fields\t'The fields of every list in JSON and CSV' json\t'What every command answers with --json' states\t'Where a case can go, and what the platform\'s statuses mean' privacy\t'Data about people: where they are, what leaves the computer, how to forget' glossary\t'The words of the program in English and Chinese' claims\t'The source article\'s 24 claims, each with its command and test' architecture\t'The source tree, its layers and rules, and how to add something'"
