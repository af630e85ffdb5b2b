"""Tests of the reader of mailboxes."""

from email.header import Header

from odoo.tests import tagged

from ..erasure.readers import read
from .kit_readers import ReaderCase
from .test_readers_mail import SOREN, mail


@tagged("post_install", "-at_install")
class TestMailbox(ReaderCase):
    """Each mail of a mailbox is read as a mail, and the others stay as they are."""

    BEGIN = b"From office@x.example Fri Nov 27 12:00:00 2026\n"

    def mailbox(self, *mails):
        """Return the bytes of a mailbox."""
        return b"".join(self.BEGIN + content + b"\n" for content in mails)

    def test_mails_in_every_transfer_encoding(self):
        others = [mail("Maja Holm", "base64"), mail("Åse Holm", "quoted-printable"), mail("Otto Holm")]
        for cte in ("base64", "quoted-printable", "8bit"):
            hers = mail("Søren Kærgård", cte)
            for place in range(len(others) + 1):
                with self.subTest(cte, place=place):
                    new = self.cleaned(self.mailbox(*others[:place], hers, *others[place:]), SOREN)
                    clean = self.cleaned(hers + b"\n", SOREN)[:-1]
                    self.assertEqual(new, self.mailbox(*others[:place], clean, *others[place:]))

    def test_lines_of_windows_and_subjects_of_later_mails(self):
        hers = f"Subject: {Header('Søren Kærgård', 'utf-8').encode()}\n\nHello\n".encode()
        content = self.mailbox(mail("Otto"), hers, mail("Maja Holm", "base64")).replace(b"\n", b"\r\n")
        new = self.cleaned(content, SOREN)
        before, _head, after = content.partition(hers.replace(b"\n", b"\r\n"))
        self.assertTrue(new.startswith(before) and new.endswith(after))

    def test_who_sent_it_stands_in_the_line_before_it(self):
        content = self.mailbox(mail("Otto"), mail("Otto")).replace(b"From office@", b"From maja@")
        new = self.cleaned(content, lambda row: [(0, 0, 14)] if row[0].startswith("maja@x") else [])
        self.assertEqual(new, content.replace(b"maja@x.example", b"[anonymised]"))

    def test_line_of_a_text_that_begins_no_mail(self):
        text = b"Subject: Trip\n\nWe leave.\n\nFrom Odense on\nwe walk.\nFrom there\nNote: by train\n"
        for content in (self.BEGIN + text, text):
            self.assertIn(["From Odense on"], read(content).rows)
            self.assertIn(["From there"], read(content).rows)

    def test_what_could_not_be_read_in_a_mail_is_named(self):
        locked = mail("Otto", attachments=[(b"Rar!\x1a\x07\x01\x00" + bytes(range(256)), "application/x", "a.rar")])
        self.assertEqual(read(self.mailbox(mail("Otto"), locked, mail("Maja"))).members, ["packed"])

    def test_a_mailbox_without_her_stays_the_same_object(self):
        self.assertUntouched(self.mailbox(mail("Maja Holm", "base64"), mail("Otto")))
