"""Generated people and generated texts about them, with what must go and what must stay known by construction."""

import itertools
import json
import random
from dataclasses import dataclass, field

from anyascii import anyascii
from faker import Faker

from . import kit_office

LOCALES = ("da_DK", "no_NO", "sv_SE", "de_DE", "nl_NL", "fr_FR", "es_ES", "pl_PL", "tr_TR", "cs_CZ")
REDACTED = "[anonymised]"
# Words that stand around: none of them is a name, nor would a name be one of them.
BEFORE = ("rang om", "fik besked om", "minutes:", "Notiz zu", "ill today:", "call back")
BEHIND = ("tomorrow", "kl. 14.30", "til koncerten", "og 3 andre", "wegen der Geige")


@dataclass
class Person:
    """Somebody generated; ``words`` are first name, perhaps a middle name, surname."""

    words: list
    email: str
    phone: str
    national_id: str

    @property
    def name(self):
        return " ".join(self.words)

    @property
    def last_first(self):
        return f"{self.words[-1]}, {' '.join(self.words[:-1])}"


@dataclass
class Text:
    """A text of parts: [(text, whether it must go)], and what kind of place it stands in: html, txt, an Office file.

    In an Office file each part is written in ``runs`` of its own: where its letters are cut, by number.
    """

    parts: list
    kind: str = "html"
    cuts: tuple = ()
    stays: str = field(init=False)

    def __post_init__(self):
        self.stays = "".join(part for part, goes in self.parts if not goes)

    @property
    def text(self):
        return "".join(part for part, _goes in self.parts)

    @property
    def content(self):
        """The bytes of the file that holds the text."""
        if self.kind not in kit_office.KINDS:
            return self.text.encode()
        runs = []
        for number, (part, _goes) in enumerate(self.parts):
            cut = self.cuts[number] % max(1, len(part))
            runs += [part[:cut], part[cut:]]
        return kit_office.made(self.kind, runs)

    def text_of(self, content):
        """Return the text that the bytes of its file hold now."""
        return kit_office.flat(self.kind, content) if self.kind in kit_office.KINDS else content.decode()

    def harm(self, now):
        """Return what is wrong with the text as it is now, or nothing."""
        rest = now.replace(REDACTED, "")
        if rest == self.stays:
            return ""
        return "left" if len(rest) > len(self.stays) else "harmed"


def _first_name(faker):
    """Return one word; the dot of an abbreviation may stay where the name is taken out, and says nothing."""
    return faker.first_name().split()[0].rstrip(".")


