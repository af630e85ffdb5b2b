"""The rest, once people's own records are erased: everything is looked through for them, and what is found treated."""

from functools import partial

from odoo.tools import SQL

from .afterwards import do_after_commit
from .planning import plan
from .remembered import Remembered
from .second_look import Verification, count_left, verify
from .sources.looking import sweep
from .sources.views import refresh_views
from .sql import quoted, run
from .subjects import PARTNER, Subjects
from .treat import apply, case_of

AT_ONCE = 500
"""People treated by the same statements."""


def erase_the_rest(env, subjects: Subjects, remembered: Remembered) -> Verification:
    """Look through everything for people whose own records are erased, treat what is found, and report.

    In the caller's transaction, in which nobody waits for it. What is their own is treated once more, too: some of it
    is only theirs by what stands in it.

    :param subjects: those of whom something is Remembered. :return: the Verification: what is left in spite of it.
    """
    # What materialised views still show of the people's own records goes before the look, the rest after it.
    questions = refresh_views(env.cr.dbname)
    do_after_commit(env, partial(refresh_views, env.cr.dbname))
    swept = sweep(env, subjects, remembered)
    swept.traces.questions += questions
    result = Verification(swept.searched)
    people = sorted(subjects.ids[PARTNER])
    for start in range(0, len(people), AT_ONCE):
        planned = plan(env, subjects.narrowed(people[start : start + AT_ONCE]), sweep=swept)
        apply(env, planned, swept)
        for name in swept.removed:
            swept.traces.files.pop(name, None)
        count_left(env, case_of(env, planned), swept.traces, result)
    result.retained, result.questions = swept.retained, sorted(swept.asked)
    if _have_triggers(env, subjects.host.triggers):
        # Such as keep somewhere what stood in a row before.
        result = verify(env, swept, set(people), going=swept.removed)
    for table in sorted(swept.touched | remembered.tables):
        run(env, SQL("ANALYZE %s", quoted(*table)))
    subjects.host.report(env, set(people), result)
    return result


def _have_triggers(env, own):
    """Whether the database may do more than it was asked when a row is written: Odoo itself asks for no such thing.

    :param own: names of triggers that do not count.
    """
    query = SQL(
        "SELECT EXISTS (SELECT 1 FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' AND tgname <> ALL(%s))",
        list(own),
    )
    return run(env, query)[0][0]
