"""The table of signs and records, both sides of each of its borders, and as the documentation prints it."""

from pathlib import Path

from odoo.addons.school_anonymisation.erasure.people import meant
from odoo.addons.school_anonymisation.erasure.people.meant import Answer, Clue, Whose, decide, may_go_whole
from odoo.tests import TransactionCase, tagged

DOCUMENT = Path(__file__).resolve().parents[2] / "docs/who_is_meant.md"


@tagged("post_install", "-at_install")
class TestMeant(TransactionCase):
    def test_everything_goes_from_the_persons_own_records(self):
        for clue in Clue:
            self.assertIs(decide(clue, Whose.OWN, certain=False), Answer.GOES, clue)

    def test_what_somebody_bears_stays_in_their_record(self):
        for clue in Clue:
            for whose in (Whose.SHARED, Whose.SOMEBODYS):
                self.assertIs(decide(clue, whose, certain=True, second=True, borne_here=True), Answer.STAYS, clue)

    def test_who_a_record_is_about_stays(self):
        for clue in Clue:
            self.assertIs(decide(clue, Whose.SOMEBODYS, certain=True, says_who=True), Answer.STAYS, clue)

    def test_stranger_in_such_a_field_goes_beside_a_second_sign_and_is_asked_alone(self):
        for clue in (Clue.STRONG, Clue.NAME, Clue.SHORT_NAME):
            place = {"whose": Whose.SOMEBODYS, "says_who": True, "is_strangers": True}
            self.assertIs(decide(clue, certain=True, second=True, **place), Answer.GOES, clue)
            self.assertIs(decide(clue, certain=True, **place), Answer.ASKS, clue)
            self.assertIs(decide(clue, certain=True, second=True, borne_here=True, **place), Answer.STAYS, clue)
        for clue in (Clue.NAME, Clue.SHORT_NAME):
            self.assertIs(decide(clue, certain=False, second=True, **place), Answer.ASKS, clue)
        self.assertIs(decide(Clue.STRONG, certain=False, second=True, **place), Answer.STAYS)
        self.assertIs(decide(Clue.WEAK, certain=True, second=True, **place), Answer.STAYS)

    def test_strong_sign_goes_unless_somebody_else_is_known_by_it(self):
        for whose in (Whose.SOMEBODYS, Whose.NOBODYS):
            self.assertIs(decide(Clue.STRONG, whose, certain=True), Answer.GOES)
            self.assertIs(decide(Clue.STRONG, whose, certain=False), Answer.STAYS)
            self.assertIs(decide(Clue.STRONG, whose, certain=False, second=True), Answer.STAYS)

    def test_name_of_a_namesake_is_asked_unless_a_second_sign_says_who(self):
        for whose in (Whose.SOMEBODYS, Whose.NOBODYS):
            self.assertIs(decide(Clue.NAME, whose, certain=True), Answer.GOES)
            self.assertIs(decide(Clue.NAME, whose, certain=False), Answer.ASKS)
            self.assertIs(decide(Clue.NAME, whose, certain=False, second=True), Answer.GOES)

    def test_second_sign_that_somebody_else_has_too_does_not_say_which_of_two(self):
        place = {"whose": Whose.NOBODYS, "second": True, "shared": True}
        for clue, certain in ((Clue.NAME, False), (Clue.SHORT_NAME, False), (Clue.PART_OF_NAME, True)):
            self.assertIs(decide(clue, certain=certain, **place), Answer.ASKS, clue)
            self.assertIs(decide(clue, certain=certain, **place | {"shared": False}), Answer.GOES, clue)
        for clue in (Clue.NAME, Clue.SHORT_NAME, Clue.ADDRESS, Clue.WEAK):
            self.assertIs(decide(clue, certain=True, **place), Answer.GOES, clue)
        self.assertIs(decide(Clue.NAME, Whose.SHARED, certain=False, second=True, shared=True), Answer.GOES)

    def test_weak_sign_goes_only_beside_a_second_one_in_nobodys_record(self):
        for clue in (Clue.WEAK, Clue.ADDRESS):
            self.assertIs(decide(clue, Whose.NOBODYS, certain=True, second=True), Answer.GOES)
            self.assertIsNot(decide(clue, Whose.NOBODYS, certain=True), Answer.GOES)
            self.assertIs(decide(clue, Whose.NOBODYS, certain=False, second=True), Answer.STAYS)
            self.assertIs(decide(clue, Whose.SOMEBODYS, certain=True, second=True), Answer.STAYS)

    def test_part_of_a_name_goes_only_beside_a_second_sign_in_nobodys_record(self):
        self.assertIs(decide(Clue.PART_OF_NAME, Whose.NOBODYS, certain=True, second=True), Answer.GOES)
        self.assertIs(decide(Clue.PART_OF_NAME, Whose.NOBODYS, certain=True), Answer.ASKS)
        self.assertIs(decide(Clue.PART_OF_NAME, Whose.SOMEBODYS, certain=True, second=True), Answer.ASKS)

    def test_first_name_alone_goes_only_where_the_record_is_the_persons(self):
        self.assertIs(decide(Clue.GIVEN_NAME, Whose.SHARED, certain=True), Answer.GOES)
        for whose in (Whose.SOMEBODYS, Whose.NOBODYS):
            self.assertIs(decide(Clue.GIVEN_NAME, whose, certain=True, second=True), Answer.STAYS)

    def test_whole_record_goes_with_two_signs_or_one_strong_one_and_no_other_name(self):
        self.assertTrue(may_go_whole(signs=2, certain=True, strong_alone=False, contradicted=False))
        self.assertTrue(may_go_whole(signs=1, certain=True, strong_alone=True, contradicted=False))
        self.assertFalse(may_go_whole(signs=2, certain=False, strong_alone=False, contradicted=False))
        self.assertFalse(may_go_whole(signs=1, certain=True, strong_alone=False, contradicted=False))
        self.assertFalse(may_go_whole(signs=3, certain=True, strong_alone=True, contradicted=True))

    def test_documentation_has_the_table(self):
        _before, _mark, rest = DOCUMENT.read_text().partition("<!-- table -->\n")
        printed = "\n".join(meant.printed())
        self.assertEqual(rest.partition("\n<!-- /table -->")[0], printed, f"docs/who_is_meant.md has not:\n{printed}")
