"""Putting encrypted columns under the newest key, in small steps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Table, Text, select, type_coerce, update
from sqlalchemy.orm import Session

from app.models import Base
from app.models.encrypted import EncryptedText, Keyring


def encrypted_columns() -> Iterator[tuple[Table, Column[Any]]]:
    """Every encrypted column of the schema, with its table; a table of these has one integer key."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, EncryptedText):
                yield table, column


def rotate_some(
    session: Session, keyring: Keyring, *, table: Table, column: Column[Any], after: int, limit: int
) -> tuple[int | None, int]:
    """Re-encrypt up to `limit` values of the rows with an id above `after`.

    Returns the last id seen, None when there are no more rows, and how many values were changed. A value that
    somebody changes meanwhile is left to them: they wrote it under the newest key.
    """
    raw = type_coerce(column, Text)
    key = table.c.id
    rows = session.execute(select(key, raw).where(key > after, column.is_not(None)).order_by(key).limit(limit)).all()
    changed = 0
    for row_id, token in rows:
        done = session.execute(
            update(table)
            .where(key == row_id, type_coerce(column, Text) == token)
            .values({column.name: type_coerce(keyring.rotate(token), Text)})
            .returning(key)
        ).all()
        changed += len(done)
    return (rows[-1][0] if rows else None), changed
