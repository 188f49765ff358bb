"""The configuration: its paths, its model, reading and writing."""
