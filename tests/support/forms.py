"""Somebody who opens every kind of page of the running shop, and knows every form that stands there."""

from __future__ import annotations

import io
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from tests.support.pages import value_of

# Pages of one kind differ by what they show, not by what may be sent there.
PAGES_OF_A_KIND = 3
MOST_PAGES = 600
# A storefront and a language before the path that routes know.
_PREFIXES = 2


@dataclass(frozen=True)
class FoundForm:
    """A form as it stands on a page: what it would send unchanged, and which of its fields are files."""

    endpoint: str
    method: str
    path: str
    fields: dict[str, str]
    files: frozenset[str]

    def send(self, client: FlaskClient, name: str, value: str) -> int:
        """Send it with another value in one field; the status of the answer."""
        given: dict[str, Any] = {**self.fields, name: value}
        if name in self.files:
            given[name] = (io.BytesIO(value.encode("utf-8", "replace")), "picture.png")
        if self.method == "get":
            return client.get(urlsplit(self.path).path, query_string=given).status_code
        return client.post(self.path, data=given).status_code


def walk(app: Flask, client: FlaskClient, starts: Sequence[str]) -> Iterator[FoundForm]:
    """Follow links from page to page; each form of each page, as often as it is met."""
    waiting, seen, kinds = deque(starts), set(starts), Counter[str]()
    while waiting and len(seen) < MOST_PAGES:
        here = waiting.popleft()
        answer = client.get(here)
        assert answer.status_code < 500, (here, answer.status_code)
        pages = [answer.headers["Location"]] if answer.status_code in {301, 302, 303} else []
        soup = BeautifulSoup(answer.get_data(as_text=True) if answer.mimetype == "text/html" else "", "html.parser")
        for link in [*pages, *(str(a["href"]) for a in soup.select("a[href]"))]:
            path = _own(link)
            kind = "" if path is None else endpoint_of(app, path)
            if path is None or path in seen or "sign_out" in kind or kinds[kind] >= PAGES_OF_A_KIND:
                continue
            kinds[kind] += 1
            seen.add(path)
            waiting.append(path)
        for form in soup.select("form"):
            yield _form(app, form, here)


def endpoint_of(app: Flask, path: str) -> str:
    """The name of the route behind a path, with or without its storefront and language."""
    routes = app.url_map.bind("localhost")
    parts = urlsplit(path).path.split("/")
    for prefixes in range(_PREFIXES + 1):
        for method in ("GET", "POST"):
            try:
                return str(routes.match("/" + "/".join(parts[1 + prefixes :]), method=method)[0])
            except RequestRedirect:
                return path
            except HTTPException:
                continue
    return path


def _own(link: str) -> str | None:
    parts = urlsplit(link)
    is_ours = parts.scheme in {"", "http"} and parts.netloc in {"", "localhost"} and parts.path.startswith("/")
    return f"{parts.path}?{parts.query}".rstrip("?") if is_ours and not parts.path.startswith("/static") else None


def _form(app: Flask, form: Tag, here: str) -> FoundForm:
    path = str(form.get("action") or here)
    fields: dict[str, str] = {}
    for field in form.select("input[name], select[name], textarea[name], button[name]"):
        is_choice = field.get("type") in {"radio", "checkbox"}
        if not is_choice or field.has_attr("checked") or field["name"] not in fields:
            fields[str(field["name"])] = value_of(field)
    files = frozenset(str(one["name"]) for one in form.select("input[type=file][name]"))
    return FoundForm(endpoint_of(app, path), str(form.get("method", "get")).lower(), path, fields, files)
