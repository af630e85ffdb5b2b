"""Goes each of the routes as each role, through real HTTP, in each protocol that Odoo speaks."""

import json
import xmlrpc.client

from odoo.fields import Command
from odoo.tests import HttpCase
from odoo.tools import SQL, mute_logger

from .common import AnonymisationCase
from .routes import ROLES, ROUTES, people

REFUSALS = (
    "AccessError", "AccessDenied", "MissingError", "SessionExpiredException", "Forbidden", "NotFound", "Unauthorized",
)  # fmt: skip
# The sentences of what nobody may, whoever asks.
SENTENCES = ("log can be added to", "is written by anonymising only", "stays anonymised", "has been anonymised",
             "cannot be chosen or changed", "by hand", "written by the system", "rights to export data",
             "Only anonymising marks", "Only an administrator of Odoo")  # fmt: skip
PATIENCE = 120
"""Seconds for one call: an administrator may run a job, which looks through everything first."""


class WhoMayCase(HttpCase, AnonymisationCase):
    """A school with somebody of each role, and records of each kind; `walk` goes every route as each of them."""

    today = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.counter = 0
        cls.gone = cls.make_student("Somebody Gone")
        day = cls.periods[0].date_start
        cls.enrol(cls.gone, cls.periods[0], state="completed")
        cls.put_on_waiting_list(cls.gone, requested_on=day, state="withdrawn", closed_on=day)
        cls.hire(cls.gone, hired_on=day, returned_on=day)
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
        people.make_look(cls)
        people.make_second_contact(cls)

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
        body = {"jsonrpc": "2.0", "method": "call", "params": arguments}
        response = self.url_open(path, json=body, timeout=PATIENCE).json()
        data = response.get("error", {}).get("data", {})
        return self.judge(route, data.get("name"), data.get("message", ""), response.get("result"))

    def by_json_2(self, role, route, ids, named):
        key = self.keys.get(role)
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {key}"} if key else {})}
        body = json.dumps({**named, **({} if ids is None else {"ids": ids})})
        path = f"/json/2/{route.model}/{route.method}"
        response = self.url_open(path, data=body, headers=headers, timeout=PATIENCE)
        answer = response.json()
        if response.ok:
            return self.judge(route, None, "", answer)
        return self.judge(route, answer["name"], answer["message"])

    def by_xml_rpc(self, role, route, ids, named):
        arguments = (self.env.cr.dbname, self.caller.id or 0, self.keys.get(role, "none"), route.model, route.method)
        try:
            answer = self.xmlrpc_object.execute_kw(*arguments, [] if ids is None else [ids], named)
        except xmlrpc.client.Fault as fault:
            # Odoo's XML-RPC cannot say "nothing", nor a record: the method has done its work.
            if "cannot marshal" in fault.faultString:
                return self.judge(route, None, "")
            name = "AccessError" if fault.faultCode in (3, 4) else f"fault {fault.faultCode}"
            return self.judge(route, name, fault.faultString)
        return self.judge(route, None, "", answer)

    @mute_logger("odoo.http", "odoo.models", "odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule",
                 "odoo.service.model", "odoo.addons.rpc.controllers.xmlrpc", "odoo.sql_db")  # fmt: skip
    def check(self, protocol):
        self.assertFalse(self.walk(protocol), f"Not as the table says, by {protocol}")
