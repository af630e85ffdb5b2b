# script/test runs the tests of an addon that lies outside the repository, in a database that has it.
import os
import shutil
import subprocess

import pytest
from lib import odoo_database, places
from lib.postgres import Cluster

MANIFEST = '{"name": "Clubs", "version": "19.0.1.0.0", "license": "LGPL-3", "depends": ["school_anonymisation"]}\n'
MODEL = """
from odoo import fields, models

class SchoolStudent(models.Model):
    _inherit = "school.student"

    club = fields.Char()
"""
TEST = """
from odoo.addons.school_anonymisation.tests.common import AnonymisationCase

class TestClub(AnonymisationCase):
    def test_club_is_erased(self):
        self.student.club = "Chess"
        self.anonymise()
        self.assertFalse(self.student.club)

    def test_that_fails(self):
        self.assertTrue(self.student.club, "No club was chosen")
"""


@pytest.fixture
def addon(tmp_path):
    folder = tmp_path / "somewhere else" / "school_clubs"
    (folder / "tests").mkdir(parents=True)
    (folder / "__manifest__.py").write_text(MANIFEST)
    (folder / "__init__.py").write_text("from . import student\n")
    (folder / "student.py").write_text(MODEL)
    (folder / "tests/__init__.py").write_text("from . import test_club\n")
    (folder / "tests/test_club.py").write_text(TEST)
    return folder


@pytest.fixture
def data(cluster, template):
    """A data folder whose cluster has the templates already."""
    folder = places.made(cluster.folder / "own")
    other = Cluster(folder / "test", throwaway=True)
    other.copy_from(cluster)
    odoo_database.files(other).mkdir(exist_ok=True)
    for name in (template, os.environ["SCHOOL_TEST_SCHOOL_ALONE"]):
        if odoo_database.filestore(cluster, name).is_dir():
            shutil.copytree(odoo_database.filestore(cluster, name), odoo_database.filestore(other, name))
    yield folder
    shutil.rmtree(folder)


def run(data, *arguments):
    return subprocess.run(
        [places.REPOSITORY / "script/test", *arguments],
        cwd=data,
        env={**os.environ, "SCHOOL_ANONYMISATION_DATA": str(data)},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def test_addon_outside_the_repository(addon, data):
    answer = run(data, addon)
    assert "Installing school_clubs besides." in answer.stdout
    assert "1 failed, 1 passed" in answer.stdout, answer.stdout + answer.stderr
    assert "No club was chosen" in answer.stdout
    assert answer.returncode == 1

    one_test = f"{os.path.relpath(addon, data)}/tests/test_club.py::TestClub::test_club_is_erased"
    answer = run(data, one_test, "-q")
    assert "1 passed" in answer.stdout, answer.stdout + answer.stderr
    assert answer.returncode == 0
