"""The wishlist moved to the cart and changed in bulk, by the document's own examples."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.models import Product
from tests.factories import make_api_key, make_option, make_platform, make_product
from tests.integration.api.commerce.conftest import PRODUCT, Shop
from tests.integration.api.commerce.examples import NOBODY, WISH
from tests.integration.api.commerce.test_products import replied
from tests.integration.api.commerce.test_sign_in import failed
from tests.integration.api.commerce.test_wishlist import BASE, NO_ITEM, add, ids
from tests.support.api import Answer, Family


def in_cart(commerce: Family, token: str) -> list[tuple[str, int]]:
    items = commerce.get("/api/customer/cart/items", token=token).json["data"]
    return [(item["productName"], item["quantity"]) for item in items]


@pytest.mark.parametrize(
    ("spelling", "body", "pieces"), [("path", {}, 1), ("body", {}, 1), ("body", {"quantity": 2}, 2)]
)
def test_move_to_cart(commerce: Family, john: str, spelling: str, body: dict[str, Any], pieces: int) -> None:
    item = add(commerce, john).json["data"]["id"]

    def ask() -> Answer:
        if spelling == "path":
            return commerce.post(f"{BASE}/move-to-cart/{item}", token=john)
        return commerce.post(f"{BASE}/move-to-cart", {"wishListItemId": item, **body}, token=john)

    answer, again = ask(), ask()

    assert (answer.status, answer.json) == (200, replied("Item moved to cart successfully", True))
    assert (again.status, again.json) == (404, NO_ITEM)
    assert (in_cart(commerce, john), ids(commerce, john)) == ([("Premium Product", pieces)], [])


def test_what_cannot_be_moved_stays_on_the_list(commerce: Family, john: str, kettle: Product, lamp: Product) -> None:
    few, none = (add(commerce, john, product.uuid).json["data"]["id"] for product in (kettle, lamp))

    too_many = commerce.post(f"{BASE}/move-to-cart", {"wishListItemId": few, "quantity": 4}, token=john)
    beyond = commerce.post(f"{BASE}/move-to-cart", {"wishListItemId": few, "quantity": 21}, token=john)
    sold_out = commerce.post(f"{BASE}/move-to-cart/{none}", token=john)

    assert (too_many.status, too_many.json) == (400, failed("Insufficient stock for Kettle: only 3 left"))
    assert (beyond.status, beyond.json) == (400, failed("Quantity must be between 1 and 20"))
    assert (sold_out.status, sold_out.json) == (400, failed("Lamp is out of stock"))
    assert (in_cart(commerce, john), len(ids(commerce, john))) == ([], 2)


def test_moving_takes_the_first_options_and_the_least_that_may_be_bought(
    commerce: Family, john: str, session: Session, shop: Shop
) -> None:
    shirt = make_product(session, platform=shop.platform, name_en="Shirt", price_minor=1_000, min_quantity=2)
    make_option(session, shirt, values=(("S", 0), ("L", 500)))
    session.commit()
    item = add(commerce, john, shirt.uuid).json["data"]["id"]

    commerce.post(f"{BASE}/move-to-cart/{item}", token=john)

    assert in_cart(commerce, john) == [("Shirt", 2)]


@pytest.fixture
def three(commerce: Family, john: str, kettle: Product, lamp: Product) -> list[str]:
    """The document's product, a kettle and a lamp that is sold out."""
    return [add(commerce, john, product).json["data"]["id"] for product in (PRODUCT, kettle.uuid, lamp.uuid)]


def bulk(commerce: Family, token: str, items: list[str], operation: str, **given: Any) -> Answer:
    body = {"wishListItemIds": items, "operation": operation, **given}
    return commerce.post(f"{BASE}/bulk-operation", body, token=token)


DONE = replied("Bulk operation completed successfully", True)


def test_bulk_remove(commerce: Family, john: str, three: list[str]) -> None:
    answer = bulk(commerce, john, three[:2], "remove")

    assert (answer.status, answer.json, ids(commerce, john)) == (200, DONE, three[2:])


