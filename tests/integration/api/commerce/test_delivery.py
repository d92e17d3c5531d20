"""Delivery quotes and saved addresses by the document's own examples."""

from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.extensions import gateways
from app.models import DeliveryRate, SavedAddress
from app.services.provider_ports import ProviderDown
from tests.factories import make_pickup_location
from tests.integration.api.commerce.conftest import STORE, Shop, token_of
from tests.integration.api.commerce.test_carts import add
from tests.integration.api.commerce.test_products import replied
from tests.integration.api.commerce.test_sign_in import failed
from tests.support.api import Answer, Family
from tests.support.carriers import EXPRESS, STANDARD, FakeCarriers
from tests.support.shapes import same_shape

PATH = "/api/checkout/delivery-quote"
ADDRESSES = "/api/checkout/saved-delivery-addresses"
QUOTED = "Delivery quote retrieved successfully"
QUOTE: dict[str, Any] = {
    "storeLocationId": str(STORE),
    "deliveryAddress": "123 Main Street, Victoria Island, Lagos",
    "totalAmount": 199.98,
    "packageWeight": 2.5,
}
COMPANY: dict[str, Any] = {
    "companyId": 1,
    "companyName": "Terminal Express",
    "rateId": "RT-abc123",
    "carrierSlug": "terminal-express",
    "carrierLogo": "https://example.com/logos/terminal-express.png",
    "deliveryFee": 5000.0,
    "estimatedDeliveryTime": "Within 3-5 days",
    "currency": "NGN",
}
UPDATE: dict[str, Any] = {
    "providerAddressId": "addr_abc123",
    "line1": "456 Updated Street",
    "line2": "Apt 2",
    "city": "Lagos",
    "state": "Lagos",
    "country": "NG",
    "zip": "100001",
    "firstName": "John",
    "lastName": "Doe",
    "email": "customer@example.com",
    "phone": "+2348012345678",
    "isResidential": True,
}
UPDATED: dict[str, Any] = {
    "id": "a1b2c3d4-e5f6-7890-abcd-ef1234567890",
    "providerAddressId": "addr_abc123",
    "line1": "456 Updated Street",
    "city": "Lagos",
    "state": "Lagos",
    "country": "NG",
    "dateUpdated": "2025-01-15T12:00:00Z",
}
SAVED: dict[str, Any] = {
    "id": "a1b2c3d4-e5f6-7890-abcd-ef1234567890",
    "platformId": "770e8400-e29b-41d4-a716-446655440000",
    "businessId": "550e8400-e29b-41d4-a716-446655440001",
    "environmentType": 1,
    "providerName": "Terminal Africa",
    "providerAddressId": "addr_abc123",
    "firstName": "John",
    "lastName": "Doe",
    "email": "customer@example.com",
    "phone": "+2348012345678",
    "line1": "123 Main Street",
    "line2": None,
    "city": "Lagos",
    "state": "Lagos",
    "country": "NG",
    "zip": None,
    "isResidential": True,
    "dateCreated": "2025-01-15T10:00:00Z",
    "dateUpdated": "2025-01-15T10:00:00Z",
}


@pytest.fixture
def carriers(app: Flask, monkeypatch: pytest.MonkeyPatch) -> FakeCarriers:
    """Carriers that say what the document prints."""
    found = FakeCarriers(name="terminal", title="Terminal Africa", rates=[EXPRESS, STANDARD])
    with app.app_context():
        registry = gateways().providers
    monkeypatch.setattr(type(registry), "delivery", lambda _self, _storefront: found)
    monkeypatch.setattr(type(registry), "delivery_named", lambda _self, name: found if name == "terminal" else None)
    return found


def ask(commerce: Family, token: str, **changes: Any) -> Answer:
    body = {name: value for name, value in {**QUOTE, **changes}.items() if value != "left out"}
    return commerce.post(PATH, body, token=token)


def saved(commerce: Family, token: str) -> list[dict[str, Any]]:
    answer = commerce.get(ADDRESSES, token=token)
    assert (answer.status, answer.json["message"]) == (200, "Saved addresses retrieved successfully")
    found: list[dict[str, Any]] = answer.json["data"]
    return found


def test_a_quote(commerce: Family, john: str, carriers: FakeCarriers) -> None:
    answer = ask(commerce, john)

    assert answer.status == 200
    data = {"success": True, "message": QUOTED, "companies": [COMPANY]}
    same_shape(replied(QUOTED, data), answer.json)
    companies = answer.json["data"]["companies"]
    assert (answer.json["message"], answer.json["data"]["message"]) == (QUOTED, QUOTED)
    assert [(one["companyId"], one["companyName"], one["deliveryFee"]) for one in companies] == [
        (1, "Terminal Standard", 3500.0),
        (2, "Terminal Express", 5000.0),
    ]
    assert {**companies[1], "rateId": "", "companyId": 1} == {**COMPANY, "rateId": ""}
    assert all(one["rateId"].startswith("RT-") for one in companies)
    asked = carriers.quoted[0]
    assert (asked.recipient.line1, asked.recipient.line2, asked.recipient.city) == (
        "123 Main Street",
        "Victoria Island",
        "Lagos",
    )
    assert (asked.value_minor, asked.recipient.name, asked.recipient.phone) == (19_998, "John Doe", "+2348012345678")


