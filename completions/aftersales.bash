# bash completion for aftersales
# Made by `aftersales completions bash` from the command tree.
# For bash 3.2 and later; needs no other package.

# The shops of the configuration that --config on the line names, else the environment, else of the usual one.
_aftersales_shops() {
    local file=${1:-${AFTERSALES_CONFIG-}}
    if [[ -z $file ]]; then
        case ${OSTYPE-} in
            darwin*) file="$HOME/Library/Application Support" ;;
            msys* | cygwin*) file=${APPDATA-} ;;
            *) file=${XDG_CONFIG_HOME:-$HOME/.config} ;;
        esac
        file+=/aftersales/config.toml
    fi
    [[ $file == '~/'* ]] && file=$HOME/${file:2}
    [[ -f $file && -r $file ]] || return 0
    sed -n \
        -e 's/^[[:space:]]*\[[[:space:]]*shops[[:space:]]*\.[[:space:]]*\([A-Za-z0-9_-][A-Za-z0-9_-]*\).*/\1/p' \
        -e 's/^[[:space:]]*\[[[:space:]]*shops[[:space:]]*\.[[:space:]]*"\([^"]*\)".*/\1/p' \
        -e "s/^[[:space:]]*\[[[:space:]]*shops[[:space:]]*\.[[:space:]]*'\([^']*\)'.*/\1/p" \
        -- "$file" 2>/dev/null | sort -u
}

# Offer those of the words that begin with what is typed.
_aftersales_offer() {
    local word
    for word; do
        [[ $word == "$typed"* ]] || continue
        [[ $word == *[!A-Za-z0-9_=.:/-]* ]] && printf -v word %q "$word"
        COMPREPLY+=("$before$word")
    done
}

_aftersales_offer_shops() {
    local shop
    while IFS= read -r shop; do
        _aftersales_offer "$shop"
    done < <(_aftersales_shops "$config")
}

