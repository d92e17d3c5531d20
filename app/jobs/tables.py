"""Tables kept for bookings whose deposit nobody paid."""

from __future__ import annotations

from app.extensions import account_tools, gateways
from app.flows.deposits import expire_due


def free_unpaid_tables() -> int:
    """Give them back, after a last look at their payments."""
    return expire_due(account_tools(), gateways().providers)
