"""A name stands within one piece of a text: what is inside a piece is seen through, a border of one is not crossed."""

from odoo.tests import tagged

from .kit_text import TextCase, redacted_row

# Texts in which Oda Lund, whose name is cut by a border, is not.
NOT_ODA_LUND = (
    "<p>With: Emil Oda, Lund Krogh, Ida Holm</p>",
    "<ul><li>Emil Oda</li><li>Lund Krogh</li></ul>",
    "Dahl, Oda\nLund, Bo\nKrogh, Ea",
    "<p>Dahl, Oda<br>Lund, Bo<br>Krogh, Ea</p>",
    "<p>Yours, Oda</p><p>Lund wrote on 3 May:</p>",
    "<td>Emil Oda</td><td>Lund Krogh</td>",
    "<table><tr><td>x</td><td>Oda</td></tr><tr><td>Lund</td><td>y</td></tr></table>",
    "Klaver;Oda\nLund;Violin",
    "We met Oda. Lund was cold.",
    "Is it Oda? Lund!",
    "Emma Lund, Oda Krogh",
    "Emma Lund, Oda",
    "Oda and Anna Lund",
    '["Emil Oda", "Lund Krogh"]',
    '[{"first": "Oda"}, {"last": "Lund"}]',
    '{"A1": {"content": "x"}, "B1": {"content": "Oda"}, "A2": {"content": "Lund"}}',
    "<person><last>Holm</last><first>Oda</first></person><person><last>Lund</last><first>Ida</first></person>",
    "Oda<hr/>Lund",
    "?who=Emil+Oda&next=Lund+Krogh",
    "Oda=Lund",
    "Harp,2026,Music school of the northern town,lent until summer,Ida,Oda\nLund,Harp,2026",
)
SEEN_THROUGH = (
    ('<p class="x">Call <span lang="DA" style="a">Oda </span><span style="b">Lund</span></p>',
     '<p class="x">Call <span lang="DA" style="a">[anonymised]</span><span style="b"></span></p>'),
    ('Oda <font style="color: rgb(255,0,0);">Lund</font>', '[anonymised]<font style="color: rgb(255,0,0);"></font>'),
    ('Oda <a href="https://x.example/">Lund</a>', '[anonymised]<a href="https://x.example/"></a>'),
    ("Oda<o:p></o:p> Lund", "[anonymised]<o:p></o:p>"),
    ("O<b>da Lu</b>nd", "[anonymised]<b></b>"),
    ("Oda Lu&shy;nd", "[anonymised]"),
    ("Oda Lu\u200bnd", "[anonymised]"),
    ("Oda Lu<wbr>nd", "[anonymised]<wbr>"),
    ("<p>Oda\n   Lund</p>", "<p>[anonymised]</p>"),
    ("&#79;da&nbsp;L&#x75;nd", "[anonymised]"),
    ("Oda&amp;amp;amp;nbsp;Lund", "[anonymised]"),
    ('{"a": "Hi \\u004fda\\u00a0Lund!"}', '{"a": "Hi [anonymised]!"}'),
    ("?q=Oda%20L%75nd", "?q=[anonymised]"),
    ("Oda Lu=\nnd", "[anonymised]"),
    ("<!-- Oda Lund -->", "<!-- [anonymised] -->"),
    ('<img alt="Oda Lund" src="x.png"/>', '<img alt="[anonymised]" src="x.png"/>'),
    ("<w:r><w:t>Od</w:t></w:r><w:r><w:t>a Lund</w:t></w:r>",
     "<w:r><w:t>[anonymised]</w:t></w:r><w:r><w:t></w:t></w:r>"),
    ("Here is a line that a mail program has wrapped in the middle of Oda\nLund.",
     "Here is a line that a mail program has wrapped in the middle of [anonymised]."),
    ("Here, after 3,5 hours, is a line that a mail program wrapped inside Oda\nLund.",
     "Here, after 3,5 hours, is a line that a mail program wrapped inside [anonymised]."),
)  # fmt: skip
# Tags that leave no blank between two words: a page shows them as one, or apart.
SEAMS = (
    ("<b>Elev:</b>Oda Lund<b>Hold:</b>Klaver", "<b>Elev:</b>[anonymised]<b>Hold:</b>Klaver"),
    ("<span>Emma Hansen</span><span>Oda Lund</span><span>Ida Holm</span>",
     "<span>Emma Hansen</span><span>[anonymised]</span><span>Ida Holm</span>"),
    ("<b>Elev:</b>Lund, Oda<b>Hold:</b>Klaver", "<b>Elev:</b>[anonymised]<b>Hold:</b>Klaver"),
    ("Oda<b>Lund</b>", "[anonymised]<b></b>"),
)  # fmt: skip
# A name spread over whole cells of one row, or over the lines of a paragraph that is nothing else.
SPREAD = (
    ("<tr><td>Oda</td><td><b>Lund</b></td><td>Harp</td></tr>",
     "<tr><td>[anonymised]</td><td><b>[anonymised]</b></td><td>Harp</td></tr>"),
    ("<td><p>Lund</p></td><td><p>Oda</p></td>", "<td><p>[anonymised]</p></td><td><p>[anonymised]</p></td>"),
    ("Lund;Oda;Harp\nDahl;Ida;Harp", "[anonymised];[anonymised];Harp\nDahl;Ida;Harp"),
    ('"Oda","Lund"\r\n"Ida","Dahl"', '"[anonymised]","[anonymised]"\r\n"Ida","Dahl"'),
    ("<p>Oda<br/>Lund</p>", "<p>[anonymised]<br/>[anonymised]</p>"),
    ('{"first": "Oda", "last": "Lund"}', '{"first": "[anonymised]", "last": "[anonymised]"}'),
    ('{"A1": {"content": "Oda"}, "B1": {"content": "Lund"}}',
     '{"A1": {"content": "[anonymised]"}, "B1": {"content": "[anonymised]"}}'),
    ("<text><tspan>Oda</tspan><tspan>Lund</tspan></text>",
     "<text><tspan>[anonymised]</tspan><tspan>[anonymised]</tspan></text>"),
    ("<person><first>Oda</first><last>Lund</last></person>",
     "<person><first>[anonymised]</first><last>[anonymised]</last></person>"),
    ("https://x.example/?a=1&first=Oda&last=Lund",
     "https://x.example/?a=1&first=[anonymised]&last=[anonymised]"),
    ("first_name=Oda&amp;last_name=Lund", "first_name=[anonymised]&amp;last_name=[anonymised]"),
    ("N:Lund;Oda;;;", "N:[anonymised];[anonymised];;;"),
)  # fmt: skip


