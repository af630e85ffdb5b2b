"""The second look: after the commit, in a transaction of its own, with the values in memory and nowhere else."""

import logging
import threading
from collections import Counter
from dataclasses import dataclass, field

from psycopg2 import errors

from odoo import SUPERUSER_ID, api
from odoo.http import request
from odoo.modules.registry import Registry
from odoo.tools import SQL

from .file_leftovers import DELETE, REWRITE, decisions, sessions_left
from .leftovers import erase_leftovers, find_leftovers
from .people.bearers import note_bearers
from .people.case import Case
from .planning import plan
from .questions import UNREADABLE
from .register.merged import Register
from .removal import remove_after_commit, remove_files
from .sources.looking import Sweep, look_everywhere
from .sources.scan import Searched
from .sources.views import refresh_views
from .sql import quoted, run
from .subjects import PARTNER, Subjects
from .unfinished import keep, take

_logger = logging.getLogger(__name__)
ATTEMPTS = 3


@dataclass
class Verification:
    """What was searched, and what is left; no value in it.

    ``left``: {(table, column): rows}. ``files``: number of files. ``questions``: [Question] for a person.
    ``people``: {contact id: places in which something of that person is left}. ``retained``: {contact id: last day}.
    ``changed``: something was taken out now.
    """

    searched: Searched = field(default_factory=Searched)
    left: dict = field(default_factory=dict)
    files: int = 0
    people: dict = field(default_factory=Counter)
    retained: dict = field(default_factory=dict)
    questions: list = field(default_factory=list)
    changed: bool = False

    def unread_sources(self):
        """Return how many tables and stores could not be looked through."""
        return len({one.source for one in self.questions if one.source and one.why == UNREADABLE})


def verify(env, sweep: Sweep, people: set[int], going=()) -> Verification:
    """Look through everything once more for what is left of those of a Sweep's people who have been erased.

    What somebody wrote after the first look and before the erasure goes now. What is left then stays: the database
    refuses to change it.

    :param people: their contact ids. :param going: names of files that go with the commit. :return: the Verification.
    """
    known = sweep.known.narrowed(people, sweep.erased)
    search = look_everywhere(env, known, sweep.host.things(), views=True, before=sweep)
    traces, result = search.traces, Verification(search.searched)
    result.retained = {person: sweep.retained[person] for person in people & sweep.retained.keys()}
    questions = list(traces.questions)
    if suspects := traces.people(sweep.linked) & people:
        case = _case(env, sweep, known.narrowed(suspects, sweep.erased), suspects)
        found = find_leftovers(env, case, traces)
        rows_go = any(finding.rows for finding in found)
        files = [] if rows_go else list(decisions(env, case, traces))
        # What is only asked about nobody changes.
        goes = rows_go or any(map(_goes, files)) or sessions_left(case, traces)
        if found or goes:
            names, _tables, more = erase_leftovers(env, case, traces, Counter(), found)
            remove_after_commit(env, names)
            questions += more
        else:
            questions += [decision.question for decision in files if decision.question]
        if goes:
            result.changed = True
            count_left(env, case, traces, result, going={*names, *going})
    sweep.ask(env, questions, people)
    result.questions = sorted(sweep.asked)
    return result


def _case(env, sweep, known, suspects):
    """Return the Case of erased people of whom something may be left."""
    register = Register.load(env)
    # What they were known by nobody can read any more: what is theirs is what is tied to them.
    plan_of_suspects = plan(env, Subjects({PARTNER: suspects}, sweep.labels, host=sweep.host), only_tied=True)
    # Somebody may have come since who bears one of their signs, too.
    note_bearers(env, known, register, plan_of_suspects.people, since=sweep.seen)
    return Case.of(
        env,
        register,
        plan_of_suspects.people,
        known,
        linked=plan_of_suspects.linked(),
        retention=plan_of_suspects.retention,
        host=sweep.host,
    )


def _goes(decision):
    """Whether a Decision is on a file that is to be written anew or to go, and has not been."""
    return decision.action in (REWRITE, DELETE)


def count_left(env, case, traces, result, going=()):
    """Add to a Verification what is left of the people of a Case.

    :param going: names of files that go with the commit.
    """
    for finding in find_leftovers(env, case, traces):
        for column, count in finding.places().items():
            result.left[finding.table.name, column] = count
        for _key, values, concerned in finding.rows:
            result.people.update(dict.fromkeys(concerned, len(values)))
    for decision in filter(_goes, decisions(env, case, traces)):
        if decision.name in going and not decision.attachment_id:
            continue
        result.files += 1
        result.people.update(decision.people)


def look_again_after_commit(env, sweep):
    """Look again once the caller's transaction is committed; whoever waits for an answer does not wait for this.

    Within a request the second look goes on by itself, in a thread: the values are nowhere but in this process.
    """

    def begin():
        if request:
            threading.Thread(
                target=_look_again_or_keep, args=(dbname, sweep), name="school_anonymisation.verify"
            ).start()
        else:
            _look_again_or_keep(dbname, sweep)

    dbname = env.cr.dbname
    env.cr.postcommit.add(begin)


def look_again(dbname, sweep):
    """Look again for whoever has been erased of a Sweep, and have it reported; return whether that came to its end."""
    # The erasure is committed: what goes wrong in looking again must not look like a failed erasure.
    try:
        remove_files(dbname, sorted(sweep.removed))
        sweep.traces.questions += refresh_views(dbname)
        for attempt in range(ATTEMPTS):
            try:
                if _look_again(dbname, sweep):
                    refresh_views(dbname)
                return True
            except (errors.SerializationFailure, errors.DeadlockDetected):
                # Somebody else was changing a text in which something is left.
                if attempt == ATTEMPTS - 1:
                    raise
    except Exception as error:  # noqa: BLE001 pylint: disable=broad-except
        _logger.error("The search for leftovers did not end: %s", type(error).__name__)
    return False


def repeat_looks(dbname):
    """Begin again, once each, the second looks of this process that did not end and for which nothing is sealed."""
    for sweep in take(dbname):
        _look_again_or_keep(dbname, sweep)


def _look_again_or_keep(dbname, sweep):
    if not look_again(dbname, sweep):
        keep(dbname, sweep)


def _look_again(dbname, sweep):
    """Look again and report; return whether something has been taken out now."""
    with Registry(dbname).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        erased = _erased(env, sweep.labels)
        if not erased:
            return False
        verification = verify(env, sweep, erased)
        for table in sorted(sweep.touched):
            run(env, SQL("ANALYZE %s", quoted(*table)))
        sweep.host.report(env, erased, verification)
        return verification.changed


def _erased(env, labels):
    """Return the contact ids of those who have really been erased: not of a batch that was rolled back."""
    rows = run(env, SQL("SELECT id, name FROM res_partner WHERE id = ANY(%s)", list(labels)))
    return {person for person, name in rows if name == labels[person]}
