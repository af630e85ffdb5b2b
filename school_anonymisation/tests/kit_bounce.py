"""What a mail server answers when it cannot deliver a mail; with `to`, `headers` and `sender` to be filled in."""

BOUNCE = """\
From: Mailer Daemon <MAILER-DAEMON@example.com>
To: {to}
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce@example.com>
{headers}MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="part"

--part
Content-Type: text/plain

It could not be delivered.

--part
Content-Type: message/delivery-status

Reporting-MTA: dns; example.com

Final-Recipient: rfc822; {sender}
Action: failed
Status: 5.1.1

--part--
"""
