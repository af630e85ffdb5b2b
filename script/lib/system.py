"""Programs that come from the machine's own package manager: PostgreSQL, Chromium, libfaketime."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from .places import IS_ROOT
from .sentence import Stop, say

OLDEST_POSTGRESQL = 13
# What a command that was killed has begun to install goes on, and is waited for; or was killed, too.
SECONDS = 600
INTERRUPTED = "dpkg was interrupted"
BROWSERS = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")


def postgresql():
    """``{major version: folder of its programs}`` of every PostgreSQL server on this machine."""
    folders = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")]
    on_path = shutil.which("initdb")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    found = {}
    for folder in folders:
        if all((folder / program).exists() for program in ("initdb", "pg_ctl", "pg_basebackup")):
            answer = subprocess.run([folder / "pg_ctl", "--version"], capture_output=True, text=True, check=False)
            version = re.search(r"(\d+)", answer.stdout)
            if version:
                found[int(version[1])] = folder
    return found


def faketime():
    """The library that moves the clock of PostgreSQL, or None."""
    places = ("/usr/lib/*/faketime", "/usr/lib/faketime", "/usr/lib64/faketime", "/usr/local/lib/faketime")
    for place in places:
        for library in Path("/").glob(f"{place[1:]}/libfaketimeMT.so.1"):
            return library
    return None


def browser():
    """The browser that Odoo's own test kit would take, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def _wanted(command):
    """``{Debian package: whether it is missing}`` for a command of script/."""
    wanted = {
        "postgresql": not any(version >= OLDEST_POSTGRESQL for version in postgresql()),
        "python3-venv": not _has_venv(),
    }
    if command in ("test", "demo", "pictures"):
        wanted["libfaketime"] = not faketime()
    if command in ("test", "pictures"):
        wanted["chromium"] = not browser()
    return wanted


def _has_venv():
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return False
    return True


def prepare(command):
    """Install what ``command`` needs when root; otherwise say in one sentence what root has to install."""
    missing = [package for package, is_missing in _wanted(command).items() if is_missing]
    if not missing:
        return
    if not IS_ROOT:
        raise Stop(
            f"These system packages are missing: {', '.join(missing)}. "
            f"Ask root to run: apt-get install --no-install-recommends {' '.join(missing)}"
        )
    if not shutil.which("apt-get"):
        raise Stop(f"These are missing and this machine has no apt-get to install them with: {', '.join(missing)}.")
    say(f"Installing system packages: {', '.join(missing)}.")
    if reason := install_packages(*missing):
        raise Stop(
            f"apt-get could not install {', '.join(missing)} ({reason}); check the network and the machine's "
            "apt sources, then start again."
        )
    missing = [package for package, is_missing in _wanted(command).items() if is_missing]
    if missing:
        raise Stop(f"{', '.join(missing)} was installed but cannot be used (too old, or a placeholder for a snap).")


def install_packages(*packages):
    """Install packages; return why that could not be done, or nothing."""
    reason = _apt("install", *packages)
    if reason and INTERRUPTED in reason:
        _run("dpkg", "--configure", "-a")
        reason = _apt("install", *packages)
    return reason and (_apt("update") or _apt("install", *packages))


def _apt(verb, *packages):
    """Return why apt-get could not do it; nothing if it could."""
    options = ["--no-install-recommends"] if verb == "install" else []
    answer = _run("apt-get", verb, "-qy", "-o", f"DPkg::Lock::Timeout={SECONDS}", *options, *packages)
    reasons = [line[3:] for line in answer.stderr.splitlines() if line.startswith("E: ")]
    return (reasons[0] if reasons else "no reason given") if answer.returncode else ""


def _run(*command):
    return subprocess.run(
        command,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
