# Since when a contact is known to the school: the first day of which something is kept.
from odoo import api, models

# (model, field of the contact, date); what is not installed is passed over.
TRACES = (
    ("account.move", "partner_id", "invoice_date"),
    ("sale.order", "partner_id", "date_order"),
    ("pos.order", "partner_id", "date_order"),
    ("event.registration", "partner_id", "create_date"),
    ("slide.channel.partner", "partner_id", "create_date"),
    ("survey.user_input", "partner_id", "create_date"),
    ("calendar.attendee", "partner_id", "create_date"),
    ("crm.lead", "partner_id", "create_date"),
    ("project.task", "partner_id", "create_date"),
)


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def _school_trace_sources(self):
        """Return [(model, field of the contact, date field)] of the apps that are installed."""
        return [source for source in TRACES if source[0] in self.env]

    def _school_first_traces(self):
        """Return {contact id: date} of the first registration, order, invoice or other trace of these contacts.

        Whoever has none is not in it. One statement an app.
        """
        first = {}
        for model, contact, date in self._school_trace_sources():
            # Only days come out: whoever may make students need not be able to read orders.
            records = self.env[model].sudo().with_context(active_test=False)
            groups = records._read_group([(contact, "in", self.ids), (date, "!=", False)], [contact], [f"{date}:min"])
            for partner, earliest in groups:
                day = earliest.date() if hasattr(earliest, "date") else earliest
                first[partner.id] = min(day, first.get(partner.id, day))
        return first
