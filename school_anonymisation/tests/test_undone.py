"""An erasure that is rolled back has done nothing outside the database: nobody is logged out, no file is gone."""

from pathlib import Path
from unittest.mock import Mock, patch

from odoo.http import root
from odoo.tests import tagged

from ..erasure.afterwards import do_after_commit, forget_caches, forgotten_if_undone
from .kit_erasing import ErasureCase


@tagged("post_install", "-at_install")
class TestUndone(ErasureCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bo = cls.make_student("Bo Bjerg Holm")
        cls.sessions, cls.files = [], []
        for student in (cls.anna, cls.bo):
            user = student.partner_id.user_ids or cls.make_user(f"kit_user_{student.id}", "base.group_portal")
            if user.partner_id != student.partner_id:
                user.partner_id = student.partner_id
            name = f"session{student.id}".ljust(42, "x")
            cls.env["res.device.log"].create(
                {
                    "user_id": user.id,
                    "session_identifier": name,
                    "first_activity": "2020-01-01",
                    "last_activity": "2020-01-01",
                }
            )
            cls.sessions.append(name)
            letter = cls.env["ir.attachment"].create(
                {
                    "name": "x",
                    "raw": f"Letter {student.name}".encode(),
                    "res_model": "school.student",
                    "res_id": student.id,
                }
            )
            cls.files.append(Path(letter._full_path(letter.store_fname)))

    def closed(self):
        """Commit, and return the identifiers of the sessions that are closed by it."""
        with patch.object(type(root.session_store), "delete_from_identifiers", Mock()) as close:
            self.commit_for_test()
        return {name for call in close.call_args_list for name in call.args[-1]}

    def test_of_two_the_one_who_fails_stays_logged_in_and_keeps_the_file(self):
        def fail(_hooks, students):
            if self.bo in students:
                raise ValueError

        with patch.object(type(self.env["school.anonymisation.hooks"]), "_after_erasure", fail):
            outcome = (self.anna | self.bo).sudo()._anonymise("hand")
        self.assertEqual((outcome.done, list(outcome.failed)), (self.anna.ids, self.bo.ids))
        self.assertEqual(self.closed(), {self.sessions[0]})
        self.assertEqual([path.exists() for path in self.files], [False, True])

    def test_store_of_sessions_that_cannot_close_any_stops_nothing(self):
        self.erase(self.anna)
        with patch.object(root, "session_store", object()):
            self.commit_for_test()
        self.assertFalse(self.files[0].exists())

    def test_what_fails_after_the_commit_does_not_stop_the_rest(self):
        done = []
        do_after_commit(self.env, lambda: 1 / 0)
        do_after_commit(self.env, lambda: done.append("second"))
        with self.assertLogs("odoo.addons.school_anonymisation.erasure.afterwards", "ERROR") as said:
            self.env.cr.postcommit.run()
        self.assertEqual(done, ["second"])
        self.assertIn("ZeroDivisionError", said.output[0])

    def test_outer_part_that_is_undone_takes_the_inner_one_along(self):
        done = []
        do_after_commit(self.env, lambda: done.append("before"))
        with self.assertRaises(ValueError), forgotten_if_undone(self.env):
            with forgotten_if_undone(self.env):
                do_after_commit(self.env, lambda: done.append("inner"))
            raise ValueError
        self.env.cr.postcommit.run()
        self.assertEqual(done, ["before"])

    def test_every_worker_forgets_after_the_commit_and_not_before(self):
        registry = self.env.registry
        with patch.object(registry, "signal_changes") as signal:
            forget_caches(self.env)
            signal.assert_not_called()
            self.env.cr.postcommit.run()
            signal.assert_called_once()
