"""Where an order's money is, told to its customer."""

from __future__ import annotations

from flask.sansio.app import App

from app.domain.states import PaymentState, RefundReason, RefundState
from app.models import OWN_CARDS, PaymentMethod
from app.services.order_money import MoneyBack, PaidBy
from app.web.texts import gettext as _


def paid_note(paid: PaidBy) -> str:
    """How a payment stands, where that is not simply that it was made."""
    if paid.is_charged_back:
        return _("Your bank took this payment back from us.")
    if paid.state is PaymentState.NEEDS_REVIEW:
        return _("What arrived is not the amount we asked for. We are checking it; you need not pay again.")
    if paid.state is PaymentState.PENDING and paid.method in OWN_CARDS:
        return _("Set aside until the rest is paid.")
    if paid.state is PaymentState.ABANDONED and paid.method in OWN_CARDS:
        return _("Was set aside, and is yours again.")
    if paid.state is PaymentState.REVERSED and not paid.back:
        return _("Paid back.") if paid.was_taken else ""
    return {
        PaymentState.PENDING: _("Not paid yet."),
        PaymentState.FAILED: _("Did not go through."),
        PaymentState.ABANDONED: _("Not finished."),
    }.get(paid.state, "")


def money_back(back: MoneyBack, method: PaymentMethod) -> str:
    """Where a refund is: on the card, on its way through the gateway, there, or waiting for us."""
    if back.state is RefundState.FAILED:
        return _("The way you paid did not take it back. We are looking into it and owe it to you.")
    if back.state is not RefundState.SUCCEEDED:
        return _("On its way back, the way you paid. A bank may take some days.")
    if back.is_by_hand:
        return _("We have paid it to you ourselves.")
    if method is PaymentMethod.SHOPPING_CARD:
        return _("Back on your shopping card.")
    if method is PaymentMethod.GIFT_CARD:
        return _("Back on the gift card.")
    return _("Paid back the way you paid. Your bank may take some days to show it.")


def back_reason(back: MoneyBack) -> str:
    """Why it goes back, in a few words."""
    return {
        RefundReason.CANCELLED: _("the order was cancelled"),
        RefundReason.LATE_PAYMENT: _("it came too late"),
        RefundReason.PAID_TWICE: _("it was paid twice"),
        RefundReason.OVERPAID: _("it was more than we asked for"),
        RefundReason.RETURNED: _("you returned something"),
        RefundReason.NOT_ACCEPTED: _("it was not what we asked for"),
    }[back.reason]


def init_order_money_words(app: App) -> None:
    app.jinja_env.filters.update(paid_note=paid_note, money_back=money_back, back_reason=back_reason)
