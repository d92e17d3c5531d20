"""Rates named the way third parties name them: by id, or by company and fee, with the address in one line."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.domain.address import Address
from app.domain.errors import RateInvalid, RateProblem
from app.services import delivery_rates, pickup
from app.services.carts import CartOwner
from app.services.delivery_rates import ValidRate
from app.services.platforms import Storefront


def get_named(
    session: Session,
    storefront: Storefront,
    *,
    caller: CartOwner,
    pickup_location_uuid: UUID,
    rate_id: str | None,
    carrier_name: str,
    fee_minor: int,
    address_text: str,
    now: datetime,
) -> ValidRate:
    """A rate the caller was given for this store; a line of address, where there is one, must be the rate's own.

    Whether it still counts is decided when the order is placed. Raises RateInvalid, PickupLocationNotFound.
    """
    place = pickup.get_place(session, storefront, uuid=pickup_location_uuid, locale="en")
    rate = delivery_rates.find_named(
        session,
        storefront,
        caller=caller,
        pickup_location_id=place.id,
        rate_id=rate_id,
        carrier_name=carrier_name,
        fee_minor=fee_minor,
        now=now,
    )
    if rate is None:
        raise RateInvalid(reason=RateProblem.UNKNOWN)
    if address_text and not _is_same_place(address_text, rate.address):
        raise RateInvalid(reason=RateProblem.ALTERED)
    return rate


def _is_same_place(text: str, address: Address) -> bool:
    """Whether a line written by hand names the quoted street, or is a part of the whole address."""
    written = _folded(text)
    return _folded(address.line1) in written or written in _folded(address.one_line)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(sign if sign.isalnum() else " " for sign in plain).split())
