"""Which records are a person's by what stands in them, though no relation leads to the person."""

from ..sources import scan
from ..sources.catalogue import tables_of
from ..sources.large_values import slices_of
from ..sources.rows import rows_of
from ..sources.table import Table
from ..sql import ID

# What a path by value asks for, and the signs that answer it: a login may be an address, a number a national one.
ANSWERS = {"login": ("login", "email"), "number": ("number", "national_id")}


class Claims:
    """Answers for the register's paths by value; what a field holds is compared as everywhere, in any spelling.

    :param judge: the Judge of the people.
    :param rows_found: function from a table's name to the ids of the only rows in which a sign may
        stand; without it, all.
    """

    def __init__(self, env, judge, rows_found=None):
        self._env, self._judge, self._rows_found = env, judge, rows_found
        self._tables = {}
        self._known = {}

    def of(self, model, column, kind):
        """Return {record id: contact id} of the records of a model that a column says to be somebody's."""
        if (model, column, kind) not in self._known:
            self._known[model, column, kind] = self._claimed(self._env[model]._table, column, kind)
        return self._known[model, column, kind]

    def _claimed(self, name, column, kind):
        # Where nobody's signs stand, which is nearly everywhere, nothing has to be asked of the database.
        if self._rows_found and not self._rows_found(name):
            return {}
        table = self._table(name)
        if table is None or column not in table.column_names() or table.key != ID:
            return {}
        keys = self._keys(table, column)
        if not keys:
            return {}
        claimed = {}
        for some in slices_of(self._env, table, keys):
            claimed |= self._claimed_among(rows_of(self._env, table, some), name, column, kind)
        return claimed

    def _claimed_among(self, rows, name, column, kind):
        judge, claimed = self._judge, {}
        owners = judge.ownership.of(name, [row.key for row in rows], {row.key: row.pairs for row in rows})
        in_json = self._tables[name].json_columns()
        for row in rows:
            for person in self._bearers(row.cells[column], kind):
                if judge.is_whole_records(name, row.cells, owners[row.key], person, in_json):
                    claimed[row.key] = person
        return claimed

    def _bearers(self, text, kind):
        """Return the contact ids of those of whom a sign of a kind stands in a column."""
        kinds = ANSWERS.get(kind, (kind,))
        return {
            person for hit in self._judge.matcher.find(text or "") if hit.sign.kind in kinds for person in hit.people
        }

    def _keys(self, table, column):
        if self._rows_found:
            return self._rows_found(table.name)
        columns = [item for item in table.columns if item.name == column]
        searched = Table(table.name, ID, columns, may_be_large=table.may_be_large)
        return scan.keys_in(self._env, searched, self._judge.matcher)

    def _table(self, name):
        if name not in self._tables:
            found, _unread = tables_of(self._env, name)
            self._tables[name] = next((table for table in found if table.name == name), None)
        return self._tables[name]
