"""Every way into the addon, and who may go it: the table that `test_who_may` walks and docs/who_may.md shows."""

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


ROUTES = [
    # Anonymising
    Route("Student: Anonymise", "school.student", "action_anonymise", OFFICER, ids=student),
    Route("Student: Anonymise several", "school.student", "action_anonymise_several", OFFICER, ids=student),
    Route(
        "Dialog: open",
        "school.anonymisation.confirm",
        "web_save",
        OFFICERS,
        lambda _case: {"vals": {}, "specification": {}},
        ids=lambda _case: [],
    ),
    Route(
        "Dialog: confirm",
        "school.anonymisation.confirm",
        "action_confirm",
        OFFICER,
        ids=lambda case: case.dialog().ids,
        personal=True,
        # Without anybody to whom it may be done, it says that it was done to nobody.
        seen=lambda answer: answer["tag"] != "display_notification" if "tag" in answer else True,
    ),
    Route(
        "Private method: _anonymise",
        "school.student",
        "_anonymise",
        NOBODY,
        lambda _case: {"origin": "hand"},
        ids=student,
    ),
    Route("Private method: _cron_run", "school.anonymisation.cycle", "_cron_run", NOBODY),
    Route("Private method: _append", "school.anonymisation.log", "_append", NOBODY, lambda _case: {"vals_list": []}),
    Route("Private method: _erase_expired", "school.anonymisation.retained", "_erase_expired", NOBODY),
    # Who can be anonymised
    Route(
        "Student: read eligibility",
        "school.student",
        "read",
        OFFICER,
        lambda _case: {"fields": ["anonymisation_eligible", "anonymisation_blocked_by"]},
        ids=student,
    ),
    Route(
        "Student: search by eligibility",
        "school.student",
        "search_count",
        OFFICER,
        lambda _case: {"domain": [["anonymisation_eligible", "=", True]]},
        seen=bool,
    ),
    Route(
        "Student: group by prevention",
        "school.student",
        "formatted_read_group",
        OFFICER,
        lambda _case: {"domain": [], "groupby": ["anonymisation_prevented"], "aggregates": ["__count"]},
        seen=bool,
    ),
    Route(
        "Student: export eligibility",
        "school.student",
        "export_data",
        OFFICER,
        lambda _case: {"fields_to_export": ["anonymisation_eligible"]},
        ids=student,
    ),
    Route(
        "Student: read the random identifier",
        "school.student",
        "read",
        OFFICER,
        lambda _case: {"fields": ["anonymisation_uid"]},
        ids=student,
    ),
    Route(
        "Contact: read eligibility",
        "res.partner",
        "read",
        OFFICER,
        lambda _case: {"fields": ["anonymisation_eligible"]},
        ids=lambda case: case.fresh_student().partner_id.ids,
    ),
    Route(
        "Contact: search by eligibility",
        "res.partner",
        "search_count",
        OFFICER,
        lambda _case: {"domain": [["anonymisation_eligible", "=", True]]},
        seen=bool,
    ),
    # Keeping somebody
    Route(
        "Student: prevent (write)",
        "school.student",
        "write",
        OFFICER,
        lambda _case: {"vals": {"anonymisation_prevented": True}},
        ids=student,
    ),
    Route(
        "Student: prevent (form)",
        "school.student",
        "web_save",
        OFFICER,
        lambda _case: {"vals": {"anonymisation_prevented": True}, "specification": {}},
        ids=student,
    ),
    Route(
        "Student: prevent (import)",
        "school.student",
        "load",
        OFFICER,
        lambda case: {"fields": [".id", "anonymisation_prevented"], "data": [[str(student(case)[0]), "1"]]},
        seen=lambda answer: bool(answer["ids"]),
    ),
    Route(
        "Student: mark as anonymised",
        "school.student",
        "write",
        NOBODY,
        lambda _case: {"vals": {"anonymised": True}},
        ids=student,
    ),
    Route(
        "Student: choose the random identifier",
        "school.student",
        "write",
        NOBODY,
        lambda _case: {"vals": {"anonymisation_uid": "00000000-0000-4000-8000-000000000000"}},
        ids=student,
    ),
    # Anonymised profiles
    Route(
        "Anonymised profile: find",
        "school.student",
        "search_read",
        OFFICER,
        lambda _case: {"domain": [["anonymised", "=", True]], "fields": ["name"], "context": {"active_test": False}},
        seen=bool,
    ),
    Route(
        "Anonymised profile: read",
        "school.student",
        "read",
        OFFICER,
        lambda _case: {"fields": ["anonymisation_label"]},
        ids=lambda case: case.gone.ids,
        seen=bool,
    ),
    Route(
        "Anonymised profile: change",
        "school.student",
        "write",
        NOBODY,
        lambda _case: {"vals": {"health_notes": "Asthma"}},
        ids=lambda case: case.gone.ids,
    ),
    Route(
        "Anonymised profile: bring back", "school.student", "action_unarchive", NOBODY, ids=lambda case: case.gone.ids
    ),
    # The log
    *reads("Log", "school.anonymisation.log", ["label", "month"], domain=[["kind", "=", "erased"]]),
    Route(
        "Log: export",
        "school.anonymisation.log",
        "export_data",
        OFFICER,
        (lambda _case: {"fields_to_export": ["label"]}),
        ids=log,
    ),
    Route("Log: verify the chain", "school.anonymisation.log", "action_verify_chain", OFFICERS, ids=lambda _case: []),
    Route("Log: add", "school.anonymisation.log", "create", NOBODY, lambda _case: {"vals_list": [{"kind": "erased"}]}),
    Route(
        "Log: import",
        "school.anonymisation.log",
        "load",
        NOBODY,
        lambda _case: {"fields": ["kind", "month"], "data": [["erased", "2026-10"]]},
        seen=lambda answer: bool(answer["ids"]),
    ),
    Route(
        "Log: change",
        "school.anonymisation.log",
        "write",
        NOBODY,
        lambda _case: {"vals": {"month": "2020-01"}},
        ids=log,
    ),
    Route(
        "Log: change (form)",
        "school.anonymisation.log",
        "web_save",
        NOBODY,
        lambda _case: {"vals": {"month": "2020-01"}, "specification": {}},
        ids=log,
    ),
    Route("Log: delete", "school.anonymisation.log", "unlink", NOBODY, ids=log),
    Route("Log: copy", "school.anonymisation.log", "copy", NOBODY, ids=log),
    # The year
    *reads("Cycle", "school.anonymisation.cycle", ["year", "state"]),
    *reads("Candidates", "school.anonymisation.candidate", ["state"]),
    *reads("Mails of a cycle", "school.anonymisation.cycle.mail", ["kind"]),
    Route(
        "Cycle: start", "school.anonymisation.cycle", "create", NOBODY, lambda _case: {"vals_list": [{"year": 2031}]}
    ),
    Route(
        "Cycle: change the day of the run",
        "school.anonymisation.cycle",
        "write",
        NOBODY,
        lambda _case: {"vals": {"run_on": "2020-01-01"}},
        ids=cycle(),
    ),
    Route("Cycle: delete", "school.anonymisation.cycle", "unlink", NOBODY, ids=cycle()),
    Route("Cycle: pause", "school.anonymisation.cycle", "action_pause", OFFICER, ids=cycle()),
    Route("Cycle: cancel", "school.anonymisation.cycle", "action_cancel", OFFICER, ids=cycle()),
    Route(
        "Cycle: pause or cancel, with the reason",
        "school.anonymisation.cycle.reason",
        "action_confirm",
        OFFICER,
        ids=lambda case: case.reason().ids,
        personal=True,
    ),
    Route(
        "Cycle: resume",
        "school.anonymisation.cycle",
        "action_resume",
        OFFICER,
        ids=cycle(state="paused", resume_state="announced", stop_code="by_hand"),
    ),
    Route(
        "Cycle: confirm a long supplementary list",
        "school.anonymisation.cycle",
        "action_confirm",
        OFFICER,
        ids=cycle(surge=True),
    ),
    Route("Cycle: bring the list up to date", "school.anonymisation.cycle", "action_refresh", OFFICER, ids=cycle()),
    Route(
        "Cycle: preview the list",
        "school.anonymisation.cycle",
        "action_preview",
        OFFICER,
        ids=lambda case: case.fresh_candidate().cycle_id.ids,
    ),
    Route("Cycle: progress", "school.anonymisation.cycle", "get_progress", OFFICER, ids=cycle()),
    Route("Candidate: open", "school.anonymisation.candidate", "action_open", OFFICER, ids=candidate),
    Route("Candidate: preview", "school.anonymisation.candidate", "action_preview", OFFICER, ids=candidate),
    Route("Candidate: prevent", "school.anonymisation.candidate", "action_prevent", OFFICER, ids=candidate),
    Route("Candidate: allow again", "school.anonymisation.candidate", "action_allow", OFFICER, ids=candidate),
    Route(
        "Candidate: prevent, with the reason",
        "school.anonymisation.cycle.prevent",
        "action_confirm",
        OFFICER,
        ids=lambda case: case.prevention().ids,
        personal=True,
    ),
    Route(
        "Students: prevent several, with the reason",
        "school.anonymisation.prevent",
        "action_confirm",
        OFFICER,
        ids=lambda case: case.several_prevented().ids,
        personal=True,
    ),
    Route(
        "Candidate: change what became of it",
        "school.anonymisation.candidate",
        "write",
        NOBODY,
        lambda _case: {"vals": {"state": "candidate"}},
        ids=candidate,
    ),
    # Settings and register
    Route("Settings: show", "school.anonymisation.settings", "get_settings", OFFICERS),
    Route(
        "Settings: save",
        "school.anonymisation.settings",
        "save_settings",
        OFFICERS,
        lambda _case: {"values": {"anonymisation_inactive_periods": 4}},
    ),
    *reads("Settings page", "school.anonymisation.settings", ["company_id"], may=OFFICERS),
    Route(
        "Settings page: save",
        "school.anonymisation.settings",
        "web_save",
        OFFICER,
        lambda _case: {"vals": {"anonymisation_inactive_periods": 4}, "specification": {}},
        ids=lambda case: case.company.ids,
    ),
    Route(
        "Settings page: save the proposal",
        "school.anonymisation.settings",
        "action_save",
        OFFICER,
        ids=lambda case: case.company.ids,
    ),
    Route(
        "Settings: write on the company",
        "res.company",
        "write",
        NOBODY,
        lambda _case: {"vals": {"anonymisation_inactive_periods": 1}},
        ids=lambda case: case.company.ids,
    ),
    *reads("Register", "school.anonymisation.register.row", ["model", "field"], may=OFFICERS),
    Route("Register: open", "school.anonymisation.register.row", "action_open", OFFICERS),
    Route("Register: download", "school.anonymisation.register.row", "action_download", OFFICERS),
    *reads("Documents kept by law", "school.anonymisation.retained", ["model"]),
    # The permission
    Route(
        "Permission: give it to oneself",
        "res.users",
        "write",
        ADMINISTRATOR,
        lambda case: {"vals": {"group_ids": [[4, case.env.ref(PERMISSION).id]]}},
        ids=lambda case: case.caller.ids,
        personal=True,
    ),
    Route(
        "Permission: give it by the group",
        "res.groups",
        "write",
        ADMINISTRATOR,
        lambda case: {"vals": {"user_ids": [[4, case.caller.id]]}},
        ids=lambda case: case.env.ref(PERMISSION).ids,
        personal=True,
    ),
    Route(
        "Permission: join the computed group",
        "res.users",
        "write",
        NOBODY,
        lambda case: {
            "vals": {"group_ids": [[4, case.env.ref("school_anonymisation.group_anonymisation_officer").id]]}
        },
        ids=lambda case: case.caller.ids,
        personal=True,
    ),
    Route(
        "Jobs: run one now",
        "ir.cron",
        "method_direct_trigger",
        ADMINISTRATOR,
        ids=lambda case: case.env.ref("school_anonymisation.ir_cron_anonymisation_run").ids,
    ),
]
