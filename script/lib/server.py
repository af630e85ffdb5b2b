"""A real Odoo server process: HTTP, cron workers, and the web client's own way of calling methods."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import requests

from . import odoo_database, offspring
from .ports import HOST, free_port, refuse_used_port
from .sentence import Stop

# On a machine that has much else to do.
START_SECONDS = 300
# With several worker processes Odoo starts the file again that it was started from.
PREFORK = [sys.executable, str(Path(__file__).parent / "launch/odoo_bin.py")]


class Server:
    """Odoo serving ``database`` of ``cluster``; with a ``clock`` under moved time, with a ``mailbox`` mailing to it.

    Limits on the time of a request are off: a moved clock would make every one look like hours. ``foreign`` and
    ``sections`` are those of `odoo_database.write_configuration`; ``settings`` go into its options.
    """

    def __init__(
        self, cluster, database, *, clock=None, mailbox=None, port=None, crons=2, ledger=None, foreign=(), sections="",
        **settings,
    ):  # fmt: skip
        self.cluster, self.database, self.clock, self.mailbox = cluster, database, clock, mailbox
        self.foreign, self.sections, self.settings = foreign, sections, settings
        self.port = port or free_port()
        self.crons = crons
        self.ledger = ledger
        self.log = cluster.folder / f"server_{database}.log"
        self.process = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_error):
        self.stop()

    @property
    def address(self):
        """Where a browser finds it."""
        return f"http://{HOST}:{self.port}"

    def start(self):
        """Start the process and wait until it answers."""
        refuse_used_port(self.port)
        settings = {
            "db_name": self.database,
            "http_port": self.port,
            "max_cron_threads": self.crons,
            "limit_time_real": 0,
            "limit_time_real_cron": 0,
            "log_level": "info",
            **self.settings,
        }
        if self.mailbox:
            settings.update(smtp_server=HOST, smtp_port=self.mailbox.port, email_from="school@example.com")
        configuration = odoo_database.write_configuration(
            self.cluster, ledger=self.ledger, foreign=self.foreign, sections=self.sections, **settings
        )
        with self.log.open("a") as output:
            start = PREFORK if self.settings.get("workers") else odoo_command(self.clock)
            self.process = subprocess.Popen(
                offspring.ending_with_parent([*start, "-c", configuration]),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                # Ctrl-C is for the command that started it, which then stops it in order.
                start_new_session=True,
            )
        self._wait_until_it_answers()

    def stop(self):
        """End the process as an administrator does."""
        self._end(signal.SIGTERM)

    def kill(self):
        """End the process as a power failure does."""
        self._end(signal.SIGKILL)

    def _kill_all(self):
        """Kill the workers, too, which are processes of their own, and wait until none has the port any more."""
        deadline = time.monotonic() + 20
        with contextlib.suppress(ProcessLookupError):
            while time.monotonic() < deadline:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.poll()
                time.sleep(0.1)

    def login(self, login, password):
        """A session of a user; raises PermissionError when the login is refused."""
        return Session(self, login, password)

    def wake_crons(self):
        """Tell the cron workers that time has passed."""
        self.cluster.query(f"NOTIFY cron_trigger, '{self.database}'")

    def settle(self, seconds=180):
        """Wake the cron workers and wait until no job is due or running; TimeoutError after ``seconds``."""
        deadline = time.monotonic() + seconds
        quiet = 0
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise Stop(f"Odoo has ended by itself; its log is {self.log}.")
            busy = self._due_jobs()
            quiet = 0 if busy else quiet + 1
            if quiet >= 2:
                return
            if busy:
                self.wake_crons()
            time.sleep(0.4)
        raise TimeoutError(f"Jobs are still due after {seconds} seconds: {', '.join(busy)}; the log is {self.log}.")

    def _due_jobs(self):
        rows = self.cluster.query(
            """
            WITH free AS (SELECT id FROM ir_cron WHERE active FOR UPDATE SKIP LOCKED)
            SELECT job.cron_name
              FROM ir_cron job
             WHERE job.active
               AND (job.id NOT IN (SELECT id FROM free)
                    OR job.nextcall <= now() AT TIME ZONE 'UTC'
                    OR EXISTS (SELECT 1 FROM ir_cron_trigger call
                                WHERE call.cron_id = job.id AND call.call_at <= now() AT TIME ZONE 'UTC'))
            """,
            database=self.database,
        )
        return [name for (name,) in rows]

    def _wait_until_it_answers(self):
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            with contextlib.suppress(requests.RequestException):
                if requests.get(f"{self.address}/web/health", timeout=5).ok:
                    return
            time.sleep(0.2)
        self.kill()
        last = self.log.read_text(errors="replace").strip().splitlines()[-1:]
        raise Stop(f"Odoo does not answer on port {self.port} ({''.join(last)}); its log is {self.log}.")

    def _end(self, how):
        if self.process and self.process.poll() is None:
            if how == signal.SIGKILL:
                self._kill_all()
            self.process.send_signal(how)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class Session:
    """A logged-in user, calling methods the way the web client does; logs in again when time ended the session."""

    def __init__(self, server, login, password):
        self.server = server
        self._credentials = {"db": server.database, "login": login, "password": password}
        self.uid = self._log_in()

    def call(self, model, method, *arguments, **named):
        """The result of a method; RuntimeError with Odoo's own sentence when it refuses."""
        parameters = {"model": model, "method": method, "args": list(arguments), "kwargs": named}
        path = f"/web/dataset/call_kw/{model}/{method}"
        try:
            return self._post(path, parameters)
        except SessionExpired:
            self._log_in()
            return self._post(path, parameters)

    def read(self, model, domain, fields, **named):
        """Records as dictionaries."""
        return self.call(model, "search_read", domain, fields, **named)

    def _log_in(self):
        # Kept by hand: by the machine's clock a cookie of a moved server has long expired.
        self._cookies = {}
        answer = self._post("/web/session/authenticate", self._credentials)
        if not answer or not answer.get("uid"):
            raise PermissionError(f"{self._credentials['login']} was not let in")
        return answer["uid"]

    def _post(self, path, parameters):
        response = requests.post(
            self.server.address + path,
            json={"jsonrpc": "2.0", "method": "call", "params": parameters},
            cookies=self._cookies,
            timeout=300,
        )
        response.raise_for_status()
        for header in response.raw.headers.getlist("Set-Cookie"):
            name, _equals, value = header.split(";")[0].partition("=")
            self._cookies[name] = value
        answer = response.json()
        if "error" in answer:
            data = answer["error"].get("data") or {}
            error = SessionExpired if data.get("name", "").endswith("SessionExpiredException") else RuntimeError
            raise error(data.get("message") or answer["error"]["message"])
        return answer.get("result")


class SessionExpired(RuntimeError):
    """The server no longer knows the session."""


def odoo_command(clock=None):
    """How Odoo is started, under ``clock`` or under the machine's."""
    return [sys.executable, "-m", *(["lib.odoo_under_clock", str(clock.file)] if clock else ["odoo"])]
