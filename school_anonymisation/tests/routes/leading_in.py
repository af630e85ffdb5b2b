"""Ways in which a record could come to name somebody who is gone, and to ask for somebody gone by number."""

import json

from .route import NOBODY, OFFICER, Route

GONE = "Lead back: "
BY_NUMBER = "Contact of the anonymised, by number: "


def gone(case):
    return case.gone.partner_id.ids


def contact(case):
    return case.fresh_student().partner_id.ids


def with_properties(case):
    """Return a contact whose properties have one that names a contact."""
    definition = case.env["properties.base.definition"]._get_definition_for_property_field("res.partner", "properties")
    definition.properties_definition = [
        {"name": "leader", "string": "Leader", "type": "many2one", "comodel": "res.partner"}
    ]
    return contact(case)


def default_of_parent(case):
    field = case.env["ir.model.fields"]._get("res.partner", "parent_id")
    return {"vals_list": [{"field_id": field.id, "json_value": json.dumps(case.gone.partner_id.id)}]}


def activity(case):
    values = {"res_model_id": case.env["ir.model"]._get_id("res.partner"), "res_id": case.gone.partner_id.id}
    return {"vals_list": [{**values, "user_id": case.caller.id, "summary": "Call"}]}


def alias(case):
    values = {"alias_model_id": case.env["ir.model"]._get_id("res.partner"), "alias_name": "choir"}
    return {"vals_list": [{**values, "alias_force_thread_id": case.gone.partner_id.id}]}


def file(case):
    return {"vals_list": [{"name": "a.txt", "res_model": "res.partner", "res_id": case.gone.partner_id.id}]}


def reads(title, method, named, model="res.partner", ids=gone):
    return Route(f"{BY_NUMBER}{title}", model, method, OFFICER, named, ids=ids, seen=bool)


ROUTES = [
    Route(
        f"{GONE}properties, by their names",
        "res.partner",
        "write",
        NOBODY,
        lambda case: {"vals": {"properties": {"leader": case.gone.partner_id.id}}},
        ids=with_properties,
    ),
    Route(
        f"{GONE}properties, with their definition",
        "res.partner",
        "web_save",
        NOBODY,
        lambda case: {
            "vals": {
                "properties": [
                    {
                        "name": "leader",
                        "type": "many2one",
                        "comodel": "res.partner",
                        "value": case.gone.partner_id.id,
                    }
                ]
            },
            "specification": {},
        },
        ids=with_properties,
    ),
    Route(
        f"{GONE}somebody's company (form)",
        "res.partner",
        "web_save",
        NOBODY,
        lambda case: {"vals": {"parent_id": case.gone.partner_id.id}, "specification": {}},
        ids=contact,
    ),
    Route(
        f"{GONE}somebody's company (import)",
        "res.partner",
        "load",
        NOBODY,
        lambda case: {"fields": ["name", "parent_id/.id"], "data": [["Bo", str(case.gone.partner_id.id)]]},
        seen=lambda answer: bool(answer["ids"]),
    ),
    Route(
        f"{GONE}somebody's company (copy)",
        "res.partner",
        "copy",
        NOBODY,
        lambda case: {"default": {"parent_id": case.gone.partner_id.id}},
        ids=contact,
    ),
    Route(
        f"{GONE}somebody's company (default of a context)",
        "res.partner",
        "create",
        NOBODY,
        lambda case: {"vals_list": [{"name": "Bo"}], "context": {"default_parent_id": case.gone.partner_id.id}},
    ),
    Route(
        f"{GONE}somebody's company (before it is saved)",
        "res.partner",
        "onchange",
        NOBODY,
        lambda case: {
            "values": {"name": "Bo", "parent_id": case.gone.partner_id.id},
            "field_names": ["parent_id"],
            "fields_spec": {"parent_id": {"fields": {"display_name": {}}}},
        },
        ids=lambda _case: [],
    ),
    Route(
        f"{GONE}somebody's company (what a form proposes)",
        "res.partner",
        "onchange",
        NOBODY,
        lambda case: {
            "values": {},
            "field_names": [],
            "fields_spec": {"parent_id": {"fields": {"display_name": {}}}},
            "context": {"default_parent_id": case.gone.partner_id.id},
        },
        ids=lambda _case: [],
    ),
    Route(
        f"{GONE}recipients of a letter, in its dialog",
        "mail.compose.message",
        "web_save",
        NOBODY,
        lambda case: {
            "vals": {"body": "Call", "partner_ids": [[4, case.gone.partner_id.id]]},
            "specification": {"partner_ids": {"fields": {"display_name": {}}}},
        },
        ids=lambda _case: [],
    ),
    Route(f"{GONE}what new records name", "ir.default", "create", NOBODY, default_of_parent),
    Route(f"{GONE}an activity", "mail.activity", "create", NOBODY, activity, personal=True),
    Route(f"{GONE}letters that arrive", "mail.alias", "create", NOBODY, alias),
    Route(f"{GONE}a file", "ir.attachment", "create", NOBODY, file),
    reads("read", "read", lambda _case: {"fields": ["display_name"]}),
    reads("form", "web_read", lambda _case: {"specification": {"display_name": {}}}),
    reads("export", "export_data", lambda _case: {"fields_to_export": ["display_name"]}),
    Route(f"{BY_NUMBER}what a copy would have", "res.partner", "copy_data", OFFICER, ids=gone),
    Route(f"{BY_NUMBER}press a button", "res.partner", "open_commercial_entity", OFFICER, ids=gone),
    reads(
        "find by name",
        "name_search",
        lambda case: {"domain": [["id", "in", gone(case)]], "context": {"active_test": False}},
        ids=None,
    ),
]
