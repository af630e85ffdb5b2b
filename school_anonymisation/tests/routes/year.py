"""Ways into the log and the year."""

from .route import NOBODY, OFFICER, OFFICERS, Route, candidate, cycle, log, reads


def second_part(case):
    waiting = case.fresh_candidate().cycle_id
    waiting.write({"state": "second", "second_on": "2030-11-11"})
    return waiting.ids


ROUTES = [
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
    Route(
        "Cycle: only those announced",
        "school.anonymisation.cycle",
        "action_only_announced",
        OFFICER,
        ids=second_part,
    ),
    Route(
        "Cycle: page",
        "school.anonymisation.cycle",
        "web_read",
        OFFICER,
        lambda _case: {"specification": {"state": {}}},
        ids=cycle(),
        seen=bool,
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
]
