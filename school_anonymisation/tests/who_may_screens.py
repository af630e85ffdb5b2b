"""Who may, on screens: menus, windows, exports and views, by each role."""

import json

from odoo import http
from odoo.tools import mute_logger

from .routes import ROLES
from .routes.route import OFFICERS

# Windows on the addon's own models; the candidates and the anonymised students are lists of students, which show what
# somebody may see of students anyway.
ACTIONS = (
    "school_anonymisation_candidate_action",
    "action_school_anonymisation_cycle",
    "action_school_anonymisation_settings",
    "action_anonymisation_log",
    "action_anonymisation_register_rows",
    "action_school_anonymisation_confirm",
    "action_anonymisation_held_back",
    "action_anonymisation_overview",
    "action_look",
    "action_second_contacts",
)


class Screens:
    """Tests for a `WhoMayCase`."""

    def each_role(self):
        for role in ROLES:
            self.caller = self.users.get(role, self.env["res.users"])
            self.authenticate(self.caller.login or None, self.password(role))
            yield role

    @mute_logger("odoo.http")
    def test_menus(self):
        menus = {
            str(self.env.ref(f"school_anonymisation.{name}").id)
            for name in (
                "menu_settings_anonymisation",
                "menu_anonymisation",
                "menu_anonymisation_log",
                "menu_anonymisation_cycles",
                "menu_anonymised_students",
                "menu_anonymisation_overview",
                "menu_anonymisation_look",
            )
        }
        for role in self.each_role():
            answer = self.url_open("/web/webclient/load_menus")
            shown = set(answer.json()) & menus if answer.ok and "json" in answer.headers["Content-Type"] else set()
            self.assertEqual(shown, menus if role in OFFICERS else set(), role)

    @mute_logger("odoo.http")
    def test_actions(self):
        for role in self.each_role():
            for name in ACTIONS:
                parameters = {"action_id": f"school_anonymisation.{name}"}
                answer = self.url_open("/web/action/load", json={"jsonrpc": "2.0", "params": parameters}).json()
                self.assertEqual(bool(answer.get("result")), role in OFFICERS, (role, name))

    @mute_logger("odoo.http", "odoo.addons.web.controllers.export")
    def test_exports(self):
        for role in self.each_role():
            for model, field in (
                ("school.anonymisation.log", "label"),
                ("school.anonymisation.candidate", "student_id"),
                ("school.anonymisation.look", "reason"),
                ("school.anonymisation.held.back", "code"),
                ("school.anonymisation.second.contact", "state"),
                ("school.student", "anonymisation_eligible"),
            ):
                for kind in ("csv", "xlsx"):
                    answer = self.export(kind, model, field)
                    self.assertEqual(
                        answer.ok and "/web/login" not in answer.url, role in OFFICERS, (role, kind, model)
                    )

    def export(self, kind, model, field):
        data = {
            "model": model, "fields": [{"name": field, "label": field}], "ids": False, "domain": [], "groupby": [],
            "import_compat": False, "context": {},
        }  # fmt: skip
        values = {"data": json.dumps(data), "csrf_token": http.Request.csrf_token(self)}
        return self.url_open(f"/web/export/{kind}", data=values)

    @mute_logger("odoo.http")
    def test_views(self):
        for role in self.each_role():
            parameters = {"model": "school.student", "method": "get_views", "args": [[[False, "form"]]], "kwargs": {}}
            path = "/web/dataset/call_kw/school.student/get_views"
            answer = self.url_open(path, json={"jsonrpc": "2.0", "method": "call", "params": parameters}).text
            self.assertEqual("anonymisation_eligible" in answer, role in OFFICERS, role)
