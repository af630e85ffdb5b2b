"""How long a look may take: of whoever waits for a page, not longer than that."""

import time
from contextlib import contextmanager
from dataclasses import dataclass

from psycopg2 import errors

from odoo.tools import SQL

from ..sql import run


class OutOfTimeError(Exception):
    """Whoever waits for the look has waited long enough."""


@dataclass(frozen=True)
class Patience:
    """``until``: second of the monotonic clock by which a look is to be done; None where nobody waits.

    ``takes_a_part``: whether a part of a look is better than none.
    """

    until: float | None = None
    takes_a_part: bool = False

    def check(self, env):
        """Have the next statements end in time.

        :raise OutOfTimeError: there is no time left.
        """
        if self.until is None:
            return
        left = self.until - time.monotonic()
        if left <= 0:
            raise OutOfTimeError
        ending_after(env, f"{int(left * 1000) + 1}ms")


ENDLESS = Patience()


@contextmanager
def waiting_for(env, seconds, takes_a_part=False):
    """Give a Patience of some seconds; what has been done with it is rolled back when they were not enough.

    :param takes_a_part: see `Patience`.
    :raise OutOfTimeError: they were not.
    """
    # What was written before must not go with what is rolled back.
    env.flush_all()
    before = _ended_after(env)
    try:
        with env.cr.savepoint(flush=False):
            yield Patience(time.monotonic() + seconds, takes_a_part)
            ending_after(env, before)
    except errors.QueryCanceled:
        raise OutOfTimeError from None


def ending_after(env, setting):
    """Have each statement of this transaction be ended after some time; return after which it was before."""
    before = _ended_after(env)
    run(env, SQL("SELECT set_config('statement_timeout', %s, TRUE)", setting))
    return before


def _ended_after(env):
    return run(env, SQL("SELECT current_setting('statement_timeout')"))[0][0]
