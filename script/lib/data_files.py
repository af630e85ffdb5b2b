"""Checks of files that no Python linter reads: XML and CSV well-formed and tidy, and every file's first line."""

import ast
import csv
import subprocess

from lxml import etree

from .places import REPOSITORY

SAYS_WHAT_IT_IS_FOR = {
    ".py": ("#", '"""', 'r"""'),
    ".sh": ("#",),
    ".toml": ("#",),
    ".js": ("//", "/*"),
    ".scss": ("//", "/*"),
    ".css": ("/*",),
    ".xml": ("<!--",),
}


def problems():
    """``["path:line: sentence"]``, of every file that is in git or about to be."""
    listed = subprocess.run(
        ["git", "-C", REPOSITORY, "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        capture_output=True,
        text=True,
        check=True,
    )
    found = []
    for name in filter(None, listed.stdout.split("\0")):
        path = REPOSITORY / name
        if path.is_file() and (checks := _checks(path)):
            found += _of_file(path, name, checks)
    return found


def _checks(path):
    if path.name.endswith(".min.js"):  # as its author delivers it
        return ()
    by_suffix = {".xml": (_tidy, _xml, _first_line), ".csv": (_tidy, _csv)}
    return by_suffix.get(path.suffix, (_tidy, _first_line) if path.suffix in SAYS_WHAT_IT_IS_FOR else ())


def _of_file(path, name, checks):
    try:
        text = path.read_bytes().decode()
    except UnicodeDecodeError as error:
        return [f"{name}: is not UTF-8 ({error.reason} at byte {error.start})"]
    return [f"{name}:{line}: {sentence}" for check in checks for line, sentence in check(path, text)]


def _tidy(_path, text):
    lines = text.split("\n")
    if lines[-1]:
        yield len(lines), "the last line does not end"
    if text.endswith("\n\n"):
        yield len(lines) - 1, "empty lines at the end"
    for number, line in enumerate(lines, 1):
        if line != line.rstrip():
            yield number, "spaces, or a carriage return, at the end of the line"
        if "\t" in line:
            yield number, "a tab"


def _xml(_path, text):
    try:
        root = etree.fromstring(text.encode())
    except etree.XMLSyntaxError as error:
        yield error.lineno, f"is not well-formed: {error.msg}"
        return
    if not text.startswith("<?xml "):
        yield 1, 'does not begin with <?xml version="1.0" encoding="utf-8" ?>'
    for element in root.iter(etree.Element):
        before = element.getprevious() if element.getprevious() is not None else element.getparent()
        space = (
            element.getprevious().tail if element.getprevious() is not None else getattr(before, "text", None)
        ) or ""
        if "\n" in space and not space.strip() and len(space.rsplit("\n", 1)[1]) % 4:
            yield element.sourceline, "is not indented by a multiple of four spaces"


def _csv(_path, text):
    if text.startswith("\ufeff"):
        yield 1, "begins with a byte order mark"
    try:
        rows = list(csv.reader(text.splitlines(), strict=True))
    except csv.Error as error:
        yield 1, f"is not well-formed: {error}"
        return
    for number, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            yield number, f"has {len(row)} columns and the header has {len(rows[0])}"


def _first_line(path, text):
    lines = [line for line in text.splitlines() if not line.startswith(("#!", "<?xml", "/** @odoo-module"))]
    if not text.strip() or (path.name == "__init__.py" and _only_imports(text)):
        return
    if not lines or not lines[0].lstrip().startswith(SAYS_WHAT_IT_IS_FOR[path.suffix]):
        yield 1, "does not say in its first line what it is for"


def _only_imports(text):
    return all(isinstance(statement, ast.Import | ast.ImportFrom) for statement in ast.parse(text).body)
