"""Gift cards: how their numbers are made, written and checked, what state a card is in, and what each pays."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum
from typing import Final

from app.domain.errors import GiftCardProblem

# Crockford's base 32: no I, L, O and U, so that nothing is mistaken for something else when read out or typed.
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# 17 letters of 5 bits are 85 bits that nobody guesses; the last letter checks the others.
LENGTH: Final = 18
_GROUP: Final = 6
_BITS: Final = 5
# x^5 + x^2 + 1 has no factors, so powers of x run through all the letters but zero.
_POLYNOMIAL: Final = 0b100101
_VALUES: Final = {letter: value for value, letter in enumerate(ALPHABET)}
_ALIKE: Final = str.maketrans("OILoil", "011011")
_LAST: Final = 4
# Where a day ends last on earth.
_LAST_TO_END: Final = timezone(timedelta(hours=-12))
MOST_LETTERS: Final = 40


class GiftCardStatus(StrEnum):
    """A card's state, in the words third parties are told."""

    ACTIVE = "active"
    DISABLED = "disabled"
    EXPIRED = "expired"


def new_number() -> str:
    """A number nobody has, in groups people can read out: 85 random bits and a check letter."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return grouped(letters + check_letter(letters))


def canonical(text: str) -> str:
    """A number as it is compared, however it was typed: digits of either script, letters that look alike, no spaces.

    Old numbers are of digits only and pass unchanged. Empty for what cannot be a number.
    """
    kept = [_plain(letter) for letter in text[: 2 * MOST_LETTERS] if letter.isalnum()]
    joined = "".join(kept).upper().translate(_ALIKE)
    return joined if joined.isascii() and len(joined) <= MOST_LETTERS else ""


def grouped(number: str) -> str:
    """A canonical number as people are shown it; those of another length than ours stay in one piece."""
    if len(number) != LENGTH:
        return number
    return "-".join(number[start : start + _GROUP] for start in range(0, LENGTH, _GROUP))


def is_mistyped(number: str) -> bool:
    """Whether a canonical number of our own length cannot be one of ours: a letter is wrong, or two changed places."""
    if len(number) != LENGTH or number.isdecimal():
        return False
    return any(letter not in _VALUES for letter in number) or check_letter(number[:-1]) != number[-1]


def check_letter(letters: str) -> str:
    """What makes the whole a multiple in the field of 32 letters: any one wrong or two swapped letters are found."""
    total = 0
    for letter in letters:
        total = _times_x(total ^ _VALUES[letter])
    return ALPHABET[total]


def last_letters(number: str) -> str:
    """The end of a canonical number, by which people tell their cards apart."""
    return number[-_LAST:]


def masked(last4: str) -> str:
    """What somebody sees who may not know the number."""
    return f"•••• {last4}"


def status_of(*, is_active: bool, expires_at: datetime | None, now: datetime) -> GiftCardStatus:
    """Disabled counts before expired: somebody decided it."""
    if not is_active:
        return GiftCardStatus.DISABLED
    return GiftCardStatus.EXPIRED if expires_at is not None and expires_at <= now else GiftCardStatus.ACTIVE


def problem_of(
    *,
    status: GiftCardStatus,
    currency: str,
    wanted_currency: str,
    balance_minor: int,
    is_elsewhere: bool,
) -> GiftCardProblem | None:
    """Why a card pays for nothing here; what can never change is told before what can."""
    reasons = {
        GiftCardProblem.INACTIVE: status is GiftCardStatus.DISABLED,
        GiftCardProblem.EXPIRED: status is GiftCardStatus.EXPIRED,
        GiftCardProblem.OTHER_CURRENCY: currency != wanted_currency,
        GiftCardProblem.OTHER_BRANCH: is_elsewhere,
        GiftCardProblem.EMPTY: balance_minor <= 0,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def end_of(day: date) -> datetime:
    """The first instant at which a card good through `day` is no longer good, wherever it is still that day."""
    return datetime.combine(day + timedelta(days=1), time(), _LAST_TO_END).astimezone(UTC)


def good_through(expires_at: datetime) -> date:
    """The last day on which a card is good: what is printed on it."""
    return (expires_at.astimezone(_LAST_TO_END) - timedelta(microseconds=1)).date()


def _plain(letter: str) -> str:
    """Arabic-Indic and other digits as our own."""
    return str(int(letter)) if letter.isdecimal() else letter


def _times_x(value: int) -> int:
    value <<= 1
    return value ^ _POLYNOMIAL if value >> _BITS else value
