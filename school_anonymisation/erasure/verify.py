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

from . import residue
from .files import remove_after_commit, remove_files
from .files_residue import files_left, sessions_left
from .plan import plan
from .register import Register
from .scan import Searched
from .sharing import note_shared
from .statement import run
from .subjects import PARTNER, Subjects
from .sweep import look

_logger = logging.getLogger(__name__)
ATTEMPTS = 3


@dataclass
class Verification:
    """What was searched, and what is left; no value in it.

    ``left``: {(table, column): rows}. ``files``: number of files.
    ``people``: {contact id: places in which something of that person is left}. ``retained``: {contact id: last day}.
    """

    searched: Searched = field(default_factory=Searched)
    left: dict = field(default_factory=dict)
    files: int = 0
    people: dict = field(default_factory=Counter)
    retained: dict = field(default_factory=dict)


def verify(env, sweep, people):
    """Look through everything once more for what is left of those of a Sweep's people who have been erased.

    What somebody wrote after the first look and before the erasure goes now. What is left then stays: the database
    refuses to change it.

    :param people: their contact ids. :return: the Verification.
    """
    fingerprint = sweep.fingerprint.narrowed(people)
    places, searched = look(env, sweep.matcher.narrowed(fingerprint))
    result = Verification(searched)
    result.retained = {person: sweep.retained[person] for person in people & sweep.retained.keys()}
    if suspects := places.people(sweep.linked) & people:
        # Somebody may have come since who bears one of their values, too.
        fingerprint = fingerprint.narrowed(suspects)
        matcher = sweep.matcher.narrowed(fingerprint)
        note_shared(env, fingerprint, matcher, Register.load(env).identifiers, {})
        scope = residue.Scope.of(env, plan(env, Subjects({PARTNER: suspects}, sweep.labels, host=sweep.host)))
        scope.fingerprint, scope.matcher = fingerprint, matcher
        if _is_left(env, scope, places):
            names, _tables = residue.erase(env, scope, places, Counter())
            remove_after_commit(env, names)
            _count_left(env, scope, places, result)
    return result


def _is_left(env, scope, places):
    return residue.findings(env, scope, places) or files_left(env, scope, places) or sessions_left(scope, places)


def _count_left(env, scope, places, result):
    for finding in residue.findings(env, scope, places):
        for column, count in finding.places().items():
            result.left[finding.table.name, column] = count
        for _key, values, concerned in finding.rows:
            result.people.update(dict.fromkeys(concerned, len(values)))
    for name, _ids, concerned in files_left(env, scope, places):
        result.files += 1
        result.people.update(concerned or places.files[name][0])


def look_again_after_commit(env, sweep):
    """Look again once the caller's transaction is committed; whoever waits for an answer does not wait for this.

    Within a request the second look goes on by itself, in a thread: the values are nowhere but in this process.
    """

    def begin():
        if request:
            threading.Thread(target=look_again, args=(dbname, sweep), name="school_anonymisation.verify").start()
        else:
            look_again(dbname, sweep)

    dbname = env.cr.dbname
    env.cr.postcommit.add(begin)


def look_again(dbname, sweep):
    """Look again for whoever has been erased of a Sweep, and write down in the log what was found."""
    # The erasure is committed: what goes wrong in looking again must not look like a failed erasure.
    try:
        remove_files(dbname, sorted(sweep.removed))
        for attempt in range(ATTEMPTS):
            try:
                _look_again(dbname, sweep)
                return
            except (errors.SerializationFailure, errors.DeadlockDetected):
                # Somebody else was changing a text in which something is left.
                if attempt == ATTEMPTS - 1:
                    raise
    except Exception as error:  # noqa: BLE001 pylint: disable=broad-except
        _logger.error("The search for leftovers did not end: %s", type(error).__name__)


def _look_again(dbname, sweep):
    with Registry(dbname).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        erased = _erased(env, sweep.labels)
        if not erased:
            return
        verification = verify(env, sweep, erased)
        for table in sorted(sweep.touched):
            run(env, SQL("ANALYZE %s", SQL.identifier(table)))
        sweep.host.report(env, erased, verification)


def _erased(env, labels):
    """Return the contact ids of those who have really been erased: not of a batch that was rolled back."""
    rows = run(env, SQL("SELECT id, name FROM res_partner WHERE id = ANY(%s)", list(labels)))
    return {person for person, name in rows if name == labels[person]}
