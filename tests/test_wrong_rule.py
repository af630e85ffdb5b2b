# An addon with a wrong rule or hook is not installed; one that fails later stops its students only, and is named.
import pytest
from lib import odoo_database
from lib.sentence import Stop

NAME = "library_rules"
RULE = """from odoo import api, models
from odoo.fields import Domain


class Rule(models.AbstractModel):
    _name = "school.anonymisation.rule.books"
    _inherit = "school.anonymisation.rule"
    _description = "Books"
    _code = {code!r}
    _depends_on = ({depends!r},)

    def _blocked(self):
        return {blocked}

    def _records(self, student):
        return student

    def _sentence(self, student, records):
        return "Has a book."


class Hooks(models.AbstractModel):
    _inherit = "school.anonymisation.hooks"

    @api.model
    def _after_erasure(self{argument}):
        return None
"""
RIGHT = {"code": "books", "depends": "name", "blocked": "Domain.FALSE", "argument": ", students"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wrong")
    folder.chmod(0o755)
    (folder / NAME).mkdir()
    (folder / NAME / "__init__.py").write_text("from . import rules\n")
    (folder / NAME / "__manifest__.py").write_text(
        "{'name': 'Library', 'license': 'LGPL-3', 'author': 'A library', 'depends': ['school_anonymisation']}"
    )
    return folder


@pytest.fixture(scope="module")
def database(cluster, template):
    odoo_database.copy(cluster, template, "wrong_rule")
    yield "wrong_rule"
    odoo_database.remove(cluster, "wrong_rule")


def test_wrong_rule_and_wrong_hook_refuse_the_installation_by_file_and_line(cluster, folder, database):
    for wrong, said in (
        ({"depends": "book_ids"}, r"rules\.py, line 5: the rule .* depends on 'book_ids'"),
        ({"argument": ""}, r"rules\.py, line 25: .*_after_erasure has to take self, students"),
    ):
        (folder / NAME / "rules.py").write_text(RULE.format(**RIGHT | wrong))
        with pytest.raises(Stop, match=said):
            odoo_database.install(cluster, database, [NAME], foreign=[folder])


def test_right_one_is_installed(cluster, folder, database):
    (folder / NAME / "rules.py").write_text(RULE.format(**RIGHT))
    odoo_database.install(cluster, database, [NAME], foreign=[folder])
    state = cluster.query("SELECT state FROM ir_module_module WHERE name = %s", NAME, database=database)
    assert state == [("installed",)]
