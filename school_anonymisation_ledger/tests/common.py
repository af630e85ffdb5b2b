"""The test kit: a chain of lines, and a school whose log is kept in a ledger."""

import tempfile
from pathlib import Path
from unittest.mock import patch

from odoo.addons.school_anonymisation.chain import GENESIS, canonical, hash_of
from odoo.addons.school_anonymisation.tests.common import AnonymisationCase

from ..models import state

KEY = b"a key of the server's"


def made_lines(count):
    """Return a chain of so many lines."""
    lines, last_hash = [], GENESIS
    for number in range(1, count + 1):
        line = canonical({"number": number, "kind": "granted", "month": "2026-10", "officer_number": number})
        line["hash"] = last_hash = hash_of(line, last_hash)
        lines.append(line)
    return lines


class LedgerCase(AnonymisationCase):
    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "ledger"
        self.configuration = Path(folder.name) / "odoo.conf"
        self.configure(self.path)
        self.enterContext(patch.object(state, "config", {"config": str(self.configuration)}))
        self.enterContext(self.enter_registry_test_mode())
        self.log = self.env["school.anonymisation.log"]
        self.bo = self.make_student("Bo Ravn")

    def configure(self, path):
        """Name the ledger, and its key, in the server's configuration."""
        self.configuration.write_text(f"[school_anonymisation]\nledger = {path}\nledger_key = {KEY.decode()}\n")

    def back_up(self):
        """Return a savepoint to which `restore` goes back, as if it were a backup."""
        self.env.flush_all()
        return self.env.cr.savepoint()

    def restore(self, backup):
        self.env.flush_all()
        backup.rollback()
        self.env.invalidate_all(flush=False)
