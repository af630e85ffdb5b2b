"""One small file of every kind, and ways to damage it: for tests and for the bench of the readers."""

import bz2
import gzip
import random
from pathlib import Path

from .kit_readers import FIRST, LAST, NAME, OTHERS, zipped
from .test_readers_archives import tarred
from .test_readers_mail import mail
from .test_readers_office import document, runs
from .test_readers_open_document import document as open_document
from .test_readers_pdf import old_file, page
from .test_readers_picture import XMP, exif, picture
from .test_readers_workbook import LIST, written

# What an Office suite wrote; tests/office/make.py of the repository has it do so.
OFFICE = Path(__file__).with_name("office")


def by_an_office_suite():
    """Return {kind: bytes}."""
    contents = {path.name: path.read_bytes() for path in sorted(OFFICE.iterdir())}
    return {
        name.removesuffix(".gz"): gzip.decompress(content) if name.endswith(".gz") else content
        for name, content in contents.items()
    }


def samples():
    """Return {kind: bytes}."""
    texts = f"Dear {NAME}\nMaja Holm\n" * 5
    table = "".join(f"{first};{last};x\n" for first, last in (*OTHERS, (FIRST, LAST)))
    return {
        "text": texts.encode(),
        "utf-16": texts.encode("utf-16"),
        "csv": table.encode("latin-1"),
        "json": f'{{"a": ["{FIRST}", "{LAST}"], "A1": {{"content": "\\u00e6"}}, "n": [1, 2.5e3, null]}}'.encode(),
        "html": f"<html><p title='x'>Hi <b>{FIRST}</b> {LAST}</p><table><tr><td>a<td>b</table></html>".encode(),
        "xml": f"<?xml version='1.0'?><a><b><c>{FIRST}</c><d>{LAST}</d></b>mixed <e/> &amp; text</a>".encode(),
        "card": f"BEGIN:VCARD\nN;ENCODING=QUOTED-PRINTABLE:=4C=\n=69;{FIRST}\nFN:{NAME}\nEND:VCARD\n".encode(),
        "calendar": f"BEGIN:VCALENDAR\r\nSUMMARY:With {FIRST}\r\n  {LAST}\r\nEND:VCALENDAR\r\n".encode(),
        "mail": mail(
            cte="base64",
            attachments=[(table.encode("utf-16"), "text/csv", "a.csv"), (zipped(a__txt=NAME), "x/zip", "z.zip")],
        ),
        "mailbox": b"".join(b"From a@x Fri Nov 27 12:00:00 2026\n" + mail(name, "base64") for name in ("Otto", NAME)),
        "docx": document(lambda made: runs(made.add_paragraph(), *NAME)),
        "xlsx": written(LIST),
        "odt": open_document(f"<text:p>{NAME}</text:p>"),
        "zip": zipped(a__txt=texts, b__zip=zipped(c__csv=table)),
        "gz": gzip.compress(texts.encode()),
        "bz2": bz2.compress(texts.encode()),
        "tar": tarred(a__txt=texts.encode()),
        "jpeg": picture("JPEG", exif=exif(ARTIST=NAME), xmp=XMP.format(NAME).encode(), comment=NAME.encode()),
        "png": picture("PNG", exif=exif(ARTIST=NAME)),
        "webp": picture("WEBP", exif=exif(ARTIST=NAME)),
        "pdf": page(NAME, draw=lambda canvas: canvas.acroForm.textfield(name="a", value=NAME, x=72, y=600)),
        "doc": old_file(bytes(1500) + NAME.encode() + bytes(4000)),
        "rtf": rf"{{\rtf1\ansi\ansicpg1252{{\info{{\author {NAME}}}}}\trowd {NAME}\cell\row}}".encode(),
        "film": b"\0\0\0\x20ftypmp42" + bytes(5000) + NAME.encode(),
        **by_an_office_suite(),
    }


def mutated(content, chance: random.Random):
    """Return a file with some of its bytes changed, cut out, doubled, or cut off."""
    data = bytearray(content)
    for _change in range(chance.choice((1, 1, 2, 5, 30))):
        if not data:
            break
        first = chance.randrange(len(data))
        last = min(len(data), first + chance.choice((1, 2, 4, 64, 500)))
        way = chance.randrange(6)
        if way == 0:
            data[first] = chance.randrange(256)
        elif way == 1:
            data[first] ^= 1 << chance.randrange(8)
        elif way == 2:
            del data[first:last]
        elif way == 3:
            data[first:first] = data[first:last] * chance.choice((1, 3))
        elif way == 4:
            data[first : first + 4] = chance.choice(
                (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f", b"\x01\0\0\0")
            )
        else:
            del data[first + chance.randrange(2000) :]
    return bytes(data)
