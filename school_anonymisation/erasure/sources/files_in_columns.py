"""Files that a column holds: as they are, or as base64, as Odoo writes a Binary field that is no attachment."""

import base64
from typing import Any

from ..questions import UNREADABLE, Question, worth_asking
from ..readers import LONGEST_WORD, rewrite, unpacked
from ..sql import ID

MOST_ROWS = 100
"""Of one table that are named one by one when what they hold cannot be read."""

ATTACHMENTS = "ir_attachment"


def rows_in(content, extractor, tell):
    """Return the rows of cells of what a column holds.

    :param tell: called with the code of why something could not be read.
    """
    found = []
    for file in _files_in(content):
        reading = extractor.extract(file)
        if code := worth_asking(reading):
            tell(code)
        found += reading.rows
    return found


def rewrite_cell(content, find):
    """Return what `readers.rewrite` does for what a column holds: the same bytes, others, or None."""
    for file in _files_in(content):
        written: Any = rewrite(file, find)
        if written is None:
            return None
        if written is not file:
            return written if file is content else base64.b64encode(written)
    return content


def _files_in(content):
    """Return the bytes to be read: as they are, unpacked from base64, or both where nobody can tell."""
    file = unpacked(content)
    if file is None:
        return [content]
    return [file] if len(content) > LONGEST_WORD else [content, file]


def questions_about(env, table, unread):
    """Return [Question] about what could not be read in a `catalogue.Table`.

    :param unread: [(key of the row, name of the column, code)]; ``too_long`` is the code of a text.
    """
    if not unread:
        return []
    models = sorted(name for name, model in env.registry.items() if model._table == table.name and not model._abstract)
    if table.key != ID or not models or len(unread) > MOST_ROWS:
        is_text = {code for _key, _column, code in unread} == {"too_long"}
        return [Question(UNREADABLE, source=table.name, detail="too_long" if is_text else "files_inside")]
    if table.name == ATTACHMENTS:
        return [Question(UNREADABLE, attachment_id=key, detail=code) for key, _column, code in unread]
    return [Question(UNREADABLE, models[0], key, column, detail=code) for key, column, code in unread]
