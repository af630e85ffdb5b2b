"""Looks through the files: attachments, and files of the filestore that nobody names any more."""

import os
import time
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile

from odoo.tools import SQL

from ..questions import UNREADABLE, Question, worth_asking
from ..readers import Extractor, Reading, holds_encoded, shows_its_text
from ..sql import run
from ..text.digests import Digests
from .file_words import TABLE, FileWords, Kept
from .names_in_store import CLOCK, names_in
from .patience import ENDLESS

# Larger texts are read by the reader, piece by piece.
AT_ONCE = 16_000_000
# Seconds of reading between two commits.
PAUSE = 1
# Files of which is asked in one statement what is kept of them.
_SLICE = 500
# Seconds by which the clock of a filestore may be set back, and a file that is new still counts as new.
_CLOCK_SET_BACK = 3600


def look_through_files(env, known, searched, traces, patience=ENDLESS, since=None, found=()):
    """Look through every file of the filestore, and fill in Traces.

    A file is read the first time it is seen, and then where somebody may stand in it by what is kept of its words. One
    that cannot be read costs itself only: it is a Question.

    :param since: what `clock` said before an earlier look for the same people: of the files that were there then only
        those that it ``found`` are looked at. A file's bytes never change under the same name.
    :raise OutOfTimeError: there is no Patience left.
    """
    kept, store, left_out = Kept(env), _store(env), []
    wanted = kept.wanted(known.searcher)
    names = _counted(env, searched, lambda name, state: not since or _is_new(state, since) or name in found, left_out)
    with Extractor(until=patience.until) as extractor:
        for name, already in _files(kept, names):
            patience.check(env)
            people = _People(known, traces)
            words = already or _read_once(kept, extractor, name, store / name, people.take)
            if already and wanted.may_be_in(words.packed) and _may_hold(store / name, known.searcher):
                for part in extractor.parts(store / name):
                    people.take(part.rows)
            if words.unread:
                traces.questions.append(Question(UNREADABLE, file=name, detail=words.unread))
            people.note(name)
    # The last file may have been given up for want of time.
    patience.check(env)
    traces.questions += [Question(UNREADABLE, file=name, detail=code) for name, code in left_out]
    traces.questions = _with_attachments(env, traces.questions)


def clock(env):
    """Return the second that the filestore's own clock shows, which its files are stamped with; 0 if it has none."""
    try:
        with NamedTemporaryFile(dir=_store(env), prefix=CLOCK) as file:
            return os.fstat(file.fileno()).st_ctime
    except OSError:
        return 0.0


def _is_new(state, since):
    """Whether a file may have come, or come back, since a second of its store's clock."""
    return state is None or state.st_ctime > since - _CLOCK_SET_BACK


def _counted(env, searched, is_wanted, left_out):
    """Yield the names of the files that are wanted, and count all of them as searched.

    :param is_wanted: called with (name, what the system says of the file, or None where it is gone).
    :param left_out: see `names_in`.
    """
    # As text: of millions of names pathlib would make as many objects.
    store = f"{_store(env)}/"
    for name in _names(env, left_out):
        state = _state(store + name)
        searched.files += 1
        searched.bytes += state.st_size if state else 0
        if is_wanted(name, state):
            yield name


class _People:
    """Who may stand in one file, row by row."""

    def __init__(self, known, traces):
        self._known, self._traces = known, traces
        self._alone, self._shared = set(), set()

    def take(self, rows):
        """Take in who may stand in some rows of cells."""
        alone, shared = self._traces.sorted_out(self._known, _hits(self._known.searcher, rows))
        self._alone |= alone
        self._shared |= shared

    def note(self, name):
        """Note in Traces who may stand in the file of a name."""
        if self._alone or self._shared:
            self._traces.files[name] = (frozenset(self._alone), frozenset(self._shared - self._alone))


def read_new_files(env, may_go_on):
    """Read the files that nobody has read yet, so that no look has to; forget those that are gone.

    :param may_go_on: called, every few seconds, with the number of files read since; says whether to read more.
    :return: whether none is left.
    """
    kept = Kept(env)
    # Only of these it is asked, slice by slice, whether another worker has read them meanwhile.
    unread = sorted(kept.tidy(set(names_in(_store(env)))) - _code(env))
    if len(unread) > _SLICE:
        kept.note_size()
    store, read, since = _store(env), 0, time.monotonic()
    with Extractor() as extractor:
        for name, words in _files(kept, unread):
            if words is not None:
                continue
            _read_once(kept, extractor, name, store / name, lambda _rows: None)
            read += 1
            if time.monotonic() - since > PAUSE:
                if not may_go_on(read):
                    return False
                read, since = 0, time.monotonic()
    if len(unread) > _SLICE:
        kept.note_size()
    may_go_on(read)
    return True


