"""What a field holds becomes Signs: one form for all spellings, and strong only what says by itself who is meant."""

from odoo.tests import BaseCase, tagged

from ..erasure.text.signs import signs_of


@tagged("post_install", "-at_install")
class TestSigns(BaseCase):
    def values(self, kind, raw, country="DK"):
        return {(sign.kind, sign.value, sign.strong) for sign in signs_of(kind, raw, country)}

    def assertSame(self, kind, *spellings, country="DK"):
        found = [signs_of(kind, spelling, country) for spelling in spellings]
        self.assertTrue(found[0])
        self.assertTrue(all(signs == found[0] for signs in found), spellings)

    def test_spellings_of_one_value_are_one_sign(self):
        self.assertSame(
            "email", "Oda@Hjem.example", "<oda@hjem.example>", "oda+x@hjem.example", '"Mum" <oda@hjem.example>'
        )
        self.assertSame("phone", "+45 24 61 72 83", "24617283", "0045 24617283", "24 61 72 83 (mor)")
        self.assertSame("national_id", "070511-4009", "0705114009")
        self.assertSame("iban", "DK50 0040 0440 1162 43", "dk5000400440116243")
        self.assertSame("name", "Oda Lund", "  ODA  LUND ", "Oda Lund 5.B", "Lund, Oda")
        self.assertSame("name", "Oda Lund", "Oda Lund, violin", "Oda Lund, født Holm", "Dr. Oda Lund, cello")
        self.assertSame("address", "12, rue de la Paix", "12, Rue de la Paix, 75002 Paris")
        self.assertSame("address", "12 bis, rue de la Paix", "12 bis, rue de la Paix, Paris")
        self.assertSame("address", "1 Elm St", "1 Elm St, Dublin")

    def test_strong_is_what_says_who_is_meant(self):
        self.assertEqual(self.values("email", "a.b@x.example"), {("email", "a.b@x.example", True)})
        self.assertEqual(self.values("phone", "24617283"), {("phone", "+4524617283", True)})
        self.assertEqual(self.values("national_id", "0705114009"), {("national_id", "0705114009", True)})
        self.assertIn(("iban", "dk5000400440116243", True), self.values("iban", "DK5000400440116243"))

    def test_what_is_not_valid_is_weak(self):
        self.assertEqual(self.values("phone", "123456"), {("phone", "123456", False)})
        self.assertEqual(self.values("phone", "24617283", country=""), {("phone", "24617283", False)})
        self.assertEqual(self.values("national_id", "999999-9999"), {("national_id", "9999999999", False)})
        self.assertFalse(any(strong for _kind, _value, strong in self.values("iban", "DK5100400440116243")))

    def test_short_phone_is_weak_besides_without_its_country(self):
        self.assertEqual(
            self.values("phone", "581 2345", "IS"), {("phone", "+3545812345", True), ("phone", "5812345", False)}
        )

    def test_length_makes_nothing_strong(self):
        for kind, raw in (
            ("name", "Maximiliane Anneliese Schwarzenbach"), ("address", "Sandkrogvej 102"),
            ("login", "a_very_long_login_2"), ("number", "S000012345678"),
        ):  # fmt: skip
            self.assertFalse(any(sign.strong for sign in signs_of(kind, raw, "DK")), kind)

    def test_national_id_of_a_country_that_nobody_describes(self):
        self.assertEqual(self.values("national_id", "123456789", country="XX"), {("national_id", "123456789", True)})
        self.assertEqual(self.values("national_id", "12345", country="XX"), {("national_id", "12345", False)})

    def test_national_id_of_a_country_whose_numbers_are_checked_by_a_list_of_places(self):
        for country, valid, other in (
            ("CN", "11010519491231002X", "99010519491231002X"),
            ("MY", "770305-02-1234", "770305-17-1234"),
            ("ID", "3171011708450001", "0071011708450001"),
        ):
            for number, strong in ((valid, True), (other, False)):
                found = {item[2] for item in self.values("national_id", number, country=country)}
                self.assertEqual(found, {strong}, country)

    def test_comma_of_a_surname_is_none_of_a_remark(self):
        for raw, name in (
            ("van der Berg, Joris", "joris van der berg"), ("Van der Berg, joris", "joris van der berg"),
            ("'t Hooft, gerard", "gerard 't hooft"), ("O'Ravn, freja", "freja o'ravn"), ("ravn, freja", "freja ravn"),
            ("ravn holm, freja", "freja ravn holm"), ("Ravn, freja", "freja ravn"), ("Dr. Ravn, freja", "freja ravn"),
            ("García López, María", "maría garcía lópez"),
        ):  # fmt: skip
            self.assertEqual(self.values("name", raw), {("name", name, False)}, raw)

    def test_street_that_is_only_a_number_is_none(self):
        for raw in ("12", "12,", "12, 14", "1-2-3", "2100, 3"):
            self.assertFalse(signs_of("address", raw, "DK"), raw)

    def test_number_as_typed_is_not_read_as_a_foreign_one(self):
        self.assertNotIn(("phone", "+4653123456", True), self.values("phone", "53 12 34 56"))

    def test_login_that_is_an_address(self):
        self.assertEqual(self.values("login", "oda@hjem.example"), {("email", "oda@hjem.example", True)})

    def test_nickname_is_a_sign_of_its_own(self):
        kinds = {(sign.kind, sign.value) for sign in signs_of("name", 'Oda "Musse" Lund')}
        self.assertTrue({("name", "oda lund"), ("nickname", "musse")} <= kinds)

    def test_empty_field_holds_nothing(self):
        for kind in (
            "name",
            "email",
            "phone",
            "national_id",
            "iban",
            "login",
            "number",
            "address",
            "city",
            "zip",
            "birth_date",
        ):
            for raw in (None, False, "", " ", "-", "??"):
                self.assertEqual(signs_of(kind, raw, "DK"), frozenset(), kind)

    def test_sign_does_not_show_its_value(self):
        for sign in signs_of("name", "Oda Lund"):
            self.assertNotIn("oda", repr(sign))
