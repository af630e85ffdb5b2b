"""Turns bytes into text and back, in the encoding in which they were found."""

import codecs
import re
from dataclasses import dataclass, field

import chardet

from .document import CannotRewriteError, without_surrogates

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Files say nothing of their code page; these are what Windows, DOS and the Mac wrote in schools.
CODE_PAGES = ("cp1252", "cp865", "mac_roman", "cp1250", "cp1251", "cp1254")
# Of CJK files the guess is good; of a few European letters it is not.
WIDE = {"big5", "gb2312", "gb18030", "gbk", "shift_jis", "cp932", "euc-jp", "euc-kr", "cp949", "iso-2022-jp"}
# Programs declare these whatever they write: the bytes say more.
LOOSE = {"ascii", "iso8859-1", "cp1252"}
# These the bytes tell, by a mark or by themselves.
EVIDENT = ("utf-8", "utf-16", "utf-32")
# Nobody types these; in an encoding of ISO they are letters of Windows that was declared wrongly.
MISREAD = re.compile("[\x80-\x9f]")
SAMPLE = 65536
CONTROLS = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f\x7f]")
DECLARED = re.compile(rb"""(?:encoding|charset)\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)


@dataclass(repr=False)
class Decoded:
    """A text and its way back to bytes. ``tables``: what other code pages make of its letters, for str.translate."""

    text: str
    codec: str
    mark: bytes = b""
    exact: bool = True
    tables: list = field(default_factory=list)

    def encode(self, text):
        """Return bytes in the encoding and with the mark of the original.

        :raises CannotRewriteError: the original's bytes were no whole text.
        """
        if not self.exact:
            raise CannotRewriteError
        return self.mark + text.encode(self.codec, _errors(self.codec))


def decode(content, declared=""):
    """Return the Decoded of bytes; an encoding that is ``declared`` is tried before any guess."""
    for mark, codec in MARKS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], codec, mark)
    wide = _unmarked_utf16(content[:SAMPLE])
    if wide:
        return _decoded(content, wide)
    for codec in (declared, "utf-8"):
        if codec and _fits(content, codec):
            return _decoded(content, codec)
    if _mostly_utf8(content):
        return _decoded(content, "utf-8")
    return _by_code_page(content)


def decode_declared(content, declared):
    """Return the Decoded of a text whose encoding only its ``declared`` name tells; None where its bytes do."""
    try:
        codec = codecs.lookup(declared).name
        text = without_surrogates(content.decode(codec, "replace" if content.isascii() else "strict"))
    except (LookupError, ValueError, AssertionError):
        return None
    if codec in LOOSE or codec.startswith(EVIDENT) or text.isascii() or MISREAD.search(text) or not is_text(content):
        return None
    if not content.isascii() and _fits(content, "utf-8"):
        return None
    return Decoded(text, codec, exact=_round_trip(text, codec) == content)


def declared_encoding(content):
    """Return what an XML or HTML file says of its encoding, or ""."""
    found = DECLARED.search(content[:2048])
    return found[1].decode("ascii", "ignore") if found else ""


def is_text(content):
    """Whether bytes are a text in any encoding, judged by their beginning."""
    sample = content[:SAMPLE]
    if sample.startswith(tuple(mark for mark, _codec in MARKS[1:])) or _unmarked_utf16(sample):
        return True
    return b"\x00" not in sample and len(CONTROLS.findall(sample)) * 100 <= len(sample)


def _decoded(content, codec, mark=b""):
    text = content.decode(codec, _errors(codec) if _can_escape(content, codec) else "replace")
    exact = _round_trip(text, codec) == content
    return Decoded(text, codec, mark, exact)


def _round_trip(text, codec):
    try:
        return text.encode(codec, _errors(codec))
    except UnicodeError:
        return None


def _can_escape(content, codec):
    try:
        content.decode(codec, _errors(codec))
    except UnicodeError:
        return False
    return True


def _errors(codec):
    return "surrogatepass" if codec.startswith(("utf-16", "utf-32")) else "surrogateescape"


def _fits(content, codec):
    try:
        if codecs.lookup(codec).name in ("utf-16", "utf-32"):
            return False
        content.decode(codec)
    except (LookupError, ValueError, AssertionError):
        return False
    return True


def _unmarked_utf16(sample):
    """Return utf-16-le or utf-16-be where every other byte is zero, or ""."""
    sample = sample[: len(sample) // 2 * 2]
    if len(sample) < 8 or b"\x00" not in sample:
        return ""
    units = len(sample) // 2
    low, high = sample[::2].count(0), sample[1::2].count(0)
    if high > units * 0.6 and low < units * 0.02 and _fits(sample, "utf-16-le"):
        return "utf-16-le"
    if low > units * 0.6 and high < units * 0.02 and _fits(sample, "utf-16-be"):
        return "utf-16-be"
    return ""


def _mostly_utf8(content):
    text = content[: SAMPLE * 16].decode("utf-8", "surrogateescape")
    broken = sum(1 for letter in text if "\ud800" <= letter <= "\udfff")
    whole = sum(1 for letter in text if letter > "\x7f") - broken
    return whole > broken * 4


def _by_code_page(content):
    guess = (chardet.detect(content[: SAMPLE // 4]).get("encoding") or "").lower()
    if guess in WIDE and _fits(content, guess):
        return _decoded(content, guess)
    pages = [page for page in CODE_PAGES if _plausible(content[: SAMPLE * 4], page)] or [CODE_PAGES[0]]
    decoded = _decoded(content, pages[0])
    decoded.tables = [_table(pages[0], page) for page in pages[1:]]
    return decoded


def _plausible(content, page):
    """Whether most bytes above ASCII that touch a letter are letters in a code page."""
    text = content.decode(page, "replace")
    touching = re.findall(r"(?<=[A-Za-z])[^\x00-\x7f]|[^\x00-\x7f](?=[A-Za-z])", text)
    return sum(letter.isalpha() for letter in touching) * 2 >= len(touching)


def _table(page, other):
    bytes_ = [bytes([number]) for number in range(128, 256)]
    return {
        ord(byte.decode(page, "replace")): byte.decode(other, "replace")
        for byte in bytes_
        if byte.decode(page, "replace") != "\ufffd"
    }
