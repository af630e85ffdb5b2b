"""What a way into the addon is, by which roles it is tried, and what the calls need."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

PERMISSION = "school_anonymisation.group_r_can_anonymize_users"
EXPORT = "base.group_allow_export"

# {role: (as the table says it, groups; None for those who are made otherwise)}
ROLES = {
    "public": ("Public", None),
    "portal_student": ("Portal: student", None),
    "portal_guardian": ("Portal: guardian", None),
    "internal": ("Internal user", f"base.group_user,{EXPORT}"),
    "school": ("School user", f"school_base.group_school_user,{EXPORT}"),
    "superuser": ("SuperUser only", f"school_base.group_school_superuser,{EXPORT}"),
    "permission": ("Permission only", f"school_base.group_school_user,{PERMISSION},{EXPORT}"),
    "administrator": ("Odoo administrator", f"school_base.group_school_superuser,base.group_system,{EXPORT}"),
    "stranger": ("Both, other company", f"school_base.group_school_superuser,{PERMISSION},{EXPORT}"),
    "officer": ("Both", f"school_base.group_school_superuser,{PERMISSION},{EXPORT}"),
}
OFFICER = frozenset({"officer"})
# What concerns one's own company only is open to the officers of each.
OFFICERS = frozenset({"officer", "stranger"})
ADMINISTRATOR = frozenset({"administrator"})
NOBODY = frozenset()


@dataclass(frozen=True)
class Route:
    """A method that can be called from outside, with what it is called with.

    ``ids`` and ``named`` are made by the test, afresh for each call, since a call that may be made changes things.
    ``seen`` tells from an answer whether something was shown or done. ``personal``: what it is called with depends on
    who calls.
    """

    title: str
    model: str
    method: str
    may: frozenset
    named: Callable = lambda _case: {}
    ids: Callable | None = None
    seen: Callable[[Any], bool] = lambda _answer: True
    personal: bool = False


def student(case):
    return case.fresh_student().ids


def log(case):
    return case.log.ids


def cycle(**values):
    return lambda case: case.fresh_cycle(**values).ids


def candidate(case):
    return case.fresh_candidate().ids


def search(domain, *fields):
    return lambda _case: {"domain": domain, "fields": list(fields)}


def reads(title, model, fields, may=OFFICER, domain=()):
    """Return the routes by which a model is read."""
    domain = list(domain)
    return [
        Route(f"{title}: search and read", model, "search_read", may, search(domain, *fields), seen=bool),
        Route(
            f"{title}: list view",
            model,
            "web_search_read",
            may,
            lambda _case: {"domain": domain, "specification": {name: {} for name in fields}},
            seen=lambda answer: bool(answer["records"]),
        ),
        Route(
            f"{title}: grouped and summed",
            model,
            "formatted_read_group",
            may,
            lambda _case: {"domain": domain, "groupby": [], "aggregates": ["__count"]},
            seen=lambda answer: answer[0]["__count"] > 0,
        ),
        Route(
            f"{title}: find by name",
            model,
            "name_search",
            may,
            lambda _case: {"name": "", "domain": domain},
            seen=bool,
        ),
    ]