def test_the_sandbox_has_carriers_with_pictures(commerce: Family, john: str) -> None:
    companies = ask(commerce, john).json["data"]["companies"]

    assert len(companies) >= 3
    assert all(one["carrierLogo"].startswith("http://") for one in companies)
    assert [one["deliveryFee"] for one in companies] == sorted(one["deliveryFee"] for one in companies)


@pytest.mark.parametrize(
    ("pieces", "weight", "grams"),
    [(0, "left out", 1000), (0, 2.5, 2500), (0, 0.0001, 100), (9, 0.1, 0), (9, 50, 50_000)],
)
def test_the_weight_is_the_carts_or_more(
    commerce: Family, john: str, shop: Shop, carriers: FakeCarriers, pieces: int, weight: Any, grams: int
) -> None:
    if pieces:
        add(commerce, john, quantity=pieces)

    assert ask(commerce, john, packageWeight=weight).status == 200

    assert carriers.quoted[0].weight_grams == (grams or 9 * shop.product.weight_grams)


def test_a_rate_belongs_to_the_caller(
    commerce: Family, john: str, jane: str, shop: Shop, carriers: FakeCarriers, session: Session
) -> None:
    mine = {one["rateId"] for one in ask(commerce, john).json["data"]["companies"]}
    theirs = {one["rateId"] for one in ask(commerce, jane).json["data"]["companies"]}
    rows = session.scalars(select(DeliveryRate)).all()

    assert {row.rate_id for row in rows if row.customer_id == shop.john.id} == mine
    assert {row.rate_id for row in rows if row.customer_id == shop.jane.id} == theirs
    assert not mine & theirs


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"deliveryAddress": "Lagos"}, "deliveryAddress: String should have at least 10 characters"),
        ({"deliveryAddress": "left out"}, "deliveryAddress is required"),
        ({"storeLocationId": "left out"}, "storeLocationId is required"),
        ({"deliveryAddress": "123 Main Street, Somewhere"}, "The address has no state"),
        ({"deliveryAddress": "Lagos, Lagos State"}, "The address has no street"),
        ({"packageWeight": 0}, "packageWeight: Input should be greater than 0"),
        ({"packageWeight": "2.5"}, "packageWeight: Input should be a number"),
        ({"totalAmount": -1}, "totalAmount: Input should be greater than or equal to 0"),
        ({"totalAmount": 1.001}, "totalAmount: Input should be an amount of NGN"),
    ],
)
def test_a_bad_question(
    commerce: Family, john: str, carriers: FakeCarriers, changes: dict[str, Any], message: str
) -> None:
    answer = ask(commerce, john, **changes)

    assert (answer.status, answer.json["data"]) == (400, None)
    assert message in answer.json["message"]
    assert carriers.quoted == []


def test_a_store_that_is_not_the_platforms(commerce: Family, john: str, session: Session) -> None:
    other = make_pickup_location(session)
    session.commit()

    answer = ask(commerce, john, storeLocationId=str(other.uuid))

    assert (answer.status, answer.json) == (404, failed("Pickup location not found"))


def test_a_platform_without_delivery(commerce: Family, john: str, shop: Shop, session: Session) -> None:
    shop.platform.providers = {"delivery": "none"}
    shop.platform.catalog_version += 1
    session.commit()

    answer = ask(commerce, john)

    assert (answer.status, answer.json) == (400, failed("Terminal Africa settings not configured for this platform"))


def test_silent_carriers(commerce: Family, john: str, carriers: FakeCarriers) -> None:
    carriers.fails = ProviderDown("secret detail")

    answer = ask(commerce, john)

    assert answer.status == 502
    assert answer.json == failed("The provider could not be reached. Please try again later")


def test_an_address_nobody_serves(commerce: Family, john: str) -> None:
    answer = ask(commerce, john, deliveryAddress="1 Nowhere Street, Lagos")

    assert (answer.status, answer.json) == (400, failed("No carrier delivers to this address"))


def test_a_quotes_address_is_saved_once(commerce: Family, john: str, shop: Shop, carriers: FakeCarriers) -> None:
    assert saved(commerce, john) == []
    ask(commerce, john)
    ask(commerce, john, deliveryAddress="123 main street,  victoria island, LAGOS, Nigeria", packageWeight=9)

    found = saved(commerce, john)

    same_shape([SAVED | {"line2": ""}], found)
    assert len(found) == 1
    only = found[0]
    assert {**only, "id": "", "dateCreated": "", "dateUpdated": ""} == {
        **SAVED,
        "id": "",
        "dateCreated": "",
        "dateUpdated": "",
        "platformId": str(shop.platform.uuid),
        "businessId": str(shop.business.uuid),
        "providerAddressId": "AD-1",
        "line2": "Victoria Island",
        "email": "john.doe@example.com",
    }


