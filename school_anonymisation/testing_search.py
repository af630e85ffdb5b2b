"""Test kit: a search for leftovers that uses nothing of the addon, but PostgreSQL and the file system alone."""

import html
import json
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, quote_plus


def spellings(value):
    """Return the value, in lower case, as texts, JSON, HTML and URLs write it."""
    found = set()
    for text in {value, value.lower(), value.upper()}:
        found |= {
            text,
            json.dumps(text)[1:-1],
            html.escape(text),
            html.escape(text).replace("&#x27;", "&#39;"),
            quote(text),
            quote_plus(text),
            text.encode("ascii", "xmlcharrefreplace").decode(),
        }
    return {text.lower() for text in found}


def search_tables(cr, values):
    """Return [(table, column, number of rows)] of every column of every table that holds one of the values.

    Every column is compared as text in every spelling, bytea with the value as it is; one statement a table.
    """
    patterns = sorted({spelling for value in values for spelling in spellings(value)})
    cr.execute(
        "SELECT c.relname, array_agg(a.attname ORDER BY a.attnum), array_agg(t.typname ORDER BY a.attnum)"
        " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
        " JOIN pg_type t ON t.oid = a.atttypid"
        " WHERE c.relkind IN ('r', 'p', 'm') AND c.relnamespace = current_schema::regnamespace GROUP BY c.relname"
    )
    found = []
    held = "count(*) FILTER (WHERE EXISTS (SELECT 1 FROM unnest(%(patterns)s) p WHERE strpos(lower({text}), p) > 0))"
    held_bytes = (
        "count(*) FILTER (WHERE EXISTS (SELECT 1 FROM unnest(%(plain)s) p"
        " WHERE position(convert_to(p, 'UTF8') IN {column}) > 0))"
    )
    for table, columns, types in cr.fetchall():
        tests = []
        for column, kind in zip(columns, types, strict=True):
            if kind in ("int2", "int4", "int8", "bool", "float8", "numeric", "date", "timestamp", "timestamptz", "oid"):
                continue
            if kind == "bytea":
                tests.append((column, held_bytes.replace("{column}", f'"{column}"')))
            else:
                tests.append((column, held.replace("{text}", f'"{column}"::text')))
        if not tests:
            continue
        tested = ", ".join(test for _column, test in tests)
        cr.execute(f'SELECT {tested} FROM "{table}"', {"patterns": patterns, "plain": list(values)})  # noqa: S608
        counts = cr.fetchone()
        found += [(table, column, count) for (column, _test), count in zip(tests, counts, strict=True) if count]
    return found


def readable(content):
    """Return a file's bytes together with what is compressed in them (zip members, PDF streams)."""
    parts = [content]
    if content[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts += [archive.read(name) for name in archive.namelist()]
    if content[:4] == b"%PDF":
        for piece in content.split(b"stream")[1:]:
            try:
                parts.append(zlib.decompress(piece.strip(b"\r\n")))
            except zlib.error:
                continue
    return b"\n".join(parts)


def holds(content, values):
    """Whether a file's bytes, unpacked, hold one of the values in any spelling."""
    text = readable(content).decode("utf-8", "replace").lower()
    return any(spelling in text for value in values for spelling in spellings(value))


def search_files(folder, values):
    """Return the files under a folder whose content or name holds one of the values."""
    return [
        str(path)
        for path in Path(folder).rglob("*")
        if path.is_file() and (holds(path.read_bytes(), values) or holds(path.name.encode(), values))
    ]


class NoTraceMixin:
    """For test cases that erase somebody: ``assertNoTrace`` looks for what is left, everywhere."""

    def assertNoTrace(self, values, ignore=()):
        """Fail when one of the values stands in any table or in any file that an attachment of this database names.

        :param values: strings that only the erased person bore.
        :param ignore: (table, column) that are known to keep them.
        """
        self.env.flush_all()
        left = [place for place in search_tables(self.env.cr, values) if place[:2] not in ignore]
        self.assertFalse(left, "Left in tables (table, column, rows)")
        self.env.cr.execute("SELECT DISTINCT store_fname FROM ir_attachment WHERE store_fname IS NOT NULL")
        store = Path(self.env["ir.attachment"]._filestore())
        files = [store / name for (name,) in self.env.cr.fetchall() if (store / name).exists()]
        self.assertFalse(
            [path.name for path in files if holds(path.read_bytes(), values)], "Left in files of attachments"
        )
