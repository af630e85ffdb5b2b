"""The year of a school with a student model of its own: whoever plays next month stays, and whoever left goes whole."""

from datetime import timedelta

from odoo.addons.school_anonymisation.testing import YearCase, november
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestYearOfOwnStudents(YearCase):
    def make_pupil(self, name, day):
        contact = self.make_contact(name, email=f"{name.split()[0].lower()}@pupils.example")
        long_ago = self.periods[0].date_start - timedelta(days=1)
        pupil = self.env["test.school.pupil"].create({"partner_id": contact.id, "since": long_ago, "diagnosis": name})
        self.env["test.school.evening"].create({"pupil_id": pupil.id, "day": day, "name": "Concert"})
        return pupil

    def test_year(self):
        gone = self.make_pupil("Runa Ulvskov", self.periods[0].date_start)
        stays = self.make_pupil("Tove Krogh", november(20))
        (blocker,) = stays.school_student_id._anonymisation_blockers()[stays.school_student_id.id]
        self.assertIn("Is expected", blocker.sentence)

        self.play_until_run()
        self.assertIn(gone.school_student_id, self.cycle.candidate_ids.student_id)
        self.assertNotIn(stays.school_student_id, self.cycle.candidate_ids.student_id)
        self.play(november(1))

        self.assertEqual((self.cycle.state, self.cycle.residue_count), ("done", 0))
        self.assertAnonymised(gone.school_student_id)
        self.assertNoTrace(("Runa Ulvskov", "runa@pupils.example"))
        self.assertEqual((stays.partner_id.name, stays.diagnosis), ("Tove Krogh", "Tove Krogh"))
