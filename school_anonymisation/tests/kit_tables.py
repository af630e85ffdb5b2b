"""Tables that are not Odoo's, and what is asked about them."""

from .kit_erasing import ErasureCase

NAME = "Åse O'Ravn"
"""Of whoever is erased."""


class TablesCase(ErasureCase):
    """Somebody is erased in a database that has tables of others."""

    def execute(self, statement, *parameters):
        self.env.cr.execute(statement, parameters or None)
        return self.env.cr.fetchall() if self.env.cr.description else []

    def planted(self, table, columns, *rows):
        """Make a table with these rows; one of one column is that column."""
        self.execute(f"CREATE TABLE {table} ({columns})")
        for row in rows:
            self.execute(f"INSERT INTO {table} VALUES %s", row)  # noqa: S608

    def notes(self, table, column="note"):
        return [note for (note,) in self.execute(f"SELECT {column} FROM {table} ORDER BY 1")]  # noqa: S608

    def questions(self):
        """Return {source: detail or reason} of what is asked about whole sources."""
        rows = self.env["school.anonymisation.look"].search([("source", "not in", (False, ""))])
        return {row.source: row.detail or row.reason for row in rows}
