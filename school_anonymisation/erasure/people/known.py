"""What some people are known by, and who else is. Held in memory only, and never shown, logged or raised."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property

from ..text.matcher import Matcher
from .meant import Clue

FORMS = {"full": Clue.NAME, "short": Clue.SHORT_NAME, "partial": Clue.PART_OF_NAME, "given": Clue.GIVEN_NAME}
NOBODY = frozenset()
# A second sign beside another one: a town, a birth date, a nickname say nothing by themselves.
ONLY_BESIDE = ("city", "zip", "birth_date", "nickname")


def clue_of(hit):
    """Return the Clue that a `matcher.Hit` is."""
    if hit.sign.kind == "name":
        return FORMS[hit.form]
    if hit.sign.kind == "nickname":
        return Clue.GIVEN_NAME
    if hit.sign.strong:
        return Clue.STRONG
    return Clue.ADDRESS if hit.sign.kind == "address" else Clue.WEAK


@dataclass(repr=False)
class Known:
    """The one object for what people are known by, which of it others are known by as well, and how to find it.

    ``people``: {contact id: {Sign}}. ``bearers``: {Sign: contact ids of everybody else who bears it, be it one of the
    people}. ``elsewhere``: {Sign} that records without a contact bear, or that stands where things are described.
    ``things``: {(Sign, form)} that is what a thing is called: it means nobody outside the person's own records.
    ``short``: {contact id: contact ids of others of the same first name and surname}. ``short_elsewhere``: contact ids
    of the people of whose first name and surname there is a record without a contact. ``gone``: contact ids of who is
    or was erased. ``family``: {contact id: {Sign}} of the person's relatives. ``countries``: {contact id: ISO code}.
    """

    people: dict = field(default_factory=lambda: defaultdict(set))
    bearers: dict = field(default_factory=lambda: defaultdict(set))
    elsewhere: set = field(default_factory=set)
    things: set = field(default_factory=set)
    short: dict = field(default_factory=lambda: defaultdict(set))
    short_elsewhere: set = field(default_factory=set)
    gone: frozenset = frozenset()
    family: dict = field(default_factory=dict)
    countries: dict = field(default_factory=dict)

    def __repr__(self):
        return f"<Known of {len(self.people)} people>"

    @cached_property
    def matcher(self):
        """The Matcher of everything that they are known by."""
        return Matcher(self.people)

    @cached_property
    def searcher(self):
        """The Matcher of what is looked for everywhere."""
        alone = {
            person: {sign for sign in signs if sign.kind not in ONLY_BESIDE} for person, signs in self.people.items()
        }
        return Matcher(alone, like=self.matcher)

    def narrowed(self, people, gone=frozenset()):
        """Return what is Known of some of the people, beside whom the others live, except those who are ``gone``."""
        mine = {person: self.people[person] for person in people if person in self.people}
        known = replace(self, people=mine, gone=frozenset(mine.keys() | gone))
        known.matcher, known.searcher = self.matcher.narrowed(mine), self.searcher.narrowed(mine)
        return known

    def note_thing(self, walls, table, column, hits):
        """Note of Hits in a column that it names or describes a thing, where the Walls say so.

        A course may be called like somebody; one whose name only mentions somebody is a text like any other.
        """
        hits = [hit for hit in hits if hit.alone or hit.sign.kind != "name"]
        if walls.names_things(table, column):
            self.things.update((hit.sign, hit.form) for hit in hits)
        elif not walls.describes_things(table):
            return
        self.elsewhere.update(hit.sign for hit in hits if hit.form == "full")

    def is_thing(self, hit):
        """Whether what stands there is what a thing is called."""
        return (hit.sign, hit.form) in self.things

    def everybody_beside(self):
        """Return the contact ids of everybody who bears a sign, or has the first name and surname, of the people."""
        return set().union(*self.bearers.values(), *self.short.values())

    def others(self, sign):
        """Return the contact ids of those who stay and bear a sign."""
        return self.bearers.get(sign, set()) - self.gone

    def is_borne_among(self, sign, contacts):
        """Whether one of some contacts stays and bears a sign."""
        return not self.bearers.get(sign, NOBODY) & contacts <= self.gone

    def is_certain(self, hit):
        """Whether nobody who stays is known by what stands there, and no thing."""
        # A street may have thousands of bearers: they are compared, not listed.
        if hit.sign in self.elsewhere or self.is_thing(hit) or not self.bearers.get(hit.sign, NOBODY) <= self.gone:
            return False
        if hit.form in ("short", "partial"):
            alone = all(self.short.get(person, NOBODY) <= self.gone for person in hit.people)
            return alone and hit.people.isdisjoint(self.short_elsewhere)
        return True
