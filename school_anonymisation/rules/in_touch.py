"""Rule: the student has logged in, or written a mail, in the teaching periods that count."""

from odoo import api, models


class InTouchRule(models.AbstractModel):
    _name = "school.anonymisation.rule.in_touch"
    _inherit = "school.anonymisation.rule.declared"
    _description = "Was in touch"

    _code = "in_touch"
    _sequence = 72
    _switch = "anonymisation_rule_in_touch"

    @api.model
    def _sentence(self, student, records):
        """Say which of the two; what was written is nobody's business here."""
        if records._name == "res.users":
            return self.env._("Has logged in within the teaching periods that count.")
        return self.env._("Has written to the school within the teaching periods that count.")


class MailMessage(models.Model):
    _inherit = "mail.message"

    # The rule asks who has written lately; few messages are mails that came in, and only these are in the index.
    _anonymisation_written = models.Index("(date, author_id) WHERE message_type = 'email'")
