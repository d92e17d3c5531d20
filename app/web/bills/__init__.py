"""Bills: airtime, data, electricity and cable TV, from choosing to the token; every step has an address of its own."""

from __future__ import annotations

from flask import Blueprint, Response

from app.domain.errors import PageNotFound
from app.services.bills.reading import FEATURE
from app.web.storefront import current_storefront

bills = Blueprint("bills", __name__, url_prefix="/bills")


@bills.before_request
def only_where_offered() -> None:
    """Where a storefront takes no bills, there are no such pages. Raises PageNotFound."""
    if FEATURE not in current_storefront().features:
        raise PageNotFound


@bills.after_request
def keep_nothing(response: Response) -> Response:
    """Tokens are worth money; and who comes back to a form sees whether it was sent."""
    response.headers["Cache-Control"] = "private, no-store"
    return response


from app.web.bills import flow, past  # noqa: E402, F401  # each adds its pages
