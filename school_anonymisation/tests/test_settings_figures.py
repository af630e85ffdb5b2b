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

    def make_family(self):
        """Return a sister who was active in the second last period, and a brother who has long been inactive."""
        begun = self.env["school.anonymisation.rule.recent_activity"]._begun(self.company)
        sister, brother = self.make_student("Ida Holm"), self.make_student("Bo Holm")
        sister.last_activity_date = begun[1].date_start
        self.link(brother, sister.partner_id, "sibling")
        return sister, brother

    def test_family_counts_by_whoever_of_it_was_active_last(self):
        before = self.figures()
        self.make_family()
        after = self.figures()
        self.assertEqual([after[number] - before[number] for number in (1, 2, 3)], [2, 0, 0])

    def test_family_that_something_else_holds_back_is_not_counted_for_any_number(self):
        before = self.figures()
        sister, _brother = self.make_family()
        self.hire(sister)
        self.assertEqual(self.figures(), before)

    def test_number_agrees_with_who_is_eligible_when_a_family_is_held_by_recent_activity(self):
        self.make_family()
        number = self.company.anonymisation_inactive_periods
        for typed in (1, 2, number):
            self.company.anonymisation_inactive_periods = typed
            self.test_number_agrees_with_who_is_eligible_when_it_is_saved()

    def test_where_every_association_holds_the_family_is_not_counted(self):
        before = self.figures()
        self.company.anonymisation_family_literal = True
        self.make_family()
        self.assertEqual(self.figures(), before)

    def test_figures_are_there_before_anything_was_saved(self):
        self.env.cr.execute("UPDATE res_company SET anonymisation_inactive_periods = 0")
        self.env.invalidate_all()
        self.assertTrue(self.figures()[1])

    def test_number_that_will_be_refused_is_said_beside_it_while_it_is_typed(self):
        settings = self.env["school.anonymisation.settings"].with_user(self.officer).browse(self.company.id)
        form = Form(settings, "school_anonymisation.school_anonymisation_settings_view_form")
        for number, refused in ((0, True), (1, False), (1000, False), (1001, True)):
            form.anonymisation_inactive_periods = number
            self.assertEqual("must be a whole number from 1 to 1000" in (form.refusal or ""), refused)

    def test_typed_number_is_marked_before_it_is_saved(self):
        settings = self.env["school.anonymisation.settings"].with_user(self.officer).browse(self.company.id)
        form = Form(settings, "school_anonymisation.school_anonymisation_settings_view_form")
        form.anonymisation_inactive_periods = 1
        marked = form.figures.partition("fw-bold")[2].partition("</tr>")[0]
        self.assertIn("1", html2plaintext(marked).split())
