# Days lived through with real jobs and a real mail server.
from datetime import datetime, timezone


class Story:
    """A small school whose days are lived through; ``arrived`` are the mails since the last look."""

    def __init__(self, school, mailbox):
        self.school, self.mailbox = school, mailbox
        self.clock = school.server.clock
        self.year = self.clock.now().year
        self.seen = 0

    def live_to(self, month, day):
        """Let a day's jobs run, in the morning, and mails leave the queue after."""
        for hour in (6, 7, 8):
            self.clock.move_to(datetime(self.year, month, day, hour, tzinfo=timezone.utc))
            self.school.server.settle()

    def letters(self):
        """``[(recipient, mail)]`` since the last look."""
        mails = self.mailbox.mails()[self.seen :]
        self.seen += len(mails)
        return [(address, mail) for mail in mails if "Digest" not in mail.subject for address in mail.recipients]

    def arrived(self):
        """``{recipient: mail}`` since the last time; one mail a recipient is all there may be."""
        letters = self.letters()
        mails = [mail for _address, mail in letters]
        by_recipient = dict(letters)
        assert len(mails) == len(by_recipient), [mail.subject for mail in mails]
        return by_recipient
