"""Tests of the reader of Excel workbooks: cells keep their places and others keep their texts."""

import io
from datetime import date

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from odoo.tests import tagged

from ..erasure.readers import read, rewrite
from ..erasure.text.matcher import Matcher
from .kit_readers import FIRST, LAST, NAME, OTHERS, ReaderCase, finder, members, number_finder, saved, zipped
from .kit_text import known_by

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

    def test_what_was_erased_before_keeps_the_name_of_its_sheet(self):
        def fill(book):
            book.active.title = NAME
            book.create_sheet("Otto Holm")
            book.create_sheet("Sum")["A1"] = f"='{NAME}'!A1-'Otto Holm'!A1"

        new = self.cleaned_names(workbook(fill))
        self.assertEqual(cells(new, "Sum"), [["='anonymised'!A1-'Otto Holm'!A1"]])
        new = rewrite(new, finder("Otto", "Holm"))
        self.assertEqual(openpyxl.load_workbook(io.BytesIO(new)).sheetnames, ["anonymised", "anonymised 2", "Sum"])
        self.assertEqual(cells(new, "Sum"), [["='anonymised'!A1-'anonymised 2'!A1"]])

    def find_all(self, name=NAME):
        """Return a ``find`` of a name in whatever way it is written."""
        matcher = Matcher({1: known_by(name=name)})
        return lambda row: matcher.spans_in_row(row, lambda _hit: True)

    def test_what_formulas_call_by_name_keeps_them_formulas(self):
        def fill(book):
            sheet = book.active
            for name, target in (
                ("All", "SUM(Fees_Maja_Lindqvist)"), ("Fees_Maja_Lindqvist", "Sheet!$A$1:$A$3"),
                ("Maja_Lindqvistson", "Sheet!$A$3"), ("Otto_Holm", "Sheet!$A$4"),
            ):  # fmt: skip
                book.defined_names[name] = DefinedName(name, attr_text=target)
            for formula in (
                '=SUM(Fees_Maja_Lindqvist)&"for Maja Lindqvist"', "=fees_maja_lindqvist+Otto_Holm",
                "=Maja_Lindqvistson", '="Fees_"&Sheet!A1',
            ):  # fmt: skip
                sheet.append([formula])

        new = rewrite(workbook(fill), self.find_all())
        self.assertEqual(
            [row[0] for row in cells(new)],
            ['=SUM(anonymised)&"for [anonymised]"', "=anonymised+Otto_Holm", "=Maja_Lindqvistson", '="Fees_"&Sheet!A1'],
        )
        called = openpyxl.load_workbook(io.BytesIO(new)).defined_names
        self.assertEqual(set(called), {"All", "anonymised", "Maja_Lindqvistson", "Otto_Holm"})
        self.assertEqual(called["All"].attr_text, "SUM(anonymised)")
        new = rewrite(new, self.find_all("Otto Holm"))
        self.assertEqual(cells(new)[1], ["=anonymised+anonymised_2"])
        self.assertIn("anonymised_2", openpyxl.load_workbook(io.BytesIO(new)).defined_names)

    def test_chart_of_what_is_called_by_name(self):
        target = io.BytesIO()
        book = xlsxwriter.Workbook(target)
        sheet = book.add_worksheet("Fees")
        book.define_name("Maja_Lindqvist", "=Fees!$A$1:$A$3")
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Fees!Maja_Lindqvist", "name": "=Fees!$B$1"})
        chart.set_title({"name": NAME})
        sheet.insert_chart("C1", chart)
        book.close()
        new = members(rewrite(target.getvalue(), self.find_all()))
        drawn = new["xl/charts/chart1.xml"]
        self.assertIn(b"<c:f>Fees!anonymised</c:f>", drawn)
        self.assertIn(b"<c:f>Fees!$B$1</c:f>", drawn)
        self.assertIn(b"<a:t>[anonymised]</a:t>", drawn)
        self.assertIn(b'<definedName name="anonymised">', new["xl/workbook.xml"])

    def test_pivot_table_of_a_sheet_and_of_what_is_called_by_name(self):
        def fill(book):
            book.active.title = NAME
            book.defined_names["Maja_Lindqvist"] = DefinedName("Maja_Lindqvist", attr_text=f"'{NAME}'!$A$1")

        source = "<pivotCacheDefinition><cacheSource><worksheetSource {}/></cacheSource></pivotCacheDefinition>"
        for before, after in (
            (f'ref="A1:B2" sheet="{NAME}"', 'ref="A1:B2" sheet="anonymised"'),
            ('name="Maja_Lindqvist"', 'name="anonymised_2"'),
        ):
            pivot = {"xl/pivotCache/pivotCacheDefinition1.xml": source.format(before).encode()}
            new = members(rewrite(zipped(**members(workbook(fill)), **pivot), self.find_all()))
            self.assertEqual(new[next(iter(pivot))].decode(), source.format(after))

    def test_formula_of_a_column_that_is_called_like_somebody(self):
        target = io.BytesIO()
        book = xlsxwriter.Workbook(target)
        sheet = book.add_worksheet()
        sheet.add_table("A1:B2", {"columns": [{"header": NAME}, {"header": "Otto"}]})
        sheet.write_formula("D1", f"=SUM(Table1[{NAME}],Table1[Otto])")
        book.close()
        new = self.cleaned(target.getvalue())
        self.assertEqual(cells(new)[0][3], "=SUM(Table1['[anonymised']],Table1[Otto])")

    def test_table_that_is_called_like_somebody_is_not_written(self):
        for called, is_written in (("Maja_Lindqvist", False), ("Fees", True)):
            target = io.BytesIO()
            book = xlsxwriter.Workbook(target)
            sheet = book.add_worksheet()
            sheet.add_table("A1:B2", {"name": called})
            sheet.write("D1", NAME)
            book.close()
            self.assertEqual(rewrite(target.getvalue(), self.find_all()) is not None, is_written, called)

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
