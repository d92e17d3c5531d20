"""Browser tests: a served shop with the demo data for each test, and a window to visit it with."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext

from tests.support.application import running_app
from tests.support.database import Databases
from tests.support.journey import Journey, Shape, shapes
from tests.support.server import served
from tools.bootstrap import find_browser, loads

NewContext = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def base_url() -> None:
    """Each test has a server of its own (`live_server`), so there is no address for all."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium, or the one named; where CI=true its absence is a failure, elsewhere a skip."""
    found = find_browser()
    if found is None or not loads("libatomic.so.1"):
        words = "no Chromium: `make test` installs it as root on Debian, or says which packages are missing"
        if os.environ.get("CI") == "true":
            pytest.fail(words, pytrace=False)
        pytest.skip(words)
    arguments = [*browser_type_launch_args.get("args", []), "--disable-gpu", "--disable-dev-shm-usage"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return {**browser_type_launch_args, "executable_path": found, "args": arguments}


@pytest.fixture
def shop(databases: Databases, media_dir: Path, demo_database: str) -> Iterator[Flask]:
    """The application behind `live_server`: demo data of this test's own, real commits."""
    with running_app(databases, "browser", like=demo_database, media_dir=media_dir) as app:
        yield app


@pytest.fixture
def live_server(shop: Flask) -> Iterator[str]:
    """The address of a served shop; what a test does to it no other test sees."""
    with served(shop) as address:
        yield address


@pytest.fixture
def open_window(new_context: NewContext, live_server: str) -> Iterator[Callable[[Shape], Journey]]:
    """Opens windows: for a second person, such as the member of staff who hands over."""
    opened: list[Journey] = []

    def opening(shape: Shape) -> Journey:
        context = new_context(
            viewport={"width": shape.width, "height": 800},
            java_script_enabled=shape.js,
            locale={"en": "en-GB", "ar": "ar-OM"}[shape.locale],
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        opened.append(Journey(context.new_page(), live_server, shape))
        return opened[-1]

    yield opening
    for journey in opened:
        journey.finish()


@pytest.fixture(params=shapes(), ids=str)
def journey(request: pytest.FixtureRequest, open_window: Callable[[Shape], Journey]) -> Journey:
    """A window, once for each shape; the test fails if anything unseen went wrong in it."""
    shape: Shape = request.param
    return open_window(shape)
