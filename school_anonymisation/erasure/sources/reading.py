"""Reads one source after the other; one that cannot be read costs itself only, and is said to have been left out."""

import logging
from contextlib import nullcontext
from dataclasses import dataclass, field

import psycopg2
from psycopg2 import errors

from odoo.tools import SQL

from ...trouble import concerns_everybody
from ..people.known import Known
from ..questions import UNREADABLE, Question
from ..sql import run
from .patience import ENDLESS, OutOfTimeError, Patience, ending_after
from .scan import Searched
from .seen import Seen
from .traces import Traces

_logger = logging.getLogger(__name__)

WAIT = "10s"
"""How long a table is waited for that somebody is changing as a whole."""


@dataclass(repr=False)
class Search:
    """What is looked for, and what has been found so far; each source adds to it.

    ``read``: bytes of tables that had to be read. ``patience``: how long somebody waits for it.
    ``left_out``: names of the sources for which they have not waited, or not to their end.
    ``numbers``: what may stand of them in columns of numbers, once it is known.
    """

    known: Known
    seen: Seen
    patience: Patience = ENDLESS
    read: int = 0
    left_out: list = field(default_factory=list)
    traces: Traces = field(default_factory=Traces)
    searched: Searched = field(default_factory=Searched)
    numbers: list | None = None


class Source:
    """One thing to be looked through.

    ``name``: what it is called where it is said that it could not be read. ``oid``: PostgreSQL's number of a table.
    ``asks_the_database``: whether looking through it takes a statement, which may fail.
    """

    name = ""
    oid = 0
    asks_the_database = True

    def look_through(self, env, search):
        """Take in, in the Search, what stands where. What it raises costs this source only."""
        raise NotImplementedError


def read_all(env, sources, search):
    """Have each Source looked through; what could not be is a Question among the Traces.

    :raise OutOfTimeError: there is no Patience left, and a part is of no use.
    :raise psycopg2.Error: what would stop every other source as well: the machine, the connection, the transaction.
    """
    before = waiting_at_most(env, WAIT)
    # A limit that the role has is for those who wait, and would end the same look each time.
    limit = ending_after(env, "0")
    for source in sources:
        try:
            search.patience.check(env)
            with env.cr.savepoint(flush=False) if source.asks_the_database else nullcontext():
                source.look_through(env, search)
        except (OutOfTimeError, errors.QueryCanceled):
            if not search.patience.takes_a_part:
                raise
            search.left_out.append(source.name)
        except Exception as error:
            if concerns_everybody(error):
                raise
            if why := _reason(error):
                search.traces.questions.append(Question(UNREADABLE, source=source.name, detail=why))
    waiting_at_most(env, before)
    ending_after(env, limit)


def waiting_at_most(env, setting):
    """Have no statement of this transaction wait longer for what somebody else holds; return how long it did."""
    ((before,),) = run(env, SQL("SELECT current_setting('lock_timeout')"))
    run(env, SQL("SELECT set_config('lock_timeout', %s, TRUE)", setting))
    return before


def _reason(error):
    """Return the code of why a source could not be read; nothing where it is no longer there."""
    if isinstance(error, errors.UndefinedTable | errors.UndefinedColumn):
        return ""
    if isinstance(error, errors.InsufficientPrivilege | PermissionError):
        return "no_right"
    if isinstance(error, errors.LockNotAvailable):
        return "busy"
    if isinstance(error, psycopg2.Error | OSError):
        return "damaged"
    # Without the message: it may quote what stands there.
    _logger.error("A source could not be looked through: %s", type(error).__name__)
    return "failed"
