"""The server: finds the vendor's route, lets the next fault strike, records everything."""

from __future__ import annotations

import contextlib
import importlib
import json
import pkgutil
import select
import socket
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final, Self, TypeVar
from urllib.parse import parse_qsl, urlsplit

from typing_extensions import override

from tests.support import standin as package
from tests.support.standin.faults import Fault, spoil
from tests.support.standin.vendor import Answer, Asked, Route, Vendor

_HELD_SECONDS: Final = 30.0
_V = TypeVar("_V", bound=Vendor)
Hook = Callable[[Asked, Answer], None]


class StandIn:
    """Every vendor on one free port of the loopback. A context manager; `base("paystack")` is a client's base URL."""

    def __init__(self, port: int = 0, clock: Callable[[], datetime] | None = None) -> None:
        _load_vendors()
        self.lock = threading.RLock()
        self.recorded: list[Asked] = []
        self.faults: list[Fault] = []
        self._hooks: dict[tuple[str, str], list[Hook]] = {}
        self._count = 0
        self._clock = clock
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.standin = self
        self.vendors = {name: kind(self) for name, kind in Vendor.kinds.items()}

    def start(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), name="stand-in", daemon=True).start()
        return self

    def stop(self) -> None:
        self._server.released.set()
        self._server.shutdown()
        self._server.server_close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_trouble: object) -> None:
        self.stop()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def base(self, provider: str) -> str:
        """The base URL to configure a client with."""
        return f"{self.url}/{provider}"

    def vendor(self, kind: type[_V]) -> _V:
        """A vendor's own state, for tests to look at and change."""
        found = self.vendors[kind.name]
        assert isinstance(found, kind)
        return found

    def now(self) -> datetime:
        """A clock that only moves with the ids, so that runs repeat; a running stand-in is given the real one."""
        if self._clock is not None:
            return self._clock()
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=self._count)

    def next_id(self) -> int:
        with self.lock:
            self._count += 1
            return self._count

    def next(self, provider: str, route: str, mode: str, times: int = 1, **more: Any) -> Fault:
        """Let the next calls of a route fail; see Fault. `more` are its other fields."""
        if provider not in self.vendors:
            raise ValueError(f"no such provider: {provider}")
        if route != "*" and route not in {one.name for one in self.vendors[provider].routes}:
            raise ValueError(f"{provider} has no route {route}")
        fault = Fault(provider=provider, route=route, mode=mode, times=times, **more)
        with self.lock:
            self.faults.append(fault)
        return fault

    def before_reply(self, provider: str, route: str, hook: Hook) -> None:
        """Run once when the next such call has had its effect and before its answer leaves."""
        with self.lock:
            self._hooks.setdefault((provider, route), []).append(hook)

    def requests(self, provider: str, route: str | None = None) -> list[Asked]:
        """What reached a provider, in order; calls that a fault swallowed included."""
        with self.lock:
            return [one for one in self.recorded if one.provider == provider and route in {None, one.route}]

    def forget(self) -> None:
        """Clear faults, hooks, records and every vendor's state."""
        with self.lock:
            self.faults.clear()
            self._hooks.clear()
            self.recorded.clear()
            self.vendors.update({name: kind(self) for name, kind in Vendor.kinds.items()})

    def serve(self, asked: Asked) -> tuple[Answer | None, Fault | None]:
        """The answer and the fault that met the call; no answer where the call comes to nothing."""
        found, asked = self._route(asked)
        with self.lock:
            self.recorded.append(asked)
            if found is None:
                return Answer(404, {"status": False, "message": f"no route {asked.method} {asked.path}"}), None
            vendor = self.vendors[asked.provider]
            fault = next((one for one in self.faults if one.strikes(asked.provider, found.name)), None)
            if fault is not None and not fault.has_effect:
                return _broken(vendor, fault, asked), fault
            answer = vendor.handle(found, asked)
            hook = self._hooks.get((asked.provider, found.name), []).pop(0) if self._has_hook(asked, found) else None
        if hook is not None:
            hook(asked, answer)
        if fault is None:
            return answer, None
        return _broken(vendor, fault, asked) or spoil(fault, found, answer), fault

    def _has_hook(self, asked: Asked, found: Route) -> bool:
        return bool(self._hooks.get((asked.provider, found.name)))

    def _route(self, asked: Asked) -> tuple[Route | None, Asked]:
        vendor = self.vendors.get(asked.provider)
        for one in vendor.routes if vendor else ():
            match = one.pattern.match(asked.path)
            if match and one.method == asked.method:
                return one, replace(asked, route=one.name, parts=match.groupdict())
        return None, asked


