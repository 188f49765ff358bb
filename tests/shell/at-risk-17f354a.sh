#!/bin/sh
# Exit codes of `due --check`: 0 nothing today, 3 due today, 4 overdue.
list=$(aftersales -q due --check --json)
case $? in
    0) echo "Nothing due today." ;;
    3) echo "Something is due today." ;;
    4) echo "Something is OVERDUE." ;;
    *) echo "The list could not be made." >&2; exit 1 ;;
esac
printf '%s' "$list" | python3 -c '
import json, sys
from collections import defaultdict
from decimal import Decimal

total = defaultdict(Decimal)
for line in json.load(sys.stdin):
    if line["band"] in ("overdue", "today") and line["at_risk"]:
        total[line["at_risk"]["currency"]] += Decimal(line["at_risk"]["amount"])
for currency, amount in total.items():
    print(f"{amount} {currency} at risk")
'
