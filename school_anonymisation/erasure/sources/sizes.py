"""How large tables are on the disk: as the files are, not as statistics have it, which an import has not."""

from psycopg2 import errors

from odoo.tools import SQL

from ..sql import run

_BRIEFLY = "100ms"


def sizes_of_tables(env):
    """Return {oid: (bytes of rows, bytes of what PostgreSQL keeps apart from them)}; one statement.

    It is empty where somebody is changing a table as a whole: whoever asks for its size waits.
    """
    ((before,),) = run(env, SQL("SELECT current_setting('lock_timeout')"))
    try:
        with env.cr.savepoint(flush=False):
            run(env, SQL("SELECT set_config('lock_timeout', %s, TRUE)", _BRIEFLY))
            rows = run(
                env,
                SQL(
                    "SELECT oid, coalesce(pg_relation_size(oid), 0),"
                    " coalesce(pg_relation_size(nullif(reltoastrelid, 0)), 0)"
                    " FROM pg_class WHERE relkind IN ('r', 'm') AND relpersistence <> 't'"
                ),
            )
            run(env, SQL("SELECT set_config('lock_timeout', %s, TRUE)", before))
    except errors.LockNotAvailable:
        # With the savepoint, the setting is as it was.
        return {}
    return {oid: (own, apart) for oid, own, apart in rows}
