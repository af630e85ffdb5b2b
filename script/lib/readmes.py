"""Makes each addon's README.md of its name and the fragments in its readme/ folder, and tells which is not current."""

import ast

from .places import REPOSITORY

FRAGMENTS = {"DESCRIPTION": "", "CONFIGURE": "## Configuration\n\n", "USAGE": "## Usage\n\n"}
MADE = "<!-- Made by script/lint --fix of what stands in readme/. -->\n"
END = "Licence: [LGPL-3](https://www.gnu.org/licenses/lgpl-3.0). Version {version}.\n"


def problems(addons, *, repair=False):
    """``["path: sentence"]`` for each README.md that is not what its fragments make; with ``repair`` it is written."""
    found = []
    for addon in addons:
        folder = REPOSITORY / addon
        missing = [name for name in FRAGMENTS if not (folder / "readme" / f"{name}.md").is_file()]
        if missing:
            found.append(f"{addon}/readme: {', '.join(missing)} is missing")
            continue
        kept, wanted = folder / "README.md", text(folder)
        if repair:
            kept.write_text(wanted)
        elif not kept.is_file() or kept.read_text() != wanted:
            found.append(f"{addon}/README.md: is not what readme/ makes; script/lint --fix writes it anew")
    return found


def text(folder):
    """The README of the addon in ``folder``."""
    manifest = ast.literal_eval((folder / "__manifest__.py").read_text())
    parts = [f"{MADE}# {manifest['name']}\n"]
    for name, heading in FRAGMENTS.items():
        parts.append(heading + (folder / "readme" / f"{name}.md").read_text())
    parts.append(END.format(version=manifest["version"]))
    return "\n".join(parts)
