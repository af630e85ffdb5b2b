# A teaching period: a named span of dates of one company, usually a half-year.
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL


class SchoolTeachingPeriod(models.Model):
    _name = "school.teaching.period"
    _description = "Teaching period"
    _order = "date_start desc, id desc"
    _check_company_auto = True
    # A branch teaches in the periods of its parent company.
    _check_company_domain = models.check_company_domain_parent_of

    name = fields.Char(required=True)
    date_start = fields.Date(string="First day", required=True)
    date_end = fields.Date(string="Last day", required=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    enrolment_ids = fields.One2many("school.enrolment", "period_id", string="Enrolments")

    _dates_in_order = models.Constraint(
        "CHECK (date_end >= date_start)",
        "A teaching period cannot end before it starts. Change one of the two dates.",
    )
    # Deferred, so that the constraint below can name the other period first; the
    # database's own check is what stops two people saving at the same moment.
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (int4range(company_id, company_id, '[]') WITH &&,"
        " daterange(date_start, date_end, '[]') WITH &&) DEFERRABLE INITIALLY DEFERRED",
        "Two teaching periods of a company cannot overlap. Change the dates of one of them.",
    )
    _company_dates = models.Index("(company_id, date_start)")

    @api.constrains("date_start", "date_end", "company_id")
    def _check_overlap(self):
        for period in self:
            other = self.search(
                [
                    ("id", "!=", period.id),
                    ("company_id", "=", period.company_id.id),
                    ("date_start", "<=", period.date_end),
                    ("date_end", ">=", period.date_start),
                ],
                limit=1,
            )
            if other:
                raise ValidationError(
                    self.env._(
                        "%(period)s overlaps %(other)s, which runs from %(start)s to %(end)s."
                        " Change the dates so that no day belongs to two teaching periods.",
                        period=period.name,
                        other=other.name,
                        start=fields.Date.to_string(other.date_start),
                        end=fields.Date.to_string(other.date_end),
                    )
                )
        constraint = SQL.identifier("school_teaching_period_no_overlap")
        self.env.cr.execute(SQL("SET CONSTRAINTS %s IMMEDIATE", constraint))
        self.env.cr.execute(SQL("SET CONSTRAINTS %s DEFERRED", constraint))
