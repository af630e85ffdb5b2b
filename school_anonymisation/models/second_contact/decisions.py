"""Second contacts: the same person a second time (web shop, import, portal), and what somebody decided about each."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...same_person import OTHER, SAME, UNDECIDED


class SecondContact(models.Model):
    """What has been decided about a contact that looks like a student.

    Which contacts do is found out afresh whenever that counts (`_find`): rows without a decision are only what a list
    shows. A row without a student protects its contact: the student has been anonymised, and it was somebody else.
    """

    _name = "school.anonymisation.second.contact"
    _inherit = ["school.anonymised.guard"]
    _description = "Second contact"
    _order = "student_id, id"
    _rec_name = "partner_id"
    # A time would let the row that is left be matched to a profile.
    _log_access = False
    _anonymised_guard_fields = ("student_id", "partner_id")

    student_id = fields.Many2one("school.student", readonly=True, index=True, ondelete="cascade")
    partner_id = fields.Many2one(
        "res.partner", "Second contact", required=True, readonly=True, index=True, ondelete="cascade"
    )
    state = fields.Selection(
        [(UNDECIDED, "Undecided"), (SAME, "Same person"), (OTHER, "Somebody else")],
        "Decision",
        required=True,
        readonly=True,
        default=UNDECIDED,
    )
    decided_by_id = fields.Many2one("res.users", "Decided by", readonly=True, ondelete="set null")
    decided_on = fields.Date("Decided on", readonly=True)
    email = fields.Char(related="partner_id.email")
    phone = fields.Char(related="partner_id.phone")
    partner_active = fields.Boolean("In use", related="partner_id.active")

    _pair_unique = models.Constraint("UNIQUE (student_id, partner_id)", "A contact is decided once for a student.")

    @api.model
    def _propose(self, students):
        """Bring the list of these students up to date with who looks like them now; return its rows.

        :raise AccessError: the user may not anonymise, or may not change one of these students.
        """
        self.env.user._check_can_anonymise()
        students.check_access("write")
        students = students.filtered(lambda student: not student.anonymised)
        # Holds the profiles: nothing may lead to one that is being anonymised now.
        self._refuse_anonymised_people(students.sudo())
        found = self._find(students)
        pairs = [(student, contact) for student, by_state in found.items() for contact in by_state[UNDECIDED]]
        self.flush_model()
        self.env.cr.execute(
            SQL(
                "INSERT INTO school_anonymisation_second_contact (student_id, partner_id, state)"
                " SELECT v.*, %s FROM unnest(%s::int[], %s::int[]) v ON CONFLICT DO NOTHING",
                UNDECIDED,
                [student for student, _contact in pairs],
                [contact for _student, contact in pairs],
            )
        )
        self.invalidate_model(flush=False)
        # The list holds decisions as well; what is gone from it was none.
        rows = self.sudo().search([("student_id", "in", students.ids)])
        stale = rows.filtered(
            lambda row: row.state == UNDECIDED and row.partner_id.id not in found[row.student_id.id][UNDECIDED]
        )
        stale.unlink()
        return (rows - stale).sudo(False)

    def action_same(self):
        """Decide that these contacts are the students themselves: they go with them.

        :raise UserError: one is no second contact any more.
        """
        self._check_may_decide()
        found = self._find(self.student_id)
        for row in self:
            if row.partner_id.id not in found[row.student_id.id][UNDECIDED] | found[row.student_id.id][SAME]:
                raise UserError(
                    self.env._(
                        "“%s” is somebody of their own at the school by now, or no longer looks like the student."
                        " Nothing has been changed.",
                        row.partner_id.display_name,
                    )
                )
        self._decide(SAME)

    def action_other(self):
        """Decide that these contacts are somebody else: they are never touched along with the student."""
        self._check_may_decide()
        self._decide(OTHER)

    def action_take_back(self):
        """Take the decision about these contacts back."""
        self._check_may_decide()
        self._decide(UNDECIDED)

    def _check_may_decide(self):
        self.env.user._check_can_anonymise()
        self.check_access("read")
        self.student_id.check_access("write")

    def _decide(self, state):
        decided = state != UNDECIDED
        # Nobody has write access: deciding is all that may be done to a row.
        for company, rows in self.sudo().grouped(lambda row: row.student_id.company_id).items():
            today = company._school_today()
            rows.write({"state": state, "decided_by_id": decided and self.env.uid, "decided_on": decided and today})

    @api.model
    def _undecided_count(self, students):
        """Return how many contacts look like one of these students and nobody has decided about."""
        return len(set().union(*(by_state[UNDECIDED] for by_state in self._find(students).values())))

    @api.model
    def _release(self, students):
        """Have nothing lead from a contact to these students, who are being erased; who is protected stays so."""
        self.flush_model()
        self.env.cr.execute(
            SQL(
                "DELETE FROM school_anonymisation_second_contact c WHERE student_id = ANY(%s) AND (state <> %s"
                " OR EXISTS (SELECT 1 FROM school_anonymisation_second_contact o WHERE o.partner_id = c.partner_id"
                " AND o.state = c.state AND (o.student_id IS NULL OR o.student_id = ANY(%s) AND o.id < c.id)))",
                students.ids,
                OTHER,
                students.ids,
            )
        )
        self.env.cr.execute(
            SQL(
                "UPDATE school_anonymisation_second_contact SET student_id = NULL, decided_by_id = NULL,"
                " decided_on = NULL WHERE student_id = ANY(%s)",
                students.ids,
            )
        )
        self.invalidate_model(flush=False)

    @api.model
    def _follow_merge(self, merged_ids, kept_id):
        """Leave one decision a student about contacts that become one; *somebody else* outweighs the others."""
        self.flush_model()
        contacts = [*merged_ids, kept_id]
        self.env.cr.execute(
            SQL(
                "DELETE FROM school_anonymisation_second_contact WHERE partner_id = ANY(%s) AND id NOT IN"
                " (SELECT DISTINCT ON (student_id) id FROM school_anonymisation_second_contact"
                " WHERE partner_id = ANY(%s) ORDER BY student_id, state = %s DESC, partner_id = %s DESC, id)",
                contacts,
                contacts,
                OTHER,
                kept_id,
            )
        )
        self.invalidate_model(flush=False)


class AnonymisationHooks(models.AbstractModel):
    _inherit = "school.anonymisation.hooks"

    @api.model
    def _before_erasure(self, students):
        super()._before_erasure(students)
        # In the erasing transaction: a student who stays keeps the decisions, too.
        self.env["school.anonymisation.second.contact"]._release(students)
