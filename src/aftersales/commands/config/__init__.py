"""The commands of `config`."""
