"""What is quick finds whatever is exact: no way of writing gets past the first look at the bytes."""
# Names of other alphabets are what this is about.
# ruff: noqa: RUF001

import html
import json
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, quote_plus

from faker import Faker
from hypothesis import example, given, settings
from hypothesis import strategies as st

from odoo.tests import tagged

from ..erasure.people.known import Known
from ..erasure.text.matcher import Matcher
from .kit_text import TextCase, known_by

LOCALES = ("da_DK", "de_DE", "fr_FR", "pl_PL", "tr_TR", "vi_VN", "ru_RU", "ar_SA", "zh_CN", "ja_JP", "hi_IN", "th_TH")
FAKERS = {locale: Faker(locale) for locale in LOCALES}
FREE_TEXT = st.text(st.characters(exclude_categories=["Cs"], max_codepoint=0x2FFF), max_size=12)
LETTERS = st.characters(categories=["Lu", "Ll", "Lt", "Lo"])
WAYS = {
    "as it is": str,
    "capitals": str.upper,
    "small letters": str.lower,
    "JSON": lambda text: json.dumps(text)[1:-1],
    "JSON in JSON": lambda text: json.dumps(json.dumps(text)),
    "entities": lambda text: html.escape(text).encode("ascii", "xmlcharrefreplace").decode(),
    "entities of every letter": lambda text: "".join(f"&#x{ord(letter):x};" for letter in text),
    "a URL": quote,
    "a form": quote_plus,
    "tags between": lambda text: text.replace(" ", "</b> <i class='x'>"),
    "tags inside": lambda text: f'{text[:2]}<b style="c">{text[2:]}</b>',
    "a soft hyphen": lambda text: f"{text[:3]}\u00ad{text[3:]}",
    "a zero-width space": lambda text: f"{text[:-2]}\u200b{text[-2:]}",
    "hard spaces": lambda text: text.replace(" ", "\u00a0"),
    "the other order": lambda text: ", ".join(reversed(text.split(" ", 1))),
    "cells": lambda text: "<td>" + "</td><td>".join(text.split(" ")) + "</td>",
    "a file": lambda text: text.replace(" ", "_") + "2.pdf",
    "run together": lambda text: text.title().replace(" ", ""),
    "an initial": lambda text: f"{text[0]}. {text.split(' ')[-1]}",
    "mojibake": lambda text: text.encode().decode("cp1252", "ignore"),
    "quoted-printable": lambda text: f"{text[:4]}=\n{text[4:]}",
}


