"""Payments in the background: what providers told is handled, and in the sandbox the gateway tells it."""

from __future__ import annotations

from app.config import SANDBOX
from app.extensions import gateways, webhook_intake
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
