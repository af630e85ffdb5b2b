"""Neutral carriers: profiles that are nobody's, on which participation lies that belongs to nobody any more.

A school has as many of them as it had students of a gender on one course at a time. What lies on a carrier was put
there by chance: that two enrolments share one says nothing.
"""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...engine_mark import marking
from ..student.identity import PARTICIPATION

QUIETLY = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
    "no_reset_password": True,
}


class AnonymisedCounted(models.AbstractModel):
    _inherit = "school.anonymised.counted"

    anonymisation_carrier = fields.Boolean(
        string="Is nobody's",
        readonly=True,
        copy=False,
        help="Participation that belongs to nobody any more lies here. It is counted as no person.",
    )

    @api.model
    def _counted_anonymised(self, domain):
        """Leave out what is nobody's: only people are counted."""
        return super()._counted_anonymised(domain) & Domain("anonymisation_carrier", "=", False)


class SchoolStudent(models.Model):
    _inherit = "school.student"

    anonymisation_is_loose = fields.Boolean(
        string="Participation is nobody's",
        readonly=True,
        copy=False,
        help="What the student took part in stays, and no longer belongs to this profile.",
    )

    @api.model
    def _anonymisation_carriers(self, company, gender, number):
        """Return the carriers of this company and gender (False: not stated), made where there are fewer than that."""
        everybody = self.sudo().with_context(active_test=False)
        found = everybody.search(
            [
                ("anonymisation_carrier", "=", True),
                ("company_id", "=", company.id),
                ("gender", "=", gender),
            ]
        )
        missing = number - len(found)
        return found | self._anonymisation_carriers_new(company, gender, missing) if missing > 0 else found

    @api.model
    def _anonymisation_carriers_new(self, company, gender, number):
        today = company._school_today()
        made = self.sudo().with_company(company).with_context(**QUIETLY)
        # Made as guardians, who need no student number; no carrier is known by more than its label.
        carriers = made.create(
            [
                {
                    "name": PARTICIPATION,
                    "kind": "guardian",
                    "company_id": company.id,
                    "gender": gender,
                    "registered_on": today.replace(month=1, day=1),
                }
                for _each in range(number)
            ]
        )
        self.env.flush_all()
        labels = dict(zip(carriers.ids, self._anonymisation_labels_of_carriers(number), strict=True))
        month = self.env["school.anonymisation.log"]._this_month(company)
        self.env.cr.execute(
            SQL(
                "UPDATE res_partner c SET name = v.label, complete_name = v.label, active = FALSE,"
                " anonymisation_carrier = TRUE, anonymised_while_active = FALSE, create_uid = 1, write_uid = 1,"
                " create_date = %(month)s::date, write_date = %(month)s::date, lang = NULL"
                " FROM school_student s"
                " JOIN (SELECT unnest(%(ids)s) AS id, unnest(%(labels)s) AS label) v ON v.id = s.id"
                " WHERE c.id = s.partner_id",
                month=f"{month}-01",
                ids=list(labels),
                labels=list(labels.values()),
            )
        )
        with marking(self.env.cr):
            self.env.cr.execute(
                SQL(
                    "UPDATE school_student SET kind = 'student', anonymisation_carrier = TRUE, active = FALSE,"
                    " anonymised_while_active = FALSE, last_activity_date = NULL, create_uid = 1, write_uid = 1,"
                    " create_date = %(month)s::date, write_date = %(month)s::date WHERE id = ANY(%(ids)s)",
                    month=f"{month}-01",
                    ids=carriers.ids,
                )
            )
        carriers._anonymisation_mark(labels, dict.fromkeys(labels, month), carriers.partner_id.ids)
        return carriers

    @api.model
    def _anonymisation_labels_of_carriers(self, number):
        """Return that many labels that nobody has."""
        labels = set()
        everybody = self.sudo().with_context(active_test=False)
        while len(labels) < number:
            fresh = {self._anonymisation_label_new(PARTICIPATION) for _each in range(number - len(labels))}
            labels |= fresh - set(everybody.search([("anonymisation_label", "in", list(fresh))]).mapped("name"))
        return list(labels)
