"""When the database does not answer, people still get a page in their language, and third parties their shape."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import create_engine

from app.extensions import db
from tests.support.pages import PageClient


@pytest.fixture
def cut_off(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The application with a database that cannot be reached."""
    nowhere = create_engine("postgresql+psycopg://nobody@127.0.0.1:9/none", connect_args={"connect_timeout": 1})
    with app.app_context():
        monkeypatch.setitem(db.engines, None, nowhere)
        db.session.remove()
    monkeypatch.setitem(app.config, "PROPAGATE_CRASHES", False)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    yield app
    nowhere.dispose()


@pytest.mark.parametrize(("path", "direction"), [("/", "ltr"), ("/ar/cart", "rtl"), ("/no-such-page", "ltr")])
def test_pages_say_so_without_asking_the_database(cut_off: Flask, path: str, direction: str) -> None:
    page = PageClient(cut_off).get(path, status=500)
    assert page.one("html")["dir"] == direction
    assert page.heading


def test_the_commerce_family_keeps_its_shape(cut_off: Flask) -> None:
    answer = cut_off.test_client().get("/api/CustomerProuct", headers={"x-api-key": "sandbox-api-key"})
    assert answer.status_code == 500
    assert answer.get_json() == {"success": False, "message": answer.get_json()["message"], "data": None}


def test_health_tells_the_balancer(cut_off: Flask) -> None:
    answer = cut_off.test_client().get("/healthz")
    assert (answer.status_code, answer.get_json()) == (503, {"status": "unavailable"})
