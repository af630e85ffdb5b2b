"""What the addons' own files say of access rights and record rules, to be compared with what is there. Pure."""

import csv
from pathlib import Path

from lxml import etree

PERMISSIONS = ("perm_read", "perm_write", "perm_create", "perm_unlink")


def rights_of(module, folder):
    """Return {xmlid: (xmlid of the group, the four permissions)} of an addon's access rights.

    :param module: its name; :param folder: its folder.
    """
    found = {}
    path = Path(folder, "security", "ir.model.access.csv")
    if path.is_file():
        with path.open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                allowed = tuple(row[name] in ("1", "True") for name in PERMISSIONS)
                found[_full(module, row["id"])] = _full(module, row["group_id:id"]), allowed
    for record in _records(folder, "ir.model.access"):
        allowed = tuple(record.find(f"field[@name='{name}']").get("eval") == "True" for name in PERMISSIONS)
        group = record.find("field[@name='group_id']").get("ref")
        found[_full(module, record.get("id"))] = _full(module, group), allowed
    return found


def rules_of(module, folder):
    """Return {xmlid: domain} of an addon's record rules."""
    return {
        _full(module, record.get("id")): record.findtext("field[@name='domain_force']").strip()
        for record in _records(folder, "ir.rule")
    }


def _records(folder, model):
    for path in sorted(Path(folder, "security").glob("*.xml")):
        yield from etree.parse(str(path)).iterfind(f".//record[@model='{model}']")


def _full(module, xmlid):
    return xmlid if "." in xmlid else f"{module}.{xmlid}"
