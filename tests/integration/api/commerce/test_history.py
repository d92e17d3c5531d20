"""Transactions and orders of a customer, by the document's own examples."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.api.commerce.schemas.history import ORDER_WORDS
from app.domain.states import Environment, OrderState, PaymentPurpose, PaymentState
from app.models import Order, Payment, PaymentMethod
from tests.factories import bring_to, fund_card
from tests.factories.clock import NOW
from tests.integration.api.commerce.conftest import PIN, PRODUCT, STORE, Shop
from tests.integration.api.commerce.test_sign_in import failed
from tests.support.api import Family
from tests.support.shapes import same_shape
from tests.support.statements import count_statements

TRANSACTION: dict[str, Any] = {
    "id": "a1b2c3d4-e5f6-7890-abcd-ef1234567890",
    "customerId": "550e8400-e29b-41d4-a716-446655440000",
    "platformId": "770e8400-e29b-41d4-a716-446655440000",
    "businessId": "550e8400-e29b-41d4-a716-446655440001",
    "transactionReference": "TXN-2024-001234",
    "amount": 50000.0,
    "transactionType": "Payment",
    "status": 1,
    "description": "Order payment for Order #12345",
    "gateway": "Paystack",
    "gatewayTransactionId": "PS-TXN-ABC123",
    "environment": 1,
    "createdAt": "2024-01-15T10:30:00Z",
    "updatedAt": "2024-01-15T10:30:05Z",
    "customerFirstName": "John",
    "customerLastName": "Doe",
    "customerEmail": "john.doe@example.com",
    "statusDisplay": "Successful",
    "transactionTypeDisplay": "Payment",
    "amountDisplay": "-50000.00",
    "customerDisplayName": "John Doe",
}
BOUGHT: dict[str, Any] = {
    "productId": "550e8400-e29b-41d4-a716-446655440000",
    "quantity": 2,
    "productName": "Smartphone X",
    "price": 50000.0,
    "productImage": "https://example.com/product.jpg",
}
ORDER: dict[str, Any] = {
    "id": "880e8400-e29b-41d4-a716-446655440000",
    "platformId": "770e8400-e29b-41d4-a716-446655440000",
    "businessId": "550e8400-e29b-41d4-a716-446655440001",
    "customerId": "550e8400-e29b-41d4-a716-446655440000",
    "products": [BOUGHT],
    "address": "123 Main Street, Lagos, Nigeria",
    "pickUpLocation": "770e8400-e29b-41d4-a716-446655440000",
    "pickupLocationId": "770e8400-e29b-41d4-a716-446655440000",
    "pickupLocationName": "Lagos - Victoria Island Store",
    "isAvailableForDelivery": True,
    "orderStatus": 0,
    "environmentType": 1,
    "transactionReference": "TXN-2024-001234",
    "totalAmount": 100000.0,
    "dateCreated": "2024-01-15T10:30:00Z",
    "dateUpdated": "2024-01-15T10:35:00Z",
    "orderStatusDisplay": "Success",
    "environmentTypeDisplay": "Test",
    "totalProducts": 2,
    "uniqueProducts": 1,
}
COUNTS = {"totalCount": 45, "pageNumber": 1, "pageSize": 50, "totalPages": 1}
LIST = "/api/customer/transaction/list"
ORDERS = "/api/customer/transaction/orders"


def kinds(answer: Any) -> list[tuple[str, str]]:
    return [(one["transactionType"], one["statusDisplay"]) for one in answer.json["data"]["transactions"]]


def ask_for_money(session: Session, shop: Shop, state: PaymentState, reference: str) -> Payment:
    """A top-up by gateway that has moved nothing."""
    payment = Payment(
        purpose=PaymentPurpose.CARD_FUNDING,
        platform_id=shop.platform.id,
        environment=Environment.TEST,
        customer_id=shop.john.id,
        method=PaymentMethod.GATEWAY,
        provider="sandbox",
        reference=reference,
        currency="NGN",
        amount_minor=700_000,
        state=state,
        created_at=NOW + timedelta(hours=1),
        updated_at=NOW + timedelta(hours=1),
    )
    session.add(payment)
    session.commit()
    return payment


def order_of(commerce: Family, token: str, pin: str = PIN) -> str:
    """Two pieces bought with the card; the order's uuid."""
    body = {
        "totalAmount": 199.98,
        "paymentMethod": "ShoppingCard",
        "products": [{"productId": str(PRODUCT), "quantity": 2}],
        "storeLocationId": str(STORE),
        "transactionPin": pin,
    }
    answer = commerce.post("/api/checkout/shopping-card", body, token=token)
    assert answer.status == 200, answer.json
    return str(answer.json["data"]["orderId"])


