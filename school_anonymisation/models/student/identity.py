"""The neutral label: what an anonymised profile is called, and marking it so."""

import secrets

from odoo import api, models
from odoo.tools import SQL

# No vowels and nothing that looks like something else: no words come out, and it can be read out on the phone.
LABEL_ALPHABET = "23456789BCDFGHJKMNPQRTVWXZ"


class SchoolStudent(models.Model):
    _inherit = "school.student"

    @api.model
    def _anonymisation_label_new(self):
        letters = [secrets.choice(LABEL_ALPHABET) for _i in range(8)]
        return f"Anonymised student {''.join(letters[:4])}-{''.join(letters[4:])}"

    def _anonymisation_labels(self):
        """Return {student id: a label nobody has}."""
        labels = {}
        while len(labels) < len(self):
            taken = set(labels.values())
            fresh = {student_id: self._anonymisation_label_new() for student_id in self.ids if student_id not in labels}
            known = self.with_context(active_test=False).search([("anonymisation_label", "in", list(fresh.values()))])
            taken |= set(known.mapped("anonymisation_label"))
            for student_id, label in fresh.items():
                if label not in taken:
                    taken.add(label)
                    labels[student_id] = label
        return labels

    def _anonymisation_mark(self, labels, months):
        """Mark and archive profiles and contacts: by SQL, past the guard that refuses every write to them."""
        self.env.cr.execute(
            SQL(
                "UPDATE school_student s"
                " SET anonymised = TRUE, active = FALSE, anonymised_month = v.month, anonymisation_label = v.label"
                " FROM (SELECT unnest(%s) AS id, unnest(%s) AS label, unnest(%s) AS month) v WHERE s.id = v.id",
                self.ids,
                [labels[student_id] for student_id in self.ids],
                [months[student_id] for student_id in self.ids],
            )
        )
        self.env.cr.execute(
            SQL("UPDATE res_partner SET anonymised = TRUE, active = FALSE WHERE id = ANY(%s)", self.partner_id.ids)
        )
        self.env.invalidate_all(flush=False)
