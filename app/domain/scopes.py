"""What an API key may be limited to. A key without scopes may do whatever its kind allows."""

from __future__ import annotations

from enum import StrEnum


class Scope(StrEnum):
    """The words kept on keys."""

    CATALOG_READ = "catalog:read"
    SIGN_IN = "sign-in"
    CUSTOMERS_READ = "customers:read"
    CUSTOMERS_WRITE = "customers:write"
    ORDERS_READ = "orders:read"
    ORDERS_CREATE = "orders:create"
    MONEY_MOVE = "money:move"
    BOOKING_READ = "booking:read"
    BOOKING_WRITE = "booking:write"
