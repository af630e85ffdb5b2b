# A family association: a student's guardian, sibling or other relative, while it lasts.
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SchoolFamilyAssociation(models.Model):
    _name = "school.family.association"
    _description = "Family association"
    _order = "student_id, relation, id"
    _check_company_auto = True

    student_id = fields.Many2one(
        "school.student",
        required=True,
        ondelete="cascade",
        check_company=True,
        domain=[("kind", "=", "student")],
    )
    relative_id = fields.Many2one(
        "res.partner",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    company_id = fields.Many2one(related="student_id.company_id", store=True, index=True)
    relation = fields.Selection(
        [("guardian", "Guardian"), ("sibling", "Sibling"), ("other", "Other relative")],
        default="guardian",
        required=True,
    )
    date_start = fields.Date(string="From", required=True, default=lambda self: self.env.company._school_today())
    date_end = fields.Date(string="Until", help="The first day on which it no longer applies; empty while it lasts.")

    _dates_in_order = models.Constraint(
        "CHECK (date_end >= date_start)",
        "A family association cannot end before it starts. Change one of the two dates.",
    )
    # Two people saving the same association at once are stopped by the database.
    _one_open_association = models.UniqueIndex(
        "(student_id, relative_id, relation) WHERE date_end IS NULL",
        "This relative is already linked to the student in the same way.",
    )
    _student_end = models.Index("(student_id, date_end)")

    @api.model_create_multi
    def create(self, vals_list):
        # An association ended in the same save makes room for the new one.
        self.flush_model(["student_id", "relative_id", "relation", "date_end"])
        return super().create(vals_list)

    @api.depends("student_id.display_name", "relative_id.display_name")
    def _compute_display_name(self):
        for association in self:
            # The names are shown wherever the association itself may be seen.
            family = association.sudo()
            association.display_name = f"{family.student_id.display_name}, {family.relative_id.display_name}"

    @api.constrains("student_id", "relative_id")
    def _check_not_self(self):
        for association in self.sudo():
            if association.relative_id == association.student_id.partner_id:
                raise ValidationError(self.env._("A student cannot be their own relative. Choose somebody else."))

    @api.constrains("student_id", "relative_id", "relation", "date_start", "date_end")
    def _check_duplicate(self):
        for association in self:
            domain = fields.Domain(
                [
                    ("id", "!=", association.id),
                    ("student_id", "=", association.student_id.id),
                    ("relative_id", "=", association.relative_id.id),
                    ("relation", "=", association.relation),
                ]
            )
            domain &= fields.Domain("date_end", "=", False) | fields.Domain("date_end", ">", association.date_start)
            if association.date_end:
                domain &= fields.Domain("date_start", "<", association.date_end)
            if self.search_count(domain, limit=1):
                raise ValidationError(
                    self.env._(
                        "%(relative)s is already linked to %(student)s in the same way during"
                        " these dates. End the other family association first.",
                        relative=association.sudo().relative_id.display_name,
                        student=association.sudo().student_id.display_name,
                    )
                )
