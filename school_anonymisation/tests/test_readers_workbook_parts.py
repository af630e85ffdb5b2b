"""Tests of what an Excel workbook keeps beside its sheets: pivot caches, other workbooks' cells, custom XML."""

import docx
import openpyxl
from lxml import etree

from odoo.tests import tagged

from ..erasure.readers import read, rewrite
from .kit_readers import FIRST, LAST, NAME, ReaderCase, hits, members, saved, zipped
from .test_readers_workbook import cells, written

DEFINITION = "xl/pivotCache/pivotCacheDefinition1.xml"
RELATIONS = "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels"
RECORDS = "xl/pivotCache/pivotCacheRecords7.xml"
LINK = "xl/externalLinks/externalLink1.xml"
CUSTOM = "customXml/item1.xml"


def workbook(**parts):
    """Return a workbook with more parts."""
    book = openpyxl.Workbook()
    book.active["A1"] = "Fees"
    return zipped(**members(saved(book)), **{name: text.encode() for name, text in parts.items()})


def pivot(fields, records, **parts):
    """Return a workbook with a pivot cache.

    :param fields: [[an item that records share]]. :param records: [[(letter of a tag, value)]].
    """
    shared = "".join(
        f'<cacheField name="F{number}"><sharedItems>{_items(("s", item) for item in items)}</sharedItems></cacheField>'
        for number, items in enumerate(fields)
    )
    counted = '<cacheField name="Sum" databaseField="0"/>'
    rows = "".join(f"<r>{_items(record)}</r>" for record in records)
    return workbook(
        **{
            DEFINITION: f"<pivotCacheDefinition><cacheFields>{counted}{shared}</cacheFields></pivotCacheDefinition>",
            RELATIONS: '<Relationships><Relationship Id="rId1" Target="pivotCacheRecords7.xml"/></Relationships>',
            RECORDS: f"<pivotCacheRecords>{rows}</pivotCacheRecords>",
            **parts,
        }
    )


def _items(items):
    return "".join(f'<{tag} v="{value}"/>' for tag, value in items)


def linked(*people):
    """Return a workbook that keeps cells of another one."""
    rows = "".join(
        f'<row r="1"><cell r="A1" t="str"><v>{first}</v></cell><cell r="B1" t="str"><v>{last}</v></cell></row>'
        for first, last in people
    )
    return workbook(
        **{LINK: f"<externalLink><sheetDataSet><sheetData>{rows}</sheetData></sheetDataSet></externalLink>"}
    )


@tagged("post_install", "-at_install")
class TestPivotCache(ReaderCase):
    """Excel keeps a copy of the list that a pivot table counts."""

    def test_values_of_one_record_are_a_row(self):
        others = [[("s", "Maja"), ("s", "Holm")], [("s", "Karl"), ("s", "Lindqvist")]]
        content = pivot([[], []], [others[0], [("s", FIRST), ("s", LAST)], others[1]])
        new = members(self.cleaned(content))
        gone = _items([("s", "[anonymised]")] * 2)
        self.assertEqual(
            new[RECORDS].decode(),
            f"<pivotCacheRecords><r>{_items(others[0])}</r><r>{gone}</r><r>{_items(others[1])}</r></pivotCacheRecords>",
        )
        self.assertEqual(new[DEFINITION], members(content)[DEFINITION])

    def test_items_that_records_share_are_read_and_not_written(self):
        for records in ([[("x", 1), ("x", 0)]], [[("x", 1), ("s", LAST)]]):
            content = pivot([["Otto", FIRST], [LAST, "Holm"]], records)
            self.assertEqual(hits(content), [[FIRST, LAST]])
            self.assertIsNone(rewrite(content, self.find))

    def find(self, cells):
        return [(0, 0, len(FIRST)), (1, 0, len(LAST))] if cells == [FIRST, LAST] else []

    def test_items_that_others_share_stay_theirs(self):
        self.assertUntouched(pivot([[FIRST, "Karl"], ["Holm", LAST]], [[("x", 0), ("x", 0)], [("x", 1), ("x", 1)]]))
        self.assertUntouched(pivot([[], []], [[("s", "Ella"), ("s", FIRST)], [("s", LAST), ("s", "Ask")]]))

    def test_an_item_that_is_her_full_name_is_written(self):
        new = members(self.cleaned(pivot([["Otto &amp; Ib", NAME]], [[("x", 1)], [("x", 0)]])))
        self.assertIn(_items([("s", "Otto &amp; Ib"), ("s", "[anonymised]")]).encode(), new[DEFINITION])

    def test_a_record_whose_items_are_not_there_is_told(self):
        content = pivot([["Otto"]], [[("x", 1)]])
        self.assertEqual(read(content).members, ["damaged"])
        self.assertEqual(read(pivot([["Otto"]], [[("x", 0)], [("m", "")]])).members, [])


@tagged("post_install", "-at_install")
class TestOtherParts(ReaderCase):
    """Parts that hold tables in tags of their own."""

    def test_cells_of_another_workbook(self):
        new = members(self.cleaned(linked(("Maja", "Holm"), (FIRST, LAST), ("Karl", LAST))))
        gone = ("[anonymised]", "[anonymised]")
        self.assertEqual(new[LINK], members(linked(("Maja", "Holm"), gone, ("Karl", LAST)))[LINK])
        self.assertUntouched(linked(("Ella", FIRST), (LAST, "Ask")))

    def test_elements_of_custom_xml(self):
        text = (
            '<?xml version="1.0"?><l xmlns="urn:list"><w><FirstName>{}</FirstName><LastName>{}</LastName></w>'
            "<w><FirstName>Maja</FirstName><LastName>Holm</LastName></w></l>"
        )
        made = docx.Document()
        made.add_paragraph("A letter")
        for parts in (members(saved(made)), members(workbook())):
            hers, others = (parts | {CUSTOM: text.format(first, LAST).encode()} for first in (FIRST, "Karl"))
            new = members(self.cleaned(zipped(**hers)))
            self.assertEqual(new[CUSTOM].decode(), text.format("[anonymised]", "[anonymised]"))
            self.assertEqual(len(etree.fromstring(new[CUSTOM])), 2)
            self.assertUntouched(zipped(**others))

    def test_names_of_parts_in_another_letter_case(self):
        people = [("Maja", "Holm"), (FIRST, LAST), ("Karl", LAST)]
        called = {
            "xl/sharedStrings.xml": "xl/SharedStrings.xml",
            "xl/worksheets/sheet1.xml": "xl/Worksheets/Sheet1.xml",
        }
        parts = members(written(people, in_memory=True))
        new = members(self.cleaned(zipped(**{called.get(name, name): data for name, data in parts.items()})))
        opened = zipped(**{name: new[called.get(name, name)] for name in parts})
        self.assertEqual(cells(opened), [["Maja", "Holm"], ["[anonymised]", "[anonymised]"], ["Karl", LAST]])
