"""One student by hand: what the user waits for after the button, and the look that follows in the job."""

import time

from . import database
from .table import Row


def run(env, limit):
    """Anonymise a few students one after the other, each committed; return (Rows, no plans)."""
    officer = database.as_officer(env)
    students = officer["school.student"].with_context(active_test=False)
    page, rest = [], []
    for student in students.search([("anonymisation_eligible", "=", True)], order="id desc", limit=min(3, limit)):
        began = time.perf_counter()
        student.action_anonymise()
        env.cr.commit()
        middle = time.perf_counter()
        env["school.anonymisation.batch"]._work_off_rest()
        page.append(middle - began)
        rest.append(time.perf_counter() - middle)
        if student.anonymisation_unverified:
            raise ValueError("The look through everything did not come to its end")
    wait, after = sorted(page)[len(page) // 2], sorted(rest)[len(rest) // 2]
    return [
        Row("one student by hand, anonymised and the page back", f"{wait:.2f} s", "", "", "1 s", wait < 1),
        Row("  the job then looks through everything else", f"{after:.2f} s"),
    ], {}