def test_transactions(commerce: Family, john: str, shop: Shop, session: Session) -> None:
    order_uuid = order_of(commerce, john)
    number = session.scalars(select(Order.number).where(Order.uuid == UUID(order_uuid))).one()

    answer = commerce.get(f"{LIST}?transactionType=Payment", token=john)

    assert answer.status == 200
    assert answer.json["message"] == "Successfully retrieved customer transactions"
    same_shape(
        {"transactions": [TRANSACTION], **COUNTS, "currentBalance": 150000.0},
        answer.json["data"],
    )
    [paid] = answer.json["data"]["transactions"]
    assert (paid["amount"], paid["amountDisplay"], paid["description"], paid["gateway"]) == (
        199.98,
        "-199.98",
        f"Order {number}",
        "ShoppingCard",
    )
    assert paid["platformId"] == str(shop.platform.uuid)


def test_the_balance_is_that_of_the_card(commerce: Family, john: str, shop: Shop, session: Session) -> None:
    order_of(commerce, john)
    ask_for_money(session, shop, PaymentState.PENDING, "PAYWAITS")

    listed = commerce.get(LIST, token=john).json["data"]
    card = commerce.get("/api/customer/get-card-balance", token=john).json["data"]

    assert listed["currentBalance"] == card["currentBalance"]
    signs = [float(one["amountDisplay"]) for one in listed["transactions"] if one["status"] == 1]
    assert round(sum(signs), 2) == listed["currentBalance"]


@pytest.mark.parametrize(
    ("status", "found"),
    [
        ("0", ["Pending", "Pending"]),
        ("Pending", ["Pending", "Pending"]),
        ("1", ["Successful"]),
        ("successful", ["Successful"]),
        ("2", ["Failed", "Failed"]),
    ],
)
def test_transactions_by_status(
    commerce: Family, john: str, shop: Shop, session: Session, status: str, found: list[str]
) -> None:
    """John's card was filled once; payments that moved nothing are waiting or failed."""
    states = (PaymentState.PENDING, PaymentState.FAILED, PaymentState.ABANDONED, PaymentState.NEEDS_REVIEW)
    for number, state in enumerate(states):
        ask_for_money(session, shop, state, f"PAYTEST{number}")

    assert [word for _, word in kinds(commerce.get(f"{LIST}?status={status}", token=john))] == found


@pytest.mark.parametrize(("typed", "found"), [("Payment", 1), ("pay", 1), ("card fund", 1), ("%25", 0), ("Refund", 0)])
def test_transactions_by_part_of_the_type(
    commerce: Family, john: str, shop: Shop, session: Session, typed: str, found: int
) -> None:
    order_of(commerce, john)

    wanted = commerce.get(f"{LIST}?transactionType={typed}", token=john)

    assert {kind.casefold().count(typed.casefold()) >= 1 for kind, _ in kinds(wanted)} <= {True}
    assert (len(kinds(wanted)) >= 1) == (found >= 1)


@pytest.mark.parametrize(
    ("first", "last", "form", "found"),
    [
        (0, 0, "%Y-%m-%d", 1),
        (None, -1, "%Y-%m-%d", 0),
        (1, None, "%Y-%m-%d", 0),
        (0, 0, "%Y-%m-%dT00:00:00Z", 1),
        (-1, 1, "%Y-%m-%dT12:00:00", 1),
    ],
)
def test_the_last_day_counts(
    commerce: Family, john: str, session: Session, first: int | None, last: int | None, form: str, found: int
) -> None:
    order_of(commerce, john)
    placed = session.scalars(select(Order.placed_at)).one()
    period = {
        name: (placed + timedelta(days=days)).strftime(form)
        for name, days in (("startDate", first), ("endDate", last))
        if days is not None
    }

    assert commerce.get(ORDERS, query=period, token=john).json["data"]["totalCount"] == found


def test_the_last_day_there_is(commerce: Family, john: str) -> None:
    order_of(commerce, john)

    assert commerce.get(f"{ORDERS}?endDate=9999-12-31", token=john).json["data"]["totalCount"] == 1


