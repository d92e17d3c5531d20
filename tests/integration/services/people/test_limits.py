"""Counting attempts."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import TooManyAttempts
from app.models import AttemptCounter
from app.services import limits
from tests.factories import NOW

MINUTE = timedelta(minutes=1)


def hit(session: Session, after: timedelta = timedelta(0), key: str = "k") -> None:
    limits.hit(session, key=key, most=3, window=MINUTE, now=NOW + after)


def test_so_many_and_no_more(session: Session) -> None:
    for _time in range(3):
        hit(session)
    with pytest.raises(TooManyAttempts) as refusal:
        hit(session)
    assert refusal.value.retry_at == NOW + MINUTE
    hit(session, key="another")


def test_a_window_begins_with_the_first_attempt_and_then_a_new_one_does(session: Session) -> None:
    hit(session)
    for _time in range(2):
        hit(session, after=timedelta(seconds=59))
    hit(session, after=MINUTE)
    row = session.scalars(select(AttemptCounter)).one()
    assert (row.attempts, row.window_ends_at) == (1, NOW + 2 * MINUTE)


def test_checking_counts_nothing(session: Session) -> None:
    for _time in range(3):
        limits.check(session, key="k", most=3, now=NOW)
        hit(session)
    with pytest.raises(TooManyAttempts):
        limits.check(session, key="k", most=3, now=NOW)
    limits.check(session, key="k", most=3, now=NOW + MINUTE)


def test_an_attempt_given_back_can_be_used_again(session: Session) -> None:
    for _time in range(3):
        hit(session)
    limits.give_back(session, key="k")
    hit(session)
    limits.forget(session, key="k")
    hit(session)
    assert session.scalars(select(AttemptCounter.attempts)).one() == 1


def test_what_is_over_is_swept_away(session: Session) -> None:
    hit(session, key="old")
    hit(session, key="new", after=MINUTE)
    assert limits.sweep(session, now=NOW + MINUTE) == 1
    assert session.scalars(select(AttemptCounter.key)).all() == ["new"]
