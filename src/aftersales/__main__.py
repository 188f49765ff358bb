"""The process that runs the program."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the program."""
    # A run is short, and nearly all that it makes while it loads lives until its end: looking through that for garbage
    # every few hundred objects costs a tenth of a morning list's own time, and once more at the end as much.
    gc.set_threshold(200_000)
    from aftersales.cli import main as run

    try:
        run()
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
