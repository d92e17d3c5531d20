"""How values are written for people: money, times, numbers; Latin digits in both languages."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_percent
from flask import Flask

from app.domain.money import BASIS_POINTS, Money
from app.web.storefront import current_locale, current_storefront
from app.web.texts import listed

_LETTERS_BEFORE_FIGURES: Final = re.compile(r"([A-Za-z])(?=\d)")


def format_money(amount: Money, locale: str) -> str:
    """With the currency's own decimals: ₦99.99, OMR 1.500."""
    return _currency(amount.major, amount.currency, locale)


@lru_cache(maxsize=4096)
def _currency(major: Decimal, currency: str, locale: str) -> str:
    written = format_currency(major, currency, locale=Locale.parse(locale))
    if currency == "NGN":
        # Babel knows the naira's sign only in Nigeria's own locale; our readers expect it everywhere.
        return written.replace("NGN", "₦")
    # CLDR asks for a space between a currency's letters and its figures; Babel leaves it out.
    return _LETTERS_BEFORE_FIGURES.sub("\\1\N{NO-BREAK SPACE}", written)


def isolated(text: str) -> str:
    """A text that keeps its own direction inside a sentence of the other."""
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"


def _money(value: Money | int, currency: str | None = None) -> str:
    amount = value if isinstance(value, Money) else Money(value, currency or current_storefront().currency)
    return format_money(amount, current_locale())


def _local(value: datetime) -> datetime:
    return value.astimezone(ZoneInfo(current_storefront().time_zone))


def format_moment(value: datetime, locale: str) -> str:
    """A day with its hour; the comma is the language's own."""
    comma = "\N{ARABIC COMMA}" if locale == "ar" else ","
    return format_datetime(value, f"d MMM y'{comma}' HH:mm", locale=locale)


def _datetime(value: datetime) -> str:
    return format_moment(_local(value), current_locale())


def _date(value: datetime) -> str:
    return format_date(_local(value), "d MMM y", locale=current_locale())


def _time(value: datetime) -> str:
    return format_datetime(_local(value), "HH:mm", locale=current_locale())


def _tax_rate(basis_points: int) -> str:
    """750 is 7.5%."""
    rate = Decimal(basis_points) / BASIS_POINTS
    return format_percent(rate, "#,##0.##%", locale=Locale.parse(current_locale()))


def init_filters(app: Flask) -> None:
    app.jinja_env.filters.update(
        money=_money, datetime=_datetime, date=_date, time=_time, tax_rate=_tax_rate, isolated=isolated, listed=listed
    )
