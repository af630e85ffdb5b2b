"""The register: what is malformed is refused with file and line, and the school's own rows can only add."""

from pathlib import Path
from tempfile import TemporaryDirectory

from odoo.addons.school_anonymisation.erasure import RegisterError
from odoo.addons.school_anonymisation.erasure.completeness import register_rows, unresolved
from odoo.addons.school_anonymisation.erasure.register import Register, Row, read_file
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import AnonymisationCase

HEADER = "model,path,field,treatment,reason\n"


@tagged("post_install", "-at_install")
class TestRegister(AnonymisationCase):
    def refused(self, content, sentence):
        with TemporaryDirectory() as folder:
            path = Path(folder) / "some_app.csv"
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            with self.assertRaisesRegex(RegisterError, sentence):
                read_file(path)

    def test_unknown_treatment_is_refused(self):
        self.refused(HEADER + "res.partner,.,name,forget,\n", r"some_app.csv, line 2: unknown treatment")

    def test_keeping_without_a_reason_is_refused(self):
        self.refused(HEADER + "res.partner,.,name,keep,\n", r"line 2: 'keep' needs a reason")

    def test_generalising_without_a_reason_is_refused(self):
        self.refused(HEADER + "res.partner,.,zip,generalise,\n", r"line 2: 'generalise' needs a reason")

    def test_wrong_header_is_refused(self):
        self.refused("model,field\n", r"line 1: the header must be")

    def test_wrong_number_of_columns_is_refused(self):
        self.refused(HEADER + "res.partner,.,name,clear\n", r"line 2: 4 columns instead of 5")

    def test_wrong_encoding_is_refused(self):
        self.refused(HEADER.encode() + "res.partner,.,name,keep,Været\n".encode("latin-1"), "UTF-8")

    def test_same_field_twice_is_refused(self):
        self.refused(HEADER + "res.partner,.,name,clear,\n" * 2, r"line 3: .* declared twice")

    def test_path_that_is_none_is_refused(self):
        self.refused(HEADER + "res.partner,a b,name,clear,\n", r"line 2: 'a b' is not a path")

    def test_deleting_a_field_is_refused(self):
        self.refused(HEADER + "res.partner,.,name,delete,\n", r"line 2: 'delete' is for a whole record")

    def test_rows_for_installed_apps_lead_somewhere(self):
        self.assertEqual([(row.app, row.model, row.path, row.field) for row in unresolved(self.env)], [])

    def test_undeclared_field_of_a_contact_requires_attention(self):
        self.env["ir.model.fields"].create(
            {"name": "x_nickname", "ttype": "char", "model_id": self.env["ir.model"]._get_id("res.partner")}
        )
        [row] = [row for row in register_rows(self.env) if row.field == "x_nickname"]
        self.assertEqual((row.treatment, row.origin), ("clear", "default"))

    def own(self, user=None, **values):
        values = {"model": "res.partner", "field": "comment", "path": ".", "treatment": "clear", **values}
        return self.env["school.anonymisation.register.row"].with_user(user or self.officer).create(values)

    def test_weaker_than_shipped_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "weaker"):
            self.own(field="name", treatment="keep", reason="We like names")

    def test_stronger_than_shipped_is_obeyed(self):
        self.own(model="school.student", field="gender", treatment="clear")
        rows = register_rows(self.env, self.env["school.anonymisation.register.row"]._rows())
        [row] = [row for row in rows if (row.model, row.field, row.path) == ("school.student", "gender", ".")]
        self.assertEqual(row.treatment, "clear")

    def test_field_that_does_not_exist_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "no stored field"):
            self.own(field="no_such_field")

    def test_screen_lists_what_is_obeyed(self):
        action = self.env["school.anonymisation.register.row"].with_user(self.officer).action_open()
        self.assertEqual(action["res_model"], "school.anonymisation.register.row")
        shown = (
            self.env["school.anonymisation.register.row"]
            .with_user(self.officer)
            .search([("model", "=", "res.partner"), ("field", "=", "email"), ("path", "=", ".")])
        )
        self.assertEqual((shown.treatment, shown.origin), ("clear", "shipped"))
        self.assertGreater(shown.records_count, 0)

    def test_shipped_rows_cannot_be_changed_on_the_screen(self):
        self.env["school.anonymisation.register.row"].with_user(self.officer).action_open()
        row = (
            self.env["school.anonymisation.register.row"]
            .with_user(self.officer)
            .search([("origin", "=", "shipped")], limit=1)
        )
        with self.assertRaises(ValidationError):
            row.treatment = "keep"
        with self.assertRaises(ValidationError):
            row.unlink()

    def test_declared_twice_by_two_addons_the_stronger_counts(self):
        rows = [
            Row("one", "res.partner", ".", "ref", action, "Why", "shipped") for action in ("keep", "clear", "redact")
        ]
        self.assertEqual([row.treatment for row in Register._merge(rows)], ["clear"])

    def test_only_those_who_may_anonymise_see_it(self):
        with self.assertRaises(AccessError):
            self.env["school.anonymisation.register.row"].with_user(self.superuser).action_open()
        with self.assertRaises(AccessError):
            self.env["school.anonymisation.register.row"].with_user(self.superuser).search([])
