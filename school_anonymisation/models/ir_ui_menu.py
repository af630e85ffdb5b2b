"""The one entry under Settings that somebody sees who sees nothing else there."""

from odoo import api, models, tools


class IrUiMenu(models.Model):
    _inherit = "ir.ui.menu"

    @api.model
    @tools.ormcache("frozenset(self.env.user._get_group_ids())", "debug")
    def _visible_menu_ids(self, debug=False):
        """Show *Settings → Users & Companies → Anonymisation* to whoever may anonymise.

        The Settings app itself is for administrators. Whoever is not one gets the way to our entry and none of
        the entries that were hidden only because the app was.
        """
        visible = super()._visible_menu_ids(debug)
        root = self.env.ref("base.menu_administration", raise_if_not_found=False)
        entry = self.env.ref("school_anonymisation.menu_settings_anonymisation", raise_if_not_found=False)
        if not root or not entry or root.id in visible or entry.id not in visible:
            return visible
        settings = self.sudo().with_context(active_test=False).search([("id", "child_of", root.id)])
        path = {root.id, *map(int, entry.sudo().parent_path.strip("/").split("/"))}
        return frozenset((visible - set(settings.ids)) | path)
