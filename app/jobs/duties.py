"""What is done in the background, and how often. Each duty finds its own work in the database.

Nothing is kept outside the database: a duty that was cut short, or a queue that was lost, finds the same rows again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.clock import utc_now
from app.extensions import gateways, unit_of_work
from app.flows.messages import deliver_due
from app.jobs.bills import settle_bills
from app.jobs.events import free_places
from app.jobs.parcels import carry_parcels, move_sandbox_parcels
from app.jobs.payments import expire_orders, handle_events, send_refunds, settle_payments, tell_of_sandbox_payments
from app.jobs.sweep import sweep
from app.jobs.tables import free_unpaid_tables, remind_diners, serve_waiting, sweep_holds
from app.services import wishlists
from app.services.gift_cards.sending import send_due


@dataclass(frozen=True, slots=True)
class Duty:
    """One kind of work, safe to run in several places at once.

    `run` is called inside an application context. It returns how many things it did: while there are any, it is run
    again at once, and otherwise after `every_seconds`.
    """

    name: str
    every_seconds: float
    run: Callable[[], int]


def deliver_messages() -> int:
    """Send the messages that are due."""
    return deliver_due(unit_of_work, utc_now, gateways().messages)


def tell_of_wishes() -> int:
    """Write to those who asked to hear when a product is back or costs less."""
    with unit_of_work() as session:
        return wishlists.tell_of_changes(session, texts=gateways().texts, now=utc_now())


def send_gift_cards() -> int:
    """Send the gift cards whose day has come."""
    with unit_of_work() as session:
        return send_due(session, texts=gateways().texts, now=utc_now())


DUTIES: tuple[Duty, ...] = (
    Duty("messages", 1, deliver_messages),
    Duty("parcels", 2, carry_parcels),
    Duty("sandbox-parcels", 5, move_sandbox_parcels),
    Duty("bills", 1, settle_bills),
    Duty("payments", 2, settle_payments),
    Duty("refunds", 3, send_refunds),
    Duty("unpaid_orders", 10, expire_orders),
    Duty("webhooks", 5, handle_events),
    Duty("sandbox-gateway", 1, tell_of_sandbox_payments),
    Duty("unpaid-tables", 10, free_unpaid_tables),
    Duty("event-places", 10, free_places),
    Duty("table-holds", 5, sweep_holds),
    Duty("waiting-list", 5, serve_waiting),
    Duty("reminders", 20, remind_diners),
    Duty("wishes", 30, tell_of_wishes),
    Duty("gift-cards", 30, send_gift_cards),
    Duty("sweep", 600, sweep),
)
