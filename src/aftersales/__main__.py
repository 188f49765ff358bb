"""Decides how a process begins: `aftersales`, and `python -m aftersales`. Leaves all else to `cli`."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the program."""
    # A run is short, and nearly all that it makes while it loads lives until its end: looking through that for garbage
    # every few hundred objects costs a tenth of a morning list's own time.
    gc.set_threshold(50_000)
    from aftersales.cli import main as run

    run()


if __name__ == "__main__":
    main()
