"""Fills the database, and has its files read, as on any server; a process of its own like every measurement."""

import time

from odoo.addons.school_anonymisation.erasure.sources.filestore import unread_count

from . import generator
from .table import Row


def run(env, sizes):
    """Fill the database of ``env``; ``sizes`` is "students,eligible,others"; return Rows and no plans."""
    generator.fill(env, generator.Size(*map(int, sizes.split(","))), lambda text: print(text, flush=True))
    env.cr.commit()
    began = time.perf_counter()
    words = env["school.anonymisation.file.words"]
    # As often as a server calls the job; a file that is not there is waited for by nobody.
    left, before = unread_count(env), None
    while left and left != before:
        words._cron_read_files()
        left, before = unread_count(env), left
    seconds, files = time.perf_counter() - began, words.search_count([])
    return [Row(f"read {files} files, once in their life", f"{seconds:.1f} s, {files / seconds:.0f} files/s")], {}
