"""How the bytes of a part travel in a mail: base64, quoted-printable, or as they are; and in the same way again."""

import base64
import quopri
import re

from .document import CannotRewriteError

WHITE = b" \t\r\n\x0b\x0c"
LETTERS = re.compile(rb"[A-Za-z0-9+/]+")
WHOLE = re.compile(rb"[A-Za-z0-9+/]*={0,2}")


class Transfer:
    """What stands between a part's head and the next boundary.

    ``data``: its bytes, as far as they can be had. ``is_whole``: whether that is all. ``beside``: lines of what is not
    whole that are no base64.
    """

    def __init__(self, raw, encoding):
        self._raw = raw
        self._encoding = encoding
        self.is_whole, self.beside = True, []
        self.data = self._decoded()

    def _decoded(self):
        if self._encoding == "quoted-printable":
            return quopri.decodestring(self._raw)
        if self._encoding != "base64":
            return self._raw
        letters = self._raw.translate(None, WHITE)
        self.is_whole = _is_base64(letters)
        if self.is_whole:
            return base64.b64decode(letters)
        self.beside = [line for line in self._raw.splitlines() if not WHOLE.fullmatch(line.strip())]
        # Signs that are none of it are passed over, as other programs do; behind its end it may begin again.
        known = b"".join(re.findall(rb"[A-Za-z0-9+/=]+", letters))
        return b"".join(map(_piece, LETTERS.findall(known)))

    def encoded(self, new):
        """Return other bytes in the same encoding.

        :raises CannotRewriteError: what was there is damaged: nobody knows what it was.
        """
        if not self.is_whole:
            raise CannotRewriteError
        raw = self._raw
        ending = b"\r\n" if b"\r\n" in raw else b"\n"
        if self._encoding == "base64":
            first = raw.strip().partition(b"\n")[0].strip()
            width = max(len(first) // 4 * 4, 4) if b"\n" in raw.strip() else 76
            text = base64.b64encode(new)
            tail = raw[len(raw.rstrip(b"\r\n")) :]
            return ending.join(text[at : at + width] for at in range(0, len(text), width)) + tail
        return _quoted(raw, new, ending) if self._encoding == "quoted-printable" else new


def _is_base64(letters):
    return bool(WHOLE.fullmatch(letters)) and len(letters) % 4 == 0


def _piece(letters):
    """Return what letters of base64 say that may be cut off anywhere."""
    # One letter more than whole bytes says nothing.
    length = len(letters) - (len(letters) % 4 == 1)
    return base64.b64decode(letters[:length] + b"=" * (-length % 4))


def _quoted(raw, after, ending):
    """Return quoted-printable bytes of ``after``; a line that says what one of ``raw`` says keeps its letters."""
    known, lines_ = {}, re.findall(rb"(?:[^\n]*=\r?\n)*[^\n]*\n|(?:[^\n]*=\r?\n)*[^\n]+", raw)
    for line in lines_:
        known.setdefault(quopri.decodestring(line), line)
    new = []
    for line in re.findall(rb"[^\n]*\n|[^\n]+", after):
        if line in known:
            new.append(known[line])
        else:
            body = line.rstrip(b"\r\n")
            encoded = quopri.encodestring(body).replace(b"\n", ending)
            new.append(encoded + line[len(body) :].replace(b"\r\n", b"\n").replace(b"\n", ending))
    return b"".join(new)
