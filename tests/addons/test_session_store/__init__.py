"""Sessions that no folder has: Odoo loads this for the whole server (``server_wide_modules``), before any database."""

import functools
import json
import sqlite3
import time
from contextlib import contextmanager
from pathlib import Path

from odoo import http
from odoo.tools import config
from odoo.tools._vendor.sessions import SessionStore

STORED = http.STORED_SESSION_BYTES


class Elsewhere(http.FilesystemSessionStore):
    """All workers' sessions in one SQLite file; unlike its parent it knows no path."""

    def __init__(self):  # pylint: disable=super-init-not-called
        SessionStore.__init__(self, http.Session)
        self._file = Path(config["data_dir"]) / "sessions.sqlite"
        with self._rows() as rows:
            rows.execute("CREATE TABLE IF NOT EXISTS sessions (sid TEXT PRIMARY KEY, saved REAL, content TEXT)")

    @contextmanager
    def _rows(self):
        connection = sqlite3.connect(self._file, timeout=30)
        try:
            with connection:
                yield connection
        finally:
            connection.close()

    def save(self, session):
        with self._rows() as rows:
            content = json.dumps(dict(session))
            rows.execute("INSERT OR REPLACE INTO sessions VALUES (?, ?, ?)", (session.sid, time.time(), content))

    def get(self, sid):
        with self._rows() as rows:
            found = rows.execute("SELECT content FROM sessions WHERE sid = ?", (sid,)).fetchone()
        return self.session_class(json.loads(found[0]), sid) if found else self.new()

    def delete(self, session):
        with self._rows() as rows:
            rows.execute("DELETE FROM sessions WHERE sid = ?", (session.sid,))

    def vacuum(self, max_lifetime=http.SESSION_LIFETIME):
        with self._rows() as rows:
            rows.execute("DELETE FROM sessions WHERE saved < ?", (time.time() - max_lifetime,))

    def get_missing_session_identifiers(self, identifiers):
        with self._rows() as rows:
            found = {sid[:STORED] for (sid,) in rows.execute("SELECT sid FROM sessions")}
        return set(identifiers) - found

    def delete_from_identifiers(self, identifiers):
        with self._rows() as rows:
            for identifier in identifiers:
                rows.execute("DELETE FROM sessions WHERE substr(sid, 1, ?) = ?", (STORED, identifier))


@functools.cached_property
def _store(_application):
    return Elsewhere()


_store.__set_name__(http.Application, "session_store")
http.Application.session_store = _store
