"""Looks through the sessions of this database, where their store keeps them in files."""

import json
from pathlib import Path

from odoo.http import root

from ..questions import SESSIONS, UNREADABLE, Question
from .filestore import content_of
from .reading import Source


class SessionSource(Source):
    name = SESSIONS

    def look_through(self, env, search):
        """Take in {path of a session: people}; of a store that has no files it is said that it was not searched."""
        folder = getattr(root.session_store, "path", None)
        if folder is None:
            search.traces.questions.append(Question(UNREADABLE, source=SESSIONS, detail="not_on_disk"))
            return
        for path in Path(folder).glob("*/*"):
            content = content_of(path)
            if _is_of(env.cr.dbname, content):
                search.searched.files += 1
                search.searched.bytes += len(content)
                if people := _people(search, content):
                    search.traces.sessions[path] = people


def _is_of(dbname, content):
    try:
        session = json.loads(content)
    except ValueError:
        return False
    return isinstance(session, dict) and session.get("db") == dbname


def _people(search, content):
    """Return (contact ids of the first kind, of the second) of whom something stands in a session; or nothing."""
    if not search.known.searcher.may_hold(content):
        return ()
    people = search.traces.sorted_out(search.known, search.known.searcher.find(content.decode("utf-8", "ignore")))
    return tuple(map(frozenset, people)) if any(people) else ()
