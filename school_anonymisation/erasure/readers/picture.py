"""Metadata of pictures (JPEG, PNG, WebP): texts are cut there; the picture itself stays byte for byte."""

import re
import struct
import zlib
from typing import Any

from .document import Document, Fixed
from .encoding import decode
from .kinds import open_document
from .marked_up import open_markup
from .runs import ANY_SCRIPT, InPlace, filling, texts

XMP = (b"http://ns.adobe.com/xap/1.0/\x00", b"http://ns.adobe.com/xmp/extension/\x00")
LARGEST_TEXT = 10_000_000
TEXT_CHUNKS = (b"tEXt", b"zTXt", b"iTXt")


class _Block:
    """One block of metadata; ``data`` changes in place, ``new`` is the whole block once it is written anew."""

    def __init__(self, start, data):
        self.start = start
        self.before = bytes(data)
        self.data = bytearray(data)

    @property
    def changed(self):
        """Whether anything was cut."""
        return self.data != self.before

    def rows(self):
        """Yield [cell] of the runs of letters."""
        for run in texts(self.before, ANY_SCRIPT):
            yield [InPlace(self.data, run)]


class _Picture(Document):
    """A picture cut up into blocks: ``blocks`` holds those with metadata."""

    def __init__(self, content):
        super().__init__()
        self._bytes = content
        self.blocks = []

    @property
    def changed(self):
        return any(block.changed for block in self.blocks)

    def rows(self):
        for block in self.blocks:
            yield from block.rows()

    def content(self):
        pieces, position = [], 0
        for block in self.blocks:
            pieces += [self._bytes[position : block.start], self.written(block)]
            position = block.start + len(block.before)
        return b"".join([*pieces, self._bytes[position:]])

    def written(self, block):
        """Return the bytes of a block."""
        return bytes(block.data)


class Jpeg(_Picture):
    """EXIF (whatever the tag and the encoding), XMP, IPTC and comments."""

    kind = "jpeg"

    def __init__(self, content):
        super().__init__(content)
        position = 2
        while position + 4 <= len(content) and content[position] == 0xFF:
            marker = content[position + 1]
            if marker == 0xFF:
                position += 1
                continue
            if marker in (0xD9, 0xDA):
                break
            (size,) = struct.unpack(">H", content[position + 2 : position + 4])
            if 0xE1 <= marker <= 0xEF or marker == 0xFE:
                self._add(position + 4, content[position + 4 : position + 2 + size])
            position += 2 + size
        else:
            self.unread = "damaged"

    def _add(self, start, data):
        if data.startswith(b"ICC_PROFILE\x00"):
            return
        self.blocks.append(_Xmp(start, data) if data.startswith(XMP) else _Block(start, data))


class _Xmp(_Block):
    """A block of XML that must keep its length; both an XML reader and the eye look at it."""

    def rows(self):
        offset = self.before.index(b"\x00") + 1
        if self.before.startswith(XMP[1]):
            offset += 40
        yield from marked_up_in_place(self.data, offset, len(self.data))


def marked_up_in_place(data, start, end):
    """Yield the rows of XML in bytes that keep their places."""
    decoded = decode(bytes(data[start:end]))
    document = open_markup(decoded)
    for row in document.own_rows():
        yield [_XmlInPlace(data, start, document, cell) for cell in row]


class _XmlInPlace:
    """A cell of XML that is overwritten, byte for byte."""

    def __init__(self, data, start, document, cell):
        self._data = data
        self._start = start
        self._document = document
        self._cell = cell
        self.text = cell.text

    def cut(self, start, end):
        """Overwrite text[start:end] in the bytes."""
        text, decoded = self._document.source.text, self._document.decoded
        for first, last in self._cell.places(start, end):
            begin = self._start + len(decoded.encode(text[:first]))
            size = len(decoded.encode(text[first:last]))
            self._data[begin : begin + size] = filling(size).encode("ascii")


class Png(_Picture):
    """Text chunks, packed or not, and EXIF; a chunk that changes gets a new length and a new checksum."""

    kind = "png"

    def __init__(self, content):
        super().__init__(content)
        position = 8
        while position + 12 <= len(content):
            (size,) = struct.unpack(">I", content[position : position + 4])
            name, end = content[position + 4 : position + 8], position + 12 + size
            if end > len(content):
                break
            if name in TEXT_CHUNKS:
                self.blocks.append(_TextChunk(position, content[position:end]))
            elif name == b"eXIf":
                self.blocks.append(_ExifChunk(position, content[position:end]))
            if name == b"IEND":
                return
            position = end
        self.unread = "damaged"

    def written(self, block):
        return _chunk(bytes(block.data[4:8]), bytes(block.data[8:-4])) if block.changed else block.before


def _chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


class _ExifChunk(_Block):
    """eXIf; its checksum is no text."""

    def rows(self):
        for run in texts(self.before[:-4], ANY_SCRIPT):
            yield [InPlace(self.data, run)]


class _TextChunk(_Block):
    """tEXt, zTXt or iTXt."""

    def __init__(self, start, data):
        super().__init__(start, data)
        self._name = self.before[4:8]
        body = self.before[8:-4]
        self._head, self._text = _split(self._name, body)
        self._packed = self._name == b"zTXt" or (self._name == b"iTXt" and _is_packed(body))
        self._codec = "utf-8" if self._name == b"iTXt" else "latin-1"
        self._document: Any = None

    def rows(self):
        keyword = self._head.partition(b"\x00")[0]
        for found in re.finditer(rb"[^\x00-\x1f]{2,}", self._head):
            yield [Fixed(found[0].decode(self._codec, "replace"))]
        raw = _unpacked(self._text) if self._packed else self._text
        if raw is None:
            return
        if keyword.startswith(b"Raw profile type"):
            yield from ([Fixed(text)] for text, *_place in texts(_profile(raw), ANY_SCRIPT))
        else:
            self._document = open_document(raw, "text.xml" if raw.lstrip().startswith(b"<") else "")
            yield from self._document.rows()
            if self._document.changed:
                self._rewrite()

    def _rewrite(self):
        raw = self._document.content()
        body = self._head + (zlib.compress(raw) if self._packed else raw)
        self.data = bytearray(_chunk(self._name, body))


def _split(name, body):
    """Return (what stands before the text, the text) of a chunk's data."""
    end = body.find(b"\x00") + 1
    if name == b"zTXt":
        end += 1
    elif name == b"iTXt":
        end = body.find(b"\x00", end + 2) + 1
        end = body.find(b"\x00", end) + 1
    return body[:end], body[end:]


def _is_packed(body):
    return body[body.find(b"\x00") + 1 :][:1] == b"\x01"


def _unpacked(data):
    """Return the text of a packed chunk, or None when it is broken or a bomb."""
    try:
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(data, LARGEST_TEXT)
    except zlib.error:
        return None
    return None if unpacker.unconsumed_tail else text


def _profile(raw):
    """Return the bytes of a profile that is written in hexadecimal after its name and length."""
    digits = re.sub(rb"[^0-9a-fA-F]", b"", b"".join(raw.split(b"\n")[3:]))
    return bytes.fromhex(digits[: len(digits) // 2 * 2].decode())


class WebP(_Picture):
    """EXIF and XMP of a WebP picture."""

    kind = "webp"

    def __init__(self, content):
        super().__init__(content)
        position = 12
        while position + 8 <= len(content):
            (size,) = struct.unpack("<I", content[position + 4 : position + 8])
            if content[position : position + 4] in (b"EXIF", b"XMP "):
                self.blocks.append(_Block(position + 8, content[position + 8 : position + 8 + size]))
            position += 8 + size + size % 2
