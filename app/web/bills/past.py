"""Where bills begin and what became of them: the start page, one purchase, its receipt, all of them."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue

from app.domain.bills import BillKind, limits_minor
from app.domain.money import Money
from app.domain.paging import Window
from app.extensions import db
from app.services import bills as service
from app.services import shopping_card
from app.services.bills import BillView
from app.web import htmx
from app.web.bills import bills, words
from app.web.pager import Pager, page_number
from app.web.session import require_customer
from app.web.storefront import current_storefront

PAGE_SIZE: Final = 12
RECENT: Final = 4


@bills.get("")
def home() -> ResponseReturnValue:
    """What can be paid, what is on the card, and the last purchases to repeat. Two statements."""
    customer, session, storefront = require_customer(), db.session(), current_storefront()
    currency = storefront.currency
    card = shopping_card.balance(session, customer_id=customer.customer_id, currency=currency)
    recent = service.list_to_buy_again(session, storefront, customer_id=customer.customer_id, limit=RECENT)
    balance = Money(card.current_minor, currency)
    return render_template(
        "bills/home.html", balance=balance, shortfall=_shortfall(balance, recent), recent=recent, words=words
    )


@bills.get("/history")
def history() -> ResponseReturnValue:
    """The customer's purchases, the newest first, of one kind or of all."""
    customer = require_customer()
    asked = request.args.get("kind", "")
    kind = BillKind(asked) if asked in set(BillKind) else None
    window = Window.of_page(page_number(), PAGE_SIZE)
    found = service.list_bills(
        db.session(), current_storefront(), customer_id=customer.customer_id, window=window, kind=kind
    )
    return render_template(
        "bills/history.html", found=found.items, pager=Pager.of(found), kind=kind, kinds=tuple(BillKind), words=words
    )


@bills.get("/<uuid:bill_id>")
def show(bill_id: UUID) -> ResponseReturnValue:
    """How a purchase stands; while it is open the page looks again by itself."""
    template = "bills/_state.html" if htmx.wants_fragment() else "bills/show.html"
    response = make_response(render_template(template, bill=_own(bill_id), words=words, is_swap=htmx.wants_fragment()))
    response.vary.add("HX-Request")
    return response


@bills.get("/<uuid:bill_id>/receipt")
def receipt(bill_id: UUID) -> ResponseReturnValue:
    """The purchase on paper, token and all."""
    return render_template("bills/receipt.html", bill=_own(bill_id), words=words)


def _own(bill_id: UUID) -> BillView:
    """Raises BillNotFound, also for what is another customer's."""
    customer = require_customer()
    return service.get_bill(db.session(), current_storefront(), customer_id=customer.customer_id, uuid=bill_id)


def _shortfall(balance: Money, recent: list[BillView]) -> Money | None:
    """What the card lacks for the purchase made last, or for the least that can be bought."""
    least = recent[0].amount_minor if recent else min(limits_minor(kind, balance.currency)[0] for kind in BillKind)
    return Money(least, balance.currency) - balance if balance.minor < least else None
