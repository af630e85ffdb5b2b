"""What administrators are told at once: an activity each, in their own language, one for each thing that is wrong."""

from odoo import api, fields, models
from odoo.fields import Domain


class AnonymisationAlert(models.Model):
    """That an administrator has an activity about something. It goes when the activity is done or deleted."""

    _name = "school.anonymisation.alert"
    _description = "Alert about anonymisation"

    company_id = fields.Many2one("res.company", index=True, ondelete="cascade", help="Empty when it concerns all.")
    code = fields.Char(required=True)
    activity_id = fields.Many2one("mail.activity", required=True, ondelete="cascade")

    @api.model
    def _open(self, company, codes):
        """Return the alerts of these codes about this company whose activities are not done."""
        return self.search(
            Domain("company_id", "=", company.id)
            & Domain("code", "in", codes)
            & Domain("activity_id.active", "=", True)
        )

    @api.model
    def _tell(self, company, code, **details):
        """Give every reader an activity about this, or bring the one that they have up to date.

        :param details: what the note names; of templates each has an alert of its own.
        """
        full_code = f"{code} {details['template']}" if "template" in details else code
        have = {alert.activity_id.user_id: alert.activity_id for alert in self._open(company, [full_code])}
        for user in self._readers(code):
            reader = self.with_context(lang=user.lang or self.env.lang)
            summary, note = reader._text(company, code, details)
            if user not in have:
                self.create(
                    {
                        "company_id": company.id,
                        "code": full_code,
                        "activity_id": self._activity(user, company, summary, note).id,
                    }
                )
            elif have[user].note != note:
                have[user].note = note

    @api.model
    def _readers(self, _code):
        """Return the users who are told; to be extended."""
        return self.env.ref("base.group_system").sudo().all_user_ids.filtered("active")

    @api.model
    def _activity(self, user, company, summary, note):
        activities = self.env["mail.activity"].sudo().with_context(mail_activity_quick_update=True)
        return activities.create(
            {
                "user_id": user.id,
                "summary": summary,
                "note": note,
                "activity_type_id": self.env.ref("mail.mail_activity_data_warning").id,
                "date_deadline": (company or self.env.company)._school_today(),
            }
        )

    @api.model
    def _settle(self, company, *codes):
        """Take the activities about this back: it is no longer so."""
        # Of the administrators, not of whoever has put it right.
        self.sudo()._open(company, codes).activity_id.unlink()

    @api.model
    def _text(self, company, code, details):
        """Return (summary, note) of an alert; names nobody but users, whom every administrator may read."""
        summaries = {
            "no_recipients": self.env._("The anonymisation of %s has stopped: nobody to tell", company.name),
            "unreached": self.env._("The anonymisation of %s has stopped: no mail arrived", company.name),
            "error": self.env._("The anonymisation of %s has met an error", company.name),
            "template": self.env._("The anonymisation of %s: a mail template is missing or broken", company.name),
            "no_address": self.env._("The anonymisation of %s: somebody has no e-mail address", company.name),
            "job": self.env._("Anonymisation: what should happen by itself does not"),
            "key": self.env._("Anonymisation: what was still to be looked for is lost"),
        }
        notes = {
            "no_recipients": self.env._(
                "There is nobody to send the list to. Give the permission R_CAN_ANONYMIZE_USERS to a SuperUser who has"
                " an e-mail address and works for %s. It then goes on by itself.",
                company.name,
            ),
            "unreached": self.env._(
                "No mail with the list has been delivered to anybody who may act today, so nobody is anonymised. Look"
                " at Settings > Technical > Emails and at the outgoing mail server. A SuperUser with the permission"
                " then chooses Go on.",
            ),
            "error": self.env._("Something went wrong. The server's log says where. It is tried again every hour."),
            "template": self.env._(
                "A built-in text has been sent instead of the mail template %s. Whoever has the permission can repair"
                " the template; to have it as it was delivered, delete it and update the app.",
                details.get("template"),
            ),
            "no_address": self.env._(
                "They may anonymise and are told nothing, because they have no valid e-mail address: %s.",
                details.get("users"),
            ),
            "key": self.env._(
                "People are anonymised, and what stands of them in other people's records can no longer be looked for:"
                " the key in the folder school_anonymisation_keys of the server's data directory is gone. Put it back"
                " if there is a copy. Until then their profiles say that everything else is being looked through.",
            ),
            "job": self.env._(
                "These jobs must be active and run as OdooBot; look at Settings > Technical > Scheduled Actions: %s.",
                details.get("jobs"),
            ),
        }
        return summaries[code], notes[code]


class SchoolAnonymisationCycle(models.Model):
    _inherit = "school.anonymisation.cycle"

    @api.model
    def _alert(self, company, code, **details):
        self.env["school.anonymisation.alert"].sudo()._tell(company, code, **details)

    def _alert_without_address(self):
        """Name to the administrators who may act and cannot be told; take that back when there is nobody."""
        users = self.without_address_ids | self._not_reached()
        if users:
            self._alert(self.company_id, "no_address", users=", ".join(users.mapped("name")))
        else:
            self.env["school.anonymisation.alert"]._settle(self.company_id, "no_address")
