"""What anonymised students took part in: deleted by nobody, corrected by SuperUsers in what says nothing personal."""

from datetime import date

import psycopg2

from odoo.exceptions import UserError
from odoo.tests import mute_logger

from .common import OFFICER_GROUPS, AnonymisationCase


class TestHistoryKept(AnonymisationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.make_student("Bo Ravn")
        cls.history = {student: cls.make_history(student) for student in cls.student | cls.other}
        cls.student.with_user(cls.officer).action_anonymise()
        cls.env.flush_all()

    @classmethod
    def make_history(cls, student):
        """Return (enrolment, waiting list entry, hire) of long ago."""
        day = cls.periods[0].date_start
        return (
            cls.enrol(student, cls.periods[0], state="completed", lessons_planned=10, lessons_attended=5),
            cls.put_on_waiting_list(student, requested_on=day, state="withdrawn", closed_on=day),
            cls.hire(student, hired_on=day, returned_on=day),
        )

    def users(self):
        return self.school_user, self.superuser, self.officer, self.env.user

    @mute_logger("odoo.models.unlink")
    def test_nobody_deletes_what_an_anonymised_student_took_part_in(self):
        for user in self.users():
            for record in self.history[self.student]:
                # Whoever does not see it is told no more than that.
                seen = user in (self.officer, self.env.user)
                words = "history" if seen else "history|access"
                with self.subTest(user=user.login, model=record._name), self.assertRaisesRegex(UserError, words):
                    record.with_user(user).unlink()

    @mute_logger("odoo.models.unlink")
    def test_what_others_took_part_in_is_deleted_as_before(self):
        for record in self.history[self.other]:
            record.with_user(self.school_user).unlink()
            self.assertFalse(record.exists())

    @mute_logger("odoo.sql_db")
    def test_postgresql_refuses_to_delete_it(self):
        for record in self.history[self.student]:
            delete = f"DELETE FROM {record._table} WHERE id = %s"  # noqa: S608 (a table of ours)
            with self.assertRaises(psycopg2.Error), self.env.cr.savepoint():
                self.env.cr.execute(delete, [record.id])

    @mute_logger("odoo.sql_db")
    def test_deleting_the_course_or_the_period_takes_nothing_along(self):
        enrolment, entry, hire = self.history[self.student]
        for record in (enrolment.course_id, enrolment.period_id, hire.instrument_id):
            with self.assertRaises(psycopg2.IntegrityError), self.env.cr.savepoint():
                record.unlink()
                self.env.flush_all()
        self.assertTrue(all(record.exists() for record in (enrolment, entry, hire)))

    def test_superuser_corrects_lessons(self):
        enrolment = self.history[self.student][0].with_user(self.superuser)
        enrolment.write({"lessons_planned": 12, "lessons_attended": 6})
        self.assertEqual(enrolment.sudo().lessons_attended, 6)

    def test_superuser_merges_courses_and_instruments(self):
        enrolment, entry, hire = (record.with_user(self.superuser) for record in self.history[self.student])
        course, instrument = self.make_course("Viola"), self.make_instrument("Viola")
        (enrolment.course_id, entry.course_id, hire.instrument_id) = (course, course, instrument)
        self.env.flush_all()
        merged = enrolment.sudo().course_id, entry.sudo().course_id, hire.sudo().instrument_id
        self.assertEqual(merged, (course, course, instrument))

    def test_superuser_with_the_permission_corrects_too(self):
        self.history[self.student][0].with_user(self.make_user("kit_second", OFFICER_GROUPS)).lessons_attended = 6

    def test_school_user_corrects_nothing(self):
        with self.assertRaises(UserError):
            self.history[self.student][0].with_user(self.school_user).lessons_attended = 6

    def test_superuser_changes_nothing_else(self):
        enrolment, entry, hire = (record.with_user(self.superuser) for record in self.history[self.student])
        day = date(2026, 9, 1)
        for record, values in (
            (enrolment, {"state": "active"}),
            (enrolment, {"lessons_attended": 6, "period_id": self.period.id}),
            (enrolment, {"student_id": self.other.id}),
            (entry, {"state": "waiting"}),
            (entry, {"requested_on": day}),
            (hire, {"returned_on": False}),
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                record.write(values)

    def test_what_others_took_part_in_is_changed_as_before(self):
        enrolment = self.history[self.other][0].with_user(self.school_user)
        enrolment.write({"lessons_attended": 6, "state": "cancelled"})
        self.assertEqual(enrolment.lessons_attended, 6)
