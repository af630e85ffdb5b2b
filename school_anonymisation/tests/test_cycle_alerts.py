"""What is broken is told at once, in the reader's language, and stops nothing that was promised."""

from odoo.addons.school_anonymisation.models.cycle import task
from odoo.tools import mute_logger

from .cycle_common import ADVANCE, RUN, CycleCase, november, october

TEMPLATES = {
    "list": "school_anonymisation.mail_template_cycle_list",
    "reminder": "school_anonymisation.mail_template_cycle_reminder",
    "moved": "school_anonymisation.mail_template_cycle_moved",
    "extra": "school_anonymisation.mail_template_cycle_extra",
    "surge": "school_anonymisation.mail_template_cycle_surge",
    "report": "school_anonymisation.mail_template_cycle_report",
}


class AlertCase(CycleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.administrator = cls.make_user("kit_administrator", "base.group_system")

    def alerts(self, word="", user=None):
        activities = self.env["mail.activity"].search([("user_id", "=", (user or self.administrator).id)])
        return activities.filtered(lambda one: word in one.summary)


class TestCycleTemplates(AlertCase):
    def template(self, name):
        return self.env.ref(TEMPLATES[name])

    @mute_logger(task.__name__)
    def check_built_in(self, day, name, *words):
        mails = self.play(day)
        text = " ".join(self.text(mail) for mail in mails)
        for word in words:
            self.assertIn(word, text)
        [alert] = self.alerts("template")
        self.assertIn(TEMPLATES[name], alert.note)

    def test_missing_list(self):
        self.template("list").unlink()
        self.check_built_in(october(1), "list", "Dear Olga Officer", "Anna Ravn", "November 1, 2026")
        self.play(october(15))
        self.play(october(22))
        self.play(november(1))
        self.assertTrue(self.student.anonymised)

    def test_broken_reminder(self):
        self.play(october(1))
        self.template("reminder").body_html = "<p t-out=\"1 / (object.kind == 'list')\"/>"
        self.check_built_in(october(15), "reminder", "Anna Ravn")

    def test_broken_subject(self):
        self.template("list").subject = "{{ object.no_such_field }}"
        self.check_built_in(october(1), "list", "Anna Ravn")

    def test_list_that_names_nobody_is_no_list(self):
        self.template("list").body_html = "<p>Have a nice autumn</p>"
        self.check_built_in(october(1), "list", "Anna Ravn")

    def test_missing_report(self):
        self.play_until_run()
        self.template("report").unlink()
        self.check_built_in(november(1), "report", "Anonymised: 1")
        self.assertEqual(self.cycle.state, "done")

    def test_missing_supplementary_list(self):
        self.play_until_run()
        nanna = self.make_student("Nanna Ny")
        self.template("extra").unlink()
        self.check_built_in(november(1), "extra", "Nanna Ny", "November 11, 2026")
        self.play(november(11))
        self.assertTrue(nanna.anonymised)

    def test_missing_notice_that_the_run_has_moved(self):
        self.play_until_run(refuse=["officer@school.example"])
        self.play(october(31))
        self.template("moved").unlink()
        self.check_built_in(november(1), "moved", "November 10, 2026")

    def test_broken_table_of_the_lists(self):
        self.env.ref("school_anonymisation.cycle_mail_rows").arch = '<t t-name="x"><p t-out="row.no_such_field"/></t>'
        self.check_built_in(october(1), "list", "Anna Ravn")

    def test_whole_templates_raise_no_alert(self):
        self.play_until_run()
        self.play(november(1))
        self.assertFalse(self.alerts("template"))

    def test_template_that_copies_others_in_sends_to_the_recipient_alone(self):
        self.template("list").write(
            {"email_cc": "board@school.example", "partner_to": str(self.administrator.partner_id.id)}
        )
        [mail] = self.play(october(1))
        self.assertEqual(self.to(mail), "officer@school.example")
        self.assertFalse(mail["email_cc"])

    def test_built_in_text_is_in_the_language_of_its_reader(self):
        self.env["res.lang"]._activate_lang("da_DK")
        self.officer.lang = "da_DK"
        self.template("list").unlink()
        [mail] = self.play(october(1))
        self.assertIn("1. november 2026", self.text(mail))


class TestCycleAlerts(AlertCase):
    def test_one_alert_does_not_swallow_another(self):
        cycles = self.env["school.anonymisation.cycle"]
        for code in ("error", "no_recipients", "unreached"):
            cycles._alert(self.company, code)
        self.assertEqual(len(self.alerts(self.company.name)), 3)

    def test_companies_are_told_apart(self):
        other = self.make_company("Another school")
        for company in (self.company, other):
            self.env["school.anonymisation.cycle"]._alert(company, "error")
        self.assertEqual(len(self.alerts("met an error")), 2)

    def test_told_once_while_it_is_open(self):
        for _time in range(3):
            self.env["school.anonymisation.cycle"]._alert(self.company, "error")
        self.assertEqual(len(self.alerts("met an error")), 1)

    def test_told_again_when_it_was_done(self):
        self.env["school.anonymisation.cycle"]._alert(self.company, "error")
        self.alerts("met an error").action_done()
        self.env["school.anonymisation.cycle"]._alert(self.company, "error")
        self.assertEqual(len(self.alerts("met an error")), 1)

    def test_in_the_language_of_the_reader(self):
        self.env["res.lang"]._activate_lang("da_DK")
        dane = self.make_user("kit_dane", "base.group_system", lang="da_DK")
        alert = self.env["school.anonymisation.alert"]
        self.env["school.anonymisation.cycle"]._alert(self.company, "unreached")
        for user in (dane, self.administrator):
            [told] = self.alerts(self.company.name, user)
            summary, _note = alert.with_context(lang=user.lang)._text(self.company, "unreached", {})
            self.assertEqual(told.summary, summary)


class TestCycleJobs(AlertCase):
    def job(self, name):
        return self.env.ref(name)

    def test_job_saved_under_another_user_is_told_at_once(self):
        self.job(RUN).user_id = self.administrator
        [alert] = self.alerts("by itself")
        self.assertIn(self.job(RUN).name, alert.note)

    def test_job_under_another_user_still_does_its_work(self):
        self.play_until_run()
        self.job(ADVANCE).user_id = self.administrator
        self.job(RUN).user_id = self.administrator
        self.play(november(1))
        self.assertTrue(self.student.anonymised)

    def test_job_switched_off_is_told_at_once(self):
        self.job(ADVANCE).active = False
        self.assertTrue(self.alerts("by itself"))

    def test_job_switched_off_past_odoo_is_told_by_the_other(self):
        self.job(ADVANCE)._write({"active": False})
        self.play(october(1), jobs=[RUN])
        self.assertTrue(self.alerts("by itself"))

    def test_both_switched_off_past_odoo_is_told_by_the_daily_clean_up(self):
        (self.job(ADVANCE) | self.job(RUN))._write({"active": False})
        self.env["school.anonymisation.cycle"]._gc_check_jobs()
        self.assertTrue(self.alerts("by itself"))

    def test_alert_goes_when_the_job_is_as_it_was(self):
        self.job(RUN).active = False
        self.job(RUN).active = True
        self.assertFalse(self.alerts("by itself"))

    def test_copy_that_is_off_is_nothing_wrong(self):
        self.job(RUN).copy({"active": False})
        self.play(october(1), jobs=[RUN])
        self.assertFalse(self.alerts("by itself"))
