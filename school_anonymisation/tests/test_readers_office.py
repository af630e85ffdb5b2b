"""Tests of the readers of Word and PowerPoint."""

import io

import docx
import pptx
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from odoo.tests import tagged

from ..erasure.readers import rewrite
from .kit_readers import FIRST, LAST, NAME, OTHERS, ReaderCase, finder, members, saved


def document(fill):
    """Return a .docx with a paragraph about others, filled by a function."""
    made = docx.Document()
    made.add_paragraph("The room stays booked for Otto Bergström, Maja Holm and Karl Lindqvist.")
    fill(made)
    return saved(made)


def runs(paragraph, *texts):
    """Add runs to a paragraph, every second one bold."""
    for number, text in enumerate(texts):
        paragraph.add_run(text).bold = bool(number % 2)


@tagged("post_install", "-at_install")
class TestWord(ReaderCase):
    """She goes wherever a Word document keeps words; the document opens, and others stay in it."""

    def cleaned_document(self, fill, find=None):
        content = document(fill)
        new = self.cleaned(content, find)
        opened = docx.Document(io.BytesIO(new))
        self.assertEqual(opened.paragraphs[0].text, docx.Document(io.BytesIO(content)).paragraphs[0].text)
        before, after = members(content), members(new)
        self.assertEqual(list(before), list(after))
        for part, data in after.items():
            self.assertNotIn(NAME.encode(), data, part)
        return opened, before, after

    def test_runs_are_joined(self):
        opened, before, after = self.cleaned_document(
            lambda made: runs(made.add_paragraph(), "Diploma for Ma", "ja ", "Lind", "qvist, well done")
        )
        self.assertEqual(opened.paragraphs[1].text, "Diploma for [anonymised], well done")
        self.assertEqual(len(opened.paragraphs[1].runs), 4)
        self.assertEqual([name for name in before if before[name] != after[name]], ["word/document.xml"])

    def test_a_tab_and_a_line_break_are_borders_of_one_row(self):
        def labels(made):
            made.add_paragraph(f"{FIRST}\t{LAST}")
            paragraph = made.add_paragraph(FIRST)
            paragraph.runs[0].add_break(WD_BREAK.LINE)
            paragraph.add_run(LAST)

        opened, *_parts = self.cleaned_document(labels)
        self.assertEqual(opened.paragraphs[1].text, "[anonymised]\t[anonymised]")
        self.assertEqual(opened.paragraphs[2].text, "[anonymised]\n[anonymised]")

    def test_only_her_line_of_a_class_list_changes(self):
        def class_list(made):
            table = made.add_table(rows=0, cols=3)
            for row in (
                ("First name", "Surname", "Group"),
                *((*other, "Violin") for other in OTHERS),
                (FIRST, LAST, "Cello"),
            ):
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text

        opened, *_parts = self.cleaned_document(class_list)
        lines = [[cell.text for cell in row.cells] for row in opened.tables[0].rows]
        self.assertEqual(lines[1:5], [[*other, "Violin"] for other in OTHERS])
        self.assertEqual(lines[5], ["[anonymised]", "[anonymised]", "Cello"])

    def test_names_one_under_the_other_are_not_hers(self):
        def programme(made):
            made.add_paragraph(f"Sofia {FIRST}")
            made.add_paragraph(f"{LAST} Krag")

        self.assertUntouched(document(programme))

    def test_headers_footers_comments_and_properties(self):
        def everywhere(made):
            section = made.sections[0]
            section.header.paragraphs[0].text = f"Header {NAME}"
            section.footer.paragraphs[0].text = f"Footer {NAME}"
            made.add_comment(made.add_paragraph("Room 4").runs, text=f"Ask {NAME}", author=NAME)
            made.core_properties.author = NAME
            made.core_properties.title = f"About {NAME}"

        opened, *_parts = self.cleaned_document(everywhere)
        self.assertEqual(opened.core_properties.author, "[anonymised]")
        self.assertEqual(opened.sections[0].header.paragraphs[0].text, "Header [anonymised]")

    def test_what_tracked_changes_took_out(self):
        def tracked(made):
            paragraph = made.add_paragraph()
            for xml in (
                f'<w:r {nsdecls("w")}><w:t xml:space="preserve">{FIRST} </w:t></w:r>',
                f'<w:del {nsdecls("w")} w:id="1" w:author="Office"><w:r><w:delText>{LAST}</w:delText></w:r></w:del>',
                f'<w:ins {nsdecls("w")} w:id="2" w:author="Office"><w:r><w:t>Ravn</w:t></w:r></w:ins>',
            ):
                paragraph._p.append(parse_xml(xml))

        _opened, _before, after = self.cleaned_document(tracked)
        self.assertNotIn(b"<w:delText>Lindqvist", after["word/document.xml"])
        self.assertIn(b">Ravn<", after["word/document.xml"])

    def test_text_boxes_fields_and_special_hyphens(self):
        find = finder("Maja", "Lind-Qvist")

        def odd(made):
            made.add_paragraph()._p.append(
                parse_xml(
                    f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p><w:r><w:t>Maja </w:t></w:r><w:r><w:t>Lind</w:t>"
                    "<w:noBreakHyphen/><w:t>Qvist</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
                )
            )
            made.add_paragraph()._p.append(
                parse_xml(f'<w:r {nsdecls("w")}><w:instrText>MERGEFIELD "Maja Lind-Qvist"</w:instrText></w:r>')
            )

        _opened, _before, after = self.cleaned_document(odd, find)
        self.assertNotIn(b"Qvist", after["word/document.xml"])

    def test_the_target_of_a_link(self):
        def linked(made):
            made.part.relate_to("https://x.example/?who=Maja%20Lindqvist", "http://x/hyperlink", is_external=True)

        _opened, _before, after = self.cleaned_document(linked)
        self.assertNotIn(b"Lindqvist", after["word/_rels/document.xml.rels"])

    def test_a_document_without_her_stays_the_same_object(self):
        self.assertUntouched(document(lambda made: made.add_paragraph("Nobody")))

    def test_a_damaged_part_does_not_stop_the_others(self):
        content = bytearray(document(lambda made: made.add_paragraph(NAME)))
        at = content.index(b"docProps/thumbnail.jpeg") + 200
        content[at] ^= 0x55
        self.assertIsNotNone(rewrite(bytes(content), finder()))


@tagged("post_install", "-at_install")
class TestPowerPoint(ReaderCase):
    """Slides, their notes and their tables."""

    def test_slides_and_notes(self):
        show = pptx.Presentation()
        slide = show.slides.add_slide(show.slide_layouts[5])
        slide.shapes.title.text = f"Soloist: {NAME}"
        slide.notes_slide.notes_text_frame.text = f"Thank {NAME}"
        other = show.slides.add_slide(show.slide_layouts[5])
        other.shapes.title.text = "Soloist: Maja Holm"
        table = other.shapes.add_table(2, 2, 0, 0, 10000, 10000).table
        for number, text in enumerate((FIRST, LAST, "Karl", "Lindqvist")):
            table.cell(number // 2, number % 2).text = text
        opened = pptx.Presentation(io.BytesIO(self.cleaned(saved(show))))
        first, second = opened.slides
        self.assertEqual(first.shapes.title.text, "Soloist: [anonymised]")
        self.assertEqual(first.notes_slide.notes_text_frame.text, "Thank [anonymised]")
        self.assertEqual(second.shapes.title.text, "Soloist: Maja Holm")
        cells = [cell.text for cell in second.shapes[1].table.iter_cells()]
        self.assertEqual(cells, ["[anonymised]", "[anonymised]", "Karl", "Lindqvist"])