def test_bulk_update_priority(commerce: Family, john: str, three: list[str]) -> None:
    answer = bulk(commerce, john, three[1:], "update_priority", newPriority=4)

    assert (answer.status, answer.json) == (200, DONE)
    listed = commerce.get(BASE, token=john).json["data"]
    assert [(item["priority"], item["dateUpdated"] is None) for item in listed] == [(4, False), (4, False), (1, True)]


def test_bulk_move_to_cart(commerce: Family, john: str, three: list[str]) -> None:
    answer = bulk(commerce, john, three[:2], "move_to_cart", quantity=2)

    assert (answer.status, answer.json, ids(commerce, john)) == (200, DONE, three[2:])
    assert in_cart(commerce, john) == [("Premium Product", 2), ("Kettle", 2)]


def test_bulk_move_tells_of_each_item_that_stays(commerce: Family, john: str, three: list[str]) -> None:
    answer = bulk(commerce, john, three, "move_to_cart", quantity=4)

    assert (answer.status, answer.json) == (
        200,
        replied(
            "1 of 3 items moved to cart. Kettle: Insufficient stock for Kettle: only 3 left; "
            "Lamp: Lamp is out of stock",
            True,
        ),
    )
    assert (in_cart(commerce, john), ids(commerce, john)) == ([("Premium Product", 4)], three[:0:-1])


def test_bulk_move_of_nothing_that_can_be_moved(commerce: Family, john: str, three: list[str]) -> None:
    answer = bulk(commerce, john, three[2:], "move_to_cart")

    assert (answer.status, answer.json) == (400, failed("Lamp is out of stock"))


def test_items_not_on_the_list_are_passed_over_even_the_documents_own(
    commerce: Family, john: str, three: list[str]
) -> None:
    sample = "b2c3d4e5-f6a7-8901-2345-678901bcdefg"

    assert bulk(commerce, john, [three[0], sample, NOBODY, three[0]], "remove").json == DONE
    for items in ([sample], [NOBODY], [three[0]]):
        answer = bulk(commerce, john, items, "remove")
        assert (answer.status, answer.json) == (404, NO_ITEM)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, "wishListItemIds is required; operation is required"),
        ({"wishListItemIds": [WISH], "operation": "update_priority"}, "newPriority is required"),
        (
            {"wishListItemIds": [WISH], "operation": "update_priority", "newPriority": 6},
            "newPriority: Input should be less than or equal to 5",
        ),
        (
            {"wishListItemIds": [], "operation": "remove"},
            "wishListItemIds: List should have at least 1 item after validation, not 0",
        ),
        (
            {"wishListItemIds": [WISH] * 101, "operation": "remove"},
            "wishListItemIds: List should have at most 100 items after validation, not 101",
        ),
        (
            {"wishListItemIds": [WISH], "operation": "burn"},
            "operation: Input should be 'remove', 'update_priority' or 'move_to_cart'",
        ),
        (
            {"wishListItemIds": [WISH], "operation": "move_to_cart", "quantity": 0},
            "quantity: Input should be greater than or equal to 1",
        ),
    ],
)
def test_bulk_refused(commerce: Family, john: str, body: dict[str, Any], message: str) -> None:
    answer = commerce.post(f"{BASE}/bulk-operation", body, token=john)

    assert (answer.status, answer.json) == (400, failed(message))


def test_a_repeated_request_has_one_effect(commerce: Family, john: str, three: list[str]) -> None:
    path = f"{BASE}/move-to-cart/{three[0]}"

    first, again = (commerce.post(path, token=john, idempotency_key="move-1") for _twice in range(2))

    assert (first.status, again.status, again.json) == (200, 200, first.json)
    assert in_cart(commerce, john) == [("Premium Product", 1)]


def test_the_list_is_each_storefronts_own(
    commerce: Family, session: Session, john: str, shop: Shop, three: list[str]
) -> None:
    key = make_api_key(session, make_platform(session, business=shop.business, is_default=False))
    session.commit()

    assert commerce.get(f"{BASE}/count", token=john, key=key).json["data"] == 0
    assert commerce.delete(f"{BASE}/remove/{three[0]}", token=john, key=key).json == NO_ITEM
