"""Prevention: somebody with the permission has said "not this one", for a reason and, if they like, until a date.

Switched on, it keeps; when its date has passed, it is off, for whoever looks. One Domain says which it is. The switch
itself stays as somebody has left it: a clock that is ahead for an hour must not end what nobody has ended.
"""

from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from ..who_may import OFFICER

SWITCHING = {"anonymisation_prevented", "anonymisation_prevented_until"}


class SchoolStudent(models.Model):
    _inherit = "school.student"

    anonymisation_prevented = fields.Boolean(
        string="Prevented",
        tracking=True,
        copy=False,
        compute="_compute_anonymisation_prevented",
        inverse="_inverse_anonymisation_prevented",
        search="_search_anonymisation_prevented",
        groups=OFFICER,
    )
    anonymisation_prevented_switch = fields.Boolean(
        string="Has been prevented",
        copy=False,
        index="btree_not_null",
        groups=OFFICER,
        help="What was switched; whether it still holds is a matter of the date beside it.",
    )
    anonymisation_prevented_reason = fields.Char(string="Reason for preventing", copy=False, groups=OFFICER)
    anonymisation_prevented_until = fields.Date(
        string="Prevented until",
        tracking=True,
        copy=False,
        groups=OFFICER,
        help="The last day of it; empty = until somebody takes it back.",
    )
    # What the history says of the end, to those only who may read this field.
    anonymisation_prevented_ended = fields.Boolean(
        string="No longer prevented", tracking=True, readonly=True, copy=False, groups=OFFICER
    )

    # Not by the date: on a form, where nothing is saved yet, it would undo what somebody has just switched.
    @api.depends("anonymisation_prevented_switch")
    def _compute_anonymisation_prevented(self):
        for student in self:
            student.anonymisation_prevented = (
                student.anonymisation_prevented_switch and not student._anonymisation_is_past()
            )

    def _inverse_anonymisation_prevented(self):
        for student in self:
            student.anonymisation_prevented_switch = student.anonymisation_prevented

    @api.model
    def _search_anonymisation_prevented(self, operator, value):
        if operator != "in":
            return NotImplemented
        # A search method answers whoever asks; the field's groups are checked for reading only.
        self._check_field_access(self._fields["anonymisation_prevented"], "read")
        prevented = self._anonymisation_prevented_domain()
        return Domain.OR(prevented if item else ~prevented for item in set(map(bool, value)))

    def _field_to_sql(self, alias, field_expr, query=None):
        """Let reports group by what filters and figures go by."""
        if field_expr != "anonymisation_prevented":
            return super()._field_to_sql(alias, field_expr, query)
        self._check_field_access(self._fields[field_expr], "read")
        students = self.sudo().with_context(active_test=False)
        prevented = students._search(students._anonymisation_prevented_domain())
        return SQL("%s IN %s", SQL.identifier(alias, "id"), prevented.subselect())

    @api.onchange("anonymisation_prevented")
    def _onchange_anonymisation_prevented(self):
        if self.anonymisation_prevented and self._anonymisation_is_past():
            self.anonymisation_prevented_until = False

    @api.onchange("anonymisation_prevented_until")
    def _onchange_anonymisation_prevented_until(self):
        if self.anonymisation_prevented_until:
            self.anonymisation_prevented = not self._anonymisation_is_past()

    def _anonymisation_is_past(self):
        """Return whether there is a last day on which this student is kept, and it has passed at the school."""
        until = self.anonymisation_prevented_until
        return bool(until) and until < (self.company_id or self.env.company)._school_today()

    @api.model_create_multi
    def create(self, vals_list):
        students = super().create(vals_list)
        for student, vals in zip(students, vals_list, strict=True):
            student._anonymisation_switch_on_by_date(vals)
        return students

    def write(self, vals):
        """Keep switch and date in agreement: switched on it keeps, and a date alone switches it on.

        Without the date that has ended it, it stays ended.
        """
        if SWITCHING.isdisjoint(vals):
            return super().write(vals)
        past = self.filtered(lambda student: student._anonymisation_is_past())
        if vals.get("anonymisation_prevented") and "anonymisation_prevented_until" not in vals:
            past.write({"anonymisation_prevented_until": False})
        elif "anonymisation_prevented" not in vals and not vals["anonymisation_prevented_until"]:
            past.anonymisation_prevented_switch = False
        result = super().write(vals)
        self._anonymisation_switch_on_by_date(vals)
        self.sudo().filtered("anonymisation_prevented_ended")._anonymisation_note_end()
        return result

    def _anonymisation_keep(self, reason, until):
        """Keep these students for this reason, until this day if there is one.

        :raise UserError: the day has passed, so that nobody would be kept.
        """
        if until and any(until < company._school_today() for company in self.company_id):
            raise UserError(self.env._("That day has passed. Choose a later one, or none."))
        self.write(
            {
                "anonymisation_prevented": True,
                "anonymisation_prevented_reason": reason,
                "anonymisation_prevented_until": until,
            }
        )

    def _anonymisation_keep_as_long(self, reason, until):
        """Keep these students for this reason, unless they are kept as long already, or the day has passed.

        :param until: the last day; `date.max` is without end.
        """
        for student in self:
            own = student.anonymisation_prevented and (student.anonymisation_prevented_until or date.max)
            if until >= student.company_id._school_today() and not (own and own >= until):
                student._anonymisation_keep(reason, until != date.max and until)

    def _anonymisation_switch_on_by_date(self, vals):
        if vals.get("anonymisation_prevented_until") and "anonymisation_prevented" not in vals:
            off = self.filtered(lambda student: not student.anonymisation_prevented_switch)
            off.filtered(lambda student: not student._anonymisation_is_past()).anonymisation_prevented_switch = True
        if "anonymisation_prevented_until" in vals:
            self.invalidate_recordset(["anonymisation_prevented"])

    @api.model
    def _anonymisation_end_preventions(self, company):
        """Note on the students of this company whose last day has passed that they are kept no longer.

        Of whom that was noted by a clock that was ahead, it is taken back.
        """
        students = self.sudo().with_context(active_test=False)
        past = Domain("anonymisation_prevented_until", "<", company._school_today())
        ended = Domain("anonymisation_prevented_ended", "=", True)
        students.search(
            Domain("company_id", "=", company.id)
            & Domain("anonymised", "=", False)
            & Domain("anonymisation_prevented_switch", "=", True)
            & ((past & ~ended) | (~past & ended))
        )._anonymisation_note_end()

    def _anonymisation_note_end(self):
        """Note whether these students are kept no longer because their last day has passed."""
        for student in self:
            ended = student.anonymisation_prevented_switch and student._anonymisation_is_past()
            student.anonymisation_prevented_ended = ended

    @api.model
    def _anonymisation_prevented_domain(self):
        """Return the Domain of the students whom somebody keeps on purpose, today."""
        return self.env["school.anonymisation.rule"]._by_today(
            lambda today: (
                Domain("anonymisation_prevented_switch", "=", True)
                & (
                    Domain("anonymisation_prevented_until", "=", False)
                    | Domain("anonymisation_prevented_until", ">=", today)
                )
            )
        )

    def _anonymisation_prevented_sentence(self):
        """Return why this student is kept, and until when."""
        sentence = self.env._("Prevented: %s", self.anonymisation_prevented_reason or self.env._("no reason given"))
        if self.anonymisation_prevented_until:
            until = format_date(self.env, self.anonymisation_prevented_until)
            sentence = self.env._("%(sentence)s (until %(until)s)", sentence=sentence, until=until)
        return sentence
