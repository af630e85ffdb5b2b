"""Who may anonymise: a SuperUser with the permission R_CAN_ANONYMIZE_USERS, and nobody else."""

from odoo import SUPERUSER_ID, api, models, tools
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

OFFICER = "school_anonymisation.group_anonymisation_officer"
NEEDED = ("school_base.group_school_superuser", "school_anonymisation.group_r_can_anonymize_users")
OWN_MODELS = "school.anonymisation."
ENTRIES = ("school_anonymisation.menu_settings_anonymisation", "school_anonymisation.menu_first_steps")


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.model
    def _officer_groups(self):
        """Return the computed group and the two that make it; all empty while the addon is being installed."""
        groups = [self.env.ref(xmlid, raise_if_not_found=False) for xmlid in (OFFICER, *NEEDED)]
        if not all(groups):
            groups = [self.env["res.groups"]] * 3
        return groups

    @api.depends("group_ids.all_implied_ids")
    def _compute_all_group_ids(self):
        """Add the computed group to exactly those who have both groups.

        A group is an alternative wherever Odoo asks for groups (access lists, menus, views, fields), never
        "this one and that one". With the conjunction being a group itself, Odoo's own checks do the rest.
        """
        result = super()._compute_all_group_ids()
        officer, superuser, permission = self._officer_groups()
        for user in self if officer else ():
            groups = user.all_group_ids - officer
            user.all_group_ids = groups | officer if superuser in groups and permission in groups else groups
        return result

    @api.model
    def _search_all_group_ids(self, operator, value):
        """Search for the computed group as for the conjunction that it is."""
        officer, superuser, permission = self._officer_groups()
        if operator == "in" and officer and officer.id in (value := set(value)):
            both = Domain(super()._search_all_group_ids("in", superuser.ids))
            both &= Domain(super()._search_all_group_ids("in", permission.ids))
            rest = value - set(officer.ids)
            return both | Domain(super()._search_all_group_ids("in", rest)) if rest else both
        return super()._search_all_group_ids(operator, value)

    @api.constrains("group_ids")
    def _check_officer_not_given(self):
        """Refuse that somebody is put into the computed group by hand."""
        officer = self._officer_groups()[0]
        if officer and any(officer in user.group_ids for user in self):
            raise ValidationError(
                self.env._(
                    "Nobody can be put into the group “%(group)s” by hand: make the user a SuperUser and give"
                    " them the permission R_CAN_ANONYMIZE_USERS.",
                    group=officer.name,
                )
            )

    def _can_anonymise(self):
        """Return whether this one user is a SuperUser who has the permission, and is not archived."""
        self.ensure_one()
        # Whoever asks need not see the user.
        return self._has_group(OFFICER) and self.sudo().active

    def _check_can_anonymise(self):
        """Raise AccessError unless this is one user who may anonymise, or the system itself (OdooBot, the crons).

        Superuser mode alone is no way in: `env.user` is always in it, whoever calls.
        """
        if self.id != SUPERUSER_ID and not (self and self._can_anonymise()):
            raise AccessError(
                self.env._("Only a SuperUser with the permission R_CAN_ANONYMIZE_USERS may do this. Ask one of them.")
            )


class ResGroups(models.Model):
    _inherit = "res.groups"

    @api.constrains("implied_ids")
    def _check_officer_not_implied(self):
        """Refuse a group that would hand out the computed group."""
        officer = self.env.ref(OFFICER, raise_if_not_found=False)
        if officer and any(officer in group.implied_ids for group in self):
            raise ValidationError(
                self.env._(
                    "The group “%(group)s” cannot be given or implied: a user has it by being a SuperUser"
                    " with the permission R_CAN_ANONYMIZE_USERS.",
                    group=officer.name,
                )
            )


class IrActionsActWindow(models.Model):
    """The windows of this addon open for those who may anonymise, also when somebody asks for one by its name."""

    _inherit = "ir.actions.act_window"

    def _get_action_dict(self):
        # The window itself is for administrators to read.
        if (self.sudo().res_model or "").startswith(OWN_MODELS):
            self.env.user._check_can_anonymise()
        return super()._get_action_dict()


class IrUiMenu(models.Model):
    """The entries under Settings that somebody sees who sees nothing else there."""

    _inherit = "ir.ui.menu"

    @api.model
    @tools.ormcache("frozenset(self.env.user._get_group_ids())", "debug")
    def _visible_menu_ids(self, debug=False):
        """Show *Settings → Users & Companies → Anonymisation* to whoever may anonymise.

        The Settings app itself is for administrators. Whoever is not one gets the way to our entries and none of
        the entries that were hidden only because the app was.
        """
        visible = super()._visible_menu_ids(debug)
        root = self.env.ref("base.menu_administration", raise_if_not_found=False)
        entries = [self.env.ref(xmlid, raise_if_not_found=False) for xmlid in ENTRIES]
        entries = [entry.sudo() for entry in entries if entry and entry.id in visible]
        if not root or not entries or root.id in visible:
            return visible
        settings = self.sudo().with_context(active_test=False).search([("id", "child_of", root.id)])
        path = {root.id, *(int(step) for entry in entries for step in entry.parent_path.strip("/").split("/"))}
        return frozenset((visible - set(settings.ids)) | path)
