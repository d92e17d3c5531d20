"""How values are written for people: money, times, numbers; Latin digits in both languages."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_currency
from flask import Flask

from app.domain.money import Money
from app.web.storefront import current_locale, current_storefront


def format_money(amount: Money, locale: str) -> str:
    """With the currency's own decimals: ₦99.99, OMR 1.500."""
    return _currency(amount.major, amount.currency, locale)


@lru_cache(maxsize=4096)
def _currency(major: Decimal, currency: str, locale: str) -> str:
    return format_currency(major, currency, locale=Locale.parse(locale))


def _money(value: Money | int, currency: str | None = None) -> str:
    amount = value if isinstance(value, Money) else Money(value, currency or current_storefront().currency)
    return format_money(amount, current_locale())


def _local(value: datetime) -> datetime:
    return value.astimezone(ZoneInfo(current_storefront().time_zone))


def _datetime(value: datetime) -> str:
    return format_datetime(_local(value), "d MMM y, HH:mm", locale=current_locale())


def _date(value: datetime) -> str:
    return format_date(_local(value), "d MMM y", locale=current_locale())


def _time(value: datetime) -> str:
    return format_datetime(_local(value), "HH:mm", locale=current_locale())


def init_filters(app: Flask) -> None:
    app.jinja_env.filters.update(money=_money, datetime=_datetime, date=_date, time=_time)