def in_copy(text):
    """Return a text as PostgreSQL's COPY writes it."""
    for sign, written in (("\\", "\\\\"), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        text = text.replace(sign, written)
    return f"17\t{text}\n".encode("utf-8", "ignore")


def _is_ideograph(code):
    """Whether a letter is one of the tens of thousands that have no letter case and no other form."""
    return 0x3400 <= code < 0xA000 or 0xAC00 <= code < 0xD7A4 or 0x20000 <= code < 0x2F800


@tagged("post_install", "-at_install")
class TestQuickLook(TextCase):
    def assertNoLess(self, matcher, text):
        """Where the exact look finds anything, the quick one has let the row through."""
        text = text.replace("\x00", "")
        if matcher.find(text):
            self.assertEqual(matcher.suspects([b"1\t-\n", in_copy(text)]), [1], f"{text!r}")

    def test_what_counts_beside_another_sign_only_is_looked_for_closely_and_not_everywhere(self):
        known = Known()
        known.people[1] = known_by(name="Emma Hansen", city="Roskilde", birth_date="2009-05-06")
        text = "Emma Hansen, Roskilde, 2009-05-06"
        self.assertEqual({hit.sign.kind for hit in known.matcher.find(text)}, {"name", "city", "birth_date"})
        self.assertEqual({hit.sign.kind for hit in known.searcher.find(text)}, {"name"})
        rows = [in_copy("Roskilde"), in_copy(text), in_copy("2009-05-06")]
        self.assertEqual(known.searcher.suspects(rows), [1])
        self.assertEqual(known.matcher.suspects(rows), [1])

    @given(st.sampled_from(LOCALES), st.integers(0, 10**6), st.sampled_from(sorted(WAYS)), FREE_TEXT, FREE_TEXT)
    @settings(max_examples=500, deadline=None)
    def test_name_of_any_country_however_it_is_written(self, locale, seed, way, before, behind):
        faker = FAKERS[locale]
        faker.seed_instance(seed)
        name = f"{faker.first_name()} {faker.last_name()}"
        matcher = Matcher({1: known_by(name=name)})
        self.assertNoLess(matcher, f"{before}{WAYS[way](name)}{behind}")
        self.assertNoLess(matcher, f"{before} {WAYS[way](name)}s {behind}")

    @given(st.lists(st.text(LETTERS, min_size=1, max_size=9), min_size=1, max_size=4), st.sampled_from(sorted(WAYS)))
    @example(["Bo", "Li"], "run together")
    @example(["Ann", "Æ"], "as it is")
    @example(["BßϘ"], "a file")
    @example(["AbĖƈ"], "tags inside")
    @settings(max_examples=500, deadline=None)
    def test_name_of_any_letters(self, words, way):
        name = " ".join(words)
        self.assertNoLess(Matcher({1: known_by(name=name)}), f"x {WAYS[way](name)}, y")

    @given(st.lists(st.text(LETTERS, min_size=1, max_size=9), min_size=3, max_size=3), st.sampled_from(sorted(WAYS)))
    @settings(max_examples=200, deadline=None)
    def test_half_of_a_name_of_any_letters(self, words, way):
        first, one, two = words
        matcher = Matcher({1: known_by(name=f"{first} {one}-{two}"), 2: known_by(name=f"{one}-{two} {first}")})
        for half in (one, two):
            for name in (f"{first} {half}", f"{half} {first}", f'{first} "Musse" {half}'):
                self.assertNoLess(matcher, f"x {WAYS[way](name)}, y")

    def test_short_number_in_groups_whatever_stands_between(self):
        for number, groups in (
            ("QX-8804", ("QX", "8804")),
            ("MUS-VIO-0123", ("MUS", "VIO", "0123")),
            ("8804-QX", ("8804", "QX")),
            ("ÆX-8804", ("ÆX", "8804")),
            ("ЖX-8804", ("ЖX", "8804")),
            ("8804-øx", ("8804", "ØX")),
        ):
            matcher = Matcher({1: known_by(number=number)})
            for sign in ("-", "\u2010", "\u2013", "\u00a0", "\u202f", "&nbsp;", "&ndash;", "&amp;nbsp;", " &nbsp;"):
                text = f"card {sign.join(groups)}, lent"
                with self.subTest(text):
                    self.assertTrue(matcher.find(text))
                    self.assertNoLess(matcher, text)

    def test_every_letter_has_an_image_or_is_a_break(self):
        letters = [chr(code) for code in range(0xAA, 0x30000) if chr(code).isalpha() and not _is_ideograph(code)]
        for place in range(0, len(letters), 50):
            names = [f"ab{letter}cd ef{letter}gh" for letter in letters[place : place + 50]]
            signs = {number: known_by(name=name) for number, name in enumerate(names)}
            matcher = Matcher(signs)
            rows = [in_copy(way(name)) for name in names for way in (str, str.upper, str.lower)]
            seen = set(matcher.suspects(rows))
            for number, row in enumerate(rows):
                if number not in seen:
                    text = row.decode()
                    self.assertFalse(matcher.find(text), f"the quick look passes over {text!r}")

    @given(
        st.text("AaÆæØøÅåÄäÖöÜüßéñþđıİ-'oeus", min_size=1, max_size=6),
        st.text("aaeeoouußøæåäö-'éstþ", min_size=1, max_size=6),
        st.text("aaeeoouusshtn", min_size=1, max_size=6),
    )
    @settings(max_examples=500, deadline=None)
    def test_letters_written_out_and_not(self, one, two, three):
        matcher = Matcher({1: known_by(name=f"{one} {two}"), 2: known_by(name=f"{one} {three}")})
        for written in (one, two, three):
            for text in (
                f"{one} {written}",
                f"{one.upper()} {written.upper()}s",
                f"“{one} {written}”",
                f"{one}\n{written}",
            ):
                self.assertNoLess(matcher, text)

    @given(
        st.lists(st.integers(1, 4), min_size=2, max_size=8),
        st.sampled_from([" ", "-", ".", "\u00a0", "\u2009", "&nbsp;"]),
    )
    @settings(max_examples=200, deadline=None)
    def test_phone_number_in_whatever_groups(self, sizes, between):
        digits, parts = "20112233", []
        for size in sizes:
            parts.append(digits[:size])
            digits = digits[size:]
        written = between.join(filter(None, [*parts, digits]))
        matcher = Matcher({1: known_by(phone="+45 20 11 22 33")})
        for text in (
            written,
            f"+45 {written}",
            f"0045{between}{written}",
            f"tlf{written}mor",
            f"<b>{written[:3]}</b>{written[3:]}",
        ):
            self.assertTrue(matcher.find(f"Ring {text}!"), text)
            self.assertNoLess(matcher, f"Ring {text}!")

    @given(
        st.from_regex(r"[a-z][a-z0-9.]{0,8}[a-z0-9]@[a-z0-9]{1,9}\.(example|dk)", fullmatch=True),
        st.sampled_from(sorted(WAYS)),
    )
    @settings(max_examples=200, deadline=None)
    def test_address_however_short(self, address, way):
        matcher = Matcher({1: known_by(email=address)})
        for text in (address, address.replace("@", " (at) "), address.replace("@", "+skole@"), WAYS[way](address)):
            self.assertNoLess(matcher, f"<{text}>")
            self.assertNoLess(matcher, f'<a href="mailto:{text}?subject=x">')

    def test_rows_without_anybody_are_not_looked_at(self):
        matcher = Matcher({1: known_by(name="Freja Rytterdal", phone="20112233", email="freja@hjem.example")})
        rows = [
            "Kære forældre, på onsdag mødes vi i den store sal.",
            "<p>Mange hilsner&nbsp;og tak for alt</p>",
            "The fee is due: 1,200.50 kr. by 2026-09-30 20:00",
        ]
        self.assertEqual(matcher.suspects([in_copy(row) for row in rows]), [])

    def test_two_threads_look_at_the_same_time(self):
        matcher = Matcher({1: known_by(name="Freja Rytterdal")})
        rows = [in_copy("<p>Freja <b>Ryt</b>terdal &aring;</p>"), in_copy("Nobody at all" * 100_000)] * 4
        with ThreadPoolExecutor(8) as threads:
            found = list(threads.map(matcher.suspects, [rows] * 32))
        self.assertEqual(found, [[0, 2, 4, 6]] * 32)
