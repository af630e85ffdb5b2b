"""One student by hand: what the user waits for after the button."""

import time

from . import database
from .table import Row


def run(env, limit):
    """Anonymise a few students one after the other, each committed; return (Rows, no plans)."""
    officer = database.as_officer(env)
    students = officer["school.student"].with_context(active_test=False)
    requests = env["school.anonymisation.request"]
    by_job = requests._is_better_than_waiting()
    page, rest = [], []
    for student in students.search([("anonymisation_eligible", "=", True)], order="id desc", limit=min(3, limit)):
        began = time.perf_counter()
        student.action_anonymise()
        if by_job:
            env.cr.commit()
        middle = time.perf_counter()
        if by_job:
            requests._work_off()
        else:
            # Here, where no browser waits for an answer, the second look is part of the commit.
            env.cr.commit()
        page.append(middle - began)
        rest.append(time.perf_counter() - middle)
    wait, after = sorted(page)[len(page) // 2], sorted(rest)[len(rest) // 2]
    follows = "the job anonymises, both looks included" if by_job else "the second look, which follows by itself"
    return [
        Row("one student by hand, until the page is back", f"{wait:.2f} s", "", "", "1 s", wait < 1),
        Row(f"  {follows}", f"{after:.2f} s"),
    ], {}
