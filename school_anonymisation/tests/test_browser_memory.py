"""What browsers keep of somebody on disk and in memory is given up when the person has been anonymised."""

import shutil
import tempfile
from pathlib import Path
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, common, new_test_user, tagged

from ..models.browser_memory import ERASED
from .common import AnonymisationCase

# Odoo writes an answer to disk after it has shown it.
SEEN = """
    const waiting = setInterval(async () => {
        const kept = (await indexedDB.databases()).some((database) => database.name === "rpc");
        if (kept && document.querySelector(".o_form_view")?.innerText.includes("Anna Ravn")) {
            clearInterval(waiting);
            setTimeout(() => console.log("test successful"), 1500);
        }
    }, 100);
"""
# The old profile would be there before the server has answered, and would stay behind its error.
NOT_SEEN = """
    const began = Date.now();
    const waiting = setInterval(() => {
        if (document.documentElement.innerHTML.includes("Anna Ravn")) {
            clearInterval(waiting);
            console.error("the browser still shows the name");
        } else if (Date.now() - began > 3000) {
            clearInterval(waiting);
            console.log("test successful");
        }
    }, 20);
"""


@tagged("post_install", "-at_install")
class TestBrowserMemory(AnonymisationCase, HttpCase):
    today = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.teacher = new_test_user(cls.env, "kit_teacher", groups="school_base.group_school_user")

    def registry_hash(self):
        self.authenticate("kit_teacher", "kit_teacher")
        return self.make_jsonrpc_request("/web/session/get_session_info")["registry_hash"]

    def test_every_browser_throws_its_cache_away_after_an_erasure(self):
        before = self.registry_hash()
        self.assertEqual(self.registry_hash(), before)
        self.anonymise()
        after = self.registry_hash()
        self.assertNotEqual(after, before)
        self.assertEqual(self.registry_hash(), after)

    def test_open_pages_are_told_that_somebody_was_erased_and_not_who(self):
        with patch.object(self.env.registry["bus.bus"], "_sendone") as sent:
            self.anonymise()
        sent.assert_any_call("broadcast", ERASED, {"mark": self.env["school.anonymisation.log"]._erasure_mark()})

    def test_page_that_was_loaded_after_an_erasure_is_not_told_of_it_again(self):
        before = self.env["school.anonymisation.log"]._erasure_mark()
        self.anonymise()
        after = self.env["school.anonymisation.log"]._erasure_mark()
        self.assertGreater(after, before)
        self.authenticate("kit_teacher", "kit_teacher")
        session = self.make_jsonrpc_request("/web/session/get_session_info")
        self.assertEqual(session["anonymisation_mark"], after)

    def test_stale_page_is_refused_without_a_word_about_companies(self):
        self.anonymise()
        with self.assertRaisesRegex(AccessError, "Please reload the page") as refused:
            self.student.with_user(self.teacher).read(["name"])
        self.assertNotIn("compan", str(refused.exception))
        self.assertNotIn("nonymis", str(refused.exception))

    def test_other_refusals_are_those_of_odoo(self):
        portal = new_test_user(self.env, "kit_portal", groups="base.group_portal")
        with self.assertRaises(AccessError) as refused:
            self.student.with_user(portal).read(["name"])
        self.assertNotIn("Please reload the page", str(refused.exception))

    def test_browser_closed_and_opened_again_shows_nothing_of_who_was_anonymised(self):
        profile = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, profile)
        url = f"/odoo/action-school_base.school_student_action/{self.student.id}"
        with patch.object(common.tempfile, "mkdtemp", return_value=profile), patch.object(common.shutil, "rmtree"):
            self.browser_js(url, SEEN, login="kit_teacher")
            self.anonymise()
            # Where the browser that was closed could be reached.
            for name in ("DevToolsActivePort", "SingletonLock", "SingletonCookie", "SingletonSocket"):
                Path(profile, name).unlink(missing_ok=True)
            # The server refuses the profile, which the page says aloud.
            self.browser_js(url, NOT_SEEN, login="kit_teacher", error_checker=lambda text: "still shows" in text)
