"""The examples in the docstrings of the engine's entrances say what happens: they are run here."""

import doctest

from odoo.tests import tagged

from .. import erasure
from ..erasure.people import descriptions, meant, walled_names
from ..erasure.readers import reading
from ..erasure.register import paths
from ..erasure.text import anchors, cutting, matcher, numbers, signs
from .kit_erasing import ErasureCase

PURE = (anchors, cutting, descriptions, matcher, meant, numbers, paths, reading, signs, walled_names)


@tagged("post_install", "-at_install")
class TestExamples(ErasureCase):
    def test_pure_examples_run(self):
        for module in PURE:
            tried = doctest.testmod(module)
            self.assertFalse(tried.failed, module.__name__)
            self.assertTrue(tried.attempted, module.__name__)

    def test_example_of_erasing_somebody_runs(self):
        known = {"env": self.env, "anna": self.anna.partner_id.id}
        tried = doctest.testmod(erasure, extraglobs=known)
        self.assertFalse(tried.failed)
        self.assertTrue(tried.attempted)
