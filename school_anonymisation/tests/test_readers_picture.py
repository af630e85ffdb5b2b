"""Tests of the readers of pictures and films: metadata is cut, pictures stay."""

import io
import struct

# Odoo keeps Pillow from loading this one by itself.
from PIL import Image, PngImagePlugin, WebPImagePlugin  # noqa: F401

from odoo.tests import tagged

from ..erasure.readers import read, rewrite
from .kit_readers import FIRST, NAME, ReaderCase, finder, hits

NOISE = Image.effect_noise((48, 48), 60).convert("RGB")
OTHERS = "Otto Bergström, Maja Holm"
EXIF_ARTIST, EXIF_DESCRIPTION, EXIF_WINDOWS_AUTHOR, EXIF_COMMENT, EXIF_FOLDER = 0x13B, 0x10E, 0x9C9D, 0x9286, 0x8769
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="r"><rdf:Description xmlns:dc="d" dc:creator="{0}">'
    "<dc:subject><rdf:Bag><rdf:li>{0}</rdf:li><rdf:li>Maja Holm</rdf:li></rdf:Bag></dc:subject></rdf:Description>"
    "</rdf:RDF></x:xmpmeta>"
)


def picture(kind, **options):
    """Return a picture as Pillow writes it."""
    target = io.BytesIO()
    NOISE.save(target, kind, **options)
    return target.getvalue()


def exif(**tags):
    """Return EXIF with some tags, and an orientation that must stay."""
    data = Image.Exif()
    data[0x112] = 6
    for name, value in tags.items():
        number = globals()[f"EXIF_{name}"]
        if name == "COMMENT":
            data.get_ifd(EXIF_FOLDER)[number] = value
        else:
            data[number] = value
    return data


@tagged("post_install", "-at_install")
class TestPictures(ReaderCase):
    """Pixels stay byte for byte; who is named beside her stays, too."""

    def assertSamePicture(self, before, after):
        self.assertEqual(Image.open(io.BytesIO(after)).tobytes(), Image.open(io.BytesIO(before)).tobytes())

    def test_exif_in_every_encoding(self):
        for tags in (
            {"ARTIST": NAME},
            {"DESCRIPTION": f"Orchestra: {NAME}, Maja Holm"},
            {"WINDOWS_AUTHOR": f"{NAME};Maja Holm".encode("utf-16-le") + b"\0\0"},
            {"COMMENT": b"ASCII\0\0\0" + NAME.encode()},
            {"COMMENT": b"UNICODE\0" + NAME.encode("utf-16-le")},
            {"COMMENT": b"UNICODE\0" + NAME.encode("utf-16-be")},
        ):
            for kind in ("JPEG", "PNG", "WEBP"):
                with self.subTest(f"{tags} {kind}"):
                    content = picture(kind, exif=exif(**tags), **({"lossless": True} if kind == "WEBP" else {}))
                    new = self.cleaned(content)
                    self.assertSamePicture(content, new)
                    self.assertEqual(Image.open(io.BytesIO(new)).getexif()[0x112], 6)
                    if "Holm" in str(tags):
                        self.assertIn("Maja Holm", str(Image.open(io.BytesIO(new)).getexif()[EXIF_DESCRIPTION]))

    def test_face_tags_in_xmp(self):
        content = picture("JPEG", xmp=XMP.format(NAME).encode())
        new = self.cleaned(content)
        self.assertSamePicture(content, new)
        self.assertNotIn(b"Lindqvist", new)
        self.assertIn(b"Maja Holm", new)
        self.assertEqual(len(new), len(content))

    def test_a_comment_and_a_name_shorter_than_the_neutral_word(self):
        content = picture("JPEG", comment=b"Photo: Bo Li, Maja Holm")
        new = rewrite(content, finder("Bo", "Li"))
        self.assertIn(b"Photo: *****, Maja Holm", new)
        self.assertSamePicture(content, new)

    def test_texts_of_a_png_packed_or_not(self):
        for packed in (False, True):
            info = PngImagePlugin.PngInfo()
            info.add_itxt("Description", f"{NAME}, {OTHERS}", zip=packed)
            info.add_text("Author", f"{FIRST} Lindqvist", zip=packed)
            info.add_itxt("XML:com.adobe.xmp", XMP.format(NAME))
            content = picture("PNG", pnginfo=info)
            new = self.cleaned(content)
            opened = Image.open(io.BytesIO(new))
            self.assertSamePicture(content, new)
            self.assertEqual(opened.text["Description"], f"[anonymised], {OTHERS}")
            self.assertEqual(opened.text["Author"], "[anonymised]")
            self.assertNotIn(b"Lindqvist", new)

    def test_a_picture_without_her_stays_the_same_object(self):
        self.assertUntouched(picture("JPEG", exif=exif(ARTIST="Maja Holm")))

    def test_a_film_is_read_at_its_edges_and_not_written(self):
        inside = (
            b"\x00\x00\x00\x20ftypmp42"
            + bytes(2_000_000)
            + struct.pack(">I", 200)
            + b"moovudta\xa9nam\0\0\0\x20data\0\0\0\1\0\0\0\0"
            + NAME.encode()
        )
        self.assertTrue(hits(inside))
        self.assertIsNone(rewrite(inside, finder()))
        middle = b"\x00\x00\x00\x20ftypmp42" + bytes(1_000_000) + NAME.encode() + bytes(1_000_000)
        self.assertEqual((read(middle).kind, hits(middle)), ("media", []))

    def test_bytes_of_an_unknown_kind_are_searched_for_letters(self):
        junk = bytes(range(8)) * 40
        for codec in ("utf-8", "latin-1", "utf-16-le", "utf-16-be"):
            with self.subTest(codec):
                content = junk + "Søren Kærgård".encode(codec) + junk
                self.assertTrue(hits(content, finder("Søren", "Kærgård")))
                self.assertEqual(read(content).unread, "unknown")
                self.assertIsNone(rewrite(content, finder("Søren", "Kærgård")))
