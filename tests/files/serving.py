"""A real server beside a test, on the test's own database, and people who speak to it byte by byte."""

import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.test import Client

from clrisk_site.people.models import User
from clrisk_site.setup.serve import WORKER
from tests.files.workers import ROOT, Workers, wait_until

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
THREADS = 4


@dataclass
class Site:
    """A running server: one process that answers, and the one that starts it again."""

    process: subprocess.Popen[bytes]
    port: int
    workers: Workers

    @property
    def answering(self) -> int:
        """The process that answers."""
        return next(children_of(self.process.pid))

    @property
    def readers(self) -> list[int]:
        """The processes that read files at this moment."""
        return list(children_of(self.answering))

    def kill_all(self) -> None:
        """Kill the server as a power cut would, without a word to any of its processes."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    @property
    def log(self) -> str:
        return (self.workers.var / "site.log").read_text()


def children_of(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            yield from map(int, task.read_text().split())
        except OSError:
            continue


@contextmanager
def served(workers: Workers, **environment: str) -> Iterator[Site]:
    """Serve the site with few threads until the block ends."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "clrisk_site.wsgi:application"]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", str(THREADS)]
    command += ["--worker-class", WORKER, "--no-control-socket", "--log-level", "debug"]
    command += ["--log-config-json", "docs/server/log.json"]
    own = {"DJANGO_SETTINGS_MODULE": "tests.files.slow.served"} | environment
    with (workers.var / "site.log").open("ab") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=workers.environment | own,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    site = Site(process, port, workers)
    try:
        wait_until(lambda: answers(port))
        yield site
    finally:
        if process.poll() is None:
            site.kill_all()


def answers(port: int) -> bool:
    """Whether another page is shown, to somebody who waits five seconds at most."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
        try:
            connection.request("GET", "/accounts/login/")
            return connection.getresponse().status == 200
        except OSError:
            return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Caller:
    """Somebody signed in (or not) who writes requests by hand."""

    port: int
    session: str = ""
    token: str = "c" * 32

    @classmethod
    def as_user(cls, port: int, user: User) -> "Caller":
        client = Client()
        client.force_login(user, backend=BACKEND)
        return cls(port, client.cookies[settings.SESSION_COOKIE_NAME].value)

    def head_and_body(
        self, address: str, name: str, content: bytes, fields: Mapping[str, str], *, token: bool = True
    ) -> tuple[bytes, bytes]:
        """Return a POST of a form with a file, the file last, as bytes of the wire."""
        mark = secrets.token_hex(16)
        given = ({"csrfmiddlewaretoken": self.token} if token else {}) | dict(fields)
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
            for key, value in given.items()
        ]
        parts.append(f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n')
        body = "".join(parts).encode() + content + f"\r\n--{mark}--\r\n".encode()
        cookies = [f"{settings.CSRF_COOKIE_NAME}={self.token}"] if token else []
        cookies += [f"{settings.SESSION_COOKIE_NAME}={self.session}"] if self.session else []
        head = (
            f"POST {address} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"Origin: http://127.0.0.1:{self.port}\r\nCookie: {'; '.join(cookies)}\r\n"
            f"Content-Type: multipart/form-data; boundary={mark}\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        return head.encode(), body

    def open(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=60)

    def send(self, address: str, name: str, content: bytes, fields: Mapping[str, str]) -> tuple[int, str]:
        """Send a whole form; return status and page."""
        head, body = self.head_and_body(address, name, content, fields)
        with self.open() as wire:
            wire.sendall(head + body)
            return answer_on(wire)


def answer_on(wire: socket.socket) -> tuple[int, str]:
    """Read an answer to its end; return status and page."""
    with closing(http.client.HTTPResponse(wire)) as response:
        response.begin()
        return response.status, response.read().decode(errors="replace")
