"""Tells a file's kind by its bytes, and opens it."""

import re
from dataclasses import dataclass

from .document import Document
from .encoding import declared_encoding, decode, is_text

# More is not unpacked, nor taken into memory.
LARGEST = 100_000_000
LARGEST_TOTAL = 500_000_000
# Bigger texts are read as lines, whatever they are.
LARGEST_TREE = 32_000_000
DEEPEST = 3

MEDIA = (
    b"ID3",
    b"OggS",
    b"fLaC",
    b"\x1aE\xdf\xa3",
    b"\x00\x01\x00\x00\x00",
    b"OTTO",
    b"wOFF",
    b"wOF2",
    b"GIF8",
    b"II*\x00",
    b"MM\x00*",
    b"FLV\x01",
    b"MThd",
    b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",
    b"\x00\x00\x01\xba",
    b"\xff\xfb",
    b"\xff\xf3",
    b"\xff\xf2",
)
PACKED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
MAIL = re.compile(rb"(?:From [^\n]*\n)?(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n")
# What passes servers gets a long head; nobody writes a longer one.
LONGEST_HEAD = 262_144
BEGINS_AS_MAIL = re.compile(rb"(?:From [^\n]*\n)?[!-9;-~]+:")
MAIL_FIELDS = re.compile(
    rb"^(?:From|To|Subject|Received|Return-Path|MIME-Version|Content-Type|Message-ID|Delivered-To|Date):",
    re.IGNORECASE | re.MULTILINE,
)
LINED = re.compile(rb"(?:\xef\xbb\xbf)?\s*BEGIN:(VCARD|VCALENDAR|VEVENT|VTODO)\s", re.IGNORECASE)
TAGGED = re.compile(r"</(?:p|div|td|span|a|b|i|html|body|h\d|li|font|o:p)>|<br\s*/?>", re.IGNORECASE)


@dataclass
class Budget:
    """What may still be unpacked, by all that one file holds together, and whether anything will be written."""

    left: int = LARGEST_TOTAL
    reads_only: bool = False


def open_document(content, name="", depth=0, budget=None):
    """Return the Document of bytes (or a memory map), opened by the reader of its kind.

    :param name: the file's name; it decides only between kinds of text.
    """
    budget = budget or Budget()
    head = bytes(content[:4096])
    opened = _packed(content, head, depth, budget) or _binary(content, head, depth, budget)
    if opened:
        return opened
    from .closed import closed_kind
    from .runs import Unknown

    if code := closed_kind(content, head, name.lower()):
        return Unknown(content, code)
    if is_text(bytes(content[:65536])):
        return _text(content, head, name.lower(), depth, budget)
    return Unknown(content)


def _packed(content, head, depth, budget):
    is_zip = head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK00PK\x03\x04"))
    is_tar = head[257:262] == b"ustar"
    if not (is_zip or is_tar or head.startswith(PACKED)):
        return None
    if depth > DEEPEST:
        return Document("too_deep")
    from .packed import CompressedFile, TarArchive
    from .zip_archive import open_zip

    if is_zip:
        return open_zip(content, depth, budget)
    return TarArchive(content, depth, budget) if is_tar else CompressedFile(content, depth, budget)


def _binary(content, head, depth, budget):
    from . import runs

    if is_media(head):
        return runs.Media(content)
    if not _is_small_binary(head):
        return None
    if len(content) > LARGEST:
        return runs.Media(content, unread="too_large")
    content = bytes(content)
    if b"%PDF-" in head[:1024]:
        from .pdf import Pdf

        return Pdf(content, depth, budget)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        from .old_office import open_old_office

        return open_old_office(content, depth, budget)
    if head.startswith(rb"{\rtf"):
        from .rich_text import RichText

        return RichText(content)
    from .picture import Jpeg, Png, WebP

    if head.startswith(b"\xff\xd8\xff"):
        return Jpeg(content)
    return Png(content) if head.startswith(b"\x89PNG") else WebP(content)


def is_media(head):
    """Whether a file's beginning is that of a film, a sound, a font or a picture without readable metadata."""
    return (
        head.startswith(MEDIA)
        or head[4:8] in (b"ftyp", b"moov", b"mdat")
        or (head.startswith(b"RIFF") and head[8:12] != b"WEBP")
        or (head.startswith(b"BM") and head[6:10] == bytes(4))
    )


def _is_small_binary(head):
    return (
        head.startswith((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", rb"{\rtf", b"\xff\xd8\xff", b"\x89PNG", b"RIFF"))
        or b"%PDF-" in head[:1024]
    )


def shows_its_text(content):
    """Whether what stands in a file stands in its bytes, letter for letter or in the escapes of HTML and JSON."""
    head = content[:4096]
    if not is_text(head) or b"\0" in head or MAIL.match(content, 0, LONGEST_HEAD) or LINED.match(head):
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def needs_parser(head, name=""):
    """Whether a file is of a kind whose reader may crash, loop or swell: it is read in a process of its own."""
    if not is_text(head):
        return not is_media(head)
    return (
        _is_small_binary(head)
        or b"<" in head
        or head.lstrip()[:1] in (b"{", b"[")
        or name.lower().endswith(".eml")
        or bool(BEGINS_AS_MAIL.match(head) and MAIL_FIELDS.search(head))
        # Files of any kind may stand in it.
        or bool(LINED.match(head))
    )


def _text(content, head, name, depth, budget):
    from .plain_text import PlainText

    document = None
    if len(content) <= LARGEST_TREE:
        content = bytes(content)
        document = _lined(content, head, name, depth, budget) or _tree(content, name)
    return document or PlainText(content, name.endswith((".csv", ".tsv", ".tab")), budget.reads_only)


def _lined(content, head, name, depth, budget):
    """Return the Document of a text whose lines have names, or None."""
    if LINED.match(head):
        from .lined import CardOrCalendar

        return CardOrCalendar(decode(content), depth, budget)
    if MAIL.match(content, 0, LONGEST_HEAD) and (name.endswith(".eml") or MAIL_FIELDS.search(head)):
        if head.startswith(b"From "):
            from .mailbox import Mailbox

            return Mailbox(content, depth, budget)
        from .mail import Mail

        return Mail(content, depth, budget)
    return None


def _tree(content, name):
    """Return the Document of a text with tags or brackets, or None."""
    if b"<" not in content and content[:200].strip()[:1] not in (b"{", b"[", b"\xef", b"\xff", b"\xfe"):
        return None
    decoded = decode(content)
    start = decoded.text[:200].lstrip()[:1]
    if start == "<" or name.endswith((".htm", ".html", ".xml", ".svg")) or TAGGED.search(decoded.text[:100_000]):
        from .marked_up import open_markup

        declared = declared_encoding(content)
        return open_markup(decode(content, declared) if declared else decoded)
    if start in ("{", "["):
        from .json_tree import JsonTree, is_json

        return JsonTree(decoded) if is_json(decoded.text) else None
    return None
