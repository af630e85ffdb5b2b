"""Looks for texts in everything a database holds: a full dump of it, and every file of its filestore.

It knows nothing of Odoo's models and nothing of how the addons erase, so that it can be asked whether they did.
"""

import json
import subprocess

from . import odoo_database
from .postgres import PORT, ROLE
from .sentence import Stop


def places(cluster, database, values):
    """``{table or file: values found there}`` for ``values``, in any case and also as JSON escapes them."""
    wanted = {form: value for value in values for form in _forms(value)}
    found = {}
    for place, text in (*_tables(cluster, database), *_files(cluster, database)):
        lowered = text.lower()
        hits = {value for form, value in wanted.items() if form in lowered}
        if hits:
            found[place] = hits
    return found


def _forms(value):
    lowered = value.lower()
    # pg_dump doubles backslashes in what it copies.
    escaped = json.dumps(lowered)[1:-1].replace("\\", "\\\\")
    return {lowered.encode(), escaped.encode()}


def _tables(cluster, database):
    command = [cluster.programs / "pg_dump", "-h", cluster.socket, "-p", str(PORT), "-U", ROLE, "--data-only", database]
    answer = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False)
    if answer.returncode:
        raise Stop(f"The database could not be read for the search ({answer.stderr.decode().strip()}).")
    for part in answer.stdout.split(b"\nCOPY ")[1:]:
        head, _newline, rows = part.partition(b"\n")
        yield head.split(b" ", 1)[0].decode(), rows.split(b"\n\\.\n", 1)[0]


def _files(cluster, database):
    for file in odoo_database.filestore(cluster, database).rglob("*"):
        if file.is_file():
            yield f"filestore/{file.name}", file.read_bytes()
