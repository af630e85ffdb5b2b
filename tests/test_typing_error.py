# An addon whose register has a typing error is not installed; one that came in anyhow does not stop Odoo.
import pytest
from lib import odoo_database
from lib.sentence import Stop

NAME = "library_notes"


@pytest.fixture
def folder(tmp_path):
    """A folder with an addon that has a register of its own, to be written by the test."""
    tmp_path.chmod(0o755)
    (tmp_path / NAME / "personal_data").mkdir(parents=True)
    (tmp_path / NAME / "__init__.py").touch()
    (tmp_path / NAME / "__manifest__.py").write_text(
        "{'name': 'Notes', 'license': 'LGPL-3', 'depends': ['school_anonymisation']}"
    )
    return tmp_path


def write(folder, *rows):
    path = folder / NAME / "personal_data" / f"{NAME}.csv"
    path.write_text("\n".join(["model,path,field,treatment,reason", *rows, ""]))


def test_typing_error_refuses_the_installation_and_is_only_told_of_afterwards(cluster, template, folder):
    database = "typing_error"
    odoo_database.copy(cluster, template, database)
    try:
        write(folder, "res.partner,.,comment,clear,", "res.partner,.,comentary,clear,")
        with pytest.raises(Stop, match=r"library_notes\.csv, line 3: 'res.partner' has no field"):
            odoo_database.install(cluster, database, [NAME], foreign=[folder])
        state = "SELECT state FROM ir_module_module WHERE name = %s"
        assert cluster.query(state, NAME, database=database) != [("installed",)]
        write(folder, "res.partner,.,comment,clear,")
        odoo_database.install(cluster, database, [NAME], foreign=[folder])
        assert cluster.query(state, NAME, database=database) == [("installed",)]
        write(folder, "res.partner,.,comentary,clear,")
        with pytest.raises(Stop, match=r"cannot be obeyed: library_notes\.csv, line 2"):
            # Odoo itself starts and does what it was asked; the line in its log is what stops this tool.
            odoo_database.upgrade(cluster, database, ["school_anonymisation_hr"], foreign=[folder])
        assert cluster.query(state, "school_anonymisation_hr", database=database) == [("installed",)]
    finally:
        odoo_database.remove(cluster, database)
