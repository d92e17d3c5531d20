"""Fixtures of every test: an application, a session that forgets, a page client, a JSON client.

A test sees an empty, migrated database. Whatever it writes, directly or through requests, is inside one outer
transaction and is rolled back. A folder that wants the demo data says so by overriding `app` with `demo_app`.
Tests of races use `live_app`, which commits for real.
"""

import os
import secrets
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.config import Settings
from app.extensions import db
from app.extensions import settings as settings_of
from app.services import catalog_cache
from app.services.availability import keeping
from tests.support.api import ApiClient
from tests.support.application import app_on, migrate, running_app
from tests.support.database import Databases, delete_every_row, open_databases
from tests.support.pages import PageClient
from tests.support.standin_fixtures import standin, standin_server  # noqa: F401  # fixtures are found by their names
from tests.support.units import units_over
from tools.bootstrap import LIBRARIES, loads

LOOPBACK = ("127.", "::1", "localhost")


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Tests talk to this machine only; anything else is a mistake, and is told so at once."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not str(address[0]).startswith(LOOPBACK):
            raise RuntimeError(f"a test tried to reach {address!r}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Where databases are made; see tests/support/database.py for the choices."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or secrets.token_hex(8)
    place = open_databases(tmp_path_factory.mktemp("databases"), run)
    yield place
    place.close()


@pytest.fixture(scope="session")
def media_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="session")
def empty_database(databases: Databases, media_dir: Path) -> str:
    """A migrated database without a row; copied, never used."""
    url = databases.new("template")
    with app_on(url, media_dir) as app:
        migrate(app)
    return url


@pytest.fixture(scope="session")
def demo_database(databases: Databases, media_dir: Path, empty_database: str) -> str:
    """A database with the demo data; copied, never used."""
    from app.cli.serve import fill_if_empty

    url = databases.new("demo", like=empty_database)
    with app_on(url, media_dir) as app, app.app_context():
        fill_if_empty()
    return url


@pytest.fixture(scope="session")
def app(databases: Databases, media_dir: Path, empty_database: str) -> Iterator[Flask]:
    """The application on an empty database, one for each worker."""
    with running_app(databases, "main", like=empty_database, media_dir=media_dir) as app:
        yield app


@pytest.fixture(scope="session")
def demo_app(databases: Databases, media_dir: Path, demo_database: str) -> Iterator[Flask]:
    """The application on the demo data."""
    with running_app(databases, "shop", like=demo_database, media_dir=media_dir) as app:
        yield app


@pytest.fixture(scope="session")
def live_database(databases: Databases, empty_database: str) -> Iterator[str]:
    """A worker's database for real commits; each test leaves it without rows."""
    url = databases.new("live", like=empty_database)
    yield url
    databases.drop(url)


@pytest.fixture
def live_app(live_database: str, media_dir: Path) -> Iterator[Flask]:
    """An application of this test's own whose commits are real: for threads and races."""
    with app_on(live_database, media_dir) as app:
        yield app
    delete_every_row(live_database)


@pytest.fixture
def settings(app: Flask) -> Settings:
    with app.app_context():
        return settings_of()


@pytest.fixture
def session(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """The test's own session, inside one outer transaction that is rolled back at the end.

    Requests have sessions of their own on the same connection: what they commit lands in a savepoint, and they see
    what the test has flushed. Flask-SQLAlchemy's session ignores a configured bind and asks db.engines, so that is
    what is replaced.
    """
    with app.app_context():
        engines = cast(dict[str | None, Any], db.engines)
        engine = db.engine
        db.session.configure(join_transaction_mode="create_savepoint")
    with engine.connect() as connection:
        outer = connection.begin()
        monkeypatch.setitem(engines, None, connection)
        with Session(bind=connection, join_transaction_mode="create_savepoint") as session:
            yield session
        outer.rollback()
    # What was derived from a catalogue version that the rollback took back must not meet its next holder.
    catalog_cache.forget_all()
    keeping.forget_all()


@pytest.fixture
def uow(session: Session) -> Callable[[], AbstractContextManager[Session]]:
    """A unit of work for flows, over the test's session."""
    return units_over(session)


@pytest.fixture
def client(app: Flask, session: Session) -> FlaskClient:
    """A bare client, for what `pages` and `api` do not cover."""
    return app.test_client()


@pytest.fixture
def pages(app: Flask, session: Session) -> PageClient:
    """A browser without JavaScript; see tests/support/pages.py for what it checks by itself."""
    return PageClient(app, session.expire_all)


@pytest.fixture
def api(app: Flask, session: Session) -> ApiClient:
    """A third party; see tests/support/api.py."""
    return ApiClient(app, session.expire_all)


@pytest.fixture(scope="session")
def pango() -> None:
    """Asked for by tests that draw PDFs; where CI=true a machine without the libraries is a failure."""
    missing = [package for library, package in LIBRARIES["run"].items() if not loads(library)]
    if not missing:
        return
    words = f"PDFs need {' '.join(missing)}"
    if os.environ.get("CI") == "true":
        pytest.fail(words, pytrace=False)
    pytest.skip(words)
