"""A real `kaue serve` in a process of its own, for journeys, signals and kills."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import pytest

from canary import SERVER_LOGS


class Server:
    """`url` is where it serves; `kill()` and `stop()` end it the hard and the soft way."""

    def __init__(self, database_url, port=None, **environment):
        self.port = port or _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = os.environ | {
            "KAUE_DATABASE_URL": database_url,
            "KAUE_PUBLIC_URL": self.url,
            "KAUE_DEMO": "1",
            **environment,
        }
        self.process = None

    def start(self, within=60.0):
        """The usual patience is for a busy machine; `within` is for who promises something."""
        with (SERVER_LOGS / f"{self.port}.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "kaue.cli", "serve", "--port", str(self.port)],
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        end = time.monotonic() + within
        while time.monotonic() < end:
            try:
                urllib.request.urlopen(f"{self.url}/healthz", timeout=1).close()
            except OSError:
                assert self.process.poll() is None, "the server ended while starting"
                time.sleep(0.02)
            else:
                return self
        raise AssertionError("the server did not start")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        """SIGTERM. Returns the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=15)

    def demo(self, *arguments):
        """Build the demo. Returns its people as dicts with email, role and cookie."""
        done = subprocess.run(
            [sys.executable, "-m", "kaue.cli", "demo", "--json", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return [json.loads(line) for line in done.stdout.splitlines()]


@contextmanager
def serving(database_url, **environment):
    server = Server(database_url, **environment)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture
def new_server(new_database_url):
    """One on a database in which nothing is yet; the test fills and starts it."""
    server = Server(new_database_url)
    yield server
    if server.process is not None:
        server.stop()


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
