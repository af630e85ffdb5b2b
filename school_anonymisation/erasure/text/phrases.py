"""Signs that are no names: numbers in groups, streets, logins, and names of scripts without spaces."""

import re
from collections import defaultdict

from .numbers import first_groups, forms_of, is_of_a_date
from .pieces import WORD, Gap
from .spelling import UNSPACED_LETTERS, keys, name_keys, telling_word, unspaced_forms
from .tags import SEAM

# Between the groups of a number: few signs, and no word.
_SIGNS = re.compile(rf"[\s\-./()+_:\u2010-\u2013{SEAM}]{{0,4}}")
_MOST_GROUPS = 14
# Groups that begin with other letters and digits than any number are read no further.
_FIRST_FEW = 4
_UNSPACED = re.compile(f"[{UNSPACED_LETTERS}]")
_CENTS = re.compile(r"[.,]\d{2}(?!\d)")
_GLUED = ("phone", "national_id")


class Codes:
    """Numbers in whatever groups: phones, national IDs, IBANs, student numbers, postcodes."""

    def __init__(self):
        self._numbers = defaultdict(set)
        self._whole = defaultdict(set)
        self._beginnings = set()
        self._first_few = set()
        self._longest = 0
        self._kinds = {}

    def add(self, number, sign):
        """Look for a sign as well."""
        self._kinds[number] = sign.kind
        for form in forms_of(sign):
            whole = sign.kind == "national_id" and form != sign.value
            (self._whole if whole else self._numbers)[form].add(number)
            self._longest = max(self._longest, len(form))
            self._first_few.update(form[:length] for length in range(1, _FIRST_FEW + 1))
            self._beginnings |= first_groups(form)

    def find(self, flow):
        """Yield (number of the sign, start, end) of what stands in a Flow."""
        if not self._numbers:
            return
        begins = {word for word in set(flow.words) if self._may_begin(word.casefold())}
        for index, word in enumerate(flow.words) if begins else ():
            if word in begins:
                yield from self._from(flow, index)

    def _may_begin(self, word):
        return word[:_FIRST_FEW] in self._first_few and (word.isdigit() or word in self._beginnings)

    def _from(self, flow, first):
        plain, index = "", first
        while index < len(flow.words) and index - first < _MOST_GROUPS:
            if index > first and not self._goes_together(flow, index):
                break
            plain += flow.words[index].casefold()
            if len(plain) > self._longest or plain[:_FIRST_FEW] not in self._first_few:
                break
            index += 1
            for number in self._numbers.get(plain, ()):
                if self._is_whole(flow, first, index - 1, self._kinds[number]):
                    yield number, self._begin(flow, first, index - 1), flow.ends[index - 1]
            for number in self._whole.get(plain, ()):
                if flow.is_whole_cell(first, index - 1):
                    yield number, flow.starts[first], flow.ends[index - 1]

    @staticmethod
    def are_side_by_side(flow, index):
        """Whether only signs stand between a group and the one before it."""
        return bool(_SIGNS.fullmatch(flow.text, flow.ends[index - 1], flow.starts[index]))

    def _goes_together(self, flow, index):
        """Whether only signs stand between two groups, and no border."""
        return self.are_side_by_side(flow, index) and flow.gap(index) < Gap.LINE

    @staticmethod
    def _begin(flow, first, last):
        """Return where a number begins: a plus sign before it is its own, and a bracket that is closed in it."""
        start, text = flow.starts[first], flow.text
        start -= text[start - 1 : start] == "+"
        inside = text[start : flow.ends[last]]
        return start - (text[start - 1 : start] == "(" and inside.count(")") > inside.count("("))

    def _is_whole(self, flow, first, last, kind):
        """Whether a number does not go on before or behind: in its rhythm, in letters, in cents, in a date."""
        before, behind = flow.gap(first), flow.gap(last + 1)
        if (before == Gap.GLUED or behind == Gap.GLUED) and kind not in _GLUED:
            return False
        if kind == "phone" and (_CENTS.match(flow.text, flow.ends[last]) or self._is_date(flow, first, last)):
            return False
        return not (self._goes_on(flow, first - 1, first, before) or self._goes_on(flow, last + 1, last, behind))

    @staticmethod
    def _is_date(flow, first, last):
        """Whether the digits are those of a date, and no sign of another country stands before them: +45, 0045."""
        start, word = flow.starts[first], flow.words[first]
        is_abroad = flow.text[start - 1 : start] == "+" or (len(word) > 2 and word.startswith("00"))
        return not is_abroad and is_of_a_date(flow.text, start, flow.ends[last])

    @staticmethod
    def _goes_on(flow, other, own, gap):
        """Whether a group beside a number is one more of it: as long as its neighbour, one sign between."""
        if gap not in (Gap.SPACE, Gap.TIGHT, Gap.HYPHEN, Gap.CELL) or not 0 <= other < len(flow.words):
            return False
        word, first = flow.words[other], max(own, other)
        between = flow.text[flow.ends[first - 1] : flow.starts[first]]
        if gap == Gap.CELL:
            return between == "," and word.isdigit() and len(word) <= 3 and len(flow.words[own]) == 3
        return len(between) == 1 and word.isdigit() and len(word) == len(flow.words[own]) < 5


