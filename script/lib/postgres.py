"""A private PostgreSQL cluster: own folder, own socket, no network; the machine's own cluster is left alone."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg2

from . import system
from .places import IS_ROOT, made
from .sentence import Stop

ROLE = "odoo"
# Only names the socket file: nothing listens on the network.
PORT = 5432
LONGEST_SOCKET_PATH = 107
# Statistics that PostgreSQL happens to take of a table while it is empty make it read the filled one for minutes.
CAREFUL = {"listen_addresses": "''", "log_min_messages": "warning", "max_connections": "100", "autovacuum": "off"}
# For databases that are thrown away after the run.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Cluster:
    """PostgreSQL in ``folder``; use it as a context manager, or call ``start`` and ``stop``.

    ``throwaway`` trades safety after a power failure for speed. ``clock_file`` is a file with an offset in
    seconds by which the cluster's clock differs from the machine's; see ``lib.clock``.
    """

    def __init__(self, folder, *, throwaway=False, clock_file=None):
        self.folder = made(Path(folder))
        self.throwaway = throwaway
        self.clock_file = clock_file
        self.programs, self.data = self._version()
        self.socket = self.folder / "socket"
        if len(str(self.socket)) + len(f"/.s.PGSQL.{PORT}") > LONGEST_SOCKET_PATH:
            raise Stop(
                f"{self.socket} is too long a path for a socket; set SCHOOL_ANONYMISATION_DATA to a shorter folder."
            )

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_error):
        self.stop()

    def start(self):
        """Start the cluster, made first if need be. One that a killed command left running is restarted."""
        self._owned(self.socket)
        if not self.data.exists():
            self._initialise()
        self.stop()
        settings = {**CAREFUL, **(CARELESS if self.throwaway else {})}
        settings.update(unix_socket_directories=f"'{self.socket}'", unix_socket_permissions="0700", port=str(PORT))
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        log = self.socket / "postgresql.log"
        started = self._run("pg_ctl", "start", "-w", "-t", "60", "-D", self.data, "-l", log, "-o", options, clock=True)
        if started.returncode:
            reason = log.read_text(errors="replace").strip().splitlines()[-1:] or [started.stderr.strip()]
            raise Stop(f"The private PostgreSQL in {self.folder} does not start ({reason[0]}).")

    def stop(self, mode="fast"):
        """Stop the cluster if it runs."""
        if not self.data.exists() or self._run("pg_ctl", "status", "-D", self.data).returncode:
            return
        self._run("pg_ctl", "stop", "-w", "-m", mode, "-D", self.data, clock=True)

    def copy_from(self, other):
        """Become a copy of another cluster, which is running, with all its databases."""
        self.stop("immediate")
        shutil.rmtree(self.data, ignore_errors=True)
        self._owned(self.data)
        answer = self._run(
            "pg_basebackup", "-D", self.data, "-h", other.socket, "-p", PORT, "-U", ROLE, "-c", "fast", "-X", "stream"
        )
        if answer.returncode:
            raise Stop(f"The private PostgreSQL could not be copied ({answer.stderr.strip()}).")

    def query(self, statement, *parameters, database="postgres"):
        """Rows of a statement, each a tuple; outside any transaction."""
        connection = psycopg2.connect(host=str(self.socket), port=PORT, user=ROLE, dbname=database)
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement, parameters or None)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def databases(self):
        """Names of the databases, the oldest first, without PostgreSQL's own."""
        rows = self.query(
            "SELECT datname FROM pg_database WHERE NOT datistemplate AND datname <> 'postgres' ORDER BY oid"
        )
        return [name for (name,) in rows]

    def create(self, name, template="template0"):
        """Make a database, empty or as a copy of ``template``."""
        collation = " ENCODING 'UTF8' LC_COLLATE 'C'" if template == "template0" else ""
        self.query(f'CREATE DATABASE "{name}" TEMPLATE "{template}"{collation}')

    def drop(self, name):
        """Remove a database, whoever is connected to it."""
        self.query(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _version(self):
        found = {
            version: programs
            for version, programs in system.postgresql().items()
            if version >= system.OLDEST_POSTGRESQL
        }
        if not found:
            raise Stop(f"PostgreSQL {system.OLDEST_POSTGRESQL} or newer is needed; as root: apt-get install postgresql")
        # A cluster made by an older version stays usable as long as that version is installed.
        usable = [version for version in found if (self.folder / f"postgresql-{version}").exists()]
        version = max(usable or found)
        return found[version], self.folder / f"postgresql-{version}"

    def _initialise(self):
        # Under another name until it is whole: what a killed command leaves is no cluster.
        unfinished = self.data.with_suffix(".part")
        shutil.rmtree(unfinished, ignore_errors=True)
        self._owned(unfinished)
        for locale in ("C.UTF-8", "C"):
            arguments = ["-D", unfinished, "-U", ROLE, "-A", "trust", "-E", "UTF8", f"--locale={locale}"]
            answer = self._run("initdb", *arguments, *(["-N"] if self.throwaway else []))
            if not answer.returncode:
                unfinished.rename(self.data)
                return
        shutil.rmtree(unfinished, ignore_errors=True)
        raise Stop(
            f"The private PostgreSQL could not be made in {self.folder} ({answer.stderr.strip().splitlines()[-1]})."
        )

    def _owned(self, folder):
        """Make the folder for the user PostgreSQL runs as, and for nobody else."""
        folder.mkdir(exist_ok=True)
        folder.chmod(0o700)
        if not IS_ROOT:
            return
        try:
            user = pwd.getpwnam("postgres")
        except KeyError:
            raise Stop(
                "PostgreSQL does not run as root and there is no user postgres; as root: apt-get install postgresql"
            ) from None
        os.chown(folder, user.pw_uid, user.pw_gid)
        if subprocess.run(["runuser", "-u", "postgres", "--", "test", "-x", folder], cwd="/", check=False).returncode:
            raise Stop(
                f"The user postgres, as whom the private PostgreSQL runs, cannot reach {folder}; set "
                "SCHOOL_ANONYMISATION_DATA to a folder that others may pass through."
            )

    def _run(self, program, *arguments, clock=False):
        command = [self.programs / program, *arguments]
        if clock and self.clock_file:
            moved = {
                "LD_PRELOAD": system.faketime(),
                "FAKETIME_TIMESTAMP_FILE": self.clock_file,
                "FAKETIME_NO_CACHE": 1,
                "FAKETIME_DONT_FAKE_MONOTONIC": 1,
                "DONT_FAKE_MONOTONIC": 1,
            }
            command = ["env", *(f"{name}={value}" for name, value in moved.items()), *command]
        if IS_ROOT:
            command = ["runuser", "-u", "postgres", "--", *command]
        # A log file instead of a pipe: the server inherits it and a pipe would never end.
        return _captured([str(part) for part in command])


def _captured(command):

    with tempfile.TemporaryFile("w+") as errors:
        code = subprocess.run(
            command, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors, check=False
        ).returncode
        errors.seek(0)
        return subprocess.CompletedProcess(command, code, "", errors.read())
