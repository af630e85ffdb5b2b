# What a killed command has left half installed is put right by the next one; what cannot be installed is told.
import pytest
from lib import system

INTERRUPTED = "E: dpkg was interrupted, you must manually run 'dpkg --configure -a' to correct the problem."


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Give the machine an apt-get with this text of a shell script, and a dpkg that says that it was asked."""

    def make(apt_get):
        for name, text in {"apt-get": apt_get, "dpkg": 'echo "$@" > asked'}.items():
            program = tmp_path / name
            program.write_text(f"#!/bin/sh\ncd {tmp_path}\n{text}\n")
            program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        return tmp_path / "asked"

    return make


def test_interrupted_package_manager_is_put_right(machine):
    asked = machine(f'[ -e asked ] || {{ echo "{INTERRUPTED}" >&2; exit 100; }}')
    assert system.install_packages("chromium") == ""
    assert asked.read_text() == "--configure -a\n"


def test_what_cannot_be_installed_is_told_and_nothing_is_put_right(machine):
    asked = machine('echo "E: Unable to locate package $6" >&2; exit 100')
    assert system.install_packages("chromium").startswith("Unable to locate package")
    assert not asked.exists()
