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
YES = ("y", "yes", "j", "ja")


class SchoolAnonymisationReplay(Command):
    """Anonymise again, in a restored database, whom the ledger says. Without --execute it only tells."""

    name = "school_anonymisation_replay"

    def run(self, args):
        """Print what is to be done, and with --execute do it; ends with exit code 1 and a sentence when it may not."""
        options = self._options(args)
        names = config["db_name"]
        if len(names) != 1:
            sys.exit("Name the one restored database with -d.")
        self.registry = Registry(names[0])
        if ADDON not in self.registry._init_modules:
            sys.exit(f"{ADDON} is not installed in {names[0]}; install it there first (odoo -d {names[0]} -i {ADDON}).")
        # Imported only now: the addon's modules are on the path once the registry is loaded.
        from odoo.addons.school_anonymisation_ledger import ledger

        try:
            with self._log() as log:
                path = Path(options.ledger) if options.ledger else log._ledger_path()
                key = log._ledger_key()
            if not path:
                sys.exit("Name the ledger with --ledger.")
            if options.begin:
                self._begin(ledger, path, key, options)
            else:
                self._replay(path, ledger.contents(path, key), options)
        except OSError as error:
            sys.exit(f"The ledger cannot be read: {error.strerror}.")
        except ledger.LedgerError as error:
            sys.exit(str(error))

    def _options(self, args):
        parser = config.parser
        parser.prog = self.prog
        group = optparse.OptionGroup(parser, "Replay", self.__doc__)
        group.add_option("--ledger", dest="ledger", help="Path of the ledger; else that of the configuration file")
        group.add_option("--execute", action="store_true", dest="execute", help="Do it; without, it is only told")
        group.add_option("--begin", action="store_true", dest="begin", help="Write a ledger anew from this log")
        group.add_option("--yes", action="store_true", dest="yes", help="Do not ask")
        parser.add_option_group(group)
        return config.parse_config(args, setup_logging=True)

    def _replay(self, path, known, options):
        _say(f"The ledger is {path}.", *known.broken)
        with self._log() as log:
            todo = log._replay_todo(known.lines)
            people = log._replay_people(todo)
        _say(
            f"The ledger has {todo['lines']} lines, of which the log of this database lacks {len(todo['missing'])}.",
            f"Profiles to be anonymised again: {len(todo['erase'])}. Anonymised already: {todo['done']}."
            f" Not in this database: {todo['unknown']}.",
        )
        held = [codes for _number, _name, codes in people if codes]
        for number, name, codes in people:
            why = f"; would not be eligible today: {', '.join(codes)}" if codes else ""
            _say(f"  {number}  {name}{why}")
        if not options.execute:
            _say("Nothing has been changed; add --execute to do it.")
            return
        if people and not _agreed("Anonymise them again, for good?", options, unless_asked=not held):
            sys.exit("Nothing has been changed.")
        self._execute(path, known, todo)

    def _execute(self, path, known, todo):
        # The log first: what erasing writes to it, when it looks for leftovers, follows what the ledger has.
        with self._log() as log:
            astray = log._replay_append(todo["missing"])
            aside = log._replay_end(path, known.broken)
        if aside:
            _say(f"The ledger has been written anew; the broken one is {aside}.")
            with self._log() as log:
                log._replay_append_anew(astray)
        left = iter(todo["erase"].items())
        while batch := dict(islice(left, BATCH)):
            with self._log() as log:
                log._replay_erase(batch)
        _say(f"Done: {len(todo['erase'])} profiles have been anonymised again.")

    def _begin(self, ledger, path, key, options):
        with self._log() as log:
            lines = log._lines_after(0)
            question = f"Write {len(lines)} lines of this database's log into {path}, and set aside what is there?"
            if not _agreed(question, options, unless_asked=False):
                sys.exit("Nothing has been changed.")
            ledger.begin(path, lines, key, log._ledger_writer())
            log._note_writer(path)
        _say("Done.")

    def _log(self):
        return _Log(self.registry)


def _say(*sentences):
    sys.stdout.write("".join(f"{sentence}\n" for sentence in sentences))


def _agreed(question, options, unless_asked):
    """Return whether somebody has said yes; ``unless_asked`` is the answer when there is nobody to ask."""
    if options.yes:
        return True
    try:
        return input(f"{question} [yes/no] ").strip().lower() in YES
    except EOFError:
        _say("", "There is nobody to ask here; add --yes to do it." if not unless_asked else "")
        return unless_asked


class _Log:
    """The log in a transaction of its own, which is committed unless something is raised."""

    def __init__(self, registry):
        self.cursor = registry.cursor()

    def __enter__(self):
        cr = self.cursor.__enter__()
        return api.Environment(cr, SUPERUSER_ID, {})["school.anonymisation.log"]

    def __exit__(self, *error):
        return self.cursor.__exit__(*error)
