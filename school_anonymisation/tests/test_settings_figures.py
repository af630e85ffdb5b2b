"""The settings say what each number of teaching periods would mean, before anybody has saved one and as it is typed."""

from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import html2plaintext

from .common import AnonymisationCase

SETTINGS = "school.anonymisation.settings"
FORM = "school_anonymisation.school_anonymisation_settings_view_form"


@tagged("post_install", "-at_install")
class TestSettingsFigures(AnonymisationCase):
    def page(self, user=None):
        return self.env[SETTINGS].with_user(user or self.officer).browse(self.company.id)

    def figures(self):
        return dict(self.page()._figures_by_number(self.company))

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
        form = Form(self.page(), FORM)
        for number, refused in ((0, True), (1, False), (1000, False), (1001, True)):
            form.anonymisation_inactive_periods = number
            self.assertEqual("must be a whole number from 1 to 1000" in (form.refusal or ""), refused)

    def marked(self, values):
        """Return the words of the row that is marked when these values stand in the form."""
        html = self.page().get_figures("figures", values)
        return html2plaintext(html.partition("fw-bold")[2].partition(">")[2].partition("</tr>")[0]).split()

    def test_typed_number_is_marked_before_it_is_saved(self):
        saved = self.company.anonymisation_inactive_periods
        self.assertNotEqual(saved, 1)
        self.assertEqual(self.marked({"anonymisation_inactive_periods": 1})[0], "1")
        self.assertEqual(self.marked({})[0], str(saved))
        self.assertEqual(self.company.anonymisation_inactive_periods, saved)

    def test_pages_open_without_counting(self):
        counted = AssertionError("Counted while somebody waits for the page")
        with (
            patch.object(self.env.registry[SETTINGS], "_figures_by_number", side_effect=counted),
            patch.object(self.env.registry["res.company"], "_history_figures", side_effect=counted),
        ):
            for view in (FORM, f"{FORM}_first_steps"):
                with Form(self.page(), view) as form:
                    form.anonymisation_inactive_periods = 2
                    form.history_level = "loose"
        self.assertEqual(self.company.anonymisation_inactive_periods, 2)

    def test_nothing_but_figures_is_computed_and_nothing_else_is_typed(self):
        for name, values in (
            ("student_ids", {}),
            (None, {}),
            ("figures", {"company_id": 1}),
            ("figures", {"anonymisation_inactive_periods": "3"}),
            ("history_figures", {"history_level": ["loose"]}),
            ("history_figures", ["history_level"]),
            ("history_figures", None),
        ):
            with self.subTest(name=name, values=values), self.assertRaises(UserError) as refusal:
                self.page().get_figures(name, values)
            self.assertNotIsInstance(refusal.exception, AccessError)

    def test_figures_are_for_whoever_may_anonymise_in_that_company(self):
        for user in (self.school_user, self.superuser):
            with self.assertRaises(AccessError):
                self.page(user).get_figures("figures", {})
        other = self.page().browse(self.make_company("Another school").id)
        with self.assertRaises(AccessError):
            other.get_figures("figures", {})
