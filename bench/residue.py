"""How fast everything is searched for what is left, for one and for many people, beside pg_dump to nowhere."""

import subprocess
import time

from odoo.addons.school_anonymisation.erasure import Subjects
from odoo.addons.school_anonymisation.erasure.people.identify import known_of
from odoo.addons.school_anonymisation.erasure.planning import document_paths
from odoo.addons.school_anonymisation.erasure.register import Register
from odoo.addons.school_anonymisation.erasure.sources.filestore import look_through_files
from odoo.addons.school_anonymisation.erasure.sources.looking import look_everywhere
from odoo.addons.school_anonymisation.erasure.sources.scan import Searched
from odoo.addons.school_anonymisation.erasure.sources.traces import Traces
from odoo.addons.school_anonymisation.models.cycle.shared_look import TOGETHER
from odoo.addons.school_anonymisation.models.engine_host import SchoolHost
from odoo.tools.misc import exec_pg_environ, find_pg_tool

from .table import Row, ratio

THOUSAND = 1000


def run(env, limit):
    """Search for 1, for 1,000 and for as many students as are looked for together; return (Rows, no plans)."""
    rows = []
    students = env["school.student"].with_context(active_test=False)
    everybody = students.search([("anonymisation_eligible", "=", True)], order="id", limit=min(limit, TOGETHER))
    register = Register.load(env)
    for count in sorted({1, min(THOUSAND, len(everybody)), len(everybody)}):
        subjects = Subjects(
            {"res.partner": everybody[:count].partner_id.ids},
            dict.fromkeys(everybody[:count].partner_id.ids, "-"),
            host=SchoolHost(),
        )
        began = time.perf_counter()
        known = known_of(env, subjects, subjects.resolve(env), register, document_paths(register))
        identified = time.perf_counter() - began
        dump = _dump(env)
        began = time.perf_counter()
        searched = look_everywhere(env, known, SchoolHost().things()).searched
        seconds = time.perf_counter() - began
        files, began = Searched(), time.perf_counter()
        look_through_files(env, known, files, Traces())
        in_files = time.perf_counter() - began
        in_tables = seconds - in_files
        megabytes = (searched.bytes - files.bytes) / 1e6
        rows += [
            Row(f"search tables for {count} people ({megabytes:.0f} MB of text)",
                f"{in_tables:.1f} s, {megabytes / in_tables:.0f} MB/s", f"{dump:.1f} s pg_dump", ratio(in_tables, dump),
                "1x", in_tables <= dump),
            Row(f"  search {files.files} files for them",
                f"{in_files:.1f} s, {files.files / in_files:.0f} files/s"),
            Row("  find out what they are known by, and what others share", f"{identified:.1f} s"),
        ]  # fmt: skip
        env.cr.rollback()
    return rows, {}


def _dump(env):
    began = time.perf_counter()
    subprocess.run(
        [find_pg_tool("pg_dump"), "--no-owner", "-d", env.cr.dbname],
        env=exec_pg_environ(),
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - began
