"""What is left on a card."""

from __future__ import annotations

from flask import Response, request
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain import errors as e
from app.domain.logins import counted_address
from app.extensions import gateways, settings, unit_of_work
from app.flows.gift_cards import look_up
from app.services.gift_cards import CardSeen
from app.web.forms import form_page
from app.web.gift_cards import gift_cards
from app.web.gift_cards.forms import BalanceForm
from app.web.gift_cards.words import STATUS_TONES, STATUS_WORDS, good_through
from app.web.storefront import current_storefront


@gift_cards.get("/balance")
def balance() -> ResponseReturnValue:
    return _page(BalanceForm())


@gift_cards.post("/balance")
def check_balance() -> ResponseReturnValue:
    """A number in an address would stay in histories and logs, so it is only ever sent in a form."""
    form = BalanceForm()
    found = None
    if form.validate_on_submit():
        try:
            found = seen(form.number.data)
        except (e.GiftCardNotFound, e.TooManyAttempts) as error:
            form.refuse(error, form.number)
    return _page(form, found)


def seen(number: str) -> CardSeen:
    """The card with this number; the look counts against the number and the network address.

    Raises GiftCardNotFound, TooManyAttempts.
    """
    return look_up(
        unit_of_work,
        utc_now,
        gateways().keyed,
        tenant=current_storefront().tenant,
        number=number,
        address=counted_address(request.remote_addr, strict=settings().strict_limits),
    )


def _page(form: BalanceForm, card: CardSeen | None = None) -> Response:
    response = form_page(
        "gift_cards/balance.html",
        form,
        card=card,
        good_through="" if card is None else good_through(card.expires_at),
        status_words=STATUS_WORDS,
        status_tones=STATUS_TONES,
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response
