"""The automatic rules of Seller Center, as the seller states them."""
