"""Claims for parcels: what they count from, and what they bring back."""
