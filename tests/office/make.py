# Has an Office suite make the files that tests take from it: ``python tests/office/make.py``; needs soffice.
import gzip
import html
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
SAMPLES = HERE.parents[1] / "school_anonymisation/tests/office"

from school_people import MOST, people  # noqa: E402

# As in the readers' tests: whom they look for, and who else is there.
SOMEBODY = ("Maja", "Lindqvist")
OTHERS = (("Otto", "Bergström"), ("Maja", "Holm"), ("Karl", "Lindqvist"), ("Signe", "Ærø"))
NAMESPACES = "".join(
    f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("style", "style"),
        ("svg", "svg-compatible"),
        ("fo", "xsl-fo-compatible"),
    )
)
NEW_PAGE = (
    '<office:automatic-styles><style:style style:name="P" style:family="paragraph">'
    '<style:paragraph-properties fo:break-before="page"/></style:style></office:automatic-styles>'
)


def flat(kind, body, styles=""):
    """Return an OpenDocument in one file: ``kind`` is text, spreadsheet or presentation."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document{NAMESPACES} office:version="1.2"'
        f' office:mimetype="application/vnd.oasis.opendocument.{kind}">{styles}'
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document>"
    )


def text(first, last):
    """Return a letter: a name of which a part is in a span of its own, and a table."""
    rows = "".join(
        f"<table:table-row>{cell(one)}{cell(other)}</table:table-row>" for one, other in (*OTHERS, (first, last))
    )
    return flat(
        "text",
        "<text:h text:outline-level='1'>Minutes</text:h>"
        f"<text:p>{first} <text:span>{last}</text:span> was ill.</text:p>"
        f"<table:table><table:table-column table:number-columns-repeated='2'/>{rows}</table:table>",
    )


def sheet(first, last):
    """Return a class list."""
    rows = "".join(
        f"<table:table-row>{cell(f'{one} {other}')}{cell('Violin')}</table:table-row>"
        for one, other in (*OTHERS, (first, last))
    )
    return flat("spreadsheet", f"<table:table table:name='Class'>{rows}</table:table>")


def slides(first, last):
    """Return a presentation of one page."""
    frame = (
        "<draw:frame svg:width='20cm' svg:height='3cm' svg:x='1cm' svg:y='{}cm'>"
        "<draw:text-box>{}</draw:text-box></draw:frame>"
    )
    frames = "".join(
        frame.format(2 + 4 * number, f"<text:p>{line}</text:p>")
        for number, line in enumerate(("Concert", f"Soloist: {first} {last}"))
    )
    return flat("presentation", f"<draw:page draw:name='a'>{frames}</draw:page>")


def cell(content):
    """Return a cell of a table with a text."""
    return f"<table:table-cell office:value-type='string'><text:p>{content}</text:p></table:table-cell>"


def letters():
    """Return a letter to each of the school's people, each on a page of its own."""
    pages = []
    for person in people(MOST):
        lines = ("The music school", *(html.escape(person[name]) for name in ("name", "street")))
        first, *others = (f"<text:p>{line}</text:p>" for line in lines)
        pages.append(first.replace("<text:p>", "<text:p text:style-name='P'>") + "".join(others))
    return flat("text", "".join(pages), NEW_PAGE)


def converted(source, suffix, kinds, folder):
    """Write a source as files of these kinds, and return their paths."""
    path = folder / f"minutes{suffix}"
    path.write_text(source)
    for kind in kinds:
        command = ["soffice", f"-env:UserInstallation={folder.as_uri()}/user", "--headless", "--convert-to", kind]
        subprocess.run([*command, "--outdir", folder, path], check=True, capture_output=True, stdin=subprocess.DEVNULL)
        yield folder / f"minutes.{kind}"


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for source, suffix, kinds in (
            (text(*SOMEBODY), ".fodt", ("doc", "docx", "odt", "rtf", "pdf")),
            (sheet(*SOMEBODY), ".fods", ("xls", "xlsx", "ods")),
            (slides(*SOMEBODY), ".fodp", ("ppt", "pptx", "odp")),
        ):
            for path in converted(source, suffix, kinds, folder):
                if path.suffix == ".ppt":
                    # Forty times as large as it need be.
                    (SAMPLES / "soffice.ppt.gz").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))
                else:
                    shutil.copy(path, SAMPLES / f"soffice{path.suffix}")
        (made,) = converted(letters(), ".fodt", ["pdf"], folder)
        shutil.copy(made, HERE / "letters.pdf")


if __name__ == "__main__":
    main()
