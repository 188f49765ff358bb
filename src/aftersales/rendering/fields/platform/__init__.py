"""The fields of what is known of the platform's API."""
