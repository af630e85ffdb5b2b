"""Fills the database; a process of its own like every measurement."""

from . import generator


def run(env, sizes):
    """Fill the database of ``env``; ``sizes`` is "students,eligible,others"; return no Rows and no plans."""
    generator.fill(env, generator.Size(*map(int, sizes.split(","))), lambda text: print(text, flush=True))
    return [], {}
