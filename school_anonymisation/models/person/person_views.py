"""The block and the button on another app's form, and the filters in its search, without a view of its own."""

from lxml import etree

from odoo import api, models

from ..who_may import OFFICER


class AnonymisationPerson(models.AbstractModel):
    _inherit = "school.anonymisation.person"

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Add what an officer sees: on forms as a page or a group at the end, on searches as filters."""
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type == "form":
            self._anonymisation_add_block(arch)
        elif view_type == "search":
            self._anonymisation_add_filters(arch)
        return arch, view

    @api.model
    def _anonymisation_add_block(self, arch):
        notebooks, sheets = arch.xpath("//notebook"), arch.xpath("//sheet")
        home = (notebooks or sheets or [arch])[0]
        title = {"string": self.env._("Anonymisation"), "groups": OFFICER, "name": "anonymisation"}
        block = etree.SubElement(home, "page" if notebooks else "group", title)
        for name, shown in (
            ("anonymised", False),
            ("anonymisation_eligible", False),
            ("anonymisation_blocked_by", False),
        ):
            etree.SubElement(block, "field", {"name": name, **({} if shown else {"invisible": "1"})})
        yes = {
            "class": "alert alert-success",
            "role": "status",
            "invisible": "anonymised or not anonymisation_eligible",
        }
        etree.SubElement(block, "div", yes).text = self.env._("Yes. Nothing holds this person back.")
        why = etree.SubElement(block, "group", {"invisible": "anonymised or anonymisation_eligible"})
        etree.SubElement(why, "field", {"name": "anonymisation_explanation"})
        keep = etree.SubElement(block, "group", {"invisible": "anonymised"})
        for name, options in (
            ("anonymisation_prevented", {"widget": "boolean_toggle", "options": "{'autosave': False}"}),
            ("anonymisation_prevented_reason", {"invisible": "not anonymisation_prevented"}),
            ("anonymisation_prevented_until", {"invisible": "not anonymisation_prevented"}),
        ):
            etree.SubElement(keep, "field", {"name": name, **options})
        for name, label, when in (
            ("action_anonymise", self.env._("Anonymise User"), "anonymised"),
            ("action_view_school_profile", self.env._("School profile"), "not school_student_id"),
        ):
            button = {"name": name, "type": "object", "string": label, "invisible": when}
            etree.SubElement(block, "button", button)
        etree.SubElement(block, "field", {"name": "school_student_id", "invisible": "1"})

    @api.model
    def _anonymisation_add_filters(self, arch):
        etree.SubElement(arch, "separator")
        for name, label in (
            ("anonymisation_eligible", self.env._("Can be anonymised")),
            ("anonymisation_prevented", self.env._("Prevented")),
        ):
            found = {"name": name, "string": label, "domain": f"[('{name}', '=', True)]", "groups": OFFICER}
            etree.SubElement(arch, "filter", found)
