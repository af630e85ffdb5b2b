# Every page of the addon in a browser, wide and on a phone: axe finds nothing serious, none is cut, none is in English.
import json
from pathlib import Path

from english_words import english

from odoo.addons.school_anonymisation.testing import AnonymisationCase
from odoo.tests import HttpCase, tagged

FOLDER = Path(__file__).parent
LOG = "/odoo/action-school_anonymisation.action_anonymisation_log"


@tagged("post_install", "-at_install")
class TestScreens(AnonymisationCase, HttpCase):
    today = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        languages = ["da_DK", "de_DE", "nb_NO", "nl_NL", "sv_SE"]
        for language in languages:
            cls.env["res.lang"]._activate_lang(language)
        cls.env["ir.module.module"]._load_module_terms(["school_base", "school_anonymisation"], languages)
        cls.officer.partner_id.email = "officer@school.example"
        cls.gone, cls.busy = cls.make_student("Ida Holm"), cls.make_student("Ea Lind")
        cls.make_student("Bo Ravn").anonymisation_prevented = True
        cls.enrol(cls.busy)
        cls.gone.with_user(cls.officer).action_anonymise()
        cls.cycle = cls.env["school.anonymisation.cycle"].create(
            {"company_id": cls.company.id, "year": cls.today.year, "announced_periods": 4}
        )
        cls.cycle._announce(cls.today)

    def pages(self):
        """Return what the walk goes through: each window action of the addon, and forms that are opened from a list."""
        actions = self.env["ir.actions.act_window"].search([], order="id")
        xmlids = actions.get_external_id()
        pages = [
            {"name": xmlids[action.id], "action": action.id, "options": self.options(action)}
            for action in actions
            if xmlids[action.id].startswith("school_anonymisation.")
        ]
        for record in (self.student, self.busy, self.cycle, self.env["school.anonymisation.log"].search([], limit=1)):
            action = {"type": "ir.actions.act_window", "res_model": record._name, "res_id": record.id}
            pages.append(
                {
                    "name": str(record),
                    "action": {**action, "views": [[False, "form"]]},
                    "options": {},
                    "tab": "anonymisation",
                }
            )
        return pages

    def options(self, action):
        if action.target != "new":
            return {"additionalContext": {"active_id": self.cycle.id}}
        return {
            "additionalContext": {
                "active_model": "school.student",
                "active_id": self.student.id,
                "active_ids": self.student.ids,
            }
        }

    def walk(self, size, language, touch=False):
        self.browser_size, self.touch_enabled = size, touch
        self.officer.lang = language
        axe, walk = (FOLDER / "axe/axe.min.js").read_text(), (FOLDER / "screens_walk.js").read_text()
        terms = dict(zip(("short", "long"), english(language[:2]), strict=True))
        code = f"{axe};const PAGES = {json.dumps(self.pages())};const ENGLISH = {json.dumps(terms)};{walk}"
        self.browser_js(LOG, code, "odoo.isReady === true", login="kit_officer", timeout=120)

    def test_wide_in_german(self):
        self.walk("1366x768", "de_DE")

    def test_phone_in_danish(self):
        self.walk("390x844", "da_DK", touch=True)

    def test_wide_in_norwegian(self):
        self.walk("1366x768", "nb_NO")

    def test_wide_in_dutch(self):
        self.walk("1366x768", "nl_NL")

    def test_phone_in_swedish(self):
        self.walk("390x844", "sv_SE", touch=True)
