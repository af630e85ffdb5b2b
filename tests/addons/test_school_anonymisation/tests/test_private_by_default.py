"""What nobody has declared is private: custom fields, copies by dependency, tables of an unknown addon."""

from base64 import b64encode

from odoo import Command
from odoo.addons.school_anonymisation.erasure.completeness import register_rows, undescribed
from odoo.addons.school_anonymisation.erasure.sql import run
from odoo.addons.school_anonymisation.tests.kit_erasing import ErasureCase
from odoo.tests import tagged
from odoo.tools import SQL


@tagged("post_install", "-at_install")
class TestPrivateByDefault(ErasureCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna.write(
            {
                "favourite_piece": "Träumerei",
                "diary": "<p>Dear diary</p>",
                "answers": {"mood": "secret"},
                "voice_sample": b64encode(b"la la la"),
                "portrait": b64encode(b"a drawing of her"),
                "baptised_on": "2012-06-01",
                "house": "red",
                "motto": "Never",
            }
        )

    def test_undeclared_fields_of_every_kind_are_cleared(self):
        self.erase(self.anna)
        for name in ("favourite_piece", "diary", "answers", "voice_sample", "portrait", "baptised_on", "motto"):
            self.assertFalse(self.anna[name], name)

    def test_required_date_keeps_its_year_only(self):
        self.erase(self.anna)
        self.assertEqual(str(self.anna.met_on), "2015-01-01")

    def test_company_dependent_field_is_cleared_for_every_company(self):
        other = self.make_company("Another school")
        self.anna.partner_id.with_company(other).nickname = "Rabbit"
        self.anna.partner_id.with_company(self.company).nickname = "Hare"
        self.erase(self.anna)
        self.env.cr.execute("SELECT nickname FROM res_partner WHERE id = %s", [self.anna.partner_id.id])
        self.assertEqual(self.env.cr.fetchone(), (None,))

    def test_selection_that_the_addon_keeps_with_a_reason_stays(self):
        self.erase(self.anna)
        self.assertEqual(self.anna.house, "red")

    def test_stored_copies_are_erased_with_what_they_hang_on_even_where_a_namesake_forbids_searching(self):
        self.make_student("Åse O'Ravn", email="aase.ravn@example.com")
        enrolment = self.enrol(self.anna, state="completed")
        self.assertEqual(enrolment.greeting, "Hi Åse <aase.ravn@example.com>")
        self.erase(self.anna)
        self.assertEqual(enrolment.student_name, self.anna.name)
        self.assertEqual(enrolment.greeting, self.anna.name)
        self.assertFalse(enrolment.birthday)

    def test_copy_made_of_several_people_keeps_the_others(self):
        other = self.make_student("Ib Holm")
        for student in (self.anna, other):
            self.enrol(student, course=self.course)
        self.env.flush_all()
        self.assertIn("Ravn", self.course.roll)
        self.erase(self.anna)
        self.assertEqual(self.course.roll, "[anonymised], Ib Holm")

    def test_register_of_another_addon_is_obeyed(self):
        letter = self.env["test.school.letter"].create({"student_id": self.anna.id, "text": "Dear you"})
        self.erase(self.anna)
        self.assertFalse(letter.exists())

    def test_undeclared_fields_require_attention(self):
        found = {
            row.field for row in register_rows(self.env) if row.origin == "default" and row.model == "school.student"
        }
        self.assertLessEqual({"favourite_piece", "diary", "answers", "voice_sample", "portrait", "baptised_on"}, found)
        self.assertNotIn("house", found)

    def test_undeclared_fields_of_no_text_are_cleared_as_well(self):
        mother = self.make_contact("Lone Holm")
        diagnosis = self.env["test.school.diagnosis"].create({"name": "Epilepsy"})
        self.anna.write(
            {
                "person_number": 403123456,
                "height": 148.5,
                "needs_help": True,
                "faith": "second",
                "mother_id": mother.id,
                "diagnosis_ids": [Command.link(diagnosis.id)],
                "favourite": f"res.partner,{mother.id}",
                "fee": 12.5,
            }
        )
        self.erase(self.anna)
        for name in (
            "person_number",
            "height",
            "needs_help",
            "faith",
            "mother_id",
            "diagnosis_ids",
            "favourite",
            "fee",
        ):
            self.assertFalse(self.anna[name], name)
        self.assertEqual((mother.name, diagnosis.name), ("Lone Holm", "Epilepsy"))

    def test_what_may_not_be_empty_becomes_the_same_for_everybody(self):
        first = self.env["test.school.diagnosis"].search([], order="id", limit=1)
        self.anna.main_diagnosis_id = self.env["test.school.diagnosis"].create({"name": "Epilepsy"})
        self.erase(self.anna)
        self.assertEqual(self.anna.main_diagnosis_id, first)
        self.assertEqual(self.anna.shoe, "none")

    def test_column_that_no_field_shows_is_cleared_whatever_its_type(self):
        run(self.env, SQL("ALTER TABLE school_student ADD old_number int, ADD old_day date, ADD old_flag bool"))
        run(self.env, SQL("UPDATE school_student SET old_number = 7, old_day = '2012-03-04', old_flag = TRUE"))
        self.erase(self.anna)
        columns = SQL("SELECT old_number, old_day, old_flag FROM school_student WHERE id = %s", self.anna.id)
        self.assertEqual(run(self.env, columns), [(None, None, False)])

    def test_nobody_else_loses_anything(self):
        other = self.make_student("Ib Holm")
        other.write({"person_number": 5, "faith": "first", "favourite_piece": "Arabesque", "needs_help": True})
        enrolment = self.enrol(other, remark="Brings his own cello", x_points=3)
        self.env.flush_all()
        before = other.read() + enrolment.read()
        self.erase(self.anna)
        self.assertEqual(other.read() + enrolment.read(), before)

    def test_text_and_custom_fields_of_the_own_records_are_cleared_and_what_reports_count_stays(self):
        helper = self.make_contact("Lone Holm")
        diagnosis = self.env["test.school.diagnosis"].create({"name": "Epilepsy"})
        enrolment = self.enrol(
            self.anna,
            state="completed",
            lessons_planned=20,
            lessons_attended=12,
            remark="Needs help with the bow",
            minutes=45,
            x_points=7,
            x_helper_id=helper.id,
            x_diagnosis_ids=[Command.link(diagnosis.id)],
        )
        self.erase(self.anna)
        self.assertFalse(enrolment.remark)
        self.assertFalse(enrolment.x_points or enrolment.x_helper_id or enrolment.x_diagnosis_ids)
        self.assertEqual((enrolment.minutes, enrolment.lessons_attended), (45, 12))

    def test_text_of_records_that_are_always_somebodys_goes_and_their_figures_stay(self):
        night, other = self.env["test.school.night"].create(
            [
                {"student_id": student.id, "report": "Cried", "hours": 9}
                for student in (self.anna, self.make_student("Ib Holm"))
            ]
        )
        self.erase(self.anna)
        self.assertEqual((night.report, night.hours), (False, 9))
        self.assertEqual((other.report, other.hours), ("Cried", 9))

    def test_text_of_an_app_that_nobody_described_is_shown_and_not_cleared(self):
        concert = self.env["test.school.concert"].create({"soloist_id": self.anna.id, "programme": "Bach"})
        self.erase(self.anna)
        self.assertEqual(concert.programme, "Bach")
        self.assertIn(("test.school.concert", "programme"), undescribed(self.env))
        self.assertNotIn(("test.school.night", "report"), undescribed(self.env))
        self.assertNotIn(("test.school.letter", "text"), undescribed(self.env))

    def test_first_name_goes_from_what_nobody_described_where_it_is_tied_to_the_person(self):
        first_name = self.anna.name.split()[0]
        concert, other = self.env["test.school.concert"].create(
            [
                {"soloist_id": student.id, "programme": f"{first_name} plays Bach"}
                for student in (self.anna, self.make_student("Ib Holm"))
            ]
        )
        self.erase(self.anna)
        self.assertEqual(concert.programme, "[anonymised] plays Bach")
        self.assertEqual(other.programme, f"{first_name} plays Bach")

    def test_text_that_refuses_to_change_stops_nobody(self):
        concert = self.env["test.school.concert"].create(
            {"soloist_id": self.anna.id, "programme": f"{self.anna.name.split()[0]} plays Bach"}
        )
        self.env.cr.execute(
            "CREATE FUNCTION x_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''No''; END';"
            "CREATE TRIGGER x_refuse BEFORE UPDATE ON test_school_concert FOR EACH ROW EXECUTE FUNCTION x_refuse()"
        )
        self.erase(self.anna)
        self.assertIn("plays Bach", concert.programme)
        self.assertNotIn("Ravn", self.anna.name)

    def test_model_that_delegates_to_the_profile_is_the_person(self):
        boarder, other = self.env["test.school.boarder"].create(
            [
                {"student_id": student.id, "allergies": "Nuts", "room": 12}
                for student in (self.anna, self.make_student("Ib Holm"))
            ]
        )
        boarder_file = self.env["ir.attachment"].create(
            {"name": "a.txt", "raw": b"a", "res_model": boarder._name, "res_id": boarder.id}
        )
        self.erase(self.anna)
        self.assertEqual((boarder.allergies, boarder.room, boarder.student_id), (False, 0, self.anna))
        self.assertEqual(boarder.company_id, self.company)
        self.assertFalse(boarder_file.exists())
        self.assertEqual((other.allergies, other.room), ("Nuts", 12))


@tagged("post_install", "-at_install")
class TestMadeOnAScreen(ErasureCase):
    def test_field_that_the_school_made_on_a_screen_is_cleared_on_an_own_record(self):
        self.env["ir.model.fields"].create(
            {"name": "x_wish", "ttype": "char", "model_id": self.env["ir.model"]._get_id("school.enrolment")}
        )
        enrolment = self.enrol(self.anna, state="completed", x_wish="Tuesday, because of the doctor")
        self.erase(self.anna)
        self.assertFalse(enrolment.x_wish)
