"""Reads what people can read out of a file: PDF, Office documents, text; and redacts what can be written again."""

import io
import zipfile

from lxml import etree
from PIL import Image, UnidentifiedImageError

from odoo.tools.pdf import PdfFileReader

PARAGRAPHS = ("p", "si", "t", "h", "title", "creator", "lastModifiedBy", "subject", "description", "keywords")
# A member that unpacks to more than this is no document.
LARGEST_MEMBER = 100_000_000


def is_packed(content):
    """Whether a file's text cannot be seen in its bytes."""
    return content.startswith((b"%PDF", b"PK\x03\x04", b"\xff\xfe", b"\xfe\xff"))


def text_of(content):
    """Return the text of a file's bytes, a paragraph a line; of an unknown kind, whatever is text in it."""
    if content.startswith(b"%PDF"):
        return _pdf(content)
    if content.startswith(b"PK\x03\x04"):
        return _archive(content)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    text = content.decode("utf-8", "ignore")
    if text.isprintable() or b"\x00" not in content[:4096]:
        return text if content.isascii() or _is_utf8(content) else f"{text}\n{content.decode('latin-1')}"
    return f"{text}\n{_picture(content)}"


def redacted(content, redact):
    """Return the file's bytes with its texts redacted, or None when this kind of file cannot be written again.

    :param redact: function from text to text.
    """
    if content.startswith(b"PK\x03\x04"):
        return _archive_redacted(content, redact)
    if content.startswith(b"%PDF") or b"\x00" in content:
        return None
    encoding = "utf-8" if _is_utf8(content) else "latin-1"
    text = content.decode(encoding)
    return redact(text).encode(encoding)


def _is_utf8(content):
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _pdf(content):
    pieces = [content.decode("latin-1")]
    # What a broken PDF makes the reader raise is not foreseeable; its bytes are searched all the same.
    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        pieces += [str(value) for value in (reader.metadata or {}).values()]
        for page in reader.pages:
            pieces.append(page.extract_text() or "")
    except Exception:  # noqa: BLE001 pylint: disable=broad-except
        return "\n".join(pieces)
    return "\n".join(pieces)


def _archive(content):
    pieces = []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                pieces.append(member.filename)
                if member.file_size <= LARGEST_MEMBER and not member.is_dir():
                    pieces.append(_member(archive.read(member)))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError):
        pieces.append(content.decode("utf-8", "ignore"))
    return "\n".join(pieces)


def _member(content):
    text = content.decode("utf-8", "ignore")
    if not content.lstrip().startswith(b"<"):
        return text
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))
    except etree.XMLSyntaxError:
        return text
    if root is None:
        return text
    lines = ["".join(item.itertext()) for item in root.iter() if _tag(item) in PARAGRAPHS]
    return "\n".join([text, *lines])


def _tag(item):
    return etree.QName(item).localname if isinstance(item.tag, str) else ""


def _archive_redacted(content, redact):
    target = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            for member in archive.infolist():
                data = archive.read(member)
                if _is_utf8(data) and b"\x00" not in data:
                    data = redact(data.decode()).encode()
                new.writestr(redact(member.filename), data)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError):
        return None
    return target.getvalue()


def _picture(content):
    """Return the texts that a camera or an editor wrote into a picture."""
    try:
        picture = Image.open(io.BytesIO(content))
        values = [*picture.info.values(), *picture.getexif().values()]
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return ""
    return "\n".join(
        value.decode("utf-8", "ignore") if isinstance(value, bytes) else value
        for value in values
        if isinstance(value, (str, bytes))
    )
