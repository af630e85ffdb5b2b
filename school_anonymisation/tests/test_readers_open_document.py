"""Tests of the reader of OpenDocument files."""

from lxml import etree

from odoo.tests import tagged

from ..erasure.readers import rewrite
from .kit_readers import FIRST, LAST, NAME, ReaderCase, finder, members, number_finder, zipped

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "meta", "draw")
)
HEAD = "<?xml version='1.0' encoding='UTF-8'?>\n"


def document(body, kind="text", meta="", styles=""):
    """Return an OpenDocument file with some content."""
    return zipped(
        mimetype=f"application/vnd.oasis.opendocument.{kind}",
        content__xml=f"{HEAD}<office:document-content {SPACES}><office:body><office:{kind}>{body}</office:{kind}>"
        "</office:body></office:document-content>",
        meta__xml=f'{HEAD}<office:document-meta {SPACES} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>{meta}</office:meta></office:document-meta>',
        styles__xml=f"{HEAD}<office:document-styles {SPACES}>{styles}</office:document-styles>",
    )


@tagged("post_install", "-at_install")
class TestOpenDocument(ReaderCase):
    """Texts, tables, notes, headers and properties."""

    def content_after(self, body, find=None, **parts):
        before = document(body, **parts)
        new = members(self.cleaned(before, find))
        for name, data in new.items():
            if name.endswith(".xml"):
                tags = [item.tag for item in etree.fromstring(data).iter()]
                self.assertEqual(tags, [item.tag for item in etree.fromstring(members(before)[name]).iter()])
        return new["content.xml"].decode().partition("<office:body>")[2]

    def test_spans_spaces_and_tabs(self):
        new = self.content_after(
            f"<text:p>By {FIRST}<text:s/><text:span>{LAST}</text:span>, Maja Holm</text:p>"
            f"<text:p>{FIRST}<text:tab/>{LAST}</text:p>"
        )
        self.assertIn("<text:p>By [anonymised]<text:s/><text:span></text:span>, Maja Holm</text:p>", new)
        self.assertIn("<text:p>[anonymised]<text:tab/>[anonymised]</text:p>", new)

    def test_notes_headers_and_properties(self):
        parts = {
            "meta": f"<dc:creator>{NAME}</dc:creator><dc:title>Otto</dc:title>",
            "styles": f"<text:p>{NAME}</text:p>",
        }
        content = document(
            f"<text:p>Room<office:annotation><dc:creator xmlns:dc='x'>{NAME}</dc:creator><text:p>Ask {NAME}</text:p>"
            "</office:annotation> 4</text:p>",
            **parts,
        )
        new = self.cleaned(content)
        self.assertNowhere("Lindqvist", new)
        self.assertIn(b"Otto", members(new)["meta.xml"])

    def test_only_her_line_of_a_sheet_changes(self):
        cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
        row = f"<table:table-row>{cell}{cell}</table:table-row>"
        rows = (("Maja", "Holm"), (FIRST, LAST), ("Ask", FIRST), (LAST, "Ask"))
        new = self.content_after(
            f"<table:table>{''.join(row.format(*names) for names in rows)}</table:table>",
            kind="spreadsheet",
        )
        self.assertEqual(new.count("[anonymised]"), 2)
        self.assertEqual(new.count("Lindqvist"), 1)

    def test_a_number_goes_as_it_is_shown_and_as_it_is_kept(self):
        cell = (
            '<table:table-row><table:table-cell office:value-type="float" office:value="{0}" xmlns:calcext="c"'
            ' calcext:value-type="float"><text:p>{0}</text:p></table:table-cell></table:table-row>'
        )
        new = self.content_after(
            f"<table:table>{cell.format(28516399)}{cell.format(28516398)}</table:table>",
            number_finder("28516399"),
            kind="spreadsheet",
        )
        self.assertNotIn("28516399", new)
        self.assertIn('office:value-type="string"', new)
        self.assertIn("<text:p>[anonymised]</text:p>", new)
        self.assertIn(cell.format(28516398), new)

    def test_a_sheet_without_her_stays_the_same_object(self):
        self.assertUntouched(document("<text:p>Nobody</text:p>"))

    def test_a_picture_whose_name_says_her_is_not_renamed(self):
        parts = {name.replace(".", "__"): data for name, data in members(document("<text:p/>")).items()}
        parts[f"Pictures/{NAME}__png"] = b"x"
        self.assertIsNone(rewrite(zipped(**parts), finder()))
