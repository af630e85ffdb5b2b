"""Numbers and addresses as they stand in notes are found; longer numbers and other addresses stay."""

from odoo.tests import tagged

from .kit_text import TextCase

PHONES = (
    (
        "DK",
        "+45 24 61 72 83",
        (
            "24617283",
            "+45 24617283",
            "0045 2461 7283",
            "(24) 61.72/83",
            "+45(0)24617283",
            "4524617283",
            "(+45) 24617283",
        ),
    ),
    ("DK", "24617283", ("+45 24 61 72 83", "24&nbsp;61\u200972\u202f83", '24 61 <b style="x">72 83</b>')),
    ("DK", "24617283", ("\u0662\u0664\u0666\u0661\u0667\u0662\u0668\u0663", "\uff12\uff14\uff16\uff11 7283")),
    ("SE", "070-321 54 60", ("+46 70 321 54 60", "070-3215460", "+46 (0)70-321 54 60", "0046703215460")),
    ("DE", "+49 170 7654321", ("0170/7654321", "0170 - 765 43 21")),
    ("US", "+1 212-555-0187", ("(212) 555-0187", "1-212-555-0187")),
)
NO_PHONE = (
    "12461728", "124617283", "246172830", "617283", "61.728 kr", "4571 2461 7283 0000", "2461\n7283",
    "24.617.283,50 kr", "Giro 617283",
)  # fmt: skip
# (phone, text): the digits of a phone number that are a date, and a number however much it looks like one.
DATES = (
    ("20 24 05 12", "Koncert 2024-05-12"), ("20 24 05 12", "2024-05-12T10:20:30"),
    ("20 24 05 12", "DTSTART:20240512T102030Z"), ("20 24 05 12", "IMG_20240512_102030.jpg"),
    ("20 24 05 12", "Koncert kl. 20.24 05.12.2023"), ("20 24 10 30", "Koncert 12.05.2024 10.30"),
    ("20 24 05 12", "Ferie 2024-05-12/2024-05-19"), ("20 24 05 12", "Ferie 2024-05-12-2024-05-19"),
    ("22 05 20 12", "Ferie 15.05.2012-22.05.2012"),
    ("22 05 20 12", "Født 22.05.2012"), ("22 05 20 12", "22. 05. 2012"), ("22 05 20 12", "22/05-2012"),
    ("22 05 12", "Født 22.05.12"), ("05 22 20 12", "05/22/2012"),
)  # fmt: skip
NO_DATES = (
    ("20 24 05 12", "20 24 05 12"), ("20 24 05 12", "+45 20240512"), ("20 24 05 12", "20-24-05-12"),
    ("20 24 05 12", "20240512"), ("20 24 05 12", "2024 0512"), ("20 24 05 12", "+45 2024-05-12"),
    ("20 24 05 12", "0045 2024-05-12"), ("20 12 05 12", "20-12-05-12"), ("22 05 20 12", "22.05.20.12"),
    ("20 11 22 33", "2011-2-2-33"), ("20 11 22 33", "2011.2.23.3"),
    ("20 24 13 12", "2024-13-12"), ("24 61 07 28", "2461-07-28"), ("42 05 20 12", "42.05.2012"),
)  # fmt: skip
# (country, phone, text, whether it says by itself who is meant): less than eight digits do not.
SHORT_PHONES = (
    ("GL", "+299 32 12 34", "Giro 321234", False), ("GL", "32 12 34", "00299 321234", True),
    ("FO", "+298 212345", "Ordre 212345", False), ("FO", "212345", "+298 212345", True),
    ("IS", "+354 581 2345", "Ordre 5812345", False), ("IS", "581 2345", "+354 581 2345", True),
    ("DE", "34 56 78", "Rechnung 345678", False), ("DE", "34 56 78", "+49 345678", True),
    ("SE", "12 34 56", "Faktura 123456", False), ("SE", "12 34 56", "+46 12-34 56", True),
    ("SE", "08-12 34 56", "08-123456", True), ("DK", "24617283", "24617283", True),
)  # fmt: skip
EMAILS = (
    "Write to &lt;oda.l@hjem.example&gt;", "ODA.L@HJEM.EXAMPLE", "oda.l+skole@hjem.example", "oda.l (at) hjem.example",
    "oda.l@hjem.<wbr>example", "oda.l=40hjem.example", "=?utf-8?q?oda.l=40hjem.example?=",
    '<a href="mailto:oda.l%40hjem.example?subject=x">', "'oda.l@hjem.example'.",
    "oda.l(a)hjem.example", "oda.l [a] hjem.example", "oda.l @hjem.example", "oda.l@ hjem.example",
)  # fmt: skip
# What stands beside an address and is none of it.
BESIDE_EMAILS = (
    ("<b>E-mail:</b>oda.l@hjem.example<b>Tlf:</b>", "<b>E-mail:</b>[anonymised]<b>Tlf:</b>"),
    ("-oda.l@hjem.example", "-[anonymised]"), ("_oda.l@hjem.example_", "_[anonymised]_"),
    ("oda.l@hjem.example-", "[anonymised]-"), ("**__oda.l@hjem.example__**", "**__[anonymised]__**"),
    ("oda.l@hjem.example.Hilsen Lone", "[anonymised].Hilsen Lone"),
    ("oda.l@hjem.example.Tak.Hilsen Lone", "[anonymised].Tak.Hilsen Lone"),
)  # fmt: skip
NO_EMAIL = (
    "anna-oda.l@hjem.example",
    "anna_oda.l@hjem.example",
    "oda.l@hjem.example.Org.dk",
    "ODA.L@HJEM.EXAMPLE.ORG",
    "oda.l a hjem.example",
    "oda.l\n@hjem.example",
    "oda.l@hjem.example.org",
    "yoda.l@hjem.example",
    "x.oda.l@hjem.example",
    "oda.l@hjem-example.dk",
    "oda.l",
    "hjem.example",
)


