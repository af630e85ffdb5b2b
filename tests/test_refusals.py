# What the commands of script/ say when they cannot go on: one sentence, an exit code, no traceback.
import os
import socket
import subprocess

import pytest
from lib import places

SCRIPTS = places.REPOSITORY / "script"


@pytest.fixture
def refusal(tmp_path):
    """Run a command that refuses; returns its sentence."""

    def run(command, *arguments, **environment):
        answer = subprocess.run(
            [SCRIPTS / command, *arguments],
            env={**os.environ, "SCHOOL_ANONYMISATION_DATA": str(tmp_path / "data"), **environment},
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=120,
            check=False,
        )
        said = answer.stderr.strip()
        assert answer.returncode not in (0, None), answer
        assert len(said.splitlines()) == 1, said
        assert "Traceback" not in answer.stdout + said
        return said

    return run


def make_odoo(folder, series):
    (folder / "odoo").mkdir(parents=True)
    (folder / "odoo/release.py").write_text(f"series = version = {series!r}\n")
    return str(folder)


def test_python_that_odoo_does_not_run_on(refusal, tmp_path):
    old = tmp_path / "python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    assert "3.10 to 3.13" in refusal("test", PYTHON=str(old))


def test_odoo_path_without_odoo(refusal, tmp_path):
    assert "there is no odoo/release.py" in refusal("test", ODOO_PATH=str(tmp_path))


def test_odoo_of_another_series(refusal, tmp_path):
    said = refusal("demo", "--once", ODOO_PATH=make_odoo(tmp_path, "18.0"))
    assert "Odoo 18.0" in said
    assert "Odoo 19.0" in said


def test_port_in_use(refusal):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"Port {port} cannot be used" in refusal("demo", "--once", "--port", str(port))


def test_port_out_of_range(refusal):
    assert "between 1024 and 65535" in refusal("demo", "--port", "80")


def test_tests_that_are_already_running(refusal):
    said = refusal("test", SCHOOL_ANONYMISATION_DATA=os.environ["SCHOOL_TEST_DATA"])
    assert "already running" in said


def test_folder_that_is_no_addon(refusal, tmp_path):
    assert "is no addon" in refusal("test", str(tmp_path))


def test_manifest_that_is_none(refusal, tmp_path):
    (tmp_path / "__manifest__.py").write_text("{'name': open('x')}\n")
    assert "is no manifest" in refusal("test", str(tmp_path))


def test_addon_with_the_name_of_one_that_is_here(refusal, tmp_path):
    addon = tmp_path / "school_base"
    addon.mkdir()
    (addon / "__manifest__.py").write_text("{'name': 'Another school'}\n")
    assert "give the addon another name" in refusal("test", str(addon))


def test_data_folder_that_is_a_file(refusal, tmp_path):
    (tmp_path / "file").write_text("")
    said = refusal("test", SCHOOL_ANONYMISATION_DATA=str(tmp_path / "file/data"))
    assert "cannot be a folder" in said


def test_no_way_to_the_network(refusal, tmp_path):
    # An address that nobody can have: the name ends in .invalid.
    cache = str(tmp_path / "cache")
    environment = {"SCHOOL_ANONYMISATION_CACHE": cache, "DEBIAN_MIRROR": "http://nowhere.invalid/debian"}
    said = refusal("test", ODOO_PATH="", **environment)
    assert "could not be fetched" in said
    assert "ODOO_PATH" in said


def test_lint_argument_that_it_does_not_know(refusal):
    said = refusal("lint", "--all")
    assert "takes --fix and names of checks (ruff-check, " in said
    assert "not --all" in said
