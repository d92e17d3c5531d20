"""`make bench`: start the shop on a database of its own, measure each page and its ceiling in turn, print ratios."""

from __future__ import annotations

import html.parser
import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from typing_extensions import override

from bench.load import Send, getter, poster, throughput

ROUNDS = 5
SECONDS = 2.0
AIMS = {"listing": 0.6, "product": 0.6, "cart add": 0.4, "table": 0.5}


class AddForm(html.parser.HTMLParser):
    """Finds the first form that adds to the cart, with its hidden fields."""

    def __init__(self) -> None:
        super().__init__()
        self.action = ""
        self.fields: dict[str, str] = {}
        self._inside = False

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form" and values.get("action", "").startswith("/cart") and not self.action:
            self.action, self._inside = values["action"], True
        elif tag == "input" and self._inside and values.get("name"):
            self.fields[values["name"]] = values.get("value", "")

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False


@contextmanager
def shop() -> Iterator[int]:
    """The benchmark's server in a process of its own; gives its port."""
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as listener:
        environ = {
            **os.environ,
            "SOUK_ENV": "sandbox",
            "SOUK_LOG_LEVEL": "ERROR",
            "SOUK_MEDIA_DIR": str(Path(folder) / "media"),
            "DATABASE_URL": os.environ.get("DATABASE_URL") or f"sqlite:///{folder}/bench.db",
        }
        server = subprocess.Popen(  # noqa: S603  # our own module
            [sys.executable, "-m", "bench.server", str(listener.fileno())],
            env=environ,
            pass_fds=[listener.fileno()],
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert server.stdout is not None
            while (line := server.stdout.readline()) and line.strip() != "ready":
                print("   ", line.strip())
            if server.poll() is not None:
                sys.exit("the benchmark's server did not start")
            yield listener.getsockname()[1]
        finally:
            server.terminate()
            server.wait(timeout=10)


def cart_senders(port: int, page: str) -> tuple[Send, Send]:
    """Adding to one guest's cart as a browser without JavaScript does, and its ceiling."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", page)
    answer = connection.getresponse()
    form = AddForm()
    form.feed(answer.read().decode())
    cookies = _cookies(answer)
    body = "&".join(f"{name}={value}" for name, value in form.fields.items())
    connection.request(
        "POST",
        form.action,
        body=body,
        headers={"Content-Type": "application/x-www-form-urlencoded", "Cookie": _header(cookies)},
    )
    added = connection.getresponse()
    added.read()
    cookies |= _cookies(added)
    connection.close()
    headers = {"Cookie": _header(cookies)}
    return poster(form.action, body, headers), poster("/bench/add", body, headers)


def _cookies(answer: http.client.HTTPResponse) -> dict[str, str]:
    pairs = [line.partition(";")[0].partition("=") for line in answer.headers.get_all("Set-Cookie") or []]
    return {name: value for name, _equals, value in pairs}


def _header(cookies: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def measure(port: int, ours: Send, ceiling: Send) -> tuple[float, float]:
    """Median requests per second of both, taken in turn so that a busy moment hits both."""
    pairs = [
        (throughput(port, ours, seconds=SECONDS), throughput(port, ceiling, seconds=SECONDS))
        for _round in range(ROUNDS)
    ]
    return statistics.median(p[0] for p in pairs), statistics.median(p[1] for p in pairs)


def main() -> None:
    with shop() as port:
        slug = _path(port, "product")
        table = (getter(_path(port, "table")), getter("/bench/table"))
        listing = (getter("/c"), getter("/bench/listing"))
        product = (getter(slug), getter("/bench/product"))
        print(f"{'':10} {'ours':>8} {'ceiling':>8} {'ratio':>6} {'aim':>5}   (requests a second)")
        for name, (ours, ceiling) in {
            "listing": listing,
            "product": product,
            "cart add": cart_senders(port, slug),
            "table": table,
        }.items():
            mine, best = measure(port, ours, ceiling)
            print(f"{name:10} {mine:8.0f} {best:8.0f} {mine / best:6.2f} {AIMS[name]:5.2f}")


def _path(port: int, name: str) -> str:
    """The page that a ceiling was taken from: of a product, of a restaurant's day."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", f"/bench/{name}-path")
    path = connection.getresponse().read().decode()
    connection.close()
    return path


if __name__ == "__main__":
    main()
