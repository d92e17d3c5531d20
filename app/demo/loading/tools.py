"""What every part of the loading works with."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from app.domain.states import Environment
from app.domain.tenant import Tenant
from app.models.base import Base
from app.services.ports import FileStore, KeyedHasher, PasswordHasher, UnitOfWork

ENVIRONMENT = Environment.TEST


@dataclass(slots=True)
class Loader:
    """The session and the tools from outside, with a count of the pictures written and the hashes made."""

    session: Session
    now: datetime
    passwords: PasswordHasher
    keyed: KeyedHasher
    files: FileStore
    pictures: int = 0
    _hashes: dict[str, str] = field(default_factory=dict)

    def days_ago(self, days: float) -> datetime:
        """Return the moment so many days before the loading."""
        return self.now - timedelta(days=days)

    def hashed(self, password: str) -> str:
        """Hash a published demo password; the same one is hashed once, because the hash is slow on purpose."""
        if password not in self._hashes:
            self._hashes[password] = self.passwords.hash(password)
        return self._hashes[password]

    def draw(self, key: str, svg: str) -> str:
        """Keep a drawing in the files store and return its key."""
        self.files.put(key, svg.encode())
        self.pictures += 1
        return key

    def add_all(self, model: type[Base], rows: Sequence[dict[str, Any]]) -> list[int]:
        """Insert many rows at once and return their keys in the same order."""
        if not rows:
            return []
        key = model.__table__.c.id
        made = self.session.execute(insert(model).returning(key, sort_by_parameter_order=True), rows)
        return list(made.scalars())

    def add_rows(self, model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
        """Insert many rows whose keys are known already, or of several columns."""
        if rows:
            self.session.execute(insert(model), rows)

    def continue_after(self, model: type[Base]) -> None:
        """Let PostgreSQL count on from the highest key, after rows were inserted with keys of our choosing."""
        if self.session.get_bind().dialect.name != "postgresql":
            return
        table = model.__tablename__
        highest = self.session.scalar(select(func.max(model.__table__.c.id)))
        self.session.execute(
            text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :highest)"), {"table": table, "highest": highest}
        )


@dataclass(frozen=True, slots=True)
class Places:
    """What was made before the goods and the people: businesses, platforms and pickup locations by their names."""

    tenants: dict[str, Tenant]
    platforms: dict[str, int]
    currencies: dict[str, str]
    locations: dict[str, int]


def within(session: Session) -> UnitOfWork:
    """A unit of work that is part of the loading: the whole shop is there at once or not at all."""

    @contextmanager
    def work() -> Iterator[Session]:
        yield session

    return work
