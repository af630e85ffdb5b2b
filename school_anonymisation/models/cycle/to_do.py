"""What whoever may anonymise has to do, as activities of theirs: look at the list; decide on keepings that end soon."""

from datetime import timedelta

from markupsafe import Markup

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from .cycle import WAITING

NOTICE = timedelta(days=14)
"""So long before its last day it is told that somebody is kept no longer."""

LIST = "look_at_list"
KEEPING = "keeping_ends"


class AnonymisationAlert(models.Model):
    _inherit = "school.anonymisation.alert"

    @api.model
    def _ask_officers(self, company, code, which, **details):
        """Give everybody who may anonymise here an activity about this list or day, once each, done or not."""
        full_code = f"{code} {which}"
        asked = self.search(Domain("company_id", "=", company.id) & Domain("code", "=", full_code)).activity_id.user_id
        for user in company._anonymisation_officers() - asked:
            reader = self.with_context(lang=user.lang or self.env.lang)
            summary, note = reader._question(company, code, details)
            activity = self._activity(user, company, summary, note)
            activity.activity_type_id = self.env.ref("mail.mail_activity_data_todo")
            self.create({"company_id": company.id, "code": full_code, "activity_id": activity.id})

    @api.model
    def _question(self, company, code, details):
        """Return (summary, note) of an activity; names no student."""
        if code == LIST:
            link = self._link_to("anonymisation-overview", self.env._("Overview of the year"))
            return (
                self.env._("Look at the list of students who will be anonymised: %s", company.name),
                self.env._("Prevent whoever should stay, with a reason. Done once you have opened it: %s", link),
            )
        link = self._link_to("prevented-students", self.env._("Prevented students"))
        day = format_date(self.env, details["day"], date_format="long")
        return (
            self.env._("Prevented until %(day)s only: students of %(company)s", day=day, company=company.name),
            self.env._(
                "Students who are prevented until %(day)s and not longer: %(count)s. After that they can be anonymised"
                " like everybody else, unless somebody chooses a later day: %(link)s",
                day=day,
                count=details["count"],
                link=link,
            ),
        )

    @api.model
    def _link_to(self, path, text):
        return Markup('<a href="/odoo/%s">%s</a>') % (path, text)

    @api.model
    def _note_looked(self, companies):
        """Have the activities done by which this user was asked to look at the list of these companies."""
        mine = Domain("activity_id.user_id", "=", self.env.uid) & Domain("activity_id.active", "=", True)
        # Whoever may look need not be able to change alerts.
        asked = self.sudo().search(
            Domain("company_id", "in", companies.ids) & Domain("code", "=like", f"{LIST} %") & mine
        )
        if asked:
            asked.activity_id._action_done()

    @api.model
    def _take_back(self, company, code):
        """Take the activities back that ask this of those who may anonymise here: it is no longer to be done."""
        asked = self.sudo().search(Domain("company_id", "=", company.id) & Domain("code", "=like", f"{code} %"))
        asked.activity_id.filtered("active").unlink()

    @api.model
    def _forget(self, company, code):
        """Delete the activities of these officers, done or not, so that the same can be asked in its own time."""
        asked = self.sudo().search(Domain("company_id", "=", company.id) & Domain("code", "=like", f"{code}%"))
        asked.activity_id.unlink()


class ResCompany(models.Model):
    _inherit = "res.company"

    def _anonymisation_officers(self):
        """Return the users who may act for this company today, whether they can be reached by mail or not."""
        return self.env["school.anonymisation.cycle"].new({"company_id": self.id})._officers()


class SchoolStudent(models.Model):
    _inherit = "school.student"

    @api.model
    def _anonymisation_tell_of_ends(self, company):
        """Ask about the keepings of this company whose last day comes soon, once for each day."""
        today = company._school_today()
        soon = (
            self.sudo()
            .with_context(active_test=False)
            ._read_group(
                Domain("company_id", "=", company.id)
                & Domain("anonymised", "=", False)
                & Domain("anonymisation_prevented_switch", "=", True)
                & Domain("anonymisation_prevented_until", ">=", today)
                & Domain("anonymisation_prevented_until", "<=", today + NOTICE),
                ["anonymisation_prevented_until:day"],
                ["__count"],
            )
        )
        for day, count in soon:
            self.env["school.anonymisation.alert"]._ask_officers(company, KEEPING, day, day=day, count=count)


class SchoolAnonymisationCycle(models.Model):
    _inherit = "school.anonymisation.cycle"

    def _announce(self, today):
        """Ask everybody who may act to look at the list, by mail and by an activity."""
        result = super()._announce(today)
        self.env["school.anonymisation.alert"]._ask_officers(self.company_id, LIST, self.year)
        return result

    def _announce_second(self, today):
        """Ask again: there is a new list."""
        result = super()._announce_second(today)
        self.env["school.anonymisation.alert"]._ask_officers(self.company_id, LIST, f"{self.year} second")
        return result

    def write(self, vals):
        """Take the question back when there is no list to be looked at any more."""
        if vals.get("state", WAITING[0]) not in WAITING:
            for company in self.company_id:
                self.env["school.anonymisation.alert"]._take_back(company, LIST)
        return super().write(vals)

    def web_read(self, specification):
        """Whoever opens the list has looked at it."""
        result = super().web_read(specification)
        self.env["school.anonymisation.alert"]._note_looked(self.company_id)
        return result

    # Odoo reads pages on a cursor that cannot write; noting that somebody has looked is writing.
    web_read._readonly = False
