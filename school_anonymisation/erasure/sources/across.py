"""Names spread over the columns of a row, as in tables that no model of Odoo's describes: first name, surname."""

from ..readers import REPLACEMENT
from ..text.json_texts import only_strings

LONGEST = 200
"""Letters of a value that may be a part of a name."""


def hits_across(matcher, cells, in_json=()):
    """Return {column: [Hit]} of what stands in several columns at once; the first of them counts.

    :param cells: {column: text, or anything else}. :param in_json: the columns of JSON.
    """
    names, found = list(cells), {}
    for hit in matcher.find_row(_short(cells, in_json)):
        if len({cell for cell, *_place in hit.spans}) > 1:
            found.setdefault(names[hit.spans[0][0]], []).append(hit)
    return found


def without_across(judge, cells, setting, people, in_json=()):
    """Return ({column: its text without what goes}, columns in which something is asked).

    :param setting: the `judging.Setting` of the row; :param people: contact ids of those whose row it is.
    :param in_json: the columns of JSON.
    """
    names, texts = list(cells), dict(cells)
    found = hits_across(judge.matcher, cells, in_json)
    if not found:
        return {}, set()
    spans, asks = judge.spans(setting, _short(cells, in_json), people)
    for cell, start, end in sorted(spans, reverse=True):
        texts[names[cell]] = texts[names[cell]][:start] + REPLACEMENT + texts[names[cell]][end:]
    return {name: text for name, text in texts.items() if text != cells[name]}, set(found) if asks else set()


def _short(cells, in_json):
    """Return the values that may be a part of a name, and nothing for others; of JSON only what stands in strings."""
    short = {
        name: text if isinstance(text, str) and len(text) <= LONGEST and "\n" not in text else ""
        for name, text in cells.items()
    }
    return [only_strings(text) if name in in_json else text for name, text in short.items()]
