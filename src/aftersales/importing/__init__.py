"""Reading what others wrote: bytes → rows that know their place → facts, or a reject that says what was wrong and
where.
"""
