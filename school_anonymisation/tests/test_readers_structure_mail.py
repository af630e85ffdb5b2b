"""Whatever a card, a calendar or a mail holds, only the words that go change: same properties, parts and headers."""

import email
import email.policy
from email.message import EmailMessage

import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import tagged

from ..erasure.readers import rewrite
from ..erasure.text.matcher import Matcher
from .kit_readers import FIRST, LAST, NAME, ReaderCase, finder
from .kit_text import known_by

PIECES = st.sampled_from(
    [NAME, NAME, f"{LAST}, {FIRST}", "Otto Holm", "a;b", "x, y", "5:15", "\\", "=", '"q"', "Ærø", "漢字", "plays", "\n"]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=7).map(" ".join)
LINES = TEXTS.map(lambda text: text.replace("\n", " ").strip())
ENCODINGS = st.sampled_from(["base64", "quoted-printable", "8bit"])
MATCHER = Matcher({1: known_by(name=NAME)})


def outline_of_card(component):
    """Return what a vCard or a calendar is without its values."""
    inner = [outline_of_card(child) for child in component.getChildren() if hasattr(child, "getChildren")]
    lines = [
        (child.name, sorted(child.params), len(child.value) if isinstance(child.value, list) else 1)
        for child in component.getChildren()
        if not hasattr(child, "getChildren")
    ]
    return component.name, sorted(lines), inner


def values_of_card(component):
    """Return every value of a vCard or a calendar as text."""
    for child in component.getChildren():
        if hasattr(child, "getChildren"):
            yield from values_of_card(child)
        else:
            yield str(child.value)


def outline_of_mail(message):
    """Return what a mail is without its words: header fields, kinds of parts, charsets, encodings."""
    heads = [name for name in message if name.lower() != "subject"]
    parts = [outline_of_mail(part) for part in message.iter_parts()] if message.is_multipart() else []
    encoding = (message["content-transfer-encoding"] or "").lower()
    kind = message.get_content_type(), message.get_content_charset(), encoding, message.get_content_disposition()
    return heads, kind, parts, [type(defect).__name__ for defect in message.defects]


def words_of_mail(message):
    """Return the texts of a mail: subject, names of senders, bodies."""
    found = [message["subject"] or ""]
    found += [address.display_name for name in ("from", "to") if message[name] for address in message[name].addresses]
    for part in message.walk():
        if part.get_content_maintype() == "text":
            found += [part.get_content(), part.get_filename() or ""]
    return found


@tagged("post_install", "-at_install")
class TestStructureOfMails(ReaderCase):
    """Compared with what vobject and Python's own mail parser see."""

    def assertGone(self, text):
        self.assertNotIn(NAME, " ".join(text.split()))

    @settings(max_examples=40, deadline=None)
    @given(LINES, TEXTS, LINES)
    def test_card(self, title, note, street):
        card = vobject.vCard()
        card.add("n").value = vobject.vcard.Name(family=LAST, given=FIRST)
        card.add("fn").value = NAME
        card.add("title").value, card.add("note").value = title, note
        card.add("adr").value = vobject.vcard.Address(street=street, city="Ærø")
        text = card.serialize()
        for clean in (rewrite(text.encode(), finder(), "a.vcf").decode(), MATCHER.redact(text, lambda _hit: True)):
            parsed = vobject.readOne(clean)
            self.assertEqual(outline_of_card(parsed), outline_of_card(vobject.readOne(text)))
            for value in values_of_card(parsed):
                self.assertGone(value)

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.tuples(LINES, TEXTS, LINES), min_size=1, max_size=3))
    def test_calendar(self, events):
        calendar = vobject.iCalendar()
        for title, description, place in events:
            event = calendar.add("vevent")
            event.add("summary").value, event.add("description").value = f"{NAME} {title}", description
            event.add("location").value = place
            attendee = event.add("attendee")
            attendee.value, attendee.params["CN"] = "mailto:a@example.com", [NAME]
        text = calendar.serialize(validate=False)
        for clean in (rewrite(text.encode(), finder(), "a.ics").decode(), MATCHER.redact(text, lambda _hit: True)):
            parsed = vobject.readOne(clean)
            self.assertEqual(outline_of_card(parsed), outline_of_card(vobject.readOne(text)))
            self.assertEqual(
                [event.attendee.value for event in parsed.vevent_list], ["mailto:a@example.com"] * len(events)
            )
            for value in values_of_card(parsed):
                self.assertGone(value)

    @settings(max_examples=50, deadline=None)
    @given(LINES, TEXTS, TEXTS, ENCODINGS, ENCODINGS, st.booleans(), st.booleans())
    def test_mail(self, subject, plain, rich, first, second, has_file, has_windows_lines):
        message = EmailMessage()
        message["Subject"], message["Date"] = f"{NAME}: {subject}", "Thu, 01 Oct 2026 06:00:00 +0000"
        message["From"], message["To"] = f'"{NAME}" <a@example.com>', "Otto Holm <o@example.com>, b@example.com"
        message["Message-ID"] = "<1@example.com>"
        message.set_content(plain, cte=first)
        message.add_alternative(f"<p>{rich.replace('<', '')}</p>", subtype="html", cte=second)
        if has_file:
            message.add_attachment(
                f"name;group\n{NAME};Violin\n", subtype="csv", filename=f"Ærø, {NAME}.csv", cte="base64"
            )
        policy = email.policy.default.clone(linesep="\r\n" if has_windows_lines else "\n", max_line_length=76)
        content = message.as_bytes(policy=policy)
        parsed = email.message_from_bytes(rewrite(content, finder(), "a.eml"), policy=email.policy.default)
        before = email.message_from_bytes(content, policy=email.policy.default)
        self.assertEqual(outline_of_mail(parsed), outline_of_mail(before))
        self.assertEqual(parsed["date"], before["date"])
        self.assertEqual(
            [address.addr_spec for address in parsed["from"].addresses + parsed["to"].addresses],
            ["a@example.com", "o@example.com", "b@example.com"],
        )
        for words in words_of_mail(parsed):
            self.assertGone(words)
