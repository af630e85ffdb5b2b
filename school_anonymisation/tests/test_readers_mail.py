"""Tests of the reader of mails."""
# Names of other alphabets are what some of it is about.
# ruff: noqa: RUF001

import base64
import email
import quopri
from email.header import Header
from email.message import EmailMessage
from email.policy import default

from odoo.tests import tagged

from ..erasure.readers import needs_parser, read, rewrite, shows_its_text
from .kit_readers import FIRST, LAST, NAME, ReaderCase, finder, hits, zipped

SOREN = finder("Søren", "Kærgård")


def mail(name=NAME, cte="7bit", subject="Lesson", attachments=()):
    """Return a mail about somebody."""
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "office@x.example"
    message["Message-ID"] = "<a@x.example>"
    message.set_content(f"Dear all,\nabout {name} on Tuesday.\nKeep this line = as it is.\n", cte=cte)
    for data, kind, file_name in attachments:
        message.add_attachment(data, *kind.split("/"), filename=file_name)
    return bytes(message)


def opened(content):
    """Return a mail as Python's own reader sees it."""
    return email.message_from_bytes(content, policy=default)


@tagged("post_install", "-at_install")
class TestMail(ReaderCase):
    """Every part is decoded, and encoded again as it was."""

    def test_bodies_in_every_transfer_encoding(self):
        for cte, name in (
            ("7bit", NAME),
            ("8bit", "Søren Kærgård"),
            ("quoted-printable", "Søren Kærgård"),
            ("base64", NAME),
        ):
            with self.subTest(cte):
                content = mail(name, cte)
                new = self.cleaned(content, SOREN if "æ" in name else None)
                self.assertEqual(
                    opened(new).get_content(), "Dear all,\nabout [anonymised] on Tuesday.\nKeep this line = as it is.\n"
                )
                self.assertEqual(opened(new)["content-transfer-encoding"], cte)
                self.assertEqual(new.partition(b"\n\n")[0], content.partition(b"\n\n")[0])

    def test_quoted_printable_lines_that_stay_keep_their_letters(self):
        body = quopri.encodestring(f"Long {'x' * 90}\nOm Søren Kærgård\n=Åse\n".encode("latin-1"))
        head = b"Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        new = self.cleaned(head + body.replace(b"\n", b"\r\n"), SOREN)
        self.assertEqual(opened(new).get_content().splitlines(), [f"Long {'x' * 90}", "Om [anonymised]", "=Åse"])
        self.assertEqual(new.splitlines()[3:5], (head + body).splitlines()[3:5])

    def assertSaid(self, name, written_in, declared, cte):
        """A name is found in the body of a mail, and nothing else of its text changes."""
        text = f"Dear all,\nabout {name}, not {name[:3]}, on Tuesday.\n{name[:5]} stays.\n"
        body = text.encode(written_in)
        if cte == "base64":
            body = base64.encodebytes(body)
        elif cte == "quoted-printable":
            body = quopri.encodestring(body)
        head = f"Content-Type: text/plain; charset={declared}\nContent-Transfer-Encoding: {cte}\n\n".encode()
        new = self.cleaned(head + body, finder(*name.split()))
        said = opened(new).get_payload(decode=True).decode(written_in)
        self.assertEqual(said, text.replace(name, "[anonymised]"))

    def test_encoding_that_only_the_head_tells(self):
        for name, charset in (
            ("Ане Петрова", "koi8-r"), ("Ане Петрова", "iso-8859-5"), ("Paweł Gąsior", "iso-8859-2"),
            ("Νίκος Μακρής", "windows-1253"), ("Νίκος Μακρής", "iso-8859-7"), ("Søren Kærgård", "iso-8859-15"),
            ("דנה שפירא", "windows-1255"), ("Ģirts Bērziņš", "iso-8859-13"), ("佐藤 花子", "iso-2022-jp"),
            ("佐藤 花子", "shift_jis"),
        ):  # fmt: skip
            for cte in ("8bit", "quoted-printable", "base64"):
                with self.subTest(charset, cte=cte):
                    self.assertSaid(name, charset, charset, cte)

    def test_encoding_that_the_bytes_tell_better_than_the_head(self):
        for name, charset, declared in (
            ("Søren Kærgård", "utf-8", "koi8-r"), ("Søren Kærgård", "utf-8", "iso-8859-1"),
            ("Šimon Žák", "windows-1250", "iso-8859-2"), ("Søren Kærgård", "windows-1252", "no-such-thing"),
            ("Søren Kærgård", "windows-1252", "us-ascii"), ("Søren Kærgård", "utf-16", "utf-16"),
        ):  # fmt: skip
            with self.subTest(charset, declared=declared):
                self.assertSaid(name, charset, declared, "base64")

    def test_page_and_table_in_an_encoding_that_only_the_head_tells(self):
        for kind, text in (
            ("html", "<meta charset=koi8-r><p>Для <b>Ане</b> Петрова</p>"),
            ("csv", "имя;фамилия\nАне;Петрова\nОльга;Ким\n"),
            ("calendar", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Ане Петрова\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"),
        ):
            head = f"Content-Type: text/{kind}; charset=koi8-r\n\n".encode()
            new = self.cleaned(head + text.encode("koi8-r"), finder("Ане", "Петрова")).decode("koi8-r")
            self.assertNotIn("Петрова", new)
            self.assertEqual(len(new.splitlines()), len(text.splitlines()) + 2)

    def test_file_that_is_no_text_whatever_its_head_says(self):
        content = b"Content-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: base64\n\n"
        self.cleaned(content + base64.encodebytes(zipped(a__txt=NAME)))

    def test_what_cannot_be_encoded_again_is_read_and_not_written(self):
        # Another sign for capitals than Python writes at the end of a line.
        body = "佐藤 花子\n".encode("iso-2022-jp").replace(b"\x1b(B", b"\x1b(J")
        content = b"Content-Type: text/plain; charset=iso-2022-jp\n\n" + body
        self.assertTrue(hits(content, finder("佐藤", "花子")))
        self.assertIsNone(rewrite(content, finder("佐藤", "花子")))

    def test_damaged_base64_is_read_as_far_as_it_goes_and_not_written(self):
        head = b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n"
        body = base64.encodebytes(f"Lesson {'x' * 90}\nabout {NAME}".encode())
        half = len(body) // 2
        for damaged in (
            body.rstrip().rstrip(b"="),
            body.rstrip()[:-1] if body.rstrip().endswith(b"=") else body.rstrip()[:-3],
            body[:half] + b"!\n" + body[half:],
            body + b"-- \nList of parents, end\n",
            base64.encodebytes(b"Hello, ") + body,
            f"Nothing is encoded here, {NAME}\n".encode(),
            base64.encodebytes(b"Hello") + f"\nSigned: {NAME}!\n".encode(),
        ):
            with self.subTest(damaged):
                self.assertTrue(hits(head + damaged))
                self.assertEqual(read(head + damaged).members, ["damaged"])
                self.assertIsNone(rewrite(head + damaged, finder()))
        self.assertEqual(read(head + body).members, [])

    def test_damaged_base64_of_others_stays_as_it_is(self):
        mails = f"Subject: {NAME}\nContent-Transfer-Encoding: base64\n\nTWFyY2gg!!\n-- \nOtto\n".encode()
        self.assertEqual(self.cleaned(mails), mails.replace(NAME.encode(), b"[anonymised]"))

    def test_encoded_subjects_and_names_of_senders(self):
        for field in ("Subject", "From"):
            head = f"{field}: {Header('Søren Kærgård', 'utf-8').encode()}"
            head += " <a@x.example>" if field == "From" else ""
            new = self.cleaned(f"{head}\r\nTo: Åse <b@x.example>\r\n\r\nHello\r\n".encode(), SOREN)
            self.assertIn("[anonymised]", str(opened(new)[field]))
            self.assertIn("To: Åse <b@x.example>\r\n\r\nHello\r\n".encode(), new)

    def assertOthersStay(self, before, after, find=None):
        """A field of addresses changes from one to the other, and what stands around it stays byte for byte."""
        mails = "Subject: Lesson\r\nTo: {}\r\nCc: =?utf-8?b?w4VzZQ==?= <b@x.example>\r\n\r\nHello\r\n"
        self.assertEqual(self.cleaned(mails.format(before).encode(), find).decode(), mails.format(after))

    def test_addresses_beside_hers_keep_their_bytes(self):
        others = "=?iso-8859-1?Q?Holm=2C_=C5se?= <aase@x.example>,\r\n =?iso-8859-1?Q?Kj=E6r=2C_Bo?= <bo@x.example>,"
        quoted = 'Staff: "Holm, Åse" <aase@x.example>, "Kjær, \\"Bo\\"" <bo@x.example>,'
        for before in (others, quoted):
            for hers, after in (
                (f"{NAME} <m@x.example>;", '"[anonymised]" <m@x.example>;'),
                (f'"{LAST}, {FIRST}" <m@x.example>;', '"[anonymised]" <m@x.example>;'),
                (f"m@x.example ({NAME});", "m@x.example ([anonymised]);"),
            ):
                with self.subTest(before=before, hers=hers):
                    self.assertOthersStay(f"{before} {hers}", f"{before} {after}")

    def test_surname_first_in_an_encoded_word_stays_one_address(self):
        before = '=?utf-8?Q?K=C3=A6rg=C3=A5rd=2C_S=C3=B8ren_=28{0}=29?= <s@x.example>, "Holm, Åse" <aase@x.example>'
        new = self.cleaned(f"To: {before.format('Lund=2C_By')}\n\nHello".encode(), finder("Søren", "Kærgård"))
        self.assertIn(', "Holm, Åse" <aase@x.example>\n\nHello'.encode(), new)
        first, second = opened(new)["to"].addresses
        self.assertEqual((first.display_name, first.addr_spec), ("[anonymised] (Lund, By)", "s@x.example"))
        self.assertEqual(second.addr_spec, "aase@x.example")

    def test_a_name_that_begins_in_an_encoded_word(self):
        self.assertOthersStay(
            f"=?utf-8?q?{FIRST}?= {LAST} <m@x.example>, Åse <aase@x.example>",
            "=?utf-8?q?=5Banonymised=5D?= <m@x.example>, Åse <aase@x.example>",
        )

    def test_a_cut_that_would_take_an_address_of_somebody_else_is_not_written(self):
        def find(cells):
            return [(0, cell.index("<m@"), cell.index("Otto")) for cell in cells[:1] if "<m@" in cell]

        content = f"To: {NAME} <m@x.example>, <bo@x.example>, Otto <o@x.example>\n\nHello".encode()
        self.assertIsNone(rewrite(content, find))

    def test_a_folded_field(self):
        new = self.cleaned(f"Subject: A very long line about\r\n {FIRST}\r\n {LAST} and Otto\r\n\r\nx".encode())
        self.assertEqual(str(opened(new)["Subject"]), "A very long line about [anonymised] and Otto")

    def test_attachments_of_every_kind(self):
        files = [
            (f"{FIRST};{LAST};x\nMaja;Holm;y\n".encode("utf-16"), "text/csv", "list.csv"),
            (zipped(a__txt=NAME), "application/zip", "a.zip"),
            (mail(), "application/octet-stream", "old.eml"),
            (bytes(range(256)), "image/x", "p.bin"),
        ]
        before, after = mail(attachments=files), None
        after = self.cleaned(before)
        parts = [part.get_payload(decode=True) for part in opened(after).iter_attachments()]
        self.assertEqual(parts[0].decode("utf-16"), "[anonymised];[anonymised];x\nMaja;Holm;y\n")
        self.assertEqual(parts[3], bytes(range(256)))
        self.assertEqual(len(list(opened(before).walk())), len(list(opened(after).walk())))

    def test_a_mail_in_a_mail(self):
        outer = EmailMessage()
        outer["Subject"] = "Fwd"
        outer.set_content("see below")
        outer.add_attachment(opened(mail(cte="base64")))
        new = self.cleaned(bytes(outer))
        inner = next(opened(new).iter_attachments()).get_content()
        self.assertIn("about [anonymised] on", inner.get_content())

    def test_the_name_of_an_attachment(self):
        content = mail("nobody", attachments=[(b"x", "text/x", f"{NAME}.txt")])
        self.assertNotIn(b"Lindqvist", self.cleaned(content))

    def test_the_name_of_an_attachment_by_rfc_2231_in_one_piece_or_several(self):
        for before in ("", "Minutes of the board of last year and of this one, "):
            content = mail("nobody", attachments=[(b"x", "text/x", f"{before}Søren Kærgård.txt")])
            (part,) = opened(self.cleaned(content, SOREN)).iter_attachments()
            self.assertEqual(part.get_filename(), f"{before}[anonymised].txt")
            self.assertEqual(part.get_content_type(), "text/x")

    def test_a_head_longer_than_the_beginning_that_tells_kinds_of_files(self):
        servers = b"".join(b"Received: from server%d.x.example by y.example\n" % number for number in range(200))
        for begin in (b"", b"From office@x.example Fri Nov 27 12:00:00 2026\n"):
            content = begin + servers + mail("Søren Kærgård", "base64")
            with self.subTest(begin):
                self.cleaned(content, SOREN)
                self.assertFalse(shows_its_text(content))
                self.assertTrue(needs_parser(content[:4096]))

    def test_a_mail_without_her_stays_the_same_object(self):
        self.assertUntouched(mail("Maja Holm", "base64"))
