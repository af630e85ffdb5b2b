"""ZIP archives: every member is opened by its own reader; members that do not change are copied as they are."""

import io
import struct
import zipfile
import zlib

from .document import CannotRewriteError, Cell, Document, Fixed, Source, stream
from .kinds import DEEPEST, LARGEST, open_document

# A member that unpacks to more than so many times its size, and to more than a few megabytes, is a bomb.
BOMB_RATIO = 300
BOMB_SIZE = 20_000_000
MOST_MEMBERS = 20_000
# Where documents and books say which of their members are encrypted.
MANIFEST, ENCRYPTED = "META-INF/manifest.xml", b"encryption-data"
LARGEST_MANIFEST = 1_000_000
ENCRYPTION = "META-INF/encryption.xml"
# A member's own flag that it is encrypted.
IS_LOCKED = 0x1
# Names and notes of old machines are in the code page of that machine, and none says which.
OLD_PAGES = ("utf-8", "cp865", "cp1252")
# What zlib, bz2, lzma and zipfile raise on broken data is not one family.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    struct.error,
    KeyError,
    IndexError,
    OverflowError,
    MemoryError,
)


def open_zip(content, depth, budget):
    """Return the Document of a ZIP archive: an Office document, or any other."""
    from .office import OpenDocument, OpenXml
    from .runs import Unknown
    from .workbook import Workbook

    try:
        archive = zipfile.ZipFile(stream(content))
    except BROKEN:
        return Unknown(content, "damaged")
    names = set(archive.namelist())
    if len(names) > MOST_MEMBERS:
        return Document("too_large")
    if is_encrypted(archive, names):
        return Unknown(content, "locked")
    if "xl/workbook.xml" in names:
        return Workbook(content, archive, depth, budget)
    if "[Content_Types].xml" in names:
        return OpenXml(content, archive, depth, budget)
    if "mimetype" in names and "content.xml" in names:
        return OpenDocument(content, archive, depth, budget)
    return ZipArchive(content, archive, depth, budget)


def is_encrypted(archive, names):
    """Whether an archive says of its own members that they are encrypted: a document with a password, a book."""
    if ENCRYPTION in names:
        return True
    try:
        with archive.open(MANIFEST) as manifest:
            return ENCRYPTED in manifest.read(LARGEST_MANIFEST)
    except BROKEN:
        # Whoever opens its members says what is wrong with it.
        return False


