"""Completion files for bash, zsh and fish, made from the command tree."""
