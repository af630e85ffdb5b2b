"""Academic years and terms, which may overlap; courses and batches."""

from odoo import fields, models


class OpAcademicYear(models.Model):
    _name = "op.academic.year"
    _description = "Academic Year"

    name = fields.Char(required=True)
    start_date = fields.Date(required=True)
    end_date = fields.Date(required=True)
    company_id = fields.Many2one("res.company", default=lambda self: self.env.company)
    academic_term_ids = fields.One2many("op.academic.term", "academic_year_id")


class OpAcademicTerm(models.Model):
    _name = "op.academic.term"
    _description = "Academic Term"

    name = fields.Char(required=True)
    term_start_date = fields.Date(required=True)
    term_end_date = fields.Date(required=True)
    academic_year_id = fields.Many2one("op.academic.year", required=True)
    parent_term = fields.Many2one("op.academic.term")
    company_id = fields.Many2one("res.company", default=lambda self: self.env.company)


class OpCourse(models.Model):
    _name = "op.course"
    _description = "OpenEduCat Course"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(size=16, required=True)


class OpBatch(models.Model):
    _name = "op.batch"
    _description = "OpenEduCat Batch"

    name = fields.Char(required=True)
    code = fields.Char(size=16, required=True)
    course_id = fields.Many2one("op.course", required=True)
    start_date = fields.Date(required=True)
    end_date = fields.Date(required=True)
