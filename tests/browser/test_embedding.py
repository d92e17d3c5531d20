"""A restaurant's page inside its own web site, on another origin: it books there without a cookie, and nowhere else."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, expect
from sqlalchemy import update
from typing_extensions import override

from app.extensions import unit_of_work
from app.models import Branch
from tests.support.application import running_app
from tests.support.booking_page import add_booking_page
from tests.support.database import Databases

PAGE = "/b/DT01/specimen"


@pytest.fixture
def shop(databases: Databases, media_dir: Path, demo_database: str) -> Iterator[Flask]:
    """With a booking page of the tests' own, before its first request."""
    with running_app(databases, "frames", like=demo_database, media_dir=media_dir) as app:
        add_booking_page(app)
        yield app


@contextmanager
def site(framed: str) -> Iterator[str]:
    """Another web site with the page in a frame: another port, and another name for this machine."""
    html = f'<!doctype html><title>Site</title><h1>Our restaurant</h1><iframe title="Book" src="{framed}"></iframe>'

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html.encode())

        @override
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


def test_a_table_is_booked_in_the_frame_of_an_allowed_site_and_of_no_other(
    shop: Flask, live_server: str, new_context: Callable[..., BrowserContext]
) -> None:
    with site(f"{live_server}{PAGE}?embed=1") as allowed, site(f"{live_server}{PAGE}?embed=1") as other:
        with shop.app_context(), unit_of_work() as session:
            session.execute(update(Branch).where(Branch.code == "DT01").values(allowed_hosts=[allowed]))
        context = new_context(reduced_motion="reduce")
        page = context.new_page()

        page.goto(allowed)
        frame = page.frame_locator("iframe")
        expect(frame.get_by_role("heading", level=1)).to_have_text("Welcome, stranger")
        frame.get_by_label("Name").fill("Ada")
        frame.get_by_role("button", name="Book").click()
        expect(frame.get_by_role("heading", level=1)).to_contain_text("Ada has a table")
        frame.get_by_role("link", name="Tomorrow").click()
        expect(frame.locator(".framed-name")).to_be_visible()
        assert "embed=1" in page.frames[1].url
        assert context.cookies() == []

        refused: list[str] = []
        page.on("console", lambda message: refused.append(message.text))
        page.goto(other)
        expect(page.get_by_role("heading", name="Our restaurant")).to_be_visible()
        expect(page.frame_locator("iframe").get_by_role("heading", name="Welcome")).to_have_count(0)
        assert any("frame-ancestors" in text for text in refused)
