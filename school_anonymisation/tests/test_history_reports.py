"""Every pivot and graph of the school and of accounting shows each role the same, at both levels, in each grouping."""

from odoo.tests import tagged

from .history_case import HistoryCase
from .kit_reports import shown

APPS = ("school.", "account.")
# Of what is nobody's gender and age group are not said where few share them.
SAID_LESS = {("school.enrolment", "gender"), ("school.enrolment", "age_group")}


@tagged("post_install", "-at_install")
class TestHistoryReports(HistoryCase):
    accounting = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for number, student in enumerate(cls.leaving[:6]):
            cls.pay(cls.make_invoice(student.partner_id, amount=100 + number, invoice_date=cls.periods[0].date_start))
        cls.pay(cls.make_invoice(cls.leaving[6].partner_id, amount=50, invoice_date="2015-03-01"))
        accountant = cls.make_user("kit_accountant", "account.group_account_manager")
        cls.roles = {"secretary": cls.school_user, "superuser": cls.superuser, "officer": cls.officer}
        cls.roles["accountant"] = accountant

    def shown(self):
        self.env.flush_all()
        self.env.invalidate_all()
        return shown(self.env, APPS, {role: user.id for role, user in self.roles.items()})

    def changed(self, before):
        after = self.shown()
        return {report: (rows, after.get(report)) for report, rows in before.items() if after.get(report) != rows}

    def move(self, level):
        self.company.anonymisation_history_level = level
        self.look_through_everything_else()
        self.env["school.anonymisation.participation"]._loosen_all()
        self.env["school.anonymisation.history"]._move_all()
        everybody = self.env["school.student"].with_context(active_test=False)
        self.assertGreaterEqual(everybody.search_count([("history_moved", "=", True)]), len(self.leaving))

    def test_reports_stay_the_same_with_one_history_and_with_loose_participation(self):
        before = self.shown()
        self.assertEqual({role for role, *_report in before}, set(self.roles))
        self.assertGreater(len(before), 50)
        self.anonymise_all()
        self.assertEqual(self.changed(before), {})
        self.move("one_history")
        self.assertEqual(self.changed(before), {})
        self.move("loose")
        changed = {(report, grouping) for _role, report, _domain, grouping in self.changed(before)}
        # The counts are what begins to be kept with it.
        self.assertEqual({place for place in changed if place[0] != "school.participation.summary"}, SAID_LESS)
