"""The pages of what an import recognised, understood and changed."""
