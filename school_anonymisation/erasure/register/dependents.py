"""Copies by dependency: the stored related and computed fields, of any addon, that hang on an erased field."""

from .files import RETAINED, Row

# Computed figures and relations hold nothing of what was erased; texts, dates and documents may.
COPYING_TYPES = ("char", "text", "html", "json", "binary", "image", "date", "datetime", "properties", "reference")

# Names of contacts below: they are cut loose, and these are computed again.
PUT_TOGETHER_ANEW = {("res.partner", "complete_name"), ("res.partner", "commercial_company_name")}


def _walk(tree, hops=()):
    """Yield (fields to follow from the dependent to the source, dependent field) of a trigger tree."""
    for dependent in tree.root:
        yield hops, dependent
    for hop, subtree in tree.items():
        yield from _walk(subtree, (hop, *hops))


def dependent_rows(env, rows, others=()):
    """Return the Rows of undeclared stored fields that are computed from the fields of these rows.

    A copy of one person's value is treated like the value; what is put together from several people's is redacted.

    :param others: further Rows in force, which say enough of their own fields.
    """
    everything = [*rows, *others]
    declared = {(row.model, row.field, row.path) for row in everything}
    by_name = {(row.model, row.field) for row in everything}
    retained = {(row.model, row.field) for row in everything if row.retained}
    found = {}
    for row in rows:
        field = env[row.model]._fields.get(row.field)
        if field is None or row.treatment == "keep" or row.field == "id" or not _plain(row.path):
            continue
        for hops, dependent in _walk(env.registry.get_field_trigger_tree(field)):
            if not dependent.store or dependent is field or not _may_copy(field, dependent):
                continue
            if not all(hop.store or hop.related for hop in hops):
                continue
            path = ".".join([hop.name for hop in hops] + ([row.path] if row.path != "." else [])) or "."
            key = (dependent.model_name, dependent.name, path)
            if key in declared or key[:2] in PUT_TOGETHER_ANEW or env[dependent.model_name]._abstract:
                continue
            one_person = all(hop.type == "many2one" for hop in hops) and key[:2] not in by_name
            treatment = _treatment(row, dependent, one_person)
            if not treatment:
                continue
            if key[:2] in retained:
                treatment = f"{RETAINED}{treatment}"
            known = found.get(key)
            if known is None or known.action in ("period", "generalise"):
                found[key] = Row(
                    row.app,
                    *key[:1],
                    path,
                    dependent.name,
                    treatment,
                    f"Computed from {row.model}.{row.field}",
                    "dependent",
                )
    return list(found.values())


def _may_copy(field, dependent):
    """Whether something of a field may stand in a dependent one: as it is in a related field, or put into words."""
    if dependent.related:
        return dependent.related.rpartition(".")[2] == field.name or dependent.type in COPYING_TYPES
    return dependent.type in COPYING_TYPES and field.type in COPYING_TYPES


def is_about_another(env, row, roots):
    """Whether a row is about a copy on somebody else's record: the child's, which shows the name of who is above."""
    if row.origin != "dependent" or row.path == ".":
        return False
    model, (*hops, last) = row.model, row.path.split(".")
    for hop in hops:
        model = env[model]._fields[hop].comodel_name
    return model in roots and last not in env[model]._inherits.values()


def _plain(path):
    return "/" not in path and "=" not in path


def _treatment(row, dependent, one_person):
    if not one_person:
        # A date or a document put together from several people is nobody's.
        return "redact" if dependent.type in ("char", "text", "html", "json") else ""
    if dependent.type in ("binary", "image"):
        return "unlink_file" if dependent.attachment else "clear"
    if row.action == "replace":
        return "replace" if dependent.type in ("char", "text", "html") else "clear"
    if row.action in ("period", "generalise"):
        return row.action if dependent.type in ("date", "datetime") else "clear"
    return "clear"
