"""The register: what is malformed is refused with file and line, and the school's own rows can only add."""

from pathlib import Path
from tempfile import TemporaryDirectory

import odoo.addons
from odoo.addons.school_anonymisation.erasure import RegisterError
from odoo.addons.school_anonymisation.erasure.completeness import register_rows, undeclared_count, unresolved
from odoo.addons.school_anonymisation.erasure.register import Register, Row, read_file
from odoo.addons.school_anonymisation.erasure.register.check import check_addon, register_problems
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import OFFICER_GROUPS, AnonymisationCase

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
        return self.env["school.anonymisation.register.row"].with_user(user or self.administrator()).create(values)

    def administrator(self):
        """Return an administrator of Odoo who may anonymise."""
        login = "kit_register_administrator"
        known = self.env["res.users"].search([("login", "=", login)])
        return known or self.make_user(login, f"{OFFICER_GROUPS},base.group_system")

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
        self.assertEqual((shown.kind_of_record, shown.field_in_words, shown.purpose), ("Contact", "Email", False))

    def test_what_stays_stays_for_a_purpose(self):
        rows = self.env["school.anonymisation.register.row"]
        for model, treatment, retained, purpose in (
            ("school.enrolment", "keep", False, "history"),
            ("account.move", "keep", False, "accounts"),
            ("account.move", "clear", True, "law"),
            ("school.anonymisation.log", "keep", False, "proof"),
            ("res.users", "keep", False, "working"),
            ("res.users", "clear", False, False),
        ):
            row = rows.new({"model": model, "field": "id", "treatment": treatment, "retained": retained})
            with self.subTest(model=model, treatment=treatment):
                self.assertEqual(row.purpose, purpose)

    def test_shipped_rows_cannot_be_changed_on_the_screen(self):
        self.env["school.anonymisation.register.row"].with_user(self.officer).action_open()
        row = (
            self.env["school.anonymisation.register.row"]
            .with_user(self.officer)
            .search([("origin", "=", "shipped")], limit=1)
        )
        for act in (lambda own: own.write({"treatment": "keep"}), lambda own: own.unlink()):
            with self.assertRaises(ValidationError):
                act(row.with_user(self.administrator()))
            with self.assertRaises(AccessError):
                act(row)

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


@tagged("post_install", "-at_install")
class TestTypingErrors(AnonymisationCase):
    """An addon on disk, whose register has typing errors."""

    def addon(self, name, **files):
        """Put an addon with these CSV files where Odoo finds addons; return its name."""
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        data = Path(folder.name) / name / "personal_data"
        data.mkdir(parents=True)
        (data.parent / "__manifest__.py").write_text("{'name': 'X', 'license': 'LGPL-3'}")
        (data.parent / "__init__.py").touch()
        for file, content in files.items():
            (data / f"{file}.csv").write_text(content)
        self.patch(odoo.addons, "__path__", [*odoo.addons.__path__, folder.name])
        return name

    def refused(self, name, sentence, **files):
        with self.assertRaisesRegex(RegisterError, sentence):
            check_addon(self.env, self.addon(name, **files))

    def test_what_makes_sense_is_accepted(self):
        rows = "res.partner,.,comment,clear,\nschool.enrolment,student_id,id,keep,Counted\n"
        bearers = "model,field,kind\nres.partner,name,name\n"
        check_addon(self.env, self.addon("x_sound", x_sound=HEADER + rows, _bearers=bearers))

    def test_field_that_is_not_there_is_refused(self):
        rows = HEADER + "res.partner,.,comment,clear,\nres.partner,.,coment,clear,\n"
        self.refused("x_field", r"x_field.csv, line 3: 'res.partner' has no field 'coment'; is 'comment'", x_field=rows)

    def test_model_of_the_addon_itself_that_is_not_there_is_refused(self):
        self.refused("x_model", "x_model.csv, line 2: there is no model", x_model=HEADER + "x.none,.,id,delete,\n")

    def test_model_that_is_nearly_there_is_refused_in_any_file(self):
        rows = HEADER + "school.enrolmnt,student_id,id,delete,\n"
        self.refused("x_near", "library.csv, line 2: .* is 'school.enrolment' meant", library=rows)

    def test_model_of_an_app_that_is_not_installed_is_ignored(self):
        rows = HEADER + "fleet.vehicle,driver_id,name,redact,\n"
        check_addon(self.env, self.addon("x_other_app", fleet=rows, unheard_of=rows))

    def test_path_that_leads_nowhere_is_refused(self):
        rows = HEADER + "school.enrolment,course_id,id,delete,\n"
        self.refused("x_path", "x_path.csv, line 2: the path 'course_id' .* leads to no", x_path=rows)

    def test_kind_of_a_bearer_that_is_unknown_is_refused(self):
        bearers = "model,field,kind\nres.partner,name,nickname\n"
        self.refused("x_kind", "_bearers.csv, line 2: unknown kind 'nickname'", _bearers=bearers)

    def test_field_of_a_bearer_that_is_not_there_is_refused(self):
        bearers = "model,field,kind\nres.partner,nam,name\n"
        self.refused("x_bearer", "_bearers.csv, line 2: 'res.partner' has no field", _bearers=bearers)

    def test_broken_file_costs_a_run_its_bad_rows_only(self):
        rows = HEADER + "res.partner,.,comment,clear,\nres.partner,.,name,forget,\nres.partner,x y,ref,clear,\n"
        register = Register.of_addons({self.addon("x_broken", x_broken=rows, other="nothing\n")})
        self.assertEqual([row.field for row in register.rows], ["comment"])
        self.assertEqual(len(register.problems), 3)
        self.assertRegex(register.problems[1], "x_broken.csv, line 3")

    def test_nothing_that_is_shipped_is_wrong(self):
        self.assertEqual(register_problems(self.env), [])

    def test_screen_lists_what_to_look_at(self):
        self.env["ir.model"].create(
            {
                "name": "Notes",
                "model": "x_notes",
                "field_id": [
                    (0, 0, {"name": "x_text", "ttype": "text"}),
                    (0, 0, {"name": "x_contact_id", "ttype": "many2one", "relation": "res.partner"}),
                ],
            }
        )
        rows = self.env["school.anonymisation.register.row"].with_user(self.officer)
        rows.action_open()
        shown = rows.search([("requires_attention", "=", True), ("model", "=", "x_notes")])
        self.assertIn("x_text", shown.mapped("field"))
        self.assertEqual(set(shown.mapped("origin")), {"undescribed"})
        self.assertEqual(undeclared_count(self.env), len(shown))
