"""What is quick finds whatever is exact: no spelling of a value gets past the first looks at the bytes."""

import html
import json
from urllib.parse import quote, quote_plus

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..erasure.fingerprint import Fingerprint
from ..erasure.matcher import Matcher
from ..erasure.text import words

# The sign of the kelvin is a letter whose small form is a plain k; nobody is called by it.
LETTERS = st.characters(categories=["Lu", "Ll", "Lt", "Lo"], exclude_characters="\u212a")
WORDS = st.text(LETTERS, min_size=2, max_size=12)
SPELLINGS = {
    "as it is": str,
    "JSON": lambda text: json.dumps(text)[1:-1],
    "JSON in JSON": lambda text: json.dumps(json.dumps(text)),
    "HTML": lambda text: html.escape(text).encode("ascii", "xmlcharrefreplace").decode(),
    "a URL": quote,
    "a form": quote_plus,
    "tags between": lambda text: text.replace(" ", "</b> <i>"),
    "a line end between": lambda text: text.replace(" ", "\n"),
    "a hard space between": lambda text: text.replace(" ", "\u00a0"),
    "the other order": lambda text: ", ".join(reversed(text.split(" "))),
}


@tagged("post_install", "-at_install")
class TestMatcher(BaseCase):
    def matcher(self, **values):
        return Matcher(Fingerprint({1: set(values.items())}))

    def assertFound(self, matcher, text, title=""):
        self.assertTrue(matcher.may_hold(text.encode("utf-8", "ignore")), f"the first look, {title}")
        self.assertTrue(matcher.candidates(text), f"the second look, {title}")
        self.assertTrue(matcher.concerns(text), f"the exact look, {title}")

    @given(WORDS, WORDS)
    @settings(max_examples=300, deadline=None)
    def test_name_is_found_and_goes_however_it_is_stored(self, first, last):
        name = f"{first} {last}"
        if len(words(name).split(" ")) != 2 or len(words(name)) < 5:
            return
        matcher = self.matcher(name=name.lower())
        for title, spelling in SPELLINGS.items():
            text = f"Dear {spelling(name)}: hello"
            self.assertFound(matcher, text, title)
            clean = matcher.redact(text, {1})
            self.assertFalse(matcher.concerns(clean), f"what is redacted is gone, {title}")
            self.assertTrue(clean.startswith("Dear ") and clean.endswith(": hello"), f"the sentence stays, {title}")

    @given(st.lists(st.integers(1, 4), min_size=2, max_size=8), st.sampled_from([" ", "-", ".", "\u00a0", "  ", " - "]))
    @settings(max_examples=100, deadline=None)
    def test_phone_number_is_found_in_whatever_groups(self, sizes, between):
        digits, parts = "20112233", []
        for size in sizes:
            parts.append(digits[:size])
            digits = digits[size:]
        written = between.join(filter(None, [*parts, digits]))
        for text in (written, f"+45 {written}", f"0045{between}{written}"):
            self.assertFound(self.matcher(phone="4520112233"), f"Ring {text}!")

    def test_other_numbers_are_left_alone(self):
        matcher = self.matcher(phone="4520112233", number="010112-4321", iban="dk5000400440116243")
        for text in ("120112233", "20 11 22 34", "4620112233", "010112-43210", "DK50 0040 0440 1162 44"):
            self.assertFalse(matcher.concerns(f"Number {text}."), text)

    def test_iban_is_found_in_groups(self):
        for text in ("DK5000400440116243", "DK50 0040 0440 1162 43", "dk50-0040-0440-1162-43"):
            self.assertFound(self.matcher(iban="dk5000400440116243"), text)

    def test_house_number_is_not_the_beginning_of_another_one(self):
        matcher = self.matcher(address="lærkevej 1")
        self.assertFound(matcher, "Lærkevej 1, 8000 Aarhus")
        self.assertFalse(matcher.concerns("Lærkevej 12, 8000 Aarhus"))

    def test_very_long_name_is_found_as_a_whole_only(self):
        name = f"{'ab ' * 3300}end"
        matcher = self.matcher(name=name)
        self.assertFound(matcher, f"({name.upper()})")
        self.assertEqual(matcher.redact(f"({name})", {1}), "([anonymised])")
        self.assertFalse(matcher.concerns(f"{'ab ' * 3300}other"))

    def test_overlapping_values_are_redacted_as_one(self):
        matcher = Matcher(Fingerprint({1: {("name", "ann berg"), ("name", "ann berg holm")}}))
        self.assertEqual(matcher.redact("To Ann Berg Holm!", {1}), "To [anonymised]!")
