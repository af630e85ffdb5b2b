"""Who is meant: what becomes of a sign of a person, by its kind and by whose record it stands in. Pure."""

from dataclasses import dataclass
from enum import Enum


class Clue(Enum):
    """How well something that stands in a text says who is meant."""

    STRONG = "a strong sign: a whole e-mail address, a valid national ID, an IBAN, a phone number with its country"
    NAME = "the full name, in order or as “Last, First”"
    SHORT_NAME = "first name and surname, the middle names left out"
    PART_OF_NAME = "an initial and the surname, one of two surnames, a name of one word"
    GIVEN_NAME = "a first name or nickname alone"
    ADDRESS = "a street with its number"
    WEAK = "a student number, a login, a serial, anything else that is short"


class Whose(Enum):
    """Whose record something stands in."""

    OWN = "the person's own"
    SHARED = "the person's and somebody else's"
    SOMEBODYS = "somebody else's"
    NOBODYS = "nobody's"


class Answer(Enum):
    """What becomes of it."""

    GOES = "goes"
    ASKS = "is asked"
    STAYS = "stays"


@dataclass(frozen=True)
class Rule:
    """One cell of the table: what becomes of a sign, by how certain it is.

    ``certain``: nobody else is known who bears the sign, and it names no thing; ``doubtful``: one of both is so.
    ``beside``: certain, and another sign of the same person stands in the same record; ``doubtful_beside``: doubtful,
    and another one does.
    """

    certain: Answer
    doubtful: Answer
    beside: Answer
    doubtful_beside: Answer

    def of(self, certain, second):
        """Return the Answer of this cell."""
        if second:
            return self.beside if certain else self.doubtful_beside
        return self.certain if certain else self.doubtful


GOES, ASKS, STAYS = Answer.GOES, Answer.ASKS, Answer.STAYS
TELLING = (Clue.STRONG, Clue.NAME, Clue.SHORT_NAME)
NAMES = (Clue.NAME, Clue.SHORT_NAME, Clue.PART_OF_NAME)
ALWAYS = Rule(GOES, GOES, GOES, GOES)
NEVER = Rule(STAYS, STAYS, STAYS, STAYS)
# Of an address that a family shares, a second sign beside it does not say which of them is meant.
IF_CERTAIN = Rule(GOES, STAYS, GOES, STAYS)
# Of two people of one name it does.
OR_ASKS = Rule(GOES, ASKS, GOES, GOES)

TABLE = {
    Clue.STRONG: {Whose.SHARED: ALWAYS, Whose.SOMEBODYS: IF_CERTAIN, Whose.NOBODYS: IF_CERTAIN},
    Clue.NAME: {Whose.SHARED: ALWAYS, Whose.SOMEBODYS: OR_ASKS, Whose.NOBODYS: OR_ASKS},
    Clue.SHORT_NAME: {Whose.SHARED: ALWAYS, Whose.SOMEBODYS: OR_ASKS, Whose.NOBODYS: OR_ASKS},
    Clue.PART_OF_NAME: {
        Whose.SHARED: ALWAYS,
        Whose.SOMEBODYS: Rule(ASKS, STAYS, ASKS, ASKS),
        Whose.NOBODYS: Rule(ASKS, STAYS, GOES, ASKS),
    },
    Clue.GIVEN_NAME: {Whose.SHARED: ALWAYS, Whose.SOMEBODYS: NEVER, Whose.NOBODYS: NEVER},
    Clue.ADDRESS: {Whose.SHARED: ALWAYS, Whose.SOMEBODYS: NEVER, Whose.NOBODYS: Rule(ASKS, STAYS, GOES, STAYS)},
    Clue.WEAK: {Whose.SHARED: ALWAYS, Whose.SOMEBODYS: NEVER, Whose.NOBODYS: Rule(STAYS, STAYS, GOES, STAYS)},
}


def decide(
    clue: Clue,
    whose: Whose,
    *,
    certain: bool,
    second: bool = False,
    shared: bool = False,
    borne_here: bool = False,
    says_who: bool = False,
    is_strangers: bool = False,
    is_thing: bool = False,
) -> Answer:
    """Return the Answer for one sign in one place.

    :param certain: nobody else is known who bears the sign, and it names no thing.
    :param second: another sign of the same person stands in the same record.
    :param shared: somebody else is known by every such sign, too: a family has one telephone.
    :param borne_here: somebody else whose record it is bears the sign as well.
    :param says_who: it stands in a field that says who the record is about.
    :param is_strangers: and nobody whose record it is may be known by it: a mother has booked for her child.
    :param is_thing: a thing is called so (a course, a group, a document by its number).

    >>> decide(Clue.NAME, Whose.NOBODYS, certain=False)
    <Answer.ASKS: 'is asked'>
    >>> decide(Clue.WEAK, Whose.NOBODYS, certain=True, second=True)
    <Answer.GOES: 'goes'>
    """
    if whose is Whose.OWN:
        return GOES
    if borne_here:
        return STAYS
    if says_who and whose is Whose.SOMEBODYS:
        if not is_strangers or clue not in TELLING or (clue is Clue.STRONG and not certain):
            return STAYS
        return GOES if certain and second and not is_thing else ASKS
    rule = TABLE[clue][whose]
    answer = rule.of(certain and not is_thing, second)
    if answer is GOES and shared and clue in NAMES:
        # Of two whom the name may mean, what both are known by does not say which.
        answer = rule.of(certain and not is_thing, second=False)
    if is_thing and answer is GOES and whose is not Whose.SHARED:
        return ASKS
    return answer


def may_go_whole(*, signs: int, certain: bool, strong_alone: bool, contradicted: bool) -> bool:
    """Whether a record of nobody's may be deleted or emptied as a whole.

    :param signs: how many signs of the person, of different kinds, stand in it.
    :param certain: nobody else is known by one of them, which is more than a part of a name or a birth date.
    :param strong_alone: one of them is strong, and nobody else bears it.
    :param contradicted: it bears a name of its own that is not the person's.
    """
    return not contradicted and (strong_alone or (certain and signs > 1))


def printed():
    """Return the table as lines of Markdown, for the documentation."""
    lines = [
        "| what stands there | " + " | ".join(whose.value for whose in Whose) + " |",
        "|---|" + "---|" * len(Whose),
    ]
    for clue in Clue:
        cells = [_in_words(ALWAYS if whose is Whose.OWN else TABLE[clue][whose]) for whose in Whose]
        lines.append(f"| {clue.value} | " + " | ".join(cells) + " |")
    return lines


def _in_words(rule):
    words = [rule.certain.value]
    if rule.doubtful is not rule.certain:
        words.append(f"{rule.doubtful.value} where somebody or something else is known by it")
    if rule.beside is not rule.certain:
        words.append(f"{rule.beside.value} beside a second sign of the person")
    if rule.doubtful_beside is not rule.doubtful:
        words.append(f"{rule.doubtful_beside.value} even there beside a second sign of the person")
    return "; ".join(words)
