"""Who may: every route by every role, through real HTTP, in each protocol that Odoo speaks."""

import json
import logging
import xmlrpc.client
from pathlib import Path

from odoo import http
from odoo.fields import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import SQL, mute_logger

from . import routes, routes_overview, routes_people
from .common import AnonymisationCase
from .routes import OFFICERS, ROLES

_logger = logging.getLogger(__name__)

# The last of the routes are by which an administrator gets the permission.
ROUTES = [*routes_people.ROUTES, *routes_overview.ROUTES, *routes.ROUTES]
DOCUMENT = Path(__file__).resolve().parents[2] / "docs/who_may.md"
REFUSALS = (
    "AccessError", "AccessDenied", "MissingError", "SessionExpiredException", "Forbidden", "NotFound", "Unauthorized",
)  # fmt: skip
# The sentences of what nobody may, whoever asks.
SENTENCES = ("log can be added to", "is written by anonymising only", "stays anonymised", "has been anonymised",
             "cannot be chosen or changed", "by hand", "written by the system",
             "rights to export data")  # fmt: skip
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
NOT_ROUTES = {
    "create", "write", "unlink", "copy", "default_get", "init", "message_post", "read", "load", "display_name",
    "message_subscribe", "reverse_moves", "web_read_group",
}  # fmt: skip


def table():
    """Return docs/who_may.md as the declared routes make it."""
    heads = [title for title, _groups in ROLES.values()]
    lines = [
        "# Who may",
        "",
        "Each route into School Anonymisation by each role. The test `test_who_may` walks the whole table through",
        "HTTP, as JSON-RPC (the web client), JSON-2 with an API key and XML-RPC, and checks that this page is current.",
        "",
        "“Permission” is the group `R_CAN_ANONYMIZE_USERS`. The Odoo administrator here is a SuperUser without it, who",
        "can give it: that is noted in the log. A job that an administrator starts early does only what is due.",
        "",
        "| Route | Method | " + " | ".join(heads) + " |",
        "|" + "---|" * (len(heads) + 2),
    ]
    lines += [
        f"| {route.title} | `{route.model}.{route.method}` | "
        + " | ".join("yes" if role in route.may else "no" for role in ROLES)
        + " |"
        for route in ROUTES
    ]
    return "\n".join([*lines, ""])


