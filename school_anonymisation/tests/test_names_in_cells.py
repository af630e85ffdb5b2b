"""A name in cells of one row: side by side, apart, and what only stands in the same row."""

from odoo.tests import tagged

from .kit_text import TextCase

# Nothing else in the row may be anybody's name.
APART = (
    ["Lund", "5.B", "Oda"],
    ["Oda", "harp", "2014-03-02", "Lund"],
    ["Oda", "Room 4", "Lund", "mail@hjem.example"],
    ["", "Lund", "", "12", "Oda", ""],
)
# Something else may: two people's parts, or a teacher's surname in the last column.
BESIDE_OTHERS = (
    ["Lund", "Harp", "Oda"],
    ["Emma", "Lund", "Oda", "Krogh"],
    ["Emma", "Lund", "12", "Oda", "Krogh"],
    ["Oda", "Krogh", "harp", "Lund"],
)
NOT_ODA_LUND = (
    ["Oda Maja", "5.B", "Lund"],
    ["Oda", "5.B", "Lund Krogh"],
    ["Oda plays", "5.B", "Lund"],
    ["Oda", "5.B"],
)


@tagged("post_install", "-at_install")
class TestNamesInCells(TextCase):
    def forms_in_row(self, cells, name="Oda Lund"):
        return [(hit.form, len(hit.spans)) for hit in self.matcher(name=name).find_row(cells)]

    def test_first_name_and_surname_apart_in_one_row(self):
        for cells in APART:
            with self.subTest(cells):
                self.assertEqual(self.forms_in_row(cells), [("full", 2)])

    def test_where_others_may_stand_in_the_row_it_is_not_certain(self):
        for cells in BESIDE_OTHERS:
            with self.subTest(cells):
                self.assertEqual(self.forms_in_row(cells), [("partial", 2)])

    def test_cells_that_hold_more_are_not_the_name(self):
        for cells in NOT_ODA_LUND:
            with self.subTest(cells):
                self.assertEqual(self.forms_in_row(cells), [])

    def test_whoever_stands_in_the_row_as_a_pair_is_found_all_the_same(self):
        self.assertEqual(self.forms_in_row(["Oda", "Lund", "Emma", "Krogh"]), [("full", 2)])
        self.assertEqual(self.forms_in_row(["Emma", "Krogh", "Oda", "Lund"]), [("full", 2)])

    def test_cell_of_a_pair_makes_no_second_name(self):
        cells = ["Oda", "Lund", "harp", "Oda", "Krogh"]
        self.assertEqual([hit.spans for hit in self.matcher(name="Oda Lund").find_row(cells)], [((0, 0, 3), (1, 0, 4))])

    def test_middle_name_in_the_cell_or_left_out(self):
        self.assertEqual(self.forms_in_row(["Lund", "5.B", "Oda Maja"], "Oda Maja Lund"), [("full", 2)])
        self.assertEqual(self.forms_in_row(["Lund", "5.B", "Oda"], "Oda Maja Lund"), [("short", 2)])

    def test_only_the_cells_of_the_name_change(self):
        for text, clean in (
            ("Dahl;5.A;Ida\nLund;5.B;Oda\n", "Dahl;5.A;Ida\n[anonymised];5.B;[anonymised]\n"),
            (
                "<tr><td>Lund</td><td><p>5.B</p></td><td>Oda</td></tr>",
                "<tr><td>[anonymised]</td><td><p>5.B</p></td><td>[anonymised]</td></tr>",
            ),
            (
                '{"last": "Lund", "class": "5b", "first": "Oda"}',
                '{"last": "[anonymised]", "class": "5b", "first": "[anonymised]"}',
            ),
        ):
            self.assertGoes(text, clean, name="Oda Lund")

    def test_cells_of_two_rows_are_no_name(self):
        for text in ("Lund;5.B;Ea\nDahl;5.A;Oda\n", "<tr><td>Lund</td><td>5</td></tr><tr><td>6</td><td>Oda</td></tr>"):
            self.assertStays(text, name="Oda Lund")
