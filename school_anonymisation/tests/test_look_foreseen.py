"""How many places somebody will have to look at is said before anybody is anonymised: in the preview, in the mails."""

from unittest.mock import patch

from odoo.tests import Form, tagged

from ..erasure.questions import UNSURE, Question
from ..models.cycle import rest
from ..models.student import quick_look
from .cycle_common import CycleCase, october
from .kit_erasing import ErasureCase

LARGE = patch.object(rest, "LARGE", 0)


@tagged("post_install", "-at_install")
class TestLookForeseen(ErasureCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.student = cls.make_student("Vega Klitholm", email="vega@home.example.com")
        # Files of other tests that are still in the filestore.
        cls.list_what_cannot_be_read()
        cls.listed_before = cls.env["school.anonymisation.look"].search([])
        cls.damaged = cls.env["ir.attachment"].create(
            {
                "name": "minutes.docx",
                "raw": b"PK\x03\x04 damaged",
                "res_model": "res.partner",
                "res_id": cls.guardian.id,
            }
        )

    def note(self, text):
        return self.env["res.partner"].create({"name": "Caretaker", "comment": text})

    @classmethod
    def list_what_cannot_be_read(cls):
        swept = cls.student.sudo()._anonymisation_sweep()
        cls.env["school.anonymisation.look"]._ask(cls.company, swept.questions_of_looking([]))

    def preview(self):
        model = self.env["school.anonymisation.preview"].with_user(self.officer)
        return Form(model.with_context(active_ids=self.student.ids)).content

    def asked(self):
        looks = self.env["school.anonymisation.look"].search([]) - self.listed_before
        files = looks.filtered("attachment_number")
        return len(files), len(looks - files)

    def test_as_many_are_foreseen_as_are_asked_then(self):
        self.make_contact("Vega Klitholm", email="vega@office.example.com")
        self.note("<p>Vega Klitholm is ill</p>")
        self.note("<p>V. Klitholm is ill</p>")
        self.note("<p>Vega Klitholm, vega@home.example.com</p>")
        self.student.partner_id.message_post(body="Spoke to V. Klitholm")
        students = self.student.sudo()
        foreseen = students._anonymisation_foreseen(students._anonymisation_sweep())
        self.assertEqual(self.asked(), (0, 0))
        self.erase(self.student)
        self.assertEqual((foreseen, foreseen.total), (self.asked(), 2))

    def test_preview_says_how_many_files_and_texts(self):
        self.note("<p>V. Klitholm is ill</p>")
        content = self.preview()
        self.assertIn("Files: 1", content)
        self.assertIn("Texts in other records: 1", content)

    def test_what_is_on_the_list_already_is_not_counted_again(self):
        note = self.note("<p>V. Klitholm is ill</p>")
        self.note("<p>V. Klitholm called</p>")
        self.env["school.anonymisation.look"]._ask(self.company, [Question(UNSURE, "res.partner", note.id, "comment")])
        self.assertIn("Texts in other records: 1", self.preview())

    def test_preview_says_that_there_is_nothing(self):
        self.list_what_cannot_be_read()
        self.note("<p>Vega Klitholm is ill</p>")
        self.assertIn("Nothing, as far as can be said today.", self.preview())

    def test_preview_of_a_large_database_does_not_look_through_it(self):
        with LARGE:
            content = self.preview()
        self.assertIn("in a database of this size", content)
        self.assertNotIn("Files:", content)

    def test_preview_that_takes_too_long_is_shown_without_what_was_looked_for(self):
        with patch.object(quick_look, "SECONDS", 0.001):
            content = self.preview()
        self.assertIn("in a database of this size", content)
        self.env.cr.execute("SHOW statement_timeout")
        self.assertEqual(self.env.cr.fetchone(), ("0",))


class TestLookForeseenInTheCycle(CycleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_contact("Caretaker", comment="<p>A. Ravn is ill</p>")

    def test_list_says_how_many_and_reminders_when_it_was_counted(self):
        for day in (1, 15):
            [mail] = self.play(october(day))
            self.assertIn("files 0, texts 1, as counted on October 1, 2026", self.text(mail))

    def test_in_a_large_database_the_job_counts_after_the_list_has_gone_out(self):
        with LARGE:
            [first] = self.play(october(1))
            [second] = self.play(october(15))
        self.assertNotIn("as counted", self.text(first))
        self.assertIn("files 0, texts 1, as counted on October 1, 2026", self.text(second))

    def test_what_goes_wrong_in_counting_keeps_no_list_back(self):
        student = type(self.env["school.student"])
        with (
            patch.object(student, "_anonymisation_sweep", side_effect=ValueError("Anna Ravn")),
            self.assertLogs("odoo.addons.school_anonymisation", "ERROR") as logged,
        ):
            [mail] = self.play(october(1))
        self.assertNotIn("as counted", self.text(mail))
        self.assertNotIn("Anna Ravn", "".join(logged.output))
