"""Tests of the readers of archives: zip, tar and packed files, one in the other."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile

from odoo.tests import tagged

from ..erasure.readers import read, rewrite
from .kit_readers import FIRST, LAST, NAME, ReaderCase, finder, hits, members, zipped

TEXT = f"By {NAME} and Maja Holm\n".encode()
CLEAN = b"By [anonymised] and Maja Holm\n"


def tarred(**contents):
    """Return a tar archive."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for name, content in contents.items():
            info = tarfile.TarInfo(name.replace("__", "."))
            info.size, info.mtime = len(content), 1_000_000_000
            archive.addfile(info, io.BytesIO(content))
    return target.getvalue()


@tagged("post_install", "-at_install")
class TestZip(ReaderCase):
    """Members are opened each by its reader; what does not change is copied."""

    def test_members_of_every_kind(self):
        inner = zipped(deep__txt=TEXT)
        new = members(self.cleaned(zipped(a__txt=TEXT, b__csv=f"{FIRST};{LAST};x\n".encode("utf-16"), c__zip=inner)))
        self.assertEqual(new["a.txt"], CLEAN)
        self.assertEqual(new["b.csv"].decode("utf-16"), "[anonymised];[anonymised];x\n")
        self.assertEqual(members(new["c.zip"]), {"deep.txt": CLEAN})

    def test_other_members_are_copied_as_they_are_packed(self):
        content = zipped(a__txt=TEXT, b__bin=bytes(range(256)) * 50, c__txt=b"Maja Holm" * 100)
        damaged = bytearray(content)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            info = archive.getinfo("b.bin")
        damaged[info.header_offset + 40] ^= 0xFF
        new = rewrite(bytes(damaged), finder())
        with zipfile.ZipFile(io.BytesIO(new)) as archive:
            self.assertEqual(archive.read("a.txt"), CLEAN)
            self.assertEqual(archive.read("c.txt"), b"Maja Holm" * 100)
            self.assertEqual(archive.getinfo("b.bin").CRC, info.CRC)
            self.assertEqual(archive.getinfo("b.bin").date_time, info.date_time)
        self.assertEqual(read(bytes(damaged)).members, ["damaged"])

    def test_a_member_called_after_her_is_renamed(self):
        new = self.cleaned(zipped(**{f"letters/{NAME}__txt": b"x", "letters/[anonymised]__txt": b"y", "b__txt": b"z"}))
        self.assertEqual(
            members(new), {"letters/[anonymised] 2.txt": b"x", "letters/[anonymised].txt": b"y", "b.txt": b"z"}
        )

    def test_names_in_old_encodings(self):
        for codec in ("cp437", "cp865", "utf-8"):
            content = bytearray(zipped(AAAAAAAAAAAAAAAAAAAAAAA=b"x"))
            raw = "Søren Kærgård".encode("utf-8" if codec == "utf-8" else "cp865").ljust(23, b"_")
            content = bytes(content).replace(b"A" * 23, raw)
            with self.subTest(codec):
                self.assertTrue([row for row in read(content).rows if "Kærgård" in row[0]])
                self.assertIsNone(rewrite(content, lambda row: [(0, 0, 5)] if "Kærgård" in row[0] else []))

    def test_a_pdf_inside_cannot_be_written(self):
        from .test_readers_pdf import page

        content = zipped(a__pdf=page(NAME))
        self.assertTrue(hits(content))
        self.assertIsNone(rewrite(content, finder()))

    def test_a_bomb_is_named_and_not_unpacked(self):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.txt", bytes(30_000_000))
            archive.writestr("b.txt", TEXT)
        reading = read(target.getvalue())
        self.assertEqual(reading.members, ["too_large"])
        self.assertIn([TEXT.decode().strip()], reading.rows)

    def test_a_locked_member_is_named(self):
        content = bytearray(zipped(a__txt=b"abc"))
        for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            at = content.index(mark) + offset
            content[at : at + 2] = struct.pack("<H", 1)
        self.assertEqual(read(bytes(content)).members, ["locked"])

    def test_one_with_a_locked_member_is_not_written_since_nobody_could_open_that_any_more(self):
        for flags, method in ((0x01, 8), (0x09, 8), (0x01, 99)):
            content = bytearray(zipped(a__txt=TEXT, b__txt=b"Maja Holm"))
            for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
                at = content.rindex(mark) + offset
                content[at : at + 4] = struct.pack("<HH", flags, method)
            with self.subTest(flags=flags, method=method):
                self.assertTrue(hits(bytes(content)))
                self.assertIsNone(rewrite(bytes(content), finder()))
                self.assertUntouched(bytes(content), finder("Signe", "Holm"))

    def test_one_with_two_members_of_one_name_is_not_written(self):
        for texts in ((TEXT, b"Maja Holm"), (b"Maja Holm", TEXT)):
            target = io.BytesIO()
            with self.assertWarns(UserWarning), zipfile.ZipFile(target, "w") as archive:
                for text in texts:
                    archive.writestr("a.txt", text)
            with self.subTest(texts):
                self.assertTrue(hits(target.getvalue()))
                self.assertIsNone(rewrite(target.getvalue(), finder()))
                self.assertUntouched(target.getvalue(), finder("Signe", "Holm"))

    def test_the_comment_of_a_member_is_read_and_not_written(self):
        for codec in ("utf-8", "cp865", "cp1252"):
            target = io.BytesIO()
            with zipfile.ZipFile(target, "w") as archive:
                info = zipfile.ZipInfo("a.txt")
                info.comment = "By Søren Kærgård".encode(codec)
                archive.writestr(info, b"Maja Holm")
            with self.subTest(codec):
                self.assertTrue(hits(target.getvalue(), finder("Søren", "Kærgård")))
                self.assertIsNone(rewrite(target.getvalue(), finder("Søren", "Kærgård")))
                self.assertUntouched(target.getvalue())

    def test_archives_are_opened_to_a_depth(self):
        content = TEXT
        for _level in range(8):
            content = zipped(a__zip=content)
        self.assertEqual(read(content).members, ["too_deep"])


@tagged("post_install", "-at_install")
class TestPackedFiles(ReaderCase):
    """One file, or a tar archive, packed."""

    def test_gz_bz2_and_xz(self):
        for module in (gzip, bz2, lzma):
            with self.subTest(module.__name__):
                self.assertEqual(module.decompress(self.cleaned(module.compress(TEXT))), CLEAN)

    def test_the_name_in_a_gz(self):
        target = io.BytesIO()
        with gzip.GzipFile(f"{NAME}.txt", "wb", fileobj=target, mtime=5) as stream:
            stream.write(b"Otto")
        new = self.cleaned(target.getvalue())
        self.assertNotIn(b"Lindqvist", new)
        self.assertEqual(gzip.decompress(new), b"Otto")

    def test_tar_and_tar_gz(self):
        content = tarred(a__txt=TEXT, b__txt=b"Maja Holm", **{f"c/{NAME}__txt": b"x"})
        for packed in (content, gzip.compress(content)):
            new = self.cleaned(packed)
            with tarfile.open(fileobj=io.BytesIO(new)) as archive:
                found = {info.name: archive.extractfile(info).read() for info in archive}
                self.assertEqual({info.mtime for info in archive}, {1_000_000_000})
            self.assertEqual(found, {"a.txt": CLEAN, "b.txt": b"Maja Holm", "c/[anonymised].txt": b"x"})

    def test_a_broken_one_is_named(self):
        self.assertEqual(read(gzip.compress(TEXT * 100)[:60]).unread, "damaged")
