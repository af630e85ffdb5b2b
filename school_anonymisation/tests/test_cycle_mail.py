"""Who gets which mail, in which language, and what stands in it; and that nothing of it stays behind."""

import io

import openpyxl

from odoo.exceptions import AccessError
from odoo.fields import Command

from .cycle_common import ADVANCE, QUEUE, CycleCase, november, october


class TestCycleMail(CycleCase):
    def make_students(self, count):
        return self.env["school.student"].create(
            [
                {
                    "name": f"Student {number:03}",
                    "company_id": self.company.id,
                    "registered_on": self.student.registered_on,
                }
                for number in range(count)
            ]
        )

    def test_list_has_number_name_period_and_links(self):
        [mail] = self.play(october(1))
        text = self.text(mail)
        self.assertIn(self.student.student_number, text)
        self.assertIn("Anna Ravn", text)
        self.assertIn(f"Before {self.periods[0].name}", text)
        self.assertIn(f'{self.row()._link_path()}"', mail["body"])
        self.assertIn(f"model=school.anonymisation.overview&amp;res_id={self.company.id}", mail["body"])

    def test_list_says_how_to_prevent_and_what_happens_when(self):
        [mail] = self.play(october(1))
        text = self.text(mail)
        self.assertIn("Prevent", text)
        for day in ("October 15, 2026", "October 22, 2026", "November 1, 2026"):
            self.assertIn(day, text)

    def test_last_active_period_is_the_one_of_the_last_enrolment(self):
        self.enrol(self.student, self.periods[2], state="completed")
        [mail] = self.play(october(1))
        self.assertIn(self.periods[2].name, self.text(mail))

    def test_markup_in_a_name_is_text(self):
        self.student.name = "<b>Bobby</b> & Co"
        [mail] = self.play(october(1))
        self.assertIn("&lt;b&gt;Bobby&lt;/b&gt; &amp; Co", mail["body"])

    def test_reminder_has_the_list_as_it_is_now(self):
        gone = self.make_student("Gorm Bech")
        self.play(october(1))
        self.make_student("Nanna Ny")
        self.put_on_waiting_list(gone)
        [mail] = self.play(october(15))
        text = self.text(mail)
        self.assertIn("New since the last mail: 1", text)
        self.assertIn("Nanna Ny", text)
        self.assertIn("Gone since the last mail: 1", text)
        self.assertIn("On a waiting list", text)
        self.assertIn("The list: 2", text)

    def test_second_reminder_compares_with_the_first(self):
        self.play(october(1))
        self.make_student("Nanna Ny")
        self.play(october(15))
        [mail] = self.play(october(22))
        self.assertIn("New since the last mail: 0", self.text(mail))
        self.assertIn("Gone since the last mail: 0", self.text(mail))

    def test_each_officer_gets_one(self):
        self.make_officer()
        mails = self.play(october(1))
        self.assertEqual({self.to(mail) for mail in mails}, {"officer@school.example", "kit_officer_2@school.example"})
        self.assertEqual(len(mails), 2)

    def test_others_get_none(self):
        self.superuser.partner_id.email = "superuser@school.example"
        self.make_user("kit_permission", "base.group_user,school_anonymisation.group_r_can_anonymize_users")
        archived = self.make_officer("kit_archived")
        archived.active = False
        nameless = self.make_officer("kit_without_mail")
        nameless.partner_id.email = False
        self.assertEqual([self.to(mail) for mail in self.play(october(1))], ["officer@school.example"])

    def test_officer_of_another_company_gets_none(self):
        self.make_officer("kit_elsewhere", company=self.make_company("Another school"))
        self.assertEqual([self.to(mail) for mail in self.play(october(1))], ["officer@school.example"])

    def test_each_company_in_a_mail_of_its_own(self):
        other = self.make_company("Another school", anonymisation_inactive_periods=4)
        other.anonymisation_first_saved_on = self.saved_on
        self.make_periods(8, other)
        self.make_student("Otto Other", company_id=other.id)
        self.officer.company_ids = [Command.link(other.id)]
        texts = [self.text(mail) for mail in self.play(october(1))]
        self.assertEqual(len(texts), 2)
        for text in texts:
            self.assertNotEqual("Anna Ravn" in text, "Otto Other" in text)

    def test_in_the_language_of_each(self):
        self.env["res.lang"]._activate_lang("da_DK")
        template = self.env.ref("school_anonymisation.mail_template_cycle_list")
        template.with_context(lang="da_DK").subject = "Elever der anonymiseres"
        self.make_officer("kit_dane", lang="da_DK")
        subjects = {self.to(mail): mail["subject"] for mail in self.play(october(1))}
        self.assertEqual(subjects["kit_dane@school.example"], "Elever der anonymiseres")
        self.assertIn("1 student to be anonymised on", subjects["officer@school.example"])

    def test_subject_says_what_to_do_by_when_and_no_width_is_fixed(self):
        [mail] = self.play(october(1))
        self.assertIn("look by October 31, 2026: 1 student to be anonymised on November 1, 2026", mail["subject"])
        self.assertNotRegex(mail["body"], r"""(?<!max-)\b(min-)?width\s*[:=]\s*["']?\d{3}(?!%)""")

    def test_who_joined_since_gets_the_whole_list(self):
        self.play(october(1))
        self.make_officer()
        texts = {self.to(mail): self.text(mail) for mail in self.play(october(15))}
        self.assertNotIn("since the last mail", texts["kit_officer_2@school.example"])
        self.assertIn("Anna Ravn", texts["kit_officer_2@school.example"])
        self.assertIn("since the last mail", texts["officer@school.example"])

    def test_200_are_in_the_mail_without_a_spreadsheet(self):
        self.make_students(199)
        [mail] = self.play(october(1))
        self.assertFalse(mail["attachments"])

    def test_201_have_the_first_200_in_the_mail_and_all_in_a_spreadsheet(self):
        self.make_students(199)
        self.make_student("=HYPERLINK(1)")
        self.make_student("Åse Last")
        [mail] = self.play(october(1))
        self.assertEqual(mail["body"].count("/school_anonymisation/profile/"), 200)
        [(name, content, _mimetype)] = mail["attachments"]
        self.assertTrue(name.endswith(".xlsx"))
        rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
        self.assertEqual(len(rows), 203)
        self.assertIn("=HYPERLINK(1)", [row[1] for row in rows])
        self.assertIn("Åse Last", [row[1] for row in rows])

    def attached(self, mail):
        """Return the names in the one spreadsheet that is attached to this mail."""
        [(name, content, _mimetype)] = mail["attachments"]
        self.assertTrue(name.endswith(".xlsx"))
        _headings, *rows = openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
        return [row[1] for row in rows]

    def test_built_in_list_has_all_201_in_a_spreadsheet_too_and_names_it(self):
        self.make_students(200)
        self.env.ref("school_anonymisation.mail_template_cycle_list").unlink()
        [mail] = self.play(october(1))
        self.assertEqual(mail["body"].count("/school_anonymisation/profile/"), 200)
        self.assertEqual(len(set(self.attached(mail))), 201)
        self.assertIn(mail["attachments"][0][0], self.text(mail))
        self.assertNothingStored("Anna Ravn")

    def test_built_in_reminder_has_all_201_in_a_spreadsheet_too(self):
        self.make_students(200)
        self.play(october(1))
        self.env.ref("school_anonymisation.mail_template_cycle_reminder").unlink()
        for day in (15, 22):
            [mail] = self.play(october(day))
            self.assertEqual(len(set(self.attached(mail))), 201)

    def test_built_in_list_of_200_has_no_spreadsheet(self):
        self.make_students(199)
        self.env.ref("school_anonymisation.mail_template_cycle_list").unlink()
        [mail] = self.play(october(1))
        self.assertFalse(mail["attachments"])

    def test_spreadsheet_of_a_built_in_list_that_waits_is_read_by_nobody_else(self):
        administrator = self.make_user("kit_queue", "school_base.group_school_superuser,base.group_system")
        self.make_students(200)
        self.env.ref("school_anonymisation.mail_template_cycle_list").unlink()
        self.play(october(1), jobs=[ADVANCE])
        files = self.cycle.mail_ids.mail_id.attachment_ids
        with self.assertRaises(AccessError):
            files.with_user(administrator).read(["datas"])
        self.cycle._stop("cancelled", "by_hand", "Waiting for the board")
        self.assertFalse(files.exists())

    def test_delivered_mail_is_kept_nowhere(self):
        self.make_students(201)
        self.play(october(1))
        self.assertEqual(self.cycle.mail_ids.mapped("state"), ["sent"])
        self.assertFalse(self.cycle.mail_ids.mail_id)
        self.assertNothingStored("Anna Ravn")

    def assertNothingStored(self, name):
        self.assertFalse(self.env["mail.mail"].search([("body_html", "like", name)]))
        self.assertFalse(self.env["mail.message"].search([("body", "like", name)]))
        self.assertFalse(
            self.env["ir.attachment"].search([("name", "like", ".xlsx"), ("res_model", "=", "mail.message")])
        )

    def test_undelivered_mail_is_taken_back_after_the_run(self):
        self.make_officer()
        self.make_students(201)
        refuse = ["kit_officer_2@school.example"]
        self.play_until_run(refuse=refuse)
        self.assertNothingStored("Anna Ravn")
        waiting = self.cycle.mail_ids.filtered("mail_id")
        self.assertIn("Anna Ravn", waiting.with_user(self.officer).mapped("body")[0])
        self.play(november(1), refuse=refuse)
        self.assertFalse(any(self.cycle.mail_ids.filtered("edition").mapped("body")))
        self.assertNothingStored("Anna Ravn")
        self.assertIn("withdrawn", self.cycle.mail_ids.mapped("state"))

    def test_administrator_without_the_permission_reads_no_name_in_the_queue(self):
        administrator = self.make_user("kit_queue", "school_base.group_school_superuser,base.group_system")
        self.make_students(201)
        self.play(october(1), jobs=[ADVANCE])
        queued = self.cycle.mail_ids.mail_id.with_user(administrator)
        self.assertNotIn("Anna Ravn", str(queued.read(["body_html", "subject"])))
        self.assertNotIn("Anna Ravn", str(queued.sudo().mail_message_id.read(["body", "subject", "preview"])))
        files = queued.sudo().attachment_ids.with_user(administrator)
        self.assertTrue(files)
        with self.assertRaises(AccessError):
            files.read(["datas"])
        with self.assertRaises(AccessError):
            self.cycle.mail_ids.with_user(administrator).read(["body"])
        [mail] = self.play(october(1), jobs=[QUEUE])
        self.assertIn("xlsx", mail["attachments"][0][0])
        self.assertFalse(files.sudo().exists())

    def test_reason_for_keeping_is_in_no_tracking_value(self):
        self.student.with_user(self.officer).write(
            {"anonymisation_prevented": True, "anonymisation_prevented_reason": "A quarrel in the family"}
        )
        self.env.flush_all()
        values = self.env["mail.tracking.value"].search([])
        self.assertNotIn("quarrel", str(values.read(["old_value_char", "new_value_char", "old_value_text"])))

    def test_anonymised_by_hand_leaves_a_mail_that_waits_in_the_queue(self):
        bo = self.make_student("Bo Lund")
        self.play(october(1), jobs=[ADVANCE])
        self.anonymise()
        [mail] = self.play(october(1), jobs=[QUEUE])
        self.assertNotIn("Anna Ravn", mail["body"])
        self.assertIn(bo.name, mail["body"])

    def test_report_says_how_many_and_why_not(self):
        kept = self.make_student("Kaj Kept")
        self.play_until_run()
        self.put_on_waiting_list(kept)
        [report] = self.play(november(1))
        text = self.text(report)
        self.assertIn("Anonymised: 1", text)
        self.assertIn("Skipped: 1", text)
        self.assertIn("Kaj Kept", text)
        self.assertIn("On a waiting list", text)
        self.assertNotIn("Anna Ravn", text)
