"""Starts Odoo with its time taken from a clock file: ``python -m lib.odoo_under_clock FILE odoo-arguments``."""

import sys
import threading
import time

import time_machine

from .clock import offset


def _follow(file, coordinates, known):
    while True:
        time.sleep(0.05)
        seconds = offset(file)
        if seconds != known:
            coordinates.move_to(time_machine.escape_hatch.time.time() + seconds, tick=True)
            known = seconds


def main(file, *arguments):
    """Become Odoo, called with ``arguments``."""
    seconds = offset(file)
    coordinates = time_machine.travel(time.time() + seconds, tick=True).start()
    threading.Thread(target=_follow, args=(file, coordinates, seconds), daemon=True, name="clock").start()
    sys.argv = ["odoo", *arguments]

    from odoo.cli import main as odoo_main

    odoo_main()


if __name__ == "__main__":
    main(*sys.argv[1:])
