# Asks for the teaching period in which a waiting student is enrolled.
from odoo import api, fields, models


class SchoolWaitingListEnrol(models.TransientModel):
    _name = "school.waiting.list.enrol"
    _description = "Enrol from the waiting list"
    _check_company_auto = True

    entry_id = fields.Many2one(
        "school.waiting.list.entry", string="Waiting list entry", required=True, ondelete="cascade", check_company=True
    )
    company_id = fields.Many2one(related="entry_id.company_id")
    period_id = fields.Many2one(
        "school.teaching.period",
        string="Teaching period",
        compute="_compute_period_id",
        store=True,
        readonly=False,
        required=True,
        ondelete="cascade",
        check_company=True,
    )

    @api.depends("entry_id")
    def _compute_period_id(self):
        for wizard in self:
            company = wizard.company_id or self.env.company
            wizard.period_id = self.env["school.teaching.period"].search(
                [
                    ("company_id", "=", company._school_periods_company().id),
                    ("date_end", ">=", company._school_today()),
                ],
                order="date_start",
                limit=1,
            )

    def action_enrol(self):
        """Enrol the student and open the new enrolment."""
        self.ensure_one()
        enrolment = self.entry_id._enrol(self.period_id)
        return {
            "type": "ir.actions.act_window",
            "res_model": "school.enrolment",
            "res_id": enrolment.id,
            "view_mode": "form",
        }
