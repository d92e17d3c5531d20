"""What may be bought, which shelf a data plan is on, and what an answer of a provider means for the money."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import bills
from app.domain.bills import (
    GRACE,
    MOST_ATTEMPTS,
    TRY_FOR,
    BillKind,
    BillReason,
    Judgement,
    Period,
    Sign,
    Standing,
    Step,
    judge,
    limits_minor,
    period_of,
    token_is_due,
    wait_before,
)

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ASKED = Standing(created_at=NOW, attempts=1, reason=None, is_known=False, suspicion=None, suspected_at=None)
BAD = (Sign.FAILED, Sign.NOT_FOUND)


def after(standing: Standing, found: Judgement) -> Standing:
    """The bill as the next answer finds it."""
    return replace(
        standing,
        reason=found.reason,
        is_known=standing.is_known or found.is_known,
        suspicion=found.suspicion,
        suspected_at=found.suspected_at,
    )


def hear(*signs: tuple[Sign, float], standing: Standing = ASKED) -> Judgement:
    """The last judgement after hearing each sign so many seconds after the one before."""
    now, found = NOW, None
    for sign, seconds in signs:
        now += timedelta(seconds=seconds)
        found = judge(standing, sign, now=now)
        standing = after(standing, found)
    assert found is not None
    return found


def test_limits_are_those_of_the_document() -> None:
    assert {kind: limits_minor(kind, "NGN") for kind in BillKind} == {
        BillKind.AIRTIME: (5_000, 5_000_000),
        BillKind.DATA: (5_000, 5_000_000),
        BillKind.ELECTRICITY: (10_000, 10_000_000),
        BillKind.CABLE: (50_000, 10_000_000),
    }


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("1GB Monthly", Period.MONTHLY),
        ("mtn-1gb-monthly", Period.MONTHLY),
        ("MTN 100MB Daily", Period.DAILY),
        ("MTN 1.5GB Weekly Plan", Period.WEEKLY),
        ("1GB 24 hours", Period.DAILY),
        ("2.5GB for 2 days", Period.DAILY),
        ("2.5GB 3-day plan", Period.DAILY),
        ("7GB 7 Days", Period.WEEKLY),
        ("3GB 14 days", Period.WEEKLY),
        ("10GB 30 Days", Period.MONTHLY),
        ("100GB 2 months", Period.MONTHLY),
        ("GLO_WEEKEND_1GB", Period.DAILY),
        ("Night plan", Period.DAILY),
        ("1TB 1 year", Period.MONTHLY),
        ("Mega bundle", Period.MONTHLY),
        ("", Period.MONTHLY),
    ],
)
def test_the_period_is_read_from_the_name(name: str, period: Period) -> None:
    assert period_of(name) is period


@given(st.text(max_size=80))
def test_each_plan_is_on_exactly_one_shelf(name: str) -> None:
    assert period_of(name) in Period


def test_a_token_is_due_for_prepaid_electricity_only() -> None:
    assert token_is_due(BillKind.ELECTRICITY, "ekedc-prepaid EKEDC Prepaid")
    assert token_is_due(BillKind.ELECTRICITY, "EKEDC")
    assert not token_is_due(BillKind.ELECTRICITY, "EKEDC_POSTPAID EKEDC Postpaid")
    assert not any(token_is_due(kind, "prepaid") for kind in BillKind if kind is not BillKind.ELECTRICITY)


def test_a_delivery_is_believed_at_once_whatever_was_heard_before() -> None:
    assert hear((Sign.DELIVERED, 0)).step is Step.POST
    assert hear((Sign.FAILED, 0), (Sign.DELIVERED, 5)).step is Step.POST
    assert hear((Sign.TOKEN_MISSING, 0), (Sign.FAILED, 60), (Sign.DELIVERED, 60)).step is Step.POST


def test_a_failure_is_believed_when_it_is_heard_again_after_the_grace() -> None:
    assert hear((Sign.FAILED, 0)) == Judgement(
        step=Step.WAIT,
        reason=BillReason.FAILURE_UNCONFIRMED,
        suspicion=Sign.FAILED,
        suspected_at=NOW,
        is_known=True,
    )
    assert hear((Sign.FAILED, 0), (Sign.FAILED, 19)).step is Step.WAIT
    assert hear((Sign.FAILED, 0), (Sign.FAILED, 10), (Sign.FAILED, 10)).step is Step.VOID
    assert hear((Sign.FAILED, 0), (Sign.FAILED, 20)).reason is BillReason.FAILED


def test_anything_to_the_contrary_starts_the_grace_again() -> None:
    assert hear((Sign.FAILED, 0), (Sign.IN_PROGRESS, 10), (Sign.FAILED, 10)).step is Step.WAIT


def test_no_answer_is_nothing_to_the_contrary() -> None:
    assert hear((Sign.FAILED, 0), (Sign.NO_ANSWER, 10), (Sign.FAILED, 10)).step is Step.VOID
    assert hear((Sign.NO_ANSWER, 0)).reason is BillReason.NO_ANSWER


def test_what_is_not_there_is_asked_for_again_and_then_given_back() -> None:
    assert hear((Sign.NOT_FOUND, 0)).step is Step.WAIT
    assert hear((Sign.NOT_FOUND, 0), (Sign.NOT_FOUND, 20)).step is Step.ASK_AGAIN
    tried = replace(ASKED, attempts=MOST_ATTEMPTS)
    assert hear((Sign.NOT_FOUND, 0), (Sign.NOT_FOUND, 20), standing=tried) == Judgement(
        step=Step.VOID, reason=BillReason.NEVER_ARRIVED
    )
    late = TRY_FOR.total_seconds()
    assert hear((Sign.NOT_FOUND, 0), (Sign.NOT_FOUND, late)).step is Step.VOID


def test_what_was_there_once_is_never_given_back_for_not_being_found() -> None:
    for first in (Sign.IN_PROGRESS, Sign.FAILED):
        found = hear((first, 0), (Sign.NOT_FOUND, 60), (Sign.NOT_FOUND, 600))
        assert (found.step, found.reason, found.for_review) == (Step.WAIT, BillReason.CONTRADICTION, True)


def test_a_missing_token_waits_for_it_and_nothing_else() -> None:
    assert hear((Sign.TOKEN_MISSING, 0)).reason is BillReason.TOKEN_MISSING
    assert hear((Sign.TOKEN_MISSING, 0), (Sign.IN_PROGRESS, 60)).reason is BillReason.TOKEN_MISSING
    denied = hear((Sign.TOKEN_MISSING, 0), (Sign.FAILED, 60), (Sign.FAILED, 600))
    assert (denied.step, denied.reason, denied.for_review) == (Step.WAIT, BillReason.CONTRADICTION, True)


HEARD = st.lists(
    st.tuples(st.sampled_from(Sign), st.floats(min_value=0, max_value=3_000).map(lambda s: round(s, 3))),
    min_size=1,
    max_size=12,
)


@given(HEARD)
def test_money_goes_back_only_for_two_bad_words_with_the_grace_between(heard: list[tuple[Sign, float]]) -> None:
    """Whatever a provider says in whatever order: nothing is refunded after a good word or on a single bad one."""
    now, standing = NOW, ASKED
    since: dict[Sign, datetime] = {}
    said: set[Sign] = set()
    for sign, seconds in heard:
        now += timedelta(seconds=seconds)
        found = judge(standing, sign, now=now)
        if sign is not Sign.NO_ANSWER:
            since = {sign: since.get(sign, now)} if sign in BAD else {}
        if found.step in {Step.VOID, Step.ASK_AGAIN}:
            assert now - since[sign] >= GRACE
            assert Sign.TOKEN_MISSING not in said
            assert sign is not Sign.NOT_FOUND or not said & {Sign.IN_PROGRESS, Sign.FAILED}
        assert (found.step is Step.POST) == (sign is Sign.DELIVERED)
        assert found.step is Step.POST or found.reason is not None
        said.add(sign)
        if found.step in {Step.VOID, Step.POST}:
            return
        standing = after(standing, found)


def test_pauses_grow_from_seconds_to_an_hour() -> None:
    pauses = [wait_before(checks).total_seconds() for checks in range(30)]

    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (5, 3_600)
    assert timedelta(seconds=60) > bills.FIRST_LOOK + GRACE
