"""Bills: what may be bought for how much, and what an answer of a provider means for the customer's money."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, StrEnum, auto
from typing import Final

from app.domain.money import EXPONENTS


class BillKind(StrEnum):
    AIRTIME = "airtime"
    DATA = "data"
    ELECTRICITY = "electricity"
    CABLE = "cable"


# From least to most, in major units of the storefront's currency.
LIMITS: Final[dict[BillKind, tuple[int, int]]] = {
    BillKind.AIRTIME: (50, 50_000),
    BillKind.DATA: (50, 50_000),
    BillKind.ELECTRICITY: (100, 100_000),
    BillKind.CABLE: (500, 100_000),
}
# Whose account number is looked up before anything is bought for it.
VALIDATED: Final = frozenset({BillKind.ELECTRICITY, BillKind.CABLE})


def limits_minor(kind: BillKind, currency: str) -> tuple[int, int]:
    """The least and the most a purchase may cost, in minor units."""
    unit = 10 ** EXPONENTS[currency]
    least, most = LIMITS[kind]
    return least * unit, most * unit


class Period(StrEnum):
    """How long a data plan lasts, as people sort them."""

    DAILY = "Daily"
    WEEKLY = "Weekly"
    MONTHLY = "Monthly"


PERIOD_IDS: Final = {Period.DAILY: 1, Period.WEEKLY: 2, Period.MONTHLY: 3}
_LONGEST_DAILY: Final = 3
_LONGEST_WEEKLY: Final = 21
_SPAN: Final = re.compile(r"(\d{1,3})\s*[- ]?(hour|hr|day|week|month|year)")
_DAYS: Final = {"hour": 1 / 24, "hr": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}
_WORDS: Final = (
    (Period.DAILY, re.compile(r"dai?ly|\bday\b|night|weekend")),
    (Period.WEEKLY, re.compile(r"week")),
)


def period_of(name: str) -> Period:
    """The period of a data plan, read from its name or slug; one that names no time counts as monthly.

    Up to three days is daily, up to three weeks weekly, so that each plan is on exactly one shelf.
    """
    text = name.casefold().replace("_", " ")
    span = _SPAN.search(text)
    if span is not None:
        days = int(span[1]) * _DAYS[span[2]]
        if days <= _LONGEST_DAILY:
            return Period.DAILY
        return Period.WEEKLY if days <= _LONGEST_WEEKLY else Period.MONTHLY
    return next((period for period, word in _WORDS if word.search(text)), Period.MONTHLY)


def token_is_due(kind: BillKind, package: str) -> bool:
    """Whether the value is a token to be typed in, so that a success without one is none: prepaid electricity."""
    return kind is BillKind.ELECTRICITY and "postpaid" not in package.casefold()


# --- what becomes of a purchase


class BillReason(StrEnum):
    """Why a bill failed or still waits."""

    # Waiting.
    NO_ANSWER = "no_answer"
    IN_PROGRESS = "in_progress"
    TOKEN_MISSING = "token_missing"  # noqa: S105  # a word, not a secret
    FAILURE_UNCONFIRMED = "failure_unconfirmed"
    NOT_FOUND = "not_found"
    # The provider once said that it delivered, or that it knows the purchase, and now denies it.
    CONTRADICTION = "contradiction"
    # Failed.
    FAILED = "failed"
    REFUSED = "refused"
    ACCOUNT_NOT_FOUND = "account_not_found"
    NEVER_ARRIVED = "never_arrived"
    PROVIDER_DOWN = "provider_down"
    # Given back to the customer, and yet delivered later: ours to claim from the provider.
    DELIVERED_AFTER_REFUND = "delivered_after_refund"
    # Decided by a person.
    BY_STAFF = "by_staff"


class Sign(StrEnum):
    """What an answer of the provider amounts to."""

    DELIVERED = "delivered"
    # Delivered by its word, but the token that is due has not come.
    TOKEN_MISSING = "token_missing"  # noqa: S105  # a word, not a secret
    FAILED = "failed"
    NOT_FOUND = "not_found"
    IN_PROGRESS = "in_progress"
    NO_ANSWER = "no_answer"


class Step(Enum):
    """What is to be done about a pending bill."""

    # The held money is the provider's.
    POST = auto()
    # The held money goes back to the customer.
    VOID = auto()
    # The provider is asked once more under the same reference, which it takes once.
    ASK_AGAIN = auto()
    WAIT = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A pending bill as far as it matters for the next step."""

    created_at: datetime
    attempts: int
    reason: BillReason | None
    # The provider has owned to the purchase once: from then on "not found" proves nothing.
    is_known: bool
    # A failure or a not-found that was seen and is not confirmed yet, and since when.
    suspicion: Sign | None
    suspected_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What an answer leads to."""

    step: Step
    reason: BillReason | None
    suspicion: Sign | None = None
    suspected_at: datetime | None = None
    is_known: bool = False
    for_review: bool = False


# A bad word is believed when it is heard again after this long.
GRACE: Final = timedelta(seconds=20)
# After this long nothing is bought any more for somebody who has long gone elsewhere.
TRY_FOR: Final = timedelta(minutes=10)
MOST_ATTEMPTS: Final = 3
# A provider gets this long to answer the purchase itself before it is looked up.
FIRST_LOOK: Final = timedelta(seconds=30)
# A purchase that was never even asked for is taken up by a worker after this.
UNASKED: Final = timedelta(seconds=15)
# After this a person looks at it, too.
LONG: Final = timedelta(hours=1)
# A refund is looked at once more, so that a late delivery does not go unnoticed.
AFTER_REFUND: Final = timedelta(minutes=30)

_WAITS: Final = (5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600)


def wait_before(checks: int) -> timedelta:
    """The pause before the next look-up, growing from seconds to an hour."""
    return timedelta(seconds=_WAITS[min(checks, len(_WAITS) - 1)])


def judge(standing: Standing, sign: Sign, *, now: datetime) -> Judgement:
    """What an answer means for the held money.

    Money is kept only for a delivery and given back only for a failure or a not-found that was heard twice, `GRACE`
    apart, with nothing to the contrary between; and never after the provider had said that the value went out.
    """
    if sign in {Sign.DELIVERED, Sign.TOKEN_MISSING}:
        return _good_word(sign)
    if sign is Sign.NO_ANSWER:
        return _unchanged(standing)
    was_delivered = standing.reason in {BillReason.TOKEN_MISSING, BillReason.CONTRADICTION}
    if sign is Sign.IN_PROGRESS:
        in_progress = Judgement(step=Step.WAIT, reason=BillReason.IN_PROGRESS, is_known=True)
        return _unchanged(standing) if was_delivered else in_progress
    if was_delivered or (sign is Sign.NOT_FOUND and standing.is_known):
        return Judgement(step=Step.WAIT, reason=BillReason.CONTRADICTION, is_known=standing.is_known, for_review=True)
    return _bad_word(standing, sign, now)


def _good_word(sign: Sign) -> Judgement:
    if sign is Sign.DELIVERED:
        return Judgement(step=Step.POST, reason=None, is_known=True)
    return Judgement(step=Step.WAIT, reason=BillReason.TOKEN_MISSING, is_known=True)


def _bad_word(standing: Standing, sign: Sign, now: datetime) -> Judgement:
    is_failure = sign is Sign.FAILED
    since = standing.suspected_at
    if standing.suspicion is not sign or since is None or now - since < GRACE:
        return Judgement(
            step=Step.WAIT,
            reason=BillReason.FAILURE_UNCONFIRMED if is_failure else BillReason.NOT_FOUND,
            suspicion=sign,
            suspected_at=since if standing.suspicion is sign and since is not None else now,
            is_known=standing.is_known or is_failure,
        )
    if is_failure:
        return Judgement(step=Step.VOID, reason=BillReason.FAILED, is_known=True)
    if standing.attempts < MOST_ATTEMPTS and now - standing.created_at < TRY_FOR:
        return Judgement(step=Step.ASK_AGAIN, reason=BillReason.NOT_FOUND, suspicion=sign, suspected_at=since)
    return Judgement(step=Step.VOID, reason=BillReason.NEVER_ARRIVED)


def _unchanged(standing: Standing) -> Judgement:
    return Judgement(
        step=Step.WAIT,
        reason=standing.reason or BillReason.NO_ANSWER,
        suspicion=standing.suspicion,
        suspected_at=standing.suspected_at,
        is_known=standing.is_known,
    )
