"""A file's text as one string, for those who look for values in it and know nothing of rows."""

from .kinds import needs_parser
from .reading import readings, rewrite


def is_packed(content):
    """Whether a file's text cannot be seen in its bytes."""
    return needs_parser(bytes(content[:4096])) or content.startswith((b"\xff\xfe", b"\xfe\xff"))


def text_of(content):
    """Return the text of a file's bytes, a row a line."""
    return "\n".join("\t".join(row) for part in readings(content) for row in part.rows)


def redacted(content, redact):
    """Return the file's bytes with its texts redacted, or None when this kind of file cannot be written again.

    :param redact: function from text to text.
    """
    return rewrite(content, lambda cells: [change for place in enumerate(cells) for change in _changed(*place, redact)])


def _changed(number, text, redact):
    """Return [(number, start, end)] of what ``redact`` changes in a text, as one span."""
    clean = redact(text)
    if clean == text:
        return []
    start, shortest = 0, min(len(text), len(clean))
    while start < shortest and text[start] == clean[start]:
        start += 1
    end = 0
    while end < shortest - start and text[-1 - end] == clean[-1 - end]:
        end += 1
    return [(number, start, len(text) - end)]
