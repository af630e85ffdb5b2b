"""Looks through the files: attachments, and files of the filestore that nobody names any more."""

import os
import time
from itertools import islice
from pathlib import Path

from odoo.tools import SQL

from ..questions import UNREADABLE, Question, worth_asking
from ..readers import Extractor, Reading, shows_its_text
from ..sql import run
from ..text.digests import Digests
from .file_words import TABLE, FileWords, Kept
from .patience import ENDLESS

# Larger texts are read by the reader, piece by piece.
AT_ONCE = 16_000_000
# Seconds of reading between two commits.
PAUSE = 1
# What Odoo itself has among the folders of files.
CHECKLIST = "checklist"
# Files of which is asked in one statement what is kept of them.
_SLICE = 500


def look_through_files(env, known, searched, traces, patience=ENDLESS):
    """Look through every file of the filestore, and fill in Traces.

    A file is read the first time it is seen, and then where somebody may stand in it by what is kept of its words. One
    that cannot be read costs itself only: it is a Question.

    :raise OutOfTimeError: there is no Patience left.
    """
    kept, left_out = Kept(env), []
    wanted = kept.wanted(known.searcher)
    with Extractor(until=patience.until) as extractor:
        for name, path, already in _files(env, kept, left_out):
            patience.check(env)
            searched.files += 1
            searched.bytes += _size(path)
            people = _People(known, traces)
            words = already or _read_once(kept, extractor, name, path, people.take)
            if already and wanted.may_be_in(words.packed) and _may_hold(path, known.searcher):
                for part in extractor.parts(path):
                    people.take(part.rows)
            if words.unread:
                traces.questions.append(Question(UNREADABLE, file=name, detail=words.unread))
            people.note(name)
    # The last file may have been given up for want of time.
    patience.check(env)
    traces.questions += [Question(UNREADABLE, file=name, detail=code) for name, code in left_out]
    traces.questions = _with_attachments(env, traces.questions)


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
    kept.tidy(set(names_in(_store(env))))
    read, since = 0, time.monotonic()
    with Extractor() as extractor:
        for name, path, words in _files(env, kept):
            if words is not None:
                continue
            _read_once(kept, extractor, name, path, lambda _rows: None)
            read += 1
            if time.monotonic() - since > PAUSE:
                if not may_go_on(read):
                    return False
                read, since = 0, time.monotonic()
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


def _files(env, kept, left_out=None):
    """Yield (name, path, FileWords or None) of every file in which a person may stand.

    :param left_out: see `names_in`.
    """
    store, code = _store(env), _code(env)
    for names in _slices(name for name in names_in(store, left_out) if name not in code):
        known = kept.of(names)
        for name in names:
            yield name, store / name, known.get(name)


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


def names_in(store, left_out=None):
    """Yield the name (folder/file) of every file in a filestore.

    :param left_out: a list that takes (name, code) of what is no file of Odoo's, or cannot be opened as one.
    """
    left_out = [] if left_out is None else left_out
    # Millions of names: what pathlib makes of each would cost more than reading the file.
    for folder in sorted(os.scandir(store), key=lambda item: item.name) if store.is_dir() else ():
        if len(folder.name) == 2:
            yield from _names_in_folder(folder, left_out)
        elif folder.name != CHECKLIST:
            left_out.append((_printable(folder.name), "unknown"))


def _names_in_folder(folder, left_out):
    try:
        with os.scandir(folder.path) as files:
            for file in files:
                name = f"{folder.name}/{file.name}"
                if _printable(name) == name and _is_file(file):
                    yield name
                else:
                    left_out.append((_printable(name), "crashed"))
    except OSError:
        left_out.append((_printable(folder.name), "crashed"))


def _is_file(entry):
    try:
        return entry.is_file()
    except OSError:
        # Such as a link to itself.
        return False


def _printable(name):
    """Return a name as PostgreSQL takes it, whatever bytes it is made of."""
    return name if name.isascii() else name.encode("utf-8", "replace").decode()


def _size(path):
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _may_hold(path, matcher):
    """Whether a file has to be read closely: one whose bytes show its text, and no sign in it, has not."""
    if _size(path) > AT_ONCE:
        return True
    content = content_of(path)
    return bool(content) and (not shows_its_text(content) or matcher.may_hold(content))


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
