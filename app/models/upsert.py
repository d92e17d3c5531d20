"""INSERT … ON CONFLICT for both databases: what makes an insert safe when two do it at once."""

from __future__ import annotations

from typing import TypeAlias

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.models.base import Base

Insert: TypeAlias = postgresql.Insert | sqlite.Insert


def insert_into(session: Session, model: type[Base]) -> Insert:
    """An insert of the session's own database, which can say what to do about a conflict."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(model)
    return sqlite.insert(model)
