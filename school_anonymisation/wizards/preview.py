"""What anonymising would erase, from the same plan that erasing executes. Looking writes nothing."""

from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import format_date

from ..erasure import plan

MOST_LOOKED_FOR = 100
"""Students for whom everything is looked through while somebody waits for the preview."""


class AnonymisationPreview(models.TransientModel):
    _name = "school.anonymisation.preview"
    _description = "What anonymising would erase"

    student_ids = fields.Many2many(
        "school.student", string="Students", default=lambda self: self.env.context.get("active_ids")
    )
    content = fields.Html(string="What would be erased", compute="_compute_content", sanitize=False)
    in_words = fields.Html(string="In words", compute="_compute_content", sanitize=False)

    @api.depends("student_ids")
    def _compute_content(self):
        self.env.user._check_can_anonymise()
        for preview in self:
            students = preview.student_ids._origin
            students.check_access("read")
            values = students._anonymisation_preview()
            preview.content = self.env["ir.qweb"]._render("school_anonymisation.preview", values)
            preview.in_words = self.env["ir.qweb"]._render("school_anonymisation.preview_in_words", values)


class SchoolStudent(models.Model):
    _inherit = "school.student"

    def _anonymisation_preview(self, only_tied=False):
        """Return {apps, titles, retained: [(document, last day)], words, asked, refused: bool} for these students.

        ``apps``: [(app, [line])], where a line is {model, field, treatment, records, reason}, in the words that people
        know them by; what is kept comes last. ``titles``: {app: how people call it}. ``words``: the
        `preview_words.InWords`. ``asked``: `models.look_foreseen.Foreseen` of what a person is to look at, or None.

        :param only_tied: leave out what is theirs by what stands in it: looking takes longer than a question may.
        """
        students = self.sudo().filtered(lambda student: not student.anonymised)
        subjects = students._anonymisation_subjects(dict.fromkeys(students.ids, "-"))
        try:
            looks = not only_tied and 0 < len(students) <= MOST_LOOKED_FOR
            swept, asked = students._anonymisation_quick_look() if looks else (None, None)
            planned = plan(self.sudo().env, subjects, sweep=swept, only_tied=only_tied)
        except ValueError:
            return {"apps": [], "titles": {}, "retained": [], "words": None, "asked": None, "refused": True}
        names = dict(self.env["ir.model"].sudo().search([]).mapped(lambda model: (model.model, model.name)))
        treatments = dict(
            self.env["school.anonymisation.register.row"]._fields["treatment"]._description_selection(self.env)
        )
        apps = defaultdict(list)
        for line in sorted(planned.fields, key=lambda line: line.row.action == "keep"):
            if line.count and not (line.row.action == "keep" and line.row.field == "id"):
                apps[line.row.app or "?"].append(self._anonymisation_preview_line(line, names, treatments))
        retained = [
            (self.env[model].sudo().browse(record_id).display_name, format_date(self.env, last_day))
            for model, documents in planned.retention.until.items()
            for record_id, last_day in documents.items()
        ]
        modules = self.env["ir.module.module"].sudo().search([("name", "in", list(apps))])
        titles = {**{app: app for app in apps}, **{module.name: module.shortdesc for module in modules}}
        return {
            "apps": sorted(apps.items(), key=lambda item: titles[item[0]]),
            "titles": titles,
            "retained": retained,
            "words": self._anonymisation_in_words(planned, retained),
            "asked": asked,
            "refused": False,
        }

    @api.model
    def _anonymisation_preview_line(self, line, names, treatments):
        item = self.env[line.row.model]._fields.get(line.row.field)
        whole = line.row.field == "id"
        return {
            "model": names.get(line.row.model, line.row.model),
            "field": self.env._("the record") if whole else item.string if item else line.row.field,
            "treatment": treatments[line.row.action],
            "retained": line.row.retained,
            "records": line.count,
            "reason": line.row.reason,
        }
