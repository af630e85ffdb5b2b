"""Word and PowerPoint (Office Open XML), and OpenDocument: ZIP archives whose parts are XML."""

import re

from .document import CannotRewriteError
from .encoding import declared_encoding, decode
from .marked_up import MarkedUp
from .vocabulary import OFFICE, XML
from .zip_archive import ZipArchive

XML_NAMES = (".xml", ".rels", ".vml", ".xhtml", ".rdf", ".svg")
# What other programs have put into an Office document, in tags of their own.
CUSTOM = "customxml/"
VALUE_TYPE = re.compile(r'(value-type=")[a-z]+(?=")')
VALUE = re.compile(r'\s[\w.-]+:(?:value|date-value|time-value|boolean-value|currency)="[^"]*"')


class OfficeArchive(ZipArchive):
    """An Office document; its parts refer to each other by name, so that these stay."""

    def open_member(self, info, data):
        if info.filename.lower().endswith(XML_NAMES) or data[:5] == b"<?xml":
            declared = declared_encoding(data)
            return self.open_part(info, decode(data, declared))
        return super().open_member(info, data)

    def open_part(self, info, decoded):
        """Return the Document of a part."""
        return MarkedUp(decoded, "part", XML if info.filename.casefold().startswith(CUSTOM) else OFFICE)

    def content(self):
        if self._names_changed():
            raise CannotRewriteError
        return super().content()


class OpenXml(OfficeArchive):
    """A .docx or .pptx."""

    kind = "docx"

    def __init__(self, content, archive, depth, budget):
        super().__init__(content, archive, depth, budget)
        if any(name.startswith("ppt/") for name in archive.namelist()):
            self.kind = "pptx"


class OpenDocument(OfficeArchive):
    """An .odt, .ods or .odp."""

    kind = "odf"

    def open_part(self, info, decoded):
        return _OpenDocumentPart(decoded, "part", OFFICE)


class _OpenDocumentPart(MarkedUp):
    """A part in which the value of a cell stands twice, as it is shown and as a number or date."""

    def content(self):
        text = self.source.text
        for tag, end in self._cells():
            if VALUE_TYPE.search(text, tag.start, tag.end) and self.source.touches(tag.start, end):
                shown = VALUE.sub("", text[tag.start : tag.end])
                self.source.replace(tag.start, tag.end, VALUE_TYPE.sub(r"\g<1>string", shown))
        return super().content()

    def _cells(self):
        """Return [(opening tag, end of the cell)]."""
        cells, opened = [], None
        for token in self.tokens():
            if token.name not in OFFICE.cell:
                continue
            if token.kind == "close" and opened:
                cells.append((opened, token.start))
                opened = None
            elif token.kind == "open":
                opened = token
            elif token.kind == "single":
                cells.append((token, token.end))
        return cells
