"""Judges what stands in a record: whose is it, what is certain, what goes, and what a person has to look at."""

from collections import defaultdict
from dataclasses import dataclass, field

from ..text.json_texts import find_in_json
from .descriptions import is_description, may_be_called
from .identity import Contradiction, contradicting_name, contradicts, usual_kinds
from .known import clue_of
from .meant import NAMES, Answer, Clue, Whose, decide, may_go_whole

# Which town somebody lives in is no trace of anybody; it says more of a street.
PLACES = ("city", "zip")
TIED = (Whose.OWN, Whose.SHARED)


@dataclass(repr=False)
class Setting:
    """The record in which something stands: whose it is for each person, and what is borne by others whose it is.

    ``whose``: {contact id: Whose}. ``kinds``: {column: kind} of the fields that say who it is about.
    ``words``: the words of the names of others whose it is, in small letters. ``called``: their names, once asked for.
    ``is_somebody``: it is a contact, a user or a profile itself.
    ``unsure``: contact ids of those whom it names beside an address or a number, where they have told none.
    """

    whose: dict
    kinds: dict
    others: frozenset
    borne: set = field(default_factory=set)
    words: set = field(default_factory=set)
    called: list | None = None
    is_somebody: bool = False
    unsure: set = field(default_factory=set)


@dataclass(repr=False)
class Verdict:
    """What goes from a record, and what is asked.

    ``goes``: {column: {Hit}}; ``asks``: columns. ``people``: contact ids of whose signs go.
    """

    setting: Setting
    goes: dict = field(default_factory=dict)
    asks: set = field(default_factory=set)
    people: frozenset = frozenset()


