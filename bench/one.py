"""One student by hand: what the user waits for after the button."""

import time

from . import database
from .table import Row


def run(env, limit):
    """Anonymise a few students one after the other, each committed; return (Rows, no plans)."""
    officer = database.as_officer(env)
    students = officer["school.student"].with_context(active_test=False)
    erased, committed = [], []
    for student in students.search([("anonymisation_eligible", "=", True)], order="id desc", limit=min(3, limit)):
        began = time.perf_counter()
        student.action_anonymise()
        middle = time.perf_counter()
        env.cr.commit()
        erased.append(middle - began)
        committed.append(time.perf_counter() - middle)
    total = sorted(a + b for a, b in zip(erased, committed, strict=True))[len(erased) // 2]
    return [
        Row("one student by hand, until the page is back", f"{total:.2f} s", "", "", "1 s", total < 1),
        Row("  of this, the second look after the commit", f"{sorted(committed)[len(committed) // 2]:.2f} s"),
    ], {}
