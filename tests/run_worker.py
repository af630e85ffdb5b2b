"""Workers that can be killed: ``python run_worker.py CONFIGURATION DATABASE``, with Odoo loaded once for all of them.

Reads a task a line, as JSON: the name of a function below, and its arguments. Each is done in a process of its own.
Answers with a line when it begins, {"pid"}, and another when it has ended in whatever way, {"said", "errors"}.
"""

import importlib
import json
import os
import random
import sys
import tempfile
import traceback
from datetime import timedelta

from odoo import SUPERUSER_ID, api, sql_db
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.tools import config

STUDENTS = 200
AT_ONCE = 40
RUN = "school_anonymisation.ir_cron_anonymisation_run"
MODELS = "odoo.addons.school_anonymisation.models."


def _letters(number):
    """Return three letters for a number: names of people differ in words, not in digits."""
    return "".join("abcdefghij"[int(digit)] for digit in f"{number:03}")


def build(env):
    """Make a school whose run has begun: every student is eligible and has a mail, a message, a file and a bill."""
    company = env.company
    today = company._school_today()
    company.anonymisation_inactive_periods = 1
    env["school.teaching.period"].create(
        {"name": "Now", "date_start": today - timedelta(days=9), "date_end": today + timedelta(days=90)}
    )
    env["school.course"].create({"name": "Violin"})
    officer = env.ref("school_base.group_school_superuser") + env.ref(
        "school_anonymisation.group_r_can_anonymize_users"
    )
    for login, groups in (("secretary", env.ref("school_base.group_school_user")), ("officer", officer)):
        env["res.users"].with_context(no_reset_password=True).create(
            {
                "name": login.capitalize(),
                "login": login,
                "password": "a long password",
                "group_ids": [Command.set(groups.ids)],
            }
        )
    long_ago = today - timedelta(days=900)
    students = env["school.student"].create(
        [
            {
                "name": f"Interrupted Person{_letters(number)}",
                "email": f"person{number:03}@interrupted.example",
                "national_id": f"ID-INTERRUPTED-{number:03}",
                "health_notes": f"Person{number:03} is interrupted",
                "registered_on": long_ago,
            }
            for number in range(STUDENTS)
        ]
    )
    for number, student in enumerate(students):
        student.message_post(body=f"person{number:03}@interrupted.example called")
        env["ir.attachment"].create(
            {
                "name": f"person{number:03}.txt",
                "raw": f"A letter to person{number:03}@interrupted.example".encode(),
                "res_model": "school.student",
                "res_id": student.id,
            }
        )
    everybody = "\n".join(f"person{number:03}@interrupted.example" for number in range(STUDENTS))
    env["ir.attachment"].create({"name": "list.txt", "raw": everybody.encode()})
    cycle = env["school.anonymisation.cycle"].create(
        {"company_id": company.id, "year": today.year, "state": "reminded_2", "run_on": today, "announced_periods": 1}
    )
    env["school.anonymisation.candidate"]._refresh(cycle)
    cycle.state = "running"


def run(env):
    """Work through the run, as the cron worker does, in parts small enough for something to come between."""
    _module("cycle.task").AT_ONCE = AT_ONCE
    env.ref(RUN).method_direct_trigger()


def run_in_batches(env, size, with_writer):
    """The same in batches of this size; say how many bytes of tables each look has read.

    :param with_writer: somebody names everybody in a contact's note right after the first look.
    """
    looking = importlib.import_module("odoo.addons.school_anonymisation.erasure.sources.looking")
    read_all, read = looking.read_all, []

    def note(env, sources, search):
        read_all(env, sources, search)
        read.append(search.read)
        if with_writer and len(read) == 1:
            with env.registry.cursor() as cr:
                students = env["school.student"].with_env(env(cr=cr)).search([])
                lines = "<br>".join(f"{student.name}, {student.email}" for student in students)
                students.env["res.partner"].create({"name": "Caretaker", "comment": f"<p>{lines}</p>"})

    looking.read_all = note
    _module("cycle.batch").BATCH = size
    run(env)
    sys.stdout.write(json.dumps(read))


def run_with_a_bad_addon(env, seed):
    """The same with an addon whose overrides raise, naming the student, for three of them and somewhere on the way."""
    chance = random.Random(seed)
    hooks, log = env.registry["school.anonymisation.hooks"], env.registry["school.anonymisation.log"]
    students = env["school.student"].with_context(active_test=False).search([]).ids
    # Few: each costs a dozen tries, until it is found out who it is.
    for model, name in ((hooks, "_before_erasure"), (hooks, "_after_erasure"), (log, "_append_erasures")):
        _spoil(model, name, chance.choice(students))
    run(env)


def _spoil(model, name, bad):
    """Let a method whose first argument is the students raise for one of them, by id, when its work is done."""
    original = getattr(model, name)

    def fail(self, students, *arguments):
        result = original(self, students, *arguments)
        if bad in students.ids:
            raise ValueError(f"person{bad}@interrupted.example")
        return result

    setattr(model, name, fail)


def write_message(env, student):
    """Write a message about a student, and wait for nobody."""
    env.cr.execute("SET LOCAL lock_timeout TO '3s'")
    env["school.student"].browse(student).message_post(body="Somebody called")
    env.flush_all()


