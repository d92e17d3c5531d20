"""Carts of people who never said who they are."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.models import Cart

KEPT_FOR: Final = timedelta(days=90)


def purge(session: Session, *, now: datetime, limit: int = 1000) -> int:
    """Forget guests' carts that nobody has touched for months; how many. Their lines go with them."""
    is_old = (Cart.customer_id.is_(None), Cart.updated_at <= now - KEPT_FOR)
    gone = session.scalars(
        delete(Cart)
        # Asked of the row itself as well: its guest may have come back a moment ago.
        .where(*is_old, Cart.id.in_(select(Cart.id).where(*is_old).limit(limit)))
        .returning(Cart.id)
        .execution_options(synchronize_session=False)
    )
    return len(gone.all())
