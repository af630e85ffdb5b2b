"""A Chromium without a window, told what to do over its own debugging protocol: go, wait, look, take a picture."""

import base64
import contextlib
import itertools
import json
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import requests
import websocket

from . import offspring, system
from .places import IS_ROOT
from .sentence import Stop

SECONDS = 60
FLAGS = (
    "--headless=new", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-background-networking",
    "--remote-debugging-port=0", "--remote-allow-origins=*", "--force-prefers-reduced-motion", "--mute-audio",
)  # fmt: skip


class Browser:
    """A browser with a profile of its own, for as long as the context lasts."""

    def __init__(self, width=1280, height=800):
        self.width, self.height = width, height
        self._numbers = itertools.count(1)

    def __enter__(self):
        self.profile = Path(tempfile.mkdtemp(prefix="browser-"))
        command = [system.browser(), *FLAGS, f"--user-data-dir={self.profile}", *(["--no-sandbox"] if IS_ROOT else [])]
        self._process = subprocess.Popen(
            offspring.ending_with_parent([*command, "about:blank"]),
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        address = f"http://127.0.0.1:{self._port()}/json"
        page = next(tab for tab in requests.get(address, timeout=SECONDS).json() if tab["type"] == "page")
        self._socket = websocket.create_connection(page["webSocketDebuggerUrl"], timeout=SECONDS)
        self._tell("Page.enable")
        self.resize(self.width, self.height)
        return self

    def __exit__(self, *_error):
        with contextlib.suppress(OSError, websocket.WebSocketException):
            self._socket.close()
        self._process.kill()
        self._process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    def resize(self, width, height):
        """Have a window of so many pixels."""
        self._tell("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def go(self, address):
        """Open a page; it has to be waited for."""
        self._tell("Page.navigate", url=address)

    def run(self, code):
        """What an expression of JavaScript is worth on the page; what it promises is waited for."""
        answer = self._tell("Runtime.evaluate", expression=code, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise Stop(f"The page could not do {code!r}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def wait(self, code):
        """Wait until an expression is true on the page."""
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            with contextlib.suppress(Stop):
                if self.run(f"Boolean({code})"):
                    return
            time.sleep(0.1)
        raise Stop(f"The page at {self.run('location.href')} never came to: {code}")

    def picture(self):
        """What the window shows, as PNG."""
        return base64.b64decode(self._tell("Page.captureScreenshot", format="png")["data"])

    def _port(self):
        file = self.profile / "DevToolsActivePort"
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            if file.is_file() and (lines := file.read_text().split()):
                return int(lines[0])
            time.sleep(0.1)
        raise Stop(f"{system.browser()} does not start.")

    def _tell(self, method, **parameters):
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while (answer := json.loads(self._socket.recv())).get("id") != number:
            pass
        if "error" in answer:
            raise Stop(f"The browser could not do {method}: {answer['error']['message']}")
        return answer["result"]
