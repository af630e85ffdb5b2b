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

    @mute_logger("odoo.http", "odoo.addons.web.controllers.export")
    def test_pages_of_the_gone(self):
        """Asked for by number, the picture, the business card and the messages of a contact are not to be had."""
        gone, there = self.gone.partner_id, self.student.partner_id
        for role in self.each_role():
            if role in ("public", "portal_student", "portal_guardian"):
                continue
            cards = {
                contact: self.url_open(f"/web/partner/vcard?partner_ids={contact.id}").ok for contact in gone | there
            }
            pictures = {
                contact: self.url_open(f"/web/image/res.partner/{contact.id}/avatar_128").content.startswith(b"<?xml")
                for contact in gone | there
            }
            threads = {contact: self.thread_of(contact) for contact in gone | there}
            for shown in (cards, pictures, threads):
                self.assertEqual(shown[there], role != "stranger", role)
                self.assertEqual(shown[gone], role == "officer", role)

    def thread_of(self, contact):
        """Return whether the messages of a contact may be read."""
        parameters = {"thread_model": "res.partner", "thread_id": contact.id, "request_list": ["followers"]}
        answer = self.url_open("/mail/data", json={"params": {"fetch_params": [["mail.thread", parameters]]}}).json()
        threads = answer.get("result", {}).get("mail.thread", [])
        return any(thread.get("hasReadAccess") for thread in threads)

    @mute_logger("odoo.http")
    def test_views(self):
        for role in self.each_role():
            parameters = {"model": "school.student", "method": "get_views", "args": [[[False, "form"]]], "kwargs": {}}
            path = "/web/dataset/call_kw/school.student/get_views"
            answer = self.url_open(path, json={"jsonrpc": "2.0", "method": "call", "params": parameters}).text
            self.assertEqual("anonymisation_eligible" in answer, role in OFFICERS, role)
