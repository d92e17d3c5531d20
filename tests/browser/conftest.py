"""Browser tests: a served shop with the demo data for each test, and a window to visit it with.

With SOUK_TEST_PROVIDERS=standin the shop speaks to the stand-in of the real providers, in their wire formats, instead
of its own sandbox; journeys are the same.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext

from app.clock import utc_now
from tests.support.application import running_app
from tests.support.database import Databases
from tests.support.journey import Journey, Shape, shapes
from tests.support.server import served
from tests.support.standin import StandIn
from tests.support.standin_shop import environment, tell
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
def providers() -> Iterator[StandIn | None]:
    """The stand-in of the providers; None where the shop's own sandbox is enough."""
    if os.environ.get("SOUK_TEST_PROVIDERS") != "standin":
        yield None
        return
    with StandIn(clock=utc_now) as standin:
        yield standin


@pytest.fixture
def shop(databases: Databases, media_dir: Path, demo_database: str, providers: StandIn | None) -> Iterator[Flask]:
    """The application behind `live_server`: demo data of this test's own, real commits."""
    environ = None if providers is None else environment(providers)
    with running_app(databases, "browser", like=demo_database, media_dir=media_dir, environ=environ) as app:
        yield app


@pytest.fixture
def live_server(shop: Flask, providers: StandIn | None) -> Iterator[str]:
    """The address of a served shop; what a test does to it no other test sees."""
    with served(shop) as address:
        if providers is not None:
            tell(providers, address)
        yield address


@pytest.fixture
def open_window(
    new_context: NewContext, live_server: str, providers: StandIn | None
) -> Iterator[Callable[[Shape], Journey]]:
    """Opens windows: for a second person, such as the member of staff who hands over."""
    opened: list[Journey] = []

    def opening(shape: Shape) -> Journey:
        context = new_context(
            viewport={"width": shape.width, "height": 800},
            java_script_enabled=shape.js,
            locale={"en": "en-GB", "ar": "ar-OM"}[shape.locale],
            color_scheme=shape.theme,
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        # A page may wait for its turn on a busy machine; what is on it may not.
        context.set_default_navigation_timeout(30_000)
        pages_of_others = () if providers is None else (f"{providers.base('paystack')}/pay/", providers.base("geidea"))
        opened.append(Journey(context.new_page(), live_server, shape, elsewhere=pages_of_others))
        return opened[-1]

    yield opening
    for journey in opened:
        journey.finish()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "journey" in metafunc.fixturenames:
        metafunc.parametrize("journey", shapes(metafunc.function.__name__), ids=str, indirect=True)


@pytest.fixture
def journey(request: pytest.FixtureRequest, open_window: Callable[[Shape], Journey]) -> Journey:
    """A window, once for each shape; the test fails if anything unseen went wrong in it."""
    shape: Shape = request.param
    return open_window(shape)
