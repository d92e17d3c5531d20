"""The Flask extensions, the database session and its one way to commit."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Final

from flask import Flask, current_app, g, has_request_context
from flask_babel import Babel
from flask_compress import Compress
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from htmx_flask import Htmx
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.config import Settings
from app.flows.tools import Tools
from app.flows.webhooks import Intake
from app.integrations.gateways import Gateways
from app.models import Base
from app.services import pulse
from app.services.audit_trail import REQUEST_ID
from app.turns import Turns

# The cookie of staff at work; apart from customers', and read by pages and by JSON routes.
STAFF_COOKIE: Final = "souk_staff"

db = SQLAlchemy(metadata=Base.metadata, disable_autonaming=True)
migrate = Migrate()
csrf = CSRFProtect()
babel = Babel()
login_manager = LoginManager()
htmx = Htmx()
compress = Compress()

# How long who wants to write on SQLite waits for the writers before them: in this process, then for another's.
BUSY_SECONDS: Final = 15


@dataclass(slots=True)
class _Writing:
    """A transaction that may write, and the line it stands at the head of: on SQLite there is one writer at a time."""

    line: Turns | None = None


# The transaction that may write, from before it begins; None for readers. SQLite must know beforehand: a reader that
# turns writer while another writes is refused at once, whatever the busy timeout.
_writing: ContextVar[_Writing | None] = ContextVar("writing", default=None)


def settings() -> Settings:
    """The running application's settings."""
    found: Settings = current_app.extensions["souk_settings"]
    return found


def gateways() -> Gateways:
    """The running application's adapters to the outside."""
    found: Gateways = current_app.extensions["souk_gateways"]
    return found


@contextmanager
def unit_of_work() -> Generator[Session]:
    """One business transaction, owned by an entry point: commit on success, roll back on any error."""
    if _writing.get() is not None:
        raise RuntimeError("units of work do not nest")
    session = db.session()
    # Whatever was read before began a read-only transaction; the work needs one that may write.
    session.rollback()
    # The audit trail tells in which request a change was made.
    session.info[REQUEST_ID] = g.get("request_id", "") if has_request_context() else ""
    with _as_writer():
        try:
            yield session
            pulse.beat(session)
            session.commit()
        except BaseException:
            session.rollback()
            pulse.forget(session)
            raise


@contextmanager
def outside_unit_of_work() -> Generator[Session]:
    """A transaction of the sandbox's own providers, apart from whatever the request's session is doing.

    Never opened while a unit of work is: on SQLite the two would wait for each other.
    """
    if _writing.get() is not None:
        raise RuntimeError("the outside is not called inside a unit of work")
    with (
        _as_writer(),
        Session(db.engine, join_transaction_mode="create_savepoint") as session,
        session.begin(),
    ):
        yield session


@contextmanager
def _as_writer() -> Generator[None]:
    """What begins inside may write. A turn it has taken is given back at the end, however that comes."""
    mine = _Writing()
    token = _writing.set(mine)
    try:
        yield
    finally:
        _writing.reset(token)
        if mine.line is not None:
            mine.line.give_back()


def account_tools() -> Tools:
    """What the flows about people work with."""
    outside = gateways()
    return Tools(
        uow=unit_of_work,
        clock=utc_now,
        passwords=outside.passwords,
        keyed=outside.keyed,
        signer=outside.tokens,
        sender=outside.messages,
        texts=outside.texts,
    )


def webhook_intake() -> Intake:
    """What webhooks are taken in and handled with."""
    outside = gateways()
    return Intake(uow=unit_of_work, clock=utc_now, providers=outside.providers, texts=outside.texts)


def listen_to_engine(engine: Engine, line: Turns) -> None:
    """Teach SQLite our rules: write-ahead log, foreign keys, transactions that begin when we say, writers in a line."""
    if engine.dialect.name != "sqlite":
        return

    def begin(connection: Connection) -> None:
        _begin_sqlite(connection, line)

    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", begin)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={BUSY_SECONDS * 1000}",
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection, line: Turns) -> None:
    """Writers of this process begin in the order they came. SQLite's own waiting is by chance, and with many
    writers somebody is passed over until their time is up; it is left for the writers of other processes.
    """
    mine = _writing.get()
    if mine is None:
        connection.exec_driver_sql("BEGIN")
        return
    if mine.line is None:
        if not line.take(seconds=BUSY_SECONDS):
            raise OperationalError("BEGIN IMMEDIATE", None, sqlite3.OperationalError("database is locked"))
        mine.line = line
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def init_extensions(app: Flask) -> None:
    """Bind every extension to the application; the database rules come before the first connection."""
    db.init_app(app)
    with app.app_context():
        app.extensions["souk_writers"] = line = Turns()
        listen_to_engine(db.engine, line)
    migrate.init_app(
        app,
        db,
        directory="migrations",
        render_as_batch=True,
        compare_type=True,
        include_name=_not_full_text,
    )
    csrf.init_app(app)
    htmx.init_app(app)
    compress.init_app(app)


def _not_full_text(name: str | None, _kind: str, _parents: object) -> bool:
    """Full-text tables, columns and indexes are made by hand in a migration and unknown to the models."""
    return name is None or "_fts" not in name
