"""Which people the values of a field name, in each of the ways in which Odoo writes relations. Pure."""

LINK, SET = 4, 6


def kind_of(field, roots):
    """Return how a stored field may lead to one of the root models, or None.

    ("one", model), ("many", model), ("reference", models), ("number", name of the field that says the model, models),
    ("properties", models); of the field that says the model, ("model", name of the other, models).

    :param field: a field of Odoo; :param roots: frozenset of names of models whose records are people.
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
    if field.type == "properties":
        return "properties", roots
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
    return _in_properties(value, said[0])


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


def _in_properties(value, roots):
    """Return whom properties name; only their definitions say so, which the web client sends along."""
    found = set()
    for item in value if isinstance(value, list) else ():
        if isinstance(item, dict) and item.get("comodel") in roots:
            named = item.get("value")
            numbers = named if isinstance(named, list) else [named]
            # A name may stand beside the number.
            found |= {
                (item["comodel"], number)
                for each in numbers
                for number in _numbers(each[0] if isinstance(each, (list, tuple)) and each else each)
            }
    return found
