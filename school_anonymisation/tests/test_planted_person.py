"""A generated person among generated others, in generated texts: nothing is left of them, nobody else is touched.

The oracle is plain: a text is put together of sentences about one person each, so that it is known which have to go.
"""

import random
from itertools import count

from faker import Faker
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import tagged

from ..erasure.text.matcher import Matcher
from .kit_text import TextCase, known_by

LOCALES = ("da_DK", "de_DE", "en_GB", "es_ES", "fr_FR", "it_IT", "nl_NL", "no_NO", "pl_PL", "sv_SE")
FAKERS = {locale: Faker(locale) for locale in LOCALES}
PHONES = count(20_000_001)
GONE = "[anonymised]"

# How a sentence names somebody; what stands there when they are gone.
SENTENCES = (
    ("Call {first} {last} today.", "Call {gone} today."),
    ("We saw {FIRST} {LAST} and the harp.", "We saw {gone} and the harp."),
    ("{last}, {first}: late", "{gone}: late"),
    ("It is {first} {last}'s harp!", "It is {gone}'s harp!"),
    ("to {first}\u00a0{last}", "to {gone}"),
    ("see {first}_{last}2.pdf", "see {gone}2.pdf"),
    ("<b>{first}</b> {last} is here", "<b>{gone}</b> is here"),
    ("<td>{first}</td><td>{last}</td><td>harp</td>", "<td>{gone}</td><td>{gone}</td><td>harp</td>"),
    ("phone {phone}", "phone {gone}"),
    ("tlf{grouped}!", "tlf{gone}!"),
    ("write to <i>{email}</i>", "write to <i>{gone}</i>"),
    ("mail {local} (at) {domain};", "mail {gone};"),
)


class Somebody:
    """A generated person."""

    def __init__(self, faker, last=None):
        self.first, self.last = faker.first_name(), last or faker.last_name()
        self.phone = str(next(PHONES))
        self.local = f"x{self.phone[-4:]}"

    def known(self):
        """Return the Signs of the person."""
        return known_by(name=f"{self.first} {self.last}", phone=self.phone, email=f"{self.local}@hjem.example")

    def sentence(self, sentence):
        """Return a sentence about the person."""
        return sentence.format(
            first=self.first, last=self.last, FIRST=self.first.upper(), LAST=self.last.upper(), phone=self.phone,
            grouped=" ".join(self.phone[place : place + 2] for place in range(0, 8, 2)), local=self.local,
            email=f"{self.local}@hjem.example", domain="hjem.example", gone=GONE,
        )  # fmt: skip


def is_plain(person):
    """Whether a name has one first name and one surname: others have more ways of writing than the sentences know."""
    return all(name.isalpha() and len(name) > 2 for name in (person.first, person.last))


def others_of(faker, person, number):
    """Return other people: some of the same family, some with the same first name, none of the same name."""
    found = []
    while len(found) < number:
        other = Somebody(faker, last=person.last if len(found) % 3 == 0 else None)
        if len(found) % 3 == 1:
            other.first = person.first
        if is_plain(other) and not {other.first, other.last} <= {person.first, person.last, f"{person.last}s"}:
            found.append(other)
    return found


@tagged("post_install", "-at_install")
class TestPlantedPerson(TextCase):
    @given(st.sampled_from(LOCALES), st.integers(0, 10**9))
    @settings(max_examples=500, deadline=None)
    def test_nothing_is_left_and_nobody_else_is_touched(self, locale, seed):
        faker, dice = FAKERS[locale], random.Random(seed)
        faker.seed_instance(seed)
        person = Somebody(faker)
        if not is_plain(person):
            return
        texts = []
        for other in [person, *others_of(faker, person, 6), person]:
            for sentence, clean in dice.sample(SENTENCES, 3):
                texts.append(
                    (other.sentence(sentence), person.sentence(clean) if other is person else other.sentence(sentence))
                )
        dice.shuffle(texts)
        before, after = ("<br/>\n".join(parts) for parts in zip(*texts, strict=True))
        self.assertEqual(Matcher({1: person.known()}).redact(before, lambda _hit: True), after)

    @given(st.sampled_from(LOCALES), st.integers(0, 10**9))
    @settings(max_examples=200, deadline=None)
    def test_class_list_keeps_its_other_lines(self, locale, seed):
        faker = FAKERS[locale]
        faker.seed_instance(seed)
        person = Somebody(faker)
        if not is_plain(person):
            return
        people = [*others_of(faker, person, 5), person]
        random.Random(seed).shuffle(people)
        for line, clean in (
            ("{first} {last}", "{gone}"),
            ("{last}, {first}", "{gone}"),
            ("{first};{last};harp", "{gone};{gone};harp"),
            ("{last}\t{first}\tharp", "{gone}\t{gone}\tharp"),
        ):
            before = "\n".join(other.sentence(line) for other in people)
            after = "\n".join(other.sentence(clean if other is person else line) for other in people)
            matcher = Matcher({1: known_by(name=f"{person.first} {person.last}")})
            self.assertEqual(matcher.redact(before, lambda _hit: True), after)
