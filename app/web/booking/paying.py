"""The deposit of a booking: at the gateway, from the shopping card of who is signed in, or from a gift card."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from flask import make_response, render_template
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain import errors as e
from app.extensions import account_tools, db, gateways
from app.flows import deposits
from app.services import shopping_card
from app.services.bookings import ReservationView
from app.web import htmx
from app.web.booking import booking, words
from app.web.booking.forms import PayForm
from app.web.booking.links import gateway_return, opened, own_link, token_of
from app.web.session import current_customer, current_visit
from app.web.storefront import current_locale, current_storefront
from app.web.texts import gettext as _

_PLACE: Final = "/b/<branch_code>/r/<uuid:uuid>/<token>/pay"


@booking.route(_PLACE, methods=["GET", "POST"])
def pay(branch_code: str, uuid: UUID, token: str) -> ResponseReturnValue:
    """The ways to pay; sent, the one chosen is gone."""
    view = opened(branch_code, uuid, token)
    form = PayForm()
    if not view.deposit_due_minor:
        return htmx.go_to(own_link(view))
    if not form.is_submitted():
        return _page(view, form)
    try:
        url = _paid(view, form)
    except (e.PinWrong, e.PinLocked, e.PinNotSet, e.BalanceTooLow) as error:
        form.refuse(error, form.pin)
    except (e.GiftCardNotFound, e.GiftCardUnusable) as error:
        form.refuse(error, form.number)
    except e.TransitionRefused:
        return htmx.go_to(own_link(view))
    except (e.TooManyAttempts, e.PaymentMethodUnavailable, e.ProviderFailed, e.NotAllowed) as error:
        form.refuse(error)
    else:
        return htmx.go_to(url or own_link(view, new="1"))
    return _page(view, form)


def _paid(view: ReservationView, form: PayForm) -> str | None:
    """Pay, or say where it is paid. Raises what a payment can be refused for."""
    tools, tenant = account_tools(), current_storefront().tenant
    customer = current_customer()
    if form.way.data == "card" and customer is not None:
        deposits.pay_by_shopping_card(
            tools, tenant=tenant, uuid=view.uuid, customer_id=customer.customer_id, pin=form.pin.data or ""
        )
        return None
    if form.way.data == "gift":
        number = "".join((form.number.data or "").split())
        if not number:
            raise e.GiftCardNotFound
        deposits.pay_by_gift_card(tools, tenant=tenant, uuid=view.uuid, number=number, address=current_visit().address)
        return None
    storefront = deposits.storefront_of(tools, tenant=tenant, uuid=view.uuid)
    return deposits.pay_at_gateway(
        tools,
        gateways().providers,
        tenant=tenant,
        uuid=view.uuid,
        return_url=lambda reference: gateway_return(storefront.slug, reference),
        locale=current_locale(),
    )


def _page(view: ReservationView, form: PayForm) -> ResponseReturnValue:
    now = utc_now()
    until = view.pay_until or now
    customer = current_customer()
    is_own = customer is not None and customer.customer_id == view.customer_id
    balance = None
    if is_own and customer is not None:
        card = shopping_card.balance(db.session(), customer_id=customer.customer_id, currency=view.currency)
        balance = card.current_minor
    answer = make_response(
        render_template(
            "booking/pay.html",
            view=view,
            form=form,
            amount=words.money(view.deposit_due_minor, view.currency),
            seconds=words.seconds_between(now, until),
            until=words.clock(until, view.place.zone),
            when=words.when_words(view.starts_at, view.place.zone),
            guests=words.guests(view.party_size),
            policy_lines=words.policy_lines(view.terms, view.currency, view.place.zone),
            balance=None if balance is None else words.money(balance, view.currency),
            has_enough=balance is not None and balance >= view.deposit_due_minor,
            back_url=own_link(view),
            action=own_link(view, "booking.pay"),
            token=token_of(view),
            steps=[_("Time"), _("Your details"), _("Deposit"), _("Confirmed")],
        ),
        form.status if form.errors else 200,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer
