"""Gets Odoo 19: the one ODOO_PATH points to, or Debian's package, unpacked into the cache folder."""

import os
import re
import runpy
import shutil
import subprocess
from pathlib import Path

from . import places
from .sentence import Stop, say

SERIES = "19.0"
FROM_SID = (
    "odoo-19",
    "libjs-jquery",
    "libjs-underscore",
    "libjs-jquery-form",
    "fonts-roboto-unhinted",
    "fonts-glyphicons-halflings",
    "fonts-montserrat",
    "fonts-ocr-b",
)
# Sid's font-awesome no longer has the file names that Odoo links to.
FROM_RELEASE = ("fonts-font-awesome", "fonts-inconsolata")
RELEASES_THAT_FIT = ("bookworm", "trixie")
INSTEAD = "or point ODOO_PATH to an Odoo 19 that you have."


def path():
    """Folder that holds the Python package ``odoo``; fetched when it is not there yet."""
    own = os.environ.get("ODOO_PATH")
    return _checked(Path(own).absolute(), "ODOO_PATH") if own else _from_debian()


def addons_path(odoo_path):
    """Folders of Odoo's own addons, in the layout of a package or of a checkout."""
    return [folder for folder in (odoo_path / "odoo/addons", odoo_path / "addons") if folder.is_dir()]


def version(odoo_path):
    """What Odoo says its version is, such as ``19.0`` or ``19.0+dfsg``."""
    return runpy.run_path(str(odoo_path / "odoo/release.py"))["version"]


def _checked(folder, origin):
    if (folder / "release.py").is_file() and folder.name == "odoo":
        folder = folder.parent
    if not (folder / "odoo/release.py").is_file():
        raise Stop(f"{origin} is {folder}, and there is no odoo/release.py in it; give the folder that contains odoo/.")
    found = runpy.run_path(str(folder / "odoo/release.py"))["series"]
    if found != SERIES:
        raise Stop(f"{origin} is {folder}, which is Odoo {found}; the addons are for Odoo {SERIES}.")
    return folder


def _from_debian():
    root = places.cache() / "odoo-19"
    packages = root / "usr/lib/python3/dist-packages"
    if not root.is_dir():
        places.room(places.cache(), 2000)
        say("Fetching Odoo 19 (about 130 MB).")
        work = places.cache() / "odoo-19.part"
        shutil.rmtree(work, ignore_errors=True)
        try:
            _download(work)
            _unpack(work)
            _checked(work / "root/usr/lib/python3/dist-packages", "The Odoo of Debian")
            (work / "root").rename(root)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    return _checked(packages, "The unpacked Odoo")


def _download(work):
    mirror, release = debian_mirror(), _release()
    # Two configurations, so that the same package's newer version in sid does not win over the release's.
    for suite, names in (("sid", FROM_SID), (release, FROM_RELEASE)):
        options = _apt_configuration(work / suite, mirror, suite)
        _apt(options, mirror, work, "update", "--error-on=any")
        _apt(options, mirror, work, "download", *names)


def _apt_configuration(folder, mirror, suite):
    for part in ("lists/partial", "cache/archives/partial", "parts"):
        (folder / part).mkdir(parents=True)
    (folder / "sources.list").write_text(f"deb [signed-by={_keyring()}] {mirror} {suite} main\n")
    settings = {
        "Dir::State": folder,
        "Dir::State::Lists": folder / "lists",
        "Dir::Cache": folder / "cache",
        "Dir::Etc::SourceList": folder / "sources.list",
        "Dir::Etc::SourceParts": folder / "parts",
        "Dir::Etc::Preferences": folder / "preferences",
        "Dir::Etc::PreferencesParts": folder / "parts",
        "APT::Sandbox::User": "root",
        "Acquire::Languages": "none",
        "Acquire::Retries": "3",
    }
    return [argument for name, value in settings.items() for argument in ("-o", f"{name}={value}")]


