"""What stopped an erasure is told without a value: the machine, an addon by name, file and line, or a record."""

import errno
import types

from odoo.tests import BaseCase, tagged

from ..failure import failure_code, machine_trouble
from .common import AnonymisationCase


def raised_in(module, error):
    """Return an error as it comes out of a function of a module."""
    namespace = {"__name__": module, "error": error}
    exec(compile("def fail():\n    raise error", f"/x/{module}/library.py", "exec"), namespace)  # noqa: S102
    try:
        namespace["fail"]()
    except Exception as caught:  # noqa: BLE001
        return caught
    return None


@tagged("post_install", "-at_install")
class TestFailure(BaseCase):
    def code(self, error):
        return failure_code(error, lambda addon: addon in ("mail", "school_base", "school_anonymisation"))

    def test_addon_is_named_with_file_and_line(self):
        error = raised_in("odoo.addons.library_notes.models.library", ValueError("Anna Ravn"))
        self.assertEqual(self.code(error), "addon:library_notes:ValueError:library.py:2")

    def test_addons_that_are_not_to_be_blamed_are_not_named(self):
        for module in ("odoo.addons.mail.models.x", "odoo.addons.school_base.models.x", "json"):
            self.assertEqual(self.code(raised_in(module, ValueError("Anna Ravn"))), "ValueError", module)

    def test_machine_is_to_blame_whoever_met_it(self):
        error = raised_in("odoo.addons.library_notes.models.library", OSError(errno.ENOSPC, "x"))
        self.assertEqual(self.code(error), "disk_full")

    def test_missing_file_is_no_trouble_of_the_machine(self):
        self.assertEqual(machine_trouble(FileNotFoundError(errno.ENOENT, "x")), "")
        self.assertEqual(machine_trouble(types.SimpleNamespace()), "")


class TestFailureSentence(AnonymisationCase):
    def test_sentence_names_the_addon_and_where(self):
        said = self.student._anonymisation_failure_sentence("addon:library_notes:ValueError:library.py:12")
        for word in ("library_notes", "ValueError", "library.py", "12"):
            self.assertIn(word, said)
