"""How adapters call providers over HTTP: bounded in time, careful with money, quiet about contents.

A question (`ask`) may be put again and is, with growing pauses. Something that may have an effect (`tell`) is sent
once: when its answer is lost nobody knows whether it was done, and the caller is told exactly that.
"""

from __future__ import annotations

import json
import os
import random
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from http.cookiejar import DefaultCookiePolicy
from typing import Any, Final
from urllib.parse import urlsplit

import requests
import structlog
import urllib3
from requests.adapters import HTTPAdapter

from app.clock import utc_now
from app.integrations.breaker import Breaker
from app.services.provider_ports import ProviderDown, ProviderMisconfigured, ProviderUnclear

log = structlog.get_logger()

_MOST_BYTES: Final = 4_000_000
_CHUNK: Final = 65_536
_POOL: Final = 16
_NO_ENTRY: Final = frozenset({401, 403})
_TOO_MANY: Final = 429
_NO_CONTENT: Final = 204
_SERVER_ERROR: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long a provider is waited for, in seconds; `deadline` bounds a question with all its repetitions."""

    connect: float = 3.0
    read: float = 10.0
    # Something that may have an effect is waited for longer: giving up costs certainty.
    read_effect: float = 15.0
    deadline: float = 20.0
    tries: int = 3
    first_pause: float = 0.3
    longest_pause: float = 4.0


@dataclass(frozen=True, slots=True)
class Reply:
    """A usable answer: its status, and its JSON with fractions as Decimal. Below 500 and neither 401, 403 nor 429."""

    status: int
    body: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request: JSON or a form, or neither. `path` begins with a slash and is escaped already."""

    method: str
    path: str
    params: Mapping[str, str | int] | None = None
    json: object = None
    form: Mapping[str, str] | None = None
    headers: Mapping[str, str] | None = None


class _NoAnswer(Exception):
    """Nothing usable came back. `is_unsent`: the provider certainly did nothing; `pause`: it named a time."""

    def __init__(self, why: str, *, is_unsent: bool = False, pause: float | None = None) -> None:
        super().__init__(why)
        self.is_unsent = is_unsent
        self.pause = pause