class Generator:
    """Generates people and texts, the same ones for the same seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.fakers = [Faker(locale) for locale in LOCALES]
        for number, faker in enumerate(self.fakers):
            faker.seed_instance(seed * 100 + number)
        self._known, self._count = set(), 0

    def person(self, surname=None, email=None):
        """Return a Person of whom no two words, in their order, are those of another, however they are spelt."""
        while True:
            faker = self.random.choice(self.fakers)
            first, last = _first_name(faker), surname or faker.last_name()
            middle = [_first_name(faker)] if self.random.random() < 0.3 else []
            given, words = [_plain(word) for word in (first, *middle)], [_plain(word) for word in last.split()]
            # Of a family everybody has the words of the surname.
            pairs = {*itertools.combinations(given, 2), *itertools.product(given, words)}
            if not pairs & self._known and last not in (first, *middle) and self._is_long_enough(first, last):
                break
        self._known |= pairs
        self._count += 1
        number = f"{self._count:06}"
        return Person(
            [first, *middle, last],
            email or f"{'abcdefghij'[self._count % 10]}{number}@home{self._count % 7}.example.com",
            f"+45 {20 + self._count % 60} {number[:2]} {number[2:4]} {number[4:]}",
            f"{self._count % 28 + 1:02}{self._count % 12 + 1:02}05-4{self._count % 1000:03}",
        )

    def _is_long_enough(self, first, last):
        return min(len(first), len(last)) > 2 and "," not in last

    def _are_nobody(self, firsts, surname):
        """Whether nobody has been made who may be called by one of these first names and a surname."""
        return all((_plain(first), _plain(surname)) not in self._known for first in firsts) and surname not in firsts

    def _are_two(self, person, other):
        """Whether the first name of each, beside the other's surname, is nobody's name."""
        return self._are_nobody(other.words[:1], person.words[-1]) and self._are_nobody(
            person.words[:1], other.words[-1]
        )

    def texts(self, person, other, namesake):
        """Return the Texts about a person beside another one; a namesake's name alone means neither."""
        named = not namesake
        makers = (self._note, self._styled, self._list, self._lines, self._table, self._csv, self._json, self._mixed)
        makers += (self._office_note, self._office_list)
        return [maker(person, other, named) for maker in self.random.sample(makers, 4)]

    def _around(self):
        return self.random.choice(BEFORE), self.random.choice(BEHIND)

    def _sign(self, person, named):
        """Return a spelling of what means the person, and whether it has to go."""
        spellings = [
            (person.email, True),
            (person.email.upper(), True),
            (person.phone, True),
            (person.phone.replace(" ", "").removeprefix("+45"), True),
            (person.national_id, True),
            (person.national_id.replace("-", ""), True),
            (person.name, named),
            (person.name.upper(), named),
            (person.last_first, named),
        ]
        return self.random.choice(spellings)

    def _note(self, person, other, named):
        before, behind = self._around()
        return Text(
            [(f"<p>{other.name} {before} ", False), self._sign(person, named), (f" {behind}; {other.phone}</p>", False)]
        )

    def _styled(self, person, _other, named):
        before, behind = self._around()
        *first, last = person.words
        colour = self.random.choice(('<font style="color: red">', '<span lang="DA" class="x">', "<b>", '<a href="#">'))
        end = f"</{colour[1:].split()[0].rstrip('>')}>"
        # The blank is part of the name.
        parts = [(" ".join(first) + " ", named), (colour, False), (last, named), (f"{end} {behind}</p>", False)]
        return Text([(f"<p>{before} ", False), *parts])

    def _list(self, person, other, named):
        # The person's words, each beside somebody else's: that is two other people, unless these are known, too.
        mixed = f"{other.words[0]} {person.words[-1]}, {person.words[0]} {other.words[-1]}, "
        before = mixed if self._are_two(person, other) else ""
        return Text([(f"<p>Med: {before}", False), (person.name, named), (f", {other.name}</p>", False)])

    def _lines(self, person, other, named):
        mixed = f"{person.words[-1]}, {other.words[0]}\n{other.words[-1]}, {person.words[0]}\n"
        behind = mixed if self._are_two(person, other) else ""
        return Text([(f"{other.last_first}\n", False), (person.last_first, named), (f"\n{behind}", False)], "txt")

    def _table(self, person, other, named):
        *first, last = person.words
        cells = f"<td>{other.words[0]}</td><td>{other.words[-1]}</td></tr>"
        return Text(
            [
                (f'<table><tbody><tr>{cells}<tr><td style="width:50%">', False),
                (" ".join(first), named),
                ("</td><td>", False),
                (last, named),
                (f"</td></tr><tr>{cells}</tbody></table>", False),
            ]
        )

    def _csv(self, person, other, named):
        *first, last = person.words
        longer = f"{person.words[0]}a"
        longer = longer if self._are_nobody([longer], other.words[-1]) else "Quirinia"
        return Text(
            [
                (f"Fornavn;Efternavn;Hold\n{other.words[0]};{other.words[-1]};Cello\n", False),
                (" ".join(first), named),
                (";", False),
                (last, named),
                (f";Violin\n{longer};{other.words[-1]};Harpe\n", False),
            ],
            "csv",
        )

    def _json(self, person, other, named):
        start, middle, end = json.dumps({"who": ["\0", "\0"], "with": other.name, "n": 3}, ensure_ascii=False).split(
            "\\u0000"
        )
        sign, goes = self._sign(person, named)
        return Text(
            [(start + other.name, False), (middle, False), (sign, goes), (end, False)],
            "json",
        )

    def _office_note(self, person, other, named):
        before, behind = self._around()
        lines = [(f"{other.name}\n{before} ", False), self._sign(person, named), (f" {behind}, {other.email}", False)]
        return self._office(lines, self.random.choice(("docx", "pptx", "odt")))

    def _office_list(self, person, other, named):
        *first, last = person.words
        cells = [(" ".join(first), named), (last, named), ("5.B", False)]
        self.random.shuffle(cells)
        row = [item for cell in cells for item in (("\t", False), cell)][1:]
        line = f"{other.words[0]}\t{other.words[-1]}\tHarpe"
        lines = [(f"{line}\n", False), *row, (f"\n{line}", False)]
        return self._office(lines, self.random.choice(tuple(kit_office.KINDS)))

    def _office(self, parts, kind):
        return Text(parts, kind, tuple(self.random.randrange(20) for _part in parts))

    def _mixed(self, person, other, _named):
        before, _behind = self._around()
        # Beside the address the name means the person, whoever else is called so.
        return Text(
            [
                (f"<p>{other.name}, {other.email}</p><ul><li>{before} ", False),
                (person.name, True),
                ("</li><li>", False),
                (person.email, True),
                (f"</li></ul><p>{other.national_id}</p>", False),
            ]
        )


def _plain(name):
    """Return the last word of a name without what tells two spellings of it from each other."""
    word = anyascii(name.split()[-1]).lower()
    for written, plain in (("aa", "a"), ("ae", "a"), ("oe", "o"), ("ue", "u")):
        word = word.replace(written, plain)
    return word
