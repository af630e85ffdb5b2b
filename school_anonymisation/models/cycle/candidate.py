"""The candidate: a student on a cycle's list, and what became of them. It holds no name, only the link."""

import random

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...failure_words import failure_sentence
from .cycle import WAITING

CANDIDATE_STATES = [
    ("candidate", "On the list"),
    ("new", "New"),
    ("gone", "Gone"),
    ("prevented", "Prevented"),
    ("later", "In the second part"),
    ("anonymised", "Anonymised"),
    ("skipped", "Skipped"),
    ("failed", "Failed"),
]
LISTED = ("candidate", "new")
OFF_THE_LIST = ("gone", "prevented")
UNSETTLED = (*LISTED, *OFF_THE_LIST)
NOT_ANNOUNCED = "not_announced"
"""In place of a rule's code: could be anonymised, and was left for next year because nobody had been told in time."""


class SchoolAnonymisationCandidate(models.Model):
    _name = "school.anonymisation.candidate"
    _description = "Student on an anonymisation list"
    _order = "id"
    _rec_name = "student_id"

    cycle_id = fields.Many2one(
        "school.anonymisation.cycle", "Yearly anonymisation", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="cycle_id.company_id", store=True, index=True)
    cycle_state = fields.Selection(related="cycle_id.state", string="State of the year")
    student_id = fields.Many2one("school.student", required=True, index=True, ondelete="cascade")
    state = fields.Selection(CANDIDATE_STATES, required=True, default="new")
    reason_codes = fields.Char(help="Codes of the rules that hold the student back, comma-separated.")
    reasons = fields.Char(string="Held back by", compute="_compute_reasons")
    why = fields.Char(string="Comment", compute="_compute_why", help="What is to be known beside the state.")
    first_mail = fields.Selection(
        [
            ("list", "List"),
            ("reminder_1", "First reminder"),
            ("reminder_2", "Second reminder"),
            ("extra", "Supplementary list"),
        ],
        string="First told in",
        help="The mail in which the student stood first.",
    )
    listed_since = fields.Integer(
        aggregator=None,
        help="Number of the list since which the student has stood on every one; 0 = not on the last one.",
    )
    in_last_mail = fields.Boolean(help="Stood on the list in the last mail.")
    tried_on = fields.Date(string="Tried on")
    attempts = fields.Integer(aggregator=None)
    detail = fields.Char(
        string="Failed at", help="Kind of record and field, or the database's error code; never a value."
    )

    student_number = fields.Char(related="student_id.student_number")
    kind = fields.Selection(related="student_id.kind")
    kind_label = fields.Char(compute="_compute_kind_label")
    last_period = fields.Char(related="student_id.anonymisation_last_period")
    inactive_periods = fields.Integer(related="student_id.anonymisation_inactive_periods_count")
    prevented_reason = fields.Char(related="student_id.anonymisation_prevented_reason")

    _once = models.Constraint("UNIQUE (cycle_id, student_id)", "A student stands on a list once.")

    @api.depends("kind")
    @api.depends_context("lang")
    def _compute_kind_label(self):
        labels = dict(self.env["school.student"]._fields["kind"]._description_selection(self.env))
        for candidate in self:
            candidate.kind_label = labels.get(candidate.kind)

    @api.depends("reason_codes", "state", "detail")
    @api.depends_context("lang")
    def _compute_reasons(self):
        labels = self._reason_labels()
        for candidate in self:
            if candidate.state == "failed" and candidate.detail:
                candidate.reasons = failure_sentence(self.env, candidate.detail)
                continue
            codes = (candidate.reason_codes or "").split(",")
            candidate.reasons = ", ".join(labels.get(code, code) for code in codes if code)

    @api.depends("reasons", "foreseen", "prevented_reason", "state")
    @api.depends_context("lang")
    def _compute_why(self):
        for candidate in self:
            listed, prevented = candidate.state in LISTED, candidate.state == "prevented"
            candidate.why = (
                (listed and candidate.foreseen) or (prevented and candidate.prevented_reason) or candidate.reasons
            )

    @api.model
    def _reason_labels(self):
        """Return {code: what held a student back, in a few words}; a rule of another addon by its own name."""
        rules = self.env["school.anonymisation.rule"]._all_rules()
        names = {rule._code: self.env["ir.model"]._get(rule._name).name for rule in rules}
        return names | {
            "active_course": self.env._("On a course"),
            "waiting_list": self.env._("On a waiting list"),
            "instrument_hire": self.env._("Instrument on hire"),
            "family_association": self.env._("Active family association"),
            "debt": self.env._("Outstanding debt"),
            "recent_activity": self.env._("Recently active"),
            "other_role": self.env._("Also somebody else at the school"),
            "prevented": self.env._("Prevented"),
            "anonymised": self.env._("Anonymised by hand"),
            NOT_ANNOUNCED: self.env._("Not announced in time, left for next year"),
        }

    def _check_open(self):
        self.env.user._check_can_anonymise()
        self.check_access("read")
        if any(candidate.cycle_id.state in ("done", "cancelled") for candidate in self):
            raise UserError(self.env._("This year is over. Open the student's profile instead."))

    def action_open(self):
        """Open the student's profile."""
        self.ensure_one()
        self.env.user._check_can_anonymise()
        return {
            "type": "ir.actions.act_window",
            "res_model": "school.student",
            "res_id": self.student_id.id,
            "views": [(False, "form")],
        }

    def action_prevent(self):
        """Ask why this student is kept, and until when."""
        self.ensure_one()
        self._check_open()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Prevent"),
            "res_model": "school.anonymisation.cycle.prevent",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_candidate_id": self.id},
        }

    def action_allow(self):
        """Take back that this student is kept."""
        self._check_open()
        self.student_id.write({"anonymisation_prevented": False})

    def _prevent(self, reason, until):
        self._check_open()
        self.student_id._anonymisation_keep(reason, until)

    def _note_changed(self):
        """Bring just these rows up to date, of cycles of which a part of the run is to come."""
        for cycle in self.cycle_id:
            rows = self.filtered(lambda row, cycle=cycle: row.cycle_id == cycle and row.state in UNSETTLED)
            students = cycle._foreseen_students().browse(rows.student_id.ids)
            rows._sort(cycle, {student for student, codes in students._anonymisation_codes().items() if not codes})

    def _sort(self, cycle, eligible):
        """Put these rows on the list or off it, given the ids of the `eligible` students."""
        back = self.filtered(lambda row: row.state not in LISTED and row.student_id.id in eligible)
        for listed in (True, False):
            back.filtered(lambda row, listed=listed: row.in_last_mail == listed).write(
                {"state": "candidate" if listed else "new", "reason_codes": False}
            )
        self.filtered(lambda row: row.student_id.id not in eligible)._note_held_back(cycle)
        self._note_foreseen(cycle)

    def action_preview(self):
        """Show what anonymising these students would erase."""
        self.env.user._check_can_anonymise()
        self.check_access("read")
        students = self.student_id.filtered(lambda student: not student.anonymised)
        if not students:
            raise UserError(self.env._("There is nothing to preview: nobody here is still to be anonymised."))
        action = self.env["ir.actions.act_window"]._for_xml_id("school_anonymisation.action_anonymisation_preview")
        return action | {"context": {"active_model": "school.student", "active_ids": students.ids}}

    @api.model
    def _refresh(self, cycle):
        """Bring the candidates of `cycle` up to date with who will be eligible on the day of the run.

        New ones are added in random order: the order of the rows, which is the order of the run, says nothing. Whoever
        becomes eligible once the run has begun is next year's.
        """
        eligible = set(cycle._eligible().ids)
        rows = self.search([("cycle_id", "=", cycle.id)])
        if not cycle._has_begun():
            fresh = sorted(eligible - set(rows.student_id.ids))
            random.shuffle(fresh)
            rows |= self.create([{"cycle_id": cycle.id, "student_id": student, "state": "new"} for student in fresh])
        rows.filtered(lambda row: row.state in UNSETTLED)._sort(cycle, eligible)

    def _note_held_back(self, cycle, state="gone"):
        """Write down why these students are held back, in as many writes as there are different reasons."""
        students = cycle._foreseen_students().browse(self.student_id.ids)
        by_codes = {}
        for student_id, codes in students._anonymisation_codes().items():
            by_codes.setdefault(",".join(codes), set()).add(student_id)
        for codes, student_ids in by_codes.items():
            rows = self.filtered(lambda row, ids=student_ids: row.student_id.id in ids)
            prevented = state == "gone" and "prevented" in codes.split(",")
            rows.write({"state": "prevented" if prevented else state, "reason_codes": codes or False})

    def _note_mailed(self, kind, edition):
        """Remember whose names stand in the list of this kind and number that is going out now."""
        listed = self.filtered(lambda row: row.state in (*LISTED, "later"))
        listed.filtered(lambda row: not row.first_mail).first_mail = kind
        listed.filtered(lambda row: not row.listed_since).listed_since = edition
        listed.in_last_mail = True
        listed.filtered(lambda row: row.state == "new").state = "candidate"
        (self - listed).write({"in_last_mail": False, "listed_since": 0})


class SchoolStudent(models.Model):
    _inherit = "school.student"

    def write(self, vals):
        """Let the list of an open cycle show at once what prevention changes."""
        result = super().write(vals)
        if any(name.startswith("anonymisation_prevented") for name in vals):
            # The rows are written by the cycle alone; core has checked who may prevent.
            rows = self.env["school.anonymisation.candidate"].sudo()
            rows.search([("student_id", "in", self.ids), ("cycle_id.state", "in", WAITING)])._note_changed()
        return result
