"""A small closed-loop load: so many connections, so many requests, all to this machine."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable

CONNECTIONS = 4

Send = Callable[[http.client.HTTPConnection], int]


def throughput(port: int, send: Send, *, seconds: float, connections: int = CONNECTIONS) -> float:
    """Requests answered per second; raises when an answer is an error."""
    ends_at = time.monotonic() + seconds
    counts = [0] * connections
    failures: list[int] = []

    def run(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.monotonic() < ends_at and not failures:
            status = send(connection)
            if status >= 400:  # any error spoils the figure
                failures.append(status)
            counts[number] += 1
        connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(connections)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise RuntimeError(f"the server answered {failures[0]}")
    return sum(counts) / (time.monotonic() - started)


def getter(path: str) -> Send:
    def send(connection: http.client.HTTPConnection) -> int:
        connection.request("GET", path, headers={"Accept-Encoding": "identity"})
        answer = connection.getresponse()
        answer.read()
        return answer.status

    return send


def poster(path: str, body: str, headers: dict[str, str]) -> Send:
    def send(connection: http.client.HTTPConnection) -> int:
        connection.request(
            "POST", path, body=body, headers={"Content-Type": "application/x-www-form-urlencoded", **headers}
        )
        answer = connection.getresponse()
        answer.read()
        return answer.status

    return send
