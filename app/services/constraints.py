"""Reads which promise of the database an insert would have broken."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError


def is_about(error: IntegrityError, column: str) -> bool:
    """Whether the violated unique constraint ends with this column.

    PostgreSQL names the constraint, and by our naming convention that ends with the column; SQLite lists the columns.
    The values are never looked at: an e-mail may hold any word.
    """
    diagnosis = getattr(error.orig, "diag", None)
    text: str = (diagnosis.constraint_name or "") if diagnosis is not None else str(error.orig)
    return text.endswith((f"_{column}", f".{column}"))
