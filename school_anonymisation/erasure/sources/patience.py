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
    """``until``: second of the monotonic clock by which a look is to be done; None where nobody waits."""

    until: float | None = None

    def check(self, env):
        """Have the next statements end in time.

        :raise OutOfTimeError: there is no time left.
        """
        if self.until is None:
            return
        left = self.until - time.monotonic()
        if left <= 0:
            raise OutOfTimeError
        _allow(env, f"{int(left * 1000) + 1}ms")


ENDLESS = Patience()


@contextmanager
def waiting_for(env, seconds):
    """Give a Patience of some seconds; what has been done with it is rolled back when they were not enough.

    :raise OutOfTimeError: they were not.
    """
    # What was written before must not go with what is rolled back.
    env.flush_all()
    ((before,),) = run(env, SQL("SELECT current_setting('statement_timeout')"))
    try:
        with env.cr.savepoint(flush=False):
            yield Patience(time.monotonic() + seconds)
            _allow(env, before)
    except errors.QueryCanceled:
        raise OutOfTimeError from None


def _allow(env, setting):
    run(env, SQL("SELECT set_config('statement_timeout', %s, TRUE)", setting))
