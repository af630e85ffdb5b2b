"""The same search in files: attachments, files of the filestore that nobody names any more, and sessions."""

import json
import os
from pathlib import Path

from odoo.http import root
from odoo.tools import SQL

from .readers import is_packed, redacted, text_of
from .statement import run


def look_through_files(env, matcher, searched):
    """Read every file of the filestore and every session of this database once.

    Return ({name in the filestore: people}, {path of a session: people}) of where something may stand; people are
    (contact ids of whom what stands there alone means, of whom it may mean).
    """
    store = Path(env["ir.attachment"]._filestore())
    # Bundles are made of the addons' source. A name in there is no trace of a person, and code must stay whole.
    code = {
        name
        for (name,) in run(
            env,
            SQL(
                "SELECT DISTINCT store_fname FROM ir_attachment WHERE starts_with(url, %s) AND NOT EXISTS (SELECT 1"
                " FROM ir_attachment o WHERE o.store_fname = ir_attachment.store_fname AND NOT"
                " coalesce(starts_with(o.url, %s), FALSE))",
                "/web/assets/",
                "/web/assets/",
            ),
        )
    }
    files = {}
    for folder, name in _names(store):
        if f"{folder}/{name}" in code:
            continue
        content = _content(store / folder / name)
        searched.files += 1
        searched.bytes += len(content)
        if (is_packed(content) or matcher.may_hold(content)) and any(people := _people(matcher, text_of(content))):
            files[f"{folder}/{name}"] = people
    return files, _look_through_sessions(env, matcher, searched)


def _names(store):
    """Yield (folder, file name) of every file in a filestore; the folders of checklists and the like are none."""
    # Millions of names: what pathlib makes of each would cost more than reading the file.
    for folder in sorted(os.scandir(store), key=lambda item: item.name) if store.is_dir() else ():
        if len(folder.name) == 2:
            for file in os.scandir(folder):
                yield folder.name, file.name


def _people(matcher, text):
    return tuple(map(frozenset, matcher.people(matcher.candidates(text))))


def _content(path):
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _look_through_sessions(env, matcher, searched):
    found = {}
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
        if any(people := _people(matcher, content.decode("utf-8", "ignore"))):
            found[path] = people
    return found


def _concerns(scope, people):
    return any(not some.isdisjoint(scope.fingerprint.people) for some in people)


def files_left(env, scope, places):
    """Return [(name in the filestore, ids of attachments, contact ids they are linked to)] of what has to be treated.

    A file that no attachment names any more has no ids.
    """
    names = [name for name, people in places.files.items() if _concerns(scope, people)]
    rows = run(
        env,
        SQL("SELECT id, store_fname, res_model, res_id FROM ir_attachment WHERE store_fname = ANY(%s)", names),
    )
    store = Path(env["ir.attachment"]._filestore())
    attachments = {name: [] for name in names}
    for attachment_id, name, model, record_id in rows:
        pairs = [(model, record_id)] if model and record_id else []
        attachments[name].append((attachment_id, scope.people("ir_attachment", attachment_id, pairs)))
    found = []
    for name, named in attachments.items():
        people = frozenset().union(*(linked for _id, linked in named))
        if not scope.matcher.concerns(text_of(_content(store / name)), people):
            continue
        kept = scope.retention.held("ir.attachment", [attachment_id for attachment_id, _people in named])
        left = [attachment_id for attachment_id, _people in named if attachment_id not in kept]
        if left or not named:
            found.append((name, left, people))
    return found


def sessions_left(scope, places):
    """Return the paths of the sessions that hold something; a session that has ended meanwhile holds nothing."""
    return [
        path
        for path, people in places.sessions.items()
        if _concerns(scope, people) and scope.matcher.concerns(_content(path).decode("utf-8", "ignore"))
    ]


def treat_files(env, scope, places, counts):
    """Redact the files that can be written again, delete the others; return the names of files that nobody needs."""
    attachments = env["ir.attachment"].sudo()
    store = Path(attachments._filestore())
    names, doomed = [], []
    for name, ids, people in files_left(env, scope, places):
        names.append(name)
        clean = redacted(
            _content(store / name), lambda text, people=people: scope.matcher.redact(text, people, alone=True)
        )
        if clean is None or scope.matcher.concerns(text_of(clean), people):
            doomed += ids
        elif ids:
            # Whoever else of the same sweep stands in it is looked for in the new file.
            places.files[_rewrite(env, attachments, ids, clean)] = places.files[name]
            counts["ir.attachment", "redact"] += len(ids)
    if doomed:
        run(env, SQL("DELETE FROM ir_attachment WHERE id = ANY(%s)", doomed))
        counts["ir.attachment", "delete"] += len(doomed)
    for path in sessions_left(scope, places):
        env.cr.postcommit.add(lambda path=path: path.unlink(missing_ok=True))
    return names


def _rewrite(env, attachments, ids, content):
    """Store another content for attachments that share a file; return its name in the filestore."""
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
            "UPDATE ir_attachment SET store_fname = %s, checksum = %s, file_size = %s WHERE id = ANY(%s)",
            name,
            checksum,
            len(content),
            ids,
        ),
    )
    return name
