"""A clock that can be moved, for a real PostgreSQL and a real Odoo at once.

The clock is a file with one number: by how many seconds it differs from the machine's. PostgreSQL reads it
through libfaketime (under which Python's own sleeps and events would break), Odoo through
``lib.odoo_under_clock``. Writing the file moves both.
"""

import os
from datetime import datetime, timedelta, timezone
from pathlib import Path


class Clock:
    """The clock kept in ``file``; moments are aware datetimes, to the second."""

    def __init__(self, file):
        self.file = Path(file)
        if not self.file.exists():
            self.release()

    def now(self):
        """Where the clock stands."""
        return datetime.now(timezone.utc) + timedelta(seconds=offset(self.file))

    def move_to(self, moment):
        """Set the clock; it ticks on from there."""
        self._write(round((moment - datetime.now(timezone.utc)).total_seconds()))

    def move_by(self, **amount):
        """Move the clock on, by ``timedelta`` arguments."""
        self.move_to(self.now() + timedelta(**amount))

    def release(self):
        """Let it show the machine's time again."""
        self._write(0)

    def _write(self, seconds):
        # Replaced, not rewritten: a reader never sees half a number.
        draft = self.file.with_suffix(".draft")
        draft.write_text(f"{seconds:+d}\n")
        draft.chmod(0o644)
        draft.rename(self.file)


def offset(file):
    """By how many seconds the clock in ``file`` differs from the machine's."""
    return int(Path(os.fspath(file)).read_text())
