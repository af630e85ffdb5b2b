"""Ways to mark somebody, to lead back to somebody who is gone, and to see what belonged to them."""

from . import leading_in
from .route import NOBODY, OFFICER, Route, student

LABEL = "Anonymised student 7F3K-92QD"
# {title: (model, what tells the records of the gone)}
HISTORY = {
    "Enrolments of the anonymised": ("school.enrolment", "student_id.anonymised"),
    "Waiting list entries of the anonymised": ("school.waiting.list.entry", "student_id.anonymised"),
    "Instrument hires of the anonymised": ("school.instrument.hire", "student_id.anonymised"),
    "Contacts of the anonymised": ("res.partner", "anonymised"),
}


def contact(case):
    return case.fresh_student().partner_id.ids


def tag(case):
    return case.env["res.partner.category"].create({"name": "Choir"}).ids


def imported(*columns):
    """Return the arguments of an import of one row: (field, value) each."""
    fields, row = map(list, zip(*columns, strict=True))
    return lambda _case: {"fields": fields, "data": [row]}


def shows(title, model, path):
    domain = [[path, "=", True]]
    context = {"active_test": False}
    return [
        Route(
            f"{title}: find",
            model,
            "search_read",
            OFFICER,
            lambda _case: {"domain": domain, "fields": ["display_name"], "context": context},
            seen=bool,
        ),
        Route(
            f"{title}: list view",
            model,
            "web_search_read",
            OFFICER,
            lambda _case: {"domain": domain, "specification": {"display_name": {}}, "context": context},
            seen=lambda answer: bool(answer["records"]),
        ),
        Route(
            f"{title}: count",
            model,
            "search_count",
            OFFICER,
            lambda _case: {"domain": domain, "context": context},
            seen=bool,
        ),
    ]


MARKS = [
    Route(
        f"Mark as anonymised: {name} ({how})",
        model,
        method,
        NOBODY,
        named,
        ids=ids,
        seen=lambda answer: bool(answer["ids"]) if isinstance(answer, dict) else True,
    )
    for name, value in (("anonymised", True), ("anonymised_month", "2026-11"), ("anonymisation_label", LABEL))
    for how, model, method, named, ids in (
        ("write", "school.student", "write", lambda _case, one={name: value}: {"vals": one}, student),
        (
            "create",
            "school.student",
            "create",
            lambda _case, one={name: value}: {"vals_list": [{"name": "Bo", **one}]},
            None,
        ),
        ("import", "school.student", "load", imported(("name", "Bo"), (name, str(value))), None),
        ("copy", "school.student", "copy", lambda _case, one={name: value}: {"default": one}, student),
    )
]

ROUTES = [
    *MARKS,
    Route(
        "Mark as anonymised: contact (write)",
        "res.partner",
        "write",
        NOBODY,
        lambda _case: {"vals": {"anonymised": True}},
        ids=contact,
    ),
    Route(
        "Mark as anonymised: contact (import)",
        "res.partner",
        "load",
        NOBODY,
        imported(("name", "Bo"), ("anonymised", "True")),
        seen=lambda answer: bool(answer["ids"]),
    ),
    Route(
        "Lead back: a tag, from the tag's side",
        "res.partner.category",
        "write",
        NOBODY,
        lambda case: {"vals": {"partner_ids": [[4, case.gone.partner_id.id]]}},
        ids=tag,
    ),
    Route(
        "Lead back: a new tag",
        "res.partner.category",
        "create",
        NOBODY,
        lambda case: {"vals_list": [{"name": "Choir", "partner_ids": [[6, 0, case.gone.partner_id.ids]]}]},
    ),
    Route(
        "Lead back: somebody's company",
        "res.partner",
        "write",
        NOBODY,
        lambda case: {"vals": {"parent_id": case.gone.partner_id.id}},
        ids=contact,
    ),
    Route(
        "Lead back: a scheduled message",
        "mail.scheduled.message",
        "create",
        NOBODY,
        lambda case: {
            "vals_list": [
                {
                    "model": "res.partner",
                    "res_id": case.gone.partner_id.id,
                    "author_id": case.caller.partner_id.id,
                    "body": "Call",
                    "scheduled_date": "2999-01-01 00:00:00",
                }
            ]
        },
        personal=True,
    ),
    Route(
        "Lead back: an enrolment (import)",
        "school.enrolment",
        "load",
        NOBODY,
        lambda case: {
            "fields": ["student_id/.id", "course_id/.id", "period_id/.id"],
            "data": [[str(case.gone.id), str(case.course.id), str(case.period.id)]],
        },
        seen=lambda answer: bool(answer["ids"]),
    ),
    *leading_in.ROUTES,
    *(route for title, (model, path) in HISTORY.items() for route in shows(title, model, path)),
    Route(
        "Register: add a row",
        "school.anonymisation.register.row",
        "create",
        NOBODY,
        lambda _case: {"vals_list": [{"model": "school.student", "field": "gender", "treatment": "clear"}]},
    ),
    Route(
        "Register: add a row (import)",
        "school.anonymisation.register.row",
        "load",
        NOBODY,
        imported(("model", "school.student"), ("field", "gender"), ("treatment", "clear")),
        seen=lambda answer: bool(answer["ids"]),
    ),
]
