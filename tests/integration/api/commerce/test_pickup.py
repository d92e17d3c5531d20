"""Pickup locations by the document's own examples."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from tests.factories import make_pickup_location
from tests.integration.api.commerce.conftest import STORE, Shop
from tests.integration.api.commerce.test_products import replied
from tests.integration.api.commerce.test_sign_in import failed
from tests.support.api import Family
from tests.support.shapes import same_shape

IN_STATE: dict[str, Any] = {
    "storeLocationId": "770e8400-e29b-41d4-a716-446655440000",
    "name": "Lagos Main Store",
    "address": "123 Main Street, Lagos",
    "state": "Lagos",
    "country": "Nigeria",
    "isActive": True,
}
LOCATION: dict[str, Any] = {
    **IN_STATE,
    "businessId": "550e8400-e29b-41d4-a716-446655440001",
    "platformId": "550e8400-e29b-41d4-a716-446655440002",
}


@pytest.fixture
def stores(shop: Shop, session: Session) -> Shop:
    """A store in another state, one that is closed, and one of another storefront."""
    make_pickup_location(session, platform=shop.platform, name_en="Harbour", state_en="Port Harcourt")
    make_pickup_location(session, platform=shop.platform, name_en="Closed", state_en="Kano", is_active=False)
    make_pickup_location(session, name_en="Foreign")
    session.commit()
    return shop


def names(answer: Any) -> list[str]:
    return [item["name"] for item in answer.json["data"]]


def test_list_locations(commerce: Family, stores: Shop) -> None:
    answer = commerce.get("/api/PickUpLocation")

    assert answer.status == 200
    same_shape(replied("Pickup locations retrieved successfully", [LOCATION]), answer.json)
    assert names(answer) == ["Lagos Main Store", "Harbour"]
    first = answer.json["data"][0]
    assert (first["storeLocationId"], first["businessId"], first["platformId"]) == (
        str(STORE),
        str(stores.business.uuid),
        str(stores.platform.uuid),
    )


@pytest.mark.usefixtures("stores")
@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("Lagos", ["Lagos Main Store"]),
        ("lagos", ["Lagos Main Store"]),
        ("Port%20Harcourt", ["Harbour"]),
        ("Kano", []),
        ("Nowhere", []),
    ],
)
def test_locations_in_a_state(commerce: Family, state: str, found: list[str]) -> None:
    answer = commerce.get(f"/api/PickUpLocation/state/{state}")

    assert (answer.status, names(answer)) == (200, found)
    same_shape(replied("Pickup locations retrieved successfully", [IN_STATE][: len(found)]), answer.json)


@pytest.mark.usefixtures("stores")
def test_states(commerce: Family) -> None:
    answer = commerce.get("/api/PickUpLocation/states")

    assert (answer.status, answer.json) == (
        200,
        replied("States retrieved successfully", ["Lagos", "Port Harcourt"]),
    )


@pytest.mark.usefixtures("stores")
def test_get_location(commerce: Family) -> None:
    answer = commerce.get(f"/api/PickUpLocation/{STORE}")

    assert answer.status == 200
    same_shape(replied("Pickup location retrieved successfully", LOCATION), answer.json)
    assert answer.json["message"] == "Pickup location retrieved successfully"


@pytest.mark.usefixtures("stores")
def test_an_unknown_location(commerce: Family) -> None:
    answer = commerce.get(f"/api/PickUpLocation/{uuid4()}")

    assert (answer.status, answer.json) == (404, failed("Pickup location not found"))
