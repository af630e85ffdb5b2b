"""Ways into the overview of the year."""

from .route import OFFICER, OFFICERS, Route, reads

OVERVIEW = "school.anonymisation.overview"
BAR = "school.anonymisation.bar"
HELD_BACK = "school.anonymisation.held.back"


def a_year(case):
    case.fresh_cycle()
    return case.company.ids


def held_back(case):
    case.hire(case.fresh_student())
    case.env.flush_all()
    return case.env[HELD_BACK].search([("code", "=", "instrument_hire")], limit=1).ids


def bar(case):
    held_back(case)
    return case.env[BAR].search([("code", "=", "instrument_hire"), ("overview_id", "=", case.company.id)]).ids


ROUTES = [
    *reads("Overview", OVERVIEW, ["company_id"], may=OFFICERS),
    Route(
        "Overview: page",
        OVERVIEW,
        "web_read",
        OFFICER,
        lambda _case: {"specification": {"company_id": {}}},
        ids=a_year,
        seen=bool,
    ),
    Route("Overview: open the list", OVERVIEW, "action_open_cycle", OFFICER, ids=a_year),
    *reads("Overview, bars", BAR, ["kind", "student_count"]),
    Route("Overview, bars: open", BAR, "action_open", OFFICER, ids=bar),
    *reads("Held back", HELD_BACK, ["student_id", "code"]),
    Route("Held back: open", HELD_BACK, "action_open", OFFICER, ids=held_back),
]
