"""From events and rules to clocks."""
