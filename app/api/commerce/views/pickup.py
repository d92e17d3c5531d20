"""Where orders are picked up."""

from __future__ import annotations

from flask import Response

from app.api._kit.call import Call
from app.api.commerce.family import commerce
from app.api.commerce.schemas.base import LOCALE
from app.api.commerce.schemas.pickup import LocationInStateOut, LocationOut, LocationPath, StatePath
from app.domain.scopes import Scope
from app.extensions import db
from app.services import pickup

TOPIC = "Pickup locations"


@commerce.op(
    "GET",
    "/api/PickUpLocation",
    summary="Pickup locations of the platform",
    topic=TOPIC,
    scope=Scope.CATALOG_READ,
    publishable=True,
    out=list[LocationOut],
    message="Pickup locations retrieved successfully",
)
def list_pickup_locations(call: Call) -> Response:
    places = pickup.list_places(db.session(), call.storefront, locale=LOCALE)
    return call.answer([LocationOut.at(place, call.storefront) for place in places])


@commerce.op(
    "GET",
    "/api/PickUpLocation/state/{state}",
    summary="Pickup locations in one state",
    topic=TOPIC,
    scope=Scope.CATALOG_READ,
    publishable=True,
    params=StatePath,
    out=list[LocationInStateOut],
    message="Pickup locations retrieved successfully",
)
def list_pickup_locations_in_state(call: Call, params: StatePath) -> Response:
    places = pickup.list_places_in(db.session(), call.storefront, state=params.state, locale=LOCALE)
    return call.answer([LocationInStateOut.of(place) for place in places])


@commerce.op(
    "GET",
    "/api/PickUpLocation/states",
    summary="States with active pickup locations",
    topic=TOPIC,
    scope=Scope.CATALOG_READ,
    publishable=True,
    out=list[str],
    message="States retrieved successfully",
)
def list_pickup_states(call: Call) -> Response:
    states = pickup.list_states(db.session(), call.storefront, locale=LOCALE)
    return call.answer([state.name for state in states])


@commerce.op(
    "GET",
    "/api/PickUpLocation/{id}",
    summary="One pickup location",
    topic=TOPIC,
    scope=Scope.CATALOG_READ,
    publishable=True,
    params=LocationPath,
    out=LocationOut,
    message="Pickup location retrieved successfully",
    errors={404: "Pickup location not found."},
)
def get_pickup_location(call: Call, params: LocationPath) -> Response:
    place = pickup.get_place(db.session(), call.storefront, uuid=params.id, locale=LOCALE)
    return call.answer(LocationOut.at(place, call.storefront))
