"""Looks through the files: attachments, and files of the filestore that nobody names any more."""

import os
from pathlib import Path

from odoo.tools import SQL

from ..questions import UNREADABLE, Question
from ..readers import Extractor, shows_its_text
from ..sql import run

# What a person could do something about; fonts and programs hold no text, and what is in a picture only eyes can tell.
WORTH_ASKING = ("damaged", "locked", "too_large", "too_deep", "timeout", "crashed")
# Names of files in which there is no text at all, as in most pictures: a file's name is its content's checksum.
_WITHOUT_TEXT: set[str] = set()
_MOST_NAMES = 500_000
# Larger texts are read by the reader, piece by piece.
AT_ONCE = 16_000_000


def look_through_files(env, known, searched, traces):
    """Read every file of the filestore once, and fill in Traces.

    A file that cannot be read costs itself only: it is a Question.
    """
    store = Path(env["ir.attachment"]._filestore())
    code = _code(env)
    with Extractor() as extractor:
        for name in names_in(store):
            if name in code:
                continue
            path = store / name
            searched.files += 1
            searched.bytes += _size(path)
            if name in _WITHOUT_TEXT or not _may_hold(path, known.searcher):
                continue
            reading = extractor.extract(path)
            if not reading.rows and reading.unread not in WORTH_ASKING and len(_WITHOUT_TEXT) < _MOST_NAMES:
                _WITHOUT_TEXT.add(name)
            if reading.unread in WORTH_ASKING or any(code in WORTH_ASKING for code in reading.members):
                traces.questions.append(Question(UNREADABLE, file=name, detail=reading.unread or reading.members[0]))
            people = traces.sorted_out(known, _hits(known.searcher, reading.rows))
            if any(people):
                traces.files[name] = tuple(map(frozenset, people))
    traces.questions = _with_attachments(env, traces.questions)


def _code(env):
    """Return the names of files that are made of the addons' source: a name in there is no trace of a person."""
    rows = run(
        env,
        SQL(
            "SELECT DISTINCT store_fname FROM ir_attachment WHERE starts_with(url, %s) AND NOT EXISTS (SELECT 1"
            " FROM ir_attachment o WHERE o.store_fname = ir_attachment.store_fname AND NOT"
            " coalesce(starts_with(o.url, %s), FALSE))",
            "/web/assets/",
            "/web/assets/",
        ),
    )
    return {name for (name,) in rows}


def names_in(store):
    """Yield the name (folder/file) of every file in a filestore; folders of checklists and the like hold none."""
    # Millions of names: what pathlib makes of each would cost more than reading the file.
    for folder in sorted(os.scandir(store), key=lambda item: item.name) if store.is_dir() else ():
        if len(folder.name) == 2:
            for file in os.scandir(folder.path):
                yield f"{folder.name}/{file.name}"


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
    """Return the Hits in a file's rows; quickly none where nothing can stand."""
    if not matcher.may_hold("\n".join("\t".join(cells) for cells in rows).encode("utf-8", "replace")):
        return []
    return [hit for cells in rows for hit in matcher.find_row(cells)]


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
