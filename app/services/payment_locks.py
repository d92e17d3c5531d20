"""What a payment pays for is locked before the payment itself, whoever settles it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.models import Payment


def lock_row(session: Session, kind: Any, column: InstrumentedAttribute[int | None], payment_id: int) -> None:
    """Lock the row of `kind` that the payment names in `column`."""
    session.execute(
        select(kind)
        .join(Payment, column == kind.id)
        .where(Payment.id == payment_id)
        .with_for_update(of=kind, key_share=True)
        .execution_options(populate_existing=True)
    ).all()
