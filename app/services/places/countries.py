"""The countries restaurants are in; every business shares them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.domain.errors import CountryNotFound
from app.domain.paging import Page, Window
from app.models import Country


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryFacts:
    """A country; `time_zone` as kept, None where there is no single one."""

    id: int
    code: str
    name: str
    currency: str
    is_active: bool
    discount_wallet_redeem_otp: bool
    discount_wallet_redeem_pin: bool
    points_redeem_otp: bool
    points_redeem_pin: bool
    time_zone: dict[str, Any] | None
    created_at: datetime
    updated_at: datetime


COLUMNS: Final = tuple(getattr(Country, name) for name in CountryFacts.__dataclass_fields__)


def get_country(session: Session, country_id: int) -> CountryFacts:
    """One country. Raises CountryNotFound."""
    row = session.execute(select(*COLUMNS).where(Country.id == country_id)).one_or_none()
    if row is None:
        raise CountryNotFound
    return CountryFacts(**row._asdict())


def list_countries(session: Session, *, window: Window, name: str = "", code: str = "") -> Page[CountryFacts]:
    """By name; `name` and `code` match in part and in any case. Two statements."""
    question: Select[Any] = select(*COLUMNS)
    if name:
        question = question.where(Country.name.icontains(name, autoescape=True))
    if code:
        question = question.where(Country.code.icontains(code, autoescape=True))
    total = session.scalar(select(func.count()).select_from(question.subquery())) or 0
    rows = session.execute(question.order_by(Country.name, Country.id).limit(window.limit).offset(window.offset)).all()
    return Page(items=[CountryFacts(**row._asdict()) for row in rows], total=total, window=window)
