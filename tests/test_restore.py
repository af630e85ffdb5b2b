# A backup from before an anonymisation is restored: nobody overlooks it, and the ledger makes it undone again.
import configparser
import json
import shutil
import subprocess

import pytest
from lib import odoo_database
from lib.postgres import PORT, ROLE
from lib.server import Server, odoo_command
from lib.traces import places
from small_school import INACTIVE, SmallSchool

DATABASE = "restored"
GONE = INACTIVE[:2]


@pytest.fixture
def ledger(tmp_path):
    return tmp_path / "ledger"


@pytest.fixture
def server(clock_cluster, small_school_database, clock, mailbox, ledger):
    """A server, not started, on the small school, with a ledger."""
    odoo_database.copy(clock_cluster, small_school_database, DATABASE)
    server = Server(clock_cluster, DATABASE, clock=clock, mailbox=mailbox, ledger=ledger)
    yield server
    server.kill()
    odoo_database.remove(clock_cluster, DATABASE)


@pytest.fixture
def restored(server, tmp_path):
    """The same, after two students have been anonymised and the backup of before has been restored."""
    back_up(server.cluster, tmp_path)
    with server:
        school = SmallSchool(server)
        for name in GONE:
            school.officer.call("school.student", "action_anonymise", [school.student(name)])
        server.settle()
    assert not places(server.cluster, DATABASE, GONE)
    restore(server.cluster, tmp_path)
    assert set().union(*places(server.cluster, DATABASE, GONE).values()) == set(GONE)
    return server


def back_up(cluster, folder):
    tool(cluster, "pg_dump", "-Fc", "-f", folder / "backup", DATABASE)
    shutil.copytree(odoo_database.filestore(cluster, DATABASE), folder / "files")


def restore(cluster, folder):
    odoo_database.remove(cluster, DATABASE)
    cluster.create(DATABASE)
    tool(cluster, "pg_restore", "--no-owner", "-d", DATABASE, folder / "backup")
    shutil.copytree(folder / "files", odoo_database.filestore(cluster, DATABASE))


def tool(cluster, program, *arguments):
    connection = ["-h", cluster.socket, "-p", str(PORT), "-U", ROLE]
    subprocess.run([cluster.programs / program, *connection, *arguments], check=True, stdin=subprocess.DEVNULL)


def replay(server, ledger, *options):
    """What the command prints, and its exit code."""
    configuration = odoo_database.write_configuration(server.cluster)
    parser = configparser.RawConfigParser()
    parser.read(configuration)
    command = [
        *odoo_command(server.clock),
        f"--addons-path={parser['options']['addons_path']}",
        *("school_anonymisation_replay", "-c", configuration, "-d", DATABASE, "--ledger", ledger),
        *options,
    ]
    answer = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    return answer.stdout + answer.stderr, answer.returncode


def test_restored_database_is_noticed_at_the_start(restored):
    with restored:
        admin = restored.login("admin", "admin")
        (warning,) = admin.read("mail.activity", [["user_id", "=", admin.uid]], ["summary", "note"])
        assert warning["summary"] == "A backup has brought anonymised people back"
        assert "school_anonymisation_replay" in warning["note"]
        school = SmallSchool(restored)
        with pytest.raises(RuntimeError, match="a backup has been restored"):
            school.officer.call("school.student", "action_anonymise", [school.student(INACTIVE[3])])
    assert "older than its ledger" in restored.log.read_text()


def test_replay_anonymises_them_again(restored, ledger):
    said, code = replay(restored, ledger)
    assert "Profiles to be anonymised again: 2." in said
    assert "Nothing has been changed" in said
    assert code == 0
    assert set().union(*places(restored.cluster, DATABASE, GONE).values()) == set(GONE)

    said, code = replay(restored, ledger, "--execute")
    assert "2 profiles have been anonymised again" in said
    assert code == 0
    assert not places(restored.cluster, DATABASE, GONE)
    said, code = replay(restored, ledger, "--execute")
    assert "Profiles to be anonymised again: 0. Anonymised already: 2." in said
    assert code == 0

    with restored:
        school = SmallSchool(restored)
        verdict = school.officer.call("school.anonymisation.log", "action_verify_chain", [])
        assert verdict["params"]["type"] == "success", verdict
        school.officer.call("school.student", "action_anonymise", [school.student(INACTIVE[3])])
    erased = [line for line in map(json.loads, ledger.read_text().splitlines()) if line["kind"] == "erased"]
    assert len(erased) == 3


def test_replay_refuses_a_ledger_that_was_tampered_with(restored, ledger):
    lines = ledger.read_text().splitlines()
    ledger.write_text("\n".join([*lines[:-2], lines[-1], ""]))
    said, code = replay(restored, ledger, "--execute")
    assert f"Line {len(lines) - 1} of the ledger is not as it was written" in said
    assert code == 1
    assert set().union(*places(restored.cluster, DATABASE, GONE).values()) == set(GONE)
