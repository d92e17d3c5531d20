"""Where somebody goes from the gateway who has paid something that is no order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from flask import url_for

from app.domain.states import PaymentPurpose
from app.services.payment_views import Settled


def _to_wallet(_settled: Settled) -> str:
    return url_for("wallet.show")


WAYS_ON: Final[dict[PaymentPurpose, Callable[[Settled], str]]] = {
    PaymentPurpose.CARD_FUNDING: _to_wallet,
}
