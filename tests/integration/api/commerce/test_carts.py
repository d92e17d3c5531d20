"""The cart by the document's own examples."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from app.integrations.hashing import HmacHasher
from app.models import CouponKind, TaxMode
from app.services import carts
from tests.factories import make_cart, make_cart_line, make_coupon, make_option, make_product, storefront_of
from tests.factories.tenancy import SANDBOX
from tests.integration.api.commerce.conftest import PRODUCT, Shop
from tests.integration.api.commerce.test_products import replied
from tests.integration.api.commerce.test_sign_in import failed
from tests.support.api import Answer, Family
from tests.support.shapes import same_shape

ITEM: dict[str, Any] = {
    "id": "660e8400-e29b-41d4-a716-446655440000",
    "productId": "550e8400-e29b-41d4-a716-446655440000",
    "productName": "Premium Product",
    "productImage": "https://storage.example/product.jpg",
    "unitPrice": 99.99,
    "quantity": 2,
    "totalPrice": 199.98,
    "isInStock": True,
    "stockQuantity": 50,
    "dateAdded": "2025-01-15T10:30:00Z",
}


def add(commerce: Family, token: str, quantity: int = 2, product: object = PRODUCT) -> Answer:
    return commerce.post("/api/customer/cart/add", {"productId": str(product), "quantity": quantity}, token=token)


def item_id(answer: Answer) -> str:
    found: str = answer.json["data"]["id"]
    return found


def test_add(commerce: Family, john: str) -> None:
    answer = add(commerce, john)

    assert answer.status == 200
    same_shape(replied("Item added to cart successfully", ITEM), answer.json)
    assert answer.json["message"] == "Item added to cart successfully"
    assert answer.json["data"] | {"id": 0, "dateAdded": 0} == ITEM | {
        "id": 0,
        "dateAdded": 0,
        "productImage": "http://localhost/media/products/premium-1.svg",
    }


def test_adding_again_raises_the_quantity_of_the_same_item(commerce: Family, john: str) -> None:
    first = add(commerce, john)

    again = commerce.post(
        "/api/customer/cart/add",
        {"productId": str(PRODUCT), "quantity": 3, "sessionId": "abc123xyz"},
        token=john,
    )

    assert (item_id(again), again.json["data"]["quantity"]) == (item_id(first), 5)
    assert again.json["data"]["totalPrice"] == 499.95


def test_a_product_with_options_takes_the_first_of_each(
    commerce: Family, john: str, shop: Shop, session: Session
) -> None:
    shirt = make_product(session, platform=shop.platform, price_minor=1_000)
    make_option(session, shirt, values=(("S", 0), ("L", 500)))
    session.commit()

    answer = add(commerce, john, 1, shirt.uuid)

    assert (answer.status, answer.json["data"]["unitPrice"]) == (200, 10.0)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"quantity": 0}, "quantity: Input should be greater than or equal to 1"),
        ({"quantity": -1}, "quantity: Input should be greater than or equal to 1"),
        ({"quantity": 1.5}, "quantity: Input should be a valid integer, got a number with a fractional part"),
        ({"quantity": "2"}, "quantity: Input should be a whole number"),
        ({"quantity": True}, "quantity: Input should be a whole number"),
        ({"quantity": None}, "quantity: Input should be a valid integer"),
        ({"quantity": 10**30}, "quantity: Input should be less than or equal to 1000000"),
        ({"productId": "x"}, None),
        ({"productId": 5}, "productId: UUID input should be a string, bytes or UUID object"),
    ],
)
def test_add_refused(commerce: Family, john: str, body: dict[str, Any], message: str | None) -> None:
    answer = commerce.post("/api/customer/cart/add", {"productId": str(PRODUCT), "quantity": 2, **body}, token=john)

    assert (answer.status, answer.json["success"], answer.json["data"]) == (400, False, None)
    assert message is None or answer.json["message"] == message


def test_add_an_unknown_product(commerce: Family, john: str) -> None:
    answer = add(commerce, john, 1, uuid4())

    assert (answer.status, answer.json) == (404, failed("Product not found"))


def test_add_more_than_there_is(commerce: Family, john: str, shop: Shop, session: Session) -> None:
    few = make_product(session, platform=shop.platform, stock=3, name_en="Kettle")
    none = make_product(session, platform=shop.platform, stock=0, name_en="Lamp")
    session.commit()

    too_many, sold_out = add(commerce, john, 4, few.uuid), add(commerce, john, 1, none.uuid)

    assert (too_many.status, too_many.json) == (400, failed("Insufficient stock for Kettle: only 3 left"))
    assert (sold_out.status, sold_out.json) == (400, failed("Lamp is out of stock"))
    assert commerce.get("/api/customer/cart/count", token=john).json["data"] == 0


def test_add_more_than_one_order_may_have(commerce: Family, john: str) -> None:
    answer = add(commerce, john, 21)

    assert (answer.status, answer.json) == (400, failed("Quantity must be between 1 and 20"))


def test_update(commerce: Family, john: str) -> None:
    item = item_id(add(commerce, john))

    answer = commerce.put("/api/customer/cart/update", {"cartItemId": item, "quantity": 5}, token=john)

    assert (answer.status, answer.json) == (
        200,
        replied(
            "Cart item updated successfully",
            {
                "id": item,
                "productId": str(PRODUCT),
                "productName": "Premium Product",
                "quantity": 5,
                "totalPrice": 499.95,
            },
        ),
    )


def test_remove(commerce: Family, john: str) -> None:
    item = item_id(add(commerce, john))

    answer = commerce.delete("/api/customer/cart/remove", {"cartItemId": item}, token=john)
    again = commerce.delete("/api/customer/cart/remove", {"cartItemId": item}, token=john)

    assert (answer.status, answer.json) == (200, replied("Item removed from cart successfully", True))
    assert (again.status, again.json) == (404, failed("Cart item not found"))


def test_another_customers_item_is_not_found(commerce: Family, john: str, jane: str) -> None:
    item = item_id(add(commerce, john))

    update = commerce.put("/api/customer/cart/update", {"cartItemId": item, "quantity": 5}, token=jane)
    remove = commerce.delete("/api/customer/cart/remove", {"cartItemId": item}, token=jane)

    assert (update.status, update.json) == (404, failed("Cart item not found"))
    assert (remove.status, remove.json) == (404, failed("Cart item not found"))
    assert commerce.get("/api/customer/cart/count", token=john).json["data"] == 2


def test_clear(commerce: Family, john: str) -> None:
    add(commerce, john)

    answer = commerce.delete("/api/customer/cart/clear", token=john)

    assert (answer.status, answer.json) == (200, replied("Cart cleared successfully", True))
    assert commerce.get("/api/customer/cart/items", token=john).json["data"] == []


def test_summary(commerce: Family, john: str) -> None:
    add(commerce, john)

    answer = commerce.get("/api/customer/cart/summary", token=john)

    assert answer.status == 200
    item = {name: ITEM[name] for name in ("id", "productId", "productName", "quantity", "unitPrice", "totalPrice")}
    sample = {
        "items": [item],
        "totalItems": 2,
        "subTotal": 199.98,
        "taxAmount": 23.99,
        "shippingAmount": 10.0,
        "totalAmount": 233.97,
        "hasOutOfStockItems": False,
        "lastUpdated": "2025-01-15T10:30:00Z",
    }
    same_shape(replied("Cart summary retrieved successfully", sample), answer.json)
    assert answer.json["data"] | {"items": 0, "lastUpdated": 0} == {
        "items": 0,
        "totalItems": 2,
        "subTotal": 199.98,
        "taxAmount": 0.0,
        "shippingAmount": 0.0,
        "totalAmount": 199.98,
        "hasOutOfStockItems": False,
        "lastUpdated": 0,
    }


def test_summary_of_a_cart_that_was_never_filled(commerce: Family, john: str) -> None:
    data = commerce.get("/api/customer/cart/summary", token=john).json["data"]

    assert data | {"lastUpdated": 0} == {
        "items": [],
        "totalItems": 0,
        "subTotal": 0.0,
        "taxAmount": 0.0,
        "shippingAmount": 0.0,
        "totalAmount": 0.0,
        "hasOutOfStockItems": False,
        "lastUpdated": 0,
    }


def test_a_storefront_whose_prices_are_without_tax_adds_it(
    commerce: Family, john: str, shop: Shop, session: Session
) -> None:
    shop.platform.tax_mode = TaxMode.EXCLUSIVE
    session.commit()
    add(commerce, john)

    data = commerce.get("/api/customer/cart/summary", token=john).json["data"]

    assert (data["subTotal"], data["taxAmount"], data["shippingAmount"], data["totalAmount"]) == (
        199.98,
        15.0,
        0.0,
        214.98,
    )


def test_the_summary_adds_up_whatever_coupon_the_browser_kept(
    commerce: Family, john: str, shop: Shop, session: Session
) -> None:
    coupon = make_coupon(session, platform=shop.platform, kind=CouponKind.PERCENT, percent_bp=1_000)
    cart = make_cart(session, platform=shop.platform, customer=shop.john, coupon_code=coupon.code)
    make_cart_line(session, cart, shop.product, quantity=2)
    session.commit()

    data = commerce.get("/api/customer/cart/summary", token=john).json["data"]

    assert (data["subTotal"], data["totalAmount"]) == (199.98, 199.98)


def test_the_summary_tells_what_cannot_be_supplied(commerce: Family, john: str, shop: Shop, session: Session) -> None:
    cart = make_cart(session, platform=shop.platform, customer=shop.john)
    make_cart_line(session, cart, make_product(session, platform=shop.platform, stock=1), quantity=2)
    session.commit()

    assert commerce.get("/api/customer/cart/summary", token=john).json["data"]["hasOutOfStockItems"]
    assert not commerce.get("/api/customer/cart/items", token=john).json["data"][0]["isInStock"]


def test_items(commerce: Family, john: str) -> None:
    add(commerce, john)

    answer = commerce.get("/api/customer/cart/items", token=john)

    assert answer.status == 200
    same_shape(replied("Cart items retrieved successfully", [ITEM]), answer.json)


def test_count_and_total(commerce: Family, john: str) -> None:
    add(commerce, john, 5)

    count = commerce.get("/api/customer/cart/count", token=john)
    total = commerce.get("/api/customer/cart/total", token=john)

    assert (count.status, count.json) == (200, replied("Cart count retrieved successfully", 5))
    assert (total.status, total.json) == (200, replied("Cart total retrieved successfully", 499.95))


@pytest.fixture
def session_cart(shop: Shop, session: Session) -> str:
    """A browser's cart of three, by its session id."""
    storefront = storefront_of(session, shop.platform)
    guest = carts.guest_owner(HmacHasher(SANDBOX.pepper), storefront, "abc123xyz")
    cart = make_cart(session, platform=shop.platform, guest_token_hash=guest.guest_token_hash)
    make_cart_line(session, cart, shop.product, quantity=3)
    session.commit()
    return "abc123xyz"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/api/customer/cart/sync", "Cart synced successfully"),
        ("/api/customer/cart/transfer-session", "Session cart transferred successfully"),
    ],
)
def test_a_session_cart_is_taken_over_once(
    commerce: Family, john: str, session_cart: str, path: str, message: str
) -> None:
    add(commerce, john, 2)

    answers = [commerce.post(path, query={"sessionId": session_cart}, token=john) for _time in range(2)]

    assert [(answer.status, answer.json) for answer in answers] == [(200, replied(message, True))] * 2
    assert commerce.get("/api/customer/cart/count", token=john).json["data"] == 5


def test_sync_without_a_session_merges_nothing(commerce: Family, john: str) -> None:
    answer = commerce.post("/api/customer/cart/sync", token=john)

    assert (answer.status, answer.json) == (200, replied("Cart synced successfully", True))


def test_transfer_needs_a_session(commerce: Family, john: str) -> None:
    answer = commerce.post("/api/customer/cart/transfer-session", token=john)

    assert (answer.status, answer.json) == (400, failed("sessionId is required"))
