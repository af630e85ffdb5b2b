# What script/lint finds: imports that go the wrong way, READMEs that are not current, wheels that lack something.
import shutil

import pytest
from lib import directions, readmes, wheels

ADDONS = ["school_anonymisation", "school_anonymisation_ledger", "school_base"]
ENGINE = "school_anonymisation/erasure/plan.py"
RULE = "school_anonymisation/rules/debt.py"
MODEL = "school_anonymisation/models/log.py"
HOST = "the engine needs of a school comes from its host"


def found(path, source, allowed=("school_anonymisation", "school_base")):
    return list(directions.of_source(path, source, allowed, ADDONS))


@pytest.mark.parametrize(
    ("path", "source"),
    [
        (ENGINE, "from ..rules import debt"),
        (ENGINE, "from .. import models"),
        (ENGINE, "from ..models.log import Log"),
        (ENGINE, "def later():\n    from odoo.addons.school_anonymisation.wizards import preview"),
        ("school_anonymisation/erasure/readers/pdf.py", "from ... import rules"),
        (RULE, "from .. import erasure"),
        (RULE, "import odoo.addons.school_anonymisation.erasure.plan"),
    ],
)
def test_import_that_goes_the_wrong_way(path, source):
    ((line, sentence),) = found(path, source)
    assert line == len(source.splitlines())
    assert "knows nothing" in sentence


@pytest.mark.parametrize(
    ("path", "source"),
    [
        (ENGINE, "from ..outcome import Outcome"),
        (ENGINE, "from . import rules_of_grammar"),
        (ENGINE, "from .models_of_text import model"),
        (ENGINE, "from odoo import models"),
        (RULE, "from odoo import api, models"),
        (MODEL, "from ..erasure import plan\nfrom .. import rules"),
    ],
)
def test_import_that_may_be(path, source):
    assert found(path, source) == []


def test_function_that_bears_the_name_of_its_module():
    ((line, sentence),) = found("school_anonymisation/erasure/planning.py", "x = 1\ndef planning():\n    pass")
    assert (line, "name of its module" in sentence) == (2, True)


def test_method_may_bear_the_name_of_its_module():
    assert found("school_anonymisation/erasure/planning.py", "class Plan:\n    def planning(self):\n        pass") == []


@pytest.mark.parametrize("source", ['env["school.student"]', 'x\nself.env["school.log"]', 'env.get("school.student")'])
def test_school_that_the_engine_reaches(source):
    ((line, sentence),) = found(ENGINE, source)
    assert line == len(source.splitlines())
    assert HOST in sentence


@pytest.mark.parametrize(
    ("path", "source"),
    [(ENGINE, 'env["res.partner"]'), (ENGINE, 'rows["school.student"]'), (MODEL, 'env["school.student"]')],
)
def test_what_may_be_reached(path, source):
    assert found(path, source) == []


def test_addon_that_is_no_dependency():
    ((_line, sentence),) = found(MODEL, "from odoo.addons.school_anonymisation_ledger import ledger")
    assert "does not depend on school_anonymisation_ledger" in sentence
    assert found(MODEL, "from odoo.addons.school_base.tests import common") == []


@pytest.fixture
def addon(tmp_path, monkeypatch):
    """An addon in a repository of its own."""
    folder = tmp_path / "school_clubs"
    (folder / "readme").mkdir(parents=True)
    (folder / "data").mkdir()
    (folder / "__init__.py").touch()
    (folder / "data/clubs.xml").write_text("<odoo/>\n")
    (folder / "__manifest__.py").write_text(
        '{"name": "Clubs", "version": "19.0.1.0.0", "license": "LGPL-3", "depends": ["base"],'
        ' "data": ["data/clubs.xml"]}\n'
    )
    (folder / "pyproject.toml").write_text('[build-system]\nrequires = ["whool"]\nbuild-backend = "whool.buildapi"\n')
    for name in readmes.FRAGMENTS:
        (folder / f"readme/{name}.md").write_text(f"About {name.lower()}.\n")
    for module in (readmes, wheels):
        monkeypatch.setattr(module, "REPOSITORY", tmp_path)
    return folder


def test_readme_that_is_missing_is_made_and_then_current(addon):
    assert "is not what readme/ makes" in readmes.problems([addon.name])[0]
    assert readmes.problems([addon.name], repair=True) == []
    assert readmes.problems([addon.name]) == []
    assert "# Clubs\n\nAbout description.\n" in (addon / "README.md").read_text()


def test_readme_that_is_not_current(addon):
    readmes.problems([addon.name], repair=True)
    (addon / "readme/USAGE.md").write_text("Something else.\n")
    assert "is not what readme/ makes" in readmes.problems([addon.name])[0]


def test_fragment_that_is_missing(addon):
    (addon / "readme/USAGE.md").unlink()
    assert readmes.problems([addon.name]) == ["school_clubs/readme: USAGE is missing"]


def test_whole_wheel(addon):
    assert wheels.problems([addon.name]) == []


def test_wheel_that_lacks_a_file(addon):
    shutil.rmtree(addon / "data")
    assert wheels.problems([addon.name]) == ["school_clubs: its wheel lacks data/clubs.xml; is it in git?"]


def test_wheel_that_nobody_says_how_to_make(addon):
    (addon / "pyproject.toml").unlink()
    assert "has no pyproject.toml" in wheels.problems([addon.name])[0]
