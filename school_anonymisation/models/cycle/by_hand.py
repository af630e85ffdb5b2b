"""By hand: students whom somebody has chosen, more than a page can wait for; a batch with a requester."""

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...failure import KILLED, failure_code
from ...failure_words import is_own
from ..student.anonymise import AT_ONCE
from ..who_may import OFFICER
from . import job_time
from .task import is_to_be_tried_again, log_trouble

SIZES = (100, 25, 5, 1, 1, 1)
"""Students who are anonymised with one commit: fewer each time that the worker was killed, in the end one alone."""

ATTEMPTS = 3
"""How often a profile is tried at which somebody else is."""


class AnonymisationBatch(models.Model):
    _inherit = "school.anonymisation.batch"

    student_ids = fields.Many2many("school.student", string="Asked for, and waiting", context={"active_test": False})
    attempts = fields.Integer()

    @api.model
    def _remember(self, remembered, cycle=None):
        """Keep what is to be looked for of students whom the user or a run has anonymised; the job then does it.

        :raise UserError: it cannot be kept, so that they may not be anonymised either.
        """
        # Nobody has access to batches: they are made here, for whom may be anonymised, and nowhere else.
        batch = self.sudo().create({"cycle_id": cycle.id} if cycle else {"requested_by_id": self.env.uid})
        try:
            batch._seal(remembered)
        except OSError as error:
            raise UserError(
                self.env._(
                    "The server cannot write into its data directory. Nothing has been changed; tell the administrator."
                )
            ) from error
        self._wake()

    @api.model
    def _ask_for(self, students):
        """Have these students anonymised by the job on the user's behalf; asking twice is asking once."""
        batches = self.sudo()
        known = batches.search([("student_ids", "in", students.ids)]).student_ids
        waiting = students.sudo() - known
        for start in range(0, len(waiting), AT_ONCE):
            batches.create({"requested_by_id": self.env.uid, "student_ids": waiting[start : start + AT_ONCE].ids})
        self._wake()

    @api.model
    def _wake(self):
        self.env.ref("school_anonymisation.ir_cron_anonymisation_run").sudo()._trigger()

    @api.model
    def _work_off_asked(self):
        """Anonymise whoever has been asked for. Commits. Return whether the job has time left for something else."""
        for asked in self.search([("student_ids", "!=", False)]):
            with asked._held() as batch:
                while batch.exists():
                    if not job_time.is_left(self.env):
                        return False
                    if not batch._anonymise_part():
                        self.env["school.anonymisation.cycle"]._wake_soon()
                        break
        return True

    def _anonymise_part(self):
        """Anonymise the next of those who wait in this batch, which is held. Commits.

        Return whether the following can be tried at once: not while somebody else is at a profile.
        """
        kills = self.kills
        part = self.student_ids.sorted("id")[: SIZES[min(kills, len(SIZES) - 1)]]
        # Taken back unless the worker is killed before.
        self.write({"attempts": self.attempts + 1, "kills": kills + 1})
        self._commit()
        busy = part.browse()
        if kills < len(SIZES):
            busy = self._anonymise_asked(part)
            # Whoever has killed the worker may still be to come.
            self.kills = min(kills, SIZES.index(1))
        else:
            self._leave_out(dict.fromkeys(part.ids, KILLED))
            self.kills = 0
        self.student_ids -= part - busy
        if not busy:
            self.attempts = 0
        if not self.student_ids:
            self.unlink()
        self.env["ir.cron"]._commit_progress(len(part - busy))
        return not busy

    def _anonymise_asked(self, part):
        """Anonymise these students on the requester's behalf; return those who are to be tried again."""
        user = self.requested_by_id
        try:
            with self.env.cr.savepoint():
                # In Odoo, on behalf of nobody is as the job itself, which may.
                user._check_can_anonymise()
                mine = part.with_user(user).with_context(active_test=False, lang=user.lang)
                outcome = mine._anonymise(origin="hand")
        except Exception as error:
            if is_to_be_tried_again(error):
                raise
            log_trouble("Anonymising by hand", error)
            self._leave_out(dict.fromkeys(part.ids, failure_code(error, is_own)))
            return part.browse()
        already = {key for key, codes in outcome.skipped.items() if "anonymised" in codes}
        again = self.attempts < ATTEMPTS
        busy = part.filtered(lambda student: again and outcome.failed.get(student.id) == "locked")
        failed = {key: why for key, why in outcome.failed.items() if key not in busy.ids}
        self._leave_out(failed, outcome.skipped.keys() - already)
        if outcome.done:
            message = mine.env._("Anonymised: %s.", len(outcome.done))
            user._bus_send("simple_notification", {"type": "success", "message": message})
        return busy

    def _leave_out(self, failed, held_back=()):
        """Leave the requester an activity for each of these students that says that the student was not anonymised.

        Nobody, where the requester has been archived or deleted since: nobody would read it.

        It is tied to no record: whoever sees the student would read it there. It names nobody and links to the profile;
        what holds the student back stands on the page that only they see who may.

        :param failed: {student id: what went wrong}; :param held_back: ids of the students who may not be anonymised.
        """
        user = self.requested_by_id
        if not user.active:
            return
        students = self.env["school.student"].with_context(lang=user.lang, active_test=False)
        told = {key: students._anonymisation_failure_sentence(why) for key, why in failed.items()}
        told |= dict.fromkeys(
            held_back,
            students.env._("Something holds this student back. The page Anonymisation of the profile says what."),
        )
        alerts = self.env["school.anonymisation.alert"]
        for student in students.browse(told):
            link = alerts._link_to(f"school.student/{student.id}", students.env._("Profile"))
            note = Markup("<p>%s</p><p>%s</p>") % (told[student.id], link)
            alerts._activity(user, student.company_id, students.env._("Not anonymised"), note)


class SchoolStudent(models.Model):
    _inherit = "school.student"

    anonymisation_requested = fields.Boolean(
        string="Being anonymised", compute="_compute_anonymisation_requested", groups=OFFICER
    )
    anonymisation_unverified = fields.Boolean(
        string="Looking through everything else",
        compute="_compute_anonymisation_unverified",
        help="Anonymised; what stands of this student in other people's records and files is still being looked for.",
    )

    def _compute_anonymisation_requested(self):
        # Whoever sees the student may see that; the field's groups see to it.
        batches = self.env["school.anonymisation.batch"].sudo()
        requested = batches.search([("student_ids", "in", self.ids)]).student_ids
        for student in self:
            student.anonymisation_requested = student.sudo() in requested

    def _compute_anonymisation_unverified(self):
        # That the log has no line yet is all that is told of it.
        lines = self.env["school.anonymisation.log"].sudo()
        verified = lines.search([("student_id", "in", self.ids), ("kind", "=", "verified")]).student_id
        for student in self:
            student.anonymisation_unverified = student.anonymised and student.sudo() not in verified
