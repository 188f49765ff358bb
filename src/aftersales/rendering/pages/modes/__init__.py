"""The pages of the return modes."""
