# bash completion for aftersales
# Made by tests/shell/completions.py from the command tree; `pytest tests/shell --update` makes it anew.
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

# File names: by readline itself, which knows of ~, quotes and blanks; where it can't be asked, plain names.
_aftersales_files() {
    local file
    compopt -o default 2>/dev/null && return
    while IFS= read -r file; do
        [[ -n $file ]] && COMPREPLY+=("$before$file")
    done < <(compgen -f -- "$typed")
}

_aftersales() {
    local IFS=$' \t\n' path='' given=' ' option='' config='' before='' typed='' word i
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
            option=''
        elif [[ $word == [\<\>]* ]]; then
            option='>'
        elif [[ $ended || $word != -?* ]]; then
            case "$path $word" in
                ' init') path=init given=' ' count=0 ;;
                ' demo') path=demo given=' ' count=0 ;;
                ' import') path=import given=' ' count=0 ;;
                ' due') path=due given=' ' count=0 ;;
                ' cases') path=cases given=' ' count=0 ;;
                ' show') path=show given=' ' count=0 ;;
                ' explain') path=explain given=' ' count=0 ;;
                ' open') path=open given=' ' count=0 ;;
                ' approve') path=approve given=' ' count=0 ;;
                ' reject') path=reject given=' ' count=0 ;;
                ' shipped') path=shipped given=' ' count=0 ;;
                ' delivered') path=delivered given=' ' count=0 ;;
                ' received') path=received given=' ' count=0 ;;
                ' refund') path=refund given=' ' count=0 ;;
                ' extend') path=extend given=' ' count=0 ;;
                ' close') path=close given=' ' count=0 ;;
                ' reopen') path=reopen given=' ' count=0 ;;
                ' confirm') path=confirm given=' ' count=0 ;;
                ' note') path=note given=' ' count=0 ;;
                ' order') path=order given=' ' count=0 ;;
                'order add') path='order add' given=' ' count=0 ;;
                ' status') path=status given=' ' count=0 ;;
                ' ledger') path=ledger given=' ' count=0 ;;
                'ledger check') path='ledger check' given=' ' count=0 ;;
                'ledger backup') path='ledger backup' given=' ' count=0 ;;
                *) count=$((count + 1)) ;;
            esac
        elif [[ $word == -- ]]; then
            ended=1
        else
            [[ $word == --config=* ]] && config=${word#*=}
            case ${word%%=*} in
                -q | --quiet) given+='-q --quiet ' ;;
                -h | --help) given+='-h --help ' ;;
                -m | --text) given+='-m --text ' ;;
                *) given+="${word%%=*} " ;;
            esac
            case $word in
                --ledger | --config | --now | --color | --shop | --market | --channel | --format | --as-of \
                    | --encoding | --date-format | --within | --kind | --owner | --duty | --limit | --state | \
                    --product | --sku | --buyer | --order | --tracking | --amount | --reason | --ref | --at | \
                    --mode | --days | -m | --text | --placed | --delivered | --status | --quantity) \
                    option=$word ;;
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
            *:--color) _aftersales_offer auto always never ;;
            'init:--market' | 'due:--market') _aftersales_offer GB US DE FR IT ES IE TH VN ID MY PH SG BR \
                MX JP ;;
            'init:--channel') _aftersales_offer tiktok ;;
            'demo:--format' | 'import:--format' | 'due:--format' | 'cases:--format' | 'show:--format' | \
                'explain:--format' | 'approve:--format' | 'reject:--format' | 'shipped:--format' | \
                'delivered:--format' | 'received:--format' | 'refund:--format' | 'extend:--format' | \
                'close:--format' | 'reopen:--format' | 'confirm:--format' | 'note:--format' | \
                'status:--format') _aftersales_offer table json jsonl csv tsv ids ;;
            'import:--shop' | 'due:--shop' | 'cases:--shop' | 'open:--shop' | 'order add:--shop') \
                _aftersales_offer_shops ;;
            'import:--date-format') _aftersales_offer dmy mdy ymd ;;
            'due:--kind' | 'cases:--kind') _aftersales_offer refund return replacement cancellation review \
                delivery routine ;;
            'due:--owner') _aftersales_offer seller buyer platform any ;;
            'cases:--state') _aftersales_offer open closed all pending approved rejected offered none \
                awaited shipped delivered received refused lost owed partial refunded ;;
            'approve:--mode') _aftersales_offer keep seller-address local-service partial ;;
            'order add:--status') _aftersales_offer unpaid on-hold awaiting-shipment partially-shipping \
                awaiting-collection in-transit delivered completed cancelled ;;
        esac
        return
    fi

    if [[ $ended || $typed != -* ]]; then
        case "$path:$count" in
            ':0') awaited=1; _aftersales_offer init demo import due cases show explain open approve reject \
                shipped delivered received refund extend close reopen confirm note order status ledger ;;
            'import:'*) awaited=1; _aftersales_files ;;
            'open:'0) awaited=1; _aftersales_offer refund return replacement cancellation ;;
            'order:0') awaited=1; _aftersales_offer add ;;
            'ledger:0') awaited=1; _aftersales_offer check backup ;;
            'ledger backup:'0) awaited=1; _aftersales_files ;;
            'cases:'0 | 'show:'0 | 'explain:'0 | 'approve:'* | 'reject:'* | 'shipped:'* | 'delivered:'* | \
                'received:'* | 'refund:'* | 'extend:'* | 'close:'* | 'reopen:'* | 'confirm:'* | 'note:'* | \
                'order add:'0) awaited=1 ;;
        esac
        # Options are offered unasked where nothing else can follow.
        [[ ! $awaited && ! $ended && -z $typed ]] || return
    fi

    [[ $typed ]] || typed=--
    case $path in
        '') set -- ;;
        init) set -- --shop --market --channel ;;
        demo) set -- --format --json ;;
        import) set -- --shop --as-of --encoding --date-format --catchup --dry-run --format --json ;;
        due) set -- --within --all --shop --market --kind --owner --duty --limit --check --format --json \
            ;;
        cases) set -- --shop --kind --state --product --sku --buyer --order --tracking --limit --format \
            --json ;;
        show) set -- --format --json ;;
        explain) set -- --format --json ;;
        open) set -- --order --amount --reason --ref --shop --new --at --dry-run --json ;;
        approve) set -- --mode --amount --at --dry-run --format --json ;;
        reject) set -- --reason --at --dry-run --format --json ;;
        shipped) set -- --tracking --at --dry-run --format --json ;;
        delivered) set -- --at --dry-run --format --json ;;
        received) set -- --at --dry-run --format --json ;;
        refund) set -- --amount --channel --at --dry-run --format --json ;;
        extend) set -- --days --at --dry-run --format --json ;;
        close) set -- --reason --at --dry-run --format --json ;;
        reopen) set -- --at --dry-run --format --json ;;
        confirm) set -- --at --dry-run --format --json ;;
        note) set -- -m --text --at --dry-run --format --json ;;
        order) set -- ;;
        'order add') set -- --amount --placed --shop --delivered --status --product --sku --quantity \
            --buyer --dry-run --json ;;
        status) set -- --format --json ;;
        ledger) set -- ;;
        'ledger check') set -- ;;
        'ledger backup') set -- ;;
    esac
    for word in "$@" \
        --ledger --config --now --color -q --quiet --version -h --help
    do
        [[ $given == *" $word "* ]] || _aftersales_offer "$word"
    done
}

complete -F _aftersales aftersales
