"""Who received or lost what it takes to anonymise stands in the log too, however it came about."""

from odoo import SUPERUSER_ID, api, models
from odoo.tools import SQL

from ..who_may import OFFICER


class AnonymisationLog(models.Model):
    _inherit = "school.anonymisation.log"

    @api.model
    def _note_officers(self):
        """Write a line for each user who may anonymise now and could not by the log, or the other way round.

        Compared with the log and not with what was there a moment ago: what was done past Odoo is found as well.
        """
        officer = self.env.ref(OFFICER, raise_if_not_found=False)
        # While addons are being installed or updated, the log's table may be locked; the daily job comes after.
        if not officer or not self.env.registry.ready:
            return
        users = self.env["res.users"].sudo().with_context(active_test=True)
        now = set(users.search([("all_group_ids", "in", officer.ids)]).ids)
        noted = self._noted_officers()
        done_by = 0 if self.env.uid == SUPERUSER_ID else self.env.uid
        changes = [("granted", user_id) for user_id in sorted(now - noted)]
        changes += [("withdrawn", user_id) for user_id in sorted(noted - now)]
        if changes:
            self._append_chained(
                [
                    {
                        "kind": kind,
                        "officer_number": user_id,
                        "done_by": done_by,
                        "month": self._this_month(company),
                        "company_id": company.id,
                    }
                    for kind, user_id in changes
                    for company in [users.browse(user_id).exists().company_id]
                ]
            )

    @api.model
    def _noted_officers(self):
        """Return the ids of the users who may anonymise according to the log."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT ON (officer_number) officer_number, kind FROM school_anonymisation_log"
                " WHERE kind IN ('granted', 'withdrawn') ORDER BY officer_number, number DESC"
            )
        )
        return {user_id for user_id, kind in rows if kind == "granted"}


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        self.env["school.anonymisation.log"].sudo()._note_officers()
        return users

    def write(self, vals):
        result = super().write(vals)
        # Groups go by several names on the form of a user (role, one for each privilege).
        if any(name in ("active", "role") or "group" in name for name in vals):
            self.env["school.anonymisation.log"].sudo()._note_officers()
        return result

    def unlink(self):
        result = super().unlink()
        self.env["school.anonymisation.log"].sudo()._note_officers()
        return result


class ResGroups(models.Model):
    _inherit = "res.groups"

    def write(self, vals):
        result = super().write(vals)
        if not vals.keys().isdisjoint(("user_ids", "implied_ids", "implied_by_ids", "all_user_ids")):
            self.env["school.anonymisation.log"].sudo()._note_officers()
        return result


class SchoolAnonymisationCycle(models.Model):
    _inherit = "school.anonymisation.cycle"

    @api.model
    def _cron_advance(self):
        self._as_itself().env["school.anonymisation.log"]._note_officers()
        return super()._cron_advance()
