"""How a record belongs to a person: parses the register's paths and turns them into one SQL selection each."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from odoo.tools import SQL

from ..subjects import PARTNER

NAME = r"[a-z_][a-z0-9_]*"
VALUE_KINDS = ("name", "email", "phone", "national_id", "iban", "login", "number")
GRAMMAR = re.compile(
    rf"(?P<hops>(?:{NAME}\.)*)"
    rf"(?:(?P<last>{NAME})(?P<alone>!?)|(?P<model>{NAME})/(?P<res>{NAME})(?P<own>\+?)"
    rf"|(?P<column>{NAME})=(?P<kind>{'|'.join(VALUE_KINDS)}))"
    rf"(?:\[(?P<field>{NAME})=(?P<word>[\w.]*)\])?"
)


class PathError(ValueError):
    """A path that cannot be followed; the text says why and holds no data."""


@dataclass(frozen=True)
class Path:
    """A parsed path: relational fields to follow, then how the last record is tied to the person.

    Ends in a relation to the person (nothing more), in a model/id pair (``model_field``, ``id_field``; ``own`` when it
    counts for the person's own documents too), or in a ``column`` that bears a value of ``kind``. ``alone``: that way
    leads to nobody else but internal users. ``condition``: (field of the record, what it holds as text; '' when empty).
    """

    hops: tuple
    model_field: str = ""
    id_field: str = ""
    own: bool = False
    column: str = ""
    kind: str = ""
    alone: bool = False
    condition: tuple = ()


@lru_cache(maxsize=4096)
def parse(text):
    """Return the Path of a register row.

    :raise PathError: it does not follow the grammar (see personal_data/README.md).

    >>> path = parse("order_id.partner_id")
    >>> path.hops, path.kind
    (('order_id', 'partner_id'), '')
    >>> path = parse("email_from=email")
    >>> path.column, path.kind
    ('email_from', 'email')
    """
    if text == ".":
        return Path(())
    match = GRAMMAR.fullmatch(text)
    if not match:
        raise PathError(
            f"{text!r} is not a path: use '.', 'partner_id', 'move_id.partner_id', 'model/res_id' or 'email=email'"
        )
    hops = tuple(hop for hop in match["hops"].split(".") if hop)
    condition = (match["field"], match["word"]) if match["field"] else ()
    if match["last"]:
        return Path((*hops, match["last"]), alone=bool(match["alone"]), condition=condition)
    if match["model"]:
        own = bool(match["own"])
        return Path(hops, model_field=match["model"], id_field=match["res"], own=own, condition=condition)
    return Path(hops, column=match["column"], kind=match["kind"], condition=condition)


class Selector:
    """Selects (record id, contact id of the person) for a model and a path.

    :param people: {root model: {record id: contact id}}
    :param documents: {model: [Path]} of the people's own documents, for paths that end in ``+``
    :param claims: the `claims.Claims` that answer paths by value; without them these lead nowhere
    """

    def __init__(self, env, people, documents=None, claims=None):
        self.env = env
        self.people = people
        self.documents = documents or {}
        self.claims = claims

    def select(self, model, path):
        """Return the SQL of the selection, or None when the path leads nowhere in this database."""
        inner = self._owned(model, path)
        if inner is None:
            return None
        table = SQL.identifier(self.env[model]._table)
        return SQL("SELECT DISTINCT ON (t.id) t.id, o.person FROM %s t JOIN (%s) o ON o.id = t.id", table, inner)

    def _owned(self, model, path):
        """Return SQL selecting (id of `model`, person) where the path's conditions hold, perhaps with repetitions."""
        owner = self._owner(model, path)
        if owner is None or not (path.alone or path.condition):
            return owner
        conditions = []
        if path.alone:
            others = self._bystanders()._owner(model, path)
            if others is None:
                return None
            other = SQL("SELECT 1 FROM (%s) x WHERE x.id = o.id AND x.person <> o.person", others)
            conditions.append(SQL("NOT EXISTS (%s)", other))
        if path.condition:
            name, word = path.condition
            field = self.env[model]._fields.get(name)
            if field is None or not field.store:
                return None
            conditions.append(SQL("coalesce(t.%s::text, '') = %s", SQL.identifier(name), word))
        return SQL(
            "SELECT o.id, o.person FROM (%s) o JOIN %s t ON t.id = o.id WHERE %s",
            owner,
            SQL.identifier(self.env[model]._table),
            SQL(" AND ").join(conditions),
        )

    def _owner(self, model, path):
        """Return SQL selecting (id of `model`, person), perhaps with repetitions."""
        if not path.hops:
            return self._terminal(model, path)
        hop, rest = path.hops[0], replace(path, hops=path.hops[1:])
        field = self.env[model]._fields.get(hop)
        if field is None or not field.relational:
            return None
        if not field.store and field.related:
            expanded = (*field.related.split("."), *path.hops[1:])
            return self._owner(model, replace(path, hops=expanded))
        inner = self._owner(field.comodel_name, rest)
        if inner is None:
            return None
        return self._follow(model, field, inner)

    def _follow(self, model, field, inner):
        # A value for each company is no column that could be joined.
        if field.type == "many2one" and field.store and not field.company_dependent:
            link, owner = SQL.identifier("l", field.name), SQL.identifier("l", "id")
            table = SQL.identifier(self.env[model]._table)
        elif field.type == "many2many" and field.store:
            link, owner = SQL.identifier("l", field.column2), SQL.identifier("l", field.column1)
            table = SQL.identifier(field.relation)
        elif field.type == "one2many" and (inverse := self.env[field.comodel_name]._fields.get(field.inverse_name)):
            if not inverse.store or inverse.type != "many2one" or inverse.company_dependent:
                return None
            link, owner = SQL.identifier("l", "id"), SQL.identifier("l", inverse.name)
            table = SQL.identifier(self.env[field.comodel_name]._table)
        else:
            return None
        return SQL("SELECT %s AS id, i.person FROM %s l JOIN (%s) i ON i.id = %s", owner, table, inner, link)

    def _terminal(self, model, path):
        if path.model_field:
            return self._polymorphic(model, path)
        if path.column:
            return self._by_value(model, path)
        if model not in self.people:
            return None
        return self._of_people(model)

    def _of_people(self, model):
        return self._pairs(self.people[model])

    def _bystanders(self):
        return Bystanders(self.env, self.people)

    def _pairs(self, pairs):
        return SQL("SELECT unnest(%s::int[]) AS id, unnest(%s::int[]) AS person", list(pairs), list(pairs.values()))

    def _polymorphic(self, model, path):
        branches = self._owners(path.own)
        model_name = self._model_name(model, path.model_field)
        if model_name is None or path.id_field not in self.env[model]._fields or not branches:
            return None
        return self._named_by(model, path, model_name, branches)

    def _owners(self, with_documents):
        """Return [(model, SQL of (id, person))] of the people and, if wanted, of their own documents."""
        found = [(root, self._of_people(root)) for root, pairs in self.people.items() if pairs]
        for document, paths in self.documents.items() if with_documents else ():
            found += [(document, owner) for item in paths if (owner := self._owned(document, item))]
        return found

    def _named_by(self, model, path, model_name, branches):
        return SQL(" UNION ALL ").join(
            SQL(
                "SELECT l.id, i.person FROM %s l JOIN (%s) i ON i.id = l.%s WHERE %s = %s",
                SQL.identifier(self.env[model]._table),
                owner,
                SQL.identifier(path.id_field),
                model_name,
                name,
            )
            for name, owner in branches
        )

    def _model_name(self, model, name):
        """Return SQL of the field that names a model, perhaps one step away, or None when nothing stores it."""
        field = self.env[model]._fields.get(name)
        if field is None or field.store:
            return field and SQL.identifier("l", name)
        hop, *rest = (field.related or "").split(".")
        there = self.env[model]._fields.get(hop)
        if len(rest) != 1 or there.type != "many2one" or not self.env[there.comodel_name]._fields[rest[0]].store:
            return None
        return SQL(
            "(SELECT r.%s FROM %s r WHERE r.id = l.%s)",
            SQL.identifier(rest[0]),
            SQL.identifier(self.env[there.comodel_name]._table),
            SQL.identifier(hop),
        )

    def _by_value(self, model, path):
        field = self.env[model]._fields.get(path.column)
        if field is None or not field.store:
            return None
        return self._pairs(self.claims.of(model, path.column, path.kind) if self.claims else {})


class Bystanders(Selector):
    """Selects (record id, contact id) of everybody on a path who is no internal user; people's addresses are they."""

    def _terminal(self, model, path):
        link = "id" if model == PARTNER else self.env[model]._inherits.get(PARTNER)
        if model not in self.people or not link:
            return None
        return SQL(
            "SELECT e.id, coalesce(a.person, e.%(link)s) AS person FROM %(table)s e LEFT JOIN (%(own)s) a"
            " ON a.id = e.%(link)s WHERE NOT EXISTS"
            " (SELECT 1 FROM res_users u WHERE u.partner_id = e.%(link)s AND u.share IS NOT TRUE)",
            link=SQL.identifier(link),
            table=SQL.identifier(self.env[model]._table),
            own=self._of_people(PARTNER),
        )
