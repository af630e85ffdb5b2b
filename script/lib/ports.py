"""Network ports on this machine."""

import os
import socket

from .sentence import Stop

HOST = "127.0.0.1"


def free_port():
    """A port that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def refuse_used_port(port):
    """Stop with a sentence when somebody listens on ``port``."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise Stop(
                f"Port {port} cannot be used ({os.strerror(error.errno)}); give another one with --port."
            ) from None
