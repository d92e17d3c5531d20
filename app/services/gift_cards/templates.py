"""Gift cards that are for sale."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import GiftCardNotFound
from app.domain.money import Money
from app.models import GiftCardAmount, GiftCardTemplate
from app.services.platforms import Storefront


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateView:
    """A gift card as the shop shows it, in one language. `amount` is None where the buyer chooses one."""

    id: int
    uuid: UUID
    name: str
    description: str
    design: str
    currency: str
    amount: Money | None
    least: Money
    most: Money
    duration_days: int

    @property
    def is_variable(self) -> bool:
        return self.amount is None

    def allows(self, minor: int) -> bool:
        """Whether a card of so much can be bought."""
        return self.least.minor <= minor <= self.most.minor


def list_templates(session: Session, storefront: Storefront, *, locale: str) -> list[TemplateView]:
    """What the storefront sells, in its order; one statement."""
    rows = session.scalars(
        select(GiftCardTemplate)
        .where(GiftCardTemplate.platform_id == storefront.id, GiftCardTemplate.is_active.is_(True))
        .order_by(GiftCardTemplate.display_order, GiftCardTemplate.id)
    )
    return [_view(row, locale) for row in rows]


def get_template(session: Session, storefront: Storefront, *, uuid: UUID, locale: str) -> TemplateView:
    """One that is for sale. Raises GiftCardNotFound."""
    row = session.scalars(
        select(GiftCardTemplate).where(
            GiftCardTemplate.uuid == uuid,
            GiftCardTemplate.platform_id == storefront.id,
            GiftCardTemplate.is_active.is_(True),
        )
    ).one_or_none()
    if row is None:
        raise GiftCardNotFound
    return _view(row, locale)


def _view(row: GiftCardTemplate, locale: str) -> TemplateView:
    is_arabic = locale == "ar"
    fixed = row.amount_type is GiftCardAmount.FIXED
    least = row.amount_minor if fixed else row.min_minor
    most = row.amount_minor if fixed else row.max_minor
    return TemplateView(
        id=row.id,
        uuid=row.uuid,
        name=row.name_ar if is_arabic else row.name_en,
        description=row.description_ar if is_arabic else row.description_en,
        design=row.design,
        currency=row.currency,
        amount=Money(row.amount_minor or 0, row.currency) if fixed else None,
        least=Money(least or 0, row.currency),
        most=Money(most or 0, row.currency),
        duration_days=row.duration_days,
    )
