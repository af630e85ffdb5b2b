"""script/demo: a school's year on a real Odoo, told in plain words, and then the web client to look around in."""

import argparse
import json
import shutil
import sys
from datetime import datetime, timezone

from . import odoo_database, places, ports, sentence
from .clock import Clock
from .demo_year import Year
from .mailbox import Mailbox
from .postgres import Cluster
from .sentence import Stop, say
from .server import Server, odoo_command

DATABASE = "school"
ADDONS = ["school_base", "school_anonymisation"]
USERS = {
    "secretary": "SuperUser with the permission R_CAN_ANONYMIZE_USERS",
    "teacher": "sees and edits students, and can anonymise nobody",
    "admin": "Odoo's administrator",
}

# Nothing reports to Odoo's services from here, and the mails are the addons' alone.
QUIET = (
    """
    UPDATE ir_cron SET active = false
     WHERE id IN (SELECT res_id FROM ir_model_data
                   WHERE module = 'mail' AND name = 'ir_cron_module_update_notification')
    """,
    "UPDATE digest_digest SET state = 'deactivated'",
)


def main(*arguments):
    """Play the year if it was not played yet, print the report, and serve unless ``--once``."""
    parser = argparse.ArgumentParser(prog="script/demo", description=__doc__, allow_abbrev=False)
    parser.add_argument("--once", action="store_true", help="end after the report")
    parser.add_argument("--fresh", action="store_true", help="begin with a new database")
    parser.add_argument("--port", type=int, default=8069, help="where the web client is served (8069)")
    options = parser.parse_args(arguments)
    if not 1024 <= options.port <= 65535:
        raise Stop(f"--port must be between 1024 and 65535, not {options.port}.")
    ports.refuse_used_port(options.port)
    folder = places.made(places.data() / "demo")
    refusal = (
        f"A demo is already running in {folder} (process {{pid}}); stop it first, or set SCHOOL_ANONYMISATION_DATA."
    )
    with places.lock(folder / "lock", refusal=refusal):
        demo = Demo(folder, options.port)
        if options.fresh or not demo.is_there():
            demo.play()
        else:
            demo.bring_up_to_date()
            say(demo.report.read_text())
        if not options.once:
            demo.serve()


class Demo:
    """The demo's folder: a PostgreSQL cluster, a clock, the mails that arrived, and the report."""

    def __init__(self, folder, port):
        self.folder, self.port = folder, port
        self.clock = Clock(folder / "clock")
        self.report = folder / "report.txt"
        self.played = folder / "played.json"
        self.mails = folder / "mails"

    def is_there(self):
        """Whether a year has been played to its end."""
        return self.report.exists() and self.played.exists()

    def play(self):
        """Make the school on 30 September and take it to 2 November."""
        places.room(self.folder, 1500)
        for left_over in (self.report, self.played):
            left_over.unlink(missing_ok=True)
        shutil.rmtree(self.mails, ignore_errors=True)
        year = latest_year(datetime.now(timezone.utc))
        self.clock.move_to(datetime(year, 9, 30, 16, tzinfo=timezone.utc))
        with Cluster(self.folder, clock_file=self.clock.file) as cluster:
            say(f"Making the demo school as it stands on 30 September {year}; this takes a few minutes.")
            self._install(cluster)
            with (
                Mailbox(self.mails, self.clock) as mailbox,
                Server(cluster, DATABASE, clock=self.clock, mailbox=mailbox, port=self.port) as server,
            ):
                lines = Year(server, self.clock, mailbox, year).play()
        self.clock.release()
        self.report.write_text("\n".join(lines) + "\n")
        self._remember()

    def bring_up_to_date(self):
        """Upgrade the addons in the database when their sources have changed since."""
        if json.loads(self.played.read_text())["sources"] == odoo_database.sources_key():
            return
        say("The addons have changed since; upgrading the demo's database (--fresh would play the year anew).")
        with Cluster(self.folder) as cluster:
            odoo_database.upgrade(cluster, DATABASE, ADDONS)
        self._remember()

    def serve(self):
        """Serve the web client on the machine's own clock until interrupted."""
        with (
            Cluster(self.folder) as cluster,
            Mailbox(self.mails, self.clock) as mailbox,
            Server(cluster, DATABASE, mailbox=mailbox, port=self.port) as server,
        ):
            say(f"The school is open: {server.address}")
            for login, role in USERS.items():
                say(f"  user {login}, password {login}: {role}")
            say(f"Mails are kept in {self.mails}. Ctrl-C ends it.")
            try:
                server.process.wait()
            except KeyboardInterrupt:
                say("Closing the school.")
                return
            raise Stop(f"Odoo has ended by itself; its log is {server.log}.")

    def _install(self, cluster):
        odoo_database.remove(cluster, DATABASE)
        cluster.create(DATABASE)
        under_clock = {"command": odoo_command(self.clock)}
        odoo_database.install(cluster, DATABASE, odoo_database.dependencies(ADDONS), **under_clock)
        # The school alone gets demo data, not the applications it is built on.
        cluster.query("UPDATE ir_module_module SET demo = true WHERE state = 'installed'", database=DATABASE)
        odoo_database.install(cluster, DATABASE, ADDONS, options=["--with-demo"], **under_clock)
        for statement in QUIET:
            cluster.query(statement, database=DATABASE)

    def _remember(self):
        self.played.write_text(json.dumps({"sources": odoo_database.sources_key()}))


def latest_year(now):
    """The latest year whose 2 November is past."""
    return now.year if now >= datetime(now.year, 11, 3, tzinfo=timezone.utc) else now.year - 1


if __name__ == "__main__":
    sentence.run(main, *sys.argv[1:])
