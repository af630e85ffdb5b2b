"""Who else is known by what some people are known by: asked of every record that names a person."""

from itertools import islice

from odoo.tools import SQL

from .. import sql
from ..sources import scan
from ..sources.catalogue import pairs_of, tables_of
from ..sources.rows import rows_of
from ..sources.table import Table
from ..sql import ID, run
from ..subjects import PARTNER
from .collecting import family_signs
from .descriptions import is_description, may_be_called
from .identity import contradicts, identity_columns
from .short_names import note_short_names
from .whose import Ownership

# Rows that are read again together.
_AT_A_TIME = 10_000


def note_bearers(env, known, register, people, doubles=None, only=None, since=None):
    """Fill in who else bears the signs of Known people.

    A relative whose description contains the child's name does not bear it, nor does a record that is the person's
    own, nor a second contact of the same person. One statement a table, and a fixed number for each 10,000 rows found.

    :param people: {root model: {record id: contact id}}; :param doubles: {id of a second contact: contact id}.
    :param only: {table: ids} of the only records that are asked; who has the same short name is then left open.
    :param since: the `seen.Seen` of a look before which everybody was asked: only what was written since is.
    """
    columns = identity_columns(env, register)
    ownership = Ownership(env, people, {})
    tables = sql.columns(env, columns)
    pairs = pairs_of(env)
    where = _written_since(env, since) if since and since.holds(env) else {}
    for name, kinds in columns.items():
        if only is not None and not only.get(name):
            continue
        searched = [tables[name][column] for column in kinds if column in tables.get(name, ())]
        table = Table(name, ID, searched, pairs.get(name, []), where=where.get(name) or _chosen(only, name))
        found = {}
        scan.read(env, table, known.searcher, lambda key, hits, found=found: found.update({key: hits}))
        noting, hits_by_key = _Noting(known, ownership, people, doubles or {}), iter(found.items())
        # A street may be that of very many.
        while some := dict(islice(hits_by_key, _AT_A_TIME)):
            _note_rows(env, noting, table, kinds, some)
    if only is None:
        note_short_names(env, known, people[PARTNER] | (doubles or {}), _name_columns(columns, tables), where)


def _written_since(env, seen):
    """Return {table: SQL of the rows written since a look} of the tables whose rows tell that."""
    tables, _unread = tables_of(env)
    return {table.name: seen.written_since(table).where for table in tables if table.tells_when}


def _chosen(only, name):
    """Return SQL of the rows of a table that are asked."""
    return "TRUE" if only is None else f"t.id IN ({', '.join(map(str, sorted(only[name])))})"


class _Noting:
    """What is noted, and of whom; of the ``others`` to whom rows are tied, what they are called and known by."""

    def __init__(self, known, ownership, people, doubles):
        self.known, self.ownership, self.doubles = known, ownership, doubles
        self.contact_of = people[PARTNER]
        self.names, self.signs = {}, {}

    def get_to_know(self, env, others):
        """Find out what some contacts are called and known by, in two statements."""
        if others:
            query = SQL("SELECT id, name FROM res_partner WHERE id = ANY(%s) AND name IS NOT NULL", sorted(others))
            self.names = dict(run(env, query))
            self.signs = family_signs(env, {contact: {contact} for contact in others})

    def signs_of_strangers(self, others, hit):
        """Return {Sign} of those of some contacts who cannot be called like a Hit."""
        return set().union(
            *(
                self.signs.get(contact, set())
                for contact in others
                if hit.sign.kind == "name" and not may_be_called(self.names.get(contact, ""), hit.sign.value)
            )
        )


def _note_rows(env, noting, table, kinds, found):
    """Note who bears the hits of some rows of one table: {row id: {column: [Hit]}}."""
    rows = {row.key: row for row in rows_of(env, table, found)}
    owners = noting.ownership.of(table.name, found, {key: row.pairs for key, row in rows.items()})
    is_root = noting.ownership.is_root(table.name)
    if not is_root:
        noting.get_to_know(env, set().union(*(one.others for one in owners.values())))
    for key, hits in found.items():
        if key in rows:
            _note_row(noting, rows[key].cells, kinds, hits, owners[key], is_root)


def _note_row(noting, cells, kinds, hits, owners, is_root):
    for name, column_hits in hits.items():
        for hit in column_hits:
            if _bears(cells[name], kinds[name], hit, is_root):
                for person in hit.people - owners.people:
                    _note_hit(noting, hit, person, owners, cells, kinds, hits, is_root)


def _note_hit(noting, hit, person, owners, cells, kinds, hits, is_root):
    others = {contact for contact in owners.others if noting.doubles.get(contact) != person} | owners.people
    if is_root or hit.sign.kind == "iban" or owners.people:
        if hit.form in ("short", "partial"):
            noting.known.short[person] |= others
        else:
            noting.known.bearers[hit.sign] |= others
    elif _is_about_somebody_else(noting, cells, kinds, hits, person, noting.signs_of_strangers(owners.others, hit)):
        # It has no contact of its own, or one that is known by the sign in its own record.
        if hit.form in ("short", "partial"):
            noting.known.short_elsewhere.add(person)
        else:
            noting.known.elsewhere.add(hit.sign)


def _is_about_somebody_else(noting, cells, kinds, hits, person, of_strangers):
    own = {name: [hit for hit in column_hits if person in hit.people] for name, column_hits in hits.items()}
    return contradicts(cells, kinds, own, noting.known, person, noting.ownership.staff_addresses, of_strangers)


def _bears(value, kind, hit, is_root):
    """Whether what stands in a field says that its record is known by it."""
    if hit.sign.kind == "name":
        if kind == "email":
            # A name in an address says little; the sender's name before it does.
            return "@" not in value[hit.spans[0][0] : hit.spans[-1][1] + 1] and not is_root
        return kind == "name" and not is_description(value, hit.spans[0][0], hit.spans[-1][1])
    return hit.sign.kind not in ("nickname", "city", "zip")


def _name_columns(columns, tables):
    """Return [(table, column)] of those of {table: {column: kind}} that hold one name as plain text."""
    return [
        (table, column)
        for table, kinds in columns.items()
        for column, kind in kinds.items()
        if kind == "name" and column in tables.get(table, ()) and tables[table][column].type in sql.TEXT_TYPES
    ]
