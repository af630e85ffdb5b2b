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

DATABASE = "school"
ELSEWHERE = "restored"
GONE = INACTIVE[:2]


KEY = "a long random text"


@pytest.fixture
def ledger(tmp_path):
    """The ledger of the database, as the configuration names it."""
    return tmp_path / f"{DATABASE}.ledger"


def configured(folder):
    """What the configuration says of ledgers, the key in a line of its own."""
    return f"{folder}/{{database}}.ledger\nledger_key = {KEY}"


@pytest.fixture
def server(clock_cluster, small_school_database, clock, mailbox, tmp_path):
    """A server, not started, on the small school, with a ledger."""
    odoo_database.copy(clock_cluster, small_school_database, DATABASE)
    server = Server(clock_cluster, DATABASE, clock=clock, mailbox=mailbox, ledger=configured(tmp_path))
    yield server
    server.kill()
    for name in (DATABASE, ELSEWHERE):
        odoo_database.remove(clock_cluster, name)


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
    restore(server.cluster, tmp_path, DATABASE)
    assert set().union(*places(server.cluster, DATABASE, GONE).values()) == set(GONE)
    return server


def back_up(cluster, folder):
    tool(cluster, "pg_dump", "-Fc", "-f", folder / "backup", DATABASE)
    shutil.copytree(odoo_database.filestore(cluster, DATABASE), folder / "files")


def restore(cluster, folder, name):
    odoo_database.remove(cluster, name)
    cluster.create(name)
    tool(cluster, "pg_restore", "--no-owner", "-d", name, folder / "backup")
    shutil.copytree(folder / "files", odoo_database.filestore(cluster, name))


def tool(cluster, program, *arguments):
    connection = ["-h", cluster.socket, "-p", str(PORT), "-U", ROLE]
    subprocess.run([cluster.programs / program, *connection, *arguments], check=True, stdin=subprocess.DEVNULL)


def replay(server, folder, database, *options, answer=""):
    """What the command, as it is documented, prints in a database, and its exit code."""
    configuration = odoo_database.write_configuration(server.cluster, ledger=configured(folder))
    parser = configparser.RawConfigParser()
    parser.read(configuration)
    command = [
        *odoo_command(server.clock),
        f"--addons-path={parser['options']['addons_path']}",
        *("school_anonymisation_replay", "-c", configuration, "-d", database),
        *options,
    ]
    told = subprocess.run(list(map(str, command)), input=answer, capture_output=True, text=True, check=False)
    return told.stdout + told.stderr, told.returncode


def test_restored_database_is_noticed_at_the_start(restored):
    with restored:
        admin = restored.login("admin", "admin")
        (warning,) = admin.read("mail.activity", [["user_id", "=", admin.uid]], ["summary", "note"])
        assert warning["summary"] == "A backup has brought anonymised people back"
        assert "school_anonymisation_replay" in warning["note"]
        school = SmallSchool(restored)
        with pytest.raises(RuntimeError, match="a backup has been restored"):
            school.officer.call("school.student", "action_anonymise", [school.student(INACTIVE[3])])
    assert "older than the copy of its log" in restored.log.read_text()


def test_replay_under_another_name_finds_the_ledger_shows_whom_and_asks(restored, ledger, tmp_path):
    restore(restored.cluster, tmp_path, ELSEWHERE)
    said, code = replay(restored, tmp_path, ELSEWHERE)
    assert str(ledger) in said
    assert "Profiles to be anonymised again: 2." in said
    assert all(name in said for name in GONE)
    assert "Nothing has been changed" in said
    assert code == 0
    said, code = replay(restored, tmp_path, ELSEWHERE, "--execute", answer="no\n")
    assert "Nothing has been changed" in said
    assert code == 1
    assert set().union(*places(restored.cluster, ELSEWHERE, GONE).values()) == set(GONE)

    said, code = replay(restored, tmp_path, ELSEWHERE, "--execute", answer="yes\n")
    assert "2 profiles have been anonymised again" in said, said
    assert code == 0
    assert not places(restored.cluster, ELSEWHERE, GONE)
    said, code = replay(restored, tmp_path, ELSEWHERE, "--execute")
    assert "Profiles to be anonymised again: 0. Anonymised already: 2." in said
    assert code == 0
    assert set().union(*places(restored.cluster, DATABASE, GONE).values()) == set(GONE)


def test_replay_anonymises_them_again_and_the_ledger_goes_on(restored, ledger, tmp_path):
    said, code = replay(restored, tmp_path, DATABASE, "--execute")
    assert "2 profiles have been anonymised again" in said, said
    assert code == 0
    with restored:
        school = SmallSchool(restored)
        verdict = school.officer.call("school.anonymisation.log", "action_verify_chain", [])
        assert verdict["params"]["type"] == "success", verdict
        school.officer.call("school.student", "action_anonymise", [school.student(INACTIVE[3])])
    erased = [line for line in map(json.loads, ledger.read_text().splitlines()) if line.get("kind") == "erased"]
    assert len(erased) == 3


def test_changed_line_does_not_hide_those_after_it(restored, ledger, tmp_path):
    lines = ledger.read_text().splitlines()
    position = next(index for index, line in enumerate(lines) if json.loads(line).get("kind") == "granted")
    lines[position] = json.dumps({**json.loads(lines[position]), "officer_number": 999})
    ledger.write_text("\n".join([*lines, ""]))
    said, code = replay(restored, tmp_path, DATABASE, "--execute")
    assert f"Line {position + 1} of the ledger is not as it was written" in said
    assert "2 profiles have been anonymised again" in said, said
    assert code == 0
    assert not places(restored.cluster, DATABASE, GONE)
    assert ledger.with_name(f"{ledger.name}.aside1").read_text().splitlines() == lines
