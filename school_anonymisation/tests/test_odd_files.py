"""Whatever lies in the filestore, and is no file of Odoo's or cannot be opened, is named and stops no other file."""

import os
import random
import shutil
from pathlib import Path

from odoo.tests import tagged

from ..erasure import sweep
from .kit_erasing import ErasureCase


@tagged("post_install", "-at_install")
class TestOddFiles(ErasureCase):
    def setUp(self):
        super().setUp()
        self.store = Path(self.env["ir.attachment"]._filestore())
        self.file = self.attach(f"Present: {self.anna.name}")

    def attach(self, text):
        """Return the attachment of a file that nothing else has."""
        return self.env["ir.attachment"].create({"name": "a.txt", "raw": f"{text}, {random.random()}".encode()})

    def planted(self, name, make=Path.touch):
        """Have something in the filestore for as long as the test lasts."""
        path = self.store / os.fsdecode(name)
        path.parent.mkdir(exist_ok=True)
        make(path)
        self.addCleanup(shutil.rmtree if path.is_dir() else Path.unlink, path)

    def linked(self, name, target):
        self.planted(name, lambda path: path.symlink_to(target))

    def test_each_is_named_and_the_others_are_read(self):
        self.planted("backup", Path.mkdir)
        self.planted("zz")
        self.planted("zy/folder", Path.mkdir)
        self.planted("zy/pipe", os.mkfifo)
        self.planted(b"zy/\xff\xfe")
        self.planted("zy/empty")
        self.linked("zy/to_nothing", "nowhere")
        self.linked("zy/to_itself", "to_itself")
        self.linked("zy/device", "/dev/zero")
        broken = self.attach("Nobody")
        (self.store / broken.store_fname).unlink()
        self.planted(broken.store_fname, Path.mkdir)
        traces = sweep(self.env, self.subjects(self.anna)).traces
        self.assertIn(self.file.store_fname, traces.files)
        named = {(question.file, question.detail) for question in traces.questions if question.file}
        unopened = ("zz", "zy/folder", "zy/pipe", "zy/to_nothing", "zy/to_itself", "zy/device", "zy/??")
        self.assertEqual(named, {("backup", "unknown"), *((name, "crashed") for name in unopened)})
        asked = [question.detail for question in traces.questions if question.attachment_id == broken.id]
        self.assertEqual(asked, ["crashed"])

    def test_link_to_a_file_is_read_as_the_file(self):
        kept = self.store.parent / "kept_elsewhere"
        kept.write_text(f"Written about {self.anna.name}, {random.random()}")
        self.addCleanup(kept.unlink)
        self.linked("zy/link", kept)
        self.assertIn("zy/link", sweep(self.env, self.subjects(self.anna)).traces.files)
