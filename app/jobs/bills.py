"""Bills whose outcome is open are looked up until it is known."""

from __future__ import annotations

from app.clock import utc_now
from app.extensions import gateways, unit_of_work
from app.flows import bills


def settle_bills() -> int:
    """One round: ask the providers about bills that are due, and move their money."""
    outside = gateways()
    return bills.check_due(unit_of_work, utc_now, outside.providers, outside.texts)
