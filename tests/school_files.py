# The files of a school as it is: PDFs of three programs, mails, lists, archives, a film, and what nobody can read.
import html
import io
import resource
import subprocess
import tempfile
import zipfile
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import school_people
from lib import system
from pypdfium2 import raw
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

A4 = (595, 842)
FILM_BYTES = 300_000_000
OFFICE_LETTERS = Path(__file__).with_name("office") / "letters.pdf"


def letter(person, number):
    """Return the lines of a bill or letter to somebody; each is another text."""
    return [
        f"The music school, bill {number:05}",
        person["name"],
        person["street"],
        f"Violin, {number % 30 + 1} lessons at 212.50",
        f"Total {(number % 30 + 1) * 212.5:.2f}, to be paid within a fortnight",
        "Questions? Telephone 33 00 00 00, or office@school.example",
    ]


def by_reportlab(letters):
    """Yield a PDF for each of some letters, as Python programs write them."""
    for lines in letters:
        target = io.BytesIO()
        canvas = Canvas(target, A4)
        for place, line in enumerate(lines):
            canvas.drawString(72, 760 - 20 * place, line)
        canvas.save()
        yield target.getvalue()


def by_office(letters):
    """Yield a PDF for each of some letters: the page that an Office suite has printed for that person, and a number."""
    printed = pypdfium2.PdfDocument(OFFICE_LETTERS)
    pages = {person["name"]: number for number, person in enumerate(school_people.people(len(printed)))}
    for lines in letters:
        document = pypdfium2.PdfDocument.new()
        document.import_pages(printed, [pages[lines[1]]])
        page = document[0]
        number = raw.FPDFPageObj_NewTextObj(document.raw, b"Helvetica", 8)
        raw.FPDFText_SetText(number, _wide(lines[0]))
        raw.FPDFPageObj_Transform(number, 1, 0, 0, 1, 72, 40)
        raw.FPDFPage_InsertObject(page.raw, number)
        page.gen_content()
        yield _saved(document)


def by_browser(letters):
    """Yield a PDF for each of some letters: Chromium prints all of them at once, and the pages are cut apart."""
    pages = "".join(
        f"<section><h1>{html.escape(lines[0])}</h1><table>"
        + "".join(f"<tr><td>{html.escape(line)}</td></tr>" for line in lines[1:])
        + "</table></section>"
        for lines in letters
    )
    style = "<meta charset='utf-8'><style>section{page-break-after:always} h1{letter-spacing:.3em}</style>"
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "a.html", Path(folder) / "a.pdf"
        source.write_text(f"{style}{pages}")
        options = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--no-pdf-header-footer",
        ]
        command = [system.browser(), *options, f"--user-data-dir={folder}/user", f"--print-to-pdf={target}", source]
        subprocess.run(
            command, check=True, stdin=subprocess.DEVNULL, capture_output=True, timeout=300, preexec_fn=_without_limit
        )
        printed = pypdfium2.PdfDocument(target.read_bytes())
    for number in range(len(letters)):
        document = pypdfium2.PdfDocument.new()
        document.import_pages(printed, [number])
        yield _saved(document)


def _without_limit():
    """A browser reserves more memory than Odoo, who may have started this process, allows to its own."""
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


PRODUCERS = (by_reportlab, by_browser, by_office)


def _saved(document):
    target = io.BytesIO()
    document.save(target)
    document.close()
    return target.getvalue()


def _wide(text):
    encoded = (text + "\0").encode("utf-16-le")
    return (raw.FPDF_WCHAR * (len(encoded) // 2)).from_buffer_copy(encoded)


def mail(person, teacher):
    """Return a mail of a teacher with a letter in it, as mail programs save it."""
    message = EmailMessage()
    message["From"] = f"{teacher} <{teacher.split()[0].lower()}@school.example>"
    message["Subject"] = f"About {person['name']}"
    message.set_content(f"{person['name']} was ill on Tuesday.\n\nGreetings", cte="base64")
    message.add_attachment(f"{person['name']} was ill.".encode(), maintype="text", subtype="plain", filename="a.txt")
    return message.as_bytes()


def class_list_in_excel(people):
    """Return a workbook with a line for each of some people."""
    book = openpyxl.Workbook()
    book.active.append(["Name", "Street", "Telephone"])
    for person in people:
        book.active.append([person["name"], person["street"], person["phone"]])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def class_list_in_word(people):
    """Return a document with a table of some people, and the last of them in its heading."""
    document = docx.Document()
    document.add_heading(f"Concert, with {people[-1]['name']}")
    table = document.add_table(rows=0, cols=2)
    for person in people:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = person["name"], person["street"]
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def zipped(**files):
    """Return an archive of files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return target.getvalue()


def unreadable(person):
    """Return {name: (bytes, code)} of what no program can read, each for its own reason."""
    whole = class_list_in_word([person])
    locked = io.BytesIO()
    canvas = Canvas(locked, A4, encrypt=StandardEncryption("secret", ownerPassword="owner"))
    canvas.drawString(72, 700, person["name"])
    canvas.save()
    (plain,) = by_reportlab([[person["name"]]])
    locked_zip = bytearray(zipped(a__txt=person["name"] * 9))
    # The flag that says that the member has a password, in both of its headers.
    locked_zip[6] |= 1
    locked_zip[locked_zip.rindex(b"PK\x01\x02") + 8] |= 1
    deep = zipped(a__txt="x")
    for _level in range(6):
        deep = zipped(a__zip=deep)
    return {
        "half.docx": (whole[: len(whole) // 2], "damaged"),
        "half.pdf": (b"%PDF-1.4\n" + plain[500:600], "damaged"),
        "locked.pdf": (locked.getvalue(), "locked"),
        "locked.zip": (bytes(locked_zip), "locked"),
        "deep.zip": (deep, "too_deep"),
    }


def write_film(path, title):
    """Write a film of 300 MB, nothing of which is on the disk but its beginning and its end, which has the title."""
    with path.open("wb") as stream:
        stream.write(b"\0\0\0\x20ftypmp42\0\0\0\0mp42isom" + bytes(8) + b"\0\0\0\1mdat")
        stream.truncate(FILM_BYTES)
        stream.seek(FILM_BYTES - 10_000)
        stream.write(b"\0\0\0\x40udta\xa9nam" + title.encode())
