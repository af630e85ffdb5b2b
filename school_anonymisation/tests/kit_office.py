"""Office files made of a flat text, and read again into one, by other programs than the readers that are tested.

In the flat text a line is a paragraph, or a row of a table where it has tabs; all rows have as many cells.
"""

import io
from html import escape

import docx
import openpyxl
import pptx
from lxml import etree
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from .kit_readers import members, saved
from .test_readers_open_document import document as open_document

BOLD = InlineFont(b=True)


def made(kind, runs):
    """Return the bytes of an Office file.

    :param kind: what its name ends with; one of KINDS. :param runs: texts, each in a format of its own.
    """
    rows = [[[]]]
    for run in runs:
        for number, line in enumerate(run.split("\n")):
            if number:
                rows.append([[]])
            for place, text in enumerate(line.split("\t")):
                if place:
                    rows[-1].append([])
                rows[-1][-1] += [text] if text else []
    return KINDS[kind][0](rows)


def flat(kind, content):
    """Return the flat text of an Office file."""
    return "\n".join("\t".join(row) for row in KINDS[kind][1](content))


def _is_table(rows):
    return len(rows[0]) > 1


def _fill(paragraph, runs):
    for number, text in enumerate(runs):
        run = paragraph.add_run()
        run.text = text
        run.font.bold = bool(number % 2)


def _word(rows):
    document = docx.Document()
    if _is_table(rows):
        cells = [*document.add_table(rows=len(rows), cols=len(rows[0])).rows]
        for row, made_row in zip(rows, cells, strict=True):
            for runs, cell in zip(row, made_row.cells, strict=True):
                _fill(cell.paragraphs[0], runs)
    else:
        for (runs,) in rows:
            _fill(document.add_paragraph(), runs)
    return saved(document)


def _word_rows(content):
    document = docx.Document(io.BytesIO(content))
    tables = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    return tables or [[paragraph.text] for paragraph in document.paragraphs]


def _slides(rows):
    show = pptx.Presentation()
    shapes = show.slides.add_slide(show.slide_layouts[6]).shapes
    if _is_table(rows):
        table = shapes.add_table(len(rows), len(rows[0]), 0, 0, 9000, 9000).table
        for number, row in enumerate(rows):
            for place, runs in enumerate(row):
                _fill(table.cell(number, place).text_frame.paragraphs[0], runs)
    else:
        frame = shapes.add_textbox(0, 0, 9000, 9000).text_frame
        for number, (runs,) in enumerate(rows):
            _fill(frame.add_paragraph() if number else frame.paragraphs[0], runs)
    return saved(show)


def _slides_rows(content):
    shape = pptx.Presentation(io.BytesIO(content)).slides[0].shapes[0]
    if shape.has_table:
        return [[cell.text for cell in row.cells] for row in shape.table.rows]
    return [[paragraph.text] for paragraph in shape.text_frame.paragraphs]


def _workbook(rows):
    workbook = openpyxl.Workbook()
    for number, row in enumerate(rows, 1):
        for place, runs in enumerate(row, 1):
            parts = [TextBlock(BOLD, text) if count % 2 else text for count, text in enumerate(runs)]
            workbook.active.cell(number, place, CellRichText(*parts) if len(parts) > 1 else "".join(runs))
    return saved(workbook)


def _workbook_rows(content):
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]


def _spans(runs):
    spans = "".join(f"<text:span>{escape(text)}</text:span>" for text in runs)
    return f"<text:p>{spans}</text:p>"


def _open_text(rows):
    if _is_table(rows):
        return open_document(_open_table(rows))
    return open_document("".join(_spans(runs) for (runs,) in rows))


def _open_sheet(rows):
    return open_document(_open_table(rows), kind="spreadsheet")


def _open_table(rows):
    cells = ["".join(f"<table:table-cell>{_spans(runs)}</table:table-cell>" for runs in row) for row in rows]
    lines = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    return f"<table:table>{lines}</table:table>"


def _open_rows(content):
    root = etree.fromstring(members(content)["content.xml"])
    rows = [[_said(cell) for cell in row] for row in root.iterfind(".//{*}table-row")]
    return rows or [[_said(paragraph)] for paragraph in root.iterfind(".//{*}p")]


def _said(element):
    return "".join(element.itertext())


KINDS = {
    "docx": (_word, _word_rows),
    "pptx": (_slides, _slides_rows),
    "xlsx": (_workbook, _workbook_rows),
    "odt": (_open_text, _open_rows),
    "ods": (_open_sheet, _open_rows),
}
