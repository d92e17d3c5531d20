"""The pay page of the sandbox's gateway: what a customer would see at a real one. Absent in production."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, abort, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.config import SANDBOX
from app.domain.money import Money
from app.extensions import csrf, gateways, settings
from app.integrations.payments.sandbox import SandboxPayment, SandboxPayments
from app.web.security import page_policy
from app.web.storefront import current_storefront

sandbox_gateway = Blueprint("sandbox_gateway", __name__, url_prefix="/sandbox/gateway")
# It stands for somebody else's page, which knows nothing of our sessions.
csrf.exempt(sandbox_gateway)

_OUTCOMES: Final = frozenset({"success", "failed", "abandoned", "reversed"})


@sandbox_gateway.before_request
def only_in_the_sandbox() -> None:
    if not settings().is_sandbox:
        abort(404)


@sandbox_gateway.get("/<reference>")
def pay_page(reference: str) -> ResponseReturnValue:
    """What is to be paid, with Pay, Decline and Abandon; or how it ended."""
    payment = _gateway().look_at(reference) or abort(404)
    return _shown(payment)


@sandbox_gateway.post("/<reference>")
def decide(reference: str) -> ResponseReturnValue:
    """Note what the customer chose and send the browser back to the shop."""
    outcome = request.form.get("outcome", "")
    if outcome not in _OUTCOMES:
        abort(400)
    back = _gateway().decide(
        reference, outcome, is_late="late" in request.form, refunds_fail="refunds_fail" in request.form
    )
    return redirect(back or abort(404), code=303)


def _gateway() -> SandboxPayments:
    found = gateways().providers.payment_named(SANDBOX)
    return found if isinstance(found, SandboxPayments) else abort(404)


def _shown(payment: SandboxPayment) -> ResponseReturnValue:
    amount = Money(payment.amount_minor, payment.currency)
    response = make_response(render_template("sandbox/gateway.html", payment=payment, amount=amount))
    # From here the customer goes back to the shop, and through it to whichever third party sent them.
    hosts = current_storefront().return_hosts
    targets = [f"{scheme}://{host}{port}" for host in hosts for scheme in ("http", "https") for port in ("", ":*")]
    response.headers["Content-Security-Policy"] = page_policy(targets)
    return response
