"""What OpenEduCat's other apps keep of somebody who is gone is not written to; an app that is missing is not asked."""

from odoo import models

# {model: ways from its records to a contact}. That none of them newly leads to somebody gone holds for every model.
PEOPLE = {
    "op.admission": ("partner_id", "student_id.partner_id"),
    "op.library.card": ("partner_id", "student_id.partner_id"),
    "op.media.movement": ("partner_id", "student_id.partner_id", "library_card_id.partner_id"),
}


class Base(models.AbstractModel):
    _inherit = "base"

    def write(self, vals):
        if self._name in PEOPLE:
            # Who may change an admission need not be able to see anonymised people.
            records, guard = self.sudo(), self.env["school.anonymised.guard"]
            for way in PEOPLE[self._name]:
                guard._refuse_anonymised_people(records.mapped(way))
        return super().write(vals)
