"""The process that reads files for an Extractor: requests come in on standard input, rows go out on standard output."""

import importlib.util
import json
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

HEADER = 8
NICE = 5


def main(seconds, memory, longest):
    """Answer requests until the pipe is closed.

    :param seconds: of the processor's time a file; the process ends with SIGPROF when they are over.
    :param longest: seconds after which nobody waits for a file any more.
    """
    # What a library prints must not get between the answers.
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    # Behind whoever waits for a page; Odoo's jobs, which nobody waits for, are nice enough themselves.
    os.nice(max(NICE - os.nice(0), 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    readers = _package()
    while True:
        header = sys.stdin.buffer.read(HEADER)
        if len(header) < HEADER:
            return
        request = json.loads(sys.stdin.buffer.read(int.from_bytes(header, "big")))
        # Whoever asked may have been killed; a loop must not outlive them.
        signal.alarm(int(longest) + 10)
        signal.setitimer(signal.ITIMER_PROF, seconds)
        source = Path(request["path"]) if request["path"] else sys.stdin.buffer.read(request["size"])
        _answer(output, readers, source, request["name"])
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.alarm(0)


def _answer(output, readers, source, name):
    """Write a file's parts; the last one is held back until it is known to be the last."""
    latest = None
    for part in readers.readings(source, name):
        if latest:
            _send(output, latest, last=False)
        latest = part
    _send(output, latest, last=True)


def _send(output, part, last):
    message = {
        "kind": part.kind,
        "rows": part.rows,
        "unread": part.unread,
        "pages": part.pages,
        "members": part.members,
        "last": last,
    }
    data = json.dumps(message).encode()
    output.write(len(data).to_bytes(HEADER, "big") + data)
    output.flush()


def _package():
    """Return this package, imported by its place: nothing of Odoo is loaded here."""
    folder = Path(__file__).parent
    # A module of this folder must not stand in for one that a library imports.
    sys.path[:] = [path for path in sys.path if Path(path).resolve() != folder.resolve()]
    spec: Any = importlib.util.spec_from_file_location(
        "readers", folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    package = importlib.util.module_from_spec(spec)
    sys.modules["readers"] = package
    spec.loader.exec_module(package)
    return package


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