class Phrases:
    """Streets, towns, logins: words one after the other."""

    def __init__(self):
        self._by_word = defaultdict(list)

    def add(self, number, sign):
        """Look for a sign as well."""
        words = WORD.findall(sign.value)
        if not words:
            return
        anchor = telling_word(words) if sign.kind == "address" else 0
        entry = (number, sign, [name_keys(word) for word in words], anchor)
        for key in entry[2][anchor]:
            self._by_word[key].append(entry)

    def find(self, flow):
        """Yield (number of the sign, start, end) of what stands in a Flow."""
        if not self._by_word:
            return
        known = {word for word in set(flow.words) if not self._by_word.keys().isdisjoint(keys(word))}
        for index, word in enumerate(flow.words) if known else ():
            for key in keys(word) if word in known else ():
                for number, sign, words, anchor in self._by_word.get(key, ()):
                    first, last = index - anchor, index - anchor + len(words) - 1
                    if first >= 0 and last < len(flow.words) and self._stands(flow, first, words, sign, anchor):
                        yield number, flow.starts[first], flow.ends[last]

    def _stands(self, flow, first, words, sign, anchor):
        last = first + len(words) - 1
        if sign.kind == "login":
            whole = flow.text[flow.starts[first] : flow.ends[last]].casefold() == sign.value
            return whole and not self._glued(flow, first) and not self._glued(flow, last + 1)
        for place, wanted in enumerate(words):
            index = first + place
            if place and flow.gap(index) >= Gap.STOP:
                return False
            if keys(flow.words[index]).isdisjoint(wanted) and (
                place or not anchor or not self._is_short_for(flow, index, wanted)
            ):
                return False
        return flow.gap(first) != Gap.GLUED and not self._goes_on(flow, last)

    @staticmethod
    def _glued(flow, index):
        return flow.gap(index) in (Gap.GLUED, Gap.TIGHT, Gap.HYPHEN)

    @staticmethod
    def _goes_on(flow, last):
        """Whether a house number has a letter: 104 is not 104B."""
        return flow.gap(last + 1) == Gap.GLUED

    @staticmethod
    def _is_short_for(flow, index, wanted):
        """Whether a word with a full stop is short for the first word of a street: "Nr." for Nørre."""
        if flow.text[flow.ends[index] : flow.ends[index] + 1] != ".":
            return False
        for short in keys(flow.words[index]):
            for key in wanted:
                letters = iter(key)
                if short[0] == key[0] and all(letter in letters for letter in short):
                    return True
        return False


class Unspaced:
    """Names of scripts without spaces: they stand in the middle of what looks like one word."""

    def __init__(self):
        self._by_letter = defaultdict(list)

    def add(self, number, value):
        """Look for a name as well."""
        for form in unspaced_forms(value):
            self._by_letter[form[0]].append((form, number))

    def find(self, flow):
        """Yield (number of the sign, start, end, number of letters) of what stands in a Flow."""
        if not self._by_letter or flow.text.isascii():
            return
        for match in _UNSPACED.finditer(flow.text):
            for form, number in self._by_letter.get(match[0], ()):
                if flow.text.startswith(form, match.start()):
                    letters = sum(map(str.isalpha, form))
                    yield number, match.start(), match.start() + len(form), letters
