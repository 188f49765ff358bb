"""Decides how things look: one view (fields and rows), many formats. Each surface makes strangers' text safe for
itself.
"""
