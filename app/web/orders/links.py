"""Where the pages of an order are: a customer's own, or a guest's by the token of the order."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import request, url_for

from app.web.shell import prefixed, slug_in_path
from app.web.storefront import current_locale


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLinks:
    """`index`, `buy_again` and `cancel` are None for guests."""

    show: str
    receipt: str
    other_receipt: str
    pickup: str
    pay: str
    restore: str
    index: str | None = None
    pay_by_card: str | None = None
    buy_again: str | None = None
    cancel: str | None = None


def own_links(number: str) -> OrderLinks:
    """For somebody signed in."""
    receipt = url_for("orders.receipt", number=number)
    return OrderLinks(
        show=url_for("orders.show", number=number),
        receipt=receipt,
        other_receipt=_in_the_other_language(receipt),
        pickup=url_for("orders.pickup_code", number=number),
        pay=url_for("orders.pay", number=number),
        restore=url_for("orders.buy_again", number=number),
        index=url_for("orders.index"),
        pay_by_card=url_for("orders.pay_by_card", number=number),
        buy_again=url_for("orders.buy_again", number=number),
        cancel=url_for("orders.confirm_cancel", number=number),
    )


def guest_links(order_uuid: UUID, token: str) -> OrderLinks:
    """For whoever holds the order's link."""
    receipt = _guest("receipt", order_uuid, token)
    return OrderLinks(
        show=_guest("order", order_uuid, token),
        receipt=receipt,
        other_receipt=_in_the_other_language(receipt),
        pickup=_guest("pickup", order_uuid, token),
        pay=_guest("pay", order_uuid, token),
        restore=_guest("restore", order_uuid, token),
    )


def _guest(page: str, order_uuid: UUID, token: str) -> str:
    return url_for(f"checkout.guest_{page}", order_uuid=order_uuid, token=token)


def _in_the_other_language(here: str) -> str:
    path = here.removeprefix(request.script_root)
    return prefixed(path, locale="en" if current_locale() == "ar" else "ar", slug=slug_in_path())
