"""The same search in files: attachments, files of the filestore that nobody names any more, and sessions."""

import json
from dataclasses import dataclass
from pathlib import Path

from odoo.http import root
from odoo.tools import SQL

from .readers import is_packed, redacted, text_of
from .statement import run


@dataclass(repr=False)
class FileFinding:
    """A file that holds something. ``attachments``: [(id, contact ids it is linked to)], none for an orphan."""

    name: str
    attachments: list
    people: frozenset


@dataclass(repr=False)
class FileFindings:
    """``files``: [FileFinding]; ``sessions``: paths of session files of this database."""

    files: list
    sessions: list


def search_files(env, scope, searched):
    """Read every file of the filestore and every session of this database once; return the FileFindings."""
    store = Path(env["ir.attachment"]._filestore())
    names = {name: model._table for name, model in env.registry.items()}
    rows = run(
        env,
        SQL("SELECT id, store_fname, res_model, res_id, url FROM ir_attachment WHERE store_fname IS NOT NULL"),
    )
    named, code = {}, set()
    for attachment_id, name, model, record_id, url in rows:
        # Bundles are made of the addons' source. A name in there is no trace of a person, and code must stay whole.
        if (url or "").startswith("/web/assets/"):
            code.add(name)
            continue
        pairs = [(model, record_id)] if model and record_id else []
        people = scope.people(names, "ir_attachment", str(attachment_id), pairs)
        named.setdefault(name, []).append((attachment_id, people))
    files = []
    for path in sorted(store.glob("[0-9a-f][0-9a-f]/*")):
        name = f"{path.parent.name}/{path.name}"
        if name in code and name not in named:
            continue
        content = _content(path)
        searched.files += 1
        searched.bytes += len(content)
        attachments = named.get(name, [])
        people = frozenset().union(*(linked for _id, linked in attachments))
        if not is_packed(content) and not any(True for _place in scope.matcher.places(content)):
            continue
        if scope.matcher.concerns(text_of(content), people):
            kept = scope.retention.held("ir.attachment", [attachment_id for attachment_id, _people in attachments])
            attachments_left = [item for item in attachments if item[0] not in kept]
            if attachments_left or not attachments:
                files.append(FileFinding(name, attachments_left, people))
    return FileFindings(files, _sessions(env, scope, searched))


def _content(path):
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _sessions(env, scope, searched):
    found = []
    for path in Path(root.session_store.path).glob("*/*"):
        content = _content(path)
        try:
            session = json.loads(content)
        except ValueError:
            continue
        if not isinstance(session, dict) or session.get("db") != env.cr.dbname:
            continue
        searched.files += 1
        searched.bytes += len(content)
        if scope.matcher.concerns(content.decode("utf-8", "ignore")):
            found.append(path)
    return found


def treat_files(env, scope, findings, counts):
    """Redact the files that can be written again, delete the others; return the names of files that nobody needs."""
    attachments = env["ir.attachment"].sudo()
    store = Path(attachments._filestore())
    names, doomed = [], []
    for finding in findings.files:
        names.append(finding.name)
        ids = [attachment_id for attachment_id, _people in finding.attachments]
        content = _content(store / finding.name)
        clean = redacted(content, lambda text, people=finding.people: scope.matcher.redact(text, people, alone=True))
        if clean is None or scope.matcher.concerns(text_of(clean), finding.people):
            doomed += ids
        elif ids:
            _rewrite(env, attachments, ids, clean)
            counts["ir.attachment", "redact"] += len(ids)
    if doomed:
        run(env, SQL("DELETE FROM ir_attachment WHERE id = ANY(%s)", doomed))
        counts["ir.attachment", "delete"] += len(doomed)
    for path in findings.sessions:
        env.cr.postcommit.add(lambda path=path: path.unlink(missing_ok=True))
    return names


def _rewrite(env, attachments, ids, content):
    """Store another content for attachments that share a file."""
    checksum = attachments._compute_checksum(content)
    name = attachments._file_write(content, checksum)
    run(
        env,
        SQL(
            "UPDATE ir_attachment SET store_fname = %s, checksum = %s, file_size = %s WHERE id = ANY(%s)",
            name,
            checksum,
            len(content),
            ids,
        ),
    )
