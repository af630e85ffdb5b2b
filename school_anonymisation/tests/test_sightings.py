"""A name is begun to be read where a surname stands: no less is found than by reading at every word of a text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import tagged

from ..erasure.text.names import Name
from ..erasure.text.pieces import parse
from ..erasure.text.readings import Reader
from ..erasure.text.sightings import Sightings
from .kit_text import TextCase, known_by

PARTS = ("Oda", "Maja", "Anne-Mette", "van", "Berg", "O'Shea", "Lund-Dahl-Holm", "Person012", "Person013")
# What may stand in a text: parts of a name whole, cut, run together, short, and words that are no name.
WORDS = (
    *PARTS,
    "Annemette",
    "Anne",
    "OShea",
    "Lund",
    "Dahl-Holm",
    "DahlHolm",
    "Person",
    "012",
    "O.",
    "A",
    "vanBerg",
    "so",
    "Ib",
)
BETWEEN = (" ", ", ", "-", "'", "; ", "\n", ". ", " (", ") ", "<b>", "</td><td>", "</tr><tr>")
NAMES = st.lists(st.sampled_from(PARTS), min_size=2, max_size=4).map(" ".join)
TEXTS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(BETWEEN)), min_size=2, max_size=9).map(
    lambda parts: "".join(word + between for word, between in parts)
)


@tagged("post_install", "-at_install")
class TestSightings(TextCase):
    @given(st.lists(NAMES, min_size=1, max_size=4, unique=True), TEXTS)
    @settings(max_examples=300, deadline=None)
    def test_no_less_than_by_reading_everywhere(self, names, text):
        flow = parse(text)
        found = set(Sightings(dict(enumerate(names))).find(flow, None))
        for number, name in enumerate(names):
            reader = Reader(Name(name), flow)
            for reading in filter(None, map(reader.reading, range(len(flow.words)))):
                places = tuple((flow.starts[first], flow.ends[last]) for first, last in reading.ranges)
                self.assertTrue(self.is_found(number, places, found), f"{name!r} in {text!r}")

    def is_found(self, number, places, found):
        """Whether a name is found in some places, or better in others of which one is among them."""
        return any(
            number == other and any(first < two and one < last for first, last in more for one, two in places)
            for other, more, _form in found
        )

    def test_people_who_share_words_are_each_found(self):
        names = [f"Oda Person{number:03}" for number in range(150)]
        matcher = self.matcher(name=names)
        text = "".join(f"<p>{name} was here</p>" for name in names)
        self.assertEqual(len(matcher.find(text)), len(names))
        self.assertEqual({hit.form for hit in matcher.find(text)}, {"full"})

    def test_person_of_whose_surname_a_part_is_shared_is_not_found_by_it(self):
        matcher = self.matcher(name=["Oda Person012"])
        self.assertEqual([hit.form for hit in matcher.find("Oda Person012")], ["full"])
        self.assertEqual(matcher.find("Oda Person013"), [])
        self.assertTrue(known_by(name="Oda Person013"))