@tagged("post_install", "-at_install")
class TestWhoMay(HttpCase, AnonymisationCase):
    today = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.counter = 0
        cls.gone = cls.make_student("Somebody Gone")
        cls.gone.with_user(cls.officer).action_anonymise()
        cls.log = cls.env["school.anonymisation.log"].search([("student_id", "=", cls.gone.id)])
        cls.other_company = cls.make_company("Another school")
        guardian = cls.make_contact("Gerda Guardian")
        cls.link(cls.make_student("Pia Portal"), guardian)
        cls.users = {
            "portal_student": cls.make_portal_user(cls.make_student("Pelle Portal").partner_id, login="who_student"),
            "portal_guardian": cls.make_portal_user(guardian, login="who_guardian"),
        }
        for role, (_title, groups) in ROLES.items():
            if groups:
                company = cls.other_company if role == "stranger" else cls.company
                cls.users[role] = cls.make_user(f"who_{role}", groups, company=company)
        keys = cls.env["res.users.apikeys"].sudo()
        cls.keys = {
            role: keys.with_user(user).sudo()._generate("rpc", "Test", None) for role, user in cls.users.items()
        }
        cycle = cls.make_cycle()
        cls.env["school.anonymisation.candidate"].create({"cycle_id": cycle.id, "student_id": cls.student.id})
        cls.env["school.anonymisation.cycle.mail"].create(
            {"cycle_id": cycle.id, "user_id": cls.officer.id, "kind": "list", "due_on": "2026-10-01"}
        )
        cls.env["school.anonymisation.retained"].create(
            {"student_id": cls.gone.id, "model": "account.move", "res_id": 1, "until": "2999-12-31"}
        )

        cls.env["school.anonymisation.register.row"]._refresh()
        cls.hire(cls.make_student("Harald Held"))
        routes_people.make_look(cls)
        routes_people.make_second_contact(cls)

    @classmethod
    def make_cycle(cls, **values):
        cls.counter += 1
        values = {"company_id": cls.company.id, "year": 2100 + cls.counter, "run_on": "2999-11-01", **values}
        return cls.env["school.anonymisation.cycle"].create(values)

    def fresh_student(self):
        self.__class__.counter += 1
        return self.make_student(f"Student {self.counter}")

    def fresh_cycle(self, **values):
        return self.make_cycle(**values)

    def fresh_candidate(self):
        return self.env["school.anonymisation.candidate"].create(
            {"cycle_id": self.make_cycle().id, "student_id": self.fresh_student().id}
        )

    def dialog(self):
        return self.opened("school.anonymisation.confirm", student_ids=[Command.set(self.fresh_student().ids)])

    def reason(self):
        cycle = self.make_cycle()
        return self.opened("school.anonymisation.cycle.reason", cycle_id=cycle.id, state="paused", reason="Holidays")

    def prevention(self):
        candidate = self.fresh_candidate()
        return self.opened("school.anonymisation.cycle.prevent", candidate_id=candidate.id, reason="Asked to")

    def several_prevented(self):
        students = Command.set(self.fresh_student().ids)
        return self.opened("school.anonymisation.prevent", student_ids=[students], reason="Asked to")

    def opened(self, model, **values):
        """Return a dialog as if the caller had opened it: somebody else's could not be touched anyway."""
        dialog = self.env[model].create(values)
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET create_uid = %s WHERE id = %s",
                SQL.identifier(dialog._table),
                self.caller.id or None,
                dialog.id,
            )
        )
        return dialog

    def walk(self, protocol):
        """Go every route as every role; return what was not as the table says."""
        wrong = []
        self.shared = {}
        for role in ROLES:
            self.caller = self.users.get(role, self.env["res.users"])
            self.authenticate(self.caller.login or None, self.password(role))
            for route in ROUTES:
                expected = role in route.may
                ids, named = self.called_with(route, expected)
                self.env.flush_all()
                answer = getattr(self, f"by_{protocol.lower().replace('-', '_')}")(role, route, ids, named)
                self.env.invalidate_all(flush=False)
                if answer != ("yes" if expected else "no"):
                    wrong.append(f"{ROLES[role][0]} / {route.title} ({route.model}.{route.method}): {answer}")
        return wrong

    def called_with(self, route, expected):
        """Return ids and arguments of a call; those who may do nothing can all fail at the same records."""
        if expected or route.personal or route not in self.shared:
            self.shared[route] = route.ids and route.ids(self), route.named(self)
        return self.shared[route]

    def password(self, role):
        return self.caller.login if role in self.users and len(self.caller.login) >= 8 else f"who_{role}".ljust(8, "x")

    def judge(self, route, error, text, answer=None):
        """Return "yes", "no", or what else was said."""
        if not error:
            return "yes" if route.seen(answer) else "no"
        if error.rpartition(".")[2] in REFUSALS or any(sentence in text for sentence in SENTENCES):
            return "no"
        return f"{error}: {text}"

    def by_json_rpc(self, role, route, ids, named):
        path = f"/web/dataset/call_kw/{route.model}/{route.method}"
        arguments = {
            "model": route.model,
            "method": route.method,
            "args": [] if ids is None else [ids],
            "kwargs": named,
        }
        response = self.url_open(path, json={"jsonrpc": "2.0", "method": "call", "params": arguments}).json()
        data = response.get("error", {}).get("data", {})
        return self.judge(route, data.get("name"), data.get("message", ""), response.get("result"))

    def by_json_2(self, role, route, ids, named):
        key = self.keys.get(role)
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {key}"} if key else {})}
        body = json.dumps({**named, **({} if ids is None else {"ids": ids})})
        response = self.url_open(f"/json/2/{route.model}/{route.method}", data=body, headers=headers)
        answer = response.json()
        if response.ok:
            return self.judge(route, None, "", answer)
        return self.judge(route, answer["name"], answer["message"])

    def by_xml_rpc(self, role, route, ids, named):
        arguments = (self.env.cr.dbname, self.caller.id or 0, self.keys.get(role, "none"), route.model, route.method)
        try:
            answer = self.xmlrpc_object.execute_kw(*arguments, [] if ids is None else [ids], named)
        except xmlrpc.client.Fault as fault:
            # Odoo's XML-RPC cannot say "nothing": the method has done its work.
            if "cannot marshal None" in fault.faultString:
                return self.judge(route, None, "")
            name = "AccessError" if fault.faultCode in (3, 4) else f"fault {fault.faultCode}"
            return self.judge(route, name, fault.faultString)
        return self.judge(route, None, "", answer)

    @mute_logger("odoo.http", "odoo.models", "odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule",
                 "odoo.service.model", "odoo.addons.rpc.controllers.xmlrpc", "odoo.sql_db")  # fmt: skip
    def check(self, protocol):
        self.assertFalse(self.walk(protocol), f"Not as the table says, by {protocol}")

    def test_json_rpc(self):
        self.check("JSON-RPC")

    def test_json_2(self):
        self.check("JSON-2")

    def test_xml_rpc(self):
        self.check("XML-RPC")

    def test_table_stands_in_the_documentation(self):
        _logger.info("Who may:\n%s", table())
        self.assertEqual(DOCUMENT.read_text(), table(), "docs/who_may.md is not what the routes say; write it anew")

    def test_table_has_every_method_that_can_be_called(self):
        declared = {(route.model, route.method) for route in ROUTES}
        missing = []
        for name, model in self.env.registry.items():
            for method in {
                method
                for cls in model.mro()
                if "school_anonymisation" in cls.__module__ and "tests" not in cls.__module__
                for method, value in vars(cls).items()
                if callable(value) and not method.startswith("_")
            } - NOT_ROUTES:
                if model._abstract and name != "school.anonymisation.settings":
                    continue
                if (name, method) not in declared:
                    missing.append(f"{name}.{method}")
        self.assertFalse(missing, "Methods without a row in the table of who may")

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
