"""Values too large for a server's memory: never taken in whole, never changed, and named; beside them all goes."""

from unittest.mock import patch

from odoo.tests import tagged

from ..erasure.sources import catalogue, large_values
from .kit_erasing import ErasureCase

NAME = "Åse O'Ravn"
# Begins as a film does.
FILM = bytes(4) + b"ftypmp42"
LARGEST_VALUE = 600_000


@tagged("post_install", "-at_install")
class TestLargeValues(ErasureCase):
    """With limits that are a fiftieth of the real ones."""

    def setUp(self):
        super().setUp()
        for module, name, value in (
            (large_values, "LARGEST_VALUE", LARGEST_VALUE),
            (large_values, "LARGEST", 3 * LARGEST_VALUE),
            (large_values, "SMALLEST_PACKED", 2_000),
            (catalogue, "SMALLEST_PACKED", 2_000),
            (large_values, "AT_ONCE", 100_000),
        ):
            patcher = patch.object(module, name, value)
            patcher.start()
            self.addCleanup(patcher.stop)

    def execute(self, statement, *parameters):
        self.env.cr.execute(statement, parameters or None)
        return self.env.cr.fetchall() if self.env.cr.description else []

    def planted(self, table, kind, *rows):
        """Make a table with a row of each (what its value begins with, how many times "x" follows, what ends it)."""
        self.execute(f"CREATE TABLE {table} (id serial PRIMARY KEY, value {kind}, beside text)")
        large = "%s || repeat('x', %s) || %s" if kind != "bytea" else "%s || convert_to(repeat('x', %s), 'UTF8') || %s"
        for row in rows:
            statement = f"INSERT INTO {table} (value, beside) VALUES (({large})::{kind}, %s)"  # noqa: S608
            self.execute(statement, *row, f"For {NAME}")

    def outcome(self, table):
        """Return [(bytes of the value, what stands beside it)], and what is said of the table."""
        rows = self.execute(f"SELECT octet_length(value::text), beside FROM {table} ORDER BY id")  # noqa: S608
        return rows, self.env["school.anonymisation.look"].search([("source", "=", table)]).mapped("detail")

    def test_large_text_stays_and_is_named_and_what_stands_beside_it_goes(self):
        self.planted("x_texts", "text", (f"{NAME} ", LARGEST_VALUE, ""), (f"{NAME} ", 10, ""))
        self.planted("x_trees", "jsonb", ('{"a": "', LARGEST_VALUE, f' {NAME}"}}'), ('{"a": "', 9, f' {NAME}"}}'))
        self.planted("x_allowed", "text", ("", LARGEST_VALUE, ""))
        size = len(NAME.encode())
        before = {table: self.outcome(table)[0] for table in ("x_texts", "x_trees", "x_allowed")}
        self.erase(self.anna)
        for table in ("x_texts", "x_trees"):
            rows, said = self.outcome(table)
            self.assertEqual(rows[0], (before[table][0][0], "For [anonymised]"), table)
            self.assertEqual(rows[1], (before[table][1][0] - size + len("[anonymised]"), "For [anonymised]"), table)
            self.assertEqual(said, ["too_long"], table)
        # As large as is still read.
        self.assertEqual(self.outcome("x_allowed"), ([(LARGEST_VALUE, "For [anonymised]")], []))

    def test_large_text_of_a_record_is_named_with_record_and_field(self):
        self.guardian.comment = "x"
        self.env.flush_all()
        self.execute(
            "UPDATE res_partner SET comment = repeat('x', %s) WHERE id = %s", LARGEST_VALUE + 1, self.guardian.id
        )
        self.env.invalidate_all()
        self.erase(self.anna)
        row = self.env["school.anonymisation.look"].search([("detail", "=", "too_long")])
        self.assertEqual((row.model, row.res_id, row.field), ("res.partner", self.guardian.id, "comment"))

    def test_large_file_in_a_column_is_looked_into_apart(self):
        edge = f" {NAME} ".encode()
        self.planted("x_nobody", "bytea", (b"Of nobody\n", LARGEST_VALUE, b"\nat all"))
        self.planted("x_film", "bytea", (FILM, 4 * LARGEST_VALUE, b" a choir sings "))
        self.planted("x_somebody", "bytea", (b"Begins\n", LARGEST_VALUE, b"\n" + edge))
        self.planted("x_larger", "bytea", (b"Begins\n", 4 * LARGEST_VALUE, edge))
        self.planted("x_named_film", "bytea", (FILM, LARGEST_VALUE, edge))
        before = {table: self.execute(f"SELECT md5(value) FROM {table}") for table in ("x_somebody", "x_named_film")}  # noqa: S608
        self.erase(self.anna)
        for table in ("x_nobody", "x_film"):
            self.assertEqual(self.outcome(table)[1], [], table)
        for table in ("x_somebody", "x_larger", "x_named_film"):
            self.assertEqual(self.outcome(table)[1], ["files_inside"], table)
        for table, value in before.items():
            self.assertEqual(self.execute(f"SELECT md5(value) FROM {table}"), value, table)  # noqa: S608
