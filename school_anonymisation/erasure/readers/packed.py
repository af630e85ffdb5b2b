"""One packed file (gz, bz2, xz), and tar archives."""

import bz2
import gzip
import io
import lzma
import tarfile

from .document import CannotRewriteError, Cell, Document, Source, stream
from .kinds import LARGEST, open_document
from .zip_archive import BROKEN, MOST_MEMBERS

MODULES = {b"\x1f\x8b": gzip, b"BZh": bz2, b"\xfd7zXZ\x00": lzma}


def _limited(file, budget):
    """Return the bytes of a file, or None where it holds more than may be unpacked."""
    limit = min(LARGEST, budget.left)
    data = file.read(limit + 1)
    if len(data) > limit:
        return None
    budget.left -= len(data)
    return data


class CompressedFile(Document):
    """A file that was packed by itself."""

    kind = "gz"

    def __init__(self, content, depth, budget):
        super().__init__()
        self._bytes = content
        self._module = next(module for magic, module in MODULES.items() if content[:6].startswith(magic))
        self._name = _gzip_name(bytes(content[:1000])) if self._module is gzip else ""
        self._source = Source(self._name)
        self._inside = None
        try:
            with self._module.open(stream(content)) as packed_file:
                data = _limited(packed_file, budget)
        except (*BROKEN, lzma.LZMAError):
            self.unread = "damaged"
            return
        if data is None:
            self.unread = "too_large"
            return
        self._inside = open_document(data, self._name, depth + 1, budget)

    @property
    def changed(self):
        return self._source.changed or bool(self._inside and self._inside.changed)

    def rows(self):
        if self._name:
            yield [Cell(self._source, [(self._name, 0, len(self._name))])]
        if self._inside:
            yield from self._inside.rows()
            self.members += self._inside.not_read

    def content(self):
        if self._inside is None:
            raise CannotRewriteError
        data = self._inside.content() if self._inside.changed else self._module.decompress(bytes(self._bytes))
        if self._module is not gzip:
            return self._module.compress(data)
        target = io.BytesIO()
        time = int.from_bytes(self._bytes[4:8], "little")
        with gzip.GzipFile(self._source.result(), "wb", fileobj=target, mtime=time) as packed_file:
            packed_file.write(data)
        return target.getvalue()


def _gzip_name(head):
    """Return the name that a gzip file keeps of what was packed, or ""."""
    if len(head) < 10 or not head[3] & 0x08 or head[3] & 0x04:
        return ""
    return head[10 : head.find(b"\x00", 10)].decode("latin-1")


class TarArchive(Document):
    """A tar archive of files."""

    kind = "tar"

    def __init__(self, content, depth, budget):
        super().__init__()
        self._bytes = content
        self._depth = depth
        self._budget = budget
        self._members = []

    @property
    def changed(self):
        return any(
            source.changed or (document and document.changed) for _info, source, document, _data in self._members
        )

    def rows(self):
        try:
            with tarfile.open(fileobj=stream(self._bytes)) as archive:
                for number, info in enumerate(archive):
                    if number >= MOST_MEMBERS:
                        self.unread = "too_large"
                        return
                    yield from self._member(archive, info)
        except (*BROKEN, tarfile.TarError):
            self.unread = "damaged"

    def _member(self, archive, info):
        source, document, data = Source(f"{info.name}\n{info.linkname}"), None, b""
        middle = len(info.name)
        yield [Cell(source, [(info.name, 0, middle)])]
        if info.linkname:
            yield [Cell(source, [(info.linkname, middle + 1, len(source.text))])]
        if info.isreg():
            data = _limited(archive.extractfile(info), self._budget)
            if data is None:
                self.members.append("too_large")
            else:
                document = open_document(data, info.name, self._depth + 1, self._budget)
        self._members.append((info, source, document, data))
        if document:
            yield from document.rows()
            self.members += document.not_read

    def content(self):
        if self.unread or any(data is None for *_rest, data in self._members):
            raise CannotRewriteError
        target = io.BytesIO()
        with tarfile.open(fileobj=target, mode="w") as new:
            for info, source, document, data in self._members:
                content = document.content() if document and document.changed else data
                info.name, _newline, info.linkname = source.result().partition("\n")
                if source.changed:
                    # A long name stands in a header of its own.
                    info.pax_headers = {}
                info.size = len(content)
                new.addfile(info, io.BytesIO(content))
        return target.getvalue()
