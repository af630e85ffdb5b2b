"""The school's own rows of the register: whose they are, who writes them, and what they may not say."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ..erasure import register as reg
from ..erasure.people.walls import Walls
from ..erasure.people.whose import only_theirs
from ..erasure.register.declared import FREE_TYPES, is_custom
from ..erasure.register.paths import Selector, parse
from ..erasure.sql import run
from .engine_host import SchoolHost

ADMINISTRATOR = "base.group_system"
# Who may do what, and what is known of those who may.
ACCESS = ("res.users", "res.groups", "res.company", "res.device")
OWN_MODELS = "school.anonymisation."
SCHOOL = "school."


class AnonymisationRegisterRow(models.Model):
    _inherit = "school.anonymisation.register.row"

    company_id = fields.Many2one(
        "res.company", readonly=True, index=True, help="For whose students the school's own row is obeyed."
    )

    _row_unique = models.UniqueIndex(
        "(model, path, field, origin, COALESCE(company_id, 0))",
        "This field is declared already. Change the existing row instead.",
    )

    @api.model
    def _rows_of(self, company_ids):
        """Return the own Rows of these companies, for models and fields that are installed; of all without any."""
        own = [("origin", "=", "school"), *([("company_id", "in", company_ids)] if company_ids else [])]
        return [row._as_row() for row in self.search(own) if row.model in self.env]

    @api.model_create_multi
    def create(self, vals_list):
        """Write rows for the company in which the administrator works."""
        self._check_administrator()
        if not self.env.su:
            vals_list = [{**vals, "company_id": self.env.company.id} for vals in vals_list]
        rows = super().create(vals_list)
        rows._log_change()
        return rows

    def write(self, vals):
        self._check_administrator()
        if "company_id" in vals and not self.env.su:
            raise ValidationError(self.env._("A row stays with the company that wrote it."))
        self._log_change()
        return super().write(vals)

    def unlink(self):
        self._check_administrator()
        self._log_change()
        return super().unlink()

    @api.model
    def _check_administrator(self):
        if not self.env.su and not self.env.user.has_group(ADMINISTRATOR):
            raise AccessError(
                self.env._("Only an administrator of Odoo with the permission R_CAN_ANONYMIZE_USERS may change rows.")
            )
        self.env.user._check_can_anonymise()

    def _log_change(self):
        """Note in the log who has changed the school's own rows, and about which models."""
        own = self.filtered(lambda row: row.origin == "school")
        log = self.env["school.anonymisation.log"].sudo()
        lines = [
            {
                "kind": "register",
                "done_by": self.env.uid,
                "month": log._this_month(row.company_id),
                "company_id": (row.company_id or self.env.company).id,
                "counts": {row.model: 1} if row.model in self.env else {},
            }
            for row in own
        ]
        if lines:
            log._append_chained(lines)

    @api.constrains("model", "path", "field", "treatment", "retained", "reason")
    def _check_row(self):
        """Refuse, besides what cannot be obeyed, what is the system's, somebody else's, or the school's history."""
        result = super()._check_row()
        for row in self.filtered(lambda row: row.origin == "school"):
            row._check_model()
            row._check_history()
            row._check_whose()
        return result

    def _check_model(self):
        table = self.env[self.model]._table
        walls = Walls.of(self.env, SchoolHost().things())
        is_access = self.model in ACCESS or self.model.startswith((*(f"{name}." for name in ACCESS), OWN_MODELS))
        if is_access or table in walls.tables or self.field in walls.names.get(table, ()):
            raise ValidationError(
                self.env._("%s: no row can be about what the system runs on or what things are called.", self.model)
            )

    def _check_history(self):
        """Refuse to delete what reports count, and to change what they count of what students took part in."""
        shipped = reg.Register.load(self.env)
        if not any(known.action == "keep" for known in shipped.declared(self.model, "id")):
            return
        if self.treatment == "delete":
            raise ValidationError(self.env._("%s is history, which reports count; it cannot be deleted.", self.model))
        item = self.env[self.model]._fields.get(self.field)
        is_free = item is not None and (item.type in FREE_TYPES or is_custom(item))
        if self.model.startswith(SCHOOL) and self.path != "." and not is_free:
            raise ValidationError(
                self.env._("%(model)s.%(field)s is history, which reports count.", model=self.model, field=self.field)
            )

    def _check_whose(self):
        """Refuse a path by which records of somebody else are reached too, as the data are now."""
        people = self._everybody()
        selection = Selector(self.env, people).select(self.model, parse(self.path))
        records = dict(run(self.env, selection)) if selection is not None else {}
        shared = len(records) - len(only_theirs(self.env, people, self.model, records))
        if shared:
            raise ValidationError(
                self.env._(
                    "By %(path)s, %(count)s records are reached that belong to somebody else as well.",
                    path=self.path,
                    count=shared,
                )
            )

    @api.model
    def _everybody(self):
        """Return {root model: {record id: contact id}} of all students."""
        students = self.env["school.student"].sudo().with_context(active_test=False).search([])
        return {
            "school.student": {student.id: student.partner_id.id for student in students},
            "res.partner": {contact.id: contact.id for contact in students.partner_id},
            "res.users": {user.id: user.partner_id.id for user in students.partner_id.user_ids},
        }
