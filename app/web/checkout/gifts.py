"""A gift card at the checkout: found by its number once, then it pays first until it is taken away again."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from app.domain import errors as e
from app.services import gift_cards
from app.services.gift_cards import CardSeen
from app.web.checkout import checkout
from app.web.checkout import words as say
from app.web.checkout.page import Desk, changed
from app.web.gift_cards.balance import seen
from app.web.texts import gettext as _


@checkout.post("/gift-card")
def apply_gift_card() -> ResponseReturnValue:
    """Look the number up, which counts as a look at any gift card does, and keep the card in the form."""
    desk = Desk()
    form = desk.form
    number, form.gift_number.data = (form.gift_number.data or "").strip(), ""
    try:
        card = _usable(desk, number)
    except (e.GiftCardNotFound, e.GiftCardUnusable, e.TooManyAttempts) as error:
        form.gift_number.data = number
        form.refuse(error, form.gift_number)
        return changed(desk, desk.look())
    form.gift.data = str(card.uuid)
    page = desk.look()
    return changed(desk, page, said=_("Gift card applied. %(rest)s", rest=say.rest_told(page)))


@checkout.post("/gift-card/remove")
def remove_gift_card() -> ResponseReturnValue:
    desk = Desk()
    desk.form.gift.data = desk.form.gift_shown.data = ""
    return changed(desk, desk.look(), said=_("Gift card removed."))


def _usable(desk: Desk, number: str) -> CardSeen:
    """A card that can pay here. Raises GiftCardNotFound, GiftCardUnusable, TooManyAttempts."""
    card = seen(number)
    problem = gift_cards.problem_of(card, currency=desk.storefront.currency)
    if problem is not None:
        raise e.GiftCardUnusable(reason=problem)
    return card
