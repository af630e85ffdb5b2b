"""Where things are kept: the cache (can be fetched again), the data (databases, files) and their locks."""

import contextlib
import fcntl
import os
import shutil
from pathlib import Path

from .sentence import Stop, say

REPOSITORY = Path(__file__).resolve().parents[2]
NAME = "school_anonymisation"
IS_ROOT = os.geteuid() == 0


def cache():
    """Folder of what was downloaded and unpacked; SCHOOL_ANONYMISATION_CACHE moves it."""
    own = os.environ.get("SCHOOL_ANONYMISATION_CACHE")
    shared = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return made(Path(own).absolute() if own else shared / NAME)


def data():
    """Folder of the private database clusters; SCHOOL_ANONYMISATION_DATA moves it.

    For root it is not below the home folder, because PostgreSQL refuses to run as root and the user it
    runs as has to get there.
    """
    own = os.environ.get("SCHOOL_ANONYMISATION_DATA")
    if own:
        return made(Path(own).absolute())
    if IS_ROOT:
        return made(Path("/var/lib") / NAME)
    return made(Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / NAME)


def made(folder):
    """The folder, created open for others to pass through when it did not exist."""
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    try:
        for parent in reversed(missing):
            parent.mkdir(exist_ok=True)
            parent.chmod(0o755)
    except NotADirectoryError:
        raise Stop(f"{folder} cannot be a folder, because a part of it is a file; choose another one.") from None
    return folder


def room(folder, megabytes):
    """Refuse to begin what the disk has no room for."""
    free = shutil.disk_usage(folder).free // 2**20
    if free < megabytes:
        raise Stop(f"{folder} has {free} MB free and {megabytes} MB are needed; make room and start again.")


@contextlib.contextmanager
def lock(path, *, waiting=None, refusal=None):
    """Hold ``path`` as a lock file. Somebody else's lock is waited for, or refused, with the sentence given."""
    with path.open("a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.seek(0)
            holder = handle.read().strip() or "unknown"
            if refusal:
                raise Stop(refusal.format(pid=holder)) from None
            say(waiting.format(pid=holder))
            fcntl.flock(handle, fcntl.LOCK_EX)
        handle.seek(0)
        handle.truncate()
        handle.write(str(os.getpid()))
        handle.flush()
        yield
