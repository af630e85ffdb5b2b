"""The register as a spreadsheet: what the data protection officer is given."""

import io

from openpyxl import load_workbook

from odoo.tests import HttpCase, tagged

from .common import AnonymisationCase

URL = "/school_anonymisation/register.xlsx"


@tagged("post_install", "-at_install")
class TestRegisterDownload(AnonymisationCase, HttpCase):
    today = None

    def test_officer_gets_every_row_with_its_reason(self):
        self.authenticate("kit_officer", "kit_officer")
        answer = self.url_open(URL)
        sheet = load_workbook(io.BytesIO(answer.content)).active
        rows = list(sheet.iter_rows(values_only=True))
        self.assertEqual(
            rows[0][:4], ("Kind of record", "Field", "Treatment", "Only after the years that the law sets")
        )
        [gender] = [row for row in rows if row[6:8] == ("school.student", "gender")]
        self.assertEqual(gender[:3], ("Student", "Gender", "Stays"))
        self.assertEqual(gender[9], "Participation is reported by gender")

    def test_others_get_nothing(self):
        self.make_user("kit_other", "school_base.group_school_superuser")
        self.authenticate("kit_other", "kit_other")
        self.assertEqual(self.url_open(URL).status_code, 403)

    def test_without_a_login_nothing(self):
        self.authenticate(None, None)
        self.assertNotIn("spreadsheet", self.url_open(URL).headers["Content-Type"])
