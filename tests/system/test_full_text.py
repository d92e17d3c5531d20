"""Full text is made by the migration and by `create_all`: both say the same, and both are kept up to date."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from flask import Flask

from app import create_app
from app.config import ROOT
from app.extensions import db, unit_of_work
from app.models import Base
from app.models.full_text import FULL_TEXT
from app.services import search
from tests.factories import make_product
from tests.support.application import close, make_settings
from tests.support.database import Databases


@pytest.fixture
def made_app(databases: Databases, media_dir: Path) -> Iterator[Flask]:
    """An application whose tables were made from the models, without migrations."""
    url = databases.new("made")
    app = create_app(make_settings(url, media_dir))
    with app.app_context():
        Base.metadata.create_all(db.engine)
    yield app
    close(app)
    databases.drop(url)


def migration() -> ModuleType:
    path = ROOT / "migrations" / "versions" / "0001_the_first_schema.py"
    spec = importlib.util.spec_from_file_location("first_schema", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_migration_and_the_models_say_the_same() -> None:
    def plain(statements: dict[str, tuple[str, ...]]) -> dict[str, list[str]]:
        return {dialect: [" ".join(text.split()) for text in texts] for dialect, texts in statements.items()}

    assert plain(migration().FULL_TEXT) == plain(FULL_TEXT)


def test_tables_made_from_the_models_can_be_searched(made_app: Flask) -> None:
    with made_app.app_context(), unit_of_work() as session:
        product = make_product(session, name_en="Basmati rice")
        search.index_product(session, product)
        hits = search.find_hits(session, ("basmati",))
        assert session.execute(hits.select()).scalars().all() == [product.id]
        product.name_en = "Tea"
        search.index_product(session, product)
        assert session.execute(search.find_hits(session, ("basmati",)).select()).scalars().all() == []


def test_tables_made_from_the_models_can_be_dropped(made_app: Flask) -> None:
    with made_app.app_context():
        Base.metadata.drop_all(db.engine)
        Base.metadata.create_all(db.engine)
