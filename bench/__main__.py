"""Runs one measurement by itself: ``python -m bench eligibility CONFIGURATION DATABASE ARGUMENT ANSWER``."""

import importlib
import json
import os
import sys
from pathlib import Path

from . import database


def main(measurement, configuration, name, argument, answer):
    """Write the Rows and the plans of one measurement to the file ``answer``."""
    with database.opened(configuration, name) as env:
        # Addons can be imported once Odoo knows where they are.
        module = importlib.import_module(f"bench.{measurement}")
        rows, plans = module.run(env, int(argument) if argument.isdigit() else argument)
    Path(answer).write_text(json.dumps({"rows": [row.as_dict() for row in rows], "plans": plans}))


if __name__ == "__main__":
    main(*sys.argv[1:])
    sys.stdout.flush()
    # The threads of an Odoo that is no server have nothing left to do.
    os._exit(0)
