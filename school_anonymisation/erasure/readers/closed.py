"""Files that hold others, or texts, which only another program or a key opens: known by their bytes, and named."""

import re

PACKED = (
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"\x28\xb5\x2f\xfd",
    b"\x04\x22\x4d\x18",
    b"\x1f\x9d",
    b"\x1f\xa0",
    b"LZIP\x01",
    b"MSCF\0\0\0\0",
    b"MSWIM\0\0\0",
    b"xar!\0",
    b"hsqs",
    b"!<arch>\n",
    b"!BDN",
    b"\x78\x9f\x3e\x22",
)
# What tells stands further on: (place, bytes).
PACKED_FURTHER_ON = ((2, b"-lh5-"), (2, b"-lh6-"), (2, b"-lh7-"), (7, b"**ACE**"), (32769, b"CD001"))
LOCKED = (
    b"Salted__",
    b"age-encryption.org/",
    b"-----BEGIN PGP MESSAGE-----",
    b"\x84\x5e\x03",
    b"\x85\x01\x0c\x03",
    b"\x85\x02\x0c\x03",
    b"\x76\xe8\x04\x60\xc4\x11\xe3\x86",
)
# An envelope of S/MIME: the number of its kind stands right behind how long it is.
ENVELOPE = re.compile(rb"\x30[\x80-\x84].{0,4}\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03", re.DOTALL)
# What Apple's programs have in a document of theirs.
NAMES = (".iwa",)


def closed_kind(content, head, name=""):
    """Return ``packed`` or ``locked`` for a file that cannot be opened here, or "".

    :param head: its first bytes. :param name: its name, in lower case.
    """
    if head.startswith(LOCKED) or ENVELOPE.match(head):
        return "locked"
    is_packed = head.startswith(PACKED) or name.endswith(NAMES)
    is_packed = is_packed or any(content[place : place + len(mark)] == mark for place, mark in PACKED_FURTHER_ON)
    return "packed" if is_packed else ""
