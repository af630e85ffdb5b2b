"""The pivot caches of Excel workbooks, in which the list that a pivot table counts is kept again: a record is a row."""

import re

from .document import CannotRewriteError, Cell, Fixed
from .marked_up import MarkedUp
from .markup import attribute_parts
from .vocabulary import OFFICE

RECORDS = re.compile(r"xl/pivotcache/pivotcacherecords[^/]*\.xml")
RELATIONS = re.compile(r"(xl/pivotcache/)_rels/([^/]+)\.rels")
FIELD, SHARED = (
    re.compile(rf"<(?:\w+:)?{tag}(?=[\s/>])([^>]*?)(?:/>|>(.*?)</(?:\w+:)?{tag}>)", re.DOTALL)
    for tag in ("cacheField", "sharedItems")
)
ITEM = re.compile(
    r'<(?:\w+:)?(?P<tag>[bdemnsx])(?=[\s/>])(?:\s+(?!v=)[\w:]+="[^"]*")*(?:\s+v="(?P<value>[^"]*)")?|</(?:\w+:)?r>'
)
# What is computed has no values in the records.
COMPUTED = 'databaseField="0"'


def definition_of(records, opened):
    """Return the Source of the part that says which fields some records have, or None.

    :param records: name of the part with the records, in small letters.
    :param opened: {name of a part: Document} of the parts that were read before it.
    """
    parts = {name.casefold(): document for name, document in opened.items()}
    target = records.rpartition("/")[2] + '"'
    for name, document in parts.items():
        found = RELATIONS.fullmatch(name)
        if found and target in document.source.text.casefold() and found[1] + found[2] in parts:
            return parts[found[1] + found[2]].source
    return None


class CacheRecords(MarkedUp):
    """xl/pivotCache/pivotCacheRecords*.xml.

    :param definition: the Source of the part that holds the items which records share, or None.
    """

    def __init__(self, decoded, definition):
        super().__init__(decoded, "part", OFFICE)
        self._definition = definition
        self._shared = _shared_items(definition.text) if definition else []

    def rows(self):
        yield from super().rows()
        row = []
        for found in ITEM.finditer(self.source.text):
            if found["tag"]:
                row.append(self._cell(found, len(row)))
            elif row:
                yield row
                row = []

    def _cell(self, found, field):
        if found["tag"] != "x":
            return Cell(self.source, attribute_parts(self.source.text, *_place(found)))
        try:
            place = self._shared[field][int(found["value"] or "")]
        except (IndexError, ValueError):
            self.unread = "damaged"
            return Fixed("")
        return _SharedItem(self._definition, attribute_parts(self._definition.text, *place))


class _SharedItem(Cell):
    """An item that other records may share: it goes by what it says itself, and for the sake of one record never."""

    __slots__ = ()

    def cut(self, start, end):
        """Refuse, unless it has gone already."""
        if not all(self._source.touches(*place) for place in self.places(start, end)):
            raise CannotRewriteError


def _shared_items(text):
    """Return [[place of the value of an item]] of a definition: a list for each field that records have."""
    fields = [field for field in FIELD.finditer(text) if COMPUTED not in field[1]]
    lists = [SHARED.search(text, *field.span(2)) if field[2] else None for field in fields]
    return [
        [_place(item) for item in ITEM.finditer(text, *found.span(2)) if item["tag"] in tuple("bdemns")]
        if found and found[2]
        else []
        for found in lists
    ]


def _place(item):
    """Return (start, end) of an item's value; (0, 0) where it has none."""
    return item.span("value") if item["value"] else (0, 0)
