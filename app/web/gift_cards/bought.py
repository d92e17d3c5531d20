"""A gift card that was bought: as its buyer and its recipient see it, and on paper. Who holds a link sees it."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Final
from uuid import UUID

from flask import Response, after_this_request, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain import errors as e
from app.domain import gift_cards as rules
from app.domain.gift_designs import COLOURS
from app.domain.logins import counted_address
from app.domain.states import PaymentState
from app.extensions import db, gateways, settings, unit_of_work
from app.flows.buying_gift_cards import pay_again
from app.integrations.qr import qr_data_uri, qr_svg
from app.services import limits
from app.services.gift_cards import purchases, sending
from app.services.gift_cards.purchases import BUYER, RECIPIENT, PurchaseView
from app.services.ports import PdfUnavailable
from app.web import htmx
from app.web.errors import explain
from app.web.gift_cards import gift_cards
from app.web.gift_cards.buying import bought_url, design_of
from app.web.gift_cards.words import STATUS_TONES, STATUS_WORDS, good_through
from app.web.pay import return_url_of
from app.web.session import require_customer
from app.web.storefront import current_locale, current_storefront
from app.web.texts import gettext as _

# Whoever guesses tokens is slowed down; whoever looks at their own card never notices.
_MOST_LOOKS: Final = 60
_WINDOW: Final = timedelta(minutes=10)


@gift_cards.get("/bought/<uuid:purchase_uuid>/<token>")
def bought_card(purchase_uuid: UUID, token: str) -> ResponseReturnValue:
    """The buyer's page: paid or not yet, when it is sent, and what can be done about it."""
    purchase = _opened(purchase_uuid, token, BUYER)
    return render_template("gift_cards/bought.html", **_context(purchase, token), waits=_waits(purchase))


@gift_cards.post("/bought/<uuid:purchase_uuid>/<token>/pay")
def pay(purchase_uuid: UUID, token: str) -> ResponseReturnValue:
    """Another try on the gateway's page."""
    _opened(purchase_uuid, token, BUYER)
    outside = gateways()
    try:
        started = pay_again(
            unit_of_work,
            utc_now,
            outside.providers,
            outside.texts,
            storefront=current_storefront(),
            uuid=purchase_uuid,
            return_url=return_url_of,
        )
    except (e.ProviderFailed, e.PaymentMethodUnavailable) as error:
        flash(explain(error))
        return redirect(bought_url(purchase_uuid), code=303)
    return htmx.go_to(started.pay_url or bought_url(purchase_uuid))


@gift_cards.post("/bought/<uuid:purchase_uuid>/<token>/send")
def send(purchase_uuid: UUID, token: str) -> ResponseReturnValue:
    """Send the card once more, or before its day."""
    purchase = _opened(purchase_uuid, token, BUYER)
    try:
        with unit_of_work() as session:
            sending.send_again(
                session,
                purchase_id=purchase.id,
                tenant=current_storefront().tenant,
                texts=gateways().texts,
                now=utc_now(),
            )
    except (e.TooManyAttempts, e.GiftCardNotFound) as error:
        flash(explain(error))
    else:
        flash(_("The card is on its way to %(email)s.", email=purchase.recipient_email))
    return redirect(bought_url(purchase_uuid), code=303)


@gift_cards.get("/for-you/<uuid:purchase_uuid>/<token>")
def for_you(purchase_uuid: UUID, token: str) -> ResponseReturnValue:
    """The card as it was given."""
    purchase = _paid(_opened(purchase_uuid, token, RECIPIENT))
    return render_template("gift_cards/for_you.html", **_context(purchase, token))


@gift_cards.get("/bought/<uuid:purchase_uuid>/<token>/card.pdf")
def bought_paper(purchase_uuid: UUID, token: str) -> ResponseReturnValue:
    return _paper(_paid(_opened(purchase_uuid, token, BUYER)), token)


@gift_cards.get("/for-you/<uuid:purchase_uuid>/<token>/card.pdf")
def given_paper(purchase_uuid: UUID, token: str) -> ResponseReturnValue:
    return _paper(_paid(_opened(purchase_uuid, token, RECIPIENT)), token)


@gift_cards.get("/yours")
def yours() -> ResponseReturnValue:
    """What the signed-in customer has bought; one statement."""
    customer = require_customer()
    found = purchases.list_bought(
        db.session(),
        current_storefront(),
        customer_id=customer.customer_id,
        locale=current_locale(),
        now=utc_now(),
    )
    return render_template(
        "gift_cards/yours.html",
        purchases=found,
        design_of=design_of,
        bought_url=bought_url,
        status_words=STATUS_WORDS,
        status_tones=STATUS_TONES,
    )


def _opened(uuid: UUID, token: str, whom: str) -> PurchaseView:
    """The purchase this link was made for. Raises GiftCardNotFound, TooManyAttempts."""
    made = purchases.page_token(gateways().keyed.digest, whom, uuid)
    if not secrets.compare_digest(made.encode(), token.encode()):
        _count_a_guess()
        raise e.GiftCardNotFound
    after_this_request(_keep_private)
    return purchases.get_purchase(db.session(), current_storefront(), uuid=uuid, locale=current_locale(), now=utc_now())


def _paid(purchase: PurchaseView) -> PurchaseView:
    """Nobody is shown a number that is worth nothing. Raises GiftCardNotFound."""
    if not purchase.is_paid:
        raise e.GiftCardNotFound
    return purchase


def _waits(purchase: PurchaseView) -> bool:
    """Whether the gateway has not decided yet."""
    return not purchase.is_paid and purchase.payment_state is PaymentState.PENDING


def _count_a_guess() -> None:
    """A wrong token counts against the network address. Raises TooManyAttempts."""
    address = counted_address(request.remote_addr, strict=settings().strict_limits)
    if address:
        with unit_of_work() as session:
            limits.hit(session, key=f"gift_page:{address}", most=_MOST_LOOKS, window=_WINDOW, now=utc_now())


def _keep_private(response: Response) -> Response:
    """The address is worth money: told to nobody, found by no search engine and kept by no cache."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _paper(purchase: PurchaseView, token: str) -> ResponseReturnValue:
    """The card as a PDF in the page's language; where this machine makes no PDFs, the same as a page to print."""
    number = purchase.number or ""
    # Half a second of drawing: the connection is let go before it.
    db.session.remove()
    gold = COLOURS[design_of(purchase.design)].gold
    content = {**_context(purchase, token), "qr": qr_data_uri(rules.canonical(number)), "gold": gold}
    response = Response(mimetype="application/pdf")
    try:
        response.data = gateways().pdf.make(render_template("pdf/gift_card.html", **content))
    except PdfUnavailable:
        return render_template("gift_cards/paper.html", **content)
    response.headers["Content-Disposition"] = f'attachment; filename="gift-card-{purchase.last4}.pdf"'
    return response


def _context(purchase: PurchaseView, token: str) -> dict[str, object]:
    qr = qr_svg(rules.canonical(purchase.number)) if purchase.number else ""
    return {
        "purchase": purchase,
        "token": token,
        "design": design_of(purchase.design),
        "good_through": good_through(purchase.expires_at),
        "qr": qr,
        "status_words": STATUS_WORDS,
        "status_tones": STATUS_TONES,
    }
