"""Files that only another program or a key opens are named, alone and inside others; their twins are read."""

import random

from odoo.tests import tagged

from ..erasure.questions import worth_asking
from ..erasure.readers import read
from .kit_readers import NAME, ReaderCase, hits, zipped

SECRET = random.Random(7).randbytes(3000)
MANIFEST = '<manifest:manifest xmlns:manifest="x"><manifest:file-entry{}/></manifest:manifest>'
ENCRYPTED = "><manifest:encryption-data/></manifest:file-entry"
ARCHIVES = {
    "7z": b"7z\xbc\xaf\x27\x1c\0\4",
    "rar": b"Rar!\x1a\x07\x01\x00",
    "zstd": b"\x28\xb5\x2f\xfd",
    "lha": b"\x20\0-lh5-",
    "cab": b"MSCF\0\0\0\0",
    "mailbox": b"!BDN",
    "disk": bytes(32769) + b"CD001",
}
ENVELOPES = {
    "openssl": b"Salted__",
    "pgp": b"-----BEGIN PGP MESSAGE-----\n\n",
    "pgp, binary": b"\x85\x01\x0c\x03",
    "smime": b"\x30\x82\x13\x88\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03",
}


@tagged("post_install", "-at_install")
class TestClosedFiles(ReaderCase):
    def test_archives_of_other_programs_are_named(self):
        for kind, begins in ARCHIVES.items():
            with self.subTest(kind):
                self.assertEqual(read(begins + SECRET).unread, "packed")
                self.assertEqual(worth_asking(read(zipped(a__txt="x", b__bin=begins + SECRET))), "packed")

    def test_what_needs_a_key_is_named(self):
        for kind, begins in ENVELOPES.items():
            with self.subTest(kind):
                self.assertEqual(read(begins + SECRET).unread, "locked")

    def test_document_or_book_whose_members_are_encrypted_is_named(self):
        document = {"mimetype": "application/vnd.oasis.opendocument.text", "content__xml": SECRET}
        book = {"mimetype": "application/epub+zip", "a__xhtml": SECRET, "META-INF/encryption__xml": "<a/>"}
        for members in (document | {"META-INF/manifest__xml": MANIFEST.format(ENCRYPTED)}, book):
            with self.subTest(members["mimetype"]):
                self.assertEqual(read(zipped(**members)).unread, "locked")

    def test_twins_that_are_open_are_read(self):
        document = zipped(content__xml=f"<a><p>{NAME}</p></a>", **{"META-INF/manifest__xml": MANIFEST.format("")})
        for content in (f"7z and Rar! of {NAME}".encode(), f"18-lhr of {NAME}".encode(), document):
            with self.subTest(content[:20]):
                self.assertTrue(hits(content))
                self.assertEqual(worth_asking(read(content)), "")

    def test_what_of_a_closed_file_can_be_read_is_read(self):
        self.assertTrue(hits(ARCHIVES["rar"] + NAME.encode() + bytes(40)))
