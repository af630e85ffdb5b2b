"""Nothing is left of who they were in OpenEduCat's tables, and whoever stays loses nothing."""

from datetime import timedelta

from odoo.tests import tagged

from .openeducat_case import OpenEduCatCase

EMMA = ("Emma", "Emma Bruun", "emma@bruun.example", "ID-778812", "Visa 4711", "GR0042")
IDA = ("Ida Bruun Holst", "ida.holst@post.example", "+45 20998877", "Bakkevej 7", "Holst Bakery")


@tagged("post_install", "-at_install")
class TestWhatIsLeft(OpenEduCatCase):
    def test_student_goes_whole_and_the_courses_stay(self):
        old = self.periods[0].date_start
        self.emma.write({"id_number": "ID-778812", "visa_info": "Visa 4711", "gr_no": "GR0042", "blood_group": "B+"})
        course = self.take_course(self.emma, self.make_batch(old, old), roll_number="Emma 1", state="finished")
        self.lend(self.emma, "return")
        admission = self.apply("APP-1", "done", old, student_id=self.emma.id, name="Emma Bruun", first_name="Emma")
        stays = self.make_op_student("Ea", "Holm", email="ea@holm.example", id_number="ID-1")
        before = stays.read(["name", "first_name", "email", "id_number", "birth_date"])
        self.emma.with_user(self.officer).action_anonymise()
        self.anonymise(self.profile)
        self.assertAnonymised(self.profile)
        self.assertNoTrace((*EMMA, "APP-1", "Bakkevej 7", "Holst Bakery"))
        self.assertFalse(self.emma.active or self.emma.blood_group or admission.family_income)
        self.assertEqual((course.course_id, self.emma.birth_date), (self.violin, False))
        self.assertEqual(len(admission.application_number), 16)
        self.assertEqual(stays.read(["name", "first_name", "email", "id_number", "birth_date"]), before)

    def test_anonymised_profile_shows_what_it_took_part_in(self):
        old = self.periods[0].date_start
        self.take_course(self.emma, self.make_batch(old, old), state="finished")
        self.anonymise(self.profile)
        self.assertIn("Violin", self.profile.with_user(self.officer).anonymisation_elsewhere)

    def test_rejected_applicant_without_a_contact_goes_whole(self):
        day = self.periods[-4].date_start - timedelta(days=1)
        admission = self.apply("APP-2", "reject", day)
        per = {"name": "Per Holm", "first_name": "Per", "middle_name": False, "last_name": "Holm"}
        per |= {"email": "per@holm.example", "phone": "+45 20111213", "street": "Engen 3", "family_business": False}
        other = self.apply("APP-3", "reject", day, **per)
        self.env["op.student"]._openeducat_keep_in_step()
        profile = admission.partner_id.student_ids
        self.anonymise(profile)
        self.assertRegex(admission.name, "^Anonymised applicant ")
        self.assertNoTrace((*IDA, "APP-2"))
        self.assertEqual((admission.state, admission.course_id), ("reject", self.violin))
        self.assertEqual((other.name, other.email, other.application_number), ("Per Holm", "per@holm.example", "APP-3"))

    def test_family_goes_together(self):
        parent = self.make_parent("Lone Bruun", self.emma, email="lone@bruun.example", phone="+45 20334455")
        mother = parent.name.student_ids
        (self.profile | mother).with_user(self.officer).action_anonymise_several()
        self.assertAnonymised(self.profile | mother)
        self.assertFalse(parent.exists())
        self.assertNoTrace(("Lone Bruun", "lone@bruun.example", "20334455"))
