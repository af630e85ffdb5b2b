"""Reads files in a process of its own: a loop, a bomb or a crash costs one file, not whoever looks at all of them."""

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from .document import Reading
from .kinds import LARGEST, needs_parser
from .reading import readings, why_not_opened

WORKER = Path(__file__).with_name("worker.py")
SECONDS = 20
# So many times as long may it take on a machine that has much else to do.
PATIENCE = 3
MEMORY = 1_000_000_000
# Rows that one file may give: more is no document, and would fill the memory of whoever asked.
LARGEST_ANSWER = 300_000_000
HEADER = 8
# Seconds.
IDLE = 30


class Extractor:
    """Reads one file after the other; one process serves them all, and is started again when a file has killed it.

    Used as a context manager. Plain texts, which need no parser, are read at once.

    :param seconds: what of the processor's time a file may take; more is ``timeout``.
    :param memory: bytes that the process may have; what needs more is ``too_large`` or ``crashed``.
    :param until: second of the monotonic clock after which nobody waits for any file.
    """

    def __init__(self, seconds=SECONDS, memory=MEMORY, until=None):
        self._seconds = seconds
        self._memory = memory
        self._until = float("inf") if until is None else until
        self._process: Any = None

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.release()

    def release(self):
        """Let the process wait for whoever reads files next."""
        process, self._process = self._process, None
        if process:
            _SPARE.put(self._limits, process)

    @property
    def _limits(self):
        return self._seconds, self._memory

    def close(self):
        """End the process."""
        process, self._process = self._process, None
        if process:
            _end(process)

    def extract(self, source, name=""):
        """Return the Reading of a file: its bytes, or its Path. Never raises for what a file holds."""
        whole = Reading()
        for part in self.parts(source, name):
            whole.kind, whole.unread, whole.members = part.kind or whole.kind, part.unread, part.members
            whole.rows += part.rows
            whole.pages += part.pages
        return whole

    def parts(self, source, name=""):
        """Yield a file's Reading in parts of some thousand rows; the last one says what was not read."""
        try:
            needs = needs_parser(_head(source), name)
        except OSError as error:
            yield Reading(unread=why_not_opened(error))
            return
        if not needs:
            yield from readings(source, name)
        elif not isinstance(source, Path) and len(source) > LARGEST:
            yield Reading(unread="too_large")
        else:
            yield from self._from_process(source, name)

    def _from_process(self, source, name):
        """Yield a file's parts. A process that ended before it gave any is not this file's fault: it gets another."""
        for is_last_try in (self._process is None, True):
            for number, part in enumerate(self._asked(source, name)):
                if part.unread == "crashed" and not number and not is_last_try:
                    break
                yield part
            else:
                return

    def _asked(self, source, name):
        finished, received = False, 0
        try:
            for answer in self._answers(source, name):
                message = json.loads(answer)
                received += len(answer)
                if received > LARGEST_ANSWER:
                    yield Reading(message["kind"], unread="too_large")
                    return
                finished = message["last"]
                yield Reading(*(message[field] for field in ("kind", "rows", "unread", "pages", "members")))
                if finished:
                    return
        except TimeoutError:
            yield Reading(unread="timeout")
        except (OSError, EOFError, ValueError, KeyError):
            yield Reading(unread="timeout" if self._has_used_its_time() else "crashed")
        finally:
            if not finished:
                self.close()

    def _has_used_its_time(self):
        """Whether the process was ended by its own clock."""
        with contextlib.suppress(AttributeError, subprocess.TimeoutExpired):
            return self._process.wait(1) == -signal.SIGPROF
        return False

    def _answers(self, source, name):
        """Yield the bytes of each answer, as long as anybody waits for the file."""
        process = self._running()
        data = b"" if isinstance(source, Path) else bytes(source)
        path = str(source.absolute()) if isinstance(source, Path) else ""
        request = json.dumps({"path": path, "name": name, "size": len(data)}).encode()
        begin = time.monotonic()
        left = min(self._seconds * PATIENCE, self._until - begin)
        _write(process.stdin.fileno(), len(request).to_bytes(HEADER, "big") + request + data, left)
        while True:
            size = int.from_bytes(_read(process.stdout.fileno(), HEADER, begin + left), "big")
            answer = _read(process.stdout.fileno(), size, begin + left)
            left -= time.monotonic() - begin
            yield answer
            # The time that the caller takes for a part is not the file's.
            begin = time.monotonic()

    def _running(self):
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = _SPARE.take(self._limits) or subprocess.Popen(
                [sys.executable, str(WORKER), str(self._seconds), str(self._memory), str(self._seconds * PATIENCE)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
            )
            os.set_blocking(self._process.stdin.fileno(), False)
        return self._process


class _Spare:
    """A process that has nothing to do waits a little for the next look: to start one takes longer than most files."""

    def __init__(self):
        self._lock = threading.Lock()
        self._limits: tuple = ()
        self._process: Any = None
        self._timer: Any = None

    def put(self, limits, process):
        """Let a process wait that has answered everything; one that has waited already ends."""
        with self._lock:
            former = self._leave()
            self._limits, self._process = limits, process
            self._timer = threading.Timer(IDLE, self._expire, [process])
            self._timer.daemon = True
            self._timer.start()
        if former:
            _end(former)

    def take(self, limits):
        """Return the process that waits, if it has these limits and is well, or None."""
        with self._lock:
            process = self._leave() if self._limits == limits else None
        if process and process.poll() is None:
            return process
        if process:
            _end(process)
        return None

    def _leave(self):
        process, self._process = self._process, None
        if self._timer:
            self._timer.cancel()
            self._timer = None
        return process

    def _expire(self, process):
        with self._lock:
            if self._process is not process:
                return
            self._leave()
        _end(process)


_SPARE = _Spare()


def _end(process):
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):
            stream.close()


def _head(source):
    if not isinstance(source, Path):
        return bytes(source[:4096])
    with source.open("rb") as stream:
        return stream.read(4096)


def _read(stream, size, deadline):
    """Return ``size`` bytes of a pipe.

    :raises TimeoutError: they did not come in time.
    :raises EOFError: the process has ended.
    """
    pieces = []
    while size:
        ready, _writable, _broken = select.select([stream], [], [], max(deadline - time.monotonic(), 0))
        if not ready:
            raise TimeoutError
        piece = os.read(stream, min(size, 1 << 20))
        if not piece:
            raise EOFError
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _write(stream, data, seconds):
    """Write bytes to a pipe whose other end may have stopped reading."""
    deadline, view = time.monotonic() + seconds, memoryview(data)
    while view:
        _readable, ready, _broken = select.select([], [stream], [], max(deadline - time.monotonic(), 0))
        if not ready:
            raise TimeoutError
        view = view[os.write(stream, view[: 1 << 16]) :]