def unread_count(env):
    """Return how many files nobody has read yet; cheap, by what attachments name."""
    query = SQL(
        "SELECT count(DISTINCT a.store_fname) FROM ir_attachment a WHERE a.store_fname IS NOT NULL AND NOT EXISTS"
        " (SELECT 1 FROM %s w WHERE w.name = a.store_fname AND w.edition = %s)"
        " AND NOT coalesce(starts_with(a.url, '/web/assets/'), FALSE)",
        TABLE,
        Kept(env).edition,
    )
    return run(env, query)[0][0]


def _read_once(kept, extractor, name, path, take):
    """Read a file for the first time, and keep what is kept of it; return its FileWords.

    :param take: called with lists of rows of cells.
    """
    digests, last = Digests(kept.digest), Reading()
    for part in extractor.parts(path):
        last = part
        digests.add(part.rows)
        take(part.rows)
    words = FileWords(worth_asking(last), digests.packed())
    # Somebody may write the same content again.
    if last.unread != "missing":
        kept.keep(name, words)
    return words


def _store(env):
    return Path(env["ir.attachment"]._filestore())


def _names(env, left_out=None):
    """Yield the name of every file in which a person may stand; ``left_out``: see `names_in`."""
    code = _code(env)
    return (name for name in names_in(_store(env), left_out) if name not in code)


def _files(kept, names):
    """Yield (name, FileWords or None) of some files."""
    for some in _slices(names):
        known = kept.of(some)
        for name in some:
            yield name, known.get(name)


def _slices(names):
    names = iter(names)
    while some := list(islice(names, _SLICE)):
        yield some


def _code(env):
    """Return the names of files that are made of the addons' source: a name in there is no trace of a person."""
    rows = run(
        env,
        SQL(
            "SELECT store_fname FROM ir_attachment WHERE store_fname IS NOT NULL"
            " GROUP BY store_fname HAVING bool_and(coalesce(starts_with(url, %s), FALSE))",
            "/web/assets/",
        ),
    )
    return {name for (name,) in rows}


def _state(path):
    try:
        return os.stat(path)  # noqa: PTH116 see `_counted`
    except OSError:
        return None


def _may_hold(path, matcher):
    """Whether a file has to be read closely: one whose bytes show its text, and no sign in it, has not."""
    state = _state(path)
    if state is not None and state.st_size > AT_ONCE:
        return True
    content = content_of(path)
    shows_all = shows_its_text(content) and not holds_encoded(content)
    return bool(content) and (not shows_all or matcher.may_hold(content))


def _hits(matcher, rows):
    """Return the Hits in a file's rows; quickly none of those in which nothing can stand."""
    lines = ["\t".join(cells).encode("utf-8", "replace").replace(b"\n", rb"\n") + b"\n" for cells in rows]
    return [hit for index in matcher.suspects(lines) for hit in matcher.find_row(rows[index])]


def _with_attachments(env, questions):
    """Return the Questions with the attachment, and its record, that names each file."""
    if not questions:
        return []
    rows = run(
        env,
        SQL(
            "SELECT DISTINCT ON (store_fname) store_fname, id, res_model, res_id FROM ir_attachment"
            " WHERE store_fname = ANY(%s) ORDER BY store_fname, id",
            [question.file for question in questions],
        ),
    )
    named = {name: (attachment_id, model, record_id) for name, attachment_id, model, record_id in rows}
    found = []
    for question in questions:
        if not question.file:
            found.append(question)
            continue
        attachment_id, model, record_id = named.get(question.file, (0, "", 0))
        found.append(
            Question(
                question.why,
                model=model or "",
                record_id=record_id or 0,
                attachment_id=attachment_id,
                file="" if attachment_id else question.file,
                detail=question.detail,
            )
        )
    return found


def content_of(path):
    """Return a file's bytes; of one that is gone meanwhile, none."""
    try:
        return path.read_bytes()
    except OSError:
        return b""
