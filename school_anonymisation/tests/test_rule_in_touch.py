"""Rule in_touch: a login or a mail of the student's own, from the first day of the periods that count."""

from datetime import datetime, time, timedelta

from odoo.tools import SQL

from .common import AnonymisationCase


class TestInTouch(AnonymisationCase):
    def setUp(self):
        super().setUp()
        self.partner = self.student.partner_id
        # At the school; the day of UTC begins an hour later.
        self.first_counted = datetime.combine(self.periods[-4].date_start, time()) - timedelta(hours=1)
        self.before = self.first_counted - timedelta(seconds=1)

    def log_in(self, moment, partner=None):
        user = self.make_portal_user(partner or self.partner)
        log = self.env["res.users.log"].with_user(user).sudo().create({})
        self.env.cr.execute("UPDATE res_users_log SET create_date = %s WHERE id = %s", [moment, log.id])
        log.invalidate_recordset()

    def write_mail(self, moment, **values):
        values = {"author_id": self.partner.id, "message_type": "email", "date": moment, "body": "Hello", **values}
        self.env["mail.message"].create(values)

    def test_login_in_the_counted_periods_blocks(self):
        self.log_in(self.first_counted)
        self.assertBlocked("in_touch")

    def test_login_before_does_not_block(self):
        self.log_in(self.before)
        self.assertEligible()

    def test_login_of_somebody_else_does_not_block(self):
        self.log_in(self.first_counted, self.make_contact())
        self.assertEligible()

    def test_mail_in_the_counted_periods_blocks(self):
        self.write_mail(self.first_counted)
        self.assertBlocked("in_touch")

    def test_mail_before_does_not_block(self):
        self.write_mail(self.before)
        self.assertEligible()

    def test_mail_to_the_student_does_not_block(self):
        self.write_mail(self.first_counted, author_id=False, partner_ids=self.partner.ids)
        self.assertEligible()

    def test_note_under_the_name_of_the_student_does_not_block(self):
        self.write_mail(self.first_counted, message_type="notification")
        self.assertEligible()

    def test_sentence_does_not_tell_what_was_written(self):
        self.write_mail(self.first_counted, subject="About my knee")
        [blocker] = self.student._anonymisation_blockers()[self.student.id]
        self.assertNotIn("knee", blocker.sentence)

    def test_without_periods_that_count_the_missing_periods_are_told_and_nothing_else(self):
        self.write_mail(self.first_counted)
        self.company.anonymisation_inactive_periods = 9
        self.assertBlocked("recent_activity")

    def test_who_has_written_lately_is_found_without_reading_all_messages(self):
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        blocked = self.env["school.anonymisation.rule.in_touch"]._blocked()
        query = self.env["school.student"].sudo()._search(blocked)
        plan = self.env.execute_query(SQL("EXPLAIN %s", query.select()))
        self.assertIn("mail_message_anonymisation_written", str(plan))
