"""Tests of what an Excel workbook keeps beside its sheets: pivot caches, other workbooks' cells, custom XML."""

import openpyxl

from odoo.tests import tagged

from .kit_readers import FIRST, LAST, ReaderCase, members, saved, zipped

LINK = "xl/externalLinks/externalLink1.xml"


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
