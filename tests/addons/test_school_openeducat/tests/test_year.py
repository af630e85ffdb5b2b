"""The year of a school that teaches with OpenEduCat: who stands on the list, who goes with whom, and what is left."""

from odoo.addons.school_anonymisation.testing import YearCase, november
from odoo.tests import tagged

from .openeducat_case import OpenEduCatCase

GONE = (
    "Emma Bruun",
    "emma@bruun.example",
    "Lone Bruun",
    "lone@bruun.example",
    "Ida Bruun Holst",
    "ida.holst@post.example",
)


@tagged("post_install", "-at_install")
class TestYear(OpenEduCatCase, YearCase):
    def test_year_takes_families_and_rejected_applicants_and_leaves_whoever_is_on_a_course(self):
        old = self.periods[0].date_start
        past = self.take_course(self.emma, self.make_batch(old, old), state="finished")
        lone = self.make_parent("Lone Bruun", self.emma, email="lone@bruun.example").name
        stays = self.make_op_student("Bo", "Holm", email="bo@holm.example")
        per = self.make_parent("Per Holm", stays, email="per@holm.example").name
        self.take_course(stays)
        rejected = self.apply("APP-2", "reject", old)
        self.env["op.student"]._openeducat_keep_in_step()
        goes = self.profile | lone.student_ids | rejected.partner_id.student_ids
        blockers = stays.school_student_id._anonymisation_blockers()[stays.school_student_id.id]
        self.assertIn("Takes part in a course that has not ended: Violin.", [blocker.sentence for blocker in blockers])

        self.play_until_run()
        self.assertLessEqual(goes, self.cycle.candidate_ids.student_id)
        self.assertFalse((stays.school_student_id | per.student_ids) & self.cycle.candidate_ids.student_id)
        self.play(november(1))

        self.assertEqual((self.cycle.state, self.cycle.residue_count), ("done", 0))
        self.assertAnonymised(goes)
        self.assertNoTrace(GONE)
        self.assertEqual((stays.name, stays.first_name, per.name), ("Bo Holm", "Bo", "Per Holm"))
        self.assertEqual(past.course_id, self.violin)
