"""Who is to be erased: the contacts, and every record that is the same person or only their address."""

from dataclasses import dataclass, field, replace

from odoo.tools import SQL

from ..addresses import PARTNER, own_addresses
from .host import Host
from .kept import once_for_the_models
from .sql import run


def root_models(env):
    """Return the names of the models whose records are a person: contacts, and what delegates to one at any depth.

    Each comes after those that it delegates to.
    """
    return list(once_for_the_models(env, "roots", (), lambda: _root_models(env)))


def _root_models(env):
    roots = [PARTNER]
    for root in roots:
        roots += [
            name
            for name, model in env.registry.items()
            if root in model._inherits and name not in roots and not model._abstract and not model._transient
        ]
    return roots


@dataclass
class Subjects:
    """The people to be erased.

    ``ids``: {model: ids} of contacts and, as far as the caller knows them, profiles and users; the rest is found.
    ``labels``: {contact id: the neutral name it will bear}, for each contact.
    ``same``: {id of a second contact of the same person: contact id}; it goes with them.
    ``doubles``: {id of a contact that may be the same person: contact id}; it stays, and protects nothing.
    ``separate``: ids of contacts that are people of their own, even where they look like an address of a subject.
    ``host``: on whose behalf they are erased.
    """

    ids: dict
    labels: dict
    separate: set = field(default_factory=set)
    host: Host = field(default_factory=Host)
    same: dict = field(default_factory=dict)
    doubles: dict = field(default_factory=dict)

    def narrowed(self, people):
        """Return the Subjects of some of the contacts; their profiles and users are to be found anew."""
        return replace(
            self,
            ids={PARTNER: list(people)},
            labels={person: self.labels[person] for person in people},
            same={key: person for key, person in self.same.items() if person in people},
            doubles={key: person for key, person in self.doubles.items() if person in people},
        )

    def resolve(self, env):
        """Return {model: {record id: contact id of the person}} for every root model, in one statement a model.

        :raise ValueError: a contact has no label, or is a company's own contact or an internal user's.
        """
        partner_ids = list(self.ids.get(PARTNER, ()))
        if missing := set(partner_ids) - set(self.labels):
            raise ValueError(f"No label for {len(missing)} contacts")
        self._refuse_the_school(env, [*partner_ids, *self.same])
        people = {PARTNER: {partner_id: partner_id for partner_id in partner_ids} | self.same}
        roots = [model for model in root_models(env) if model != PARTNER]
        people[PARTNER].update(self._addresses(env, partner_ids))
        for model in roots:
            people[model] = {}
            for root, link in env[model]._inherits.items():
                people[model].update(self._delegating(env, model, link, people.get(root, {})))
        return people

    @staticmethod
    def _delegating(env, model, link, known):
        """Return {record id: contact id} of the records of a model that delegate to known ones of another."""
        found = run(
            env,
            SQL(
                "SELECT t.id, p.person FROM %s t JOIN (SELECT unnest(%s::int[]) AS id, unnest(%s::int[]) AS person) p"
                " ON p.id = t.%s",
                SQL.identifier(env[model]._table),
                list(known),
                list(known.values()),
                SQL.identifier(link),
            ),
        )
        return dict(found)

    def _refuse_the_school(self, env, partner_ids):
        found = run(
            env,
            SQL(
                "SELECT partner_id FROM res_company WHERE partner_id = ANY(%(ids)s) UNION ALL"
                " SELECT partner_id FROM res_users WHERE partner_id = ANY(%(ids)s) AND share IS NOT TRUE AND active",
                ids=partner_ids,
            ),
        )
        if found:
            raise ValueError("A company's own contact or an internal user cannot be erased")

    def _addresses(self, env, partner_ids):
        """Return {address id: contact id} of the addresses that belong to a subject and to nobody else."""
        own = SQL("%s AND a.parent_id = ANY(%s)", own_addresses(env), partner_ids)
        return dict(run(env, SQL("%s AND NOT a.id = ANY(%s)", own, list(self.separate))))