def _broken(vendor: Vendor, fault: Fault, asked: Asked) -> Answer | None:
    match fault.mode.removesuffix("_after"):
        case "500":
            return vendor.error(asked, 500, "Internal server error")
        case "502_html":
            page = "<html><body><h1>502 Bad Gateway</h1></body></html>"
            return Answer(502, page, content_type="text/html")
        case "429":
            busy = vendor.error(asked, 429, "Too many requests")
            return replace(busy, headers={**busy.headers, "Retry-After": f"{fault.seconds:.0f}"})
        case "200_with_error_body":
            return replace(vendor.error(asked, 400, "Something went wrong"), status=200)
    return None


def _load_vendors() -> None:
    for module in pkgutil.iter_modules(package.__path__):
        if module.name != "__main__":
            importlib.import_module(f"{package.__name__}.{module.name}")


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    standin: StandIn

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.released = threading.Event()

    @override
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is what many tests want."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server
    # Or each answer waits for the acknowledgement of its headers.
    disable_nagle_algorithm = True
    wbufsize = -1

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        address = urlsplit(self.path)
        _, provider, *rest = address.path.split("/", 2)
        asked = Asked(
            provider=provider,
            route="",
            method=self.command,
            path="/" + "/".join(rest),
            query=dict(parse_qsl(address.query, keep_blank_values=True)),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=body,
        )
        if provider == "__control":
            self._send(_control(self.server.standin, asked))
            return
        answer, fault = self.server.standin.serve(asked)
        mode = fault.mode if fault else ""
        if mode.startswith("timeout"):
            self._hold()
        elif mode.startswith("reset") or answer is None:
            self._reset()
        elif mode == "malformed_json":
            self._send(answer, cut=True)
        elif mode == "empty":
            self._send(replace(answer, body=None))
        else:
            if fault is not None and mode == "slow":
                time.sleep(fault.seconds)
            self._send(answer)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = _answer  # noqa: N815  # the library's names

    def _send(self, answer: Answer, *, cut: bool = False) -> None:
        content = answer.content
        if cut:
            content = content[: len(content) // 2]
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(content)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
        self.wfile.flush()

    def _hold(self) -> None:
        """Say nothing until the client gives up."""
        until = time.monotonic() + _HELD_SECONDS
        while time.monotonic() < until and not self.server.released.is_set():
            if select.select([self.connection], [], [], 0.1)[0]:
                break
        self.close_connection = True

    def _reset(self) -> None:
        with contextlib.suppress(OSError):
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
        self.close_connection = True

    @override
    def log_message(self, format: str, *args: Any) -> None:
        """Requests are recorded, not printed."""


def _control(standin: StandIn, asked: Asked) -> Answer:
    """POST next, POST forget, GET requests: for tests in another process, and people."""
    if (asked.method, asked.path) == ("POST", "/next"):
        try:
            standin.next(**json.loads(asked.body))
        except (TypeError, ValueError) as error:
            return Answer(400, {"message": str(error)})
        return Answer(200, {"status": True})
    if (asked.method, asked.path) == ("POST", "/forget"):
        standin.forget()
        return Answer(200, {"status": True})
    if (asked.method, asked.path) == ("GET", "/requests"):
        shown = [
            {"provider": one.provider, "route": one.route, "method": one.method, "path": one.path, "body": one.json}
            for one in standin.recorded
        ]
        return Answer(200, {"requests": shown})
    return Answer(404, {"message": "no such control"})
