"""By hand in a large database: asked for now and done by the job, so that nobody's page waits for the look."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...failure import failure_code
from ...failure_words import is_own
from ..student.anonymise import AT_ONCE
from ..who_may import OFFICER
from .task import log_trouble

LARGE = 1_000_000_000
"""Bytes of tables from which on looking through everything takes longer than anybody waits for a page."""

ATTEMPTS = 3
"""How often a request is tried during which the worker was killed, or of whom somebody else had the profile."""


class AnonymisationRequest(models.Model):
    """A task of the job, with somebody who has asked for it and is told what became of it."""

    _name = "school.anonymisation.request"
    _inherit = "school.anonymisation.task"
    _description = "Anonymisation asked for by hand"
    _order = "id"

    student_id = fields.Many2one("school.student", required=True, ondelete="cascade")
    requested_by_id = fields.Many2one("res.users", required=True, ondelete="cascade")
    attempts = fields.Integer()

    _student_unique = models.Constraint("UNIQUE (student_id)", "A student is asked for once.")

    @api.model
    def _is_better_than_waiting(self):
        """Return whether the database is so large that it is looked through while the user goes on working."""
        ((size,),) = self.env.execute_query(
            SQL(
                "SELECT sum(relpages::bigint) * current_setting('block_size')::int FROM pg_class"
                " WHERE relkind IN ('r', 'm', 't')"
            )
        )
        return size > LARGE

    @api.model
    def _ask_for(self, students):
        """Have these students anonymised by the job on the user's behalf; asking twice is asking once."""
        # Nobody has access to requests: they are made here, for whom may be anonymised, and nowhere else.
        requests = self.sudo()
        known = requests.search([("student_id", "in", students.ids)]).student_id
        requests.create(
            [{"student_id": student.id, "requested_by_id": self.env.uid} for student in students.sudo() - known]
        )
        self._wake()

    @api.model
    def _wake(self, delay=0):
        job = self.env.ref("school_anonymisation.ir_cron_anonymisation_run").sudo()
        job._trigger(fields.Datetime.now() + timedelta(minutes=delay))

    @api.model
    def _work_off(self):
        """Anonymise whoever has been asked for, all of one user's students together. Commits."""
        for user in self.search([]).requested_by_id:
            mine = self.with_context(lang=user.lang)
            while requests := mine.search([("requested_by_id", "=", user.id)], limit=AT_ONCE)._begun():
                requests._anonymise_all(origin="hand")
                if requests.exists():
                    self._wake(delay=1)
                    break

    def _begun(self):
        """Return those of these requests that are to be tried now; those tried too often are given up. Commits."""
        hopeless = self.filtered(lambda request: request.attempts >= ATTEMPTS)
        hopeless._give_up(dict.fromkeys(hopeless.student_id.ids, "killed"))
        requests = self - hopeless
        for request in requests:
            request.attempts += 1
        self.env["ir.cron"]._commit_progress(len(hopeless))
        return requests

    def _students(self):
        return self.student_id.with_user(self.requested_by_id).with_context(active_test=False)

    def _note_trouble(self, error):
        log_trouble("Anonymising by hand", error)
        self._give_up(dict.fromkeys(self.student_id.ids, failure_code(error, is_own)))

    def _settle(self, outcome):
        """Tell the user what became of these requests; those whose profile somebody else had are kept for later."""
        already = {key for key, codes in outcome.skipped.items() if "anonymised" in codes}
        last = self.filtered(lambda request: request.attempts >= ATTEMPTS).student_id.ids
        failed = {key: why for key, why in outcome.failed.items() if why != "locked" or key in last}
        self._give_up(failed, outcome.skipped.keys() - already)
        done = self.exists().filtered(lambda request: request.student_id.id in outcome.done)
        if done:
            message = self.env._("Anonymised: %s.", len(done))
            done.requested_by_id._bus_send("simple_notification", {"type": "success", "message": message})
        self.exists().filtered(lambda request: request.student_id.id in already.union(outcome.done)).unlink()

    def _give_up(self, failed, held_back=()):
        """Leave the user an activity on each of these students that says that the student was not anonymised.

        Whoever sees the student reads it. What holds the student back may be for the eyes of fewer: it stands on the
        page that only they see.

        :param failed: {student id: what went wrong}; :param held_back: ids of the students who may not be anonymised.
        """
        told = {key: self.student_id._anonymisation_failure_sentence(why) for key, why in failed.items()}
        told |= dict.fromkeys(
            held_back, self.env._("Something holds this student back. The page Anonymisation of the profile says what.")
        )
        settled = self.filtered(lambda request: request.student_id.id in told)
        for request in settled:
            request.student_id.activity_schedule(
                "mail.mail_activity_data_warning",
                summary=self.env._("Not anonymised"),
                note=told[request.student_id.id],
                user_id=request.requested_by_id.id,
            )
        settled.unlink()


class SchoolStudent(models.Model):
    _inherit = "school.student"

    anonymisation_requested = fields.Boolean(
        string="Being anonymised", compute="_compute_anonymisation_requested", groups=OFFICER
    )

    def _compute_anonymisation_requested(self):
        # Whoever sees the student may see that; the field's groups see to it.
        requests = self.env["school.anonymisation.request"].sudo()
        requested = requests.search([("student_id", "in", self.ids)]).student_id
        for student in self:
            student.anonymisation_requested = student.sudo() in requested

    def _anonymisation_request(self):
        """Have those of these students anonymised by the job who may be; return an action that says so.

        :raise UserError: there is one student, who may not be.
        """
        codes = self._anonymisation_codes()
        eligible = self.filtered(lambda student: not codes[student.id])
        if len(self) == 1 and not eligible:
            raise UserError(self._anonymisation_refusal())
        self.env["school.anonymisation.request"]._ask_for(eligible)
        message = self.env._(
            "Being anonymised: %s. In a database of this size that takes a minute or so; you are told when it is done.",
            len(eligible),
        )
        return self._anonymisation_answer([message, *(self - eligible)._anonymisation_refusal_lines()], "info")
