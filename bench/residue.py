"""How fast everything is searched for what is left, for one and for many people, beside pg_dump to nowhere."""

import subprocess
import time

from odoo.addons.school_anonymisation.erasure import Subjects, plan
from odoo.addons.school_anonymisation.erasure.files_residue import search_files
from odoo.addons.school_anonymisation.erasure.residue import Scope, search
from odoo.addons.school_anonymisation.erasure.scan import Searched
from odoo.tools.misc import exec_pg_environ, find_pg_tool

from .table import Row, ratio

BATCH_OF_A_RUN = 50


def run(env, limit):
    """Search for 1 and for up to ``limit`` students, changing nothing; return (Rows, no plans)."""
    began = time.perf_counter()
    subprocess.run(
        [find_pg_tool("pg_dump"), "--no-owner", "-d", env.cr.dbname],
        env=exec_pg_environ(),
        stdout=subprocess.DEVNULL,
        check=True,
    )
    dump = time.perf_counter() - began
    rows = []
    students = env["school.student"].with_context(active_test=False)
    everybody = students.search([("anonymisation_eligible", "=", True)], order="id", limit=limit)
    for people in (everybody[:1], everybody[:BATCH_OF_A_RUN], everybody):
        began = time.perf_counter()
        drawn = plan(env, Subjects({"res.partner": people.partner_id.ids}, dict.fromkeys(people.partner_id.ids, "-")))
        planned = time.perf_counter() - began
        scope = Scope(drawn.fingerprint, drawn.linked(), drawn.retention)
        began = time.perf_counter()
        _findings, _files, searched = search(env, scope)
        seconds = time.perf_counter() - began
        files, began = Searched(), time.perf_counter()
        search_files(env, scope, files)
        in_files = time.perf_counter() - began
        in_tables = seconds - in_files
        megabytes = (searched.bytes - files.bytes) / 1e6
        rows += [
            Row(f"search tables for {len(people)} people ({megabytes:.0f} MB of text)",
                f"{in_tables:.1f} s, {megabytes / in_tables:.0f} MB/s", f"{dump:.1f} s pg_dump", ratio(in_tables, dump),
                "1x", in_tables <= dump),
            Row(f"search {files.files} files for {len(people)} people",
                f"{in_files:.1f} s, {files.files / in_files:.0f} files/s"),
            Row(f"plan for {len(people)} people", f"{planned:.2f} s"),
        ]  # fmt: skip
        env.cr.rollback()
    return rows, {}
