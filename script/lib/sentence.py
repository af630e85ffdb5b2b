"""Ends a command with one clear sentence instead of a traceback."""

import errno
import signal
import sys


class Stop(Exception):
    """The command cannot go on; the message is one sentence that says what is wrong and what to do."""


def say(text):
    """Tell the reader of the terminal what is going on."""
    print(text, flush=True)


def run(main, *arguments):
    """Call ``main`` and leave the process with its result, or with 1 and a sentence."""
    for ending in (signal.SIGTERM, signal.SIGHUP):
        # So that databases and servers are stopped in order.
        signal.signal(ending, lambda number, _frame: sys.exit(128 + number))
    try:
        code = main(*arguments)
    except Stop as stop:
        print(stop, file=sys.stderr)
        code = 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        code = 130
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM):
            raise
        print(
            f"{error.strerror}: {error.filename or 'while writing'}. Make room or give access, then start again.",
            file=sys.stderr,
        )
        code = 1
    sys.exit(code or 0)