@pytest.mark.parametrize("path", [LIST, ORDERS])
@pytest.mark.parametrize("wrong", ["startDate=yesterday", "endDate=2024-13-01", "pageNumber=0", "pageSize=0"])
def test_what_is_not_understood_is_refused(commerce: Family, john: str, path: str, wrong: str) -> None:
    answer = commerce.get(f"{path}?{wrong}", token=john)

    assert (answer.status, answer.json["success"], answer.json["data"]) == (400, False, None)


@pytest.mark.parametrize("wrong", [f"{LIST}?status=3", f"{LIST}?status=done", f"{ORDERS}?orderStatus=Completed"])
def test_an_unknown_status_is_refused(commerce: Family, john: str, wrong: str) -> None:
    assert commerce.get(wrong, token=john).status == 400


def test_orders(commerce: Family, john: str, shop: Shop, session: Session) -> None:
    order_uuid = order_of(commerce, john)

    answer = commerce.get(ORDERS, token=john)

    assert (answer.status, answer.json["message"]) == (200, "Retrieved 1 orders successfully")
    same_shape({"orders": [ORDER], **COUNTS}, answer.json["data"])
    found = answer.json["data"]["orders"][0]
    assert found["id"] == order_uuid
    assert (found["totalProducts"], found["uniqueProducts"], found["totalAmount"]) == (2, 1, 199.98)
    assert (found["orderStatus"], found["orderStatusDisplay"], found["environmentTypeDisplay"]) == (
        0,
        "Success",
        "Test",
    )
    assert found["pickUpLocation"] == found["pickupLocationId"] == str(shop.store.uuid)
    assert found["isAvailableForDelivery"] is False


def test_pages_of_orders(commerce: Family, john: str, shop: Shop, session: Session) -> None:
    for _ in range(3):
        order_of(commerce, john)

    data = commerce.get(f"{ORDERS}?pageNumber=2&pageSize=2", token=john).json["data"]

    assert len(data["orders"]) == 1
    assert (data["totalCount"], data["pageNumber"], data["pageSize"], data["totalPages"]) == (3, 2, 2, 2)


@pytest.mark.parametrize(
    ("state", "word", "number"),
    [
        (OrderState.CONFIRMED, "Success", 0),
        (OrderState.PREPARING, "Accepted", 5),
        (OrderState.READY, "Accepted", 5),
        (OrderState.COMPLETED, "Confirmed", 3),
    ],
)
def test_orders_by_status(
    commerce: Family, john: str, shop: Shop, session: Session, state: OrderState, word: str, number: int
) -> None:
    bring_to(session, session.scalars(select(Order).where(Order.uuid == UUID(order_of(commerce, john)))).one(), state)

    for asked in (word, word.upper(), str(number)):
        found = commerce.get(f"{ORDERS}?orderStatus={asked}", token=john).json["data"]["orders"]
        assert [(one["orderStatus"], one["orderStatusDisplay"]) for one in found] == [(number, word)]
    assert commerce.get(f"{ORDERS}?orderStatus=Returned", token=john).json["data"]["orders"] == []


def test_every_state_has_one_word() -> None:
    counted = [state for states in ORDER_WORDS.values() for state in states]

    assert sorted(counted) == sorted(OrderState)


@pytest.mark.parametrize("path", [LIST, ORDERS])
def test_nobody_sees_anothers(commerce: Family, john: str, jane: str, shop: Shop, session: Session, path: str) -> None:
    order_of(commerce, john)

    assert commerce.get(path, token=jane).json["data"]["totalCount"] == 0


@pytest.mark.parametrize("path", [LIST, ORDERS])
def test_signing_in_is_needed(commerce: Family, path: str) -> None:
    answer = commerce.get(path)

    assert (answer.status, answer.json) == (401, failed("Customer not authenticated"))


@pytest.mark.parametrize("path", [LIST, ORDERS])
def test_statements_do_not_grow_with_the_list(
    commerce: Family, john: str, shop: Shop, session: Session, path: str
) -> None:
    order_of(commerce, john)
    with count_statements() as few:
        commerce.get(path, token=john)
    for _ in range(4):
        fund_card(session, shop.john, 100)
        order_of(commerce, john)
    with count_statements() as many:
        commerce.get(path, token=john)

    assert len(many) == len(few)
