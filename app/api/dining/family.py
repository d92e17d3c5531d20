"""The dining family: its blueprint, its prefixes and how it introduces itself.

A topic of its own has a module in `schemas/` and one in `views/`, named in `__init__.TOPICS`; its words for the OpenAPI
document stand in `topics` below. A view declares its operation with `@dining.op(...)`:

- `out` is the whole reply, envelope too (`schemas/base.py`), since it differs from route to route: `call.answer(reply)`
- `needs=Needs.KEY`: a key, with `publishable=True` also a publishable one; `Needs.NOTHING`: anybody, see `access.py`;
  `Needs.KEY_OR_STAFF`: a secret key, or a staff session for GET
- modes of one route are one operation: a query schema for all of them, and `out` a union of their replies
- a domain error gets its sentence in `dialect.py`
"""

from __future__ import annotations

from typing import Final

from app.api._kit.family import Family
from app.api.dining.dialect import DiningDialect

PREFIXES: Final = (
    "/api/customers/signup",
    "/api/v1/getMemberDetails",
    "/api/booking",
    "/api/gift-cards",
    "/api/public",
)

dialect = DiningDialect()
dining = Family(
    "dining",
    __name__,
    title="Souk dining API",
    description=(
        "Restaurants, bookings, waiting lists, clubs, events and gift cards of one business. Replies are "
        '`{"success": true, "data": …}`, refusals `{"success": false, "message": …}`. Where a route asks for no key, '
        "names, numbers and notes are masked; a secret key of the business in `x-api-key` shows them in full."
    ),
    topics=(
        "Countries, brands and branches",
        "Reservations",
        "Waiting lists",
        "Booking slots",
        "Events",
        "Membership",
        "Gift cards",
    ),
    dialect=dialect,
)
