"""`aftersales`: the morning desk of an online seller's after-sales work."""

__version__ = "0.1.0"
