"""Processes that end with the one that started them, however that one ends: no orphan reaches the next run."""

import shutil


def ending_with_parent(command):
    """The command as one that Linux kills when whoever starts it is gone; as it is where there is no setpriv."""
    setpriv = shutil.which("setpriv")
    return [*([setpriv, "--pdeathsig", "KILL"] if setpriv else []), *command]
