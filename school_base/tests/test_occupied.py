# Before it is installed, the addon looks for whatever else bears its names.
from odoo.addons.school_base.occupied import MODULE, found, names, refuse_to_overwrite
from odoo.exceptions import UserError

from .common import SchoolCase


class TestOccupied(SchoolCase):
    def free(self, models=None, fields=(), module="no_such_addon"):
        return not found(self.env, models or {}, set(fields), module)

    def test_its_names_are_read_from_its_classes(self):
        models, fields = names(MODULE)
        self.assertEqual(models["school.waiting.list.entry"], "school_waiting_list_entry")
        self.assertIn(("account.move", "student_id"), fields)
        self.assertNotIn("account.move", models)

    def test_nothing_is_in_the_way_of_free_names(self):
        self.assertTrue(self.free({"school.nowhere": "school_nowhere"}, {("account.move", "nowhere_id")}))

    def test_a_model_of_the_same_name_is_in_the_way(self):
        self.env["ir.model"].create({"name": "Pupil", "model": "x_school_pupil"})
        self.assertEqual(
            found(self.env, {"x_school_pupil": "x_school_pupil"}, set(), "no_such_addon"), ["model x_school_pupil"]
        )

    def test_a_table_without_a_model_is_in_the_way(self):
        self.env.cr.execute("CREATE TABLE school_pupil (id int)")
        self.assertEqual(
            found(self.env, {"school.pupil": "school_pupil"}, set(), "no_such_addon"), ["table school_pupil"]
        )

    def test_a_field_of_the_same_name_is_in_the_way(self):
        self.assertFalse(self.free(fields={("res.partner", "email")}))

    def test_records_of_an_app_of_the_same_name_are_in_the_way(self):
        self.assertFalse(self.free(module="base"))

    def test_the_refusal_is_one_sentence_that_names_them_and_says_what_to_do(self):
        with self.assertRaises(UserError) as refusal:
            refuse_to_overwrite(self.env)
        for words in ("model school.student", "Nothing has been changed", "by a bridge"):
            self.assertIn(words, str(refusal.exception))
