"""The second look: after the commit, in a transaction of its own, with the values in memory and nowhere else."""

import logging
from collections import Counter
from dataclasses import dataclass, field
from functools import partial

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import SQL

from . import residue
from .files import remove_files
from .fingerprint import Fingerprint
from .retention import Retention
from .scan import Searched
from .statement import run

_logger = logging.getLogger(__name__)
WAITING = "school_anonymisation.verify"


@dataclass
class Verification:
    """What was searched, and what is left; no value in it.

    ``left``: {(table, column): rows}. ``files``: number of files.
    ``people``: {contact id: places in which something of that person is left}. ``retained``: {contact id: last day}.
    """

    searched: Searched = field(default_factory=Searched)
    left: dict = field(default_factory=dict)
    files: int = 0
    people: dict = field(default_factory=dict)
    retained: dict = field(default_factory=dict)


def verify(env, scope):
    """Search everything once for what is left of the people of a Scope and return the Verification."""
    findings, files, searched = residue.search(env, scope)
    result = Verification(searched, files=len(files.files) + len(files.sessions), people=Counter())
    result.retained = {
        person: max(last_day for _model, _id, last_day in documents)
        for person, documents in scope.retention.by_person().items()
    }
    for finding in findings:
        for column, count in finding.places().items():
            result.left[finding.table.name, column] = count
        for _key, values, people in finding.rows:
            for person in people or scope.fingerprint.people:
                result.people[person] += len(values)
    for found in files.files:
        for person in found.people or scope.fingerprint.people:
            result.people[person] += 1
    return result


def verify_after_commit(env, scope, labels, tables, names):
    """Look again once the transaction is committed, once for all that it erased.

    :param labels: {contact id: label}; only who bears the label by then has been erased.
    :param tables: names of tables whose statistics in PostgreSQL may hold values.
    :param names: files of the filestore that are to be gone by then.
    """
    waiting = env.cr.postcommit.data.setdefault(WAITING, {"people": {}, "tables": set(), "files": set()})
    if not waiting["people"]:
        env.cr.postcommit.add(partial(_look_again, env.cr.dbname, waiting))
    for person, label in labels.items():
        waiting["people"][person] = (label, scope.fingerprint.people.get(person, set()))
    waiting["tables"] |= set(tables)
    waiting["files"] |= set(filter(None, names))
    waiting["shared"] = waiting.get("shared", set()) | scope.fingerprint.shared
    waiting["linked"] = _merged(waiting.get("linked", {}), scope.linked)
    waiting["until"] = _merged(waiting.get("until", {}), scope.retention.until)
    waiting["fields"] = scope.retention.fields
    waiting["owners"] = waiting.get("owners", {}) | scope.retention.people


def _merged(known, more):
    return {name: {**known.get(name, {}), **more.get(name, {})} for name in known.keys() | more.keys()}


def _look_again(dbname, waiting):
    # The erasure is committed: what goes wrong in looking again must not look like a failed erasure.
    try:
        remove_files(dbname, sorted(waiting["files"]))
        with Registry(dbname).cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            erased = _erased(env, waiting["people"])
            if not erased:
                return
            fingerprint = Fingerprint(erased, waiting["shared"])
            owners = {document: person for document, person in waiting["owners"].items() if person in erased}
            retention = Retention(env, waiting["until"], owners, waiting["fields"])
            retention.load_earlier()
            verification = verify(env, residue.Scope(fingerprint, waiting["linked"], retention))
            for table in sorted(waiting["tables"]):
                run(env, SQL("ANALYZE %s", SQL.identifier(table)))
            env["school.anonymisation.log"]._record_verification(list(erased), verification)
    except Exception as error:  # noqa: BLE001 pylint: disable=broad-except
        _logger.error("The search for leftovers did not end: %s", type(error).__name__)


def _erased(env, people):
    """Return {contact id: values} of those who have really been erased: not of a batch that was rolled back."""
    rows = run(env, SQL("SELECT id, name FROM res_partner WHERE id = ANY(%s)", list(people)))
    return {person: people[person][1] for person, name in rows if name == people[person][0]}
