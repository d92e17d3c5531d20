"""The Flask extensions, the database session and its one way to commit."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
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
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.config import Settings
from app.flows.tools import Tools
from app.flows.webhooks import Intake
from app.integrations.gateways import Gateways
from app.models import Base
from app.services import pulse
from app.services.audit_trail import REQUEST_ID

# The cookie of staff at work; apart from customers', and read by pages and by JSON routes.
STAFF_COOKIE: Final = "souk_staff"

db = SQLAlchemy(metadata=Base.metadata, disable_autonaming=True)
migrate = Migrate()
csrf = CSRFProtect()
babel = Babel()
login_manager = LoginManager()
htmx = Htmx()
compress = Compress()

# Whether the transaction about to begin may write. SQLite must know beforehand: a reader that turns writer
# while another writes is refused at once, whatever the busy timeout.
writes: ContextVar[bool] = ContextVar("writes", default=False)


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
    if writes.get():
        raise RuntimeError("units of work do not nest")
    session = db.session()
    # Whatever was read before began a read-only transaction; the work needs one that may write.
    session.rollback()
    # The audit trail tells in which request a change was made.
    session.info[REQUEST_ID] = g.get("request_id", "") if has_request_context() else ""
    token = writes.set(True)
    try:
        yield session
        pulse.beat(session)
        session.commit()
    except BaseException:
        session.rollback()
        pulse.forget(session)
        raise
    finally:
        writes.reset(token)


@contextmanager
def outside_unit_of_work() -> Generator[Session]:
    """A transaction of the sandbox's own providers, apart from whatever the request's session is doing.

    Never opened while a unit of work is: on SQLite the two would wait for each other.
    """
    if writes.get():
        raise RuntimeError("the outside is not called inside a unit of work")
    token = writes.set(True)
    try:
        with Session(db.engine, join_transaction_mode="create_savepoint") as session, session.begin():
            yield session
    finally:
        writes.reset(token)


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


def listen_to_engine(engine: Engine) -> None:
    """Teach SQLite our rules: write-ahead log, foreign keys, and transactions that begin when we say."""
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in (
        "busy_timeout=15000",
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes.get() else "BEGIN")


def init_extensions(app: Flask) -> None:
    """Bind every extension to the application; the database rules come before the first connection."""
    db.init_app(app)
    with app.app_context():
        listen_to_engine(db.engine)
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
