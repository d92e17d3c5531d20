"""The queue of pickup orders and an order's page for staff."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.http import quote_etag

from app.clock import utc_now
from app.domain.errors import TransitionRefused
from app.domain.paging import Window
from app.domain.states import Fulfilment, OrderState
from app.extensions import db, gateways, unit_of_work
from app.services import order_moves, shipment_views, staff_orders
from app.services.order_moves import MovedOrder
from app.services.order_views import OrderView
from app.services.staff_accounts import StaffSeen
from app.services.staff_orders import LocationLink, Queue, QueueQuery, QueueTab
from app.web import htmx
from app.web.htmx import go_to, wants_fragment
from app.web.order_words import state_label, steps
from app.web.pager import Pager, page_number, page_url
from app.web.staff import staff as pages
from app.web.staff.session import require_staff
from app.web.storefront import current_locale, current_storefront
from app.web.texts import gettext as _

PAGE_SIZE: Final = 40
_LONGEST_SEARCH: Final = 60


@dataclass(frozen=True, slots=True)
class QueueTabLink:
    """A tab with its figure; the filter is kept from tab to tab."""

    label: str
    url: str
    is_current: bool
    count: int


@pages.get("/")
def start() -> ResponseReturnValue:
    """The door everybody tries first leads to the queue."""
    return redirect(url_for("staff.orders"), code=303)


@pages.get("/orders")
def orders() -> ResponseReturnValue:
    """Pickup orders by state. Asked again every ten seconds by the page; answered with 304 while nothing changed."""
    who = require_staff()
    query = _query()
    window = Window.of_page(page_number(), PAGE_SIZE)
    queue = staff_orders.read_queue(db.session(), staff=who, query=query, window=window, locale=current_locale())
    etag = _fingerprint(who, query, queue)
    if wants_fragment() and request.if_none_match.contains(etag):
        return Response(status=304, headers={"ETag": quote_etag(etag), "Vary": "HX-Request"})
    content = _content(query, queue) | {"etag": quote_etag(etag)}
    if not wants_fragment():
        content |= {"locations": _locations(who), "who": who}
    response = htmx.render("staff/orders.html", "staff/_queue.html", **content)
    response.set_etag(etag)
    return response


@pages.get("/orders/<number>")
def order(number: str) -> ResponseReturnValue:
    """One order with what can be done with it next."""
    return render_template("staff/order.html", **order_content(require_staff(), number))


@pages.post("/orders/<number>/prepare")
def prepare(number: str) -> ResponseReturnValue:
    """Take the order in hand."""

    def move(session: Session, who: StaffSeen) -> MovedOrder:
        return order_moves.start_preparing(session, staff=who, number=number, now=utc_now())

    return _change(number, move, _("You are preparing order %(number)s.", number=number))


@pages.post("/orders/<number>/ready")
def ready(number: str) -> ResponseReturnValue:
    """Say that the order waits for its owner."""

    def move(session: Session, who: StaffSeen) -> MovedOrder:
        return order_moves.mark_ready(session, staff=who, number=number, texts=gateways().texts, now=utc_now())

    told = _("Order %(number)s is ready, and the customer has been told.", number=number)
    return _change(number, move, told, parcel_words=_("Order %(number)s is packed.", number=number))


@pages.post("/orders/<number>/not-ready")
def not_ready(number: str) -> ResponseReturnValue:
    """Take back a wrong “ready”."""

    def move(session: Session, who: StaffSeen) -> MovedOrder:
        return order_moves.undo_ready(session, staff=who, number=number, texts=gateways().texts, now=utc_now())

    told = _("Order %(number)s is back in preparation, and the customer has been told.", number=number)
    return _change(number, move, told, parcel_words=_("Order %(number)s is back in preparation.", number=number))


def _change(
    number: str, move: Callable[[Session, StaffSeen], MovedOrder], words: str, *, parcel_words: str = ""
) -> ResponseReturnValue:
    """Move the order and go back to where the button was; when somebody was faster, say so.

    `parcel_words` are said instead of a delivery, whose owner is told by other events.
    """
    who = require_staff()
    try:
        with unit_of_work() as session:
            is_parcel = move(session, who).fulfilment is Fulfilment.DELIVERY
    except TransitionRefused as refused:
        flash(_faster(number, OrderState(refused.state)), "warning")
    else:
        flash(parcel_words if is_parcel and parcel_words else words, "success")
    from_order = request.form.get("from") == "order"
    return go_to(url_for("staff.order", number=number) if from_order else queue_url())


def _faster(number: str, state: OrderState) -> str:
    return _(
        "A colleague was faster: order %(number)s is now “%(state)s”. Nothing was changed by you.",
        number=number,
        state=state_label(state),
    )


def queue_url() -> str:
    """The tab and filter the person was looking at."""
    kept = {name: request.form.get(name, "")[:_LONGEST_SEARCH] for name in ("tab", "location", "q")}
    return f"{url_for('staff.orders')}?{urlencode({name: value for name, value in kept.items() if value})}"


def _query() -> QueueQuery:
    tab = request.args.get("tab", "")
    location = request.args.get("location", "")
    try:
        place = UUID(location) if location else None
    except ValueError:
        place = None
    return QueueQuery(
        tab=QueueTab(tab) if tab in set(QueueTab) else QueueTab.TO_PREPARE,
        since=_start_of_today(),
        location=place,
        text=" ".join(request.args.get("q", "")[:_LONGEST_SEARCH].split()),
    )


def _start_of_today() -> datetime:
    """Midnight at the storefront."""
    here = utc_now().astimezone(ZoneInfo(current_storefront().time_zone))
    return here.replace(hour=0, minute=0, second=0, microsecond=0)


def _content(query: QueueQuery, queue: Queue) -> dict[str, Any]:
    kept = {"location": str(query.location) if query.location else "", "q": query.text}
    return {
        "queue": queue,
        "orders": queue.page.items,
        "pager": Pager.of(queue.page),
        "tab": query.tab.value,
        "kept": kept,
        "tabs": [_tab(tab, queue, query, kept) for tab in QueueTab],
        "refresh_url": page_url(page_number()),
        "seen_at": utc_now(),
    }


def _tab(tab: QueueTab, queue: Queue, query: QueueQuery, kept: dict[str, str]) -> QueueTabLink:
    label = {
        QueueTab.TO_PREPARE: _("To prepare"),
        QueueTab.PREPARING: _("Preparing"),
        QueueTab.READY: _("Ready"),
        QueueTab.HANDED_OVER: _("Handed over today"),
        QueueTab.NOT_SHIPPED: _("Paid, not shipped"),
    }[tab]
    return QueueTabLink(label, _tab_url(tab, kept), tab is query.tab, queue.counts[tab])


def _tab_url(tab: QueueTab, kept: dict[str, str]) -> str:
    return f"{url_for('staff.orders')}?{urlencode({'tab': tab.value, **{k: v for k, v in kept.items() if v}})}"


def _locations(who: StaffSeen) -> list[LocationLink]:
    return staff_orders.list_locations(db.session(), staff=who, locale=current_locale())


def _fingerprint(who: StaffSeen, query: QueueQuery, queue: Queue) -> str:
    """Changes with whatever the page shows."""
    seen = repr((who.staff_id, current_locale(), query, queue))
    return hashlib.blake2s(seen.encode(), digest_size=12).hexdigest()


def order_content(who: StaffSeen, number: str) -> dict[str, object]:
    """An order within reach with its parcel. Raises OrderNotFound."""
    found: OrderView = staff_orders.get_staff_order(db.session(), staff=who, number=number, locale=current_locale())
    parcel = shipment_views.find_parcel(db.session(), order_id=found.id) if found.is_delivery else None
    return {"order": found, "parcel": parcel, "steps": steps(found), "who": who}
