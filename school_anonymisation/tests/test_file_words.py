"""A file is read once in its life: then what is kept of its words says whether somebody may stand in it."""

import json
import random
from base64 import b64encode
from pathlib import Path
from unittest.mock import patch

from odoo.tests import tagged

from ..erasure.people.identify import known_of
from ..erasure.planning import document_paths
from ..erasure.register.merged import Register
from ..erasure.sources import file_words, filestore
from ..erasure.sources.file_words import FileWords, Kept
from ..erasure.sources.filestore import look_through_files, read_new_files, unread_count
from ..erasure.sources.scan import Searched
from ..erasure.sources.traces import Traces
from .kit_erasing import ErasureCase
from .kit_generated import Generator


@tagged("post_install", "-at_install")
class TestFileWords(ErasureCase):
    """``file`` names Anna, ``other`` nobody; nothing has been read yet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.store = Path(cls.env["ir.attachment"]._filestore())
        cls.kept = cls.env["school.anonymisation.file.words"]
        cls.kept.search([]).unlink()
        cls.file = cls.attach("minutes.txt", f"Present: {cls.anna.name}, and the teacher.")
        cls.other = cls.attach("other.txt", f"Present: the teacher, since {random.random()}.")

    @classmethod
    def attach(cls, name, content):
        raw = content if isinstance(content, bytes) else content.encode()
        return cls.env["ir.attachment"].create({"name": name, "raw": raw, "res_model": "res.partner"})

    def look(self, students=None):
        """Look through the files for some students, and return Traces."""
        subjects = self.subjects(students or self.anna)
        register = Register.load(self.env)
        known = known_of(self.env, subjects, subjects.resolve(self.env), register, document_paths(register))
        traces = Traces()
        look_through_files(self.env, known, Searched(), traces)
        return traces

    def questions(self, traces):
        return [question.detail for question in traces.questions if question.attachment_id == self.broken.id]

    def damage(self, attachment):
        """Make a file unreadable on disk, past Odoo: whoever opens it now notices."""
        path = self.store / attachment.store_fname
        before = path.read_bytes()
        self.addCleanup(path.write_bytes, before)
        path.write_bytes(b"PK\x03\x04 nothing more")

    def test_file_without_anybody_is_not_opened_again(self):
        self.look()
        self.damage(self.other)
        self.assertFalse([question for question in self.look().questions if question.attachment_id == self.other.id])

    def test_file_with_somebody_is_found_again(self):
        self.assertIn(self.file.store_fname, self.look().files)
        self.assertIn(self.file.store_fname, self.look().files)

    def test_file_that_says_it_in_base64_is_found_again(self):
        lines = [b64encode(f"Present: {name}, {random.random()}".encode()) for name in (self.anna.name, "Ib Holm")]
        file, other = (self.attach("a.json", json.dumps({"datas": line.decode()})).store_fname for line in lines)
        for _time in range(2):
            self.assertIn(file, self.look().files)
            self.assertNotIn(other, self.look().files)

    def test_what_could_not_be_read_is_asked_each_time_and_read_once(self):
        self.broken = self.attach("minutes.zip", b"PK\x03\x04 broken")
        self.assertEqual(self.questions(self.look()), ["damaged"])
        (self.store / self.broken.store_fname).write_text("Mended past Odoo")
        self.assertEqual(self.questions(self.look()), ["damaged"])

    def test_other_readers_or_another_key_read_anew(self):
        self.look()
        self.assertFalse(self.is_new(self.other))
        self.env["ir.config_parameter"].sudo().set_param("database.secret", "another")
        self.assertTrue(self.is_new(self.other))
        self.assertIn(self.file.store_fname, self.look().files)
        self.assertFalse(self.is_new(self.other))

    def is_new(self, attachment):
        return not Kept(self.env).of([attachment.store_fname])

    def test_what_is_kept_of_a_file_goes_with_it(self):
        self.look()
        name = self.file.store_fname
        self.erase(self.anna)
        self.commit_for_test()
        self.assertFalse((self.store / name).exists())
        self.assertFalse(self.kept.search([("name", "=", name)]))
        self.assertTrue(self.kept.search([("name", "=", self.other.store_fname)]))

    def test_job_reads_what_is_new_and_forgets_what_is_gone_or_was_read_twice(self):
        self.kept.create({"name": "00/gone", "edition": Kept(self.env).edition, "read_on": self.today})
        self.look()
        later = self.attach("later.txt", f"Written later, {random.random()}")
        self.kept.search([("name", "=", self.other.store_fname)]).copy()
        self.assertTrue(read_new_files(self.env, lambda _read: True))
        self.assertFalse(self.is_new(later))
        self.assertFalse(self.kept.search([("name", "=", "00/gone")]))
        self.assertEqual(self.kept.search_count([("name", "=", self.other.store_fname)]), 1)
        self.assertEqual(unread_count(self.env), 0)

    def test_job_asks_nothing_of_files_that_are_read_however_many_there_are(self):
        counts = []
        with patch.object(filestore, "_SLICE", 1):
            for _time in range(2):
                for number in range(5):
                    self.attach(f"more{number}.txt", f"Present: the teacher, since {random.random()}.")
                read_new_files(self.env, lambda _read: True)
                before = self.env.cr.sql_log_count
                read_new_files(self.env, lambda _read: True)
                counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    def test_what_another_worker_has_read_meanwhile_is_not_read_again(self):
        attachments = [self.attach(f"more{number}.txt", f"{random.random()}") for number in range(3)]
        names = {attachment.store_fname for attachment in attachments}

        def read_by_another(_number):
            for name in names:
                if not Kept(self.env).of([name]):
                    Kept(self.env).keep(name, FileWords("", b""))
            return True

        with patch.object(filestore, "_SLICE", 1), patch.object(filestore, "PAUSE", 0):
            read_new_files(self.env, read_by_another)
        self.assertEqual(self.kept.search_count([("name", "in", list(names))]), len(names))

    def test_what_is_kept_is_gone_through_some_rows_at_a_time(self):
        self.look()
        with patch.object(file_words, "_AT_A_TIME", 1):
            unread = Kept(self.env).tidy({self.other.store_fname, "00/new"})
        self.assertEqual(unread, {"00/new"})
        self.assertEqual(self.kept.search([]).mapped("name"), [self.other.store_fname])

    def test_settings_say_how_many_files_are_waiting(self):
        self.look()
        page = self.env["school.anonymisation.settings"].with_user(self.officer).browse(self.company.id)
        self.assertEqual(page.waiting_file_count, 0)
        self.attach("later.txt", f"Written later, {random.random()}")
        page.invalidate_recordset()
        self.assertEqual(page.waiting_file_count, 1)

    def test_no_word_stands_in_what_is_kept(self):
        self.attach("numbers.txt", "Violoncello 20112233 anna@home.example")
        self.look()
        kept = b"".join(bytes(row.with_context(bin_size=False).words or b"") for row in self.kept.search([]))
        for word in (b"violoncello", b"Violoncello", b"20112233", b"anna"):
            self.assertNotIn(word, kept)

    def test_finds_what_reading_everything_finds(self):
        generator = Generator(7)
        people = [(generator.person(), generator.person()) for _number in range(30)]
        for number, (person, other) in enumerate(people):
            for text in generator.texts(person, other, False):
                self.attach(f"text{number}.{text.kind}", text.text)
        students = self.env["school.student"].create(
            [
                {
                    "name": person.name,
                    "email": person.email,
                    "phone": person.phone,
                    "national_id": person.national_id,
                    "company_id": self.company.id,
                    "registered_on": "2020-01-01",
                }
                for person, _other in people[:10]
            ]
        )
        by_reading = self.look(students).files
        self.assertGreater(len(by_reading), 10)
        self.assertEqual(self.look(students).files, by_reading)
