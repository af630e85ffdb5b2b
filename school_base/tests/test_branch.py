# A branch teaches in its parent company's periods, unless it has some of its own.
from .common import SchoolCase


class TestBranch(SchoolCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.branch = cls.make_company("Branch", parent_id=cls.company.id)
        cls.at_branch = cls.make_user("kit_branch", "school_base.group_school_user", cls.branch)
        cls.superuser_at_branch = cls.make_user("kit_branch_su", "school_base.group_school_superuser", cls.branch)
        cls.student = cls.make_student(company_id=cls.branch.id)
        cls.violin = cls.make_course("Violin", company_id=cls.branch.id)

    def test_a_branch_uses_its_parent_companys_periods(self):
        self.assertEqual(self.branch.with_user(self.at_branch)._school_periods_company(), self.company)

    def test_a_branch_with_periods_uses_its_own(self):
        self.make_periods(1, self.branch)
        self.assertEqual(self.branch._school_periods_company(), self.branch)

    def test_a_company_without_parent_uses_its_own(self):
        alone = self.make_company("Alone")
        self.assertEqual(alone._school_periods_company(), alone)

    def test_a_student_of_a_branch_is_enrolled_in_a_period_of_the_parent_company(self):
        env = self.env(user=self.at_branch, context={"allowed_company_ids": self.branch.ids})
        values = {"student_id": self.student.id, "course_id": self.violin.id, "period_id": self.period.id}
        self.assertEqual(env["school.enrolment"].create(values).company_id, self.branch)

    def test_a_student_of_the_parent_company_is_not_enrolled_in_a_period_of_the_branch(self):
        [period] = self.make_periods(1, self.branch)
        with self.assertRefused("belongs to another company"):
            self.enrol(self.make_student(), period)

    def test_a_branch_sees_the_periods_of_its_parent_company_and_does_not_change_them(self):
        env = self.env(user=self.superuser_at_branch, context={"allowed_company_ids": self.branch.ids})
        period = self.period.with_env(env)
        self.assertIn(period, env["school.teaching.period"].search([]))
        with self.assertRefused("doesn't have 'write' access"):
            period.name = "Ours"

    def test_the_dialogue_proposes_a_period_of_the_parent_company(self):
        entry = self.put_on_waiting_list(self.student, self.violin)
        wizard = self.env["school.waiting.list.enrol"].new({"entry_id": entry.id})
        self.assertEqual(wizard.period_id, self.period)
