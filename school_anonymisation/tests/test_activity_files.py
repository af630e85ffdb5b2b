"""The files that say what counts in other apps: read as they are meant, refused with file and line otherwise."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from odoo.addons.school_anonymisation.rules import activity_files
from odoo.tests import BaseCase, TransactionCase, tagged

HEADER = ",".join(activity_files.HEADER)


class TestActivityFiles(BaseCase):
    def rows_of(self, *lines, name="crm.csv"):
        with TemporaryDirectory() as folder:
            Path(folder, name).write_text("\n".join(lines), encoding="utf-8")
            return activity_files.read([folder])

    def test_row_is_read(self):
        [row] = self.rows_of(HEADER, "coming,crm.lead,partner_id,\"[('day', '>=', 'today')]\",")
        self.assertEqual((row.app, row.rule, row.model, row.person), ("crm", "coming", "crm.lead", "partner_id"))
        day = date(2026, 10, 1)
        self.assertEqual(row.domain({activity_files.TODAY: day}), [("day", ">=", day)])

    def test_row_by_address_is_read(self):
        [row] = self.rows_of(HEADER, "coming,crm.lead,email_from=email,[],")
        self.assertTrue(row.by_email)

    def test_folder_that_is_not_there_has_no_rows(self):
        self.assertEqual(activity_files.read([Path("/nowhere")]), [])

    def test_malformed_files_are_refused_with_file_and_line(self):
        for lines in (
            ["rule,model"],
            [HEADER, "coming,crm.lead"],
            [HEADER, "coming,,partner_id,[],"],
            [HEADER, "coming,crm.lead,phone=phone,[],"],
            [HEADER, "coming,crm.lead,partner_id,[('a'),"],
            [HEADER, "coming,crm.lead,partner_id,\"[open('/etc/passwd')]\","],
            [HEADER, "coming,crm.lead,partner_id,\"[('a', '=')]\","],
            [HEADER, "coming,crm.lead,partner_id,\"['a']\","],
        ):
            with self.subTest(lines=lines), self.assertRaisesRegex(activity_files.ActivityError, r"crm\.csv, line "):
                self.rows_of(*lines)


@tagged("post_install", "-at_install")
class TestShippedRows(TransactionCase):
    def test_rows_of_installed_apps_can_be_asked(self):
        students = self.env["school.student"]
        for rule in self.env["school.anonymisation.rule"]._all_rules():
            for row in rule._rows() if "school.anonymisation.rule.declared" in rule._inherit else ():
                with self.subTest(row=row):
                    self.assertEqual(
                        students.search_count(rule._reached(row)) + students.search_count(~rule._reached(row)),
                        students.search_count([]),
                    )
