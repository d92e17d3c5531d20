"""The migrations are one line, run both ways, and end at exactly what the models say."""

from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import inspect

from app import create_app
from app.config import ROOT
from app.extensions import db
from tests.support.application import close, make_settings, migrate
from tests.support.database import Databases


@pytest.fixture
def bare_app(databases: Databases, media_dir: Path) -> Iterator[Flask]:
    """An application on a database without any table."""
    url = databases.new("bare")
    app = create_app(make_settings(url, media_dir))
    yield app
    close(app)
    databases.drop(url)


def test_there_is_one_head() -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))

    assert len(ScriptDirectory.from_config(config).get_heads()) == 1


def test_up_down_and_up_again(bare_app: Flask) -> None:
    migrate(bare_app)
    first = _tables(bare_app)
    with bare_app.app_context():
        flask_migrate.downgrade(directory=str(ROOT / "migrations"), revision="base")
    after = _tables(bare_app)
    migrate(bare_app)

    assert after == {"alembic_version"}
    assert _tables(bare_app) == first


def test_the_migrations_end_at_the_models(bare_app: Flask) -> None:
    migrate(bare_app)

    with bare_app.app_context(), db.engine.connect() as connection:
        options = bare_app.extensions["migrate"].configure_args
        context = MigrationContext.configure(connection, opts={"compare_type": True, **options})
        differences = compare_metadata(context, db.metadata)

    assert differences == []


def _tables(app: Flask) -> set[str]:
    with app.app_context(), db.engine.connect() as connection:
        return set(inspect(connection).get_table_names())
