"""Ways to anonymise, to see who can be, to keep somebody, and to whoever has been."""

from .route import NOBODY, OFFICER, OFFICERS, Route, student


def default_of(name, value):
    """Return the arguments of a default of the caller's own for new students."""
    return {"model_name": "school.student", "field_name": name, "value": value, "user_id": True}


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
    Route(
        "Student: choose the random identifier (default)",
        "ir.default",
        "set",
        NOBODY,
        lambda _case: default_of("anonymisation_uid", "00000000-0000-4000-8000-000000000000"),
    ),
    Route(
        "Student: prevent (default)",
        "ir.default",
        "set",
        OFFICERS,
        lambda _case: default_of("anonymisation_prevented_switch", False),
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
]
