"""Checkout with the shopping card for pickup, by the document's own examples."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.states import OrderState
from app.models import Order, Product, TaxMode
from tests.factories import make_option, make_product
from tests.integration.api.commerce.conftest import PIN, PRODUCT, STORE, Shop
from tests.integration.api.commerce.test_carts import add
from tests.integration.api.commerce.test_products import replied
from tests.integration.api.commerce.test_sign_in import failed
from tests.support.api import Answer, Family
from tests.support.shapes import same_shape

PATHS = ["/api/checkout", "/api/checkout/shopping-card"]
BODY: dict[str, Any] = {
    "totalAmount": 199.98,
    "paymentMethod": "ShoppingCard",
    "products": [{"productId": str(PRODUCT), "quantity": 2}],
    "storeLocationId": str(STORE),
    "transactionPin": PIN,
}
DELIVERY: dict[str, Any] = {
    "deliveryOption": "Delivery",
    "address": "123 Main Street, Victoria Island, Lagos",
    "deliveryFee": 5000.0,
    "deliveryCompanyName": "Terminal Express",
    "selectedRateId": "RT-xxxxx",
    "carrierLogo": "https://example.com/logos/terminal-express.png",
}
SAMPLE: dict[str, Any] = {
    "orderId": "880e8400-e29b-41d4-a716-446655440000",
    "transactionId": "990e8400-e29b-41d4-a716-446655440000",
    "remainingBalance": 800.02,
    "amountDeducted": 199.98,
    "orderStatus": "Completed",
    "message": "Order placed successfully",
}


def buy(commerce: Family, token: str, path: str = PATHS[0], **changes: Any) -> Answer:
    return commerce.post(path, {**BODY, **changes}, token=token)


def orders(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Order)) or 0


@pytest.mark.parametrize("path", PATHS)
def test_checkout(commerce: Family, john: str, session: Session, path: str) -> None:
    answer = buy(commerce, john, path)

    assert answer.status == 200
    same_shape(replied("Checkout processed successfully", SAMPLE), answer.json)
    assert answer.json["message"] == "Checkout processed successfully"
    assert answer.json["data"] | {"orderId": 0, "transactionId": 0} == SAMPLE | {"orderId": 0, "transactionId": 0}
    order = session.scalars(select(Order)).one()
    assert (str(order.uuid), order.state, order.total_minor) == (
        answer.json["data"]["orderId"],
        OrderState.CONFIRMED,
        19_998,
    )
    assert session.scalar(select(Product.stock).where(Product.uuid == PRODUCT)) == 48
    balance = commerce.get("/api/customer/get-card-balance", token=john).json["data"]
    assert (balance["currentBalance"], balance["previousBalance"]) == (800.02, 1000.0)


@pytest.mark.parametrize("total", [199.98, 199.98000000000002, 199.97999999999996])
def test_a_total_with_the_noise_of_binary_fractions_is_exact_enough(commerce: Family, john: str, total: float) -> None:
    assert buy(commerce, john, totalAmount=total).status == 200


@pytest.mark.parametrize("total", [199.97, 199.99, 200, 199.985, 5199.98, 0.01])
def test_another_total_is_a_mismatch(commerce: Family, john: str, session: Session, total: float) -> None:
    answer = buy(commerce, john, totalAmount=total)

    assert (answer.status, answer.json) == (400, failed("Total amount mismatch"))
    assert orders(session) == 0


def test_checkout_buys_the_products_named_and_not_the_cart(
    commerce: Family, john: str, shop: Shop, session: Session
) -> None:
    other = make_product(session, platform=shop.platform)
    session.commit()
    add(commerce, john, 3, other.uuid)

    buy(commerce, john)

    assert commerce.get("/api/customer/cart/count", token=john).json["data"] == 3
    assert session.scalar(select(Product.stock).where(Product.uuid == other.uuid)) == 10


def test_a_product_named_twice_is_bought_as_one(commerce: Family, john: str) -> None:
    twice = [{"productId": str(PRODUCT), "quantity": 1}] * 2

    assert buy(commerce, john, products=twice).status == 200


def test_prices_without_tax_are_paid_with_it(commerce: Family, john: str, shop: Shop, session: Session) -> None:
    shop.platform.tax_mode = TaxMode.EXCLUSIVE
    session.commit()

    assert buy(commerce, john).json == failed("Total amount mismatch")
    assert buy(commerce, john, totalAmount=214.98).status == 200


def test_options_left_open_are_the_first_of_each(commerce: Family, john: str, shop: Shop, session: Session) -> None:
    shirt = make_product(session, platform=shop.platform, price_minor=1_000)
    make_option(session, shirt)
    session.commit()

    answer = buy(commerce, john, totalAmount=10, products=[{"productId": str(shirt.uuid), "quantity": 1}])

    assert (answer.status, answer.json["data"]["amountDeducted"]) == (200, 10.0)


@pytest.mark.parametrize("option", [None, "Pickup"])
def test_pickup_by_name_or_by_default(commerce: Family, john: str, option: str | None) -> None:
    assert buy(commerce, john, deliveryOption=option).status == 200


@pytest.mark.parametrize(
    ("changes", "status", "message"),
    [
        ({"transactionPin": "9999"}, 400, "Invalid transaction PIN"),
        ({"transactionPin": "999999"}, 400, "Invalid transaction PIN"),
        ({"transactionPin": None}, 400, "transactionPin is required"),
        ({"transactionPin": "12"}, 400, "transactionPin: Input should be 4 to 6 digits"),
        ({"products": []}, 400, "products: List should have at least 1 item after validation, not 0"),
        ({"products": None}, 400, "products: Input should be a valid list"),
        ({"products": ["x"]}, 400, None),
        ({"products": [{"productId": str(PRODUCT)}]}, 400, "products.0.quantity is required"),
        ({"products": [{"productId": str(PRODUCT), "quantity": 21}]}, 400, "Quantity must be between 1 and 20"),
        ({"products": [{"productId": str(uuid4()), "quantity": 1}]}, 404, "Product not found"),
        ({"storeLocationId": str(uuid4())}, 404, "Pickup location not found"),
        ({"storeLocationId": "here"}, 400, None),
        ({"totalAmount": 0}, 400, "totalAmount: Input should be greater than or equal to 0.01"),
        ({"totalAmount": -199.98}, 400, "totalAmount: Input should be greater than or equal to 0.01"),
        ({"totalAmount": "199.98"}, 400, "totalAmount: Input should be a number"),
        ({"totalAmount": True}, 400, "totalAmount: Input should be a number"),
        ({"totalAmount": None}, 400, None),
        ({"paymentMethod": "Cash"}, 400, "paymentMethod: Input should be 'ShoppingCard' or 'PaymentGateway'"),
        ({"deliveryOption": "Drone"}, 400, "deliveryOption: Input should be 'Pickup' or 'Delivery'"),
    ],
)
def test_checkout_refused(
    commerce: Family, john: str, changes: dict[str, Any], status: int, message: str | None
) -> None:
    answer = buy(commerce, john, **changes)

    assert (answer.status, answer.json["success"], answer.json["data"]) == (status, False, None)
    assert message is None or answer.json["message"] == message
    assert commerce.get("/api/customer/get-card-balance", token=john).json["data"]["currentBalance"] == 1000.0


@pytest.mark.parametrize("name", list(BODY))
def test_checkout_needs_every_field(commerce: Family, john: str, name: str) -> None:
    answer = commerce.post("/api/checkout", {k: v for k, v in BODY.items() if k != name}, token=john)

    assert (answer.status, answer.json) == (400, failed(f"{name} is required"))


def test_a_balance_that_does_not_suffice(commerce: Family, jane: str, session: Session) -> None:
    answer = buy(commerce, jane, transactionPin="4321")

    assert (answer.status, answer.json) == (400, failed("Insufficient shopping card balance"))
    assert orders(session) == 0


def test_a_wrong_pin_does_not_tell_whether_the_balance_would_have_sufficed(commerce: Family, jane: str) -> None:
    answer = buy(commerce, jane, transactionPin="0000")

    assert (answer.status, answer.json) == (400, failed("Invalid transaction PIN"))


def test_five_wrong_pins_lock_the_card(commerce: Family, john: str) -> None:
    for _try in range(5):
        buy(commerce, john, transactionPin="0000")

    answer = buy(commerce, john)

    assert answer.status == 429
    assert answer.json["message"].startswith("Transaction PIN is locked after too many wrong attempts. Try again in 1")
    assert int(answer.headers["Retry-After"]) > 0


def test_too_few_in_stock(commerce: Family, john: str, shop: Shop, session: Session) -> None:
    rare = make_product(session, platform=shop.platform, stock=1, price_minor=100, name_en="Kettle")
    session.commit()

    answer = buy(commerce, john, totalAmount=2, products=[{"productId": str(rare.uuid), "quantity": 2}])

    assert (answer.status, answer.json) == (400, failed("Insufficient stock for Kettle: only 1 left"))


def test_a_product_that_is_not_for_pickup(commerce: Family, john: str, shop: Shop, session: Session) -> None:
    heavy = make_product(session, platform=shop.platform, price_minor=100, name_en="Piano", available_for_pickup=False)
    session.commit()

    answer = buy(commerce, john, totalAmount=1, products=[{"productId": str(heavy.uuid), "quantity": 1}])

    assert (answer.status, answer.json) == (400, failed("Piano is not available for pickup"))


@pytest.mark.parametrize("path", PATHS)
def test_delivery_is_not_configured(commerce: Family, john: str, shop: Shop, session: Session, path: str) -> None:
    shop.platform.providers = {"delivery": "none"}
    session.commit()

    answer = buy(commerce, john, path, **DELIVERY)

    assert (answer.status, answer.json) == (400, failed("Terminal Africa settings not configured for this platform"))
    assert orders(session) == 0


def test_the_gateway_needs_a_valid_address_to_return_to(commerce: Family, john: str) -> None:
    missing = buy(commerce, john, paymentMethod="PaymentGateway")
    wrong = buy(commerce, john, paymentMethod="PaymentGateway", redirectUrl="javascript:alert(1)")

    assert (missing.status, missing.json) == (400, failed("redirectUrl is required"))
    assert (wrong.status, wrong.json) == (400, failed("redirectUrl: Input should be a valid URL"))


def test_the_cards_own_path_takes_only_the_card(commerce: Family, john: str) -> None:
    answer = buy(commerce, john, PATHS[1], paymentMethod="PaymentGateway", redirectUrl="https://yourapp.com/back")

    assert (answer.status, answer.json) == (400, failed("paymentMethod: Input should be 'ShoppingCard'"))