class ZipArchive(Document):
    """An archive of files; ``archive`` is its open ZipFile."""

    kind = "zip"

    def __init__(self, content, archive, depth, budget):
        super().__init__()
        self._bytes = content
        self.archive = archive
        self._depth = depth
        self._budget = budget
        self.opened = {}
        self._names = {}

    @property
    def changed(self):
        return self._names_changed() or any(document.changed for document in self.opened.values())

    def rows(self):
        for info in self.archive.infolist():
            yield from self.name_rows(info)
            document = self.member(info)
            if document:
                yield from document.rows()
                self.note(document)
        yield from _by_old_pages(self.archive.comment)

    def name_rows(self, info):
        """Yield a member's name and note; what was written on an old machine, also as that machine meant it."""
        source = Source(info.filename)
        self._names[info.filename] = source
        yield [Cell(source, [(info.filename, 0, len(info.filename))])]
        if not info.filename.isascii() and not info.flag_bits & 0x800:
            yield from _by_old_pages(info.filename.encode("cp437", "replace"))
        yield from _by_old_pages(info.comment)

    def member(self, info):
        """Return the Document of a member, or None; what could not be unpacked is noted."""
        if info.is_dir():
            return None
        data = self.unpacked(info)
        if data is None:
            return None
        document = self.open_member(info, data)
        self.opened[info.filename] = document
        return document

    def open_member(self, info, data):
        """Return the Document of a member's bytes."""
        return open_document(data, info.filename, self._depth + 1, self._budget)

    def unpacked(self, info):
        """Return the bytes of a member, or None."""
        code = self._too_much(info)
        if not code:
            try:
                with self.archive.open(info) as member:
                    data = member.read(min(LARGEST, self._budget.left) + 1)
            except BROKEN:
                code = "damaged"
        if not code and len(data) > min(LARGEST, self._budget.left):
            code = "too_large"
        if code:
            self.members.append(code)
            return None
        self._budget.left -= len(data)
        return data

    def _too_much(self, info):
        if info.flag_bits & IS_LOCKED:
            return "locked"
        if self._depth > DEEPEST:
            return "too_deep"
        is_bomb = info.file_size > BOMB_SIZE and info.file_size > BOMB_RATIO * max(info.compress_size, 1)
        return "too_large" if is_bomb or info.file_size > min(LARGEST, self._budget.left) else ""

    def note(self, document):
        """Take over what a member could not say."""
        self.members += document.not_read

    def content(self):
        """Return the archive with the members that changed, each under the name that it has now.

        :raises CannotRewriteError: a member is encrypted: what its key is checked by would not be copied; or two
            members have one name: which of them changes cannot be told.
        """
        infos = self.archive.infolist()
        if any(info.flag_bits & IS_LOCKED for info in infos) or len({info.filename for info in infos}) < len(infos):
            raise CannotRewriteError
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as new:
            new.comment = self.archive.comment
            used = {name for name, source in self._names.items() if not source.changed}
            for info in infos:
                document = self.opened.get(info.filename)
                source = self._names.get(info.filename)
                name = info.filename
                if source and source.changed:
                    name = _unused(source.result(), used)
                    used.add(name)
                if document and document.changed:
                    _write(new, info, name, document.content())
                else:
                    _copy(self._bytes, new, info, name)
        return target.getvalue()

    def _names_changed(self):
        return any(source.changed for source in self._names.values())


class _Info(zipfile.ZipInfo):
    """A member whose name is written with the bytes that it had."""

    raw: tuple | None = None

    def _encodeFilenameFlags(self):  # noqa: N802
        # Python's own, which its type stubs do not know.
        return self.raw or super()._encodeFilenameFlags()  # type: ignore[misc]


def _by_old_pages(raw):
    """Yield a row for each way to read the bytes of a name or a note; nothing of an empty one."""
    if raw:
        yield from ([Fixed(raw.decode(codec, "replace"))] for codec in OLD_PAGES[: 1 if raw.isascii() else None])


def _unused(name, used):
    stem, dot, ending = name.rpartition(".")
    number, wanted = 2, name
    while wanted in used:
        wanted = f"{stem or name} {number}{dot}{ending if stem else ''}"
        number += 1
    return wanted


def _described(info, name):
    """Return a copy of a member's description, under a name."""
    copy = _Info(name, info.date_time)
    for field in ("compress_type", "comment", "create_system", "create_version", "extract_version", "internal_attr"):
        setattr(copy, field, getattr(info, field))
    copy.external_attr = info.external_attr
    copy.flag_bits = info.flag_bits & ~0x08
    if name == info.filename:
        is_unicode = info.flag_bits & 0x800
        copy.raw = (info.orig_filename.encode("utf-8" if is_unicode else "cp437"), copy.flag_bits)
    return copy


def _write(new, info, name, data):
    described = _described(info, name)
    described.file_size = len(data)
    method = info.compress_type if info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) else None
    new.writestr(described, data, zipfile.ZIP_DEFLATED if method is None else method)


def _copy(content, new, info, name):
    """Write a member as it is packed, without unpacking it: what is damaged in it, is so afterwards."""
    described = _described(info, name)
    described.CRC, described.compress_size, described.file_size = info.CRC, info.compress_size, info.file_size
    start = info.header_offset
    name_size, extra_size = struct.unpack("<HH", content[start + 26 : start + 30])
    first = start + 30 + name_size + extra_size
    described.header_offset = new.fp.tell()
    new.fp.write(described.FileHeader(zip64=None))
    new.fp.write(content[first : first + info.compress_size])
    new.filelist.append(described)
    new.NameToInfo[name] = described
    new.start_dir = new.fp.tell()
    new._didModify = True
