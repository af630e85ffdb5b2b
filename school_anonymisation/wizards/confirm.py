"""The one confirmation before anonymising, which names the student and says that it cannot be undone."""

from odoo import api, fields, models

# From one more on their number has to be typed, and is what the law keeps not looked up for the question.
MANY = 10


class AnonymisationConfirm(models.TransientModel):
    _name = "school.anonymisation.confirm"
    _inherit = "school.anonymisation.selection"
    _description = "Anonymise students"

    eligible_ids = fields.Many2many("school.student", string="Can be anonymised", compute="_compute_eligible_ids")
    eligible_count = fields.Integer("How many can be anonymised", compute="_compute_eligible_ids")
    question = fields.Char(compute="_compute_question")
    explanation = fields.Html(compute="_compute_explanation")
    going = fields.Html(string="Who is anonymised", compute="_compute_going")
    many = fields.Boolean(compute="_compute_many", help="So many that their number has to be typed.")
    typed_count = fields.Integer(string="How many are anonymised", store=False)

    @api.depends("student_ids")
    def _compute_eligible_ids(self):
        for dialog in self:
            dialog.eligible_ids = dialog.student_ids.filtered("anonymisation_eligible")
            dialog.eligible_count = len(dialog.eligible_ids)

    @api.depends("student_ids")
    def _compute_question(self):
        for dialog in self:
            if len(dialog.student_ids) == 1:
                name = dialog.student_ids.display_name
                dialog.question = (
                    self.env._("Anonymise %s?", name)
                    if dialog.eligible_ids
                    else self.env._("%s cannot be anonymised now.", name)
                )
            else:
                dialog.question = self.env._(
                    "Anonymise %(eligible)s of the %(all)s selected students?",
                    eligible=dialog.eligible_count,
                    all=len(dialog.student_ids),
                )

    @api.depends("student_ids")
    def _compute_explanation(self):
        for dialog in self:
            held_back = (dialog.student_ids - dialog.eligible_ids)._origin
            blockers = held_back._anonymisation_blockers()
            dialog.explanation = self.env["ir.qweb"]._render(
                "school_anonymisation.held_back",
                {"students": held_back, "blockers": blockers, "single": len(dialog.student_ids) == 1},
            )

    @api.depends("eligible_ids")
    def _compute_many(self):
        for dialog in self:
            dialog.many = dialog.eligible_count > MANY

    @api.depends("eligible_ids")
    def _compute_going(self):
        for dialog in self:
            going = dialog.eligible_ids._origin
            few = going if len(going) <= MANY else going.browse()
            dialog.going = self.env["ir.qweb"]._render(
                "school_anonymisation.going",
                {"students": going, "single": len(dialog.student_ids) == 1, "few": bool(few)}
                | {"retained": few._anonymisation_preview(only_tied=True)["retained"] if few else []},
            )

    def action_confirm(self):
        """Anonymise; answer how many were, and who was not and why."""
        self.env.user._check_can_anonymise()
        self.ensure_one()
        if len(self.student_ids) == 1:
            return self.student_ids.action_anonymise()
        return self.student_ids.action_anonymise_several()