class ProviderHttp:
    """The connection to one provider, shared by threads. `headers` and `auth` go with every call."""

    def __init__(
        self,
        provider: str,
        base_url: str,
        *,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        patience: Patience | None = None,
        breaker: Breaker | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.provider = provider
        self.breaker = breaker or Breaker(clock=clock)
        self.patience = patience or Patience()
        self._base = base_url.rstrip("/")
        self._headers = {"Accept": "application/json", "User-Agent": "Souk", **(headers or {})}
        self._auth = auth
        self._clock = clock
        self._sleep = sleep
        self._sessions: dict[int, requests.Session] = {}
        self._lock = threading.Lock()

    def ask(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str | int] | None = None,
        json: object = None,
        form: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Put a question that changes nothing, again where need be. Raises ProviderDown, ProviderMisconfigured."""
        call = Call(method=method, path=path, params=params, json=json, form=form, headers=headers)
        until = self._clock() + self.patience.deadline
        for attempt in range(1, self.patience.tries + 1):
            try:
                return self._once(call, min(self.patience.read, max(until - self._clock(), 0.05)))
            except _NoAnswer as failure:
                pause = self._pause(attempt, failure)
                is_last = attempt == self.patience.tries or self._clock() + pause >= until
                log.warning("provider_question_failed", why=str(failure), attempt=attempt, **self._told(call))
                if is_last:
                    raise ProviderDown(f"{self.provider}: {failure}") from failure
            self._sleep(pause)
        raise AssertionError("there is at least one try")

    def tell(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str | int] | None = None,
        json: object = None,
        form: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Send something that may have an effect, once.

        Raises ProviderUnclear when it may have been done, ProviderDown when it certainly was not,
        ProviderMisconfigured.
        """
        call = Call(method=method, path=path, params=params, json=json, form=form, headers=headers)
        try:
            return self._once(call, self.patience.read_effect)
        except _NoAnswer as failure:
            log.warning("provider_call_failed", why=str(failure), unsent=failure.is_unsent, **self._told(call))
            kind = ProviderDown if failure.is_unsent else ProviderUnclear
            raise kind(f"{self.provider}: {failure}") from failure

    def _once(self, call: Call, read: float) -> Reply:
        if not self.breaker.lets_pass():
            raise ProviderDown(f"{self.provider} has not answered lately and is left alone for a while")
        answered = False
        try:
            reply = self._sent(call, read)
            answered = True
        except _NoAnswer as failure:
            # Asked too often is an answer of a provider that is well.
            answered = failure.pause is not None
            raise
        except ProviderMisconfigured:
            answered = True
            raise
        finally:
            self.breaker.note(answered=answered)
        return reply

    def _sent(self, call: Call, read: float) -> Reply:
        until = self._clock() + read
        try:
            with self._session().request(
                call.method,
                self._base + call.path,
                params=call.params,
                json=call.json,
                data=call.form,
                headers=call.headers,
                timeout=(self.patience.connect, read),
                allow_redirects=False,
                stream=True,
            ) as response:
                return self._read(response, self._content(response, until))
        except requests.RequestException as error:
            raise _NoAnswer(type(error).__name__, is_unsent=_never_left(error)) from error
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise _NoAnswer(type(error).__name__) from error

    def _content(self, response: requests.Response, until: float) -> bytes:
        """The body, read until the deadline however slowly it drips."""
        found = b""
        while chunk := response.raw.read1(_CHUNK, decode_content=True):
            found += chunk
            if len(found) > _MOST_BYTES:
                raise _NoAnswer("the answer is too long")
            if self._clock() > until:
                raise _NoAnswer("the answer is too slow")
        return found

    def _read(self, response: requests.Response, content: bytes) -> Reply:
        status = response.status_code
        if status in _NO_ENTRY:
            raise ProviderMisconfigured(f"{self.provider} does not accept our credentials (HTTP {status})")
        if status == _TOO_MANY:
            pause = retry_after(response.headers.get("Retry-After", ""), now=utc_now())
            raise _NoAnswer("asked too often", is_unsent=True, pause=pause)
        if status >= _SERVER_ERROR or 300 <= status < 400:  # noqa: PLR2004  # redirects are not followed
            raise _NoAnswer(f"HTTP {status}")
        if status == _NO_CONTENT:
            return Reply(status, None)
        if "json" not in response.headers.get("Content-Type", "").lower():
            raise _NoAnswer(f"HTTP {status} without JSON")
        try:
            return Reply(status, json.loads(content, parse_float=Decimal))
        except ValueError as error:
            raise _NoAnswer(f"HTTP {status} with broken JSON") from error

    def _pause(self, attempt: int, failure: _NoAnswer) -> float:
        patience = self.patience
        grown: float = min(patience.first_pause * 2 ** (attempt - 1), patience.longest_pause)
        spread = grown * random.uniform(0.5, 1.0)
        return spread if failure.pause is None else max(failure.pause, spread)

    def _session(self) -> requests.Session:
        """One pool of connections per process: a forked child must not speak over its parent's."""
        with self._lock:
            found = self._sessions.get(os.getpid())
            if found is None:
                found = self._sessions[os.getpid()] = self._new_session()
            return found

    def _new_session(self) -> requests.Session:
        session = requests.Session()
        # Nothing of the machine's own (.netrc) may replace the credentials.
        session.trust_env = False
        session.headers.update(self._headers)
        session.auth = self._auth
        session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        adapter = HTTPAdapter(pool_connections=_POOL, pool_maxsize=_POOL, max_retries=0)
        session.mount("https://", adapter)
        session.mount("http://", adapter)
        return session

    def _told(self, call: Call) -> dict[str, str]:
        """What the log may know: never a query, a header or a body."""
        return {"provider": self.provider, "method": call.method, "path": urlsplit(call.path).path}


def retry_after(text: str, *, now: datetime) -> float:
    """Seconds a Retry-After header asks for, in either of its two forms; 1 when it says nothing usable."""
    if text.strip().isdecimal():
        return float(text)
    with suppress(ValueError):
        at = parsedate_to_datetime(text)
        return max((at.replace(tzinfo=at.tzinfo or UTC) - now).total_seconds(), 0.0)
    return 1.0


def _never_left(error: requests.RequestException) -> bool:
    """Whether a connection could not even be made, so that nothing reached the provider."""
    if isinstance(error, requests.ConnectTimeout):
        return True
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(reason, urllib3.exceptions.NewConnectionError)
