"""Runs the migrations on the application's own database."""

from __future__ import annotations

from alembic import context
from flask import current_app
from sqlalchemy import Connection, Engine

migrate = current_app.extensions["migrate"]


def run() -> None:
    engine: Engine = migrate.db.engine
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=migrate.db.metadata,
            **migrate.configure_args,
        )
        if connection.dialect.name == "sqlite":
            # Batch mode rebuilds tables; with foreign keys on, dropping the old one would delete what refers to it.
            # The pragma does nothing inside a transaction, so it is set beneath SQLAlchemy, which would begin one.
            _foreign_keys(connection, "OFF")
        with context.begin_transaction():
            context.run_migrations()
        if connection.dialect.name == "sqlite":
            connection.commit()
            _foreign_keys(connection, "ON")


def _foreign_keys(connection: Connection, wanted: str) -> None:
    connection.connection.cursor().execute(f"PRAGMA foreign_keys={wanted}")


run()
