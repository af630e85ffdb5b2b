"""Fills databases with students, measures in processes of their own, and prints goal, measured, ratio."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time

from lib import odoo_database, packages, places
from lib.apps import APPS
from lib.postgres import Cluster
from lib.sentence import Stop, say

from . import peer
from .table import Row, print_table

WORKERS = (1, 2, 4)


def main(*arguments):
    """Measure for each number of students and print one table."""
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__, allow_abbrev=False)
    parser.add_argument("students", type=int, nargs="*", help="numbers of students (1000)", default=[1000])
    parser.add_argument("--eligible", type=int, default=3, help="how many of ten students are eligible (3)")
    parser.add_argument("--others", type=int, default=10, help="other contacts for each student (10)")
    parser.add_argument(
        "--erase", type=int, default=10**9, help="how many students the run erases at most (a third of the eligible)"
    )
    parser.add_argument("--workers", type=int, default=1500, help="how many students workers share at most (1500)")
    parser.add_argument("--peer", type=int, default=10, help="how many students the peer erases; 0 = no peer (10)")
    parser.add_argument(
        "--wide", action="store_true", help="with the apps of Odoo that a school may use, installed too"
    )
    options = parser.parse_args(arguments)
    for name, value, least in (("students", min(options.students), 100), ("--eligible", options.eligible, 1),
                               ("--others", options.others, 1), ("--erase", options.erase, 1)):  # fmt: skip
        if value < least:
            raise Stop(f"{name} must be at least {least}, not {value}.")
    if options.eligible > 10:
        raise Stop(f"--eligible counts tenths: at most 10, not {options.eligible}.")
    # They would lead Odoo to another database server than the one named in its configuration.
    for name in [name for name in os.environ if name.startswith("PG")]:
        del os.environ[name]
    folder = places.made(places.data() / "bench")
    refusal = (
        f"A bench is already running in {folder} (process {{pid}}); wait for it, or set SCHOOL_ANONYMISATION_DATA."
    )
    with places.lock(folder / "lock", refusal=refusal), Cluster(folder, throwaway=True) as cluster:
        bench = Bench(cluster, options)
        bench.install()
        try:
            for students in options.students:
                bench.measure(students)
        finally:
            # What has been measured until something went wrong is worth knowing.
            bench.tell()


class Bench:
    """The databases of a bench in a cluster, and what has been measured."""

    def __init__(self, cluster, options):
        self.cluster, self.options = cluster, options
        self.rows, self.plans = [], {}
        self.prefix = "wide_bench_" if options.wide else "bench_"
        self.empty, self.work = f"{self.prefix}empty", f"{self.prefix}work"
        self.began, self.load = time.monotonic(), os.getloadavg()

    def install(self):
        """Make the empty database from these sources, and fetch the peer."""
        made = self.cluster.folder / f"{self.prefix}sources"
        self.peer_path = packages.addon(peer.PACKAGE, places.cache()) if self.options.peer else None
        key = odoo_database.sources_key()
        if self.empty in self.cluster.databases() and made.exists() and made.read_text() == key:
            return
        say("Installing the addons into a new database.")
        for name in self.cluster.databases():
            if name.startswith(self.prefix):
                odoo_database.remove(self.cluster, name)
        self.cluster.create(self.empty)
        odoo_database.install(self.cluster, self.empty, [*(APPS if self.options.wide else ()), *odoo_database.addons()])
        made.write_text(key)

    def measure(self, students):
        """All measurements for one number of students."""
        options = self.options
        filled = f"{self.prefix}{students}_{options.eligible}_{options.others}"
        places.room(self.cluster.folder, 500 + students // 10)
        if filled not in self.cluster.databases():
            say(f"Filling a database with {students} students and {students * options.others} other contacts.")
            odoo_database.copy(self.cluster, self.empty, filled)
            began = time.monotonic()
            try:
                self.run("fill", filled, f"{students},{options.eligible},{options.others}")
            except BaseException:
                odoo_database.remove(self.cluster, filled)
                raise
            self.rows.append(Row(f"fill a database with {students} students", f"{time.monotonic() - began:.0f} s"))
        installed = "SELECT count(*) FROM ir_module_module WHERE state = 'installed'"
        ((modules,),) = self.cluster.query(installed, database=filled)
        self.rows.append(Row(f"{students} students, modules installed", str(modules)))
        erased = min(options.erase, students * options.eligible // 30)
        self.run("eligibility", filled, 0)
        self.run("pages", filled, 0)
        self.run("residue", filled, students)
        self.on_a_copy(filled, "one", 3)
        self.on_a_copy(filled, "erase", erased)
        self.on_a_copy(filled, "places", 0)
        for workers in WORKERS:
            self.measure_workers(filled, min(erased, options.workers), workers)
        if self.peer_path:
            self.measure_peer(min(students, 1000))
        odoo_database.remove(self.cluster, self.work)

    def measure_peer(self, students):
        """The peer's measurements, in a database of its own: installed among many contacts it takes minutes."""
        odoo_database.copy(self.cluster, self.empty, self.work)
        self.run("install", self.work, peer.MODULE, with_peer=True)
        self.run("fill", self.work, f"{students},{self.options.eligible},{self.options.others}", with_peer=True)
        self.run("places", self.work, 1, with_peer=True)
        self.run("peer", self.work, self.options.peer, with_peer=True)
        ours, theirs = (self._rate(beginning) for beginning in ("erase ", peer.MODULE))
        what, beside = "this addon beside the peer", f"{theirs:.1f} students/s"
        self.rows.append(
            Row(what, f"{ours:.1f} students/s", beside, f"{ours / theirs:.0f}x", "100x", ours >= 100 * theirs)
        )

    def _rate(self, beginning):
        """Students a second of the last Row that begins so."""
        return float(next(row for row in reversed(self.rows) if row.what.startswith(beginning)).measured.split()[0])

    def measure_workers(self, filled, count, workers):
        """How long some workers take for a run that they share, each a process of its own; the batches are the same."""
        self.on_a_copy(filled, "begin", f"{count},{max(WORKERS)}")
        began = time.monotonic()
        processes = [self.start("worker", self.work, 0, number) for number in range(workers)]
        if any(process.wait() for process in processes):
            raise Stop("A worker did not end (see above).")
        rate = count / (time.monotonic() - began)
        what = f"a run of {count} students in {max(WORKERS)} batches, workers: {workers}"
        row = Row(what, f"{rate:.1f} students/s, start included")
        say(f"  {row.what}: {row.measured}")
        self.rows.append(row)

    def on_a_copy(self, filled, measurement, argument):
        """Measure on a copy of the filled database."""
        odoo_database.remove(self.cluster, self.work)
        self.cluster.create(self.work, filled)
        store = odoo_database.filestore(self.cluster, filled)
        # Files are only ever removed or replaced as a whole: links are as good as copies.
        shutil.copytree(store, odoo_database.filestore(self.cluster, self.work), copy_function=os.link)
        self.run(measurement, self.work, argument)

    def run(self, measurement, database, argument, *, with_peer=False):
        """Run one measurement in a process of its own and take in what it answers."""
        say(f"Measuring: {measurement}")
        foreign = [self.peer_path] if with_peer else []
        if measurement == "install":
            self._odoo(odoo_database.write_configuration(self.cluster, foreign=foreign), database, argument)
            return
        answer = self.cluster.folder / "answer0.json"
        if self.start(measurement, database, argument, foreign=foreign).wait():
            raise Stop(f"The measurement {measurement} did not end (see above).")
        answered = json.loads(answer.read_text())
        rows = [Row(**row) for row in answered["rows"]]
        for row in rows:
            say(f"  {row.what}: {row.measured}" + (f" ({row.beside})" if row.beside else ""))
        self.rows += rows
        self.plans |= answered["plans"]

    def start(self, measurement, database, argument, number=0, foreign=()):
        """Start a measurement in a process of its own, which leaves its answer in a file."""
        configuration = odoo_database.write_configuration(self.cluster, foreign=foreign)
        answer = self.cluster.folder / f"answer{number}.json"
        answer.unlink(missing_ok=True)
        command = [sys.executable, "-m", "bench", measurement, configuration, database, str(argument), answer]
        environment = {**os.environ, "PYTHONPATH": f"{places.REPOSITORY}{os.pathsep}{os.environ['PYTHONPATH']}"}
        return subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL)

    def _odoo(self, configuration, database, module):
        command = [sys.executable, "-m", "odoo", "-c", configuration, "-d", database, "-i", module]
        command += ["--stop-after-init", "--no-http", "--max-cron-threads=0", "--log-level=error"]
        if subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode:
            raise Stop(f"The peer {module} could not be installed.")

    def tell(self):
        """Print the plans, the table and the machine."""
        for title, lines in self.plans.items():
            say(f"\n{title}\n  " + "\n  ".join(lines))
        say("")
        print_table(self.rows)
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
        say(
            f"\n{os.cpu_count()} cores, {memory:.0f} GB, PostgreSQL in its default settings without fsync,"
            f" Python {sys.version.split()[0]}; load {self.load[0]:.1f} before, {os.getloadavg()[0]:.1f} after;"
            f" {time.monotonic() - self.began:.0f} s in all."
        )
