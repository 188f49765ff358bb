"""What is shown of claims."""
