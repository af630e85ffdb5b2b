"""Fills the database, and has its files read, as on any server; a process of its own like every measurement."""

import time

from . import generator
from .table import Row


def run(env, sizes):
    """Fill the database of ``env``; ``sizes`` is "students,eligible,others"; return Rows and no plans."""
    generator.fill(env, generator.Size(*map(int, sizes.split(","))), lambda text: print(text, flush=True))
    env.cr.commit()
    began = time.perf_counter()
    words = env["school.anonymisation.file.words"]
    words._cron_read_files()
    seconds, files = time.perf_counter() - began, words.search_count([])
    return [Row(f"read {files} files, once in their life", f"{seconds:.1f} s, {files / seconds:.0f} files/s")], {}
