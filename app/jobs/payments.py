"""Duties about money: what became of payments, what providers told, what nobody paid, what goes back."""

from __future__ import annotations

from app.clock import utc_now
from app.config import SANDBOX
from app.extensions import gateways, unit_of_work, webhook_intake
from app.flows import refunds, settlement
from app.flows.webhooks import handle_due, receive
from app.integrations.payments.sandbox import SandboxPayments


def handle_events() -> int:
    """Handle the webhooks that could not be handled when they came."""
    return handle_due(webhook_intake())


def tell_of_sandbox_payments() -> int:
    """Send the sandbox gateway's webhooks that are due, as a gateway would."""
    gateway = gateways().providers.payment_named(SANDBOX)
    if not isinstance(gateway, SandboxPayments):
        return 0
    due = gateway.due_webhooks()
    for one in due:
        receive(webhook_intake(), provider=SANDBOX, headers=one.headers, body=one.body)
        gateway.told(one.id)
    return len(due)


def settle_payments() -> int:
    """Ask gateways about payments whose time has come."""
    outside = gateways()
    return settlement.settle_due(unit_of_work, utc_now, outside.providers, outside.texts)


def expire_orders() -> int:
    """Give back what unpaid orders hold once their time is over, and end those nobody came back to."""
    outside = gateways()
    return settlement.expire_due(unit_of_work, utc_now, outside.providers, outside.texts)


def send_refunds() -> int:
    """Send refunds to gateways, and look up those sent before."""
    outside = gateways()
    return refunds.send_due(unit_of_work, utc_now, outside.providers, outside.texts)
