"""First half of every command, with nothing but the standard library: fetch what is missing, then hand over."""

import os
import sys

from . import odoo_source, packages, places, sentence, system


def main(command, *arguments):
    """Prepare the machine for ``command`` and become ``lib.<command>`` in the environment made for it."""
    waiting = "Another command (process {pid}) is fetching what is needed; waiting for it."
    with places.lock(places.cache() / "lock", waiting=waiting):
        system.prepare(command)
        odoo_path = odoo_source.path()
        python = packages.python(odoo_path)
    os.environ.update(
        ODOO_PATH=str(odoo_path),
        PYTHONPYCACHEPREFIX=str(places.cache() / "pycache"),
        RUFF_CACHE_DIR=str(places.cache() / "ruff"),
    )
    os.environ.pop("PYTHONHOME", None)
    os.execv(python, [str(python), "-m", f"lib.{command}", *arguments])


if __name__ == "__main__":
    sentence.run(main, *sys.argv[1:])
