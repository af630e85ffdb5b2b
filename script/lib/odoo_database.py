"""Odoo databases with the addons of this repository: configuration, installing, copying, removing."""

import ast
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from . import odoo_source, offspring
from .places import REPOSITORY
from .postgres import PORT, ROLE
from .sentence import Stop

# Addons of other people that only a bridge depends on; tests of the bridge fetch them.
FOREIGN = {"queue_job", "openeducat_core"}
# Databases with other people's apps only, which do not change with the sources of this repository.
APPS_PREFIX = "apps_"
# What of an addon leaves nothing in a database when it is installed.
NEVER_INSTALLED = {"tests", "readme", "static", "README.md", "pyproject.toml"}
# Odoo goes on without demo data that it could not load.
FAILURES = (" ERROR ", " CRITICAL ", "demo data failed to install")


def addons():
    """Names of this repository's addons, but for the bridges to addons that are not Odoo's own."""
    return [
        name
        for name in all_addons()
        if not FOREIGN & set(ast.literal_eval((REPOSITORY / name / "__manifest__.py").read_text())["depends"])
    ]


def all_addons():
    """Names of this repository's addons, bridges to other people's addons among them."""
    return sorted(manifest.parent.name for manifest in REPOSITORY.glob("*/__manifest__.py"))


def test_addons():
    """Folder with addons that only tests install; it need not exist."""
    return REPOSITORY / "tests/addons"


def configuration(folder):
    """Path of Odoo's configuration file for the cluster in ``folder``."""
    return folder / "odoo.conf"


def write_configuration(cluster, *, ledger=None, foreign=(), sections="", **settings):
    """Odoo's configuration file for ``cluster``, beside it. Returns its path.

    ``ledger``: path of a ledger; ``foreign``: more folders with addons; ``sections``: text of further sections.
    """
    folders = [*odoo_source.addons_path(Path(os.environ["ODOO_PATH"])), *foreign, REPOSITORY]
    if test_addons().is_dir():
        folders.append(test_addons())
    options = {
        "addons_path": ",".join(map(str, folders)),
        "data_dir": files(cluster),
        "db_host": cluster.socket,
        "db_port": PORT,
        "db_user": ROLE,
        "http_interface": "127.0.0.1",
        "list_db": False,
        **settings,
    }
    files(cluster).mkdir(mode=0o700, exist_ok=True)
    path = configuration(cluster.folder)
    lines = [f"{name} = {value}" for name, value in options.items()]
    if ledger:
        lines += ["[school_anonymisation]", f"ledger = {ledger}"]
    path.write_text("\n".join(["[options]", *lines, sections, ""]))
    return path


def files(cluster):
    """Odoo's data folder for the databases of ``cluster``: filestore, sessions."""
    return cluster.folder / "odoo"


def install(cluster, database, modules, *, command=(), options=(), foreign=()):
    """Install ``modules`` in ``database``; stops with the end of Odoo's log when it fails."""
    _run_odoo(cluster, database, ["-i", ",".join(modules), *options], command, foreign)


def upgrade(cluster, database, modules, *, foreign=()):
    """Bring ``modules`` in ``database`` to what the sources say now."""
    _run_odoo(cluster, database, ["-u", ",".join(modules)], (), foreign)


def shell(cluster, database, code):
    """Run lines of Python in ``odoo shell`` on ``database``, as an administrator on the server would."""
    command = [sys.executable, "-m", "odoo", "shell", "-c", write_configuration(cluster), "-d", database]
    answer = subprocess.run(
        [*command, "--no-http", "--log-level=error"], input=code, capture_output=True, text=True, check=False
    )
    if answer.returncode:
        raise Stop(f"{answer.stderr[-800:]}\n\nThese lines could not be run in the database {database}.")


def _run_odoo(cluster, database, arguments, command, foreign=()):
    log = cluster.folder / f"install_{database}.log"
    written = write_configuration(cluster, foreign=foreign)
    process = [
        *(command or [sys.executable, "-m", "odoo"]),
        *("-c", written, "-d", database, *arguments),
        *("--stop-after-init", "--no-http", "--max-cron-threads=0"),
    ]
    with log.open("w") as output:
        code = subprocess.run(
            offspring.ending_with_parent(process),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        ).returncode
    lines = log.read_text(errors="replace").splitlines()
    if code or any(sign in line for line in lines for sign in FAILURES):
        end = "\n".join(lines[-25:])
        raise Stop(f"{end}\n\nOdoo could not do {' '.join(arguments)}; the whole log is in {log}.")
    log.unlink()


def execute(cluster, database, code):
    """Let Odoo's shell execute Python, which has an ``env``, in a database; stops with what it said when it fails."""
    command = [sys.executable, "-m", "odoo", "shell", "-c", write_configuration(cluster), "-d", database, "--no-http"]
    answer = subprocess.run(
        offspring.ending_with_parent(command), input=code, capture_output=True, text=True, check=False
    )
    if answer.returncode:
        raise Stop(f"{answer.stderr[-2000:]}\n\nOdoo could not do: {code}")


def dependencies(modules):
    """What the addons ``modules`` of this repository depend on outside it, by their manifests."""
    wanted, seen = set(), set()
    waiting = list(modules)
    while waiting:
        name = waiting.pop()
        manifest = REPOSITORY / name / "__manifest__.py"
        if manifest.is_file() and name not in seen:
            seen.add(name)
            waiting += ast.literal_eval(manifest.read_text()).get("depends", [])
        elif not manifest.is_file():
            wanted.add(name)
    return sorted(wanted)


def copy(cluster, source, name):
    """Make database ``name`` as a copy of ``source``, with its files; when it is there, so are they."""
    remove(cluster, name)
    if filestore(cluster, source).is_dir():
        shutil.copytree(filestore(cluster, source), filestore(cluster, name))
    cluster.create(name, source)


def rename(cluster, name, new_name):
    """Give a database its last name: it is there as a whole, or not at all."""
    remove(cluster, new_name)
    if filestore(cluster, name).is_dir():
        filestore(cluster, name).rename(filestore(cluster, new_name))
    cluster.query(f'ALTER DATABASE "{name}" RENAME TO "{new_name}"')


def remove(cluster, name):
    """Remove a database and its files."""
    cluster.drop(name)
    shutil.rmtree(filestore(cluster, name), ignore_errors=True)


def filestore(cluster, name):
    """Folder of a database's attachments."""
    return files(cluster) / "filestore" / name


def sources_key(names=None):
    """Changes with anything that could change what installing these addons gives; all of them without ``names``."""
    digest = hashlib.sha256()
    odoo_path = Path(os.environ["ODOO_PATH"])
    release = odoo_path / "odoo/release.py"
    digest.update(f"{odoo_path} {release.stat().st_mtime_ns} {sys.executable}".encode())
    for addon in addons() if names is None else names:
        for file in sorted((REPOSITORY / addon).rglob("*")):
            parts = file.relative_to(REPOSITORY / addon).parts
            if file.is_file() and parts[0] not in NEVER_INSTALLED and "__pycache__" not in parts:
                digest.update(str(file.relative_to(REPOSITORY)).encode() + b"\0")
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]
