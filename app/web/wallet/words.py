"""What movements and attempts are called on the card's pages."""

from __future__ import annotations

from typing import Final

from app.domain.states import PaymentState
from app.models import TransferKind
from app.services.top_ups import TopUpView
from app.web.texts import gettext as _
from app.web.texts import lazy_gettext as _l

KIND_WORDS: Final = {
    TransferKind.PAYMENT: _l("Paid"),
    TransferKind.REFUND: _l("Given back"),
    TransferKind.CARD_FUNDING: _l("Topped up"),
    TransferKind.BILLS_PAYMENT: _l("Bill"),
    TransferKind.WALLET_CREDIT: _l("Credit"),
    TransferKind.WALLET_DEBIT: _l("Debit"),
    TransferKind.SETTLEMENT: _l("Settlement"),
    TransferKind.GIFT_CARD_ISSUED: _l("Gift card"),
    TransferKind.DEPOSIT: _l("Table deposit"),
    TransferKind.EVENT: _l("Event"),
    TransferKind.POINTS: _l("Points"),
}


def top_up_words(top_up: TopUpView) -> tuple[str, str]:
    """What became of an attempt, and what that means."""
    match top_up.state:
        case PaymentState.NEEDS_REVIEW:
            return _("Being looked at"), _(
                "The gateway told us another amount than we asked for. Nothing is lost: we check it and write to you."
            )
        case PaymentState.FAILED:
            return _("Declined"), _("Nothing was charged. You can try again with another card.")
        case PaymentState.ABANDONED:
            return _("Not finished"), _("You left before paying, and nothing was charged.")
        case _:
            return _("Waiting"), _("The money is on the card as soon as the gateway confirms it.")
