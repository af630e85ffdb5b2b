"""What an administrator may change is noticed: jobs, access to the addon's models, dates; and taken back when it is."""

from datetime import timedelta

from odoo.exceptions import UserError

from .cycle_common import CycleCase, november, october


class TestWatch(CycleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.administrator = cls.make_user("kit_watched", "school_base.group_school_superuser,base.group_system")
        cls.job = cls.env.ref("school_anonymisation.ir_cron_anonymisation_run")

    def told(self, word, user=None):
        activities = self.env["mail.activity"].search([("user_id", "=", (user or self.officer).id)])
        return activities.filtered(lambda one: word in one.summary)

    def check(self):
        self.env["school.anonymisation.cycle"]._check_jobs()

    def test_nothing_is_told_while_all_is_as_delivered(self):
        self.check()
        self.assertFalse(self.told("nonymisation"))
        self.assertFalse(self.env["school.anonymisation.settings"].browse(self.company.id).watched)

    def test_job_that_is_off_is_told_to_those_who_may_anonymise(self):
        self.job.active = False
        self.assertTrue(self.told("happen by itself does not"))
        self.assertTrue(self.told("happen by itself does not", self.administrator))
        self.assertIn(self.job.name, self.env["school.anonymisation.settings"].browse(self.company.id).watched)
        self.job.active = True
        self.assertFalse(self.told("happen by itself does not"))

    def test_job_that_reads_new_files_is_watched_as_well(self):
        files = self.env.ref("school_anonymisation.ir_cron_anonymisation_files")
        files.active = False
        self.assertIn(files.name, self.told("happen by itself does not").note)
        files.active = True
        self.assertFalse(self.told("happen by itself does not"))

    def test_job_that_is_put_off_slowed_down_or_given_something_else_is_told(self):
        before = {name: self.job[name] for name in ("nextcall", "interval_type", "code")}
        late = self.env.cr.now() + timedelta(days=400)
        for values in ({"nextcall": late}, {"interval_type": "months"}, {"code": "pass"}):
            with self.subTest(values=values):
                self.job.write(values)
                self.check()
                self.assertTrue(self.told("put off"))
                self.job.write(before)
                self.check()
                self.assertFalse(self.told("put off"))

    def test_wider_access_is_told_at_once(self):
        model = self.env["ir.model"]._get("school.anonymisation.log")
        values = {"name": "Curious", "model_id": model.id, "perm_read": True}
        right = self.env["ir.model.access"].create({**values, "group_id": self.env.ref("base.group_user").id})
        self.assertIn("Curious", self.told("others can reach").note)
        right.unlink()
        self.check()
        self.assertFalse(self.told("others can reach"))

    def test_right_to_write_the_log_is_told(self):
        self.env.ref("school_anonymisation.access_anonymisation_log").perm_write = True
        self.assertTrue(self.told("others can reach"))

    def test_record_rule_that_is_off_or_changed_is_told(self):
        rule = self.env.ref("school_anonymisation.rule_student_anonymised")
        for values, back in (
            ({"active": False}, {"active": True}),
            ({"domain_force": "[(1, '=', 1)]"}, {"domain_force": rule.domain_force}),
        ):
            rule.write(values)
            self.check()
            self.assertIn(rule.name, self.told("others can reach").note)
            rule.write(back)
            self.check()
            self.assertFalse(self.told("others can reach"))

    def test_run_that_the_schedule_did_not_start_bears_who_did(self):
        self.play_until_run()
        self.job.user_id = self.administrator
        self.play(november(1))
        line = self.student.anonymisation_log_ids.filtered(lambda line: line.kind == "erased")
        self.assertEqual((line.origin, line.done_by), ("cycle", self.administrator.id))

    def test_nobody_anonymises_in_the_name_of_a_run_that_is_not_at_work(self):
        self.play(october(1))
        for cycle in (None, self.cycle):
            with self.assertRaisesRegex(UserError, "Only the yearly anonymisation itself"):
                self.student.with_user(self.officer)._anonymise(origin="cycle", cycle=cycle)
        self.assertEqual(self.student.name, "Anna Ravn")

    def test_date_that_somebody_else_moves_is_told(self):
        self.play_until_run()
        cycle = self.cycle
        cycle.with_user(self.administrator).sudo().write({"run_on": "2026-10-30"})
        self.assertIn(self.administrator.name, self.told("moved a date").note)
