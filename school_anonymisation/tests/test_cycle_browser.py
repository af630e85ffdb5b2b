"""In a real browser: the links of a mail, the list of a cycle, and the bar of a run that moves by itself."""

import re
from unittest.mock import patch
from urllib.parse import urlsplit

from odoo.tests import HttpCase, tagged

from .common import AnonymisationCase


@tagged("post_install", "-at_install")
class TestCycleBrowser(AnonymisationCase, HttpCase):
    today = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer.partner_id.email = "officer@school.example"
        cls.cycle = cls.env["school.anonymisation.cycle"].create(
            {"company_id": cls.company.id, "year": cls.today.year, "announced_periods": 4}
        )
        cls.cycle._announce(cls.today)

    def url(self):
        return f"/odoo/school.anonymisation.cycle/{self.cycle.id}"

    def test_links_of_the_mail_lead_to_the_overview_and_to_the_profile(self):
        forms = r"/mail/view\?model=[\w.]+&amp;res_id=\d+|/school_anonymisation/profile/[\w-]+"
        links = re.findall(forms, self.cycle.mail_ids.body)
        self.authenticate("kit_officer", "kit_officer")
        pages = {urlsplit(self.url_open(link.replace("&amp;", "&")).url).path for link in links}
        self.assertEqual(
            pages, {f"/odoo/school.anonymisation.overview/{self.company.id}", f"/odoo/school.student/{self.student.id}"}
        )

    def test_link_to_the_profile_is_for_those_who_may_anonymise_until_the_run_is_over(self):
        link = self.cycle.candidate_ids._link_path()
        self.authenticate("kit_superuser", "kit_superuser")
        self.assertEqual(self.url_open(link).status_code, 403)
        self.authenticate("kit_officer", "kit_officer")
        self.assertEqual(self.url_open(link).status_code, 200)
        self.cycle.state = "done"
        answer = self.url_open(link)
        self.assertEqual(answer.status_code, 404)
        self.assertIn("the run is over", answer.text)

    def test_list_is_worked_through(self):
        self.start_tour(self.url(), "anonymisation_cycle_list", login="kit_officer")
        self.assertTrue(self.student.anonymisation_prevented)
        self.assertEqual(self.student.anonymisation_prevented_reason, "Comes back next year")
        self.assertEqual((self.cycle.state, self.cycle.stop_reason), ("paused", "The board decides first"))

    def test_bar_moves_while_the_run_is_at_work(self):
        self.cycle.state = "running"
        answers = [1] * 8 + [3] * 3

        def work_a_little(cycle):
            done = answers.pop(0) if answers else 4
            if done == 4:
                cycle.sudo().state = "done"
            return {"state": cycle.state, "done": done, "total": 4, "failed": 0}

        with patch.object(type(self.cycle), "get_progress", work_a_little):
            self.start_tour(self.url(), "anonymisation_cycle_progress", login="kit_officer")
