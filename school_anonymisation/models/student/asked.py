"""Whether what is asked of records says whose they are: by the models that a path leads through, not by its words."""

from collections.abc import Set

from odoo.fields import Domain

from ...erasure.subjects import root_models

# What is kept of an anonymised student and says nothing about who it was.
NAMES_NOBODY = frozenset({"gender", "registered_on", "country_id", "company_id"})
# Nothing of it is kept: reports by it count the anonymised where nothing is said.
ERASED = frozenset({"birth_date", "zip", "city", "state_id"})

# Where a path has come to: somebody, or what somebody took part in; a student, from there; what many share, as a course
# or a period; and whoever works there.
OWN, STUDENT, SHARED, STAFF = "own", "student", "shared", "staff"
TEXTS = ("char", "text", "html")
ANY_MODEL = ("reference", "many2one_reference", "properties", "properties_definition", "json")
WITHIN = ("any", "any!", "not any", "not any!")


def names_nobody(specifications, fields_of_nobody=NAMES_NOBODY):
    """Whether all of these groupings, "field" or "field:granularity", are by something that names nobody."""
    return all(
        specification in fields_of_nobody or specification.partition(":")[0] in fields_of_nobody
        for specification in specifications
    )


def asks_nobody(field_expr):
    """Whether a condition on this field of a student, "field" or "field.part", is on something that names nobody."""
    return field_expr.partition(".")[0] in NAMES_NOBODY


def figures_of_groups(having, order, groupings):
    """Return the aggregates by which groups are chosen and sorted, as a reader of groups may give them."""
    chosen = [item[0] for item in having or () if isinstance(item, (list, tuple))]
    sorted_by = [part.split()[0] for part in (order or "").split(",") if part.strip()]
    return [*chosen, *(name for name in sorted_by if name not in groupings)]


def chosen_by_nobody(model, domain, place=OWN):
    """Return whether no condition of a Domain says whose the records are that it chooses among those of a model.

    Of people, and of what they took part in, numbers, names and texts do, and whatever leads to people. What many share
    says nothing, as long as the path does not go back from there to what is somebody's.
    """
    return all(
        says_nobody(model, condition.field_expr, place, condition) for condition in Domain(domain).iter_conditions()
    )


def says_nobody(model, path, place=OWN, condition=None):
    """Return whether a path of fields says nothing of whose the records are with which it begins.

    :param path: "field" or "field.field", by which is grouped or compared; :param place: where it begins.
    :param condition: the condition in which it stands, unless it is a grouping or a figure.
    """
    name, _dot, rest = path.partition(".")
    field = model._fields.get(name)
    if field is None or place == STAFF or (place == STUDENT and name not in NAMES_NOBODY | ERASED):
        return False
    if not field.relational:
        return field.type not in ANY_MODEL and (place != OWN or _is_no_sign(model, field))
    if condition is not None and not rest and _is_of_nothing(condition):
        return True
    other, place = model.env[field.comodel_name], _place_after(model, field, place)
    if place is None:
        return False
    if rest:
        return says_nobody(other, rest, place, condition)
    if condition is not None and condition.operator in WITHIN and isinstance(condition.value, (Domain, list, tuple)):
        return chosen_by_nobody(other, condition.value, place)
    return place in (SHARED, STAFF)


def _place_after(model, field, place):
    """Return where a relation leads from a place; None if it is to people, or back to what is somebody's."""
    other = model.env[field.comodel_name]
    if _is_person(other):
        one = field.type == "many2one" and field.store
        if one and place == OWN and _is_participation(model) and other._name == "school.student":
            return STUDENT
        return STAFF if one and place == SHARED and other._name == "res.users" else None
    if _is_participation(other):
        return OWN if place == OWN else None
    return None if field.type == "one2many" else SHARED


def _is_no_sign(model, field):
    """Whether a value of this field is no number, name or text by which one person or record is known."""
    if field.name in ("id", "display_name", model._rec_name):
        return False
    return field.type not in TEXTS or field.name in ERASED or not _is_person(model)


def _is_of_nothing(condition):
    """Whether a relation is only asked for being there."""
    value = condition.value
    values = value if isinstance(value, (list, tuple, Set)) else [value]
    return condition.operator not in WITHIN and all(item in (False, None, "") for item in values)


def _is_person(model):
    is_of_app = isinstance(model, model.env.registry["school.anonymisation.person"])
    return is_of_app or model._name in root_models(model.env)


def _is_participation(model):
    return isinstance(model, model.env.registry["school.anonymised.history"])
