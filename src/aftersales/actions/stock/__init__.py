"""Goods that came back: listed, and put somewhere later."""
