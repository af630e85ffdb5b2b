"""Ways into the settings, the register, the permission and the jobs."""

from .route import ADMINISTRATOR, NOBODY, OFFICER, OFFICERS, PERMISSION, Route, reads

ROUTES = [
    # Settings and register
    Route("Settings: show", "school.anonymisation.settings", "get_settings", OFFICERS),
    Route(
        "Settings: save",
        "school.anonymisation.settings",
        "save_settings",
        OFFICERS,
        lambda _case: {"values": {"anonymisation_inactive_periods": 4}},
    ),
    Route(
        "Settings page: figures",
        "school.anonymisation.settings",
        "get_figures",
        OFFICER,
        lambda _case: {"name": "figures", "values": {"anonymisation_inactive_periods": 3}},
        ids=lambda case: case.company.ids,
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
        "First steps: save and begin",
        "school.anonymisation.settings",
        "action_finish_first_steps",
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
    Route("Register: print", "school.anonymisation.register.row", "action_print", OFFICERS),
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
