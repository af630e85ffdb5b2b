# The examples of the documentation, taken out of the pages and installed as an addon, do what the pages say.
import ast
import inspect
import re

import pytest
from lib import odoo_database, places

ADDON = "school_library"
DATABASE = "documentation"
ARCHITECTURE = "ARCHITECTURE.md"
KIT = "school_anonymisation/testing.py"
REGISTER = "school_anonymisation/personal_data/README.md"

MANIFEST = """
{"name": "Library", "version": "19.0.1.0.0", "license": "LGPL-3", "depends": ["school_anonymisation"]}
"""
MODELS = """
from odoo import fields, models

class LibraryBook(models.Model):
    _name = "library.book"
    _description = "Book"

    name = fields.Char()

class LibraryLoan(models.Model):
    _name = "library.loan"
    _description = "Loan"

    student_id = fields.Many2one("school.student")
    book_id = fields.Many2one("library.book")
    returned_on = fields.Date()
    note = fields.Text()

class SchoolStudent(models.Model):
    _inherit = "school.student"

    library_loan_ids = fields.One2many("library.loan", "student_id")
"""
TESTS = """
from odoo.addons.school_anonymisation.tests.common import AnonymisationCase

class TestExamples(AnonymisationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.book = cls.env["library.book"].create({"name": "Momo"})

    def lend(self, student, **values):
        return self.env["library.loan"].create({"student_id": student.id, "book_id": self.book.id, **values})

    def test_whoever_has_a_book_is_held_back(self):
        self.lend(self.student)
        self.assertEqual(self.codes(), {"library_loan", "library_loan_again"})
        self.assertNotIn(self.student, self.eligible_students())
        self.assertIn("Has not returned: Momo.", str(self.student.anonymisation_explanation))

    def test_whoever_has_returned_it_is_not(self):
        self.lend(self.student, returned_on="2020-01-01")
        self.assertEligible()

    def test_note_is_erased_and_the_loan_stays(self):
        loan = self.lend(self.student, returned_on="2020-01-01", note="Has dyslexia")
        other = self.lend(self.make_student("Bo Ravn"), returned_on="2020-01-01", note="Likes comics")
        self.anonymise()
        self.env.invalidate_all()
        self.assertEqual((loan.note, loan.returned_on.year, loan.book_id), (False, 2020, self.book))
        self.assertEqual(other.note, "Likes comics")

    def test_rules_stand_in_the_log(self):
        self.anonymise()
        erased = [("student_id", "=", self.student.id), ("kind", "=", "erased")]
        line = self.env["school.anonymisation.log"].search(erased)
        self.assertLessEqual({"library_loan", "library_rule"}, set(line.rules.split(",")))
"""


def example(page, heading, language):
    """The first block of code in a language below a heading of a page."""
    text = (places.REPOSITORY / page).read_text().split(f"\n{heading}", 1)[1]
    return re.search(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)[1]


def kit_example():
    """The example in the docstring of the test kit: whatever is indented below the line that ends in two colons."""
    said = inspect.cleandoc(ast.get_docstring(ast.parse((places.REPOSITORY / KIT).read_text())))
    return inspect.cleandoc("\n" + re.search(r"::\n\n((?:    .*\n|\n)+)", said + "\n")[1])


@pytest.fixture
def addon(tmp_path):
    """The addon, with the rule as the page has it, and once more under a name of another kind."""
    rule = example(ARCHITECTURE, "## Add a rule", "python")
    another = rule.replace("school.anonymisation.rule.library_loan", "library.rule").replace(
        '"library_loan"', '"library_loan_again"'
    )
    files = {
        "__manifest__.py": MANIFEST.strip(),
        "__init__.py": "from . import models, rules",
        "models.py": MODELS,
        "rules/__init__.py": "from . import again, library_loan",
        "rules/library_loan.py": rule,
        "rules/again.py": another,
        "personal_data/library.csv": example(ARCHITECTURE, "## Add an app's personal data", "csv"),
        "personal_data/register.csv": example(REGISTER, "", "csv"),
        "tests/__init__.py": "from . import test_examples, test_kit",
        "tests/test_kit.py": kit_example(),
        "tests/test_examples.py": TESTS,
    }
    for name, text in files.items():
        path = tmp_path / ADDON / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text if text.endswith("\n") else f"{text}\n")
    return tmp_path / ADDON


def test_examples_run_as_they_stand(cluster, template, addon):
    odoo_database.copy(cluster, template, DATABASE)
    try:
        tags = f"--test-tags=/{ADDON}"
        odoo_database.install(cluster, DATABASE, [ADDON], foreign=[addon.parent], options=[tags])
    finally:
        odoo_database.remove(cluster, DATABASE)
