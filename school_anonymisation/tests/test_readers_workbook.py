"""Tests of the reader of Excel workbooks: cells keep their places and others keep their texts."""

import io
from datetime import date

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from odoo.tests import tagged

from ..erasure.readers import read, rewrite
from .kit_readers import FIRST, LAST, NAME, OTHERS, ReaderCase, finder, members, number_finder, saved

LIST = [("First name", "Surname", "Fee"), *((*other, 100.5) for other in OTHERS), (FIRST, LAST, 90)]
GONE = "[anonymised]"


def workbook(fill):
    """Return a workbook, filled by a function, as openpyxl writes it."""
    book = openpyxl.Workbook()
    fill(book)
    return saved(book)


def written(rows, **options):
    """Return a workbook as XlsxWriter writes it."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, options)
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return target.getvalue()


def cells(content, sheet=None):
    """Return the values of a sheet."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [[cell.value for cell in row] for row in (book[sheet] if sheet else book.active).iter_rows()]


@tagged("post_install", "-at_install")
class TestWorkbook(ReaderCase):
    """She goes wherever a workbook keeps words."""

    def test_only_her_line_of_a_class_list_changes(self):
        for content in (
            workbook(lambda book: [book.active.append(row) for row in LIST]),
            written(LIST, in_memory=True),
            written(LIST, constant_memory=True),
        ):
            new = self.cleaned(content)
            self.assertEqual(cells(new), [*map(list, LIST[:-1]), [GONE, GONE, 90]])
            self.assertNotIn(b">Lindqvist</t></si><si><t>90", members(new).get("xl/sharedStrings.xml", b""))

    def test_a_text_that_only_she_bore_leaves_the_shared_texts(self):
        content = written([("Full name",), (NAME,), ("Maja Holm",)], in_memory=True)
        new = self.cleaned(content)
        self.assertNowhere("Lindqvist", new)
        self.assertEqual(cells(new), [["Full name"], [GONE], ["Maja Holm"]])

    def test_a_text_that_others_share_stays_theirs(self):
        rows = [("Maja", "Holm"), (FIRST, LAST), ("Karl", LAST)]
        self.assertEqual(cells(self.cleaned(written(rows))), [["Maja", "Holm"], [GONE, GONE], ["Karl", LAST]])

    def test_names_one_under_the_other_are_not_hers(self):
        self.assertUntouched(written([(f"Sofia {FIRST}",), (f"{LAST} Krag",)]))

    def test_runs_of_a_rich_text_stay_runs(self):
        target = io.BytesIO()
        book = xlsxwriter.Workbook(target)
        bold = book.add_format({"bold": True})
        book.add_worksheet().write_rich_string("A1", "for Ma", bold, "ja Lindqvist", " & Otto")
        book.close()
        new = self.cleaned(target.getvalue())
        self.assertEqual(cells(new), [["for [anonymised] & Otto"]])
        self.assertIn(b"<b/>", members(new)["xl/worksheets/sheet1.xml"])

    def test_numbers_that_go_become_texts_and_others_stay_numbers(self):
        content = workbook(lambda book: [book.active.append(row) for row in (("phone", 28516399), ("fee", 28516398))])
        new = self.cleaned(content, number_finder("28516399"))
        self.assertEqual(cells(new), [["phone", GONE], ["fee", 28516398]])

    def test_a_day_is_read_as_a_day(self):
        content = workbook(lambda book: book.active.append((date(2004, 3, 9), 38055)))
        self.assertIn(["2004-03-09", "38055"], read(content).rows)
        new = self.cleaned(content, number_finder("2004-03-09"))
        self.assertEqual(cells(new), [[GONE, 38055]])

    def test_comments_headers_and_properties(self):
        def fill(book):
            sheet = book.active
            sheet["A1"] = "Room 4"
            sheet["A1"].comment = Comment(f"Ask {NAME}", NAME)
            sheet.oddHeader.center.text = NAME
            sheet.oddFooter.left.text = f"By {NAME}"
            sheet.oddFooter.left.font = "Arial,Bold"
            book.properties.creator = NAME
            sheet["A2"].hyperlink = "mailto:x@x.example?subject=Maja%20Lindqvist"
            sheet["A2"] = "Write"

        new = self.cleaned(workbook(fill))
        self.assertNowhere("Lindqvist", new)
        book = openpyxl.load_workbook(io.BytesIO(new))
        self.assertEqual(book.active.oddHeader.center.text, GONE)
        self.assertEqual(book.active["A1"].comment.text, f"Ask {GONE}")

    def test_the_name_of_a_sheet_and_the_formulas_that_use_it(self):
        def fill(book):
            book.active.title = NAME
            book.active["A1"] = 5
            other = book.create_sheet("Sum")
            other["A1"] = f"='{NAME}'!A1*2"
            other["A2"] = "=A1+1"
            book.defined_names["Fees"] = DefinedName("Fees", attr_text=f"'{NAME}'!$A$1")

        new = self.cleaned_names(workbook(fill))
        book = openpyxl.load_workbook(io.BytesIO(new))
        self.assertEqual(book.sheetnames, ["anonymised", "Sum"])
        self.assertEqual(cells(new, "Sum"), [["='anonymised'!A1*2"], ["=A1+1"]])
        self.assertEqual(book.defined_names["Fees"].attr_text, "'anonymised'!$A$1")

    def cleaned_names(self, content):
        new = rewrite(content, finder())
        self.assertNowhere("Lindqvist", new)
        return new

    def test_two_sheets_get_two_names(self):
        def fill(book):
            book.active.title = NAME
            book.create_sheet(f"{NAME} 2")

        new = self.cleaned_names(workbook(fill))
        self.assertEqual(openpyxl.load_workbook(io.BytesIO(new)).sheetnames, ["anonymised", "anonymised 2"])

    def test_a_formula_keeps_its_place_and_loses_its_text(self):
        target = io.BytesIO()
        book = xlsxwriter.Workbook(target)
        book.add_worksheet().write_formula("A1", "=CONCATENATE(B1,C1)", None, NAME)
        book.close()
        new = self.cleaned(target.getvalue())
        self.assertEqual(cells(new)[0][0], "=CONCATENATE(B1,C1)")
        self.assertNowhere("Lindqvist", new)

    def test_headings_of_a_table_are_hers_once_at_most(self):
        for heading, is_written in (("Otto", True), (f"{NAME}s", False)):
            target = io.BytesIO()
            book = xlsxwriter.Workbook(target)
            book.add_worksheet().add_table("A1:B2", {"columns": [{"header": NAME}, {"header": heading}]})
            book.close()
            new = rewrite(target.getvalue(), finder())
            self.assertEqual(new is not None, is_written)
            if new:
                self.assertEqual(openpyxl.load_workbook(io.BytesIO(new)).active.tables["Table1"].column_names[0], GONE)