def _apt(options, mirror, work, *arguments):
    answer = subprocess.run(
        ["apt-get", "-q", *options, *arguments],
        cwd=work,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if answer.returncode:
        reasons = [line for line in answer.stderr.splitlines() if line.startswith("E:")]
        reason = reasons[0][3:] if reasons else "no reason given"
        raise Stop(
            f"Odoo 19 could not be fetched from {mirror} ({reason}); check the network and start again, {INSTEAD}"
        )


def _unpack(work):
    for package in sorted(work.glob("*.deb")):
        answer = subprocess.run(["dpkg", "-x", package, work / "root"], capture_output=True, text=True, check=False)
        if answer.returncode:
            raise Stop(f"{package.name} could not be unpacked ({answer.stderr.strip()}); is there room on the disk?")
    # Debian leaves this library out, and a missing file is an error in every browser test.
    missing = (
        work
        / "root/usr/lib/python3/dist-packages/odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"
    )
    missing.parent.mkdir(parents=True, exist_ok=True)
    missing.touch()


def debian_mirror():
    """Address of the Debian archive that this machine's own apt sources name.

    On Ubuntu many mirrors keep Debian beside Ubuntu, so the neighbouring folder is tried; apt says whether
    it is there. DEBIAN_MIRROR overrides.
    """
    if not shutil.which("apt-get") or not shutil.which("dpkg"):
        raise Stop(
            f"Odoo 19 is fetched with apt-get and dpkg, and this machine has neither; use Debian or Ubuntu, {INSTEAD}"
        )
    if os.environ.get("DEBIAN_MIRROR"):
        return os.environ["DEBIAN_MIRROR"]
    addresses = [address for address, _suites in _sources()]
    codename = _os_release().get("VERSION_CODENAME")
    debian = [address for address in addresses if re.search(r"/debian/?$", address)]
    if _os_release().get("ID") == "debian":
        debian += [address for address, suites in _sources() if codename in suites]
    debian += [re.sub(r"/ubuntu/?$", "/debian", address) for address in addresses if re.search(r"/ubuntu/?$", address)]
    if not debian:
        raise Stop(f"No Debian archive is among this machine's apt sources; name one in DEBIAN_MIRROR, {INSTEAD}")
    return debian[0]


def _sources():
    """``[(address, suites)]`` of the machine's apt sources, in both notations."""
    etc = Path("/etc/apt")
    found = []
    for file in sorted([etc / "sources.list", *etc.glob("sources.list.d/*.list")]):
        if file.is_file():
            for line in file.read_text(errors="replace").splitlines():
                match = re.match(r"deb\s+(?:\[.*?\]\s+)?(\S+)\s+(\S+)", line)
                if match:
                    found.append((match[1], [match[2]]))
    for file in sorted(etc.glob("sources.list.d/*.sources")):
        for stanza in re.split(r"\n\s*\n", file.read_text(errors="replace")):
            fields = dict(re.findall(r"^(\w[\w-]*):[ \t]*(.*)$", stanza, re.MULTILINE))
            if "deb" in fields.get("Types", "").split() and fields.get("Enabled", "yes") != "no":
                found += [(address, fields.get("Suites", "").split()) for address in fields.get("URIs", "").split()]
    return found


def _keyring():
    for name in ("debian-archive-keyring.gpg", "debian-archive-keyring.pgp"):
        keyring = Path("/usr/share/keyrings") / name
        if keyring.is_file():
            return keyring
    raise Stop(f"Debian's signing keys are missing; as root: apt-get install debian-archive-keyring, {INSTEAD}")


def _release():
    codename = _os_release().get("VERSION_CODENAME")
    return codename if codename in RELEASES_THAT_FIT else RELEASES_THAT_FIT[0]


def _os_release():
    file = Path("/etc/os-release")
    return dict(re.findall(r'^(\w+)="?([^"\n]*)"?$', file.read_text(), re.MULTILINE)) if file.is_file() else {}
