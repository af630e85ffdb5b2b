"""Places of the list *Look at these yourself* at which there is nothing to look at any more."""

from collections import defaultdict
from pathlib import Path

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..erasure import questions

KEPT_AFTER_TICK = relativedelta(years=1)


class LookYourself(models.Model):
    _inherit = "school.anonymisation.look"

    @api.autovacuum
    def _delete_settled(self):
        """Delete what was ticked a year ago, and places that no longer exist."""
        gone = self.search([("done_on", "<", fields.Date.today() - KEPT_AFTER_TICK)])
        unnamed = self.search([("file", "!=", False)])
        gone |= unnamed.filtered(lambda row: not Path(self.env["ir.attachment"]._full_path(row.file)).exists())
        # What is said of no record, as of a whole table, stays until somebody ticks it.
        placed = (self.search([]) - unnamed).filtered(lambda row: row.model or row.attachment_number)
        for model, rows in placed.grouped(lambda row: row._place_of()._name).items():
            places = self.env[model].union(*(row._place_of() for row in rows)).exists()
            gone |= rows.filtered(lambda row, places=places: row._place_of() not in places or not row._place_of())
        unreadable = placed.filtered(lambda row: row.field and row.reason == questions.UNREADABLE) - gone
        emptied = self._emptied(unreadable.mapped(lambda row: (row.model, row.field, row.res_id)))
        gone |= unreadable.filtered(lambda row: (row.model, row.field, row.res_id) in emptied)
        gone.unlink()

    def _place_of(self):
        """Return what has to exist for this place to exist: the file, or else the record; empty when it cannot."""
        if self.attachment_number:
            return self.env["ir.attachment"].browse(self.attachment_number)
        if self.model not in self.env or self.env[self.model]._abstract:
            return self.env["ir.attachment"]
        return self.env[self.model].browse(self.res_id)

    @api.model
    def _still_there(self, asked):
        """Return those of these Questions at whose place there is something: a field may have been emptied since."""
        places = {one: (one.model, one.field, one.record_id) for one in asked}
        emptied = self._emptied([places[one] for one in asked if one.field and one.why == questions.UNREADABLE])
        return [one for one in asked if places[one] not in emptied]

    @api.model
    def _emptied(self, places):
        """Return those of these (model, name of a column, record id) that hold nothing any more."""
        ids = defaultdict(set)
        for model, column, record_id in places:
            item = self.env[model]._fields.get(column) if model in self.env else None
            if item and item.store and item.type == "binary" and item.column_type:
                ids[model, column].add(record_id)
        found = set()
        for (model, column), record_ids in ids.items():
            rows = self.env.execute_query(
                SQL(
                    "SELECT id FROM %s WHERE id = ANY(%s) AND octet_length(%s) > 0",
                    SQL.identifier(self.env[model]._table),
                    list(record_ids),
                    SQL.identifier(column),
                )
            )
            found |= {(model, column, record_id) for record_id in record_ids - {full for (full,) in rows}}
        return found
