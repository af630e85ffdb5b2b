"""The settings say what each number of teaching periods would mean, before anybody has saved one and as it is typed."""

from datetime import timedelta

from odoo.tests import Form, tagged
from odoo.tools import html2plaintext

from .common import AnonymisationCase


@tagged("post_install", "-at_install")
class TestSettingsFigures(AnonymisationCase):
    def figures(self):
        settings = self.env["school.anonymisation.settings"].with_user(self.officer)
        return dict(settings._figures_by_number(self.company))

    def test_each_number_counts_whom_it_would_make_inactive(self):
        before = self.figures()
        begun = self.env["school.anonymisation.rule.recent_activity"]._begun(self.company)
        # Active one day before the second last period began, so: in the last three, and not in the last two.
        student = self.make_student("Bo Holm")
        student.last_activity_date = begun[1].date_start - timedelta(days=1)
        after = self.figures()
        self.assertEqual([after[number] - before[number] for number in (1, 2, 3)], [1, 1, 0])

    def test_family_counts_by_the_last_activity_of_any_of_them(self):
        begun = self.env["school.anonymisation.rule.recent_activity"]._begun(self.company)
        mother = self.make_contact("Lone Ravn")
        for child, period in ((self.student, begun[5]), (self.make_student("Bo Ravn"), begun[1])):
            self.link(child, mother)
            child.last_activity_date = period.date_start - timedelta(days=1)
        mother.student_ids.last_activity_date = begun[5].date_start - timedelta(days=1)
        figures = self.figures()
        self.assertEqual([figures[number] for number in (1, 2, 3, 4)], [3, 3, 0, 0])
        for number, count in figures.items():
            self.company.anonymisation_inactive_periods = number
            self.env.flush_all()
            self.assertEqual(len(self.eligible_profiles()), count, number)

    def test_family_of_whom_somebody_is_held_otherwise_is_not_counted(self):
        brother = self.make_student("Bo Ravn")
        self.link(self.student, brother.partner_id, "sibling")
        before = self.figures()
        self.hire(brother)
        self.assertEqual(self.figures()[1], before[1] - 2)

    def eligible_profiles(self):
        here = [("anonymisation_eligible", "=", True), ("company_id", "=", self.company.id), ("kind", "!=", False)]
        return self.env["school.student"].with_context(active_test=False).search(here)

    def test_number_agrees_with_who_is_eligible_when_it_is_saved(self):
        number = self.company.anonymisation_inactive_periods
        eligible = self.env["school.student"].with_user(self.officer).with_context(active_test=False)
        count = eligible.search_count([("anonymisation_eligible", "=", True), ("company_id", "=", self.company.id)])
        self.assertTrue(count)
        self.assertEqual(self.figures()[number], count)

    def test_whoever_is_held_back_by_something_else_is_not_counted(self):
        before = self.figures()
        self.enrol(self.student)
        after = self.figures()
        self.assertEqual(after[1], before[1] - 1)

    def test_figures_are_there_before_anything_was_saved(self):
        self.env.cr.execute("UPDATE res_company SET anonymisation_inactive_periods = 0")
        self.env.invalidate_all()
        self.assertTrue(self.figures()[1])

    def test_typed_number_is_marked_before_it_is_saved(self):
        settings = self.env["school.anonymisation.settings"].with_user(self.officer).browse(self.company.id)
        form = Form(settings, "school_anonymisation.school_anonymisation_settings_view_form")
        form.anonymisation_inactive_periods = 1
        marked = form.figures.partition("fw-bold")[2].partition("</tr>")[0]
        self.assertIn("1", html2plaintext(marked).split())
