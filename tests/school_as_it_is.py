# Builds a school as it is: ``python school_as_it_is.py CONFIGURATION DATABASE TASK ARGUMENTS``; prints facts as JSON.
import json
import sys
from datetime import timedelta
from pathlib import Path

import school_files
import school_people

from odoo import SUPERUSER_ID, api
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.tools import config

PASSWORD = "a long password"
PDFS_A_STUDENT = 10
TEACHER = "Sixten Bredballe"
A_CLASS = 25
RUN = "school_anonymisation.ir_cron_anonymisation_run"
AT_ONCE = 500


def build(env, number):
    """Make the school; return what the test has to know of it."""
    known = school_people.people(number)
    students = _school(env, known)
    course = env["school.course"].search([], limit=1)
    bills = _bills(env, known, students)
    lists = _lists(env, known, course)
    unread = _unreadable(env, known[0], course)
    film = _film(env, known[1], students[1])
    return {"students": students.ids, "bills": bills, "lists": lists, "unread": unread, "film": film, "known": known}


def _school(env, known):
    """Make the company's settings, an officer, a course, and students who left long ago."""
    company = env.company
    today = company._school_today()
    company.write({"anonymisation_inactive_periods": 1, "anonymisation_automatic": True})
    env["school.teaching.period"].create(
        {"name": "Now", "date_start": today - timedelta(days=9), "date_end": today + timedelta(days=90)}
    )
    env["school.course"].create({"name": "Choir"})
    env["res.partner"].create({"name": TEACHER, "email": "sixten@school.example"})
    groups = ("school_base.group_school_superuser", "school_anonymisation.group_r_can_anonymize_users")
    env["res.users"].with_context(no_reset_password=True).create(
        {
            "name": "Olga",
            "login": "olga",
            "email": "olga@school.example",
            "password": PASSWORD,
            "group_ids": [Command.set([env.ref(group).id for group in groups])],
        }
    )
    long_ago = today - timedelta(days=900)
    return env["school.student"].create([{**person, "registered_on": long_ago} for person in known])


def _attach(env, files):
    """Store [(name, bytes, record)] as attachments; return their ids."""
    found = []
    for start in range(0, len(files), AT_ONCE):
        found += (
            env["ir.attachment"]
            .create(
                [
                    {"name": name, "raw": content, "res_model": record._name, "res_id": record.id}
                    for name, content, record in files[start : start + AT_ONCE]
                ]
            )
            .ids
        )
        env.cr.commit()
    return found


def _bills(env, known, students):
    """Each student's bills: PDFs of three programs in turn."""
    numbers = range(len(known) * PDFS_A_STUDENT)
    letters = [school_files.letter(known[number // PDFS_A_STUDENT], number) for number in numbers]
    kinds = len(school_files.PRODUCERS)
    files = []
    for kind, producer in enumerate(school_files.PRODUCERS):
        for number, content in zip(numbers[kind::kinds], producer(letters[kind::kinds]), strict=True):
            files.append((f"bill{number:05}.pdf", content, students[number // PDFS_A_STUDENT]))
    return _attach(env, files)


def _lists(env, known, course):
    """What the school's own records hold of several students: lists, mails, archives."""
    files = []
    for start in range(0, len(known), A_CLASS):
        some = known[start : start + A_CLASS]
        files += [
            (f"class{start}.xlsx", school_files.class_list_in_excel(some), course),
            (f"class{start}.docx", school_files.class_list_in_word(some), course),
            (f"mail{start}.eml", school_files.mail(some[0], TEACHER), course),
        ]
        inner = school_files.zipped(list__csv="\n".join(f"{one['name']};{one['phone']}" for one in some))
        files.append((f"old{start}.zip", school_files.zipped(lists__zip=inner, readme__txt="Nobody"), course))
    return _attach(env, files)


def _unreadable(env, person, course):
    """Return {attachment id: code} of files that nobody can read."""
    files = school_files.unreadable(person)
    ids = _attach(env, [(name, content, course) for name, (content, _code) in files.items()])
    return {str(key): code for key, (_content, code) in zip(ids, files.values(), strict=True)}


def _film(env, person, student):
    """A film whose title is somebody's name; its file is put in the place of a small one."""
    (film,) = _attach(env, [("concert.mp4", b"\0\0\0\x20ftypmp42 in place of it", student)])
    attachment = env["ir.attachment"].browse(film)
    name = f"{'f' * 2}/{'f' * 40}"
    path = Path(attachment._full_path(name))
    path.parent.mkdir(exist_ok=True)
    school_files.write_film(path, f"{person['name']} plays")
    env.cr.execute(
        "UPDATE ir_attachment SET store_fname = %s, file_size = %s WHERE id = %s", (name, path.stat().st_size, film)
    )
    return film


def begin_run(env):
    """Let this year's run begin with everybody who is still there."""
    company, today = env.company, env.company._school_today()
    cycle = env["school.anonymisation.cycle"].create(
        {"company_id": company.id, "year": today.year, "state": "reminded_2", "run_on": today, "announced_periods": 1}
    )
    env["school.anonymisation.candidate"]._refresh(cycle)
    cycle.state = "running"
    env.ref(RUN)._trigger()


def main(configuration, database, task, *arguments):
    config.parse_config(["-c", configuration, "-d", database, "--log-level=critical"], setup_logging=True)
    with Registry(database).cursor() as cr:
        facts = globals()[task](api.Environment(cr, SUPERUSER_ID, {}), *map(int, arguments))
        cr.commit()
    sys.stdout.write(json.dumps(facts))


if __name__ == "__main__":
    main(*sys.argv[1:])
