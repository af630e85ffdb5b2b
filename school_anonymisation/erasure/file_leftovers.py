"""What is left of people in files: they are written anew where that can be done, and nobody else's is ever deleted."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from odoo.tools import SQL

from .afterwards import do_after_commit
from .people.meant import Whose
from .people.walled_names import is_made_of
from .questions import UNSURE, UNWRITABLE, Question
from .readers import Extractor, Reading, read, rewrite
from .sources.file_words import Kept
from .sources.filestore import content_of
from .sql import run

ATTACHMENTS = "ir_attachment"
REWRITE, DELETE, ASK, NOTHING = "rewrite", "delete", "ask", "nothing"
# What shows somebody, or was written about somebody, where its name says who.
NAMED_AFTER = ("image/", "video/", "audio/", "application/pdf")
# What a file was that was too much for the process in which files are read.
UNSAFE = ("timeout", "crashed", "too_large")


@dataclass(repr=False)
class Decision:
    """What is to be done about one attachment's file, or about one that no attachment names (``attachment_id`` 0).

    ``action``: one of the words above; ``content``: the new bytes. ``people``: contact ids. ``question``: if any.
    """

    name: str
    attachment_id: int = 0
    action: str = NOTHING
    content: bytes = b""
    people: frozenset = frozenset()
    question: Question | None = None


def decisions(env, case, traces):
    """Yield a Decision for each attachment in whose file something of the people may stand.

    What the law retains is left out.
    """
    store = Path(env["ir.attachment"]._filestore())
    unread = Kept(env).of(traces.files)
    for name, rows in _attachments(env, case, traces).items():
        alone, linked = traces.files[name]
        people = (alone | linked) & case.known.people.keys()
        if not rows:
            yield Decision(name, action=DELETE, people=people)
            continue
        file = _File(store / name, unread[name].unread if name in unread else "")
        owners = case.ownership.of(ATTACHMENTS, list(rows), {key: [pair] for key, pair in rows.items() if all(pair)})
        kept = case.retention.held("ir.attachment", list(rows))
        for key, (model, record_id) in rows.items():
            if key not in kept:
                where = {"model": model or "", "record_id": record_id or 0, "attachment_id": key}
                yield _decision(case, Decision(name, key, people=people), file, owners[key], where)


def _attachments(env, case, traces):
    """Return {name in the filestore: {attachment id: (model, record id)}}; of files that nobody names, nothing."""
    names = [
        name for name, people in traces.files.items() if any(not some.isdisjoint(case.known.people) for some in people)
    ]
    found = {name: {} for name in names}
    rows = run(
        env, SQL("SELECT id, store_fname, res_model, res_id FROM ir_attachment WHERE store_fname = ANY(%s)", names)
    )
    for key, name, model, record_id in rows:
        found[name][key] = (model, record_id)
    return found


class _File:
    """A file in which somebody stands. One that was too much for the process of its own is not opened in this one."""

    def __init__(self, path, unread):
        self._path = path
        self._is_safe = unread not in UNSAFE

    def rewritten(self, find):
        """Return what `readers.rewrite` returns."""
        if self._is_safe:
            return rewrite(self._path, find)
        with Extractor() as extractor:
            for part in extractor.parts(self._path):
                for cells in part.rows:
                    find(cells)
        return None

    def page(self, find):
        """Return the number of the first page on which something is found, 0 where the file has no pages."""
        reading = read(self._path) if self._is_safe else Reading()
        return next((page for cells, page in zip(reading.rows, reading.pages, strict=False) if find(cells)), 0)


def _decision(case, decision, file, owners, where):
    setting = case.judge.setting(ATTACHMENTS, {}, {}, owners)
    found, asked = [], []

    def find(cells):
        spans, asks = case.judge.spans(setting, cells, owners.people)
        found.extend(spans[:1])
        asked.extend([True] if asks else [])
        return spans

    clean = file.rewritten(find)
    if found and is_made_of(where["model"]):
        decision.action, decision.question = ASK, Question(UNSURE, **where)
    elif found and clean is not None:
        decision.action, decision.content = REWRITE, clean
    elif found and Whose.OWN in setting.whose.values():
        decision.action = DELETE
    elif found:
        page = file.page(lambda cells: case.judge.spans(setting, cells, owners.people)[0])
        decision.action, decision.question = ASK, Question(UNWRITABLE, **where, page=page)
    if asked and decision.question is None and decision.action is not DELETE:
        decision.question = Question(UNSURE, **where)
    return decision


def treat_files(env, case, traces, counts):
    """Write the files anew in which something goes; return (names of files that nobody needs any more, [Question])."""
    attachments = env["ir.attachment"].sudo()
    names, doomed, questions = [], [], []
    for decision in list(decisions(env, case, traces)):
        if decision.question:
            questions.append(decision.question)
        if decision.action in (REWRITE, DELETE):
            names.append(decision.name)
        if decision.action == REWRITE:
            # Whoever else of the same look stands in it is looked for in the new file.
            new = _rewrite(env, attachments, decision.attachment_id, decision.content)
            traces.files[new] = traces.files[decision.name]
            counts["ir.attachment", "redact"] += 1
        elif decision.action == DELETE and decision.attachment_id:
            doomed.append(decision.attachment_id)
    if doomed:
        names += case.delete(env, {"ir.attachment": doomed}, counts)
    for path in sessions_left(case, traces):
        do_after_commit(env, partial(path.unlink, missing_ok=True))
    return names, questions


def _rewrite(env, attachments, attachment_id, content):
    """Store another content for an attachment; return its name in the filestore."""
    checksum = attachments._compute_checksum(content)
    try:
        name = attachments._file_write(content, checksum)
    except OSError:
        # What was written of it until the disk was full would be in the way of the next try.
        Path(attachments._full_path(f"{checksum[:2]}/{checksum}")).unlink(missing_ok=True)
        raise
    run(
        env,
        SQL(
            "UPDATE ir_attachment SET store_fname = %s, checksum = %s, file_size = %s WHERE id = %s",
            name,
            checksum,
            len(content),
            attachment_id,
        ),
    )
    return name


def sessions_left(case, traces):
    """Return the paths of the sessions that hold something; a session that has ended meanwhile holds nothing."""
    found = []
    for path, (alone, _shared) in traces.sessions.items():
        if not alone.isdisjoint(case.known.people):
            text = content_of(path).decode("utf-8", "ignore")
            if any(case.known.is_certain(hit) for hit in case.judge.matcher.find(text)):
                found.append(path)
    return found
