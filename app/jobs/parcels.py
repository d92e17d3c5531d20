"""Parcels in the background: booked, followed, and in the sandbox carried."""

from __future__ import annotations

from app.clock import utc_now
from app.config import SANDBOX
from app.extensions import gateways, unit_of_work, webhook_intake
from app.flows import shipments
from app.flows.webhooks import receive
from app.integrations.delivery.sandbox import SandboxDelivery


def carry_parcels() -> int:
    """Book, look up, track and cancel whatever is due."""
    outside = gateways()
    return shipments.carry_on(unit_of_work, utc_now, outside.providers, outside.texts)


def move_sandbox_parcels() -> int:
    """Let the sandbox's parcels take their next step, and tell the shop of it as a carrier would."""
    carriers = gateways().providers.delivery_named(SANDBOX)
    if not isinstance(carriers, SandboxDelivery):
        return 0
    moved = carriers.move_due()
    for headers, body in moved:
        receive(webhook_intake(), provider=SANDBOX, headers=headers, body=body)
    return len(moved)