@tagged("post_install", "-at_install")
class TestBorders(TextCase):
    def test_no_name_across_a_border(self):
        for text in NOT_ODA_LUND:
            with self.subTest(text):
                self.assertStays(text, name="Oda Lund")

    def test_what_is_inside_a_piece_is_seen_through(self):
        for text, clean in SEEN_THROUGH:
            with self.subTest(text):
                self.assertGoes(text, clean, name="Oda Lund")

    def test_tags_without_a_blank_part_two_words(self):
        for text, clean in SEAMS:
            with self.subTest(text):
                self.assertGoes(text, clean, name="Oda Lund")
        self.assertEqual(self.forms(SEAMS[0][0], name="Oda Lund"), {"full"})
        for text in ("<span>Emil Oda</span><span>Lund Krogh</span>", "Emil<b>Lund, Oda</b>"):
            self.assertEqual(self.forms(text, name="Oda Lund"), {"partial"}, text)
        self.assertStays("<b>Oda</b><i>Krogh</i> <b>Emil</b><i>Lund</i>", name="Oda Lund")

    def test_tags_within_a_word_part_none(self):
        for text in (
            "Oda Mc<b>Donald</b>",
            "<w:r><w:t>Oda Mc</w:t></w:r><w:r><w:t>Donald</w:t></w:r>",
            "Oda Mc<i>D</i>onald",
        ):
            with self.subTest(text):
                self.assertNotIn("Donald", self.redacted(text, name="Oda McDonald"))
                self.assertEqual(self.forms(text, name="Oda McDonald"), {"full"})
        self.assertStays("<b>Oda</b>rine Lund, Oda Lund<b>gren</b>", name="Oda Lund")

    def test_tags_without_a_blank_part_a_number_from_a_word(self):
        for values in ({"phone": "24617283"}, {"national_id": "070511-4009"}, {"number": "8804"}, {"login": "harp7"}):
            (value,) = values.values()
            with self.subTest(value):
                text = f"<b>Nr:</b>{value}<b>Hold:</b>B"
                self.assertGoes(text, "<b>Nr:</b>[anonymised]<b>Hold:</b>B", **values)
        self.assertStays("8804<b>B</b>", number="8804")
        self.assertGoes("88<b>Ab</b>04", "[anonymised]<b></b>", number="88AB04")

    def test_name_spread_over_whole_cells(self):
        for text, clean in SPREAD:
            with self.subTest(text):
                self.assertGoes(text, clean, name="Oda Lund")

    def test_abbreviation_is_no_end_of_a_sentence(self):
        self.assertGoes("Call Oda M. Lund", "Call [anonymised]", name="Oda Maja Lund")
        self.assertGoes("Call Daan v.d. Akker", "Call [anonymised]", name="Daan van den Akker")

    def test_comma_of_a_list_is_no_comma_of_a_name(self):
        self.assertEqual(self.forms("Tim, May, Rose", name="Rose May"), {"partial"})
        self.assertEqual(self.forms("Pupil: May, Rose, class 5", name="Rose May"), {"full"})

    def test_small_words_may_make_two_people_of_one(self):
        for text in ("Emma de May, Rose", "Emma van der May, Rose", "May, Rose van Krogh"):
            self.assertEqual(self.forms(text, name="Rose May"), {"partial"}, text)
        for text in ("Notiz zu May, Rose", "mail von May, Rose", "May, Rose van 5.B"):
            self.assertEqual(self.forms(text, name="Rose May"), {"full"}, text)

    def test_what_stands_loosely_among_other_names_may_be_parts_of_two(self):
        for gap in ("\u00b7", "  ", "-", "_", "~", "&nbsp;&nbsp;"):
            for text in (f"Krogh, Oda{gap}Lund, Ida", f"Krogh Oda{gap}Lund Ida", f"krogh oda{gap}lund ida"):
                with self.subTest(text):
                    self.assertLessEqual(self.forms(text, name="Oda Lund"), {"partial"})
            self.assertIn("full", self.forms(f"Call Oda{gap}Lund today", name="Oda Lund"))
        for gap in ("\u2026", "...", "\u2028", "\x0b", " * "):
            self.assertStays(f"Krogh, Oda{gap}Lund, Ida", name="Oda Lund")
            self.assertGoes(f"Ida Krogh{gap}Oda Lund", f"Ida Krogh{gap}[anonymised]", name="Oda Lund")

    def test_row_of_a_file(self):
        matcher = self.matcher(name="Oda Lund")

        def everything(_hit):
            return True

        self.assertEqual(redacted_row(matcher, ["Lund", "Oda", "Harp"]), ["[anonymised]", "[anonymised]", "Harp"])
        self.assertEqual(redacted_row(matcher, ["Emil Oda", "Lund"]), ["Emil Oda", "Lund"])
        self.assertEqual(matcher.spans_in_row(["x", "so Oda Lund"], everything), [(1, 3, 11)])
