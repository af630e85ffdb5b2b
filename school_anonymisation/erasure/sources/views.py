"""Materialised views: copies that PostgreSQL keeps as they were; they are made anew once the people are erased."""

import psycopg2

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import SQL

from ...trouble import concerns_everybody
from ..questions import UNREADABLE, Question
from ..sql import quoted, run
from .reading import WAIT

# One that is made of another one is younger than that.
_VIEWS = """
    SELECT n.nspname, c.relname, n.nspname = current_schema(), pg_has_role(c.relowner, 'USAGE')
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'm' AND c.relispopulated ORDER BY c.oid
"""


def refresh_views(dbname):
    """Make every materialised view anew, each in a transaction of its own; return [Question] for those that are not.

    Whoever reads one waits until it is made. One that somebody is reading for long is left as it is.
    """
    with Registry(dbname).cursor() as cr:
        views = run(api.Environment(cr, SUPERUSER_ID, {}), SQL(_VIEWS))
    questions = []
    for schema, name, is_odoos, may_refresh in views:
        if not (may_refresh and _refresh(dbname, quoted(schema, name))):
            label = name if is_odoos else f"{schema}.{name}"
            questions.append(Question(UNREADABLE, source=label, detail="not_refreshed"))
    return questions


def _refresh(dbname, view):
    try:
        with Registry(dbname).cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            run(env, SQL("SELECT set_config('lock_timeout', %s, TRUE)", WAIT))
            with cr.savepoint(flush=False):
                run(env, SQL("REFRESH MATERIALIZED VIEW %s", view))
            return True
    except psycopg2.errors.LockNotAvailable:
        return False
    except psycopg2.Error as error:
        if concerns_everybody(error):
            raise
        return False
