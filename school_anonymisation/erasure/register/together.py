"""Follows many paths in one statement: what a path selects is asked of the database together with all the others."""

from odoo.tools import SQL

from ..sql import run, without_compiling, without_rows
from .paths import Bystanders, Selector


def select_together(env, selector, wanted):
    """Return {(model, Path): {record id: contact id}} of [(model, Path)]; those that lead nowhere here are left out.

    The people, and their documents, are looked up once, however many paths lead to them; where no row is, none is
    looked for.
    """
    named = NamedSelector(env, selector.people, selector.documents, selector.claims)
    empty = without_rows(env, {env[model]._table for model, _path in wanted})
    found, parts = {}, []
    for model, path in dict.fromkeys(wanted):
        if env[model]._table in empty:
            found[model, path] = {}
        elif (selection := named.select(model, path)) is not None:
            records = found[model, path] = {}
            parts.append((records, SQL("SELECT %s AS part, s.id, s.person FROM (%s) s", len(parts), selection)))
    if parts:
        without_compiling(env)
        query = named.with_names(SQL(" UNION ALL ").join(query for _records, query in parts))
        for part, record_id, person in run(env, query):
            parts[part][0][record_id] = person
    return found


def values_together(env, selector, wanted):
    """Return lists of (record id, contact id, value) of [(model, Path, column)], one for each, in one statement.

    A value is as JSON has it: of a translated one, {language: text}. Of a path that leads nowhere here there is none.
    """
    named = NamedSelector(env, selector.people, selector.documents, selector.claims)
    found, parts = [[] for _one in wanted], []
    for number, (model, path, column) in enumerate(wanted):
        if (selection := named.select(model, path)) is not None:
            table, name = SQL.identifier(env[model]._table), SQL.identifier(column)
            query = "SELECT %s AS part, s.id, s.person, to_jsonb(t.%s) FROM %s t JOIN (%s) s ON s.id = t.id"
            parts.append(SQL(query, number, name, table, selection))
    if parts:
        without_compiling(env)
        for number, record_id, person, value in run(env, named.with_names(SQL(" UNION ALL ").join(parts))):
            found[number].append((record_id, person, value))
    return found


def count_together(env, counted):
    """Return lists of numbers: what the aggregates of each of [(SQL of a source, [SQL of an aggregate])] count.

    One statement for all of them.
    """
    parts = [
        SQL("SELECT %s AS part, ARRAY[%s] AS counts FROM %s", number, SQL(", ").join(aggregates), source)
        for number, (source, aggregates) in enumerate(counted)
    ]
    found = dict(run(env, SQL(" UNION ALL ").join(parts))) if parts else {}
    return [found[number] for number in range(len(parts))]


class NamedSelector(Selector):
    """A Selector whose selections name the people and their documents; they stand in a query of `with_names`."""

    def with_names(self, query):
        """Return SQL of a query in which the people and their documents may be named."""
        made = [(_name(model), self._pairs(pairs)) for model, pairs in self.people.items()]
        made += [(_owners_name(also), _with_models(self._owners(also))) for also in (False, True)]
        names = [SQL("%s AS MATERIALIZED (%s)", name, content) for name, content in made]
        return SQL("WITH %s %s", SQL(", ").join(names), query)

    def _of_people(self, model):
        return SQL("SELECT id, person FROM %s", _name(model))

    def _bystanders(self):
        return _NamedBystanders(self.env, self.people)

    def _named_by(self, model, path, model_name, branches):
        return SQL(
            "SELECT l.id, i.person FROM %s l JOIN %s i ON i.id = l.%s AND i.model = %s",
            SQL.identifier(self.env[model]._table),
            _owners_name(path.own),
            SQL.identifier(path.id_field),
            model_name,
        )


class _NamedBystanders(NamedSelector, Bystanders):
    pass


def _name(model):
    return SQL.identifier(f"people_{model.replace('.', '_')}")


def _owners_name(with_documents):
    return SQL.identifier("owners_and_documents" if with_documents else "owners")


def _with_models(owners):
    """Return SQL of (model, id, person) of [(model, SQL of (id, person))]."""
    parts = [SQL("SELECT %s AS model, o.id, o.person FROM (%s) o", model, owner) for model, owner in owners]
    nobody = SQL("SELECT NULL::text AS model, NULL::int AS id, NULL::int AS person WHERE FALSE")
    return SQL(" UNION ALL ").join(parts or [nobody])
