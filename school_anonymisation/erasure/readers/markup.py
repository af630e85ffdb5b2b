"""Finds the tags, texts and attributes of HTML and XML with their places, so that a text can change and no tag does."""

import html
import re
from urllib.parse import unquote_to_bytes

# A tag ends at ">" outside quotes; one whose quotes do not end, at the first ">".
TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)"
    r"|<![A-Za-z](?:[^<>\[\]]|\[[^\]]*\])*>"
    r"""|</?[A-Za-z_](?:"[^"]{0,100000}"|'[^']{0,100000}'|[^<>"'])*>|</?[A-Za-z_][^<>]*>""",
    re.DOTALL,
)
NAME = re.compile(r"</?([^\s/>]+)")
ATTRIBUTE = re.compile(r"""([^\s=/"'<>]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=`]+))""")
ENTITY = re.compile(r"&(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,30});?")
PERCENT = re.compile(
    r"%[0-7][0-9A-Fa-f]|%[cCdD][0-9A-Fa-f]%[89aAbB][0-9A-Fa-f]|%[eE][0-9A-Fa-f](?:%[89aAbB][0-9A-Fa-f]){2}"
)
# What an HTML page holds between these is no markup.
RAW = {"script", "style"}


class Token:
    """A piece of markup: ``kind`` is open, close, single, text, note (comment, processing instruction) or skip."""

    __slots__ = ("end", "kind", "name", "start")

    def __init__(self, kind, name, start, end):
        self.kind = kind
        self.name = name
        self.start = start
        self.end = end


def tokens(text, is_html=False, start=0, stop=None):
    """Yield the Tokens of text[start:stop]; names are without prefix, HTML's in small letters."""
    position, stop = start, len(text) if stop is None else stop
    while position < stop:
        found = _next_tag(text, position, stop)
        first, end = found.span() if found else (stop, stop)
        if first > position:
            yield Token("text", "", position, first)
        position = end
        if not found:
            return
        token = _token(found[0], first, end, is_html)
        yield token
        if is_html and token.kind == "open" and token.name in RAW:
            close = re.compile(rf"</{token.name}", re.IGNORECASE).search(text, end)
            position = close.start() if close else stop
            yield Token("note", "", end, position)


def _next_tag(text, position, stop):
    """Return the match of the next tag, or None; a "<" that begins none is a letter."""
    while (position := text.find("<", position, stop)) >= 0:
        found = TAG.match(text, position, stop)
        if found:
            return found
        position += 1
    return None


def _token(tag, start, end, is_html):
    if tag.startswith("<!--"):
        return Token("note", "", start + 4, max(end - 3, start + 4))
    if tag.startswith("<![CDATA["):
        return Token("text", "cdata", start + 9, end - 3 if tag.endswith("]]>") else end)
    if tag.startswith("<?"):
        return Token("note", "", start + 2, max(end - 2, start + 2))
    if tag.startswith("<!"):
        return Token("skip", "", start, end)
    name = _name(tag, 0)
    name = name.lower() if is_html else name.rpartition(":")[2]
    if tag.startswith("</"):
        return Token("close", name, start, end)
    return Token("single" if tag.endswith("/>") else "open", name, start, end)


def parts(text, token):
    """Return the parts of a text Token, entities as the letters that they stand for."""
    if token.name == "cdata":
        return [(text[token.start : token.end], token.start, token.end)]
    return unescaped(text, token.start, token.end, ENTITY, html.unescape)


def _name(text, start):
    found = NAME.match(text, start)
    return found[1] if found else ""


def attributes(text, token):
    """Yield (start, end) of the value of each attribute in an opening tag, but of the names of namespaces."""
    begin = token.start + 1 + len(_name(text, token.start))
    for found in ATTRIBUTE.finditer(text, begin, token.end):
        if not found[1].startswith("xmlns"):
            yield found.span(found.lastindex or 0)


def stray_words(text, found):
    """Yield (start, end) of words in angle brackets that some Tokens take for a tag: <photo of a choir.jpg>."""
    closed = {token.name for token in found if token.kind == "close"}
    for token in found:
        if token.kind in ("open", "single"):
            words, value, _rest = text[token.start + 1 : token.end - 1].partition("=")
            several = len(words.replace("/", " ").split()) > (2 if value else 1)
            # No element of HTML has a sign in its name; one of XML is closed.
            is_one = token.kind == "open" and not value and not words.isalnum() and token.name not in closed
            if several or is_one:
                yield token.start + 1, token.start + 1 + len(words)


def attribute_parts(text, start, end):
    """Return the parts of an attribute's value; entities and what an address escapes as the letters that they are."""
    value = text[start:end]
    if "&" in value:
        return unescaped(text, start, end, ENTITY, html.unescape)
    if "%" in value:
        return unescaped(text, start, end, PERCENT, lambda code: unquote_to_bytes(code).decode("utf-8", "replace"))
    return [(value, start, end)]


def unescaped(text, start, end, pattern, letters):
    """Return the parts of text[start:end] in which ``letters`` says what a match of ``pattern`` stands for."""
    found_parts, position = [], start
    for found in pattern.finditer(text, start, end):
        if found.start() > position:
            found_parts.append((text[position : found.start()], position, found.start()))
        found_parts.append((letters(found[0]), *found.span()))
        position = found.end()
    if position < end:
        found_parts.append((text[position:end], position, end))
    return found_parts
