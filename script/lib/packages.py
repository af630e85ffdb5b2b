"""The virtual environment with the pinned Python packages, and Odoo on its path."""

import hashlib
import os
import shutil
import subprocess
import sys
import venv

from . import places
from .sentence import Stop, say

LOCK_FILE = places.REPOSITORY / "requirements.lock"


def python(odoo_path):
    """Path of a Python that can import ``odoo`` from ``odoo_path`` and everything pinned."""
    key = hashlib.sha256(LOCK_FILE.read_bytes() + f"{sys.executable} {sys.version} {odoo_path}".encode()).hexdigest()[
        :12
    ]
    folder = places.cache() / f"python{sys.version_info[0]}.{sys.version_info[1]}-{key}"
    complete = folder / "complete"
    if not complete.exists():
        _make(folder, odoo_path)
        complete.touch()
    return folder / "bin/python"


def _make(folder, odoo_path):
    places.room(places.cache(), 1500)
    say("Installing the pinned Python packages.")
    shutil.rmtree(folder, ignore_errors=True)
    try:
        venv.create(folder, with_pip=True)
    except subprocess.CalledProcessError:
        raise Stop("Python could not make a virtual environment; as root: apt-get install python3-venv") from None
    log = places.cache() / "pip.log"
    with log.open("w") as output:
        answer = subprocess.run(
            [folder / "bin/python", "-m", "pip", "install", "--no-input", "--prefer-binary", "-r", LOCK_FILE],
            env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if answer.returncode:
        errors = [line for line in log.read_text().splitlines() if line.startswith("ERROR")]
        reason = errors[0] if errors else "no reason given"
        raise Stop(
            f"The Python packages could not be installed ({reason}); check the network and start again. More in {log}."
        )
    (site,) = folder.glob("lib/python*/site-packages")
    (site / "odoo19.pth").write_text(f"{odoo_path}\n")


def addon(package, folder):
    """The folder with an addon that the package index has (``name==version``), fetched into ``folder``.

    Odoo itself is no package of the index, so that what the addon depends on is not asked for.
    """
    made = folder / package.replace("==", "-")
    addons = made / "odoo/addons"
    if not addons.is_dir():
        command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", made, package]
        if subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode:
            raise Stop(f"{package} could not be installed; check the network and start again.")
    return addons