class Judge:
    """Knows the people, what they are known by, and where.

    :param known: the Known; :param identity: what `identity.identity_columns` says.
    :param names: function from contact ids to {contact id: name}.
    :param neutral: pattern of the neutral labels: what stands in one is a sign of nobody.

    ``only_tied``: nothing goes but from records of those who bear it, which takes no knowledge of who else does.
    """

    only_tied = False

    def __init__(self, known, ownership, identity, names, neutral=None):
        self.known, self.matcher, self.ownership, self.identity = known, known.matcher, ownership, identity
        self._names, self._neutral = names, neutral

    def judge(self, table, cells, owners, in_json=()):
        """Return the Verdict on the texts of one row: {column: text}, which `whose.Owners` has.

        :param in_json: the columns of JSON.
        """
        texts = {name: text for name, text in cells.items() if text and isinstance(text, str)}
        hits = {name: found for name, text in texts.items() if (found := self._find(text, owners, name in in_json))}
        setting = self.setting(table, cells, hits, owners)
        verdict = Verdict(setting)
        seconds = self._kinds_by_person(hit for found in hits.values() for hit in found)
        for name, found in hits.items():
            for hit in found:
                stands = texts[name][hit.spans[0][0] : hit.spans[-1][1]]
                says_who = name in setting.kinds and not _mentions(texts[name], hit)
                answer = self.answer(setting, hit, stands, seconds, says_who)
                if answer is Answer.GOES:
                    verdict.goes.setdefault(name, set()).add(hit)
                elif answer is Answer.ASKS or (says_who and self._may_be_a_namesake(table, setting, hit)):
                    verdict.asks.add(name)
        verdict.people = frozenset().union(*(hit.people for found in verdict.goes.values() for hit in found))
        return verdict

    def setting(self, table, cells, hits, owners):
        """Return the Setting of a record in which Hits stand: {column: [Hit]}."""
        kinds = self._kinds(table, cells)
        # Everybody may live in the same town, which is no trace of anybody.
        people = owners.people.union(
            *(hit.people for found in hits.values() for hit in found if hit.sign.kind not in PLACES)
        )
        contradicted = {person: self._contradicts(cells, kinds, hits, owners, person) for person in people}
        whose = {person: _whose(owners, person, contradicted[person]) for person in people}
        setting = Setting(whose, kinds, owners.others, is_somebody=self.ownership.is_root(table))
        if not owners.others:
            setting.unsure = {person for person in people if contradicted[person] is Contradiction.PERHAPS}
        if owners.people and owners.others:
            names = self._names(owners.others)
            setting.words = {word for name in names.values() for word in name.casefold().split() if len(word) > 1}
        elif Whose.SOMEBODYS in whose.values():
            setting.borne = {
                hit.sign
                for name in kinds
                for hit in hits.get(name, ())
                if not (_mentions(cells[name], hit) or self._is_strangers(setting, hit))
            }
        return setting

    def _is_strangers(self, setting, hit):
        """Whether a record is tied to others, of whom none may be called like those who are known by a Hit."""
        if setting.is_somebody or not setting.others or not (hit.sign.kind == "name" or hit.sign.strong):
            return False
        if setting.called is None:
            setting.called = [name for name in self._names(setting.others).values() if name]
        names = {sign.value for person in hit.people for sign in self.known.people[person] if sign.kind == "name"}
        return bool(setting.called) and not any(may_be_called(one, name) for one in setting.called for name in names)

    def _contradicts(self, cells, kinds, hits, owners, person):
        """Return the Contradiction; what is tied to somebody who goes is not asked."""
        if owners.people:
            return Contradiction.NO
        own = {name: [hit for hit in found if person in hit.people] for name, found in hits.items()}
        return contradicts(cells, kinds, own, self.known, person, self.ownership.staff_addresses)

    def answer(self, setting, hit, stands, seconds, says_who=False):
        """Return the Answer for one Hit: the strongest of those for the people who bear its sign.

        :param stands: what stands there; :param seconds: what `_kinds_by_person` says of the same record.
        :param says_who: it stands in a field that says who the record is about.
        """
        if hit.sign.kind in PLACES:
            return Answer.STAYS
        clue, certain = clue_of(hit), self.known.is_certain(hit)
        borne = hit.sign in setting.borne or self.known.is_borne_among(hit.sign, setting.others)
        if clue is Clue.GIVEN_NAME:
            borne = borne or any(word in stands.casefold() for word in setting.words)
        beside = {person: _kinds_beside(seconds.get(person, {}), hit) for person in hit.people}
        answers = {
            decide(
                clue,
                setting.whose[person],
                certain=certain,
                second=bool(beside[person]),
                shared=not any(beside[person].values()),
                borne_here=borne,
                says_who=says_who,
                is_strangers=says_who and self._is_strangers(setting, hit),
                is_thing=self.known.is_thing(hit),
            )
            for person in hit.people
            if person in setting.whose and (not self.only_tied or setting.whose[person] in TIED)
        }
        return next((answer for answer in Answer if answer in answers), Answer.STAYS)

    def spans(self, setting, cells, given):
        """Return ([(cell, start, end)] of what goes from one row of a file, whether something there is asked)."""
        found = self.matcher.find_row(cells, given=given)
        if not found:
            return [], False
        seconds = self._kinds_by_person(found)
        for hit in found:
            for person in hit.people:
                setting.whose.setdefault(person, Whose.SOMEBODYS if setting.others else Whose.NOBODYS)
        answers = {hit: self.answer(setting, hit, _stands(cells, hit), seconds) for hit in found}
        goes = {hit for hit, answer in answers.items() if answer is Answer.GOES}
        spans = self.matcher.spans_in_row(cells, goes.__contains__, given=given) if goes else []
        return spans, Answer.ASKS in answers.values()

    def is_whole_records(self, table, cells, owners, person, in_json=()):
        """Whether a record that nothing links to a person is the person's by what stands in it, and nobody else's.

        :param in_json: the columns of JSON.
        """
        texts = {name: text for name, text in cells.items() if text and isinstance(text, str)}
        hits = {name: self._find(text, owners, name in in_json) for name, text in texts.items()}
        own = {name: [hit for hit in found if person in hit.people] for name, found in hits.items()}
        kinds = self._kinds(table, cells)
        if _whose(owners, person, self._contradicts(cells, kinds, hits, owners, person)) is Whose.SOMEBODYS:
            return False
        everything = [hit for found in own.values() for hit in found if self._is_a_sign(hit)]
        return may_go_whole(
            signs=len(_groups(everything)),
            certain=any(self._says_who(hit) for hit in everything),
            strong_alone=any(hit.sign.strong and self.known.is_certain(hit) for hit in everything),
            contradicted=contradicting_name(cells, kinds, own),
        )

    def _says_who(self, hit):
        """Whether nobody else is known by what stands there: no twin, and nobody of the same initial."""
        is_part = clue_of(hit) in (Clue.PART_OF_NAME, Clue.GIVEN_NAME)
        return not is_part and hit.sign.kind != "birth_date" and self.known.is_certain(hit)

    def _kinds_by_person(self, hits):
        """Return {contact id: {kind of a sign of theirs that stands there: whether nobody else is known by it}}."""
        found = defaultdict(dict)
        for hit in hits:
            if hit.form != "given":
                kind, certain = _group(hit), self.known.is_certain(hit)
                for person in hit.people:
                    found[person][kind] = found[person].get(kind, False) or certain
        return found

    def _is_a_sign(self, hit):
        return hit.sign.kind not in PLACES and not self.known.is_thing(hit)

    def _may_be_a_namesake(self, table, setting, hit):
        """Whether a person looks at a row that bears the name and may be about whoever goes, or about another."""
        if clue_of(hit) in NAMES and not hit.people.isdisjoint(setting.unsure):
            return True
        # Where no model says whom a row is about.
        return hit.form == "full" and not self.ownership.is_described(table)

    def _kinds(self, table, cells):
        """Return {column: kind} of what says who a row is about; where no model describes it, by the usual names."""
        if table in self.identity or self.ownership.is_described(table):
            return self.identity.get(table, {})
        return usual_kinds(cells)

    def _find(self, text, owners, is_json):
        given = owners.people
        hits = find_in_json(self.matcher, text, given) if is_json else self.matcher.find(text, given=given)
        if not hits or self._neutral is None:
            return hits
        labels = [match.span() for match in self._neutral.finditer(text)]
        return [hit for hit in hits if not any(start <= hit.spans[0][0] < end for start, end in labels)]


def _whose(owners, person, contradiction):
    """Return the Whose of a record for a person."""
    if owners.people and person not in owners.people:
        return Whose.SOMEBODYS
    return owners.whose(contradiction)


def _stands(cells, hit):
    """Return what stands where a Hit in a row of cells is."""
    return " ".join(cells[cell][start:end] for cell, start, end in hit.spans)


def _mentions(text, hit):
    """Whether a field that says who a record is about only mentions somebody else's name."""
    return hit.sign.kind in ("name", "nickname") and is_description(text, hit.spans[0][0], hit.spans[-1][1])


def _group(hit):
    return "name" if hit.sign.kind == "nickname" else hit.sign.kind


def _groups(hits):
    return {_group(hit) for hit in hits if hit.form != "given"}


def _kinds_beside(kinds, hit):
    """Return those of `Judge._kinds_by_person` that are of other signs than a Hit, and count beside it."""
    # The town only counts beside the street; brother and sister of one initial may be born on one day.
    nothing = {_group(hit), *(() if hit.sign.kind == "address" else PLACES)}
    is_part = clue_of(hit) is Clue.PART_OF_NAME
    return {
        kind: certain and not (is_part and kind == "birth_date")
        for kind, certain in kinds.items()
        if kind not in nothing
    }
