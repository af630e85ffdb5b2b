# What stands in a school's database besides Odoo's tables: what an administrator, a report or an import left there.
import contextlib

# The role that Odoo has at a school: it owns its tables, and is nobody to those of others.
SCHOOL_ROLE = "as_it_is_school"
# Its text is somebody's name, from which nobody is known elsewhere; of the last one Odoo's role has no right to read.
TABLES = {
    "imported_leads": "CREATE TABLE imported_leads (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), note text)",
    "keyless": "CREATE TABLE keyless (note text)",
    "pairs": "CREATE TABLE pairs (year int, number int, note text, PRIMARY KEY (year, number))",
    "notes_2020": "CREATE TABLE notes_all (note text); CREATE TABLE notes_2020 () INHERITS (notes_all)",
    "calls_now": "CREATE TABLE calls (day date DEFAULT '2026-05-01', note text) PARTITION BY RANGE (day);"
    " CREATE TABLE calls_now PARTITION OF calls FOR VALUES FROM ('2020-01-01') TO ('2030-01-01')",
    "archive.letters": "CREATE SCHEMA archive; CREATE TABLE archive.letters (id serial PRIMARY KEY, note text)",
}
VIEW = "CREATE MATERIALIZED VIEW all_names AS SELECT name AS note FROM res_partner"
LOCKED = "dba_backup"


def add(cluster, database, person, bystander):
    """Make them all, each with a row about a person and one about a bystander."""

    def do(statement, *parameters):
        cluster.query(statement, *parameters, database=database)

    for table, statement in TABLES.items():
        do(statement)
        column = "year, number, note" if table == "pairs" else "note"
        for number, one in enumerate((person, bystander)):
            keys = f"2026, {number}, " if table == "pairs" else ""
            do(f"INSERT INTO {table} ({column}) VALUES ({keys}%s)", text_about(one))  # noqa: S608 words of this file
    do(VIEW)


def text_about(person):
    """Return what stands in a row about somebody."""
    return f"Called {person['name']} at {person['email']}"


def notes(cluster, database):
    """Return {table: the texts that stand there}."""
    found = {}
    for table in (*TABLES, "all_names"):
        rows = cluster.query(f"SELECT note FROM {table}", database=database)  # noqa: S608 words of this file
        found[table] = [note for (note,) in rows]
    return found


def lock(cluster, database, person):
    """Add a table that Odoo's role may not read; return the settings of a server that has that role."""
    cluster.query(f"CREATE TABLE {LOCKED} AS SELECT %s AS note", text_about(person), database=database)
    # A sequence goes with the column that has it.
    cluster.query(
        f"""
        DO $$ DECLARE item record; BEGIN
            FOR item IN SELECT c.oid::regclass AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                 WHERE n.nspname IN ('public', 'archive') AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
                   AND c.relname <> '{LOCKED}'
                   AND NOT (c.relkind = 'S'
                            AND EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('a', 'i')))
            LOOP EXECUTE format('ALTER TABLE %s OWNER TO {SCHOOL_ROLE}', item.name); END LOOP;
            ALTER SCHEMA archive OWNER TO {SCHOOL_ROLE};
            GRANT ALL ON SCHEMA public TO {SCHOOL_ROLE};
        END $$;
        """,  # noqa: S608 words of this file
        database=database,
    )
    return {"db_user": SCHOOL_ROLE}


@contextlib.contextmanager
def role(cluster):
    """Let there be the role of the school's Odoo, for as long as its database is there."""
    # Of a run that was killed.
    cluster.query(f"DROP ROLE IF EXISTS {SCHOOL_ROLE}")
    cluster.query(f"CREATE ROLE {SCHOOL_ROLE} LOGIN")
    try:
        yield
    finally:
        cluster.query(f"DROP ROLE {SCHOOL_ROLE}")
