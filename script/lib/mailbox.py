"""A real SMTP server that keeps every mail it is given as a file, with when and for whom it came."""

import json
import logging
import threading
from dataclasses import dataclass
from datetime import datetime, timezone
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller

from .ports import HOST, free_port

# It notes every command of every connection.
logging.getLogger("mail.log").setLevel(logging.WARNING)


@dataclass(frozen=True)
class Mail:
    """One mail as it arrived: moment (aware, by the moved clock), envelope and content."""

    received: datetime
    sender: str
    recipients: tuple
    message: EmailMessage

    @property
    def subject(self):
        """The subject line, decoded."""
        return str(self.message["Subject"] or "")

    @property
    def text(self):
        """What a reader sees, as HTML where the mail has it."""
        body = self.message.get_body(preferencelist=("html", "plain"))
        return body.get_content() if body else ""

    @property
    def attachments(self):
        """``{file name: bytes}``."""
        return {part.get_filename(): part.get_payload(decode=True) for part in self.message.iter_attachments()}


class Mailbox:
    """SMTP server on a port of its own (``port``); mails lie as .eml files in ``folder``.

    ``refused`` is a set of addresses whose mail is refused, and may be changed at any time.
    """

    def __init__(self, folder, clock):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.clock = clock
        self.refused = set()
        self._lock = threading.Lock()
        self._controller = Controller(self, hostname=HOST, port=free_port())

    def __enter__(self):
        self._controller.start()
        return self

    def __exit__(self, *_error):
        self._controller.stop()

    @property
    def port(self):
        """Port that the server listens on."""
        return self._controller.port

    def mails(self, subject=""):
        """Mails in the order of arrival, of those whose subject contains ``subject``."""
        found = [_read(file) for file in sorted(self.folder.glob("*.eml"))]
        return [mail for mail in found if subject in mail.subject]

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 -- aiosmtpd's name
        """Take a recipient, or refuse it as a mail server does that does not know them."""
        if address in self.refused:
            return "550 5.1.1 No such recipient here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 -- aiosmtpd's name
        """Keep a mail."""
        with self._lock:
            number = len(list(self.folder.glob("*.eml"))) + 1
            file = self.folder / f"{number:05d}.eml"
            about = {"received": self.clock.now().isoformat(), "from": envelope.mail_from, "to": envelope.rcpt_tos}
            file.with_suffix(".json").write_text(json.dumps(about))
            file.write_bytes(envelope.content)
        return "250 Message accepted for delivery"


def _read(file):
    about = json.loads(file.with_suffix(".json").read_text())
    return Mail(
        received=datetime.fromisoformat(about["received"]).astimezone(timezone.utc),
        sender=about["from"],
        recipients=tuple(about["to"]),
        message=message_from_bytes(file.read_bytes(), policy=policy.default),
    )
