"""What the second look says goes into the log: what was searched, and how much is left where. Never a value."""

from odoo import api, fields, models

from ...erasure.completeness import undeclared_count

# The log counts in numbers of at most six digits.
LARGEST = 999_999


class AnonymisationLog(models.Model):
    _inherit = "school.anonymisation.log"

    searched_tables = fields.Integer("Tables searched", readonly=True, aggregator=None)
    searched_columns = fields.Integer("Columns searched", readonly=True, aggregator=None)
    searched_megabytes = fields.Integer("Megabytes searched", readonly=True, aggregator=None)
    searched_files = fields.Integer("Files searched", readonly=True, aggregator=None)
    to_look_at = fields.Integer(
        "To look at yourself",
        readonly=True,
        aggregator=None,
        help="Places that could not be read or changed, or where it is not certain who is meant.",
    )
    undescribed = fields.Integer(
        "Fields of apps that are not described",
        readonly=True,
        aggregator=None,
        help="Texts linked to people, in apps that do not say what they hold.",
    )

    unread_sources = fields.Integer(
        "Tables not searched",
        readonly=True,
        aggregator=None,
        help="Tables and other stores that could not be read: they stand under Look at these yourself.",
    )
    remark = fields.Char(compute="_compute_remark", help="What is still to come of what this line is about.")

    _searched_range = models.Constraint(
        "CHECK (searched_tables BETWEEN 0 AND 999999 AND searched_columns BETWEEN 0 AND 999999"
        " AND searched_megabytes BETWEEN 0 AND 999999 AND searched_files BETWEEN 0 AND 999999"
        " AND to_look_at BETWEEN 0 AND 999999 AND undescribed BETWEEN 0 AND 999999"
        " AND unread_sources BETWEEN 0 AND 999999)",
        "An entry of the log counts what was searched.",
    )

    @api.depends("kind", "student_id")
    @api.depends_context("lang")
    def _compute_remark(self):
        searched = self.search([("kind", "=", "verified"), ("student_id", "in", self.student_id.ids)]).student_id
        for line in self:
            is_open = line.kind == "erased" and line.student_id and line.student_id not in searched
            line.remark = self.env._("Looking through everything else") if is_open else ""

    @api.model
    def _record_verification(self, partner_ids, verification):
        """Write one line a student; ``counts`` is {model: rows in which something is left}.

        :param verification: what `erasure.verify` answered.
        """
        students = self.env["school.student"].sudo().with_context(active_test=False)
        students = students.search([("partner_id", "in", partner_ids), ("anonymised", "=", True)])
        searched = verification.searched
        numbers = {
            "searched_tables": searched.tables,
            "searched_columns": searched.columns,
            "searched_megabytes": -(-searched.bytes // 1_000_000),
            "searched_files": searched.files,
            "to_look_at": len(verification.questions),
            "undescribed": undeclared_count(self.env),
            "unread_sources": verification.unread_sources(),
        }
        counts = self._left_by_model(verification)
        return self.sudo()._append(
            [
                {
                    "kind": "verified",
                    "student_id": student.id,
                    "leftovers": min(verification.people.get(student.partner_id.id, 0), LARGEST),
                    "counts": counts,
                    "total": 0,
                    "retained_until": verification.retained.get(student.partner_id.id),
                    **{name: min(number, LARGEST) for name, number in numbers.items()},
                }
                for student in students
            ]
        )

    @api.model
    def _left_by_model(self, verification):
        """Return {model: rows}; a table without a model counts as what keeps the tables, `ir.model`."""
        models_by_table = {model._table: name for name, model in self.env.registry.items() if not model._abstract}
        counts = {}
        for (table, _column), rows in verification.left.items():
            name = models_by_table.get(table, "ir.model")
            counts[name] = min(counts.get(name, 0) + rows, LARGEST)
        if verification.files:
            counts["ir.attachment"] = min(counts.get("ir.attachment", 0) + verification.files, LARGEST)
        return counts