# Cases or orders that the ledger knows: a column of `aftersales cases` with these filters, of those kinds (or all).
_aftersales_offer_known() {
    local column=$1 kinds=$2 word
    shift 2
    [[ $ledger == '~/'* ]] && ledger=$HOME/${ledger:2}
    [[ $config == '~/'* ]] && config=$HOME/${config:2}
    compopt -o nosort 2>/dev/null
    while IFS=$'\t' read -r word _; do
        _aftersales_offer "$word"
    done < <(command aftersales ${ledger:+--ledger "$ledger"} ${config:+--config "$config"} \
        -q cases --format tsv "$@" \
        </dev/null 2>/dev/null |
        awk -F '\t' -v column="$column" -v kinds="$kinds" '
            $column != "" && (kinds == "all" || index("," kinds ",", "," $6 ",")) && !seen[$column]++ {
                print $column "\t" $6 ($16 == "" ? "" : ", " $16)
            }')
}

# File names: by readline itself, which knows of ~, quotes and blanks; where it can't be asked, plain names.
_aftersales_files() {
    local file
    compopt -o default 2>/dev/null && return
    while IFS= read -r file; do
        [[ -n $file ]] && COMPREPLY+=("$before$file")
    done < <(compgen -f -- "$typed")
}

_aftersales() {
    local IFS=$' \t\n' path='' given=' ' option='' config='' ledger='' before='' typed='' word i
    local count=0 ended='' glue='' awaited=''
    local -a line=()
    COMPREPLY=()

    # bash takes words apart at = and at : (which instants hold); put them together again.
    for ((i = 1; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]-}
        # Of the word at the cursor, only what stands before the cursor.
        [[ $i -eq $COMP_CWORD && $# -ge 2 && ! $word =~ ^[=:]+$ && $word == "$2"* ]] && word=$2
        if [[ ${#line[@]} -gt 0 && ($glue || $word =~ ^[=:]+$) ]]; then
            line[${#line[@]} - 1]+=$word
        else
            line+=("$word")
        fi
        [[ $word =~ ^[=:]+$ ]] && glue=1 || glue=''
    done

    # What stands before the cursor: the command, the options given to it, and how many arguments.
    for ((i = 0; i < ${#line[@]} - 1; i++)); do
        word=${line[i]}
        if [[ $option ]]; then
            [[ $option == --config ]] && config=$word
            [[ $option == --ledger ]] && ledger=$word
            option=''
        elif [[ $word == [\<\>]* ]]; then
            option='>'
        elif [[ $ended || $word != -?* ]]; then
            case "$path $word" in
                ' import') path=import given=' ' count=0 ;;
                ' sync') path=sync given=' ' count=0 ;;
                ' due') path=due given=' ' count=0 ;;
                ' triage') path=triage given=' ' count=0 ;;
                ' cases') path=cases given=' ' count=0 ;;
                ' show') path=show given=' ' count=0 ;;
                ' explain') path=explain given=' ' count=0 ;;
                ' confirm') path=confirm given=' ' count=0 ;;
                ' note') path=note given=' ' count=0 ;;
                ' snooze') path=snooze given=' ' count=0 ;;
                ' done') path=done given=' ' count=0 ;;
                ' undo') path=undo given=' ' count=0 ;;
                ' choose') path=choose given=' ' count=0 ;;
                ' approve') path=approve given=' ' count=0 ;;
                ' offer') path=offer given=' ' count=0 ;;
                ' reject') path=reject given=' ' count=0 ;;
                ' accepted') path=accepted given=' ' count=0 ;;
                ' declined') path=declined given=' ' count=0 ;;
                ' draft') path=draft given=' ' count=0 ;;
                ' message') path=message given=' ' count=0 ;;
                ' open') path=open given=' ' count=0 ;;
                ' withdrawn') path=withdrawn given=' ' count=0 ;;
                ' close') path=close given=' ' count=0 ;;
                ' reopen') path=reopen given=' ' count=0 ;;
                ' shipped') path=shipped given=' ' count=0 ;;
                ' delivered') path=delivered given=' ' count=0 ;;
                ' received') path=received given=' ' count=0 ;;
                ' refused') path=refused given=' ' count=0 ;;
                ' send-back') path=send-back given=' ' count=0 ;;
                'send-back called') path='send-back called' given=' ' count=0 ;;
                'send-back sent') path='send-back sent' given=' ' count=0 ;;
                'send-back reimbursed') path='send-back reimbursed' given=' ' count=0 ;;
                'send-back dropped') path='send-back dropped' given=' ' count=0 ;;
                ' lost') path=lost given=' ' count=0 ;;
                ' extend') path=extend given=' ' count=0 ;;
                ' refund') path=refund given=' ' count=0 ;;
                ' replaced') path=replaced given=' ' count=0 ;;
                ' stock') path=stock given=' ' count=0 ;;
                'stock list') path='stock list' given=' ' count=0 ;;
                'stock place') path='stock place' given=' ' count=0 ;;
                ' evidence') path=evidence given=' ' count=0 ;;
                'evidence list') path='evidence list' given=' ' count=0 ;;
                'evidence add') path='evidence add' given=' ' count=0 ;;
                'evidence submit') path='evidence submit' given=' ' count=0 ;;
                ' dispute') path=dispute given=' ' count=0 ;;
                ' ruled') path=ruled given=' ' count=0 ;;
                ' appeal') path=appeal given=' ' count=0 ;;
                ' claim') path=claim given=' ' count=0 ;;
                'claim open') path='claim open' given=' ' count=0 ;;
                'claim submit') path='claim submit' given=' ' count=0 ;;
                'claim won') path='claim won' given=' ' count=0 ;;
                'claim lost') path='claim lost' given=' ' count=0 ;;
                'claim list') path='claim list' given=' ' count=0 ;;
                ' chargeback') path=chargeback given=' ' count=0 ;;
                ' review') path=review given=' ' count=0 ;;
                'review open') path='review open' given=' ' count=0 ;;
                'review playbook') path='review playbook' given=' ' count=0 ;;
                'review contact') path='review contact' given=' ' count=0 ;;
                'review offer') path='review offer' given=' ' count=0 ;;
                'review resolve') path='review resolve' given=' ' count=0 ;;
                'review appeal') path='review appeal' given=' ' count=0 ;;
                ' order') path=order given=' ' count=0 ;;
                'order dispatched') path='order dispatched' given=' ' count=0 ;;
                'order collected') path='order collected' given=' ' count=0 ;;
                'order delivered') path='order delivered' given=' ' count=0 ;;
                'order tracking') path='order tracking' given=' ' count=0 ;;
                'order cancel-check') path='order cancel-check' given=' ' count=0 ;;
                'order cancel') path='order cancel' given=' ' count=0 ;;
                'order returned') path='order returned' given=' ' count=0 ;;
                'order add') path='order add' given=' ' count=0 ;;
                ' policy') path=policy given=' ' count=0 ;;
                'policy show') path='policy show' given=' ' count=0 ;;
                'policy list') path='policy list' given=' ' count=0 ;;
                'policy check') path='policy check' given=' ' count=0 ;;
                'policy diff') path='policy diff' given=' ' count=0 ;;
                'policy impact') path='policy impact' given=' ' count=0 ;;
                'policy copy') path='policy copy' given=' ' count=0 ;;
                ' drift') path=drift given=' ' count=0 ;;
                ' report') path=report given=' ' count=0 ;;
                'report morning') path='report morning' given=' ' count=0 ;;
                'report week') path='report week' given=' ' count=0 ;;
                ' status') path=status given=' ' count=0 ;;
                ' calendar') path=calendar given=' ' count=0 ;;
                ' page') path=page given=' ' count=0 ;;
                ' log') path=log given=' ' count=0 ;;
                ' notify') path=notify given=' ' count=0 ;;
                'notify send') path='notify send' given=' ' count=0 ;;
                'notify add') path='notify add' given=' ' count=0 ;;
                'notify list') path='notify list' given=' ' count=0 ;;
                'notify test') path='notify test' given=' ' count=0 ;;
                'notify remove') path='notify remove' given=' ' count=0 ;;
                ' demo') path=demo given=' ' count=0 ;;
                ' init') path=init given=' ' count=0 ;;
                ' login') path=login given=' ' count=0 ;;
                ' logout') path=logout given=' ' count=0 ;;
                ' schedule') path=schedule given=' ' count=0 ;;
                'schedule install') path='schedule install' given=' ' count=0 ;;
                'schedule show') path='schedule show' given=' ' count=0 ;;
                'schedule remove') path='schedule remove' given=' ' count=0 ;;
                'schedule run') path='schedule run' given=' ' count=0 ;;
                ' doctor') path=doctor given=' ' count=0 ;;
                ' config') path=config given=' ' count=0 ;;
                'config path') path='config path' given=' ' count=0 ;;
                'config list') path='config list' given=' ' count=0 ;;
                'config get') path='config get' given=' ' count=0 ;;
                'config set') path='config set' given=' ' count=0 ;;
                'config unset') path='config unset' given=' ' count=0 ;;
                'config edit') path='config edit' given=' ' count=0 ;;
                'config check') path='config check' given=' ' count=0 ;;
                'config costs') path='config costs' given=' ' count=0 ;;
                'config costs import') path='config costs import' given=' ' count=0 ;;
                ' routine') path=routine given=' ' count=0 ;;
                'routine add') path='routine add' given=' ' count=0 ;;
                ' export') path=export given=' ' count=0 ;;
                ' imports') path=imports given=' ' count=0 ;;
                ' ledger') path=ledger given=' ' count=0 ;;
                'ledger check') path='ledger check' given=' ' count=0 ;;
                'ledger backup') path='ledger backup' given=' ' count=0 ;;
                'ledger restore') path='ledger restore' given=' ' count=0 ;;
                'ledger repair') path='ledger repair' given=' ' count=0 ;;
                'ledger forget') path='ledger forget' given=' ' count=0 ;;
                ' completions') path=completions given=' ' count=0 ;;
                'completions install') path='completions install' given=' ' count=0 ;;
                'completions bash') path='completions bash' given=' ' count=0 ;;
                'completions zsh') path='completions zsh' given=' ' count=0 ;;
                'completions fish') path='completions fish' given=' ' count=0 ;;
                ' help') path=help given=' ' count=0 ;;
                *) count=$((count + 1)) ;;
            esac
        elif [[ $word == -- ]]; then
            ended=1
        else
            [[ $word == --config=* ]] && config=${word#*=}
            [[ $word == --ledger=* ]] && ledger=${word#*=}
            case ${word%%=*} in
                -q | --quiet) given+='-q --quiet ' ;;
                -h | --help) given+='-h --help ' ;;
                -m | --text) given+='-m --text ' ;;
                -l | --language) given+='-l --language ' ;;
                *) given+="${word%%=*} " ;;
            esac
            case $word in
                --ledger | --config | --now | --lang | --color | --shop | --as-of | --since | --encoding | \
                    --date-format | --map | --rejects | --format | --within | --market | --kind | --owner | \
                    --duty | --stake | --limit | --orders | --sort | --max-age | --sync-timeout | --fields | \
                    --output | --state | --product | --sku | --buyer | --order | --tracking | --at | -m | \
                    --text | --until | --offer | --mode | --amount | --reason | -l | --language | --stage | \
                    --ground | --ref | --grade | --item | --to-stock | --scrap | --postage | --days | \
                    --channel | --movement | --step | --as | --comment | --for | --on | --because | --parcel | \
                    --stars | --cause | --what | --result | --news | --by | --placed | --delivered | --status \
                    | --quantity | --rule | --min | --write | --level | --to | --report | --takes-returns | \
                    --staff | --exports | --app | --every | --page | --jitter | --only | --keep | --before | \
                    --shell) option=$word ;;
            esac
        fi
    done
    [[ ${#line[@]} -gt 0 ]] && typed=${line[${#line[@]} - 1]}

    if [[ ! $option && ! $ended && $typed == --*=* ]]; then
        option=${typed%%=*}
        [[ ${COMP_WORDBREAKS-} == *=* ]] || before=$option=
        typed=${typed#*=}
    elif [[ ! $option && $typed == [\<\>]* ]]; then
        option='>' typed=${typed##*[\<\>&]}
    fi

    if [[ $option ]]; then
        case "$path:$option" in
            *:'>') _aftersales_files ;;
            *:--ledger | *:--config) _aftersales_files ;;
            *:--lang) _aftersales_offer en zh ;;
            *:--color) _aftersales_offer auto always never ;;
            'import:--shop' | 'sync:--shop' | 'due:--shop' | 'triage:--shop' | 'report morning:--shop' | \
                'report week:--shop' | 'page:--shop' | 'cases:--shop' | 'choose:--shop' | 'stock list:--shop' \
                | 'claim list:--shop' | 'order cancel-check:--shop' | 'order cancel:--shop' | \
                'order returned:--shop' | 'policy impact:--shop' | 'drift:--shop' | 'calendar:--shop' | \
                'log:--shop' | 'imports:--shop' | 'ledger forget:--shop' | 'open:--shop' | \
                'review open:--shop' | 'routine add:--shop' | 'order add:--shop' | 'policy show:--shop' | \
                'notify send:--shop' | 'login:--shop' | 'logout:--shop' | 'export:--shop') \
                _aftersales_offer_shops ;;
            'import:--date-format') _aftersales_offer dmy mdy ymd ;;
            'import:--map') _aftersales_files ;;
            'import:--rejects' | 'due:--output' | 'triage:--output' | 'cases:--output' | 'show:--output' | \
                'explain:--output' | 'choose:--output' | 'draft:--output' | 'stock list:--output' | \
                'evidence list:--output' | 'claim list:--output' | 'review playbook:--output' | \
                'order cancel-check:--output' | 'policy show:--output' | 'policy list:--output' | \
                'policy check:--output' | 'policy diff:--output' | 'policy impact:--output' | 'drift:--output' \
                | 'report morning:--output' | 'report week:--output' | 'status:--output' | 'calendar:--output' \
                | 'log:--output' | 'notify list:--output' | 'demo:--output' | 'doctor:--output' | \
                'config list:--output' | 'imports:--output' | 'schedule install:--page' | \
                'schedule install:--report' | 'schedule run:--page' | 'schedule run:--report') \
                _aftersales_files ;;
            'import:--format' | 'sync:--format' | 'triage:--format' | 'cases:--format' | 'show:--format' | \
                'confirm:--format' | 'note:--format' | 'snooze:--format' | 'done:--format' | 'undo:--format' | \
                'choose:--format' | 'approve:--format' | 'offer:--format' | 'reject:--format' | \
                'accepted:--format' | 'declined:--format' | 'draft:--format' | 'message:--format' | \
                'withdrawn:--format' | 'close:--format' | 'reopen:--format' | 'shipped:--format' | \
                'delivered:--format' | 'received:--format' | 'refused:--format' | 'send-back called:--format' \
                | 'send-back sent:--format' | 'send-back reimbursed:--format' | 'send-back dropped:--format' | \
                'lost:--format' | 'extend:--format' | 'refund:--format' | 'replaced:--format' | \
                'stock list:--format' | 'stock place:--format' | 'evidence list:--format' | \
                'evidence add:--format' | 'evidence submit:--format' | 'dispute:--format' | 'ruled:--format' | \
                'appeal:--format' | 'claim open:--format' | 'claim submit:--format' | 'claim won:--format' | \
                'claim lost:--format' | 'claim list:--format' | 'chargeback:--format' | \
                'review playbook:--format' | 'review contact:--format' | 'review offer:--format' | \
                'review resolve:--format' | 'review appeal:--format' | 'order dispatched:--format' | \
                'order collected:--format' | 'order delivered:--format' | 'order tracking:--format' | \
                'policy impact:--format' | 'drift:--format' | 'log:--format' | 'demo:--format') \
                _aftersales_offer table json jsonl csv tsv ids md html ;;
            'due:--market' | 'triage:--market' | 'page:--market' | 'policy show:--market' | \
                'policy list:--market' | 'policy diff:--market' | 'policy copy:--market' | 'calendar:--market' \
                | 'init:--market') _aftersales_offer GB US DE FR IT ES IE AT BE NL PL TH VN ID MY PH SG BR MX \
                JP ;;
            'due:--kind' | 'triage:--kind' | 'page:--kind' | 'cases:--kind') _aftersales_offer refund \
                return replacement exchange reshipment cancellation review delivery routine returned-to-sender \
                ;;
            'due:--owner') _aftersales_offer seller buyer platform any ;;
            'due:--duty' | 'triage:--duty') _aftersales_offer answer-chargeback answer-message \
                answer-offer appeal auto-cancel auto-refund check claim claim-follow-up close confirm-receipt \
                contact-buyer decide deliver dispatch dispute follow-up gather-evidence reclaim \
                reclaim-postage refund reject-missing replace respond restock send-back ship-back tell-buyer \
                trace tracking ;;
            'due:--stake' | 'triage:--stake') _aftersales_offer money right standing look house none ;;
            'due:--orders' | 'page:--orders') _aftersales_offer fold list off ;;
            'due:--sort') _aftersales_offer urgency due amount shop kind case ;;
            'due:--format') _aftersales_offer table json jsonl csv tsv ids md html ics ;;
            'cases:--state') _aftersales_offer open closed all pending approved rejected offered none \
                awaited shipped delivered received refused lost owed partial refunded ;;
            'explain:--format' | 'order cancel-check:--format' | 'policy show:--format' | \
                'policy list:--format' | 'policy check:--format' | 'policy diff:--format' | 'status:--format' \
                | 'calendar:--format' | 'notify send:--format' | 'notify list:--format' | \
                'notify test:--format' | 'login:--format' | 'logout:--format' | 'doctor:--format' | \
                'config list:--format' | 'imports:--format') _aftersales_offer table json jsonl csv tsv md \
                html ;;
            'choose:--mode' | 'approve:--mode') _aftersales_offer keep seller-address local-service \
                partial ;;
            'draft:-l' | 'draft:--language') _aftersales_offer en zh ;;
            'draft:--stage') _aftersales_offer acknowledge photos trace approve reject offer checking \
                accepted refuse refunded sent contact solved late stuck lost ;;
            'draft:--mode') _aftersales_offer keep seller-address local-service ;;
            'draft:--ground') _aftersales_offer delivered no-fault as-described complete used too-late \
                no-evidence dispatched other ;;
            'received:--grade') _aftersales_offer original minor severe wrong ;;
            'stock list:--movement') _aftersales_offer to-stock scrap held ;;
            'evidence list:--step') _aftersales_offer reject refuse dispute appeal review-appeal claim ;;
            'evidence add:--as') _aftersales_offer other photos unpacking-video packing-video \
                proof-of-delivery tracking product-page chat invoice authorisation serial-number weight-record \
                review-screenshot carrier-report ;;
            'ruled:--for') _aftersales_offer seller buyer nobody ;;
            'claim open:--on') _aftersales_offer carrier platform ;;
            'claim open:--because') _aftersales_offer lost damaged not-received ;;
            'claim open:--parcel') _aftersales_offer outbound return ;;
            'review open:--cause' | 'review contact:--cause' | 'review offer:--cause') _aftersales_offer \
                quality logistics misunderstanding malicious ;;
            'review offer:--what') _aftersales_offer exchange partial-refund refund compensation help ;;
            'review resolve:--result') _aftersales_offer improved unchanged removed ;;
            'order cancel:--by') _aftersales_offer seller platform ;;
            'order add:--status') _aftersales_offer unpaid on-hold awaiting-shipment partially-shipping \
                awaiting-collection in-transit delivered completed cancelled ;;
            'policy check:--as' | 'policy impact:--as' | 'policy diff:--as') _aftersales_offer tiktok \
                tiktok-at tiktok-be tiktok-br tiktok-de tiktok-es tiktok-eu tiktok-fr tiktok-gb tiktok-id \
                tiktok-ie tiktok-it tiktok-mx tiktok-my tiktok-nl tiktok-ph tiktok-pl tiktok-sg tiktok-th \
                tiktok-us tiktok-vn tt123-2025-03 ;;
            'report morning:--format' | 'report week:--format') _aftersales_offer text md html json ;;
            'init:--channel') _aftersales_offer tiktok ;;
            'init:--takes-returns') _aftersales_offer yes no ;;
            'schedule install:--by') _aftersales_offer systemd cron launchd windows ;;
            'export:--format') _aftersales_offer jsonl csv xlsx ;;
            'export:--only') _aftersales_offer cases deadlines orders lines money stock events statuses ;;
            'completions install:--shell') _aftersales_offer bash zsh fish ;;
        esac
        return
    fi

    if [[ $ended || $typed != -* ]]; then
        case "$path:$count" in
            ':0') awaited=1; _aftersales_offer import sync due triage cases show explain confirm note \
                snooze done undo choose approve offer reject accepted declined draft message open withdrawn \
                close reopen shipped delivered received refused send-back lost extend refund replaced stock \
                evidence dispute ruled appeal claim chargeback review order policy drift report status \
                calendar page log notify demo init login logout schedule doctor config routine export imports \
                ledger completions help ;;
            'send-back:0') awaited=1; _aftersales_offer called sent reimbursed dropped ;;
            'stock:0') awaited=1; _aftersales_offer list place ;;
            'evidence:0') awaited=1; _aftersales_offer list add submit ;;
            'claim:0') awaited=1; _aftersales_offer open submit won lost list ;;
            'review:0') awaited=1; _aftersales_offer open playbook contact offer resolve appeal ;;
            'order:0') awaited=1; _aftersales_offer dispatched collected delivered tracking cancel-check \
                cancel returned add ;;
            'policy:0') awaited=1; _aftersales_offer show list check diff impact copy ;;
            'report:0') awaited=1; _aftersales_offer morning week ;;
            'notify:0') awaited=1; _aftersales_offer send add list test remove ;;
            'schedule:0') awaited=1; _aftersales_offer install show remove run ;;
            'config:0') awaited=1; _aftersales_offer path list get set unset edit check costs ;;
            'config costs:0') awaited=1; _aftersales_offer import ;;
            'routine:0') awaited=1; _aftersales_offer add ;;
            'ledger:0') awaited=1; _aftersales_offer check backup restore repair forget ;;
            'completions:0') awaited=1; _aftersales_offer install bash zsh fish ;;
            'cases:'0 | 'undo:'0 | 'order add:'0 | 'calendar:'0 | 'page:'0 | 'notify add:'0 | \
                'notify remove:'0 | 'config get:'0 | 'config set:'0 | 'config set:'1 | 'config unset:'0 | \
                'routine add:'0 | 'export:'0 | 'imports:'0 | 'ledger backup:'0 | 'ledger forget:'0) awaited=1 \
                ;;
            'show:'0 | 'explain:'0 | 'draft:'0 | 'evidence list:'0 | 'evidence add:'0 | 'log:'0) \
                awaited=1; _aftersales_offer_known 1 all --state open ;;
            'draft:'1) awaited=1; _aftersales_offer acknowledge photos trace approve reject offer checking \
                accepted refuse refunded sent contact solved late stuck lost ;;
            'open:'0) awaited=1; _aftersales_offer refund return replacement exchange reshipment \
                cancellation ;;
            'send-back sent:'0 | 'send-back reimbursed:'0) awaited=1; _aftersales_offer_known 1 \
                return,replacement,exchange --state open ;;
            'stock place:'0) awaited=1; _aftersales_offer_known 1 \
                return,replacement,exchange,returned-to-sender --state open ;;
            'evidence submit:'0) awaited=1; _aftersales_offer_known 1 \
                refund,return,replacement,exchange,reshipment --state open ;;
            'claim open:'0 | 'claim submit:'0 | 'claim won:'0) awaited=1; _aftersales_offer_known 1 \
                refund,return,replacement,exchange,reshipment,cancellation,delivery,returned-to-sender --state \
                open ;;
            'review playbook:'0) awaited=1; _aftersales_offer_known 1 all --state open --kind review ;;
            'order cancel-check:'0 | 'order cancel:'0 | 'order returned:'0) awaited=1; \
                _aftersales_offer_known 3 all --state open --kind delivery ;;
            'policy show:'0 | 'policy diff:'0 | 'policy diff:'1 | 'policy copy:'0) awaited=1; \
                _aftersales_offer tiktok tiktok-at tiktok-be tiktok-br tiktok-de tiktok-es tiktok-eu tiktok-fr \
                tiktok-gb tiktok-id tiktok-ie tiktok-it tiktok-mx tiktok-my tiktok-nl tiktok-ph tiktok-pl \
                tiktok-sg tiktok-th tiktok-us tiktok-vn tt123-2025-03 ;;
            'policy impact:'0 | 'config costs import:'0 | 'ledger restore:'0) awaited=1; _aftersales_files \
                ;;
            'help:'0) awaited=1; _aftersales_offer exports mapping sync morning triage configuration modes \
                deliveries receipt disputes reviews routines messages undo staff policies cookbook knows \
                markets commands naming-cases times backup notify scripts recipes formats data schema page \
                exit-codes fields json states privacy glossary claims architecture ;;
            'import:'* | 'evidence add:'* | 'policy check:'*) awaited=1; _aftersales_files ;;
            'confirm:'* | 'note:'* | 'snooze:'* | 'done:'* | 'choose:'* | 'message:'* | 'close:'* | \
                'chargeback:'*) awaited=1; _aftersales_offer_known 1 all --state open ;;
            'approve:'* | 'reject:'* | 'withdrawn:'*) awaited=1; _aftersales_offer_known 1 \
                refund,return,replacement,exchange,reshipment,cancellation --state open ;;
            'offer:'* | 'accepted:'* | 'declined:'*) awaited=1; _aftersales_offer_known 1 \
                refund,return,exchange,reshipment --state open ;;
            'reopen:'*) awaited=1; _aftersales_offer_known 1 all --state closed ;;
            'shipped:'* | 'refused:'* | 'send-back called:'* | 'send-back dropped:'* | 'extend:'*) \
                awaited=1; _aftersales_offer_known 1 return,replacement,exchange --state open ;;
            'delivered:'* | 'received:'* | 'lost:'*) awaited=1; _aftersales_offer_known 1 \
                return,replacement,exchange,returned-to-sender --state open ;;
            'refund:'*) awaited=1; _aftersales_offer_known 1 \
                refund,return,exchange,reshipment,cancellation,review,delivery --state open ;;
            'replaced:'*) awaited=1; _aftersales_offer_known 1 replacement,exchange,reshipment --state \
                open ;;
            'dispute:'*) awaited=1; _aftersales_offer_known 1 \
                refund,return,replacement,exchange,reshipment --state open ;;
            'ruled:'* | 'appeal:'*) awaited=1; _aftersales_offer_known 1 \
                refund,return,replacement,exchange,reshipment,cancellation,review --state open ;;
            'claim lost:'*) awaited=1; _aftersales_offer_known 1 \
                refund,return,replacement,exchange,reshipment,cancellation,delivery,returned-to-sender --state \
                open ;;
            'review contact:'* | 'review offer:'* | 'review resolve:'* | 'review appeal:'*) awaited=1; \
                _aftersales_offer_known 1 all --state open --kind review ;;
            'order dispatched:'* | 'order collected:'* | 'order delivered:'* | 'order tracking:'*) \
                awaited=1; _aftersales_offer_known 3 all --state open --kind delivery ;;
            'notify test:'* | 'help:'*) awaited=1 ;;
        esac
        # Options are offered unasked where nothing else can follow.
        [[ ! $awaited && ! $ended && -z $typed ]] || return
    fi

    [[ $typed ]] || typed=--
    case $path in
        '') set -- ;;
        import) set -- --shop --as-of --since --encoding --date-format --catchup --force --watch --map \
            --explain --list-formats --draft-map --rejects --all --dry-run --format --json ;;
        sync) set -- --shop --since --full --catchup --dry-run --demo --format --json ;;
        due) set -- --within --all --shop --market --kind --owner --duty --stake --limit --before-import \
            --orders --new --since --snoozed --sort --check --strict --max-age --long --no-pager --sync \
            --no-sync --sync-timeout --fields --format --json --output --header ;;
        triage) set -- --within --all --shop --market --kind --duty --stake --limit --before-import --new \
            --since --snoozed --checklist --sync --no-sync --sync-timeout --format --json --output --header ;;
        cases) set -- --shop --kind --state --product --sku --buyer --order --tracking --limit --fields \
            --format --json --output --header ;;
        show) set -- --format --json --output --header ;;
        explain) set -- --format --json --output --header ;;
        confirm) set -- --at --dry-run --format --json --yes ;;
        note) set -- -m --text --to-buyer --at --dry-run --format --json --yes ;;
        snooze) set -- --until --off --at --dry-run --format --json --yes ;;
        done) set -- -m --text --at --dry-run --format --json --yes ;;
        undo) set -- --yes --dry-run --format --json ;;
        choose) set -- --offer --mode --by-rule --all-or-nothing --yes --force --at --dry-run --rules-test \
            --since --shop --format --json --output --header ;;
        approve) set -- --mode --amount --force --by-rule --all-or-nothing --at --dry-run --format --json \
            --yes ;;
        offer) set -- --amount --force --at --dry-run --format --json --yes ;;
        reject) set -- --reason --force --at --dry-run --format --json --yes ;;
        accepted) set -- --at --dry-run --format --json --yes ;;
        declined) set -- --at --dry-run --format --json --yes ;;
        draft) set -- -l --language --stage --mode --ground --amount --format --json --output --header ;;
        message) set -- -m --text --at --dry-run --format --json --yes ;;
        open) set -- --order --amount --reason --ref --shop --new --at --dry-run --json ;;
        withdrawn) set -- --at --dry-run --format --json --yes ;;
        close) set -- --reason --at --dry-run --format --json --yes ;;
        reopen) set -- --at --dry-run --format --json --yes ;;
        shipped) set -- --tracking --at --dry-run --format --json --yes ;;
        delivered) set -- --at --dry-run --format --json --yes ;;
        received) set -- --grade --item --to-stock --scrap --at --dry-run --format --json --yes ;;
        refused) set -- --reason --force --at --dry-run --format --json --yes ;;
        send-back) set -- ;;
        'send-back called') set -- --at --dry-run --format --json --yes ;;
        'send-back sent') set -- --tracking --postage --at --dry-run --format --json ;;
        'send-back reimbursed') set -- --amount --force --at --dry-run --format --json ;;
        'send-back dropped') set -- --reason --at --dry-run --format --json --yes ;;
        lost) set -- --at --dry-run --format --json --yes ;;
        extend) set -- --days --at --dry-run --format --json --yes ;;
        refund) set -- --amount --channel --at --dry-run --format --json --yes ;;
        replaced) set -- --order --tracking --at --dry-run --format --json --yes ;;
        stock) set -- ;;
        'stock list') set -- --shop --sku --movement --since --format --json --output --header ;;
        'stock place') set -- --item --to-stock --scrap --at --dry-run --format --json ;;
        evidence) set -- ;;
        'evidence list') set -- --step --format --json --output --header ;;
        'evidence add') set -- --as --at --dry-run --format --json ;;
        'evidence submit') set -- --comment --force --at --dry-run --format --json ;;
        dispute) set -- --reason --at --dry-run --format --json --yes ;;
        ruled) set -- --for --reason --amount --force --at --dry-run --format --json --yes ;;
        appeal) set -- --comment --force --at --dry-run --format --json --yes ;;
        claim) set -- ;;
        'claim open') set -- --on --because --since --parcel --amount --force --at --dry-run --format \
            --json ;;
        'claim submit') set -- --comment --force --at --dry-run --format --json ;;
        'claim won') set -- --amount --force --at --dry-run --format --json ;;
        'claim lost') set -- --reason --at --dry-run --format --json --yes ;;
        'claim list') set -- --shop --format --json --output --header ;;
        chargeback) set -- --until --reason --at --dry-run --format --json --yes ;;
        review) set -- ;;
        'review open') set -- --stars --order -m --text --ref --cause --product --buyer --shop --new --at \
            --dry-run --json ;;
        'review playbook') set -- --format --json --output --header ;;
        'review contact') set -- -m --text --cause --at --dry-run --format --json --yes ;;
        'review offer') set -- --what --amount -m --text --cause --at --dry-run --format --json --yes ;;
        'review resolve') set -- --result --at --dry-run --format --json --yes ;;
        'review appeal') set -- --comment --force --at --dry-run --format --json --yes ;;
        order) set -- ;;
        'order dispatched') set -- --tracking --at --dry-run --format --json --yes ;;
        'order collected') set -- --at --dry-run --format --json --yes ;;
        'order delivered') set -- --at --dry-run --format --json --yes ;;
        'order tracking') set -- --news --at --dry-run --format --json --yes ;;
        'order cancel-check') set -- --shop --format --json --output --header ;;
        'order cancel') set -- --by --reason --shop --at --dry-run --json ;;
        'order returned') set -- --reason --tracking --shop --at --dry-run --json ;;
        'order add') set -- --amount --placed --shop --delivered --status --product --sku --quantity \
            --buyer --dry-run --json ;;
        policy) set -- ;;
        'policy show') set -- --shop --market --rule --format --json --output --header ;;
        'policy list') set -- --market --format --json --output --header ;;
        'policy check') set -- --as --format --json --output --header ;;
        'policy diff') set -- --market --as --format --json --output --header ;;
        'policy impact') set -- --as --shop --format --json --output --header ;;
        'policy copy') set -- --market --rule --dry-run --json ;;
        drift) set -- --shop --min --toml --format --json --output --header ;;
        report) set -- ;;
        'report morning') set -- --shop --only-new --quiet-if-empty --mark --redact --format --json \
            --output --header ;;
        'report week') set -- --shop --only-new --quiet-if-empty --mark --redact --format --json --output \
            --header ;;
        status) set -- --short --next --fields --format --json --output --header ;;
        calendar) set -- --market --shop --format --json --output --header ;;
        page) set -- --within --all --shop --market --kind --limit --orders --force --json ;;
        log) set -- --shop --since --until --write --limit --redact --fields --format --json --output \
            --header ;;
        notify) set -- ;;
        'notify send') set -- --level --shop --to --report --only-new --quiet-if-empty --mark --dry-run \
            --format --json ;;
        'notify add') set -- --json ;;
        'notify list') set -- --format --json --output --header ;;
        'notify test') set -- --format --json ;;
        'notify remove') set -- --json ;;
        demo) set -- --format --json --output --header ;;
        init) set -- --shop --market --channel --takes-returns --staff --exports --json ;;
        login) set -- --shop --app --status --fields --format --json ;;
        logout) set -- --shop --yes --format --json ;;
        schedule) set -- ;;
        'schedule install') set -- --every --by --page --report --notify --dry-run --json ;;
        'schedule show') set -- --json ;;
        'schedule remove') set -- --json ;;
        'schedule run') set -- --jitter --page --report --notify --json ;;
        doctor) set -- --fields --format --json --output --header ;;
        config) set -- ;;
        'config path') set -- --json ;;
        'config list') set -- --origin --all --fields --format --json --output --header ;;
        'config get') set -- --json ;;
        'config set') set -- --json ;;
        'config unset') set -- --json ;;
        'config edit') set -- --json ;;
        'config check') set -- --json ;;
        'config costs') set -- ;;
        'config costs import') set -- --encoding --dry-run --json ;;
        routine) set -- ;;
        'routine add') set -- --every --sku --shop --duty --at --dry-run --json ;;
        export) set -- --format --shop --only --force --redact --json ;;
        imports) set -- --shop --since --limit --all --format --json --output --header ;;
        ledger) set -- ;;
        'ledger check') set -- --deep --json ;;
        'ledger backup') set -- --keep --json ;;
        'ledger restore') set -- --yes --json ;;
        'ledger repair') set -- --accept --json ;;
        'ledger forget') set -- --before --shop --dry-run --yes --json ;;
        completions) set -- ;;
        'completions install') set -- --shell --dry-run --json ;;
        'completions bash') set -- ;;
        'completions zsh') set -- ;;
        'completions fish') set -- ;;
        help) set -- --man --json ;;
    esac
    for word in "$@" \
        --ledger --config --now --lang --color -q --quiet --version -h --help
    do
        [[ $given == *" $word "* ]] || _aftersales_offer "$word"
    done
}

complete -F _aftersales aftersales
