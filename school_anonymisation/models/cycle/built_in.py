"""The built-in texts of the mails: what goes out when a template, or a view that it uses, is missing or broken."""

from markupsafe import Markup

from odoo import models
from odoo.fields import Command
from odoo.tools import format_date

from .mail import REPORTS, ROWS_IN_MAIL


class SchoolAnonymisationCycleMail(models.Model):
    _inherit = "school.anonymisation.cycle.mail"

    def _write_built_in(self):
        """Return this mail, as it stands in the queue with the built-in text; with the files that a template's has."""
        files = self._process_attachments_for_template_post(None).get(self.id, {}).get("attachments", ())
        return self.env["mail.mail"].create(
            {
                "model": self._name,
                "res_id": self.id,
                "subject": f"{self.company_id.name}: {self.headline}",
                "body_html": self._built_in_body([name for name, _content in files]),
                "attachment_ids": [
                    Command.create({"name": name, "datas": content, "res_model": self._name, "res_id": self.id})
                    for name, content in files
                ],
                "email_from": self.company_id.email_formatted or self.env.user.email_formatted,
                **self._envelope(),
            }
        )

    def _built_in_body(self, names):
        """Return the text, which ends with these names of files: what the table leaves out stands in them."""
        greeting = Markup("<p>%s</p>") % self.env._("Dear %s,", self.user_id.name)
        link = Markup('<p><a href="%s">%s</a></p>') % (self.cycle_url, self.env._("Open the list"))
        sentences = Markup().join(Markup("<p>%s</p>") % sentence for sentence in self._built_in_sentences())
        attached = Markup().join(Markup("<p>%s</p>") % name for name in names)
        return greeting + sentences + link + self._built_in_rows() + attached

    def _built_in_sentences(self):
        company = self.company_id.name
        if self.kind in REPORTS:
            cycle = self.cycle_id
            return [
                self.env._("the yearly anonymisation of %s has been at work.", company),
                self.env._("Anonymised: %s", cycle.anonymised_count),
                self.env._("Skipped: %s", cycle.skipped_count),
                self.env._("Failed: %s", cycle.failed_count),
            ]
        day = format_date(self.env, self.run_day, date_format="long")
        if self.kind == "moved":
            return [self.env._("the students of %(company)s are anonymised on %(day)s.", company=company, day=day)]
        return [
            self.env._("this is the list of the students of %s who are to be anonymised.", company),
            self.env._("On %s everything personal about whoever is on it is erased for good.", day),
            self.env._("Should somebody stay, open the list or the profile and choose Prevent."),
            self.env._("The list: %s", self.listed_count),
        ]

    def _built_in_rows(self):
        """Return the list as a table; empty in mails that have none."""
        if not self.edition:
            return Markup()
        line = Markup('<tr><td>%s</td><td><a href="%s">%s</a></td><td>%s</td><td>%s</td></tr>')
        rows = (
            line
            % (
                row.student_number or "",
                self._profile_link(row),
                row.student_id.name,
                row.last_period or "",
                row.foreseen or "",
            )
            for row in self._listed()[:ROWS_IN_MAIL]
        )
        return Markup("<table>%s</table>") % Markup().join(rows)
