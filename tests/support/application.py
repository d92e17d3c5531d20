"""Applications for tests: the real one, in the sandbox, with cheap password hashing and a database of its own."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import flask_migrate
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from typing_extensions import override

from app import create_app
from app.config import ROOT, Settings
from app.extensions import db
from tests.support.database import Databases


class KeptTemplates(BytecodeCache):
    """What one application has compiled, for the next: most of what a first page costs."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    @override
    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    @override
    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


TEMPLATES = KeptTemplates()


def make_settings(database_url: str, media_dir: Path, environ: dict[str, str] | None = None) -> Settings:
    """The sandbox's settings; `environ` adds variables as an operator would set them."""
    found = Settings.from_environment({"SOUK_ENV": "sandbox", "DATABASE_URL": database_url, **(environ or {})})
    return replace(found, media_dir=media_dir, testing=True, argon2_time_cost=1, argon2_memory_kib=8)


def migrate(app: Flask, revision: str = "head") -> None:
    """Bring the application's database to a revision by the project's own migrations."""
    with app.app_context():
        flask_migrate.upgrade(directory=str(ROOT / "migrations"), revision=revision)


def close(app: Flask) -> None:
    """Let go of every connection, so that the database can be copied or dropped."""
    with app.app_context():
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


@contextmanager
def running_app(
    databases: Databases, label: str, *, like: str, media_dir: Path, environ: dict[str, str] | None = None
) -> Generator[Flask]:
    """An application on a copy of a prepared database, which is dropped afterwards."""
    url = databases.new(label, like=like)
    try:
        with app_on(url, media_dir, environ) as app:
            yield app
    finally:
        databases.drop(url)


@contextmanager
def app_on(url: str, media_dir: Path, environ: dict[str, str] | None = None) -> Generator[Flask]:
    """An application that lets go of its database at the end; `environ` is what an operator would set."""
    app = create_app(make_settings(url, media_dir, environ))
    app.jinja_env.bytecode_cache = TEMPLATES
    try:
        yield app
    finally:
        close(app)
