"""What a program at a terminal starts with, for the tests that run one in a terminal of their own."""

from __future__ import annotations

import signal


def sit_down(width: int, height: int) -> None:
    """Between fork and exec: give the terminal its size, which on a busy machine would otherwise come after the first
    look at it; and heed Ctrl-C, which tests run in the background ignore, and would pass on.
    """
    import fcntl
    import struct
    import termios

    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
    signal.signal(signal.SIGINT, signal.SIG_DFL)
