"""Tests of the readers of HTML, XML and SVG."""

from lxml import etree, html

from odoo.tests import tagged

from ..erasure.readers import read
from .kit_readers import FIRST, LAST, NAME, ReaderCase, finder, hits


def shape(root):
    """Return the tags and the names of attributes of a tree, in order."""
    return [(item.tag if isinstance(item.tag, str) else "", sorted(item.attrib)) for item in root.iter()]


@tagged("post_install", "-at_install")
class TestHtml(ReaderCase):
    """A name is found through tags within a paragraph, and never across paragraphs."""

    def cleaned_page(self, text):
        new = self.cleaned(text.encode(), name="page.html").decode()
        self.assertEqual(shape(html.fromstring(new)), shape(html.fromstring(text)))
        return new

    def test_tags_inside_a_name_stay(self):
        cases = {
            f"<p>Dear {FIRST} <b>{LAST}</b>, hello Maja Holm</p>": "<p>Dear [anonymised]<b></b>, hello Maja Holm</p>",
            f"<p><u id='a'>{FIRST}</u> <u id='b'>{LAST}</u></p>": "<p><u id='a'>[anonymised]</u><u id='b'></u></p>",
            f"<p>Ma<font size=1>ja</font><o:p> {LAST}</o:p></p>": "<p>[anonymised]<font size=1></font><o:p></o:p></p>",
            f"<div>{FIRST}\n   {LAST}<br>x</div>": "<div>[anonymised]<br>x</div>",
        }
        for text, wanted in cases.items():
            with self.subTest(text):
                self.assertEqual(self.cleaned_page(text), wanted)

    def test_entities_are_letters(self):
        new = self.cleaned(
            b"<p>S&oslash;ren&#32;K&#xE6;rg&aring;rd &amp; &AElig;r&oslash;</p>", finder("Søren", "Kærgård")
        )
        self.assertEqual(new, b"<p>[anonymised] &amp; &AElig;r&oslash;</p>")

    def test_a_line_of_a_table_is_a_row(self):
        text = f"<table><tr><td>{FIRST}</td><td><p>{LAST}</p></td></tr><tr><td>Maja</td><td>Holm</td></tr></table>"
        new = self.cleaned_page(text)
        self.assertIn("<tr><td>Maja</td><td>Holm</td></tr>", new)

    def test_borders(self):
        for text in (
            f"<p>Sofia {FIRST}</p><p>{LAST} Ask</p>",
            f"<ul><li>Sofia {FIRST}<li>{LAST} Ask</ul>",
            f"<table><tr><td>Ask</td><td>{FIRST}</td></tr><tr><td>{LAST}</td></tr></table>",
            f"<td>Ask {FIRST}</td><td>{LAST}</td>",
            f"<div>Sofia {FIRST}<br/>{LAST} Ask</div>",
        ):
            with self.subTest(text):
                self.assertUntouched(text.encode(), name="page.html")

    def test_attributes_notes_and_scripts(self):
        text = (
            f'<p title="{NAME}"><!-- by {NAME} --><img alt="Photo of {NAME}"/></p>'
            f'<script>var a = "{NAME} </p>";</script><a href="mailto:x?subject=Maja%20Lindqvist">Otto</a>'
        )
        new = self.cleaned_page(text)
        self.assertNotIn("Lindqvist", new)
        self.assertEqual(new.count("[anonymised]"), 5)

    def test_words_in_angle_brackets_are_no_tag(self):
        for text in (
            f"<attached: 12-{NAME}.pdf>\nHello",
            f"<p>Hello</p>\nFrom: <{NAME}>",
            f"<p>Hello</p> <Form {NAME}.pdf>",
            f"<p>Hello</p> <photo of {NAME} a=b>",
        ):
            with self.subTest(text):
                self.assertEqual(self.cleaned(text.encode()).decode(), text.replace(NAME, "[anonymised]"))
        rows = read(b"<p>Hello</p> <Maja_Lindqvist.pdf> <maja@x.example>").rows
        self.assertEqual(rows, [["Hello"], ["Maja_Lindqvist.pdf"], ["maja@x.example"]])

    def test_tags_are_no_words(self):
        for text in (
            "<p>Hello<hr></p><wbr><o:p></o:p><img/>",
            '<p>Hello</p><custom-tag class="x"></custom-tag>',
            "<my.tag><p>Hello</p></my.tag>",
        ):
            with self.subTest(text):
                self.assertEqual([row for row in read(text.encode()).rows if row != ["x"]], [["Hello"]])
        self.assertUntouched(f"<p {FIRST}>{LAST}</p><br clear>".encode())


@tagged("post_install", "-at_install")
class TestXml(ReaderCase):
    """Any XML keeps its tree, its prefixes and its declaration."""

    def test_leaves_of_one_element_are_a_row(self):
        text = (
            f"<?xml version='1.0' encoding='UTF-8'?>\n<l:list xmlns:l='urn:x'><l:who><l:a>{FIRST}</l:a>"
            f"<l:b>{LAST}</l:b></l:who><l:who><l:a>Maja</l:a><l:b>Holm</l:b></l:who></l:list>"
        )
        new = self.cleaned(text.encode()).decode()
        self.assertEqual(new, text.replace(f">{FIRST}</l:a><l:b>{LAST}<", ">[anonymised]</l:a><l:b>[anonymised]<"))
        self.assertEqual(shape(etree.fromstring(new.encode())), shape(etree.fromstring(text.encode())))

    def test_leaves_of_two_elements_are_not(self):
        self.assertUntouched(f"<l><w><a>Ella</a><b>{FIRST}</b></w><w><a>{LAST}</a><b>Ask</b></w></l>".encode())

    def test_text_and_tags_mixed_are_a_paragraph(self):
        new = self.cleaned(f"<?xml version='1.0'?><doc><par>By {FIRST} <em>{LAST}</em> today</par></doc>".encode())
        self.assertEqual(new, b"<?xml version='1.0'?><doc><par>By [anonymised]<em></em> today</par></doc>")

    def test_words_of_a_drawing(self):
        words = f'<text><tspan x="1">{FIRST}</tspan><tspan>{LAST}</tspan></text>'
        text = f'<svg xmlns="http://www.w3.org/2000/svg">{words}</svg>'
        self.assertNotIn(b"Lindqvist", self.cleaned(text.encode()))

    def test_the_encoding_that_it_names_is_its_encoding(self):
        text = "<?xml version='1.0' encoding='iso-8859-1'?><a>Søren Kærgård, Åse</a>"
        new = self.cleaned(text.encode("latin-1"), finder("Søren", "Kærgård"))
        self.assertEqual(new.decode("latin-1"), text.replace("Søren Kærgård", "[anonymised]"))

    def test_an_entity_of_its_own_is_not_resolved(self):
        bomb = b'<!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'
        self.assertLess(len(str(read(bomb).rows)), 200)
        secret = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'
        self.assertIn(["&b;"], read(secret).rows)

    def test_word_2003(self):
        runs = f"<w:r><w:rPr/><w:t>{FIRST} </w:t></w:r><w:r><w:t>{LAST}</w:t></w:r>"
        text = f'<?xml version="1.0"?><w:wordDocument xmlns:w="w"><w:p>{runs}</w:p></w:wordDocument>'
        self.assertFalse(hits(self.cleaned(text.encode())))
