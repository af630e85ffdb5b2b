"""Processes that end with the one that started them, however that one ends: no orphan reaches the next run."""

import contextlib
import shutil

import psutil


def ending_with_parent(command):
    """The command as one that Linux kills when whoever starts it is gone; as it is where there is no setpriv."""
    setpriv = shutil.which("setpriv")
    return [*([setpriv, "--pdeathsig", "KILL"] if setpriv else []), *command]


def end_orphans(configuration):
    """Kill the processes of Odoo's that a killed command has left behind with this configuration.

    A server that is killed kills none of its workers; an idle runner of jobs, of which there is one a database, does
    not notice that it is alone. Whoever calls has the folder of the configuration for itself.
    """
    for process in psutil.process_iter(["cmdline"]):
        with contextlib.suppress(psutil.Error):
            if str(configuration) in (process.info["cmdline"] or ()):
                process.kill()
                process.wait(20)
