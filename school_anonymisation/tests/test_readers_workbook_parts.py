"""Tests of what an Excel workbook keeps beside its sheets: pivot caches, other workbooks' cells, custom XML."""

import docx
import openpyxl
from lxml import etree

from odoo.tests import tagged

from .kit_readers import FIRST, LAST, ReaderCase, members, saved, zipped
from .test_readers_workbook import cells, written

LINK = "xl/externalLinks/externalLink1.xml"
CUSTOM = "customXml/item1.xml"


def workbook(**parts):
    """Return a workbook with more parts."""
    book = openpyxl.Workbook()
    book.active["A1"] = "Fees"
    return zipped(**members(saved(book)), **{name: text.encode() for name, text in parts.items()})


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
