"""The wishlist by the document's own examples."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from app.models import Product
from tests.factories import make_wish
from tests.integration.api.commerce.conftest import PRODUCT, Shop
from tests.integration.api.commerce.examples import NOBODY, WISH
from tests.integration.api.commerce.test_products import replied
from tests.integration.api.commerce.test_sign_in import failed
from tests.support.api import Answer, Family
from tests.support.shapes import same_shape

ADDED: dict[str, Any] = {
    "id": WISH,
    "productId": "550e8400-e29b-41d4-a716-446655440000",
    "customerId": "customer-id-here",
    "productName": "Smartphone X",
    "productDescription": "Latest smartphone with advanced features",
    "productImage": "https://example.com/product.jpg",
    "productPrice": 50000.0,
    "compareAtPrice": 60000.0,
    "discountPercentage": 16.67,
    "isInStock": True,
    "stockQuantity": 50,
    "productSlug": "smartphone-x",
    "productSku": "SPX-001",
    "notes": "Need this for birthday gift",
    "priority": 1,
    "dateAdded": "2025-01-15T10:30:00Z",
    "dateUpdated": None,
    "platformId": "platform-id-here",
    "businessId": "business-id-here",
    "environmentType": "Test",
    "categoryName": "Electronics",
    "brandName": "TechBrand",
}
SUMMARY: dict[str, Any] = {
    "totalItems": 15,
    "totalValue": 750000.0,
    "averageItemPrice": 50000.0,
    "inStockItems": 12,
    "outOfStockItems": 3,
    "highPriorityItems": 5,
    "mediumPriorityItems": 7,
    "lowPriorityItems": 3,
    "lastUpdated": "2025-01-15T11:00:00Z",
    "dateRangeStart": "2024-12-01T00:00:00Z",
    "dateRangeEnd": "2025-01-15T23:59:59Z",
}
BASE = "/api/ProductWishList"
NO_ITEM = failed("Wishlist item not found")


def add(commerce: Family, token: str, product: object = PRODUCT, **given: Any) -> Answer:
    return commerce.post(f"{BASE}/add", {"productId": str(product), **given}, token=token)


def ids(commerce: Family, token: str) -> list[str]:
    return [item["id"] for item in commerce.get(BASE, token=token).json["data"]]


def test_add(commerce: Family, john: str, shop: Shop) -> None:
    answer = add(commerce, john, notes="Need this for birthday gift", priority=1)

    assert answer.status == 200
    same_shape(replied("Product added to wishlist successfully", ADDED), answer.json)
    assert answer.json["data"] | {"id": 0, "dateAdded": 0} == ADDED | {
        "id": 0,
        "dateAdded": 0,
        "customerId": str(shop.john.uuid),
        "productName": "Premium Product",
        "productDescription": "High-quality product description",
        "productImage": "http://localhost/media/products/premium-1.svg",
        "productPrice": 99.99,
        "compareAtPrice": 129.99,
        "discountPercentage": 23.08,
        "productSlug": "premium-product",
        "productSku": "PROD-001",
        "platformId": str(shop.platform.uuid),
        "businessId": str(shop.business.uuid),
        "brandName": "Premium Brand",
    }


def test_the_priority_is_the_highest_unless_said_and_notes_may_be_left_out(commerce: Family, john: str) -> None:
    data = add(commerce, john).json["data"]

    assert (data["priority"], data["notes"]) == (1, None)


@pytest.mark.parametrize(
    ("given", "after"),
    [({}, ("Mine", 2)), ({"notes": "New"}, ("New", 2)), ({"priority": 4}, ("Mine", 4)), ({"notes": ""}, ("Mine", 2))],
)
def test_what_is_added_again_is_the_same_item_with_what_was_said_anew(
    commerce: Family, john: str, given: dict[str, Any], after: tuple[str, int]
) -> None:
    first = add(commerce, john, notes="Mine", priority=2).json["data"]["id"]

    again = add(commerce, john, **given)

    assert (again.status, again.json["data"]["id"]) == (200, first)
    (item,) = commerce.get(BASE, token=john).json["data"]
    assert (item["notes"], item["priority"]) == after


def test_add_an_unknown_product(commerce: Family, john: str) -> None:
    answer = add(commerce, john, uuid4())

    assert (answer.status, answer.json) == (404, failed("Product not found"))


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"priority": 0}, "priority: Input should be greater than or equal to 1"),
        ({"priority": 6}, "priority: Input should be less than or equal to 5"),
        ({"priority": "2"}, "priority: Input should be a whole number"),
        ({"priority": True}, "priority: Input should be a whole number"),
        ({"notes": "x" * 501}, "notes: String should have at most 500 characters"),
        ({"notes": 5}, "notes: Input should be a valid string"),
    ],
)
def test_add_refused(commerce: Family, john: str, body: dict[str, Any], message: str) -> None:
    answer = add(commerce, john, **body)

    assert (answer.status, answer.json) == (400, failed(message))
    assert ids(commerce, john) == []


def test_notes_of_500_characters_of_any_alphabet(commerce: Family, john: str) -> None:
    notes = "هدية 🎁 " * 71 + "abc"

    assert add(commerce, john, notes=notes).json["data"]["notes"] == notes


@pytest.mark.parametrize("spelling", ["path", "body"])
def test_remove(commerce: Family, john: str, spelling: str) -> None:
    item = add(commerce, john).json["data"]["id"]

    def ask() -> Answer:
        if spelling == "path":
            return commerce.delete(f"{BASE}/remove/{item}", token=john)
        return commerce.delete(f"{BASE}/remove", {"wishListItemId": item}, token=john)

    answer, again = ask(), ask()

    assert (answer.status, answer.json) == (200, replied("Item removed from wishlist successfully", True))
    assert (again.status, again.json) == (404, NO_ITEM)


def test_update(commerce: Family, john: str, shop: Shop) -> None:
    item = add(commerce, john).json["data"]["id"]

    answer = commerce.put(
        f"{BASE}/update",
        {"wishListItemId": item, "notes": "Updated: Buy this next month", "priority": 2},
        token=john,
    )

    assert answer.status == 200
    assert answer.json["data"].pop("dateUpdated").endswith("Z")
    assert answer.json == replied(
        "Wishlist item updated successfully",
        {
            "id": item,
            "productId": str(PRODUCT),
            "customerId": str(shop.john.uuid),
            "productName": "Premium Product",
            "notes": "Updated: Buy this next month",
            "priority": 2,
        },
    )


@pytest.mark.parametrize(
    ("change", "after"),
    [
        ({"priority": 4}, ("Mine", 4)),
        ({"notes": "New"}, ("New", 1)),
        ({"notes": ""}, (None, 1)),
        ({"notes": None, "priority": None}, ("Mine", 1)),
    ],
)
def test_what_an_update_leaves_out_stays(
    commerce: Family, john: str, change: dict[str, Any], after: tuple[str | None, int]
) -> None:
    item = add(commerce, john, notes="Mine").json["data"]["id"]

    data = commerce.put(f"{BASE}/update", {"wishListItemId": item, **change}, token=john).json["data"]

    assert (data["notes"], data["priority"]) == after


def test_list_newest_first_in_pages(commerce: Family, john: str, kettle: Product, lamp: Product) -> None:
    added = [add(commerce, john, product).json["data"]["id"] for product in (PRODUCT, kettle.uuid, lamp.uuid)]

    answer = commerce.get(BASE, token=john)
    second = commerce.get(BASE, token=john, query={"page": 2, "pageSize": 2})

    nullable = {"compareAtPrice", "discountPercentage", "notes", "brandName"}
    assert answer.json["message"] == "Wishlist retrieved successfully"
    for item in answer.json["data"]:
        same_shape(ADDED | {name: item[name] for name in nullable}, item)
    assert [item["id"] for item in answer.json["data"]] == added[::-1]
    assert [(item["isInStock"], item["stockQuantity"]) for item in answer.json["data"]] == [
        (False, 0),
        (True, 3),
        (True, 50),
    ]
    assert [item["id"] for item in second.json["data"]] == added[:1]
    assert commerce.get(BASE, token=john, query={"page": 9}).json["data"] == []
    assert commerce.get(BASE, token=john, query={"page": 0}).status == 400


def test_what_left_the_shop_stays_on_the_list(commerce: Family, john: str, session: Session, kettle: Product) -> None:
    add(commerce, john, kettle.uuid)
    kettle.is_active = False
    session.commit()

    (item,) = commerce.get(BASE, token=john).json["data"]

    assert (item["productName"], item["isInStock"], item["stockQuantity"]) == ("Kettle", False, 0)
    moved = commerce.post(f"{BASE}/move-to-cart/{item['id']}", token=john)
    assert (moved.status, moved.json) == (404, failed("Product not found"))


def test_summary(commerce: Family, session: Session, john: str, shop: Shop, kettle: Product, lamp: Product) -> None:
    for product, priority, day in ((shop.product, 2, 1), (kettle, 3, 15), (lamp, 5, 9)):
        make_wish(
            session,
            product,
            customer=shop.john,
            priority=priority,
            created_at=datetime(2025, 1, day, 10, 30, tzinfo=UTC),
            updated_at=datetime(2025, 1, 20, 11, 0, tzinfo=UTC) if priority == 5 else None,
        )
    session.commit()

    answer = commerce.get(f"{BASE}/summary", token=john)

    same_shape(replied("Wishlist summary retrieved successfully", SUMMARY), answer.json)
    assert answer.json["data"] == {
        "totalItems": 3,
        "totalValue": 600.0,
        "averageItemPrice": 200.0,
        "inStockItems": 2,
        "outOfStockItems": 1,
        "highPriorityItems": 1,
        "mediumPriorityItems": 1,
        "lowPriorityItems": 1,
        "lastUpdated": "2025-01-20T11:00:00Z",
        "dateRangeStart": "2025-01-01T00:00:00Z",
        "dateRangeEnd": "2025-01-15T23:59:59Z",
    }


def test_the_summary_of_an_empty_list(commerce: Family, john: str) -> None:
    data = commerce.get(f"{BASE}/summary", token=john).json["data"]

    assert {value for name, value in data.items() if name.startswith(("last", "date"))} == {None}
    assert {value for name, value in data.items() if not name.startswith(("last", "date"))} == {0}


def test_check_and_count(commerce: Family, john: str, jane: str) -> None:
    add(commerce, john)

    answers = [commerce.get(f"{BASE}/check/{product}", token=john) for product in (PRODUCT, NOBODY)]

    assert [answer.json for answer in answers] == [
        replied("Product check completed", True),
        replied("Product check completed", False),
    ]
    assert commerce.get(f"{BASE}/check/{PRODUCT}", token=jane).json["data"] is False
    assert commerce.get(f"{BASE}/count", token=john).json == replied("Wishlist count retrieved successfully", 1)
    assert commerce.get(f"{BASE}/count", token=jane).json["data"] == 0


def test_clear(commerce: Family, john: str, jane: str, kettle: Product) -> None:
    add(commerce, john)
    add(commerce, john, kettle.uuid)
    add(commerce, jane)

    answers = [commerce.delete(f"{BASE}/clear", token=john) for _twice in range(2)]

    assert [(answer.status, answer.json) for answer in answers] == [
        (200, replied("Wishlist cleared successfully", True))
    ] * 2
    assert (ids(commerce, john), len(ids(commerce, jane))) == ([], 1)


def test_nobody_reaches_the_list_of_another(commerce: Family, john: str, jane: str) -> None:
    item = add(commerce, john, notes="Mine").json["data"]["id"]
    named = {"wishListItemId": item}
    asked = [
        commerce.delete(f"{BASE}/remove/{item}", token=jane),
        commerce.delete(f"{BASE}/remove", named, token=jane),
        commerce.put(f"{BASE}/update", {**named, "notes": "Theirs"}, token=jane),
        commerce.post(f"{BASE}/move-to-cart/{item}", token=jane),
        commerce.post(f"{BASE}/move-to-cart", named, token=jane),
        *(
            commerce.post(f"{BASE}/bulk-operation", body, token=jane)
            for body in (
                {"wishListItemIds": [item], "operation": "remove"},
                {"wishListItemIds": [item], "operation": "update_priority", "newPriority": 5},
                {"wishListItemIds": [item], "operation": "move_to_cart"},
            )
        ),
    ]

    assert [(answer.status, answer.json) for answer in asked] == [(404, NO_ITEM)] * len(asked)
    (kept,) = commerce.get(BASE, token=john).json["data"]
    assert (kept["notes"], kept["priority"]) == ("Mine", 1)
