"""What is kept of a file's words lets through whatever the exact look finds, and little else; nothing stands in it."""
# Names of other alphabets are what this is about.
# ruff: noqa: RUF001

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from odoo.tests import tagged

from ..erasure.text import digests
from ..erasure.text.digests import Digests, Wanted, digester
from ..erasure.text.matcher import Matcher
from .kit_text import TextCase, known_by
from .test_quick_look import FAKERS, FREE_TEXT, LETTERS, LOCALES, WAYS

DIGEST = digester(b"k" * 32)
# Whatever else the machine is doing.
UNTIMED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
KINDS = ("phone", "national_id", "iban", "number")


def packed(*rows):
    """Return what is kept of rows of cells."""
    kept = Digests(DIGEST)
    kept.add(rows)
    return kept.packed()


@tagged("post_install", "-at_install")
class TestDigests(TextCase):
    def assertNoLess(self, matcher, *cells):
        """Where the exact look finds anything, what is kept of the text lets it through."""
        if matcher.find_row(cells):
            self.assertTrue(Wanted(matcher.signs, DIGEST).may_be_in(packed(cells)), f"{cells!r}")

    @given(st.sampled_from(LOCALES), st.integers(0, 10**6), st.sampled_from(sorted(WAYS)), FREE_TEXT, FREE_TEXT)
    @settings(max_examples=200, **UNTIMED)
    def test_name_of_any_country_however_it_is_written(self, locale, seed, way, before, behind):
        faker = FAKERS[locale]
        faker.seed_instance(seed)
        name = f"{faker.first_name()} {faker.last_name()}"
        matcher = Matcher({1: known_by(name=name)})
        for written in (WAYS[way](name), f" {WAYS[way](name)}s "):
            self.assertNoLess(matcher, f"{before}{written}{behind}")
        self.assertNoLess(matcher, *WAYS[way](name).split(" "), before)

    @given(st.lists(st.text(LETTERS, min_size=1, max_size=9), min_size=1, max_size=4), st.sampled_from(sorted(WAYS)))
    @example(["Bo", "Li"], "run together")
    @example(["王", "小明"], "as it is")
    @settings(max_examples=200, **UNTIMED)
    def test_name_of_any_letters(self, words, way):
        name = " ".join(words)
        self.assertNoLess(Matcher({1: known_by(name=name)}), f"x {WAYS[way](name)}, y")

    @given(
        st.text("AaÆæØøÅåÄäÖöÜüßéñþđıİ-'oeus", min_size=1, max_size=6),
        st.text("aaeeoouußøæåäö-'éstþ ", min_size=1, max_size=9),
        st.text("aaeeoouusshtn -.,'", min_size=1, max_size=9),
    )
    @settings(max_examples=200, **UNTIMED)
    def test_letters_written_out_and_parts_that_are_joined(self, one, two, three):
        matcher = Matcher({1: known_by(name=f"{one} {two}"), 2: known_by(name=f"{one} {two} {three}")})
        for text in (f"{one} {two}", f"{one}{two}s", f"{two}, {one}", f"{one} {three}", f"{one[0]}. {two} {three}"):
            self.assertNoLess(matcher, text)

    @given(
        st.sampled_from(KINDS),
        st.from_regex(r"[A-Za-z0-9]{2,5}[0-9]{0,12}[A-Z]{0,8}[0-9]{0,9}", fullmatch=True),
        st.lists(st.integers(1, 9), max_size=8),
        st.sampled_from(["", " ", "-", ".", "/", "\u00a0", "&nbsp;", "<b>"]),
    )
    @example("iban", "DK5000400440116243", [4, 4, 4], " ")
    @settings(max_examples=200, **UNTIMED)
    def test_number_in_whatever_groups(self, kind, value, sizes, between):
        parts, rest = [], value
        for size in sizes:
            parts, rest = [*parts, rest[:size]], rest[size:]
        matcher = Matcher({1: known_by(**{kind: value})})
        for text in (between.join([*parts, rest]), f"+45 {value}", f"no{value}", f"0045{value}", value.lower()):
            self.assertNoLess(matcher, f"of {text}, 3")
            self.assertNoLess(matcher, text)

    def test_number_whose_letters_stand_in_groups(self):
        for kind, value, written in (
            ("number", "MUS-VIO-0123", "mus vio 0123"), ("number", "MUSVIO0123", "M/US.VIO-01 23"),
            ("national_id", "RSSMRA85T10A562S", "RSS MRA 85T10 A562S"),
        ):  # fmt: skip
            matcher = self.matcher("IT", **{kind: value})
            self.assertTrue(matcher.find(written), written)
            self.assertNoLess(matcher, f"of {written}, 3")
        wanted = Wanted(self.matcher(number="MUS-VIO-0123").signs, DIGEST)
        for other in ("VIO-0123", "MUS-VIO-0124", "0123 of us"):
            self.assertFalse(wanted.may_be_in(packed([other])), other)

    def test_words_in_angle_brackets(self):
        matcher = self.matcher(name="Freja Rytterdal", number="QX-8804")
        for text in (
            "<attached: 12-Freja Rytterdal.pdf>", "From: <Freja Rytterdal>", "&lt;Freja Rytterdal&gt;",
            "<Freja_Rytterdal.pdf>", "<QX-8804>", "<Form QX 8804>",
        ):  # fmt: skip
            self.assertTrue(matcher.find(text), text)
            self.assertNoLess(matcher, text)

    @given(
        st.from_regex(r"[a-z][a-z0-9.]{0,8}[a-z0-9]@[a-z0-9]{1,9}\.(example|dk)", fullmatch=True),
        st.sampled_from(sorted(WAYS)),
    )
    @settings(max_examples=200, **UNTIMED)
    def test_address_however_short(self, address, way):
        matcher = Matcher({1: known_by(email=address)})
        for text in (address, address.replace("@", " (at) "), address.replace("@", "\tat "), WAYS[way](address)):
            self.assertNoLess(matcher, f"<{text}>")

    @given(
        st.lists(st.text("abcdeøåé", min_size=1, max_size=8), min_size=1, max_size=3),
        st.integers(1, 300),
        st.sampled_from(["login", "address"]),
    )
    @settings(max_examples=200, **UNTIMED)
    def test_street_and_login(self, words, number, kind):
        matcher = Matcher({1: known_by(**{kind: f"{' '.join(words)} {number}"})})
        for text in (f"{' '.join(words)} {number}", f"{words[0][:1]}. {' '.join(words[1:])} {number}, 2. tv"):
            self.assertNoLess(matcher, text)
            self.assertNoLess(matcher, text.upper())

    def test_first_name_and_surname_of_different_people_let_nothing_through_by_themselves(self):
        wanted = Wanted(Matcher({1: known_by(name="Freja Rytterdal")}).signs, DIGEST)
        self.assertTrue(wanted.may_be_in(packed(["Rytterdal, Freja"])))
        self.assertFalse(wanted.may_be_in(packed(["Rytterdal, Emma"])))
        self.assertFalse(wanted.may_be_in(packed(["Freja Hansen"])))

    def test_text_without_anybody_is_not_read(self):
        wanted = Wanted(
            Matcher({1: known_by(name="Freja Rytterdal", phone="20112233", address="Elmevej 4")}).signs, DIGEST
        )
        self.assertFalse(wanted.may_be_in(packed(["Kære forældre, på onsdag mødes vi i salen."], ["20 11 22 44", "4"])))
        self.assertFalse(wanted.may_be_in(packed()))

    def test_text_that_is_too_long_is_read_each_time(self):
        kept = Digests(DIGEST)
        kept.add([["x" * digests.MOST_CHARACTERS]])
        self.assertIsNotNone(kept.packed())
        kept.add([["x"]])
        self.assertIsNone(kept.packed())
        self.assertTrue(Wanted([], DIGEST).may_be_in(None))

    def test_another_key_makes_other_numbers(self):
        other = Digests(digester(b"o" * 32))
        other.add([["Freja Rytterdal"]])
        self.assertNotEqual(other.packed(), packed(["Freja Rytterdal"]))

    def test_many_texts_share_a_number(self):
        numbers = {DIGEST(f"#{number:08}") for number in range(40_000)}
        self.assertLess(max(numbers), 2**24)
        self.assertLess(len(numbers), 40_000)
