"""The students' files: a photo in five sizes, three letters and a bill as a PDF each, and one film of 300 MB."""

import hashlib
import io
import time
from pathlib import Path

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

LETTERS = 3
FILM_BYTES = 300_000_000
# Stands in the PDF that all bills are made of, and is as long as the longest line.
PLACE = b"x" * 60
SIZES = ("image_1920", "image_1024", "image_512", "image_256", "image_128")


def fill(env, parameters, say):
    """Write the files and insert the attachments by COPY."""
    began = time.monotonic()
    store = Path(env["ir.attachment"]._filestore())
    for number in range(256):
        (store / f"{number:02x}").mkdir(parents=True, exist_ok=True)
    photo, bill = _photo(), _bill()
    cr = env.cr
    cr.execute("SELECT id, name FROM res_partner WHERE id > %s AND id <= %s", _students(parameters))
    people = cr.fetchall()
    lines = io.StringIO()
    for partner_id, name in people:
        student = partner_id - parameters["partner0"]
        # A small picture is stored once for all its sizes; bytes after its end make it this student's own.
        content = photo + str(partner_id).encode()
        for field in SIZES:
            lines.write(_line(store, content, field, "res.partner", field, partner_id, "image/png"))
        for number in range(LETTERS):
            content = (
                f"Dear {name},\nletter {number} of student {student}: your lessons begin on Monday.\n".encode() * 4
            )
            title = f"Letter {number} to {name}.txt"
            lines.write(_line(store, content, title, "school.student", r"\N", student, "text/plain"))
        content = bill.replace(PLACE, f"Bill {student} to {name}".encode("latin-1", "replace")[: len(PLACE)].ljust(60))
        lines.write(_line(store, content, "Bill.pdf", "school.student", r"\N", student, "application/pdf"))
    lines.write(_film(store))
    lines.seek(0)
    cr.copy_expert(
        "COPY ir_attachment (name, res_model, res_field, res_id, type, store_fname, checksum, file_size, mimetype,"
        " index_content, public, create_uid) FROM STDIN",
        lines,
    )
    say(f"  files: {len(people) * (LETTERS + 1 + len(SIZES)) + 1} attachments in {time.monotonic() - began:.1f} s")


def _students(parameters):
    return parameters["partner0"], parameters["partner0"] + parameters["students"]


def _line(store, content, name, model, field, record_id, mimetype):
    checksum = hashlib.sha1(content, usedforsecurity=False).hexdigest()
    path = store / checksum[:2] / checksum
    if field in (r"\N", SIZES[0]):
        path.write_bytes(content)
    text = content.decode().replace("\n", " ")[:200] if mimetype == "text/plain" else mimetype.split("/")[0]
    return _row(name, model, field, record_id, checksum, len(content), mimetype, text)


def _row(name, model, field, record_id, checksum, size, mimetype, text):
    cells = (name, model, field, record_id, "binary", f"{checksum[:2]}/{checksum}", checksum, size, mimetype, text)
    return "\t".join(map(str, (*cells, "f", 1))) + "\n"


def _film(store):
    """Write a film nothing of which is on the disk but its beginning, and return the line of its attachment."""
    checksum = "f" * 40
    with (store / checksum[:2] / checksum).open("wb") as stream:
        stream.write(b"\0\0\0\x20ftypmp42\0\0\0\0mp42isom" + bytes(8) + b"\0\0\0\1mdat")
        stream.truncate(FILM_BYTES)
    return _row("Concert.mp4", r"\N", r"\N", r"\N", checksum, FILM_BYTES, "video/mp4", "video")


def _bill():
    file = io.BytesIO()
    canvas = Canvas(file, pageCompression=0)
    canvas.drawString(72, 700, PLACE.decode())
    canvas.drawString(72, 680, "Violin, ten lessons at 212.50")
    canvas.save()
    return file.getvalue()


def _photo():
    file = io.BytesIO()
    Image.new("RGB", (64, 64), "teal").save(file, "PNG")
    return file.getvalue()
