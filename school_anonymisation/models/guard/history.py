"""What an anonymised student took part in is the school's history: nobody deletes it, and SuperUsers may correct it."""

from odoo import api, models
from odoo.exceptions import UserError

from ... import triggers


class AnonymisedHistory(models.AbstractModel):
    """Keep the records of anonymised students, whoever asks; a model gives the fields that say nothing personal."""

    _name = "school.anonymised.history"
    _inherit = "school.anonymised.guard"
    _description = "History of anonymised students"

    _person_fields = ("student_id",)
    _correctable = frozenset()

    def init(self):
        super().init()
        triggers.install(self.env.cr, self._table)

    def _refuse_change(self, vals):
        may_correct = self.env.su or self.env.user.has_group("school_base.group_school_superuser")
        if not (may_correct and self._correctable.issuperset(vals)):
            super()._refuse_change(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_anonymised(self):
        # Who may delete need not be able to see anonymised profiles.
        if any(self.sudo().student_id.mapped("anonymised")):
            raise UserError(
                self.env._(
                    "What an anonymised student took part in is part of the school's history and cannot be deleted."
                    " A SuperUser can correct the course and the lessons."
                )
            )


class SchoolEnrolment(models.Model):
    _name = "school.enrolment"
    _inherit = ["school.enrolment", "school.anonymised.history"]

    _correctable = frozenset({"course_id", "lessons_planned", "lessons_attended"})

    def _compute_gender(self):
        gone = self._of_the_gone()
        result = super(SchoolEnrolment, self - gone)._compute_gender()
        for enrolment in gone:
            enrolment.gender = enrolment.gender
        return result

    def _compute_age_group(self):
        gone = self._of_the_gone()
        result = super(SchoolEnrolment, self - gone)._compute_age_group()
        for enrolment in gone:
            enrolment.age_group = enrolment.age_group
        return result

    def _of_the_gone(self):
        """Return those of these enrolments whose student has been anonymised: they keep what reports need of them."""
        # Who may change a teaching period need not see anonymised profiles.
        return self.filtered(lambda enrolment: enrolment.sudo().student_id.anonymised)


class SchoolWaitingListEntry(models.Model):
    _name = "school.waiting.list.entry"
    _inherit = ["school.waiting.list.entry", "school.anonymised.history"]

    _correctable = frozenset({"course_id"})


class SchoolInstrumentHire(models.Model):
    _name = "school.instrument.hire"
    _inherit = ["school.instrument.hire", "school.anonymised.history"]

    _correctable = frozenset({"instrument_id"})
