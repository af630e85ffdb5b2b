"""What is known of somebody, in words: kinds of records, what they are called, and what of them stands there."""

from dataclasses import dataclass

from odoo import api, models
from odoo.tools import format_date

from ..look_words import source_label
from .preview_words import BELONGS

SHOWN = 100
"""Records of a kind that are shown; the others are counted."""

SHOWN_LEFT_OUT = 20
"""Names of what was not looked through, as many as fit on a page; the others are counted."""

FIRST = ("school.student", "res.partner", "res.users")


@dataclass(frozen=True)
class Kind:
    """Records of one kind: ``rows`` is [(address, name, where in it)]; ``hidden`` the reader may not see; ``more``."""

    name: str
    rows: list
    hidden: int
    more: int

    @property
    def total(self):
        """How many there are."""
        return len(self.rows) + self.hidden + self.more


class AnonymisationInquiry(models.TransientModel):
    _inherit = "school.anonymisation.inquiry"

    @api.model
    def _values_of(self, found):
        """Return the values of a page about `erasure.Places`."""
        left_out = self._left_out(found)
        shown = left_out[:SHOWN_LEFT_OUT]
        return {
            "known": self._in_words(found),
            "found": found,
            "left_out": shown,
            "left_out_more": len(left_out) - len(shown),
        }

    @api.model
    def _left_out(self, found):
        """Return the names of what there was no time to look through, as people know it."""
        known = {model._table: name for name, model in self.env.registry.items() if model._auto}
        return sorted({self._source_name(source, known) for source in found.left_out})

    @api.model
    def _source_name(self, source, known):
        if source in known:
            return self.env["ir.model"]._get(known[source]).sudo().name
        return source_label(self.env, source)

    @api.model
    def _in_words(self, found):
        """Return [Kind] of `erasure.Places`: the person first, then by name."""
        kinds = [
            self._kind(model, records)
            for model, records in sorted(found.records.items(), key=lambda item: _order(item[0]))
            if model not in BELONGS
        ]
        return [kind for kind in kinds if kind.total]

    @api.model
    def _kind(self, model, records):
        everything = self.env[model].with_context(active_test=False).browse(sorted(records)).exists()
        readable = everything._filtered_access("read")
        shown = readable[:SHOWN]
        rows = [
            (self._address(record), self._called(record), self._where(record, records[record.id])) for record in shown
        ]
        name = self.env["ir.model"]._get(model).sudo().name or model
        return Kind(name, rows, len(everything) - len(readable), len(readable) - len(shown))

    @api.model
    def _address(self, record):
        if record._name == "ir.attachment":
            return f"/web/content/{record.id}?download=true"
        if record._name == "mail.message" and record.model in self.env and record.res_id:
            return f"/mail/view?model={record.model}&res_id={record.res_id}"
        return f"/mail/view?model={record._name}&res_id={record.id}"

    @api.model
    def _called(self, record):
        """Return what people call a record, with its day where it has no name of its own."""
        if record._name == "mail.message":
            name = record.subject or record.record_name or self.env._("Message")
            return f"{name}, {format_date(self.env, record.date)}"
        name = record.display_name or ""
        if not name or name.startswith(f"{record._name},"):
            return self.env._("Number %s", record.id)
        return name

    @api.model
    def _where(self, record, names):
        """Return the names of the fields in which something stands, as people know them; copies do not count."""
        fields = [record._fields[name] for name in names if name in record._fields]
        typed = [field for field in fields if not field.compute] or fields
        return ", ".join(sorted({field._description_string(self.env) for field in typed}))


def _order(model):
    return FIRST.index(model) if model in FIRST else len(FIRST), model
