"""An anonymised profile looks the same wherever it is opened: nothing to type into, no way to a name, no birthday."""

from odoo import api, models

# What is left of these is a part, and would be read as the whole.
MISLEADING = ("birth_date", "student_number", "image_1920")


class SchoolStudent(models.Model):
    _inherit = "school.student"

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        # Forms of other addons may not know of anonymising; they have nothing to be asked by.
        if view_type == "form" and arch.find(".//field[@name='anonymised']") is not None:
            self._show_anonymised_as_what_they_are(arch)
        return arch, view

    @api.model
    def _show_anonymised_as_what_they_are(self, arch):
        for node in arch.iter("field", "button", "label"):
            # Lists and forms within a field are of other records.
            if any(ancestor.tag == "field" for ancestor in node.iterancestors()):
                continue
            if node.tag == "field":
                _also(node, "readonly")
            if node.tag == "button" or node.get("name") in MISLEADING or node.get("for") in MISLEADING:
                _also(node, "invisible")


def _also(node, modifier):
    """Let a modifier hold for anonymised profiles, besides where it holds already."""
    given = node.get(modifier)
    node.set(modifier, f"anonymised or ({given})" if given else "anonymised")
