"""A table staged on the disk, so that memory stays small."""
