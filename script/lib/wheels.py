"""Makes each addon's wheel, without the network, and tells which cannot be made or lacks something."""

import ast
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from .places import REPOSITORY

BUILD = "import sys; from whool import buildapi; buildapi.build_wheel(sys.argv[1])"
# The version is the manifest's own, also where git knows of commits after it.
ENVIRONMENT = {"WHOOL_POST_VERSION_STRATEGY_OVERRIDE": "none"}


def problems(addons):
    """``["path: sentence"]`` for each addon of which no whole wheel can be made."""
    found = []
    for addon in addons:
        with tempfile.TemporaryDirectory() as folder:
            found += [f"{addon}: {sentence}" for sentence in _of_addon(REPOSITORY / addon, Path(folder))]
    return found


def _of_addon(addon, folder):
    if not (addon / "pyproject.toml").is_file():
        return ["has no pyproject.toml that says how its wheel is made"]
    answer = subprocess.run(
        [sys.executable, "-c", BUILD, folder],
        cwd=addon,
        env={**os.environ, **ENVIRONMENT},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if answer.returncode:
        return [f"its wheel cannot be made: {answer.stderr.strip().splitlines()[-1]}"]
    (wheel,) = folder.glob("*.whl")
    return _of_wheel(addon, wheel)


def _of_wheel(addon, wheel):
    manifest = ast.literal_eval((addon / "__manifest__.py").read_text())
    if not wheel.name.startswith(f"odoo_addon_{addon.name}-{manifest['version']}-"):
        yield f"its wheel is named {wheel.name}"
    names = set(zipfile.ZipFile(wheel).namelist())
    for file in ("__manifest__.py", *manifest.get("data", ()), *manifest.get("demo", ())):
        if f"odoo/addons/{addon.name}/{file}" not in names:
            yield f"its wheel lacks {file}; is it in git?"
