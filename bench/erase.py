"""Erases students as the yearly run does, and watches time, locks, memory, statements and WAL."""

import multiprocessing
import resource
import time
from contextlib import closing
from functools import partial

import psycopg2

from odoo.addons.school_anonymisation.models.cycle import task
from odoo.addons.school_anonymisation.models.student import anonymise as student_anonymise
from odoo.addons.school_anonymisation.models.student.anonymise import AT_ONCE

from . import database
from .limit import erase_by_hand, erase_to_the_same_end
from .table import Row, ratio
from .worker import begin

# A write of somebody else every so many seconds.
PAUSE = 0.02


def run(env, limit):
    """Erase up to ``limit`` eligible students of a database that is thrown away; return (Rows, no plans)."""
    students = env["school.student"].with_context(active_test=False)
    found = students.search([("anonymisation_eligible", "=", True)], order="id").ids
    count = min(limit, len(found) // 3)
    ids, less, same = found[:count], found[-count:], found[-2 * count : -count]
    less_seconds = _by_hand(env, less, erase_by_hand)
    store, wal = env["ir.attachment"]._filestore(), database.wal_position(env.cr)
    same_seconds = _by_hand(env, same, partial(erase_to_the_same_end, filestore=store))
    same_wal = (database.wal_position(env.cr) - wal) / count
    cycle = begin(env, ids)
    size, wal = database.size(env.cr), database.wal_position(env.cr)
    counted = env.cr.sql_log_count
    with OtherUser(env) as other, Timed() as timed:
        began = time.perf_counter()
        cycle._work_off()
        seconds = (time.perf_counter() - began) / count
    if cycle.anonymised_count != count or cycle.unverified_count:
        raise ValueError(f"{cycle.anonymised_count} of {count} were anonymised, {cycle.unverified_count} not verified")
    parts = -(-count // AT_ONCE)
    wal = (database.wal_position(env.cr) - wal) / count
    grown = (database.size(env.cr) - size) / count
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    erasing = seconds - timed.seconds / count
    return [
        Row(f"erase {count} students, parts of {AT_ONCE}, both looks", f"{1 / seconds:.1f} students/s",
            f"{1 / same_seconds:.0f} students/s by hand, same end", ratio(seconds, same_seconds), "3x the time",
            seconds <= 3 * same_seconds),
        Row("  the same, a student", f"{seconds * 1000:.2f} ms", f"{same_seconds * 1000:.2f} ms by hand"),
        Row("  without the looks, a student", f"{erasing * 1000:.2f} ms", f"{same_seconds * 1000:.2f} ms by hand",
            ratio(erasing, same_seconds), "1.5x", erasing <= 1.5 * same_seconds),
        Row("  beside statements that only empty columns", f"{seconds * 1000:.2f} ms",
            f"{less_seconds * 1000:.2f} ms by hand", ratio(seconds, less_seconds)),
        Row("statements of the run, a part", f"{(env.cr.sql_log_count - counted) / parts:.0f}"),
        Row("peak memory of the worker", f"{peak:.0f} MB", "", "", "400 MB", peak < 400),
        Row("longest wait of another user's write", f"{other.longest * 1000:.0f} ms",
            f"{other.undisturbed * 1000:.0f} ms undisturbed", "", "200 ms", other.longest < 0.2),
        Row("WAL for each student", f"{wal / 1024:.0f} kB", f"{same_wal / 1024:.0f} kB by hand",
            ratio(wal, same_wal)),
        Row("growth on disk for each student, before VACUUM", f"{grown / 1024:.0f} kB"),
    ], {}  # fmt: skip


def _by_hand(env, student_ids, erase):
    """Return the seconds a student that hand-written statements take, in parts as ours."""
    began = time.perf_counter()
    for start in range(0, len(student_ids), AT_ONCE):
        erase(env.cr, student_ids[start : start + AT_ONCE])
        env.cr.commit()
    return (time.perf_counter() - began) / len(student_ids)


class Timed:
    """Adds up the seconds that the looks of a run take, from outside."""

    PLACES = ((task, "look_again"), (student_anonymise, "sweep"), (student_anonymise, "catch_up"))

    def __init__(self):
        self.seconds = 0

    def __enter__(self):
        self._were = [(module, name, getattr(module, name)) for module, name in self.PLACES]
        for module, name, function in self._were:
            setattr(module, name, partial(self._time, function))
        return self

    def __exit__(self, *_error):
        for module, name, function in self._were:
            setattr(module, name, function)

    def _time(self, function, *arguments, **named):
        began = time.perf_counter()
        try:
            return function(*arguments, **named)
        finally:
            self.seconds += time.perf_counter() - began


class OtherUser:
    """Writes a contact and a file of somebody who is not being erased, again and again, and keeps the longest wait.

    In a process of its own: in a thread it would wait for the worker's interpreter, too, as no user does.
    """

    def __init__(self, env):
        env.cr.execute("SELECT max(id) FROM res_partner")
        self._partner = env.cr.fetchone()[0]
        self._dsn = env.cr._cnx.dsn
        with closing(psycopg2.connect(self._dsn)) as connection:
            self.undisturbed = max(self._write(connection) for _time in range(20))
        context = multiprocessing.get_context("fork")
        self._stop, self._longest = context.Event(), context.Value("d", 0)
        self._process = context.Process(target=self._write_on)

    @property
    def longest(self):
        """Seconds that the longest write took until now."""
        return self._longest.value

    def __enter__(self):
        self._process.start()
        return self

    def __exit__(self, *_error):
        self._stop.set()
        self._process.join()
        if self._process.exitcode:
            raise ValueError("The other user did not write to the end.")

    def _write_on(self):
        with closing(psycopg2.connect(self._dsn)) as connection:
            while not self._stop.wait(PAUSE):
                self._longest.value = max(self._longest.value, self._write(connection))

    def _write(self, connection):
        began = time.perf_counter()
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("UPDATE res_partner SET write_date = now() WHERE id = %s", (self._partner,))
            cursor.execute(
                "INSERT INTO ir_attachment (name, type, res_model, res_id) VALUES ('bench', 'url', 'res.partner', %s)",
                (self._partner,),
            )
        return time.perf_counter() - began
