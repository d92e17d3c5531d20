"""The `Idempotency-Key` header over HTTP."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.models import IdempotencyRecord, Order
from app.services import idempotency
from tests.factories import make_api_key
from tests.integration.api.commerce.conftest import PRODUCT, Shop, token_of
from tests.integration.api.commerce.test_checkout import BODY
from tests.integration.api.commerce.test_sign_in import ADA, failed
from tests.support.api import Answer, Family


def buy(commerce: Family, token: str, key: str, **changes: Any) -> Answer:
    return commerce.post("/api/checkout", {**BODY, **changes}, token=token, idempotency_key=key)


def orders(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Order)) or 0


@pytest.mark.parametrize("again", ["k-1", '"k-1"', "  k-1 "])
def test_a_repetition_gets_the_first_reply_and_buys_nothing(
    commerce: Family, john: str, session: Session, again: str
) -> None:
    first = buy(commerce, john, "k-1")

    second = buy(commerce, john, again)

    assert (second.status, second.json) == (200, first.json)
    assert "Idempotent-Replayed" not in first.headers
    assert second.headers["Idempotent-Replayed"] == "true"
    assert second.headers["Content-Type"] == first.headers["Content-Type"]
    assert orders(session) == 1


def test_members_in_another_order_are_the_same_request(commerce: Family, john: str, session: Session) -> None:
    first = buy(commerce, john, "k-1")

    second = commerce.post("/api/checkout", dict(reversed(BODY.items())), token=john, idempotency_key="k-1")

    assert (second.status, second.json) == (200, first.json)


def test_another_body_under_the_same_key_is_refused(commerce: Family, john: str, session: Session) -> None:
    buy(commerce, john, "k-1")

    answer = buy(commerce, john, "k-1", totalAmount=99.99, products=[{"productId": str(PRODUCT), "quantity": 1}])

    assert (answer.status, answer.json) == (422, failed("Idempotency-Key was already used with a different request"))
    assert orders(session) == 1


def test_another_query_under_the_same_key_is_refused(commerce: Family, john: str) -> None:
    path = "/api/customer/cart/sync"
    commerce.post(path, query={"sessionId": "a"}, token=john, idempotency_key="k-1")

    assert commerce.post(path, query={"sessionId": "b"}, token=john, idempotency_key="k-1").status == 422


def test_while_the_first_is_running_the_second_is_told_to_wait(commerce: Family, john: str, session: Session) -> None:
    buy(commerce, john, "k-1")
    session.execute(update(IdempotencyRecord).values(status=None, body=None, created_at=_now(session)))
    session.commit()

    answer = buy(commerce, john, "k-1")

    assert (answer.status, answer.json) == (
        409,
        failed("A request with this Idempotency-Key is still being processed"),
    )
    assert answer.headers["Retry-After"] == "1"


def test_a_request_that_died_after_its_effect_is_taken_up_without_a_second_one(
    commerce: Family, john: str, session: Session
) -> None:
    first = buy(commerce, john, "k-1")
    long_ago = _now(session) - idempotency.LEASE
    session.execute(update(IdempotencyRecord).values(status=None, body=None, created_at=long_ago))
    session.commit()

    second = buy(commerce, john, "k-1")

    assert (second.status, second.json) == (200, first.json)
    assert orders(session) == 1


def test_after_a_day_the_key_buys_again(commerce: Family, john: str, session: Session) -> None:
    first = buy(commerce, john, "k-1")
    session.execute(update(IdempotencyRecord).values(expires_at=_now(session) - timedelta(hours=24)))
    session.commit()

    second = buy(commerce, john, "k-1")

    assert second.status == 200
    assert second.json["data"]["orderId"] != first.json["data"]["orderId"]
    assert orders(session) == 2


def test_a_refused_request_may_be_corrected_under_the_same_key(commerce: Family, john: str, session: Session) -> None:
    refused = buy(commerce, john, "k-1", transactionPin="0000")

    answer = buy(commerce, john, "k-1")

    assert (refused.status, answer.status) == (400, 200)
    assert "Idempotent-Replayed" not in answer.headers
    assert orders(session) == 1


def test_the_key_belongs_to_the_customer_and_the_route(
    commerce: Family, john: str, jane: str, session: Session
) -> None:
    buy(commerce, john, "k-1")

    assert buy(commerce, jane, "k-1", transactionPin="4321").json == failed("Insufficient shopping card balance")
    other_route = commerce.post("/api/checkout/shopping-card", BODY, token=john, idempotency_key="k-1")
    assert "Idempotent-Replayed" not in other_route.headers
    assert orders(session) == 2


def test_the_key_belongs_to_the_api_key(commerce: Family, john: str, shop: Shop, session: Session) -> None:
    other = make_api_key(session, shop.platform)
    session.commit()
    buy(commerce, john, "k-1")

    answer = commerce.post("/api/checkout", BODY, token=john, idempotency_key="k-1", key=other)

    assert "Idempotent-Replayed" not in answer.headers
    assert orders(session) == 2


def test_a_registration_is_repeated_without_a_conflict(commerce: Family, shop: Shop) -> None:
    first, second = (commerce.post("/api/customer/register", ADA, idempotency_key="k-1") for _time in range(2))

    assert (second.status, second.json) == (first.status, first.json)
    assert second.headers["Idempotent-Replayed"] == "true"


def test_a_repetition_in_one_unit_of_work_adds_once(commerce: Family, john: str) -> None:
    body = {"productId": str(PRODUCT), "quantity": 2}

    for _time in range(3):
        commerce.post("/api/customer/cart/add", body, token=john, idempotency_key="k-1")

    assert commerce.get("/api/customer/cart/count", token=john).json["data"] == 2


def test_the_kept_reply_of_a_sign_in_is_no_way_round_the_password(commerce: Family, john: str) -> None:
    right = {"emailOrPhone": "john.doe@example.com", "password": "SecurePass123"}
    commerce.post("/api/customer/login", right, idempotency_key="k-1")

    answer = commerce.post("/api/customer/login", right | {"password": "guessed"}, idempotency_key="k-1")

    assert answer.status == 422
    assert token_of(commerce, "john.doe@example.com")


@pytest.mark.parametrize("key", ["", '""', "x" * 256, "a\tb", "clé"])
def test_a_key_that_is_none(commerce: Family, john: str, session: Session, key: str) -> None:
    answer = buy(commerce, john, key)

    assert (answer.status, answer.json) == (400, failed("Idempotency-Key must be 1 to 255 printable characters"))
    assert orders(session) == 0


@pytest.mark.parametrize("key", ["x" * 255, '"' + "x" * 255 + '"'])
def test_a_long_key(commerce: Family, john: str, key: str) -> None:
    assert buy(commerce, john, key).status == 200


def test_reads_do_not_look_at_the_key(commerce: Family, john: str, session: Session) -> None:
    answers = [commerce.get("/api/customer/cart/count", token=john, idempotency_key="k-1").status for _time in range(2)]

    assert answers == [200, 200]
    assert session.scalar(select(func.count()).select_from(IdempotencyRecord)) == 0


def _now(session: Session) -> Any:
    """When the record was claimed."""
    return session.scalars(select(IdempotencyRecord.created_at)).one()
