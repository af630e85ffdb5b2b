"""The register of personal data on a screen: what the program obeys, and the school's own rows for its own fields."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..erasure import register as reg
from ..erasure.completeness import register_problems, register_rows, undescribed
from ..erasure.register.linked import ORIGIN, REASON

ATTENTION = ("default", "undescribed", "problem")


class AnonymisationRegisterRow(models.Model):
    _name = "school.anonymisation.register.row"
    _description = "What is erased and what stays"
    _order = "origin, app, model, field, path"
    _rec_name = "field"

    app = fields.Char(readonly=True, index=True)
    model = fields.Char("Kind of record (technical)", required=True, index=True)
    path = fields.Char("Path to the person", required=True, default=".")
    field = fields.Char("Field (technical)", required=True)
    treatment = fields.Selection(
        [
            ("keep", "Stays"),
            ("period", "Only its teaching period"),
            ("generalise", "Make less exact"),
            ("redact", "Take out of the text"),
            ("replace", "Replace by the neutral name"),
            ("clear", "Erase"),
            ("unlink_file", "Delete the file"),
            ("delete", "Delete the record"),
        ],
        required=True,
    )
    retained = fields.Boolean(
        "Only after the years that the law sets", help="Kept by law on posted accounting documents until then."
    )
    reason = fields.Char("Reason (technical)")
    origin = fields.Selection(
        [
            ("default", "Nobody declared it"),
            ("undescribed", "An app that nobody described"),
            ("problem", "A row that cannot be obeyed"),
            ("dependent", "Computed from an erased field"),
            ("school", "The school's own"),
            ("shipped", "The program"),
        ],
        "Written by",
        required=True,
        readonly=True,
        default="school",
    )
    requires_attention = fields.Boolean(compute="_compute_requires_attention", search="_search_requires_attention")
    records_count = fields.Integer("Records now", compute="_compute_records_count")

    @api.depends("origin")
    def _compute_requires_attention(self):
        for row in self:
            row.requires_attention = row.origin in ATTENTION

    @api.model
    def _search_requires_attention(self, operator, value):
        if operator != "in":
            return NotImplemented
        wanted = fields.Domain("origin", "in", ATTENTION)
        return fields.Domain.OR(wanted if item else ~wanted for item in set(map(bool, value)))

    @api.depends("model", "field")
    def _compute_records_count(self):
        counts = reg.count_records(self.env, {(row.model, row.field) for row in self if row.model and row.field})
        for row in self:
            row.records_count = counts.get((row.model, row.field), 0)

    def _as_row(self):
        self.ensure_one()
        treatment = f"{reg.RETAINED if self.retained else ''}{self.treatment}"
        return reg.Row(self.app or "", self.model, self.path, self.field, treatment, self.reason or "", "school")

    @api.model
    def _rows(self):
        """Return the school's own Rows for models and fields that are installed, of all companies."""
        return self._rows_of(())

    @api.constrains("model", "path", "field", "treatment", "retained", "reason")
    def _check_row(self):
        shipped = None
        for row in self.filtered(lambda row: row.origin == "school"):
            if row.model not in self.env or not reg.is_stored(self.env, row.model, row.field):
                raise ValidationError(
                    self.env._("There is no stored field %(model)s.%(field)s.", model=row.model, field=row.field)
                )
            candidate = row._as_row()
            problem = reg.check_row(
                candidate.model, candidate.path, candidate.field, candidate.treatment, candidate.reason
            )
            if problem:
                raise ValidationError(self.env._("This row cannot be obeyed: %s", problem))
            if shipped is None:
                shipped = reg.Register.load(self.env)
            for known in shipped.declared(row.model, row.field):
                if known.path == row.path and reg.weaker(candidate, known):
                    raise ValidationError(
                        self.env._(
                            "%(model)s.%(field)s is treated as '%(known)s' already. Nothing weaker is accepted.",
                            model=row.model,
                            field=row.field,
                            known=known.treatment,
                        )
                    )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_origin(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._check_origin([vals])
        if not self.env.su and any(row.origin != "school" for row in self):
            raise ValidationError(self._shipped_sentence())
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_own_only(self):
        if not self.env.su and any(row.origin != "school" for row in self):
            raise ValidationError(self._shipped_sentence())

    @api.model
    def _check_origin(self, vals_list):
        if not self.env.su and any(vals.get("origin", "school") != "school" for vals in vals_list):
            raise ValidationError(self._shipped_sentence())

    @api.model
    def _shipped_sentence(self):
        return self.env._(
            "What is shipped cannot be changed here. Add a row of the school's own with a stronger treatment."
        )

    @api.model
    def action_open(self):
        """Bring the list up to date with what is installed and return the action that shows it.

        :raise AccessError: the user may not anonymise.
        """
        self.env.user._check_can_anonymise()
        self.sudo()._refresh()
        return self.env["ir.actions.act_window"]._for_xml_id("school_anonymisation.action_anonymisation_register_rows")

    @api.model
    def action_download(self, _ids=()):
        """Return the action that downloads the whole register as a spreadsheet.

        :param _ids: what the web client's button sends along; the whole register is downloaded.
        :raise AccessError: the user may not anonymise.
        """
        self.env.user._check_can_anonymise()
        return {"type": "ir.actions.act_url", "url": "/school_anonymisation/register.xlsx", "target": "download"}

    @api.model
    def action_print(self, _ids=()):
        """Return the action that prints what is kept of anonymised people, and why.

        :param _ids: what the web client's button sends along. :raise AccessError: the user may not anonymise.
        """
        self.env.user._check_can_anonymise()
        return self.env.ref("school_anonymisation.action_paper_register").report_action(self.env.company)

    @api.model
    def _refresh(self):
        """Make the rows that are not the school's own equal to what the installed addons declare."""
        wanted = {
            (row.model, row.path, row.field): row
            for row in (*register_rows(self.env, self._rows()), *self._rows_to_look_at())
            if row.origin != "school"
        }
        known = self.search([("origin", "!=", "school")])
        stale = known.filtered(lambda row: (row.model, row.path, row.field) not in wanted)
        for row in known - stale:
            values = self._values(wanted.pop((row.model, row.path, row.field)))
            changed = {name: value for name, value in values.items() if (row[name] or False) != (value or False)}
            if changed:
                row.write(changed)
        stale.unlink()
        self.create([self._values(row) for row in wanted.values()])

    @api.model
    def _rows_to_look_at(self):
        """Return Rows for what nothing is done about: fields of apps that nobody described, rows that make no sense."""
        rows = [reg.Row("", model, "-", field, "keep", REASON, ORIGIN) for model, field in undescribed(self.env)]
        problems = enumerate(register_problems(self.env), start=1)
        return rows + [reg.Row("", "-", str(number), "-", "keep", why, "problem") for number, why in problems]

    @api.model
    def _values(self, row):
        return {
            "app": row.app,
            "model": row.model,
            "path": row.path,
            "field": row.field,
            "treatment": row.action,
            "retained": row.retained,
            "reason": row.reason,
            "origin": row.origin,
        }
