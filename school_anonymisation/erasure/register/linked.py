"""Texts that nobody described, in records that name a person: what the person is known by goes, first names too."""

from ..people.whose import NOBODYS_LINKS
from .files import Row

TEXTS = ("char", "text", "html", "json")
ORIGIN = "undescribed"
REASON = "Nobody described this app: only what people are known by is taken out"


def linked_rows(env, rows, roots):
    """Return Rows that redact the texts of which the other Rows say nothing; a Row for each way to a person."""
    described = {(row.model, row.field) for row in rows}
    deleted = {row.model for row in rows if row.field == "id" and row.action in ("delete", "unlink_file")}
    found = []
    for name, model in env.registry.items():
        if model._abstract or model._transient or not model._auto or name in roots or name in deleted:
            continue
        texts = [
            item
            for item in model._fields.values()
            if item.store and item.type in TEXTS and item.column_type and (name, item.name) not in described
        ]
        for path in _ways_to_people(model, roots) if texts else ():
            found += [Row(item._module or "", name, path, item.name, "redact", REASON, ORIGIN) for item in texts]
    return found


def _ways_to_people(model, roots):
    """Return the paths by which records of a model name people: a relation, or a model and a number."""
    found = []
    for item in model._fields.values():
        if not item.store or item.name in NOBODYS_LINKS:
            continue
        if item.type in ("many2one", "many2many") and item.comodel_name in roots and not item.company_dependent:
            found.append(item.name)
        elif item.type == "many2one_reference" and item.model_field in model._fields:
            found.append(f"{item.model_field}/{item.name}")
    return found
