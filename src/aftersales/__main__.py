"""The process that runs the program."""

from __future__ import annotations

import gc
import os
import signal
import sys

# Where systems keep the time zones, as Python's documentation of `zoneinfo` lists it. What is not there comes from the
# package tzdata.
_ZONES = ("/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo")


def main() -> None:
    """Run the program."""
    # A run is short, and nearly all that it makes while it loads lives until its end: looking through that for garbage
    # every few hundred objects costs a tenth of a morning list's own time, and once more at the end as much.
    gc.set_threshold(200_000)
    if os.name == "posix":  # where nothing says it, `zoneinfo` reads all of Python's build settings, which takes 3 ms
        os.environ.setdefault("PYTHONTZPATH", os.pathsep.join(_ZONES))
    # Until there is something to take back, Ctrl-C ends the program at once. Where a shell started it in the
    # background, it stays without Ctrl-C.
    interrupt = signal.getsignal(signal.SIGINT)
    if interrupt is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from aftersales.cli import main as run

    signal.signal(signal.SIGINT, interrupt)
    try:
        run()
    except KeyboardInterrupt:  # before a command was found that would say what became of it
        sys.exit(130)
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
