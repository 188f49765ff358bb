"""The examination of an installation, one small check each."""
