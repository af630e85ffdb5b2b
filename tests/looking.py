# Looks for what is left of a person, with nothing but psycopg2 and the file system; knows nothing of the addon.
import base64
import contextlib
import html
import re
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote_plus

import psycopg2

NO_TEXT = (
    "bool",
    "int2",
    "int4",
    "int8",
    "float4",
    "float8",
    "numeric",
    "date",
    "time",
    "timestamp",
    "timestamptz",
    "oid",
)
ASCII_RUN = re.compile(r"[a-z0-9]+")


def fragment(value):
    """Return the longest run of plain letters or digits: no way of writing a text changes it."""
    return max(ASCII_RUN.findall(value.lower()), key=len)


def readings(text):
    """Return what a text may mean: as it is, and as JSON, HTML, a URL or a PDF would be read, twice over."""
    found = {text}
    for _twice in range(2):
        for known in list(found):
            found |= {
                html.unescape(known),
                unquote_plus(known),
                re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), known),
                re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), known),
                re.sub(r"\\([\\\"'()])", r"\1", known),
            }
    return {known.lower() for known in found}


def held(text, values):
    """Return those of the values that a text holds in any writing."""
    lowered = text.lower()
    likely = [value for value in values if fragment(value) in lowered]
    if not likely:
        return set()
    meant = readings(text)
    return {value for value in likely if any(value.lower() in reading for reading in meant)}


class Database:
    """What a PostgreSQL database holds, seen over a connection of its own."""

    def __init__(self, host, port, user, name):
        self.connection = psycopg2.connect(host=host, port=port, user=user, dbname=name)
        self.connection.autocommit = True
        self.cursor = self.connection.cursor()

    def close(self):
        """End the connection."""
        self.connection.close()

    def rows(self, statement, *parameters):
        """Rows of a statement."""
        self.cursor.execute(statement, parameters or None)
        return self.cursor.fetchall()

    def tables(self):
        """Return {table: {column: type}}, materialised views included."""
        found = {}
        for table, column, kind in self.rows(
            "SELECT c.relname, a.attname, t.typname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
            " JOIN pg_type t ON t.oid = a.atttypid WHERE c.relkind IN ('r', 'p', 'm') AND a.attnum > 0"
            " AND NOT a.attisdropped AND c.relnamespace = 'public'::regnamespace"
        ):
            found.setdefault(table, {})[column] = kind
        return found

    def places(self, values):
        """Return {(table, column, id): values} of everything that holds one of the values, statistics included."""
        found = {}
        pattern = "|".join(sorted({re.escape(fragment(value)) for value in values}))
        for table, columns in self.tables().items():
            names = [name for name, kind in columns.items() if kind not in NO_TEXT]
            if not names:
                continue
            texts = ", ".join(
                f"encode(\"{name}\", 'escape')" if columns[name] == "bytea" else f'"{name}"::text' for name in names
            )
            key = '"id"::text' if "id" in columns else "ctid::text"
            for row, *cells in self.rows(
                f"SELECT {key}, {texts} FROM \"{table}\" WHERE lower(concat_ws(E'\\n', {texts})) ~ %s",  # noqa: S608
                pattern,
            ):
                for name, cell in zip(names, cells, strict=True):
                    if cell and (hits := held(cell, values)):
                        found[table, name, row] = hits
        for table, name, text in self.rows(
            "SELECT tablename, attname, concat_ws(' ', most_common_vals, histogram_bounds, most_common_elems)"
            " FROM pg_stats WHERE schemaname = 'public'"
        ):
            if hits := held(text, values):
                found["pg_stats", f"{table}.{name}", ""] = hits
        return found

    def belongings(self, owners):
        """Return {(table, id): row as text} of the rows that point to records.

        :param owners: {table: ids}; who made or changed a row does not count.
        """
        found = {}
        for table, column, target in self.rows(
            "SELECT s.relname, a.attname, t.relname FROM pg_constraint k JOIN pg_class s ON s.oid = k.conrelid"
            " JOIN pg_class t ON t.oid = k.confrelid"
            " JOIN pg_attribute a ON a.attrelid = s.oid AND a.attnum = k.conkey[1]"
            " WHERE k.contype = 'f' AND t.relname = ANY(%s) AND a.attname NOT IN ('create_uid', 'write_uid')",
            list(owners),
        ):
            self._add(found, table, f'"{column}" = ANY(%s)', owners[target])
        for table, ids in owners.items():
            self._add(found, table, "id = ANY(%s)", ids)
        return found

    def _add(self, found, table, condition, ids):
        key = "id::text" if "id" in self.tables_seen[table] else "md5(t::text)"
        for row, text in self.rows(f'SELECT {key}, t::text FROM "{table}" t WHERE {condition}', list(ids)):  # noqa: S608
            found[table, row] = text

    @property
    def tables_seen(self):
        """The tables, read once."""
        if not hasattr(self, "_tables"):
            self._tables = self.tables()
        return self._tables


def contents(path):
    """Return the texts of a file, those packed into a zip or a PDF included."""
    content = path.read_bytes()
    parts = [content, path.name.encode()]
    if content[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts += [archive.read(name) for name in archive.namelist()]
    for piece in content.split(b"stream")[1:] if content[:4] == b"%PDF" else ():
        with contextlib.suppress(zlib.error, ValueError):
            packed = piece.strip(b"\r\n")
            if b"~>" in packed:
                packed = base64.a85decode(packed[: packed.index(b"~>")])
            parts.append(zlib.decompress(packed))
    return [part.decode(encoding, "replace") for part in parts for encoding in ("utf-8", "latin-1")]


def files(folder, values):
    """Return {path: values} of the files in a folder that hold one of the values."""
    found = {}
    for path in Path(folder).rglob("*"):
        if path.is_file():
            for text in contents(path):
                if hits := held(text, values):
                    found.setdefault(str(path), set()).update(hits)
    return found
