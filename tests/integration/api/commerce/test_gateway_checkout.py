"""Checkout on a gateway's page, delivery, funding the card and verifying, by the document's own examples."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.states import OrderState
from app.extensions import gateways
from app.integrations.payments.sandbox import SandboxPayments
from app.models import Order, PaymentMethod
from app.services import payments
from app.services.ledger_audit import audit
from app.services.provider_ports import ProviderUnclear
from tests.integration.api.commerce.conftest import Shop
from tests.integration.api.commerce.test_checkout import BODY as CARD_BODY
from tests.integration.api.commerce.test_products import replied
from tests.integration.api.commerce.test_sign_in import failed
from tests.support.api import Answer, Family
from tests.support.shapes import same_shape

PATHS = ["/api/checkout", "/api/checkout/payment-gateway"]
BACK = "https://yourapp.com/payment/callback"
BODY: dict[str, Any] = {name: value for name, value in CARD_BODY.items() if name != "transactionPin"} | {
    "paymentMethod": "PaymentGateway",
    "redirectUrl": BACK,
}
SAMPLE: dict[str, Any] = {
    "orderId": "880e8400-e29b-41d4-a716-446655440000",
    "transactionReference": "TXN123456789",
    "paymentUrl": "https://payment-gateway.com/pay/TXN123456789",
    "orderStatus": "Pending",
    "paymentMethod": "PaymentGateway",
    "totalAmount": 199.98,
    "currency": "NGN",
    "createdAt": "2025-01-15T10:30:00Z",
    "message": "Payment URL generated successfully",
}
FUNDED: dict[str, Any] = {
    "success": True,
    "message": "Payment URL generated successfully",
    "authorizationUrl": "https://payment-gateway.com/authorize/ACC123456",
    "accessCode": "ACC123456",
    "reference": "REF123456789",
    "checkoutUrl": "https://payment-gateway.com/checkout/REF123456789",
    "transactionReference": "TXN123456789",
    "paymentReference": "PAY123456789",
    "gateway": "Paystack",
}
VERIFIED: dict[str, Any] = {
    "isSuccessful": True,
    "transactionReference": "TXN123456789",
    "status": "success",
    "amount": 5000.0,
    "currency": "NGN",
    "completedAt": "2025-01-15T10:35:00Z",
    "paymentMethod": "PaymentGateway",
    "message": "Transaction completed successfully",
}


@pytest.fixture(autouse=True)
def _return_hosts(shop: Shop, session: Session) -> None:
    shop.platform.return_hosts = ["yourapp.com"]
    session.commit()


@pytest.fixture
def gateway(app: Flask) -> SandboxPayments:
    with app.app_context():
        found = gateways().providers.payment_named("sandbox")
    assert isinstance(found, SandboxPayments)
    return found


def buy(commerce: Family, token: str, path: str = PATHS[0], **changes: Any) -> Answer:
    return commerce.post(path, {**BODY, **changes}, token=token)


def verify(commerce: Family, token: str, reference: str) -> Answer:
    return commerce.post("/api/transaction/verify-transaction", {"transactionReference": reference}, token=token)


def decide(app: Flask, gateway: SandboxPayments, reference: str, outcome: str) -> None:
    with app.app_context():
        gateway.decide(reference, outcome)


@pytest.mark.parametrize("path", PATHS)
def test_checkout_on_a_page(commerce: Family, john: str, session: Session, path: str) -> None:
    answer = buy(commerce, john, path)

    assert answer.status == 200, answer.json
    same_shape(replied("Checkout processed successfully", SAMPLE), answer.json)
    data = answer.json["data"]
    order = session.scalars(select(Order)).one()
    assert (data["orderId"], data["orderStatus"], data["totalAmount"], data["currency"]) == (
        str(order.uuid),
        "Pending",
        199.98,
        "NGN",
    )
    assert data["transactionReference"] in data["paymentUrl"]
    assert (order.state, order.total_minor) == (OrderState.PENDING_PAYMENT, 19_998)


def test_verifying_completes_the_order_once(
    app: Flask, commerce: Family, john: str, gateway: SandboxPayments, session: Session
) -> None:
    reference = buy(commerce, john).json["data"]["transactionReference"]
    before = verify(commerce, john, reference)
    decide(app, gateway, reference, "success")

    first, second = verify(commerce, john, reference), verify(commerce, john, reference)

    assert (before.json["data"]["status"], before.json["data"]["isSuccessful"]) == ("pending", False)
    assert before.json["data"]["completedAt"] is None
    same_shape(replied("Transaction verified successfully", VERIFIED), first.json)
    assert first.json == second.json
    assert first.json["data"] | {"completedAt": 0} == VERIFIED | {
        "completedAt": 0,
        "amount": 199.98,
        "transactionReference": reference,
    }
    assert session.scalars(select(Order.state)).one() is OrderState.CONFIRMED
    assert [finding.promise for finding in audit(session) if finding.breaches] == []


def test_a_declined_payment_says_so(app: Flask, commerce: Family, john: str, gateway: SandboxPayments) -> None:
    reference = buy(commerce, john).json["data"]["transactionReference"]
    decide(app, gateway, reference, "failed")

    data = verify(commerce, john, reference).json["data"]

    assert (data["isSuccessful"], data["status"], data["message"]) == (False, "failed", "Transaction failed")


def test_the_reference_may_go_by_its_other_name(commerce: Family, john: str) -> None:
    reference = buy(commerce, john).json["data"]["transactionReference"]

    answer = commerce.post("/api/transaction/verify-transaction", {"reference": reference}, token=john)
    neither = commerce.post("/api/transaction/verify-transaction", {}, token=john)

    assert answer.json["data"]["transactionReference"] == reference
    assert (neither.status, neither.json) == (400, failed("transactionReference is required"))


def test_somebody_elses_transaction_is_not_found(commerce: Family, john: str, jane: str) -> None:
    reference = buy(commerce, john).json["data"]["transactionReference"]

    for answer in (verify(commerce, jane, reference), verify(commerce, john, "TXN123456789")):
        assert (answer.status, answer.json) == (404, failed("Transaction not found"))


def test_a_repeated_request_is_one_order_and_one_payment(commerce: Family, john: str, session: Session) -> None:
    headers = {"Idempotency-Key": "order-1"}
    first, second = (commerce.post(PATHS[0], BODY, token=john, headers=headers) for _ in range(2))

    assert first.json == second.json
    assert session.scalar(select(func.count(Order.id))) == 1


def test_a_gateway_that_failed_is_gone_on_with_under_the_same_key(
    commerce: Family, john: str, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    headers = {"Idempotency-Key": "order-1"}

    def lost(*_given: object) -> None:
        raise ProviderUnclear("timeout")

    with monkeypatch.context() as patch:
        patch.setattr(SandboxPayments, "start", lost)
        refused = commerce.post(PATHS[0], BODY, token=john, headers=headers)
    answer = commerce.post(PATHS[0], BODY, token=john, headers=headers)

    assert (refused.status, refused.json) == (
        502,
        failed("The provider could not be reached. Please try again later"),
    )
    assert (answer.status, session.scalar(select(func.count(Order.id)))) == (200, 1)


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/callback",
        "https://yourapp.com.evil.example/",
        "https://yourapp.com@evil.example/",
        "https://yourapp.com:8443/",
        "https://evil.example\\@yourapp.com/",
        "https://sub.yourapp.com/",
    ],
)
@pytest.mark.parametrize("path", [*PATHS, "/api/transaction/fund-shopping-card"])
def test_people_are_sent_back_to_listed_hosts_only(
    commerce: Family, john: str, session: Session, path: str, url: str
) -> None:
    body = {"amount": 5000.0, "callbackUrl": url} if "fund" in path else {**BODY, "redirectUrl": url}

    answer = commerce.post(path, body, token=john)

    assert (answer.status, answer.json) == (400, failed("Return URL is not allowed for this platform"))
    assert session.scalar(select(func.count(Order.id))) == 0


def test_the_customer_comes_back_to_the_third_party_with_the_outcome(
    app: Flask, commerce: Family, john: str, gateway: SandboxPayments
) -> None:
    reference = buy(commerce, john, redirectUrl=f"{BACK}?cart=7&status=x").json["data"]["transactionReference"]
    decide(app, gateway, reference, "success")

    answer = app.test_client().get(f"/lagos/pay/return/{reference}")

    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        f"{BACK}?cart=7&reference={reference}&transactionReference={reference}&status=success",
    )


def test_the_mismatch_and_a_missing_address_to_return_to(commerce: Family, john: str) -> None:
    wrong = buy(commerce, john, totalAmount=199.97)
    missing = commerce.post(PATHS[1], {n: v for n, v in BODY.items() if n != "redirectUrl"}, token=john)
    card = commerce.post(PATHS[1], CARD_BODY, token=john)

    assert (wrong.status, wrong.json) == (400, failed("Total amount mismatch"))
    assert (missing.status, missing.json) == (400, failed("redirectUrl is required"))
    assert card.status == 400


def test_without_a_gateway_nothing_is_started(commerce: Family, john: str, shop: Shop, session: Session) -> None:
    shop.platform.providers = {"payments": "none"}
    session.commit()

    for path, body in ((PATHS[0], BODY), ("/api/transaction/fund-shopping-card", {"amount": 5.0, "callbackUrl": BACK})):
        answer = commerce.post(path, body, token=john)
        assert (answer.status, answer.json) == (503, failed("Payment gateway is not configured for this platform"))
    assert session.scalar(select(func.count(Order.id))) == 0


# --- filling the card


def test_funding_the_card(app: Flask, commerce: Family, john: str, gateway: SandboxPayments, session: Session) -> None:
    answer = commerce.post("/api/transaction/fund-shopping-card", {"amount": 5000.0, "callbackUrl": BACK}, token=john)

    assert answer.status == 200, answer.json
    same_shape(replied("Payment initialization successful", FUNDED), answer.json)
    data = answer.json["data"]
    assert data["reference"] == data["transactionReference"] == data["paymentReference"]
    assert (data["authorizationUrl"], data["gateway"]) == (data["checkoutUrl"], "Sandbox gateway")
    decide(app, gateway, data["reference"], "success")
    for _ in range(2):
        verified = verify(commerce, john, data["reference"]).json["data"]
        assert (verified["isSuccessful"], verified["amount"]) == (True, 5000.0)
    balance = commerce.get("/api/customer/get-card-balance", token=john).json["data"]
    assert (balance["currentBalance"], balance["previousBalance"]) == (6000.0, 1000.0)
    assert [finding.promise for finding in audit(session) if finding.breaches] == []


@pytest.mark.parametrize("amount", [0, -5, 0.99])
def test_less_than_one_is_nothing(commerce: Family, john: str, amount: float) -> None:
    answer = commerce.post("/api/transaction/fund-shopping-card", {"amount": amount, "callbackUrl": BACK}, token=john)

    assert (answer.status, answer.json) == (400, failed("Amount must be greater than 0"))


def test_payments_are_ours_by_reference(commerce: Family, john: str, session: Session) -> None:
    """The reference the third party is given is the one the gateway is asked under."""
    data = buy(commerce, john).json["data"]

    wanted = payments.get_to_start(session, reference=data["transactionReference"])

    assert (wanted.amount_minor, wanted.email, PaymentMethod.GATEWAY.value) == (
        19_998,
        "john.doe@example.com",
        "gateway",
    )
