"""Finds many values in a text at once, and redacts them: the time depends on the text, not on the number of people."""

import contextlib
import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass

import ahocorasick
import phonenumbers

from .text import locate, words

PLAIN = re.compile(r"[a-z0-9]+")
SEPARATORS = (" ", "-", ".", "/", "\xa0", "\xc2\xa0", "&nbsp;", "%20", "+", "  ", "\\u00a0", "_")
GROUPED = ("phone", "iban", "number")
# How far a value, escaped twice, may reach from a plain part of it.
REACH = 400
REDACTED = "[anonymised]"


@dataclass(frozen=True)
class Hit:
    """Where a value stands in a text, whose it is, and whether it alone says so (see `Fingerprint.searchable`)."""

    start: int
    end: int
    people: frozenset
    alone: bool


def _automaton(values):
    """Return an automaton that finds the keys and answers the values, or None for none."""
    if not values:
        return None
    automaton = ahocorasick.Automaton()
    for text, value in values.items():
        automaton.add_word(text, value)
    automaton.make_automaton()
    return automaton


def _phone_forms(digits):
    """Return the ways in which a number is written; the country's own prefix is not always there."""
    forms, national = {digits}, digits
    with contextlib.suppress(phonenumbers.NumberParseException):
        number = phonenumbers.parse(f"+{digits}")
        if phonenumbers.is_possible_number(number):
            national = str(number.national_number)
            for style in ("NATIONAL", "INTERNATIONAL"):
                forms.add(phonenumbers.format_number(number, getattr(phonenumbers.PhoneNumberFormat, style)))
    if len(national) >= 8:
        prefix = digits.removesuffix(national)
        for sizes in ((2,) * 8, (4,) * 4, (3,) * 5, (3, 3, 4), (2, 3, 3, 3), (3, 2, 2, 2, 2), (8,)):
            parts, rest = [], national
            for size in sizes:
                parts.append(rest[:size])
                rest = rest[size:]
            grouped = " ".join(filter(None, [*parts, rest]))
            forms |= {grouped, f"{prefix} {grouped}", f"00{prefix} {grouped}"}
    return forms


def forms(kind, value):
    """Return the ways in which people write a value of a kind."""
    if kind == "name":
        parts = words(value).split(" ")
        return {" ".join(parts[cut:] + parts[:cut]) for cut in range(len(parts))}
    if kind == "phone":
        return _phone_forms(value)
    if kind == "iban":
        return {value, " ".join(value[start : start + 4] for start in range(0, len(value), 4))}
    if kind == "number":
        return {value, words(value).replace(" ", "")}
    return {value}


def anchors(kind, form):
    """Return texts of which one stands letter for letter wherever a form does, however it is escaped; or nothing.

    Escapes change accents and what is between words, and leave plain letters and digits alone.
    """
    local = form.split("@")[0] if kind == "email" else form
    runs = PLAIN.findall(local.lower()) or PLAIN.findall(form.lower())
    longest = max(runs, key=len, default="")
    if len(longest) >= (2 if longest.isalpha() else 5):
        return {longest}
    # Few digits stand everywhere; a number in groups is written with one kind of space between them.
    parts = words(form).split(" ")
    return {separator.join(parts) for separator in SEPARATORS} if len(parts) > 1 and kind in GROUPED else set()


class Matcher:
    """All values of a Fingerprint as one automaton over words, and another over what is never escaped in them."""

    def __init__(self, fingerprint):
        self._fingerprint = fingerprint
        patterns, plain, self._any_text = defaultdict(set), set(), False
        for person, values in fingerprint.people.items():
            for kind, value in values:
                if not fingerprint.worth_finding(kind, value):
                    continue
                for form in forms(kind, value):
                    if pattern := words(form):
                        patterns[pattern].add((kind, value, person))
                        found = anchors(kind, form)
                        plain |= found
                        self._any_text |= not found
        self._automaton = _automaton({text: (len(text), frozenset(meaning)) for text, meaning in patterns.items()})
        self._plain = _automaton({text: len(text) for text in plain})

    def suspicious(self, text):
        """Yield the places in a text in small letters, escaped or not, where there may be a value; quick."""
        if self._any_text:
            yield from range(len(text))
        elif self._plain is not None:
            for last, _length in self._plain.iter(text):
                yield last

    def places(self, content):
        """Return the places in bytes at which there may be a value: plain letters and digits are one byte each."""
        return self.suspicious(content.lower().decode("latin-1"))

    def _windows(self, text):
        """Yield (start, end) of the parts of a text in which there may be a value; the rest is not looked at again."""
        lowered = text.lower()
        if len(lowered) != len(text):
            yield 0, len(text)
            return
        start = end = -1
        for place in self.suspicious(lowered):
            if start < 0:
                start = max(0, place - REACH)
            elif place - REACH > end:
                yield start, end
                start = place - REACH
            end = place + REACH
        if start >= 0:
            yield start, end

    def meanings(self, text):
        """Yield {(kind, value, contact id)} for each value that stands in a text; fast, without its place."""
        if self._automaton is not None and text:
            for start, end in self._windows(text):
                for _start, _end, meaning in self._spans(words(text[start:end])):
                    yield meaning

    def concerns(self, text, people=frozenset()):
        """Whether a text holds a value that alone says who is meant, or any value of these people."""
        return any(
            any(person in people or self._fingerprint.searchable(kind, value) for kind, value, person in meaning)
            for meaning in self.meanings(text)
        )

    def find(self, text):
        """Return the Hits in a text in order; where they overlap, one Hit for all of them."""
        if self._automaton is None or not text:
            return []
        hits = []
        for start, end in self._windows(text):
            piece = text[start:end]
            if any(True for _span in self._spans(words(piece))):
                hits += self._located(piece, start)
        return hits

    def _located(self, text, offset):
        """Return the Hits in a part of a text that begins at an offset."""
        located = locate(text)
        starts = [place[0] for place in located.places]
        hits = []
        for start, end, meaning in self._spans(located.words):
            first, last = bisect_right(starts, start) - 1, bisect_right(starts, end - 1) - 1
            hits.append(
                Hit(
                    offset + located.places[first][1],
                    offset + located.places[last][2],
                    frozenset(person for _kind, _value, person in meaning),
                    any(self._fingerprint.searchable(kind, value) for kind, value, _person in meaning),
                )
            )
        return hits

    def _spans(self, text):
        """Yield (start, end, meaning) of values that stand as whole words: "ann berg" is not in "ann bergman"."""
        for last, (length, meaning) in self._automaton.iter(text):
            start, end = last - length + 1, last + 1
            if (start == 0 or text[start - 1] == " ") and (end == len(text) or text[end] == " "):
                yield start, end, meaning

    def redact(self, text, people=frozenset(), alone=False):
        """Return the text with values gone and the sentence kept.

        :param people: contact ids whose values go, also those that the living bear.
        :param alone: also everybody's values that alone say who is meant.
        """
        pieces, end = [], 0
        wanted = [hit for hit in self.find(text) if hit.people & people or (alone and hit.alone)]
        for hit in sorted(wanted, key=lambda hit: (hit.start, -hit.end)):
            if hit.start >= end:
                pieces += [text[end : hit.start], REDACTED]
            end = max(end, hit.end)
        return "".join([*pieces, text[end:]]) if pieces else text
