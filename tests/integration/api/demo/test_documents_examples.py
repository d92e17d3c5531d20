"""The document's own examples, letter for letter, against the demo data: no row of it is made by these tests."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.extensions import unit_of_work
from app.models import Bill
from app.services import ledger_audit
from tests.integration.api.commerce.bills_shop import BASE, PURCHASES
from tests.integration.api.commerce.test_bills import SERVICES
from tests.integration.api.commerce.test_carts import ITEM
from tests.integration.api.commerce.test_checkout import BODY, SAMPLE
from tests.integration.api.commerce.test_customers import PROFILE
from tests.integration.api.commerce.test_delivery import COMPANY, QUOTE, SAVED, UPDATE, UPDATED
from tests.integration.api.commerce.test_pickup import LOCATION
from tests.integration.api.commerce.test_products import CATEGORY_SAMPLE, PRODUCT_SAMPLE, replied
from tests.integration.api.commerce.test_sign_in import ADA, failed
from tests.integration.api.commerce.test_wishlist import ADDED, SUMMARY
from tests.support.api import ApiClient, Family
from tests.support.shapes import same_shape

PRODUCT = "550e8400-e29b-41d4-a716-446655440000"
STORE = "770e8400-e29b-41d4-a716-446655440000"


@pytest.fixture(scope="session")
def app(demo_app: Flask) -> Flask:
    return demo_app


@pytest.fixture
def commerce(api: ApiClient) -> Family:
    return api.commerce


@pytest.fixture
def token(commerce: Family) -> str:
    body = {"emailOrPhone": "john.doe@example.com", "password": "SecurePass123"}
    found: str = commerce.post("/api/customer/login", body).json["data"]["token"]
    return found


def test_the_shopper_signs_in(commerce: Family, token: str) -> None:
    same_shape(PROFILE, commerce.get("/api/customerprofile/profile", token=token).json["data"])
    balance = commerce.get("/api/customer/get-card-balance", token=token).json["data"]
    assert (balance["shoppingCardNo"], balance["currentBalance"], balance["currency"]) == ("ARK12345", 500_000.0, "NGN")


def test_registering_the_shopper_again(commerce: Family) -> None:
    answer = commerce.post("/api/customer/register", ADA | {"emailAddress": "john.doe@example.com"})

    assert (answer.status, answer.json) == (409, failed("Email address already exists"))


@pytest.mark.parametrize(
    ("path", "query", "sample"),
    [
        ("/api/CustomerProuct", {"pageNumber": 1, "pageSize": 20, "sortBy": "price"}, PRODUCT_SAMPLE),
        ("/api/CustomerProuct/categories", {}, CATEGORY_SAMPLE),
        ("/api/PickUpLocation", {}, LOCATION),
    ],
)
def test_lists(commerce: Family, path: str, query: dict[str, Any], sample: dict[str, Any]) -> None:
    answer = commerce.get(path, query=query)

    assert answer.status == 200
    nullable = {"compareAtPrice", "discountPercentage", "productSubcategoryId", "brandId", "brand"}
    for item in answer.json["data"]:
        same_shape({name: None if name in nullable else value for name, value in sample.items()} | _free(sample), item)


def test_the_documents_product(commerce: Family) -> None:
    data = commerce.get(f"/api/CustomerProuct/{PRODUCT}").json["data"]

    same_shape(PRODUCT_SAMPLE, data)
    assert (data["id"], data["price"], data["compareAtPrice"], data["discountPercentage"], data["stockQuantity"]) == (
        PRODUCT,
        99.99,
        129.99,
        23.08,
        50,
    )


def test_the_documents_searches_and_shelves(commerce: Family) -> None:
    assert commerce.get("/api/CustomerProuct/search", query={"searchTerm": "laptop"}).json["data"]
    assert len(commerce.get("/api/CustomerProuct/featured", query={"limit": 10}).json["data"]) == 10
    assert len(commerce.get("/api/CustomerProuct/brands").json["data"]) >= 8
    assert commerce.get("/api/CustomerProuct/categories/1/subcategories").status == 200


def test_the_documents_pickup_places(commerce: Family) -> None:
    assert {"Lagos", "Abuja", "Port Harcourt", "Kano"} <= set(commerce.get("/api/PickUpLocation/states").json["data"])
    assert commerce.get("/api/PickUpLocation/state/Lagos").json["data"]
    assert commerce.get(f"/api/PickUpLocation/{STORE}").json["data"]["name"] == "Lagos Main Store"


def test_the_documents_cart(commerce: Family, token: str) -> None:
    commerce.delete("/api/customer/cart/clear", token=token)

    added = commerce.post("/api/customer/cart/add", {"productId": PRODUCT, "quantity": 2}, token=token)
    summary = commerce.get("/api/customer/cart/summary", token=token).json["data"]

    same_shape(ITEM, added.json["data"])
    assert (summary["subTotal"], summary["taxAmount"], summary["totalAmount"]) == (199.98, 0.0, 199.98)


@pytest.mark.parametrize("path", ["/api/checkout", "/api/checkout/shopping-card"])
def test_the_documents_checkout(commerce: Family, token: str, path: str) -> None:
    answer = commerce.post(path, BODY, token=token)

    assert answer.status == 200, answer.json
    same_shape(SAMPLE, answer.json["data"])
    assert (answer.json["data"]["amountDeducted"], answer.json["data"]["remainingBalance"]) == (199.98, 499_800.02)


def test_the_documents_delivery_quote(commerce: Family, token: str) -> None:
    answer = commerce.post("/api/checkout/delivery-quote", QUOTE, token=token)

    assert answer.status == 200, answer.json
    companies = answer.json["data"]["companies"]
    assert [company["companyId"] for company in companies] == list(range(1, len(companies) + 1))
    for company in companies:
        same_shape(COMPANY, company)


def test_the_documents_saved_address(commerce: Family, token: str) -> None:
    path = "/api/checkout/saved-delivery-addresses"

    listed = commerce.get(path, token=token).json["data"]
    updated = commerce.put(path, UPDATE, token=token)
    deleted = commerce.delete(path, query={"providerAddressId": "addr_abc123"}, token=token)

    own = next(item for item in listed if item["providerAddressId"] == "addr_abc123")
    same_shape(SAVED, own)
    free = {"platformId", "businessId", "dateCreated", "dateUpdated"}
    assert {name: own[name] for name in SAVED if name not in free} == {
        name: value for name, value in SAVED.items() if name not in free
    }
    same_shape(UPDATED, updated.json["data"])
    assert updated.json["data"]["id"] == UPDATED["id"]
    assert (deleted.status, deleted.json["data"]) == (200, True)


@pytest.mark.parametrize("kind", PURCHASES)
def test_the_documents_bills(commerce: Family, token: str, kind: str) -> None:
    body, sample, message = PURCHASES[kind]

    answer = commerce.post(f"{BASE}/{kind}/purchase", body, token=token)

    assert answer.status == 200, answer.json
    same_shape(replied(message, sample), answer.json)
    assert answer.json["data"]["token"]


@pytest.mark.parametrize("kind", SERVICES)
def test_the_documents_bill_services(commerce: Family, token: str, kind: str) -> None:
    uuid, name, slug, names = SERVICES[kind]

    found = commerce.get(f"{BASE}/services/{kind}", token=token).json["data"]

    assert found[0] == {"id": uuid, "name": name, "slug": slug, "isActive": True}
    assert [service["name"] for service in found] == names


def test_johns_past_bills(demo_app: Flask, commerce: Family, token: str) -> None:
    """Delivered with tokens, refunded and pending, and the audit holds."""
    with demo_app.app_context(), unit_of_work() as session:
        found = [(bill.kind, bill.state, bill.token is not None) for bill in session.scalars(select(Bill))]
        breaches = [finding for finding in ledger_audit.audit(session) if finding.breaches]

    assert sorted(found) == [
        ("airtime", "succeeded", True),
        ("cable", "succeeded", True),
        ("data", "failed", False),
        ("electricity", "pending", False),
        ("electricity", "succeeded", True),
    ]
    assert breaches == []


def test_the_other_businesss_key_sees_none_of_it(commerce: Family) -> None:
    key = "other-business-api-key"

    assert commerce.get(f"/api/CustomerProuct/{PRODUCT}", key=key).status == 404
    assert commerce.get(f"/api/PickUpLocation/{STORE}", key=key).status == 404
    assert commerce.get("/api/CustomerProuct", key=key).json["data"]


def _free(sample: dict[str, Any]) -> dict[str, Any]:
    """Lists that may be empty for some rows say nothing of their items."""
    return {name: None for name in ("subcategories", "images") if name in sample}


def test_the_documents_wishlist(commerce: Family, token: str) -> None:
    """Every sample as it is written: the item is John's, and its product stays on the list once."""
    path = "/api/ProductWishList"
    item, stranger = ADDED["id"], "b2c3d4e5-f6a7-8901-2345-678901bcdefg"

    listed = commerce.get(path, query={"page": 1, "pageSize": 20}, token=token).json["data"]
    added = commerce.post(
        f"{path}/add", {"productId": PRODUCT, "notes": "Need this for birthday gift", "priority": 1}, token=token
    ).json["data"]
    changed = commerce.put(
        f"{path}/update",
        {"wishListItemId": item, "notes": "Updated: Buy this next month", "priority": 2},
        token=token,
    ).json["data"]
    bulk = commerce.post(
        f"{path}/bulk-operation",
        {"wishListItemIds": [item, stranger], "operation": "move_to_cart", "quantity": 1},
        token=token,
    )

    same_shape(ADDED, listed[0])
    same_shape(SUMMARY, commerce.get(f"{path}/summary", token=token).json["data"])
    assert [found["id"] for found in (listed[0], added, changed)] == [item] * 3
    assert (changed["notes"], changed["priority"]) == ("Updated: Buy this next month", 2)
    assert bulk.json == {"success": True, "message": "Bulk operation completed successfully", "data": True}
    assert commerce.get(f"{path}/check/{PRODUCT}", token=token).json["data"] is False
    assert not all(found["isInStock"] for found in listed)
