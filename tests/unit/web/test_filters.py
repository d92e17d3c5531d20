"""Money and moments as people read them, in both languages."""

from datetime import UTC, datetime

import pytest

from app.domain.money import Money
from app.web.filters import format_moment, format_money


@pytest.mark.parametrize(
    ("amount", "locale", "written"),
    [
        (Money(1500, "OMR"), "en", "OMR\N{NO-BREAK SPACE}1.500"),
        (Money(-9999, "AED"), "en", "-AED\N{NO-BREAK SPACE}99.99"),
        (Money(1_234_500, "NGN"), "en", "₦12,345.00"),
        (Money(1_234_500, "NGN"), "ar", "\N{RIGHT-TO-LEFT MARK}12,345.00\N{NO-BREAK SPACE}₦"),
        (
            Money(1500, "OMR"),
            "ar",
            "\N{RIGHT-TO-LEFT MARK}1.500\N{NO-BREAK SPACE}ر.ع.\N{RIGHT-TO-LEFT MARK}",
        ),
    ],
)
def test_money_is_written_with_its_sign_and_its_own_decimals(amount: Money, locale: str, written: str) -> None:
    assert format_money(amount, locale) == written


@pytest.mark.parametrize(
    ("locale", "written"),
    [("en", "5 Nov 2026, 08:09"), ("ar", "5 نوفمبر 2026\N{ARABIC COMMA} 08:09")],
)
def test_a_moment_is_written_with_the_comma_of_its_language(locale: str, written: str) -> None:
    assert format_moment(datetime(2026, 11, 5, 8, 9, tzinfo=UTC), locale) == written
