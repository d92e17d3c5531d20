"""A third party for tests: it speaks JSON to the families and checks that it is never answered in HTML."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.datastructures import Headers

SANDBOX_KEY = "sandbox-api-key"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a JSON route said."""

    status: int
    json: Any
    headers: Headers
    text: str = ""


class Family:
    """One family: paths are written out in full, `key` goes into `x-api-key` and `token` becomes the bearer.

    `body` is sent as JSON; `data` sends raw bytes or text instead, to test what a careless client would send.
    """

    def __init__(self, app: Flask, after_request: Callable[[], None], *, key: str | None) -> None:
        self._client = app.test_client(use_cookies=False)
        self._after_request = after_request
        self._key = key

    def get(self, path: str, **options: Any) -> Answer:
        return self.ask("GET", path, **options)

    def post(self, path: str, body: object = None, **options: Any) -> Answer:
        return self.ask("POST", path, body=body, **options)

    def put(self, path: str, body: object = None, **options: Any) -> Answer:
        return self.ask("PUT", path, body=body, **options)

    def patch(self, path: str, body: object = None, **options: Any) -> Answer:
        return self.ask("PATCH", path, body=body, **options)

    def delete(self, path: str, body: object = None, **options: Any) -> Answer:
        return self.ask("DELETE", path, body=body, **options)

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: object = None,
        data: bytes | str | None = None,
        key: str | None = "",
        token: str | None = None,
        idempotency_key: str | None = None,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask; `key=None` sends none, leaving it out sends the family's own."""
        sent = dict(headers or {})
        for name, value in (
            ("x-api-key", self._key if key == "" else key),
            ("Authorization", f"Bearer {token}" if token else None),
            ("Idempotency-Key", idempotency_key),
        ):
            if value is not None:
                sent.setdefault(name, value)
        payload = {"data": data} if data is not None else {} if body is None else {"json": body}
        if data is not None and method != "GET":
            sent.setdefault("Content-Type", "application/json")
        response = self._client.open(path, method=method, headers=sent, query_string=query, **payload)
        self._after_request()
        text = response.get_data(as_text=True)
        assert response.status_code != 500, f"{method} {path} crashed: {text[:2000]}"
        assert "html" not in response.content_type, f"{method} {path} was answered in HTML: {text[:500]}"
        return Answer(response.status_code, response.get_json(silent=True), response.headers, text)


class ApiClient:
    """The families by name: `api.commerce.get("/api/…", token=…)`."""

    def __init__(self, app: Flask, after_request: Callable[[], None] = lambda: None) -> None:
        self.commerce = Family(app, after_request, key=SANDBOX_KEY)
        # Sends no key unless it is told to.
        self.dining = Family(app, after_request, key=None)
