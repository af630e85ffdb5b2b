"""Tests of the readers of cards and calendars."""

import base64

from odoo.tests import tagged

from ..erasure.readers import read, rewrite
from .kit_readers import FIRST, LAST, NAME, ReaderCase, finder, hits, zipped
from .test_readers_mail import SOREN


@tagged("post_install", "-at_install")
class TestCardsAndCalendars(ReaderCase):
    """Lines stay lines."""

    def test_a_folded_line_of_a_calendar(self):
        text = (
            f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Lesson with {FIRST} Lind\r\n qvist\\, and Otto\r\n"
            f'ATTENDEE;CN="{NAME}":mailto:x@x.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n'
        )
        new = self.cleaned(text.encode()).decode()
        self.assertEqual(
            new,
            text.replace(f"{FIRST} Lind\r\n qvist", "[anonymised]\r\n ").replace(f'"{NAME}"', '"[anonymised]"'),
        )

    def test_what_is_encoded_in_a_card_or_a_calendar_is_read_and_not_written(self):
        def encoded(content):
            return base64.encodebytes(content).decode().strip().replace("\n", "\n ")

        event = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Lesson\nATTACH;{}:{}\nEND:VEVENT\nEND:VCALENDAR\n"
        card = "BEGIN:VCARD\nFN:Otto Holm\nNOTE;{}:{}\nEND:VCARD\n"
        for text in (event, card):
            for parameters in ("VALUE=BINARY;ENCODING=BASE64", "ENCODING=b", "BASE64"):
                for data in (f"Notes\nof {NAME}\n".encode(), zipped(a__txt=NAME)):
                    with self.subTest(text[6:15], parameters=parameters):
                        content = text.format(parameters, encoded(data)).encode()
                        self.assertTrue(hits(content))
                        self.assertIsNone(rewrite(content, finder()))
                        self.assertUntouched(content, SOREN)

    def test_parameters_of_what_is_encoded(self):
        text = f'BEGIN:VCALENDAR\nATTACH;ENCODING=BASE64;X-FILENAME="{NAME}.txt":T3R0bw==\nEND:VCALENDAR\n'
        self.assertEqual(self.cleaned(text.encode()).decode(), text.replace(NAME, "[anonymised]"))

    def test_what_is_encoded_and_cannot_be_read_is_named(self):
        text = "BEGIN:VCARD\nFN:Otto Holm\nNOTE;ENCODING=b:{}\nEND:VCARD\n"
        archive = base64.b64encode(b"Rar!\x1a\x07\x01\x00" + bytes(range(256))).decode()
        for value, members in ((archive, ["packed"]), ("T3R0", []), ("T3R0bw", ["damaged"]), ("", [])):
            with self.subTest(value):
                self.assertEqual(read(text.format(value).encode()).members, members)
        damaged = text.format(f"T3R0bw==\n Not encoded, {NAME}!").encode()
        self.assertTrue(hits(damaged))
        self.assertIsNone(rewrite(damaged, finder()))

    def test_cards_of_every_version(self):
        for version in ("3.0", "4.0"):
            hers = f"BEGIN:VCARD\nVERSION:{version}\nN:{LAST};{FIRST};;;\nFN:{NAME}\nNOTE:a\\;b\nEND:VCARD\n"
            text = f"{hers}BEGIN:VCARD\nN:Holm;Maja\nEND:VCARD\n"
            new = self.cleaned(text.encode()).decode()
            self.assertIn("N:[anonymised];[anonymised];;;\nFN:[anonymised]\nNOTE:a\\;b\n", new)
            self.assertIn("N:Holm;Maja\n", new)

    def test_a_card_in_quoted_printable(self):
        def quoted(text):
            return "".join(f"={octet:02X}" for octet in text.encode())

        last = quoted("Kærgård")
        name = f"{last[:9]}=\n{last[9:]};{quoted('Søren')};;;"
        text = f"BEGIN:VCARD\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{name}\nTEL:112\nEND:VCARD\n"
        new = self.cleaned(text.encode(), SOREN).decode()
        self.assertIn("QUOTED-PRINTABLE:[anonymised]", new)
        self.assertIn(";[anonymised];;;\nTEL:112\n", new)
        self.assertNotIn("=", new.partition("PRINTABLE:")[2].replace("=\n", ""))
