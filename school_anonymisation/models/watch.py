"""What an administrator may change and must not go unseen: jobs, access to the addon's models, dates of the year."""

from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.modules.module import get_module_path
from odoo.tools import SQL

from .cycle.jobs import JOBS
from .delivered import PERMISSIONS, rights_of, rules_of
from .who_may import OFFICER, OWN_MODELS

OWN_ADDONS = "school_anonymisation"
CODES = ("model._cron_run()", "model._cron_advance()", "model._cron_read_files()")
LATEST = timedelta(days=1)
HOURLY = {"minutes": 60, "hours": 1}
DATES = frozenset({"list_on", "reminder_1_on", "reminder_2_on", "run_on", "second_on"})
WATCHED = ("job", "late", "access", "date")


class SchoolAnonymisationCycle(models.Model):
    _inherit = "school.anonymisation.cycle"

    @api.model
    def _check_jobs(self):
        """Look at the jobs' times and at the access to the addon's models, too; each job looks at both."""
        result = super()._check_jobs()
        everywhere = self.env["res.company"]
        for code, found in (("late", self._late_jobs()), ("access", self._widened_access())):
            if found:
                self._alert(everywhere, code, found=", ".join(found))
            else:
                self.env["school.anonymisation.alert"].sudo()._settle(everywhere, code)
        return result

    @api.model
    def _late_jobs(self):
        """Return the names of the jobs that were put off, slowed down, or given something else to do."""
        # The database's own clock, by which jobs are called, whatever day a school's year is played on.
        [(now,)] = self.env.execute_query(SQL("SELECT now() AT TIME ZONE 'UTC'"))
        soon = now + LATEST
        return (
            self._own_jobs()
            .filtered(
                lambda job: (
                    job.nextcall > soon
                    or job.interval_number > HOURLY.get(job.interval_type, 0)
                    or (job.code or "").strip() not in CODES
                )
            )
            .mapped("name")
        )

    @api.model
    def _widened_access(self):
        """Return the names of the access rights and record rules by which others reach the addon's models."""
        rights = self.env["ir.model.access"].sudo().search([("model_id.model", "=like", f"{OWN_MODELS}%")])
        delivered, names = self._delivered(rights_of), rights._get_external_ids()
        wide = rights.filtered(
            lambda right: not any(right._is_as(*delivered[name]) for name in names[right.id] if name in delivered)
        )
        return [*wide.mapped("name"), *self._changed_rules()]

    @api.model
    def _changed_rules(self):
        """Return the names of the record rules of the addon that are off, gone, or not as they were delivered."""
        changed = []
        for xmlid, domain in self._delivered(rules_of).items():
            rule = self.env.ref(xmlid, raise_if_not_found=False)
            if not rule:
                changed.append(xmlid)
            elif not rule.active or (rule.domain_force or "").strip() != domain or rule.groups:
                changed.append(rule.name)
        return changed

    @api.model
    def _delivered(self, read):
        """Return what `delivered` reads in the files of the installed addons that are this one or build on it."""
        modules = [name for name in self.env.registry._init_modules if name.startswith(OWN_ADDONS)]
        found = {}
        for name in modules:
            found |= read(name, get_module_path(name))
        return found

    @api.model
    def _as_itself(self):
        """Remember who started a run that the schedule did not: it stands in the log."""
        itself, started_by = super()._as_itself(), self.env.uid
        return itself if started_by == SUPERUSER_ID else itself.with_context(anonymisation_started_by=started_by)

    def write(self, vals):
        """Tell those who may anonymise when somebody else has moved a date of the year."""
        result = super().write(vals)
        user = self.env.user
        if not DATES.isdisjoint(vals) and self.env.uid != SUPERUSER_ID and not user._can_anonymise():
            for cycle in self:
                cycle._alert(cycle.company_id, "date", found=user.name)
        return result


class AnonymisationAlert(models.Model):
    _inherit = "school.anonymisation.alert"

    @api.model
    def _readers(self, code):
        """Tell of what was changed behind their backs those who may anonymise, too."""
        readers = super()._readers(code)
        if code not in WATCHED:
            return readers
        return readers | self.env["res.users"].sudo().search([("all_group_ids", "in", self.env.ref(OFFICER).ids)])

    @api.model
    def _text(self, company, code, details):
        texts = {
            "late": (
                self.env._("Anonymisation: what happens by itself was put off or changed"),
                self.env._("These jobs run every hour, as they were delivered: %s.", details.get("found")),
            ),
            "access": (
                self.env._("Anonymisation: others can reach its records"),
                self.env._(
                    "Only SuperUsers with the permission R_CAN_ANONYMIZE_USERS may. Somebody has changed: %s. To have"
                    " it as it was delivered, delete what was added and update the app.",
                    details.get("found"),
                ),
            ),
            "date": (
                self.env._("The anonymisation of %s: somebody has moved a date", company.name),
                self.env._("%s has changed when the list goes out or students are anonymised.", details.get("found")),
            ),
        }
        return texts[code] if code in texts else super()._text(company, code, details)


class SchoolAnonymisationSettings(models.Model):
    _inherit = "school.anonymisation.settings"

    watched = fields.Char(compute="_compute_watched", help="What was changed that nobody should have changed.")

    def _compute_watched(self):
        cycles = self.env["school.anonymisation.cycle"].sudo()
        found = [*cycles._late_jobs(), *cycles._widened_access()]
        stopped = [job.name for name in JOBS if (job := cycles._job(name)) and not job.sudo().active]
        self.watched = ", ".join([*stopped, *found])


class IrModelAccess(models.Model):
    _inherit = "ir.model.access"

    def _is_as(self, group, permissions):
        """Return whether this right gives a group, by its xmlid, these four permissions and no others."""
        given = tuple(self[name] for name in PERMISSIONS)
        return self.active and self.group_id == self.env.ref(group) and given == permissions

    @api.model_create_multi
    def create(self, vals_list):
        rights = super().create(vals_list)
        rights._tell_of_wider_access()
        return rights

    def write(self, vals):
        result = super().write(vals)
        self._tell_of_wider_access()
        return result

    def _tell_of_wider_access(self):
        """Look at once, and not only when the next job runs."""
        if self.env.registry.ready and any(
            (right.model_id.model or "").startswith(OWN_MODELS) for right in self.sudo()
        ):
            self.env["school.anonymisation.cycle"].sudo()._check_jobs()
