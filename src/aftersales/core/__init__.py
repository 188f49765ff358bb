"""The pure core: cases, rules, clocks and deadlines."""
