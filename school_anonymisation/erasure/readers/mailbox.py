"""Mailboxes as files (mbox): one mail after the other, each behind a line that begins with "From "."""

import re

from .document import Cell, Document, Texts
from .encoding import decode
from .mail import Mail

# In the text of a mail a line may begin like this, too: it begins a mail before a head, and behind a blank line; or
# where it says a time: some programs write no blank line.
BEGIN = re.compile(rb"(?:\A|\n\r?\n|\n(?=From \S+ [^\n]*\d\d:\d\d))(From [^\n]*\n)(?=[!-9;-~]+:)")
MARK = "From "


class Mailbox(Document):
    """A file of mails; each is a Document of its own."""

    kind = "mailbox"

    def __init__(self, content, depth, budget):
        super().__init__()
        self._bytes = content
        self._depth = depth
        self._budget = budget
        # Of a long mailbox only those mails are kept that will be written.
        self._changes = []

    @property
    def changed(self):
        return bool(self._changes)

    def rows(self):
        begins = [found.span(1) for found in BEGIN.finditer(self._bytes)]
        ends = [start for start, _end in begins[1:]] + [len(self._bytes)]
        for (start, head), end in zip(begins, ends, strict=True):
            line = Texts(decode(self._bytes[start:head]))
            letters = line.source.text.rstrip("\r\n")
            yield [Cell(line.source, [(letters[len(MARK) :], len(MARK), len(letters))])]
            mail = Mail(self._bytes[head:end], self._depth, self._budget)
            yield from mail.rows()
            self.members += mail.members
            places = ((start, head), line), ((head, end), mail)
            self._changes += [(place, document) for place, document in places if document.changed]

    def content(self):
        pieces, position = [], 0
        for (start, end), document in self._changes:
            pieces += [self._bytes[position:start], document.content()]
            position = end
        return b"".join([*pieces, self._bytes[position:]])
