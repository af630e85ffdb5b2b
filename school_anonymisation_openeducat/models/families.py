"""Parents in OpenEduCat are linked to their children without dates: family as long as the record says so."""

from odoo import api, models
from odoo.tools import SQL

EDGES = """
    SELECT child.partner_id AS a, parent.name AS b
      FROM %(table)s link
      JOIN op_parent parent ON parent.id = link.%(parent)s AND parent.active
      JOIN op_student child ON child.id = link.%(child)s
      JOIN school_student profile ON profile.partner_id = child.partner_id AND profile.anonymised IS NOT TRUE
      JOIN res_partner contact ON contact.id = parent.name AND contact.is_company IS NOT TRUE"""


class Families(models.AbstractModel):
    _inherit = "school.anonymisation.families"

    @api.model
    def _edges(self, today):
        edges = super()._edges(today)
        if "op.parent" not in self.env:
            return edges
        link = self.env["op.parent"]._fields["student_ids"]
        names = {"table": link.relation, "parent": link.column1, "child": link.column2}
        of_parents = SQL(EDGES, **{key: SQL.identifier(name) for key, name in names.items()})
        return SQL("%s UNION ALL %s UNION ALL SELECT b, a FROM (%s) AS back", edges, of_parents, of_parents)

    @api.model
    def _any(self, today):
        return super()._any(today) or bool("op.parent" in self.env and self.env["op.parent"].sudo().search([], limit=1))

    @api.model
    def _flush(self):
        if "op.parent" in self.env:
            self.env["op.parent"].flush_model()
        return super()._flush()
