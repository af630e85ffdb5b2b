"""What pivots and graphs show to each role: for every grouping that a report offers, numbers and sums."""

from ast import literal_eval

from lxml import etree

from odoo.exceptions import AccessError

FIGURES = ("integer", "float", "monetary")
# What becomes the month of the run, and whom a group would name.
OF_THE_RUN = ("create_date", "write_date", "create_uid", "write_uid")
PEOPLE = ("res.partner", "res.users", "school.student")
# Where people live goes with them.
PERSONAL = ("city",)
# A property is grouped by its name, which each parent record gives.
NO_GROUPS = (*FIGURES, "properties", "properties_definition", "json", "binary", "html")


def shown(env, apps, roles, stay=("",)):
    """Return {(role, report, domain, grouping): sorted rows of group, count and sums}, of what each role may read.

    :param apps: beginnings of names of models; :param roles: {role: user, or the id of one}
    :param stay: beginnings of names of models of which a group says which record it is: they keep their numbers.
    """
    found = {}
    reports = list(_reports(env, apps))
    for role, user in roles.items():
        own = env(user=user, su=False)
        for name, domain, groupings in reports:
            if own[name].has_access("read"):
                rows = _rows(own[name], domain, groupings, stay)
                found.update({(role, name, str(domain), key): figures for key, figures in rows.items()})
    return found


def _reports(env, apps):
    """Yield (model, domain, groupings) of each action that opens a pivot or a graph; of the anonymised alone none."""
    seen = set()
    for action in env["ir.actions.act_window"].search([]):
        name = action.res_model
        if not name.startswith(apps) or name not in env or not {"pivot", "graph"} & set(action.view_mode.split(",")):
            continue
        try:
            domain = literal_eval(action.domain or "[]")
        except ValueError:
            # It depends on the record from which the report is opened.
            domain = []
        if (name, str(domain)) not in seen and "anonymis" not in f"{name}{domain}":
            seen.add((name, str(domain)))
            yield name, domain, _groupings(env[name])


def _groupings(model):
    """Return what the views of a report offer to group by; dates by year, nobody by who they are."""
    names = set()
    for kind in ("pivot", "graph"):
        arch = etree.fromstring(model.get_view(view_type=kind)["arch"])
        names |= {node.get("name") for node in arch.iter("field") if node.get("type") != "measure"}
    for node in etree.fromstring(model.get_view(view_type="search")["arch"]).iter("filter"):
        context = node.get("context") or ""
        if "group_by" in context and context.count(":") == 1:
            names.add(literal_eval(context)["group_by"].partition(":")[0])
    offered = []
    for name in sorted(names.difference(OF_THE_RUN, PERSONAL)):
        item = model._fields.get(name)
        if item is not None and item.store and item.type not in NO_GROUPS and item.comodel_name not in PEOPLE:
            offered.append(f"{name}:year" if item.type in ("date", "datetime") else name)
    return offered


def _rows(model, domain, groupings, stay):
    """Return {grouping: rows}, the total under an empty one."""
    allowed = [name for name in groupings if _is_open(model, name.partition(":")[0])]
    sums = [f"{name}:sum" for name, item in model._fields.items() if _is_figure(item) and _is_open(model, name)]
    sets = [[], *([name] for name in allowed)]
    try:
        answers = model._read_grouping_sets(domain, sets, ["__count", *sums])
    except AccessError:
        # This report is for others.
        return {}
    return {
        "".join(names): sorted(
            str([*(_group(value, stay) for value in row[: len(names)]), *map(_figure, row[len(names) :])])
            for row in rows
        )
        for names, rows in zip(sets, answers, strict=True)
    }


def _is_open(model, name):
    return model._has_field_access(model._fields[name], "read")


def _is_figure(item):
    return item.type in FIGURES and item.store and item.column_type and item.name not in ("id", "res_id", "color")


def _group(value, stay):
    if hasattr(value, "_name"):
        return str(value.ids) if value._name.startswith(stay) else "record"
    return str(value)


def _figure(value):
    return round(value, 4) if isinstance(value, float) else value
