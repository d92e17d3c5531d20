"""Sends webhooks as vendors do, and as they should not: twice, late, in another order, corrupted, again."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Final

import requests

from tests.support.standin.vendor import Vendor

# Delivers raw bytes with headers and tells the HTTP status: over the network, or a test client's post.
Delivery = Callable[[bytes, Mapping[str, str]], int]

_GOOD: Final = range(200, 300)


def by_http(url: str) -> Delivery:
    """Deliver over the network; no answer counts as 0."""

    def deliver(body: bytes, headers: Mapping[str, str]) -> int:
        try:
            return requests.post(url, data=body, headers=dict(headers), timeout=(2, 30)).status_code
        except requests.RequestException:
            return 0

    return deliver


@dataclass(slots=True)
class WebhookSender:
    """A vendor's webhooks to one address. What was sent is kept, to be replayed."""

    vendor: Vendor
    deliver: Delivery
    sent: list[tuple[bytes, dict[str, str]]] = field(default_factory=list)
    _held: list[tuple[bytes, dict[str, str]]] = field(default_factory=list)

    def send(self, event: Mapping[str, Any] | bytes, *, corrupt: str = "") -> int:
        """Send once and tell the status. `corrupt`: "signature", or "body" after signing."""
        return self._go(*self._made(event, corrupt))

    def send_many(self, event: Mapping[str, Any] | bytes, times: int) -> list[int]:
        """Send the same thing so often, all at once."""
        body, headers = self._made(event, "")
        ready = threading.Barrier(times)

        def one(_number: int) -> int:
            ready.wait()
            return self._go(body, headers)

        with ThreadPoolExecutor(times) as pool:
            return list(pool.map(one, range(times)))

    def hold(self, event: Mapping[str, Any] | bytes) -> None:
        """Keep one back, for `release`."""
        self._held.append(self._made(event, ""))

    def release(self, *, backwards: bool = False) -> list[int]:
        """Send what was held, in order or in reverse."""
        held, self._held = self._held, []
        return [self._go(*one) for one in (reversed(held) if backwards else held)]

    def replay(self, number: int = -1) -> int:
        """Send an earlier body again, with its old signature."""
        return self._go(*self.sent[number])

    def send_later(self, event: Mapping[str, Any] | bytes, *, seconds: float, tries: int = 4) -> threading.Thread:
        """Send in the background after a while, and again when it is not answered with a 2xx."""
        body, headers = self._made(event, "")

        def work() -> None:
            for number in range(tries):
                time.sleep(seconds * (number + 1))
                if self._go(body, headers) in _GOOD:
                    return

        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        return thread

    def _made(self, event: Mapping[str, Any] | bytes, corrupt: str) -> tuple[bytes, dict[str, str]]:
        body = event if isinstance(event, bytes) else json.dumps(event, separators=(",", ":")).encode()
        headers = {"Content-Type": "application/json", **self.vendor.sign(body)}
        if corrupt == "signature":
            headers = {name: _changed(value) if name != "Content-Type" else value for name, value in headers.items()}
        elif corrupt == "body":
            body += b" "
        return body, headers

    def _go(self, body: bytes, headers: dict[str, str]) -> int:
        self.sent.append((body, headers))
        return self.deliver(body, headers)


def _changed(text: str) -> str:
    return text[:-1] + ("0" if text[-1:] != "0" else "1")