@tagged("post_install", "-at_install")
class TestNumbersInTexts(TextCase):
    def test_phone_number_in_every_way(self):
        for country, phone, texts in PHONES:
            for text in texts:
                with self.subTest(text):
                    self.assertEqual(
                        {hit.sign.kind for hit in self.matcher(country, phone=phone).find(text)}, {"phone"}
                    )
                    self.assertNotIn("61", self.redacted(f"x {text} y", country=country, phone=phone))

    def test_phone_number_glued_to_words(self):
        self.assertGoes("24617283mor, tlf24617283", "[anonymised]mor, tlf[anonymised]", phone="24617283")

    def test_two_phones_and_words_in_the_field(self):
        for field in ("24617283 / 86513294", "24 61 72 83 (mor), 86 51 32 94 (far)", "24617283 lok. 12; 86513294"):
            with self.subTest(field):
                self.assertGoes("24 61 72 83 or 86513294", "[anonymised] or [anonymised]", phone=field)

    def test_other_numbers_are_no_phone(self):
        for text in NO_PHONE:
            with self.subTest(text):
                self.assertStays(text, phone="24617283")

    def test_date_is_no_phone(self):
        for phone, text in DATES:
            with self.subTest(text):
                self.assertStays(text, phone=phone)

    def test_number_that_is_written_otherwise_than_a_date_is_a_phone(self):
        for phone, text in NO_DATES:
            with self.subTest(text):
                self.assertGoes(f"tlf. {text}", "tlf. [anonymised]", phone=phone)

    def test_short_number_without_its_country_is_as_well_the_number_of_an_order(self):
        for country, phone, text, strong in SHORT_PHONES:
            with self.subTest(text):
                hits = self.matcher(country, phone=phone).find(text)
                self.assertEqual([hit.sign.kind for hit in hits][:1], ["phone"])
                self.assertEqual(any(hit.sign.strong for hit in hits), strong)

    def test_national_id_with_and_without_signs(self):
        for text, clean in (
            ("070511-4009", "[anonymised]"), ("0705114009", "[anonymised]"), ("07 05 11-4009", "[anonymised]"),
            ("cpr070511-4009", "cpr[anonymised]"), ("705114009", "[anonymised]"),
        ):  # fmt: skip
            with self.subTest(text):
                self.assertGoes(text, clean, national_id="070511-4009")

    def test_swedish_number_with_and_without_its_century(self):
        for field in ("20110507-2381", "110507-2381"):
            for text in ("201105072381", "20110507-2381", "110507-2381", "1105072381"):
                with self.subTest(field, text=text):
                    self.assertGoes(text, national_id=field, country="SE")
            for text in ("191105072381", "2110507-2381", "110507-2378"):
                with self.subTest(field, text=text):
                    self.assertStays(text, national_id=field, country="SE")

    def test_bracket_goes_with_the_number_in_it(self):
        self.assertGoes("Call (+45) 24617283 (home)", "Call [anonymised] (home)", phone="24617283")
        self.assertGoes("(24617283)", "([anonymised])", phone="24617283")

    def test_number_that_has_a_national_id_in_it_stays(self):
        for text in ("070511-40091", "1070511-4009", "nr. 705114009 x"):
            with self.subTest(text):
                self.assertStays(text, national_id="070511-4009")

    def test_national_id_with_letters(self):
        self.assertGoes("hetu 131052-308T.", "hetu [anonymised].", national_id="131052-308T", country="FI")

    def test_address_however_short(self):
        for text in EMAILS:
            with self.subTest(text):
                self.assertIn("[anonymised]", self.redacted(text, email="oda.l@hjem.example"))
        self.assertGoes("mk7@hjem.example", email="mk7@hjem.example")

    def test_what_touches_an_address_stays(self):
        for text, clean in BESIDE_EMAILS:
            with self.subTest(text):
                self.assertGoes(text, clean, email="oda.l@hjem.example")
                self.assertGoes(text.replace("oda.l", "mk7"), clean, email="mk7@hjem.example")
        self.assertGoes("_oda.l@hjem.example", email="_oda.l@hjem.example")
        self.assertStays("oda.l@hjem.example", email="_oda.l@hjem.example")

    def test_several_addresses_and_names_in_the_field(self):
        self.assertGoes(
            "a1@x.example b2@y.example", "[anonymised] [anonymised]", email='"Mum" <a1@x.example>; b2+k@y.example'
        )

    def test_international_domain(self):
        self.assertGoes("oda@xn--rdhuset-exa.example", email="oda@rådhuset.example")
        self.assertGoes("oda@rådhuset.example", email="oda@xn--rdhuset-exa.example")

    def test_punycode_of_a_program_with_other_rules(self):
        self.assertGoes("oda@xn--rdhuset-3za.example", email="oda@rådhuset.example")
        self.assertStays("oda@xn--rdhus-3za.example", email="oda@rådhuset.example")
        self.assertStays("ida@xn--rdhuset-3za.example", email="oda@rådhuset.example")

    def test_address_of_a_domain_that_cannot_be_is_read_all_the_same(self):
        for domain in ("blå_bær.example", f"{'å' * 63}.example", "xn--å.example", f"{'a' * 63}.example"):
            with self.subTest(domain):
                self.assertGoes(f"oda@{domain}", email=f"oda@{domain}")
                self.assertStays(f"ida@{domain}", email=f"oda@{domain}")
                self.assertGoes(f"Oda Lund, ida@{domain}", f"[anonymised], ida@{domain}", name="Oda Lund")

    def test_other_addresses_stay(self):
        for text in NO_EMAIL:
            with self.subTest(text):
                self.assertStays(text, email="oda.l@hjem.example")

    def test_iban_in_groups(self):
        for text in ("DK5000400440116243", "DK50 0040 0440 1162 43", "dk50-0040-0440-1162-43"):
            self.assertGoes(text, iban="DK5000400440116243")
        self.assertStays("DK50 0040 0440 1162 44", iban="DK5000400440116243")

    def test_account_of_an_iban_at_home(self):
        self.assertGoes("reg. 0040 konto 0440116243", "reg. 0040 konto [anonymised]", iban="DK5000400440116243")

    def test_number_with_and_without_its_signs(self):
        for field, text in (("QX-8804", "QX8804"), ("QX8804", "qx-8804"), ("QX 8804", "QX8804")):
            self.assertGoes(text, number=field)
        for text in ("AQX8804", "QX88041", "8804", "QX 8805"):
            self.assertStays(text, number="QX-8804")

    def test_number_whose_letters_stand_in_groups(self):
        for text in ("MUS-VIO-0123", "mus vio 0123", "MUSVIO0123", "MUS-VIO0123", "M/US.VIO-01 23"):
            for field in ("MUS-VIO-0123", "MUSVIO 0123"):
                with self.subTest(field, text=text):
                    self.assertGoes(f"Student {text}, violin", "Student [anonymised], violin", number=field)
        for text in ("XMUS-VIO-0123", "MUS-VIO-01234", "MUS-VIOX-0123", "VIO-0123", "MUS-0123", "MUS-VIO"):
            with self.subTest(text):
                self.assertStays(text, number="MUS-VIO-0123")
        self.assertStays("in to", number="into")

    def test_national_id_whose_letters_stand_in_groups(self):
        for text in ("RSS MRA 85T10 A562S", "RSSMRA85T10A562S", "rss-mra-85t10-a562s"):
            with self.subTest(text):
                self.assertGoes(f"C.F. {text}.", "C.F. [anonymised].", national_id="RSSMRA85T10A562S", country="IT")
        for text in ("XRSS MRA 85T10 A562S", "RSS MRA 85T10 A562SX", "RSS MRA 85T10 A563S", "MRA 85T10 A562S"):
            with self.subTest(text):
                self.assertStays(text, national_id="RSSMRA85T10A562S", country="IT")

    def test_street(self):
        for field, text in (
            ("Sandkrogvej 102, 3. tv.", "Sandkrogvej 102"), ("Sandkrogvej 104 B", "Sandkrogvej 104B"),
            ("Sandkrogvej 104B", "sandkrogvej 104 b"), ("Nørre Sandkrogvej 9", "Nr. Sandkrogvej 9"),
            ("Ærøvej 7", "Aeroevej 7"), ("12, rue de la Paix", "12, rue de la Paix"),
            ("12, rue de la Paix", "12 Rue de la Paix"), ("12 Rue de la Paix, Paris", "12, rue de la Paix"),
        ):  # fmt: skip
            with self.subTest(text):
                self.assertGoes(text, address=field)
        for text in ("Sandkrogvej 1045", "Sandkrogvej 104B", "Sandkrogvej", "Sandkrogvejen 104", "Ny-Sandkrogvej 10"):
            with self.subTest(text):
                self.assertStays(text, address="Sandkrogvej 104")
        for text in ("Lesson 12 at 12:30", "112, rue de la Paix", "12, rue de la Gare", "rue de la Paix"):
            with self.subTest(text):
                self.assertStays(text, address="12, rue de la Paix")

    def test_login_is_a_whole_word(self):
        self.assertGoes("Login: harp7", "Login: [anonymised]", login="harp7")
        for text in ("harp72", "xharp7", "harp 7", "harp-7", "harp7.dk", "harp"):
            self.assertStays(text, login="harp7")

    def test_birth_date(self):
        for text in ("2011-05-07", "07.05.2011", "7/5-2011", "7.5.11"):
            self.assertTrue(self.matcher(birth_date="2011-05-07").find(text), text)
        self.assertFalse(self.matcher(birth_date="2011-05-07").find("2011-05-08, 17.05.2011"))
