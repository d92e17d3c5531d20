"""A browser without JavaScript for tests: it asks for pages, posts forms, and checks what no test asks for."""

import hashlib
import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from bs4 import BeautifulSoup, Tag
from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

from tests.support import html

Form = Mapping[str, Any]
UNSAFE_POLICY = re.compile(r"unsafe-inline|unsafe-eval|(?:^|[ ;])\*|https?:(?:$|[ ;])")


class Page:
    """An answer as a person sees it: words, links, forms."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status: int = response.status_code
        self.headers: Headers = response.headers
        self.html: str = response.get_data(as_text=True) if "text/html" in (response.content_type or "") else ""

    @cached_property
    def soup(self) -> BeautifulSoup:
        """Read when a test first asks for something in it: many only ask where the answer leads."""
        return BeautifulSoup(self.html, "html.parser")

    @property
    def location(self) -> str:
        """Where the answer sends us, by redirect or by HTMX header."""
        return self.headers.get("Location") or self.headers.get("HX-Redirect") or ""

    @property
    def text(self) -> str:
        """The words of the answer, white space collapsed, direction marks left out."""
        return squeeze(self.soup.get_text(" "))

    @property
    def heading(self) -> str:
        return self.one("h1").get_text(" ", strip=True)

    def select(self, selector: str) -> list[Tag]:
        return list(self.soup.select(selector))

    def select_one(self, selector: str) -> Tag | None:
        return self.soup.select_one(selector)

    def one(self, selector: str) -> Tag:
        """The only element that matches; none or several fail the test."""
        found = self.select(selector)
        assert len(found) == 1, f"{len(found)} elements match {selector!r} in:\n{self.html[:2000]}"
        return found[0]

    def texts(self, selector: str) -> list[str]:
        return [squeeze(element.get_text(" ")) for element in self.select(selector)]

    def value(self, name: str) -> str:
        """What the field of this name holds."""
        return value_of(self.one(f"[name='{name}']:not([type=radio],[type=checkbox])"))

    def form(self, action: str) -> dict[str, str]:
        """The fields of the form that posts to this path, as they would be sent unchanged."""
        form = next((form for form in self.select("form") if str(form.get("action", "")).split("?")[0] == action), None)
        actions = [str(form.get("action")) for form in self.select("form")]
        assert form is not None, f"no form posts to {action!r}; there are {actions}"
        fields: dict[str, str] = {}
        for field in form.select("input[name], select[name], textarea[name]"):
            unchecked = field.get("type") in {"radio", "checkbox"} and not field.has_attr("checked")
            if not unchecked and field.get("type") != "submit" and field["name"] != "csrf_token":
                fields[str(field["name"])] = value_of(field)
        return fields

    @property
    def summary(self) -> list[tuple[str, str]]:
        """The error summary: each problem's words and the id of the field it links to."""
        links = self.select("[role=alert] a[href^='#'], .error-summary a[href^='#']")
        return list(dict.fromkeys((squeeze(a.get_text(" ")), str(a["href"])[1:]) for a in links))


class PageClient:
    """Asks the application for pages; each answer is checked before the test sees it.

    `post` brings the CSRF token of the client's own session, `htmx=True` asks as a swap would. The status is
    200 for `get` and 303 for `post` unless said otherwise.
    """

    def __init__(self, app: Flask, after_request: Callable[[], None] = lambda: None) -> None:
        self.app = app
        self.client = app.test_client()
        self._after_request = after_request

    def get(self, path: str, *, status: int = 200, htmx: bool = False, headers: Form | None = None) -> Page:
        return self._ask("GET", path, status=status, htmx=htmx, headers=headers)

    def post(
        self,
        path: str,
        data: Form | None = None,
        *,
        status: int | None = None,
        htmx: bool = False,
        headers: Form | None = None,
    ) -> Page:
        """Send a form. Without `status` a 303 is expected, or for a swap 200."""
        expected = status if status is not None else 200 if htmx else 303
        form = {"csrf_token": self.csrf_token(), **(data or {})}
        return self._ask("POST", path, status=expected, htmx=htmx, headers=headers, form=form)

    def follow(self, page: Page, *, status: int = 200) -> Page:
        """The page that the answer sends us to."""
        assert page.location, f"the answer ({page.status}) sends us nowhere"
        return self.get(page.location, status=status)

    def csrf_token(self) -> str:
        """A token that belongs to this client's session, as a page would carry it."""
        with self.client.session_transaction() as session:
            secret = session.setdefault("csrf_token", hashlib.sha1(b"tests", usedforsecurity=False).hexdigest())
        signer = URLSafeTimedSerializer(str(self.app.secret_key), salt="wtf-csrf-token")
        return str(signer.dumps(secret))

    def cookie(self, name: str, *, path: str = "/") -> str | None:
        found = self.client.get_cookie(name, path=path)
        return found.value if found else None

    def _ask(
        self, method: str, path: str, *, status: int, htmx: bool, headers: Form | None, form: Form | None = None
    ) -> Page:
        sent = {**({"HX-Request": "true"} if htmx else {}), **(headers or {})}
        response = self.client.open(path, method=method, data=form, headers=sent)
        self._after_request()
        page = Page(response)
        assert page.status == status, _unexpected(method, path, page, status)
        check(page, htmx=htmx)
        return page


def check(page: Page, *, htmx: bool) -> None:
    """What every answer of the HTML side must be."""
    problems = _header_problems(page, htmx=htmx)
    if page.html and not 300 <= page.status < 400:
        fragment = htmx and "<html" not in page.html[:500].lower()
        problems += html.problems(page.html, fragment=fragment)
    assert not problems, "\n".join([f"{page.response.request.path} ({page.status}):", *problems])


def squeeze(text: str) -> str:
    """Words as read: runs of white space become one space, invisible direction marks go."""
    return " ".join(re.sub("[\u200e\u200f\u2066-\u2069\u202a-\u202e]", "", text).split())


def _header_problems(page: Page, *, htmx: bool) -> list[str]:
    found = []
    policy = page.headers.get("Content-Security-Policy", "")
    if "default-src" not in policy or UNSAFE_POLICY.search(policy):
        found.append(f"content policy missing or loose: {policy!r}")
    if page.headers.get("X-Content-Type-Options") != "nosniff":
        found.append("X-Content-Type-Options is not nosniff")
    if htmx and page.status == 200 and page.html and "hx-request" not in page.headers.get("Vary", "").lower():
        found.append("a fragment without Vary: HX-Request")
    if page.html and "charset=utf-8" not in page.headers.get("Content-Type", "").lower():
        found.append("HTML without charset=utf-8")
    return found


def value_of(field: Tag) -> str:
    """What a field holds, as it would be sent; a box that is ticked."""
    if field.name == "textarea":
        return field.get_text()
    if field.name == "select":
        chosen = field.select_one("option[selected]") or field.select_one("option")
        return str(chosen.get("value", "")) if chosen else ""
    return str(field.get("value", "on" if field.get("type") in {"radio", "checkbox"} else ""))


def _unexpected(method: str, path: str, page: Page, status: int) -> str:
    words = page.text[:1500] or page.response.get_data(as_text=True)[:1500]
    return f"{method} {path} answered {page.status}, not {status}; to {page.location!r}; {words}"
