# A student moves to another company: the profile goes, what took place stays where it was.
from .common import SchoolCase


class TestMoveStudent(SchoolCase):
    accounting = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.make_company("Other school")
        cls.student = cls.make_student()
        cls.history = (
            cls.enrol(cls.student, state="completed"),
            cls.put_on_waiting_list(cls.student),
            cls.hire(cls.student),
        )
        cls.guardian = cls.link(cls.student, cls.make_contact())
        cls.invoice = cls.make_invoice(cls.student.partner_id, student=cls.student)

    def move(self):
        companies = (self.company + self.other).ids
        student = self.student.with_user(self.mover()).with_context(allowed_company_ids=companies)
        student.company_id = self.other
        self.env.flush_all()

    def mover(self):
        user = self.make_user("kit_mover", "school_base.group_school_superuser")
        user.company_ids |= self.other
        return user

    def test_the_student_belongs_to_the_other_company(self):
        self.move()
        self.assertEqual(self.student.company_id, self.other)
        self.assertEqual(self.guardian.company_id, self.other)

    def test_what_took_place_stays_in_the_company_where_it_did(self):
        self.move()
        self.assertEqual([record.company_id for record in self.history], [self.company] * 3)

    def test_what_took_place_can_be_corrected(self):
        self.move()
        enrolment, _entry, hire = self.history
        enrolment.with_user(self.superuser).write({"lessons_planned": 3, "course_id": self.make_course("Viola").id})
        hire.with_user(self.superuser).action_return()
        self.assertTrue(hire.returned_on)

    def test_the_student_is_enrolled_in_the_other_company(self):
        self.move()
        course = self.make_course("Flute", company_id=self.other.id)
        [period] = self.make_periods(1, self.other)
        self.assertEqual(self.enrol(self.student, period, course).company_id, self.other)

    def test_the_student_is_no_longer_enrolled_in_the_old_one(self):
        self.move()
        with self.assertRefused("belongs to another company"):
            self.enrol(self.student, self.periods[0])

    def test_the_old_companys_invoice_can_be_posted_again(self):
        self.move()
        self.invoice.button_draft()
        self.invoice.action_post()
        self.assertEqual(self.invoice.state, "posted")

    def test_a_number_that_is_free_goes_along(self):
        self.student.student_number = "Z-1"
        self.move()
        self.assertEqual(self.student.student_number, "Z-1")

    def test_a_number_that_is_taken_there_is_replaced(self):
        self.student.student_number = "Z-1"
        self.make_student(company_id=self.other.id, student_number="Z-1")
        self.move()
        self.assertNotIn(self.student.student_number, (False, "Z-1"))

    def test_a_student_with_a_login_is_moved(self):
        self.make_portal_user(self.student.partner_id)
        self.move()
        self.assertEqual(self.student.company_id, self.other)
