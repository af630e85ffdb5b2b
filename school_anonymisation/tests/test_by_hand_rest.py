"""By hand, what follows: anonymised at once, everything else looked through by the job, and what is kept until then."""

from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.addons.school_anonymisation import sealing
from odoo.addons.school_anonymisation.erasure.sources import scan
from odoo.addons.school_anonymisation.erasure.sources.filestore import unread_count
from odoo.addons.school_anonymisation.models.cycle import rest, sealed, unread_files
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import AnonymisationCase


@tagged("post_install", "-at_install")
class TestByHandRest(AnonymisationCase):
    """``student``: Anna Ravn, of whom a caretaker's note speaks, which nothing links to her."""

    def setUp(self):
        super().setUp()
        self.student.write({"email": "anna.ravn@families.example", "phone": "+45 20 11 22 33"})
        self.note = self.make_contact("Caretaker")
        self.note.comment = "<p>Violin of Anna Ravn, and of Bo Holm</p>"
        self.student.message_post(body="Anna Ravn called")
        self.env.flush_all()

    @property
    def batches(self):
        return self.env["school.anonymisation.batch"].search([("cycle_id", "=", False)])

    def press(self, student=None):
        (student or self.student).with_user(self.officer).action_anonymise()
        self.env.invalidate_all()

    def kinds(self):
        return self.student.anonymisation_log_ids.mapped("kind")

    def test_what_is_tied_to_the_person_goes_at_once_and_nothing_is_looked_through(self):
        with patch.object(scan, "read", side_effect=scan.read) as reads:
            self.press()
        self.assertNotIn("TRUE", [call.args[1].where for call in reads.call_args_list])
        self.assertAnonymised(self.student)
        self.assertNotIn("Anna", "".join(self.student.message_ids.mapped("body")))
        self.assertIn("Anna Ravn", self.note.comment)

    def test_profile_says_that_everything_else_is_being_looked_through_until_it_has_been(self):
        profile = self.student.with_user(self.officer)
        self.press()
        self.assertTrue(
            Form(profile, "school_anonymisation.school_student_view_form_anonymised").anonymisation_unverified
        )
        self.assertEqual(self.kinds(), ["erased"])
        self.look_through_everything_else()
        self.assertFalse(profile.anonymisation_unverified)
        self.assertEqual(sorted(self.kinds()), ["erased", "verified"])

    def test_job_takes_out_what_stands_elsewhere_and_leaves_others(self):
        self.press()
        self.look_through_everything_else()
        self.assertNotIn("Anna", self.note.comment)
        self.assertIn("and of Bo Holm", self.note.comment)
        line = self.student.anonymisation_log_ids.filtered(lambda line: line.kind == "verified")
        self.assertEqual(line.leftovers, 0)

    def test_what_is_kept_is_read_by_nobody(self):
        self.press()
        [kept] = self.batches.sudo()
        self.assertRegex(kept.sealed, r"^[0-9a-f]{200,}$")
        for value in (b"anna", b"ravn", b"20112233"):
            self.assertNotIn(value, bytes.fromhex(kept.sealed).lower())
        self.assertFalse(self.batches.with_user(self.officer).has_access("read"))

    def test_what_is_kept_and_its_key_are_gone_with_the_look(self):
        self.press()
        path = sealed.vault()._folder / self.batches.sudo().key_name
        self.assertTrue(path.is_file())
        self.assertEqual(path.stat().st_mode & 0o777, 0o600)
        self.env.cr.postcommit.clear()
        self.batches._end_look(self.student)
        self.assertFalse(self.batches)
        self.assertTrue(path.is_file())
        self.env.cr.postcommit.run()
        self.assertFalse(path.exists())

    def test_look_that_did_not_end_is_repeated_the_next_day_and_shows_until_then(self):
        self.press()
        failing = patch.object(rest, "erase_the_rest", side_effect=ValueError("Anna Ravn"))
        with failing, self.assertLogs("odoo.addons.school_anonymisation") as logs:
            self.look_through_everything_else()
        self.assertNotIn("Anna", "".join(logs.output))
        self.assertTrue(self.student.with_user(self.officer).anonymisation_unverified)
        self.look_through_everything_else()
        self.assertEqual(self.kinds(), ["erased"])
        self.batches.look_on = self.today
        self.look_through_everything_else()
        self.assertEqual(sorted(self.kinds()), ["erased", "verified"])

    def test_files_that_were_read_outlast_a_look_that_did_not_end(self):
        self.press()
        self.env["ir.attachment"].create({"name": "new.txt", "raw": f"Written for {self.id()}".encode()})
        self.assertTrue(unread_count(self.env))
        with (
            patch.object(rest, "erase_the_rest", side_effect=ValueError),
            mute_logger("odoo.addons.school_anonymisation"),
        ):
            self.look_through_everything_else()
        self.assertFalse(unread_count(self.env))

    @mute_logger("odoo.addons.school_anonymisation")
    def test_look_waits_for_the_next_call_while_the_time_goes_on_files(self):
        self.press()
        self.env["ir.attachment"].create({"name": "new.txt", "raw": f"Written for {self.id()}".encode()})
        with patch.object(unread_files, "read_new_files", return_value=False) as reading:
            self.look_through_everything_else()
        self.assertTrue(reading.called)
        self.assertEqual(self.kinds(), ["erased"])
        self.look_through_everything_else()
        self.assertEqual(sorted(self.kinds()), ["erased", "verified"])

    def test_look_in_which_the_worker_was_killed_is_begun_anew(self):
        self.press()
        self.batches.taken = True
        self.look_through_everything_else()
        self.assertEqual(sorted(self.kinds()), ["erased", "verified"])

    def test_look_that_kills_its_worker_again_and_again_is_left_for_the_next_day(self):
        self.press()
        self.batches.write({"taken": True, "looks": 2})
        self.look_through_everything_else()
        self.assertEqual(self.kinds(), ["erased"])
        self.assertGreater(self.batches.look_on, self.today)

    def test_without_its_key_nobody_is_said_to_be_searched_for_and_administrators_are_told(self):
        self.press()
        sealed.vault().destroy(self.batches.sudo().key_name)
        self.look_through_everything_else()
        self.assertEqual(self.kinds(), ["erased"])
        self.assertTrue(self.env["school.anonymisation.alert"].search([("code", "=", "key")]))

    def test_several_presses_are_looked_for_together(self):
        others = self.make_student("Bo Krag") | self.make_student("Clara Lund")
        for student in self.student | others:
            self.press(student)
        with patch.object(rest, "erase_the_rest", side_effect=rest.erase_the_rest) as looks:
            self.look_through_everything_else()
        self.assertEqual(looks.call_count, 1)
        self.assertFalse(any((self.student | others).mapped("anonymisation_unverified")))

    def test_name_of_somebody_who_stays_is_asked_about_and_not_taken_out(self):
        self.make_student("Anna Ravn")
        self.press()
        self.look_through_everything_else()
        self.assertIn("Anna Ravn", self.note.comment)
        self.assertTrue(self.env["school.anonymisation.look"].search([("res_id", "=", self.note.id)]))

    def test_name_in_the_record_of_another_who_goes_as_well_waits_for_the_look_too(self):
        namesake, other = self.make_student("Bo Holm"), self.make_student("Bo Holm")
        guardian = self.make_contact("Bente Krag")
        message = guardian.message_post(
            body="Anna Ravn plays with Bo Holm",
            author_id=guardian.id,
            partner_ids=(self.student.partner_id | guardian).ids,
        )
        (self.student | other).with_user(self.officer).action_anonymise_several()
        self.env.invalidate_all()
        self.assertEqual(namesake.name, "Bo Holm")
        self.assertNotIn("Anna", message.body)
        self.assertIn("plays with Bo Holm", message.body)
        self.look_through_everything_else()
        self.assertIn("plays with Bo Holm", message.body)

    def test_what_a_mother_bears_too_stays_hers_in_their_common_record(self):
        mother = self.make_contact("Bente Ravn")
        mother.phone = "+45 20 11 22 33"
        self.link(self.student, mother)
        message = mother.message_post(
            body="Anna Ravn is ill, call 20 11 22 33",
            author_id=mother.id,
            partner_ids=(self.student.partner_id | mother).ids,
        )
        self.env["school.family.association"].search([]).date_end = self.today
        self.press()
        self.assertNotIn("Anna", message.body)
        self.assertIn("20 11 22 33", message.body)

    def test_rolled_back_press_leaves_no_key(self):
        with self.enter_registry_test_mode(), self.env.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            batch = env["school.anonymisation.batch"].create({})
            batch._seal(sealed.Remembered())
            path = sealed.vault()._folder / batch.key_name
            self.assertTrue(path.is_file())
            cr.postrollback.run()
        self.assertFalse(path.exists())

    @mute_logger("odoo.addons.school_anonymisation")
    def test_key_that_a_killed_server_left_is_destroyed_and_one_in_use_is_not(self):
        self.press()
        name = self.batches.sudo().key_name
        forgotten, _sealed = sealed.vault().seal(b"nothing", self.env.cr.dbname)
        with patch.object(sealing, "FORGOTTEN", float("-inf")):
            self.env["school.anonymisation.batch"]._gc_keys()
        folder = sealed.vault()._folder
        self.assertEqual([(folder / one).exists() for one in (name, forgotten)], [True, False])
        sealed.vault().destroy(name)