@pytest.fixture
def address(commerce: Family, john: str, session: Session, shop: Shop, carriers: FakeCarriers) -> str:
    """An address of John's as the document's example names it."""
    ask(commerce, john, deliveryAddress="123 Main Street, Lagos")
    row = session.scalars(select(SavedAddress)).one()
    row.uuid, row.provider_address_id = UUID(str(SAVED["id"])), "addr_abc123"
    session.commit()
    return "addr_abc123"


@pytest.mark.usefixtures("address")
def test_update(commerce: Family, john: str, carriers: FakeCarriers) -> None:
    answer = commerce.put(ADDRESSES, UPDATE, token=john)

    assert (answer.status, answer.json["message"]) == (200, "Address updated successfully")
    same_shape(replied("Address updated successfully", UPDATED), answer.json)
    assert {**answer.json["data"], "dateUpdated": ""} == {**UPDATED, "dateUpdated": ""}
    only = saved(commerce, john)[0]
    assert {name: only[name] for name in UPDATE} == UPDATE
    assert carriers.saved["addr_abc123"].line1 == "456 Updated Street"


@pytest.mark.usefixtures("address")
def test_what_is_left_out_of_an_update(commerce: Family, john: str) -> None:
    commerce.put(ADDRESSES, UPDATE, token=john)
    body = {name: UPDATE[name] for name in ("providerAddressId", "line1", "city", "state", "country")}

    assert commerce.put(ADDRESSES, {**body, "state": "lagos"}, token=john).status == 200

    only = saved(commerce, john)[0]
    assert (only["line2"], only["zip"], only["firstName"], only["phone"]) == (None, None, "John", UPDATE["phone"])


@pytest.mark.usefixtures("address")
@pytest.mark.parametrize(
    ("changes", "message"),
    [
        *(({name: None}, name) for name in ("providerAddressId", "line1", "city", "state", "country")),
        ({"line1": " "}, "line1"),
        ({"country": "NGA"}, "country"),
        ({"country": "1!"}, "country of the address is not valid"),
        ({"state": "Atlantis"}, "The state of the address is not known"),
        ({"zip": "no"}, "The postal code of the address is not valid"),
        ({"email": "nobody"}, "email"),
        ({"phone": "12"}, "The phone of the address is not valid"),
        ({"line1": "x" * 121}, "line1"),
        ({"isResidential": "perhaps"}, "isResidential"),
        ({"firstName": "a\nb"}, "firstName"),
    ],
)
def test_a_bad_update(commerce: Family, john: str, changes: dict[str, Any], message: str) -> None:
    before = saved(commerce, john)

    answer = commerce.put(ADDRESSES, {**UPDATE, **changes}, token=john)

    assert (answer.status, answer.json["data"]) == (400, None)
    assert message in answer.json["message"]
    assert saved(commerce, john) == before


@pytest.mark.usefixtures("address")
def test_two_addresses_never_become_the_same(commerce: Family, john: str) -> None:
    ask(commerce, john, deliveryAddress="7 Admiralty Way, Lekki, Lagos")
    other = next(one["providerAddressId"] for one in saved(commerce, john) if one["city"] == "Lekki")
    same = {**UPDATE, "providerAddressId": other, "line1": "123 Main Street", "line2": "", "zip": ""}

    answer = commerce.put(ADDRESSES, same, token=john)

    assert (answer.status, answer.json) == (409, failed("Address already exists"))


def test_delete(commerce: Family, john: str, address: str) -> None:
    answer = commerce.delete(ADDRESSES, query={"providerAddressId": address}, token=john)

    assert (answer.status, answer.json) == (200, replied("Address deleted successfully", True))
    assert saved(commerce, john) == []
    again = commerce.delete(ADDRESSES, query={"providerAddressId": address}, token=john)
    assert (again.status, again.json) == (404, failed("Address not found"))


def test_delete_without_saying_which(commerce: Family, john: str) -> None:
    answer = commerce.delete(ADDRESSES, token=john)

    assert (answer.status, answer.json) == (400, failed("providerAddressId is required"))


@pytest.mark.usefixtures("address")
def test_another_customer_sees_and_changes_nothing(commerce: Family, john: str, jane: str) -> None:
    before = saved(commerce, john)

    assert saved(commerce, jane) == []
    assert commerce.put(ADDRESSES, UPDATE, token=jane).json == failed("Address not found")
    deleted = commerce.delete(ADDRESSES, query={"providerAddressId": "addr_abc123"}, token=jane)
    assert (deleted.status, deleted.json) == (404, failed("Address not found"))
    assert saved(commerce, token_of(commerce, "john.doe@example.com")) == before
