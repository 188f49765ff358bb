"""Tables that follow from the facts, rebuilt."""
