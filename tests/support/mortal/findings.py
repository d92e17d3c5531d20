"""How a shop stands: its books, its rows, and what its own routes tell the customer."""

from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.extensions import unit_of_work
from app.models import Account, Bill, Order, OutboxMessage, Payment, PaymentMethod, Product, Refund, Shipment
from app.services.ledger_audit import audit
from tests.support.mortal.scenarios import Client
from tests.support.mortal.world import SLUG


@dataclass(frozen=True, kw_only=True)
class Findings:
    """Everything in plain values; amounts in minor units. `told` is what the JSON routes say to the customer."""

    breaches: list[str]
    balances: dict[str, int]
    orders: list[dict[str, Any]]
    payments: list[dict[str, Any]]
    bills: list[dict[str, Any]]
    parcels: list[dict[str, Any]]
    refunds: int
    stock: int
    letters: dict[str, int]
    told: dict[str, Any] = field(default_factory=dict)


def look(app: Flask, client: Client | None = None) -> Findings:
    """Read it all; asked as `client`, also through the routes."""
    with app.app_context(), unit_of_work() as session:
        rows = _rows(session)
    return Findings(**rows, told={} if client is None else _told(client))


def _rows(session: Session) -> dict[str, Any]:
    breaches = [f"{one.promise}: {one.breaches}" for one in audit(session) if one.breaches]
    balances = session.execute(select(Account.kind, func.sum(Account.balance_minor)).group_by(Account.kind))
    orders = session.scalars(select(Order).order_by(Order.id)).all()
    payments = session.scalars(select(Payment).where(Payment.method == PaymentMethod.GATEWAY)).all()
    bills = session.scalars(select(Bill)).all()
    parcels = session.scalars(select(Shipment)).all()
    letters = select(OutboxMessage.topic, func.count()).where(OutboxMessage.channel == "email")
    return {
        "breaches": breaches,
        "balances": {kind.value: int(total) for kind, total in balances},
        "orders": [
            {"uuid": str(one.uuid), "number": one.number, "state": one.state.value, "total": one.total_minor}
            for one in orders
        ],
        "payments": [
            {"reference": one.reference, "state": one.state.value, "amount": one.amount_minor, "order": one.order_id}
            for one in payments
        ],
        "bills": [{"reference": one.reference, "state": one.state.value, "amount": one.amount_minor} for one in bills],
        "parcels": [{"state": one.state.value, "booked_as": one.provider_shipment_id} for one in parcels],
        "refunds": session.scalar(select(func.count(Refund.id))) or 0,
        "stock": session.scalars(select(Product.stock)).one(),
        "letters": {row[0]: row[1] for row in session.execute(letters.group_by(OutboxMessage.topic))},
    }


def _told(client: Client) -> dict[str, Any]:
    orders = client.ask("/api/customer/transaction/orders")
    with client.app.app_context(), unit_of_work() as session:
        numbers = session.scalars(select(Order.number).order_by(Order.id)).all()
    told = {
        "card": client.ask("/api/customer/get-card-balance")["currentBalance"],
        "orders": [one["orderStatus"] for one in orders["orders"]],
    }
    client.sign_in()
    shown = [client.pages.get(f"/{SLUG}/account/orders/{number}") for number in numbers]
    told["page"] = [page.texts("h1 + .badge")[0] for page in shown]
    if "reference" in client.known:
        body = {"transactionReference": client.known["reference"]}
        told["payment"] = client.ask("/api/transaction/verify-transaction", body)["status"]
    return told
