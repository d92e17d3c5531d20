"""A person on a journey: one browser window in one language, width and theme, with JavaScript on or off.

The window writes down whatever a person would not see but should not happen: errors in the console, requests to
other hosts, missing assets, answers with 5xx. `finish` asserts that nothing of the kind did.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from zlib import crc32

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request, Response
from typing_extensions import override

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ASSETS = {"stylesheet", "script", "image", "font", "media"}
OWN_SCHEMES = ("data:", "blob:", "about:")
NARROW, WIDE = 390, 1280
# A refused form is answered with 4xx, which browsers report as a failed load; assets are watched elsewhere. A look at
# what somebody types is given up for the next one, by design; an answer that fails is told of by a line of its own.
HARMLESS = ("Failed to load resource", "htmx:sendAbort", "htmx:afterRequest")
# Where scripts are off timers never fire, and axe waits on one; nothing of the page's own can notice the change.
TIMERS = """window.setTimeout = (work, _wait, ...given) => {
  Promise.resolve().then(() => { if (typeof work === "function") work(...given); });
  return 0;
}"""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shape:
    """How the window is. The theme follows from the rest, so that any three of the four meet in all combinations."""

    locale: str
    width: int
    js: bool

    @property
    def number(self) -> int:
        """From 0 to 7, a bit for each: Arabic, wide, without script."""
        return 4 * (self.locale == "ar") + 2 * (self.width > NARROW) + (not self.js)

    @property
    def theme(self) -> str:
        return "dark" if self.number.bit_count() % 2 else "light"

    @override
    def __str__(self) -> str:
        return f"{self.locale}-{self.width}-{self.theme}-{'js' if self.js else 'plain'}"

    def one_of(self, three: Sequence[T]) -> T:
        """One of three things, each of which is met in both languages, widths and themes, with script and without."""
        return three[min(self.number, 7 - self.number) % 3]


def shapes(journey: str) -> list[Shape]:
    """One window, by the journey's name, so that the whole suite visits all eight; each with SOUK_EVERY_SHAPE=1.

    `make proof` takes every journey in all eight: there are too many by now for more than one in `make test`.
    """
    every = [Shape(locale, width, js) for locale in ("en", "ar") for width in (NARROW, WIDE) for js in (True, False)]
    if os.environ.get("SOUK_EVERY_SHAPE"):
        return every
    return [every[crc32(journey.encode()) % len(every)]]


class Journey:
    """A window with its notes. `page` is Playwright's; addresses are given without language and host.

    `elsewhere` are the beginnings of other addresses that may be visited: a gateway's pay page.
    """

    def __init__(self, page: Page, host: str, shape: Shape, *, elsewhere: tuple[str, ...] = ()) -> None:
        self.page = page
        self.host = host
        self.elsewhere = elsewhere
        self.shape = shape
        self.locale = shape.locale
        self.js = shape.js
        self.notes: list[str] = []
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.notes.append(f"script error: {error}"))
        page.on("request", self._on_request)
        page.on("response", self._on_response)

    def url(self, path: str) -> str:
        """The address of a page in this window's language."""
        return f"{self.host}{'/ar' if self.locale == 'ar' else ''}{path}"

    def goto(self, path: str) -> None:
        self.page.goto(self.url(path))

    def say(self, english: str, arabic: str) -> str:
        """The words as this window shows them."""
        return arabic if self.locale == "ar" else english

    def check(self, within: str | None = None) -> None:
        """What holds for every page and state visited: nothing for axe to find, and no sideways scrolling.

        `within` looks at one part only, such as a list that opens over others: what it covers is not to be pressed.
        """
        if within is None:
            # What stays in sight covers whatever is scrolled under it, for the moment; at the top it covers nothing.
            self.page.evaluate("window.scrollTo(0, 0)")
        assert_accessible(self.page, js=self.js, within=within)
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} is {wide} px wider than the window of {self.shape.width} px"

    def finish(self) -> None:
        assert not self.notes, "\n".join([f"noticed in {self.shape}:", *self.notes])

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(HARMLESS):
            self.notes.append(f"console {message.type}: {message.text} at {message.location.get('url')}")

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith((self.host, *self.elsewhere, *OWN_SCHEMES)):
            self.notes.append(f"another host was asked: {request.url}")

    def _on_response(self, response: Response) -> None:
        failed_asset = response.status >= 400 and response.request.resource_type in ASSETS
        if response.status >= 500 or failed_asset:
            self.notes.append(f"{response.status} for {response.url}")


def assert_accessible(page: Page, *, js: bool = True, within: str | None = None) -> None:
    """Fail with a readable list of what axe finds."""
    if not js:
        page.evaluate(TIMERS)
    # None of these rules reads style sheets, so they are not fetched once more for each page.
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"], "preload": False}
    found = Axe().run(page, context=within, options=options)
    lines = [line for violation in found.response["violations"] for line in _told(violation)]
    assert not lines, "\n".join([f"axe on {page.url}:", *lines])


def _told(violation: dict[str, Any]) -> Iterator[str]:
    yield f"{violation['id']} ({violation['impact']}): {violation['help']}"
    for node in violation["nodes"][:8]:
        because = " ".join(str(node.get("failureSummary", "")).split())
        yield f"    {' '.join(map(str, node['target']))}: {because[:220]}"
