"""Where orders are picked up."""

import pytest
from sqlalchemy.orm import Session

from app.domain.errors import PickupLocationNotFound
from app.domain.states import Environment
from app.services import pickup
from app.services.pickup import PickupState
from tests.factories import make_pickup_location, make_platform, storefront_of


def test_stores_are_listed_by_state_and_only_while_open(session: Session) -> None:
    platform = make_platform(session)
    ikeja = make_pickup_location(session, platform=platform, name_en="Ikeja")
    abuja = make_pickup_location(session, platform=platform, name_en="Wuse", state_en="Abuja", state_ar="أبوجا")
    make_pickup_location(session, platform=platform, state_en="Kano", is_active=False)
    make_pickup_location(session, platform=platform, environment=Environment.LIVE)
    make_pickup_location(session, platform=make_platform(session, is_default=False))
    storefront = storefront_of(session, platform)

    assert [place.uuid for place in pickup.list_places(session, storefront, locale="en")] == [abuja.uuid, ikeja.uuid]
    assert pickup.list_states(session, storefront, locale="ar") == [
        PickupState("Abuja", "أبوجا"),
        PickupState("Lagos", "لاغوس"),
    ]
    assert pickup.states_of(pickup.list_places(session, storefront, locale="en")) == [
        PickupState("Abuja", "Abuja"),
        PickupState("Lagos", "Lagos"),
    ]


@pytest.mark.parametrize("state", ["Lagos", " lagos ", "لاغوس"])
def test_a_state_is_known_by_either_name(session: Session, state: str) -> None:
    platform = make_platform(session)
    store = make_pickup_location(session, platform=platform)
    make_pickup_location(session, platform=platform, state_en="Abuja", state_ar="أبوجا")

    found = pickup.list_places_in(session, storefront_of(session, platform), state=state, locale="en")

    assert [place.uuid for place in found] == [store.uuid]


def test_a_store_is_found_only_at_its_own_storefront(session: Session) -> None:
    platform = make_platform(session)
    store = make_pickup_location(session, platform=platform, name_ar="متجر إيكيجا")
    other = storefront_of(session, make_platform(session, is_default=False))

    assert (
        pickup.get_place(session, storefront_of(session, platform), uuid=store.uuid, locale="ar").name == "متجر إيكيجا"
    )
    with pytest.raises(PickupLocationNotFound):
        pickup.get_place(session, other, uuid=store.uuid, locale="en")
