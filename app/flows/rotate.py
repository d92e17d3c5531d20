"""Rotating the encryption key over the whole database, a batch a transaction, resumable by starting again."""

from __future__ import annotations

from typing import Final

from app.models.encrypted import Keyring
from app.services.encryption import encrypted_columns, rotate_some
from app.services.ports import UnitOfWork

_BATCH: Final = 200


def rotate_all(uow: UnitOfWork, keyring: Keyring) -> dict[str, int]:
    """Put every encrypted value under the newest key; the answer counts them by "table.column"."""
    counted: dict[str, int] = {}
    for table, column in encrypted_columns():
        last: int | None = 0
        total = 0
        while last is not None:
            with uow() as session:
                last, changed = rotate_some(session, keyring, table=table, column=column, after=last, limit=_BATCH)
            total += changed
        counted[f"{table.name}.{column.name}"] = total
    return counted
