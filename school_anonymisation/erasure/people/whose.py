"""Whose record a row is: which contacts it is linked to, and what it says itself of who it is about."""

from collections import defaultdict
from dataclasses import dataclass

from odoo.tools import SQL, email_normalize_all

from ..sql import run
from ..subjects import PARTNER, root_models
from .meant import Whose

# Who made or changed a row says nothing about whom it is about.
NOBODYS_LINKS = ("create_uid", "write_uid")


@dataclass(frozen=True)
class Owners:
    """The contact ids that a row is linked to: ``people`` are being erased, ``others`` are not."""

    people: frozenset = frozenset()
    others: frozenset = frozenset()

    def whose(self, contradicts):
        """Return the Whose; ``contradicts``: a field of the row's own says that it is about somebody else."""
        if self.people:
            return Whose.SHARED if self.others else Whose.OWN
        return Whose.SOMEBODYS if self.others or contradicts else Whose.NOBODYS


def only_theirs(env, people, model, records):
    """Return those of {record id: contact id} that belong to that one person and to nobody else; the same if all do.

    :param people: {root model: {record id: contact id}} of those who are being erased.
    """
    if model in root_models(env) or not records:
        return records
    owners = Ownership(env, people, {}).of(env[model]._table, list(records))
    theirs = {
        key: person for key, person in records.items() if not owners[key].others and owners[key].people <= {person}
    }
    return records if len(theirs) == len(records) else theirs


class Ownership:
    """Answers whose some rows are, in a fixed number of statements a table.

    :param people: {root model: {record id: contact id}} of those who are being erased.
    :param linked: {table: {record id: contact id}} of every record that the register ties to a person.
    """

    def __init__(self, env, people, linked):
        self._env = env
        self._linked = linked
        self._roots = set(root_models(env))
        self._contact_of = people.get(PARTNER, {})
        self._people = set(self._contact_of)
        self._models = defaultdict(list)
        for name, model in env.registry.items():
            if not model._abstract:
                self._models[model._table].append(name)
        self._staff, self.staff_addresses = self._who_works_here()

    def of(self, table, ids, pairs=None):
        """Return {row id: Owners} of some rows of a table.

        :param pairs: {row id: [(model, record id)]} of the records that rows name in two columns.
        """
        found = {key: set() for key in ids}
        roots = [name for name in self._models.get(table, ()) if name in self._roots]
        if roots:
            # A contact is itself; whom it hangs below is another question.
            for key, contact in self._contacts(roots[0], ids).items():
                found[key].add(contact)
        else:
            for model in self._models.get(table, ()):
                self._add_relations(found, model, ids)
            self._add_pairs(found, pairs or {})
            found = {key: contacts - self._staff for key, contacts in found.items()}
        return {key: self._owners(table, key, contacts) for key, contacts in found.items()}

    def is_described(self, table):
        """Whether the rows of a table are the records of a model."""
        return table in self._models

    def is_root(self, table):
        """Whether the rows of a table are people."""
        return any(name in self._roots for name in self._models.get(table, ()))

    def _owners(self, table, key, contacts):
        people = {self._contact_of[contact] for contact in contacts & self._people}
        if person := self._linked.get(table, {}).get(key):
            people.add(person)
        return Owners(frozenset(people), frozenset(contacts - self._people))

    def _contacts(self, model, ids):
        """Return {record id: contact id} of records of a root model."""
        if model == PARTNER:
            return {key: key for key in ids}
        # A model may delegate to a contact, or to what delegates to one.
        root, column = next((root, link) for root, link in self._env[model]._inherits.items() if root in self._roots)
        table = SQL.identifier(self._env[model]._table)
        query = SQL("SELECT id, %s FROM %s WHERE id = ANY(%s)", SQL.identifier(column), table, list(ids))
        links = {key: link for key, link in run(self._env, query) if link}
        contacts = self._contacts(root, set(links.values()))
        return {key: contacts[link] for key, link in links.items() if link in contacts}

    def _add_relations(self, found, model, ids):
        """Take in whom the relations of a model's rows lead to."""
        fields = [
            item
            for item in self._env[model]._fields.values()
            if item.comodel_name in self._roots and item.store and item.name not in NOBODYS_LINKS
        ]
        links = defaultdict(set)
        columns = [item for item in fields if item.type == "many2one" and not item.company_dependent]
        for key, *records in self._linked_rows(self._env[model]._table, "id", [one.name for one in columns], ids):
            for item, record in zip(columns, records, strict=True):
                links[item.comodel_name].add((key, record))
        for item in fields:
            if item.type == "many2many":
                links[item.comodel_name].update(self._linked_rows(item.relation, item.column1, [item.column2], ids))
        for root, pairs in links.items():
            contacts = self._contacts(root, {record for _key, record in pairs if record})
            for key, record in pairs:
                if record in contacts:
                    found[key].add(contacts[record])

    def _linked_rows(self, table, own, theirs, ids):
        """Return rows of (what a table's column holds, what others hold) where that is one of some ids."""
        if not theirs:
            return []
        names = SQL(", ").join(SQL.identifier(name) for name in (own, *theirs))
        query = SQL(
            "SELECT %s FROM %s WHERE %s = ANY(%s)", names, SQL.identifier(table), SQL.identifier(own), list(ids)
        )
        return run(self._env, query)

    def _add_pairs(self, found, pairs):
        """Take in the contacts that rows name in two columns, or whose documents they name."""
        named = defaultdict(set)
        for named_by_row in pairs.values():
            for model, record in named_by_row:
                named[model].add(record)
        contacts = {(model, record): ids for model in named for record, ids in self._behind(model, named[model])}
        for key, named_by_row in pairs.items():
            for pair in named_by_row:
                found[key] |= contacts.get(pair, set())

    def _behind(self, model, ids):
        """Yield (record id, contact ids) of records that other rows name: people, or somebody's documents."""
        if model in self._roots:
            yield from ((record, {contact}) for record, contact in self._contacts(model, ids).items())
        elif model in self._env and not self._env[model]._abstract and self._env[model]._auto:
            owners = {record: set() for record in ids}
            self._add_relations(owners, model, ids)
            linked = self._linked.get(self._env[model]._table, {})
            for record, contacts in owners.items():
                yield record, contacts | {linked[record]} if record in linked else contacts

    def _who_works_here(self):
        """Return (contact ids, e-mail addresses) of internal users and companies: what they write is about others."""
        rows = run(
            self._env,
            SQL(
                "SELECT p.id, p.email FROM res_partner p JOIN (SELECT partner_id FROM res_users WHERE share IS NOT TRUE"
                " UNION SELECT partner_id FROM res_company) s ON s.partner_id = p.id"
            ),
        )
        addresses = {address.lower() for _id, email in rows for address in email_normalize_all(email or "")}
        return {contact for contact, _email in rows} - self._people, addresses
