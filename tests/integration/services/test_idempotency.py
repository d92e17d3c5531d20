"""Kept replies: who gets the key, who gets the reply, who is told to wait."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.domain.errors import IdempotencyKeyReused, RequestInProgress
from app.services import idempotency
from app.services.idempotency import KEPT_FOR, LEASE, Claim, KeptReply
from tests.factories import NOW

REPLY = KeptReply(status=200, content_type="application/json", body='{"token": "secret"}')


def claim(session: Session, *, request_hash: str = "a", now: datetime = NOW, scope: str = "1:0:register") -> Claim:
    found = idempotency.claim(session, scope=scope, key="k", request_hash=request_hash, now=now)
    assert isinstance(found, Claim)
    return found


def test_a_repetition_gets_the_kept_reply(session: Session) -> None:
    idempotency.keep(session, claim(session), REPLY)

    again = idempotency.claim(session, scope="1:0:register", key="k", request_hash="a", now=NOW + timedelta(hours=23))

    assert again == REPLY


def test_another_request_with_the_same_key_is_refused(session: Session) -> None:
    idempotency.keep(session, claim(session), REPLY)

    with pytest.raises(IdempotencyKeyReused):
        claim(session, request_hash="b")


def test_while_the_first_runs_the_second_waits(session: Session) -> None:
    claim(session)

    with pytest.raises(RequestInProgress):
        claim(session, now=NOW + LEASE - timedelta(seconds=1))


def test_a_dead_request_is_taken_over_once_and_its_late_reply_is_not_kept(session: Session) -> None:
    first = claim(session)
    later = NOW + LEASE
    second = claim(session, now=later)

    with pytest.raises(RequestInProgress):
        claim(session, now=later)
    with pytest.raises(RequestInProgress):
        idempotency.keep(session, first, REPLY)
    idempotency.keep(session, second, REPLY)
    assert (second.record_id, second.expires_at) == (first.record_id, first.expires_at)


def test_after_a_day_the_key_is_new_again(session: Session) -> None:
    idempotency.keep(session, claim(session), REPLY)

    fresh = claim(session, request_hash="b", now=NOW + KEPT_FOR)

    assert fresh.expires_at == NOW + 2 * KEPT_FOR


def test_a_refused_request_gives_the_key_back(session: Session) -> None:
    idempotency.release(session, claim(session))

    assert isinstance(claim(session, request_hash="b"), Claim)


def test_giving_back_does_not_touch_a_kept_reply(session: Session) -> None:
    mine = claim(session)
    idempotency.keep(session, mine, REPLY)

    idempotency.release(session, mine)

    assert idempotency.claim(session, scope="1:0:register", key="k", request_hash="a", now=NOW) == REPLY


def test_the_same_key_of_another_credential_is_another_key(session: Session) -> None:
    claim(session)

    assert isinstance(claim(session, scope="2:0:register"), Claim)


def test_the_kept_reply_is_not_readable_in_the_database(session: Session) -> None:
    idempotency.keep(session, claim(session), REPLY)

    stored = session.execute(text("SELECT body FROM idempotency_record")).scalar_one()

    assert "secret" not in stored


def test_purging_forgets_what_is_past_its_day(session: Session) -> None:
    claim(session)
    claim(session, scope="2:0:register", now=NOW + timedelta(hours=1))

    assert idempotency.purge(session, now=NOW + KEPT_FOR) == 1
    assert idempotency.purge(session, now=NOW + KEPT_FOR) == 0
