"""Which people the values of a field name, in each of the ways in which Odoo writes relations. Pure."""

import json

LINK, SET = 4, 6
# Fields of numbers beside which another field says of which model, as Odoo and its apps call the two.
NUMBERS_BY_NAME = {
    "res_id": ("res_model", "model"),
    "parent_res_id": ("parent_res_model",),
    "alias_force_thread_id": ("alias_model_id",),
    "alias_parent_thread_id": ("alias_parent_model_id",),
}


def kind_of(field, roots, names=()):
    """Return how a stored field may lead to one of the root models, or None.

    ("one", model), ("many", model), ("reference", models), ("number", name of the field that says the model, models),
    ("properties", models), ("definition", models); of the field that says the model, ("model", the other, models).

    :param field: a field of Odoo; :param roots: frozenset of names of models whose records are people.
    :param names: of the fields of its model.
    """
    if not field.store or field.name in ("create_uid", "write_uid"):
        return None
    if field.type == "many2one" and field.comodel_name in roots:
        return "one", field.comodel_name
    if field.type in ("many2many", "one2many") and field.comodel_name in roots:
        return "many", field.comodel_name
    if field.type == "reference":
        return "reference", roots
    if field.type == "many2one_reference":
        return "number", field.model_field, roots
    if field.type == "integer":
        saying = [name for name in NUMBERS_BY_NAME.get(field.name, ()) if name in names]
        return ("number", saying[0], roots) if saying else None
    if field.type in ("properties", "properties_definition"):
        return "properties" if field.type == "properties" else "definition", roots
    return None


def people_named(kind, value, other):
    """Return {(model, id)} of the people whom a value names.

    :param kind: of its field, as `kind_of` says; :param value: as it is given to ``create`` or ``write``, or read.
    :param other: function from a field's name to the values that it has, for what is named in two columns.

    >>> sorted(people_named(("many", "res.partner"), [(4, 7, 0), (6, 0, [8, 9]), (3, 5, 0)], None))
    [('res.partner', 7), ('res.partner', 8), ('res.partner', 9)]
    >>> people_named(("reference", {"res.partner"}), "res.partner,7", None)
    {('res.partner', 7)}
    >>> people_named(("number", "res_model", {"res.partner"}), 7, lambda _name: ["res.partner", "crm.lead"])
    {('res.partner', 7)}
    >>> band = {"name": "leader", "type": "many2one", "comodel": "res.partner", "value": [7, "Bo"], "default": 8}
    >>> people_named(("properties", {"res.partner"}), [band], None)
    {('res.partner', 7)}
    >>> people_named(("definition", {"res.partner"}), [band], None)
    {('res.partner', 8)}
    """
    how, *said = kind
    if how == "one":
        return {(said[0], number) for number in _numbers(value)}
    if how == "many":
        return {(said[0], number) for number in _linked(value)}
    if how == "reference":
        return _referred(value, said[0])
    if how == "number":
        models = {model for model in other(said[0]) if model in said[1]}
        return {(model, number) for model in models for number in _numbers(value)}
    if how == "model":
        return _renamed(value, other(said[0])) if value in said[1] else set()
    return _in_properties(value, said[0], "value" if how == "properties" else "default")


def _numbers(value):
    """Return the ids that a value says: a number, a record, or nothing."""
    if hasattr(value, "ids"):
        return set(value.ids)
    if isinstance(value, str) and value.isdigit():
        value = int(value)
    return {value} if isinstance(value, int) and not isinstance(value, bool) and value else set()


def _linked(value):
    """Return the ids that commands would link; those that are linked, if the value is records."""
    if hasattr(value, "ids"):
        return set(value.ids)
    found = set()
    for command in value if isinstance(value, (list, tuple)) else ():
        if isinstance(command, (list, tuple)) and command:
            if command[0] == LINK and len(command) > 1:
                found |= _numbers(command[1])
            elif command[0] == SET and len(command) > 2:
                found |= set().union(*map(_numbers, command[2] or ()))
        else:
            found |= _numbers(command)
    return found


def _referred(value, roots):
    if hasattr(value, "ids"):
        return {(value._name, number) for number in value.ids if value._name in roots}
    model, _comma, number = value.partition(",") if isinstance(value, str) else ("", "", "")
    return {(model, int(number))} if model in roots and number.isdigit() else set()


def _renamed(model, numbers):
    """Return whom records name whose model is being changed, and whose number stays."""
    return {(model, number) for value in numbers for number in _numbers(value)}


def _in_properties(value, roots, key):
    """Return whom a list of properties names, by its values or by what it proposes for new records."""
    if isinstance(value, str):
        value = json.loads(value or "[]")
    found = set()
    for item in value if isinstance(value, list) else ():
        if isinstance(item, dict) and item.get("comodel") in roots:
            named = item.get(key)
            numbers = named if isinstance(named, (list, tuple)) else [named]
            # A name may stand beside the number.
            found |= {
                (item["comodel"], number)
                for each in numbers
                for number in _numbers(each[0] if isinstance(each, (list, tuple)) and each else each)
            }
    return found
