"""The page of the sandbox's carriers: where a parcel is, and a button that moves it on. Absent in production."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.config import SANDBOX
from app.extensions import csrf, gateways, settings, webhook_intake
from app.flows.webhooks import receive
from app.integrations.delivery.sandbox import SandboxDelivery

sandbox_parcels = Blueprint("sandbox_parcels", __name__, url_prefix="/sandbox/parcel")
# It stands for somebody else's page, which knows nothing of our sessions.
csrf.exempt(sandbox_parcels)


@sandbox_parcels.before_request
def only_in_the_sandbox() -> None:
    if not settings().is_sandbox:
        abort(404)


@sandbox_parcels.get("/<number>")
def show(number: str) -> ResponseReturnValue:
    """Where a parcel is, by the number on its label."""
    return render_template("sandbox/parcel.html", parcel=_carriers().look_at(number) or abort(404), is_label=False)


@sandbox_parcels.get("/<number>/label")
def label(number: str) -> ResponseReturnValue:
    """The label to print and stick on the parcel."""
    return render_template("sandbox/parcel.html", parcel=_carriers().look_at(number) or abort(404), is_label=True)


@sandbox_parcels.post("/<number>")
def move_on(number: str) -> ResponseReturnValue:
    """Let the parcel take its next step now, and tell the shop as a carrier would."""
    for headers, body in _carriers().move_now(number):
        receive(webhook_intake(), provider=SANDBOX, headers=headers, body=body)
    return redirect(url_for("sandbox_parcels.show", number=number), code=303)


@sandbox_parcels.post("/wallet/<state>")
def wallet(state: str) -> ResponseReturnValue:
    """Empty or fill the purse that carriers are paid from."""
    if state not in {"empty", "full"}:
        abort(404)
    _carriers().set_wallet(is_empty=state == "empty")
    return "", 204


def _carriers() -> SandboxDelivery:
    found = gateways().providers.delivery_named(SANDBOX)
    return found if isinstance(found, SandboxDelivery) else abort(404)
