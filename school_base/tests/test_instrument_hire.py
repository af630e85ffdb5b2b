# Instruments: one current hire at a time, returned after it was hired.
from datetime import timedelta

from odoo.fields import Command
from odoo.tests import Form

from .common import SchoolCase


class TestInstrumentHire(SchoolCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.student = cls.make_student()
        cls.instrument = cls.make_instrument("Cello", serial_number="C-1")

    def test_the_instrument_shows_who_has_it(self):
        hire = self.hire(self.student, self.instrument)
        self.assertEqual(self.instrument.current_student_id, self.student)
        hire.with_user(self.school_user).action_return()
        self.assertEqual(hire.returned_on, self.today)
        self.assertFalse(self.instrument.current_student_id)

    def test_instruments_are_found_by_who_has_them(self):
        spare = self.make_instrument("Flute")
        self.hire(self.student, self.instrument)
        here = [("company_id", "=", self.company.id)]
        instruments = self.env["school.instrument"]
        for domain, expected in (
            ([("current_student_id", "=", False)], spare),
            ([("current_student_id", "!=", False)], self.instrument),
            ([("current_student_id", "=", self.student.id)], self.instrument),
        ):
            self.assertEqual(instruments.search(here + domain), expected)

    def test_an_instrument_on_hire_is_not_hired_again(self):
        self.hire(self.student, self.instrument)
        with self.assertRefused("Return it before it is hired again"):
            self.hire(self.make_student("Other"), self.instrument)

    def test_a_returned_instrument_is_hired_again(self):
        self.hire(self.student, self.instrument, returned_on=self.today)
        self.assertTrue(self.hire(self.make_student("Other"), self.instrument))

    def test_an_instrument_is_not_returned_before_it_was_hired(self):
        with self.assertRefused("cannot be returned before it was hired"):
            self.hire(self.student, returned_on=self.today - timedelta(days=1))

    def test_a_returned_instrument_is_not_returned_twice(self):
        hire = self.hire(self.student, self.instrument, returned_on=self.today)
        with self.assertRefused("Cello (C-1) was already returned on 2026-10-01"):
            hire.action_return()

    def test_a_school_user_records_a_hire_on_the_form(self):
        form = Form(self.env["school.instrument.hire"].with_user(self.school_user))
        form.student_id, form.instrument_id = self.student, self.instrument
        self.assertEqual(form.save().hired_on, self.today)

    def test_an_instrument_of_another_company_is_refused(self):
        other = self.make_company("Other school")
        with self.assertRefused("belongs to another company"):
            self.hire(self.student, self.make_instrument(company_id=other.id))

    def test_one_save_returns_an_instrument_and_hires_it_again(self):
        hire = self.hire(self.student, self.instrument)
        self.instrument.write(
            {
                "hire_ids": [
                    Command.update(hire.id, {"returned_on": self.today}),
                    Command.create({"student_id": self.student.id, "hired_on": self.today}),
                ]
            }
        )
        self.assertEqual(len(self.instrument.hire_ids), 2)
