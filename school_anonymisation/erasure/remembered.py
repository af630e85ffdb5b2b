"""What is still to be looked for of people whose own records are erased already, as one object that can be sealed."""

import json
from dataclasses import dataclass, field, replace

from .people.known import Known
from .subjects import PARTNER
from .text.signs import Sign


@dataclass(repr=False)
class Remembered:
    """All of people that is needed to look through everything else for them. Held in memory, or sealed.

    ``signs``: {contact id: {Sign}}; ``family``: the same of their relatives. ``countries``: {contact id: ISO code}.
    ``contacts``: {id of an address or a second contact: contact id} of what is the same person; ``doubles``: of what
    may be, and stays. ``linked``: {table: {row id: contact id}} of what the register tied to them.
    ``tables``: paths of those that were changed, and of which PostgreSQL may know common values.
    """

    signs: dict = field(default_factory=dict)
    family: dict = field(default_factory=dict)
    countries: dict = field(default_factory=dict)
    contacts: dict = field(default_factory=dict)
    doubles: dict = field(default_factory=dict)
    linked: dict = field(default_factory=dict)
    tables: set = field(default_factory=set)

    @classmethod
    def of(cls, known, people, doubles):
        """Return what is Known of some people.

        :param people: {root model: {record id: contact id}}; :param doubles: {id of a second contact: contact id}.
        """
        contacts = people[PARTNER]
        return cls(
            signs={person: set(known.people.get(person, ())) for person in contacts.values()},
            family=dict(known.family),
            countries=dict(known.countries),
            contacts={key: person for key, person in contacts.items() if key != person},
            doubles=dict(doubles),
        )

    def add(self, other):
        """Take in what is remembered of others."""
        for name in ("signs", "family", "countries", "contacts", "doubles"):
            getattr(self, name).update(getattr(other, name))
        for table, owners in other.linked.items():
            self.linked.setdefault(table, {}).update(owners)
        self.tables |= other.tables

    def known(self):
        """Return the Known of these people; of others who bear the same, nothing is known yet."""
        known = Known(family=dict(self.family), countries=dict(self.countries))
        known.people.update({person: set(signs) for person, signs in self.signs.items()})
        return known

    def narrowed(self, people):
        """Return what is Remembered of some of the people; of relatives and countries all."""
        return replace(
            self,
            signs={person: self.signs[person] for person in people if person in self.signs},
            contacts={key: person for key, person in self.contacts.items() if person in people},
            doubles={key: person for key, person in self.doubles.items() if person in people},
            linked=self.linked_to(people),
        )

    def linked_to(self, people):
        """Return {table: {row id: contact id}} of what the register tied to some of the people."""
        return {
            table: {key: person for key, person in owners.items() if person in people}
            for table, owners in self.linked.items()
        }

    def packed(self):
        """Return it as bytes, which `unpacked` reads."""
        return json.dumps(
            {
                "signs": signs_as_lists(self.signs),
                "family": signs_as_lists(self.family),
                "countries": list(self.countries.items()),
                "contacts": list(self.contacts.items()),
                "doubles": list(self.doubles.items()),
                "linked": {table: list(owners.items()) for table, owners in self.linked.items()},
                "tables": sorted(map(list, self.tables)),
            }
        ).encode()

    @classmethod
    def unpacked(cls, content):
        """Return what `packed` made bytes of.

        :raise ValueError: it is something else.
        """
        try:
            read = json.loads(content)
            return cls(
                signs=signs_from_lists(read["signs"]),
                family=signs_from_lists(read["family"]),
                countries=dict(read["countries"]),
                contacts=dict(read["contacts"]),
                doubles=dict(read["doubles"]),
                linked={table: dict(owners) for table, owners in read["linked"].items()},
                tables=set(map(tuple, read["tables"])),
            )
        except (KeyError, TypeError) as error:
            raise ValueError("Not what was sealed") from error


def signs_as_lists(signs):
    """Return {person: {Sign}} as lists that JSON can hold; `signs_from_lists` is the way back."""
    return [[person, [[sign.kind, sign.value, sign.strong] for sign in found]] for person, found in signs.items()]


def signs_from_lists(pairs):
    """Return {person: {Sign}} of the lists of `signs_as_lists`."""
    return {person: {Sign(*sign) for sign in found} for person, found in pairs}
