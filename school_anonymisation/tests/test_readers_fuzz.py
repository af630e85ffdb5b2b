"""Damaged files of every kind: whatever the bytes are, a reader answers, and a writer writes whole files or none."""

import os
import random

from odoo.tests import tagged

from ..erasure.readers import Extractor, read, rewrite
from .kit_readers import NAME, ReaderCase, finder, hits
from .kit_readers_files import mutated, samples

# docs/files.md says how to ask for more.
FILES = int(os.environ.get("FUZZED_FILES", "500"))
SEED = int(os.environ.get("FUZZED_SEED", "1"))


@tagged("post_install", "-at_install")
class TestFuzz(ReaderCase):
    """Samples, whole and damaged."""

    def test_she_is_found_in_every_sample(self):
        for kind, content in samples().items():
            with self.subTest(kind):
                self.assertTrue(hits(content))
                self.assertEqual(read(content).unread, "")

    def test_damaged_files_are_read_within_their_limits(self):
        chance, files = random.Random(SEED), list(samples().items())
        with Extractor(seconds=10) as extractor:
            for number in range(FILES):
                kind, content = files[number % len(files)]
                with self.subTest(kind=kind, number=number, seed=SEED):
                    self.assertNotIn(extractor.extract(mutated(content, chance)).unread, ("timeout", "crashed"))

    def test_what_is_written_of_a_damaged_file_does_not_hold_her(self):
        chance = random.Random(SEED)
        for kind, content in samples().items():
            for number in range(max(FILES // 50, 1)):
                damaged = mutated(content, chance)
                new = rewrite(damaged, finder())
                with self.subTest(kind=kind, number=number, seed=SEED):
                    self.assertTrue(new is None or not hits(new))
                    self.assertTrue(new is None or new is damaged or NAME.encode() in damaged or hits(damaged))
