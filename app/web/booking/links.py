"""Addresses of a booking: the manage link that goes out in messages, and the way back from the gateway."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from flask import request, url_for

from app.domain.errors import ReservationNotFound
from app.domain.manage_links import manage_token, opens
from app.extensions import db, gateways
from app.services import bookings
from app.services.bookings import ReservationView
from app.web.pay import return_url_of
from app.web.shell import prefixed
from app.web.storefront import current_locale, current_storefront

_ANY: Final = UUID(int=0)
_SOME: Final = "0" * 32


def link_pattern(branch_code: str) -> str:
    """The manage link's whole address, with {uuid} and {token} to be filled in; never the embedded form."""
    url = url_for("booking.manage", branch_code=branch_code, uuid=_ANY, token=_SOME, embed=None, _external=True)
    return url.replace(f"{_ANY}/{_SOME}", "{uuid}/{token}")


def token_of(view: ReservationView) -> str:
    """The token in the links of a booking."""
    return manage_token(gateways().keyed.digest, view.uuid)


def own_link(view: ReservationView, endpoint: str = "booking.manage", **query: Any) -> str:
    """A page of a booking for whoever holds its token."""
    return url_for(endpoint, branch_code=view.place.code, uuid=view.uuid, token=token_of(view), **query)


def opened(branch_code: str, uuid: UUID, token: str) -> ReservationView:
    """The booking a manage link opens. Raises ReservationNotFound, whatever is wrong with the link."""
    if not opens(gateways().keyed.digest, uuid, token):
        raise ReservationNotFound
    view = bookings.get_view(db.session(), tenant=current_storefront().tenant, uuid=uuid)
    if view.place.code != branch_code:
        raise ReservationNotFound
    return view


def gateway_return(slug: str, reference: str) -> str:
    """Where the gateway sends the payer back: to the storefront through which the branch is paid."""
    if slug == current_storefront().slug:
        return return_url_of(reference)
    path = prefixed(f"/pay/return/{reference}", locale=current_locale(), slug=slug)
    return request.host_url.rstrip("/") + path
