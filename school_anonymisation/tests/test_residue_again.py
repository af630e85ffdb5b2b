"""The second look: what it takes out, what it reports, and what becomes of one that did not end."""

from io import BytesIO
from threading import Timer
from unittest.mock import patch

from psycopg2 import errors
from reportlab.pdfgen.canvas import Canvas

from odoo.addons.school_anonymisation.erasure import apply, plan, sweep, verify
from odoo.sql_db import db_connect
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..erasure import second_look, unfinished
from ..erasure.questions import UNWRITABLE
from .kit_erasing import ErasureCase


@tagged("post_install", "-at_install")
class TestSecondLook(ErasureCase):
    def second_look(self, meanwhile=None):
        """Erase Anna, let something happen, and return what the second look says."""
        swept = sweep(self.env, self.subjects(self.anna))
        apply(self.env, plan(self.env, self.subjects(self.anna), sweep=swept), swept)
        self.env.invalidate_all()
        if meanwhile:
            meanwhile()
        self.commit_for_test()
        return verify(self.env, swept, set(self.anna.partner_id.ids))

    def letter(self, text, about):
        """Return an attachment of a record: a PDF, which nobody can write anew."""
        file = BytesIO()
        canvas = Canvas(file)
        canvas.drawString(72, 720, text)
        canvas.save()
        values = {"name": "letter.pdf", "raw": file.getvalue(), "res_model": about._name, "res_id": about.id}
        return self.env["ir.attachment"].create(values)

    def test_second_look_finds_nothing_and_says_what_it_searched(self):
        found = self.second_look()
        self.assertEqual((found.left, found.files), ({}, 0))
        self.assertGreater(found.searched.tables, 100)
        self.assertGreater(found.searched.columns, 500)

    def test_second_look_takes_out_what_was_written_meanwhile(self):
        notes = []
        found = self.second_look(
            lambda: notes.append(self.make_contact("Caretaker", comment="<p>Violin of Åse O'Ravn</p>"))
        )
        self.assertFalse(found.left)
        notes[0].invalidate_recordset()
        self.assertEqual(notes[0].comment, "<p>Violin of [anonymised]</p>")

    def test_second_look_that_only_asks_changes_nothing_and_looks_once(self):
        notes, text = [], "<p>Violin of Å. O'Ravn</p>"
        with patch.object(second_look, "find_leftovers", wraps=second_look.find_leftovers) as looked:
            found = self.second_look(lambda: notes.append(self.make_contact("Caretaker", comment=text)))
        self.assertEqual([question.record_id for question in found.questions], notes[0].ids)
        self.assertEqual(looked.call_count, 1)
        self.assertFalse(found.changed)
        notes[0].invalidate_recordset()
        self.assertEqual(notes[0].comment, text)

    def test_second_look_asks_about_a_file_that_came_meanwhile_and_cannot_be_written(self):
        board, letters = self.make_contact("Board of the school"), []
        found = self.second_look(lambda: letters.append(self.letter("The board thanks Åse O'Ravn", board)))
        [letter] = letters
        self.assertEqual([(one.why, one.attachment_id) for one in found.questions], [(UNWRITABLE, letter.id)])
        self.assertFalse(found.changed)

    def test_second_look_does_not_ask_about_a_file_of_nobody_who_has_gone(self):
        board = self.make_contact("Board of the school")
        found = self.second_look(lambda: self.letter("The board thanks Ib Holm", board))
        self.assertFalse(found.questions)

    def test_second_look_reports_what_is_left_without_its_value(self):
        self.leave_stubborn("Åse O'Ravn")
        found = self.second_look()
        self.assertEqual(found.left, {("x_stubborn", "note"): 1})
        self.assertEqual(dict(found.people), {self.anna.partner_id.id: 1})
        self.assertNotIn("Ravn", repr(found))

    def test_log_says_verified_after_the_commit(self):
        self.anna._anonymise(origin="hand")
        self.look_through_everything_else()
        line = self.env["school.anonymisation.log"].search(
            [("student_id", "=", self.anna.id), ("kind", "=", "verified")]
        )
        self.assertEqual((len(line), line.leftovers, line.label), (1, 0, self.anna.name))
        self.assertGreater(line.searched_tables, 100)
        self.assertGreater(line.searched_columns, 500)
        self.assertTrue(line.searched_megabytes and line.searched_files)
        self.assertFalse(line.counts)

    def test_second_look_goes_on_while_somebody_else_cleans_up_the_attachments(self):
        # A lock as PostgreSQL's own housekeeping takes it, in a transaction that this test's is no part of.
        with db_connect(self.env.cr.dbname).cursor() as cr:
            cr.execute("LOCK ir_attachment IN SHARE UPDATE EXCLUSIVE MODE")
            release = Timer(0.5, cr.rollback)
            release.start()
            self.anna._anonymise(origin="hand")
            self.commit_for_test()
            self.look_through_everything_else()
            release.join()
        lines = self.env["school.anonymisation.log"].search([("student_id", "=", self.anna.id)])
        self.assertEqual(set(lines.mapped("kind")), {"erased", "verified"})

    def test_second_look_that_did_not_end_shows_until_it_has(self):
        log = self.env["school.anonymisation.log"]
        swept = self.anna.sudo()._anonymisation_sweep()
        with patch.object(second_look, "_look_again", side_effect=[errors.DiskFull, False]) as look:
            self.anna._anonymise(origin="hand")
            second_look.look_again_after_commit(self.env, swept)
            with self.enter_registry_test_mode(), mute_logger(second_look.__name__):
                self.env.cr.postcommit.run()
            self.assertIn(self.anna, log._unverified())
            self.assertEqual(look.call_count, 1)
            with self.enter_registry_test_mode():
                second_look.repeat_looks(self.env.cr.dbname)
            self.assertEqual(look.call_count, 2)
            self.assertFalse(unfinished.take(self.env.cr.dbname))

    def test_records_are_looked_at_when_nobody_knows_any_more_what_to_look_for(self):
        self.anna._anonymise(origin="hand")
        log = self.env["school.anonymisation.log"]
        log._verify_unverified()
        self.assertIn(self.anna, log._unverified(), "What is to be looked for is still known")
        self.env["school.anonymisation.batch"].search([]).unlink()
        log._verify_unverified()
        line = log.search([("student_id", "=", self.anna.id), ("kind", "=", "verified")])
        self.assertEqual((len(line), line.leftovers, line.searched_files), (1, 0, 0))
        self.assertGreater(line.searched_tables, 10)
        self.assertFalse(log._unverified())
