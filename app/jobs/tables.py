"""Duties about tables: holds that run out, deposits nobody paid, reminders."""

from __future__ import annotations

from app.clock import utc_now
from app.extensions import account_tools, gateways, unit_of_work
from app.flows import bookings, deposits, waiting


def sweep_holds() -> int:
    """Free the tables of forms nobody finished and of offers nobody took."""
    return bookings.sweep_due(unit_of_work, utc_now)


def free_unpaid_tables() -> int:
    """Free the tables of bookings whose deposit did not come."""
    return deposits.expire_due(account_tools(), gateways().providers)


def remind_diners() -> int:
    """Write to those who come tomorrow."""
    return bookings.remind_due(unit_of_work, utc_now, gateways().texts)


def serve_waiting() -> int:
    """Offer what is free to those who wait, after the offers that have run out."""
    return waiting.serve_due(unit_of_work, utc_now, gateways().texts)
