"""What is written of a table goes into one statement, unless two paths ask for the same column of the same row."""

from odoo.tests import BaseCase, tagged
from odoo.tools import SQL

from ..erasure.columns import _Group, _Statement
from .kit_erasing import ErasureCase

NAME, PHONE = {"name": SQL("v.label")}, {"phone": SQL("NULL")}


def group(settings, **people):
    """Return a group for the rows of these numbers: {"row1": contact id}."""
    return _Group({int(key[3:]): person for key, person in people.items()}, settings, SQL("TRUE"))


@tagged("post_install", "-at_install")
class TestStatement(BaseCase):
    def taken(self, *groups):
        """Return for each of these groups whether one statement takes it beside those before."""
        statement = _Statement()
        return [statement.takes(one) for one in groups]

    def test_other_columns_or_other_rows_are_written_together(self):
        self.assertEqual(self.taken(group(NAME, row1=7), group(PHONE, row1=7), group(NAME, row2=8)), [True] * 3)

    def test_same_column_of_the_same_row_is_not(self):
        self.assertEqual(self.taken(group(NAME, row1=7, row2=8), group(NAME, row2=8)), [True, False])

    def test_labels_of_two_people_are_not_written_into_one_row(self):
        self.assertEqual(self.taken(group(NAME, row1=7), group(PHONE, row1=8)), [True, False])
        # No label is written with what is of nobody.
        self.assertEqual(self.taken(group(NAME, row1=None), group(PHONE, row1=8)), [True, True])


@tagged("post_install", "-at_install")
class TestColumns(ErasureCase):
    def test_profile_and_contact_are_written_once_by_the_engine(self):
        written = []
        execute = type(self.env.cr).execute

        def note(cr, query, *arguments, **options):
            written.append(getattr(query, "code", str(query)))
            return execute(cr, query, *arguments, **options)

        self.patch(type(self.env.cr), "execute", note)
        self.erase(self.anna)
        for table in ("school_student", "res_partner"):
            self.assertEqual(len([code for code in written if code.startswith(f'UPDATE "{table}"')]), 1, table)
        self.assertEqual(self.anna.name, f"Anonymised student TEST-{self.anna.id:04}")
        self.assertFalse(self.anna.partner_id.email)
        self.assertEqual(self.anna.create_date.day, 1)