def write_message_and_profile(env, student):
    """The same, and enrol the student and write to the profile."""
    write_message(env, student)
    student = env["school.student"].browse(student)
    period, course = env["school.teaching.period"].search([], limit=1), env["school.course"].search([], limit=1)
    env["school.enrolment"].create({"student_id": student.id, "course_id": course.id, "period_id": period.id})
    student.health_notes = "Written besides"
    env.flush_all()


def look_twice(env, seed):
    """Look for some students, let others write and PostgreSQL tidy up; look again at everything, and at what is new.

    Says what each of both looks has found, and how many bytes it has read.
    """
    students = env["school.student"].search([], limit=30)
    swept = students._anonymisation_sweep()
    env.cr.commit()
    chance = random.Random(seed)
    for _time in range(chance.randrange(1, 4)):
        _write_something(env, students, chance)
        env.cr.commit()
        _tidy_up(env, chance)
    looking = importlib.import_module("odoo.addons.school_anonymisation.erasure.sources.looking")
    known = swept.narrowed(set(students[:20].partner_id.ids))
    found = []
    for before in (None, swept):
        search = looking.look_everywhere(env, known, swept.host.things(), views=True, before=before)
        stores = search.traces.rows, search.traces.shared
        rows = {
            f"{table} {person}": sorted(map(str, keys))
            for store in stores
            for table, people in store.items()
            for person, keys in people.items()
        }
        found.append((rows, search.read, search.searched.tables, search.searched.bytes))
    sys.stdout.write(json.dumps(found))


def _write_something(env, students, chance):
    """Add, change and delete rows with somebody's name and without, in the ways in which rows come to be."""
    names = [student.name for student in students] + ["Nobody"] * 5
    partners, letters = env["res.partner"], env["ir.attachment"]
    with env.cr.savepoint():
        partners.create({"name": "Caretaker", "comment": f"Violin of {chance.choice(names)}"})
    notes = partners.search([("name", "=", "Caretaker")])
    # The same row twice in one transaction, once beside its index and once not.
    chance.choice(notes).write({"comment": f"Now of {chance.choice(names)}", "color": chance.randrange(9)})
    chance.choice(notes).write({"name": "Caretaker", "ref": f"X{chance.randrange(999)}"})
    # Longer than a page: it lies beside the row, and stays there when something else of the row changes.
    long = chance.choice(notes)
    long.comment = f"{'x y z ' * 3000}{chance.choice(names)}"
    env.flush_all()
    long.color = 3
    letters.create({"name": "list.txt", "raw": chance.choice(names).encode()})
    messages = env["mail.message"].search([("model", "=", "school.student")])
    messages[chance.randrange(len(messages))].unlink()
    env.cr.execute(
        "CREATE TABLE IF NOT EXISTS x_plain (note text); CREATE TABLE IF NOT EXISTS x_uuid (id uuid, note text)"
    )
    for table in ("x_plain (note)", "x_uuid (note)"):
        env.cr.execute(f"INSERT INTO {table} VALUES (%s)", [f"For {chance.choice(names)}"])  # noqa: S608


def _tidy_up(env, chance):
    """Let PostgreSQL freeze rows, move them, or write a whole table anew."""
    with sql_db.db_connect(env.cr.dbname).cursor() as cr:
        cr._cnx.set_session(autocommit=True)
        table = chance.choice(["res_partner", "mail_message", "x_plain"])
        cr.execute(chance.choice([f"VACUUM FREEZE {table}", f"VACUUM FULL {table}", f"VACUUM {table}", "CHECKPOINT"]))
        cr._cnx.set_session(autocommit=False)


def cut(env, size=50):
    """Cut the run into batches of this size, and wake the job that works through it."""
    _module("cycle.batch").BATCH = size
    env["school.anonymisation.cycle"].search([])._cut_into_batches()
    env.ref(RUN)._trigger()


def _module(name):
    """A module of the addon, which can be imported once Odoo knows where the addons are."""
    return importlib.import_module(MODELS + name)


def wake(env):
    """Wake the job that works through the run."""
    env.ref(RUN)._trigger()


def next_day(env):
    """Let a day pass for those who could not be anonymised, and let the file collector do its work."""
    env.cr.execute("UPDATE school_anonymisation_candidate SET tried_on = tried_on - 1 WHERE state = 'failed'")
    env["ir.attachment"]._gc_file_store_unsafe()


def verify(env):
    """Say what is wrong with the log's chain."""
    sys.stdout.write(env["school.anonymisation.log"]._first_broken_line() + "\n")


def main(configuration, database):
    config.parse_config(["-c", configuration, "-d", database, "--log-level=critical"], setup_logging=True)
    registry = Registry(database)
    # Processes do not share connections.
    sql_db.close_all()
    for line in iter(sys.stdin.readline, ""):
        with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as errors:
            pid = os.fork()
            if not pid:
                os.dup2(said.fileno(), sys.stdout.fileno())
                os.dup2(errors.fileno(), sys.stderr.fileno())
                _do(registry, *json.loads(line))
            _answer(pid=pid)
            os.waitpid(pid, 0)
            _answer(**{name: file.seek(0) or file.read() for name, file in (("said", said), ("errors", errors))})


def _do(registry, task, *arguments):
    """Do a task and end the process, as a worker would: with whatever waits for its end."""
    try:
        with registry.check_signaling().cursor() as cr:
            globals()[task](api.Environment(cr, SUPERUSER_ID, {}), *arguments)
    except BaseException:  # noqa: BLE001 whatever it is, it is told
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


def _answer(**facts):
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
