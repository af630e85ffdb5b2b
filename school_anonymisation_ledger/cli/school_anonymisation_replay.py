"""The command that anonymises again, after a backup has been restored, whom the ledger says."""

import optparse
import sys
from itertools import islice
from pathlib import Path

from odoo import SUPERUSER_ID, api
from odoo.cli import Command
from odoo.modules.registry import Registry
from odoo.tools import config

ADDON = "school_anonymisation_ledger"
BATCH = 50


class SchoolAnonymisationReplay(Command):
    """Anonymise again, in a restored database, whom the ledger says. Without --execute it only tells."""

    name = "school_anonymisation_replay"

    def run(self, args):
        """Print what is to be done, and with --execute do it; ends with exit code 1 and a sentence when it may not."""
        parser = config.parser
        parser.prog = self.prog
        group = optparse.OptionGroup(parser, "Replay", self.__doc__)
        group.add_option("--ledger", dest="ledger", help="Path of the ledger; else that of the configuration file")
        group.add_option("--execute", action="store_true", dest="execute", help="Do it; without, it is only told")
        parser.add_option_group(group)
        options = config.parse_config(args, setup_logging=True)
        names = config["db_name"]
        if len(names) != 1:
            sys.exit("Name the one restored database with -d.")
        self.registry = Registry(names[0])
        if ADDON not in self.registry._init_modules:
            sys.exit(f"{ADDON} is not installed in {names[0]}; install it there first (odoo -d {names[0]} -i {ADDON}).")
        # Imported only now: the addon's modules are on the path once the registry is loaded.
        from odoo.addons.school_anonymisation_ledger import ledger

        path = Path(options.ledger) if options.ledger else ledger.configured_path(config["config"], names[0])
        if not path:
            sys.exit("Name the ledger with --ledger.")
        try:
            self._replay(ledger.read(path), options.execute)
        except OSError as error:
            sys.exit(f"The ledger cannot be read: {error.strerror}.")
        except ledger.LedgerError as error:
            sys.exit(str(error))

    def _replay(self, lines, execute):
        with self._log() as log:
            todo = log._replay_todo(lines)
        _say(
            f"The ledger has {todo['lines']} lines, of which the log of this database lacks {len(todo['missing'])}.\n"
            f"Profiles to be anonymised again: {len(todo['erase'])}. Anonymised already: {todo['done']}."
            f" Not in this database: {todo['unknown']}."
        )
        if not execute:
            _say("Nothing has been changed; add --execute to do it.")
            return
        # The log first: what erasing writes to it, when it looks for leftovers, follows what the ledger has.
        with self._log() as log:
            log._replay_append(todo["missing"])
        left = iter(todo["erase"].items())
        while batch := dict(islice(left, BATCH)):
            with self._log() as log:
                log._replay_erase(batch)
        _say(f"Done: {len(todo['erase'])} profiles have been anonymised again.")

    def _log(self):
        return _Log(self.registry)


def _say(text):
    sys.stdout.write(f"{text}\n")


class _Log:
    """The log in a transaction of its own, which is committed unless something is raised."""

    def __init__(self, registry):
        self.cursor = registry.cursor()

    def __enter__(self):
        cr = self.cursor.__enter__()
        return api.Environment(cr, SUPERUSER_ID, {})["school.anonymisation.log"]

    def __exit__(self, *error):
        return self.cursor.__exit__(*error)
