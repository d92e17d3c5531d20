"""Putting money on the shopping card by a payment gateway."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy.exc import IntegrityError

from app.domain.errors import AmountTooSmall
from app.domain.money import EXPONENTS
from app.flows.checkout import Buyer
from app.flows.starting import ReturnUrl, gateway_of, payable_at, start
from app.services import payment_opening
from app.services.platforms import Storefront
from app.services.ports import Clock, UnitOfWork
from app.services.provider_ports import Providers

_LEAST_MAJOR: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class StartedTopUp:
    """Where the money is paid. `pay_url` None: this request's payment has ended, one way or the other."""

    reference: str
    pay_url: str | None
    access_code: str
    gateway: str


def least_top_up(currency: str) -> int:
    """The smallest amount that can be put on a card, in minor units."""
    return int(_LEAST_MAJOR * 10 ** EXPONENTS[currency])


def start_top_up(
    uow: UnitOfWork,
    clock: Clock,
    providers: Providers,
    *,
    storefront: Storefront,
    customer: Buyer,
    amount_minor: int,
    request_key: str,
    return_url: ReturnUrl,
    their_return_url: str | None = None,
    locale: str | None = None,
) -> StartedTopUp:
    """Ask for money to put on the card; it is there once the gateway says that it was paid.

    `request_key` is the form's or request's own: sent again, it leads to the same payment. `return_url` makes the
    address of our own page; `their_return_url`, checked before, is where a third party's customer goes from there.

    Raises AmountTooSmall, PaymentMethodUnavailable; ProviderFailed when nothing was charged and it may be tried again.
    """
    least = least_top_up(storefront.currency)
    if amount_minor < least:
        raise AmountTooSmall(minimum_minor=least, currency=storefront.currency)
    gateway = gateway_of(providers, storefront)
    reference = _find(uow, customer, request_key)
    if reference is None:
        try:
            with uow() as session:
                reference = payment_opening.open_top_up(
                    session,
                    storefront,
                    customer_id=customer.customer_id,
                    request_key=request_key,
                    provider=gateway.name,
                    amount_minor=amount_minor,
                    their_return_url=their_return_url,
                    now=clock(),
                ).reference
        except IntegrityError:
            # The same request, sent twice at once, was faster.
            reference = _find(uow, customer, request_key)
            if reference is None:
                raise
    started = start(uow, clock, providers, reference=reference, return_url=return_url, locale=locale)
    return StartedTopUp(
        reference=started.reference,
        pay_url=payable_at(started),
        access_code=started.access_code or "",
        gateway=gateway.title,
    )


def _find(uow: UnitOfWork, customer: Buyer, request_key: str) -> str | None:
    with uow() as session:
        return payment_opening.find_top_up(session, customer_id=customer.customer_id, request_key=request_key)
