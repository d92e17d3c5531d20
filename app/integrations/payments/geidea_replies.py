"""What Geidea's replies mean: a definite yes or no, what became of an order, which of its refunds is ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

import structlog

from app.integrations.http import Reply
from app.integrations.payments.geidea_wire import text, to_minor
from app.services.provider_ports import (
    Outcome,
    ProviderDown,
    ProviderRefused,
    ProviderUnclear,
    RefundAsk,
    RefundOutcome,
    RefundSeen,
)

log = structlog.get_logger()

_T = TypeVar("_T")

_DONE: Final = "000"
_OK: Final = range(200, 300)
_REFUSED: Final = range(400, 500)
_NOT_FOUND: Final = 404

# What became of an order, by the detail of one that succeeded, else by its status.
_SUCCEEDED: Final[Mapping[str, Outcome]] = {
    **dict.fromkeys(("", "paid", "captured", "settled", "partiallyrefunded"), Outcome.SUCCEEDED),
    **dict.fromkeys(("refunded", "voided", "reversed"), Outcome.REVERSED),
    "authorized": Outcome.PENDING,
}
_OTHERS: Final[Mapping[str, Outcome]] = {
    **dict.fromkeys(("inprogress", "initiated", "pending"), Outcome.PENDING),
    **dict.fromkeys(("failed", "orderfailed", "rejected"), Outcome.FAILED),
    **dict.fromkeys(("cancelled", "canceled", "expired"), Outcome.ABANDONED),
}
_REFUND_OUTCOMES: Final[Mapping[str, RefundOutcome]] = {
    "success": RefundOutcome.SUCCEEDED,
    **dict.fromkeys(("failed", "rejected"), RefundOutcome.FAILED),
    **dict.fromkeys(("inprogress", "initiated", "pending"), RefundOutcome.PROCESSING),
}
# Which of several orders under one reference says how the payment stands.
RANK: Final = (Outcome.SUCCEEDED, Outcome.REVERSED, Outcome.PENDING, Outcome.FAILED, Outcome.ABANDONED)


def granted(reply: Reply) -> dict[str, Any]:
    """The answer to a call that has an effect. Raises ProviderRefused for a definite no, else ProviderUnclear."""
    body = reply.body
    if isinstance(body, dict):
        code = text(body.get("responseCode"))
        if code == _DONE and reply.status in _OK and text(body.get("detailedResponseCode", _DONE)).startswith(_DONE):
            return body
        if code not in {"", _DONE} or reply.status in _REFUSED:
            raise ProviderRefused("refused", _message(body))
    raise ProviderUnclear(f"geidea: HTTP {reply.status} without a result")


def answered(reply: Reply) -> dict[str, Any]:
    """A question's answer. Raises ProviderDown where there is none."""
    body = reply.body
    if reply.status not in _OK or not isinstance(body, dict) or text(body.get("responseCode", _DONE)) != _DONE:
        raise ProviderDown(f"geidea: HTTP {reply.status} without an answer")
    return body


def is_unknown(reply: Reply) -> bool:
    """A definite "not found", which comes as 404 or in words."""
    words = _message(reply.body).lower() if isinstance(reply.body, dict) else ""
    return reply.status == _NOT_FOUND or "not found" in words


def _message(body: Mapping[str, Any]) -> str:
    names = ("detailedResponseMessage", "responseMessage", "title")
    return next((text(body[name]) for name in names if body.get(name)), "")


def outcome_of(order: Mapping[str, Any]) -> Outcome:
    status = word(order.get("status"))
    if status == "success":
        return _known(_SUCCEEDED, word(order.get("detailedStatus")), Outcome.PENDING)
    return _known(_OTHERS, status, Outcome.PENDING)


def refunds_in(order: object) -> list[dict[str, Any]] | None:
    """The refunds of an order; None where its transactions are not told."""
    found = order.get("transactions") if isinstance(order, dict) else None
    if not isinstance(found, list):
        return None
    return [one for one in found if isinstance(one, dict) and "refund" in word(one.get("type"))]


def maybe_ours(ask: RefundAsk, found: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Which of an order's refunds may be this one: of its amount, not failed, and none of the others."""
    return [
        one
        for one in found
        if to_minor(one.get("amount"), ask.currency) == ask.amount_minor
        and text(one.get("transactionId"))
        and text(one.get("transactionId")) not in ask.others
        and _REFUND_OUTCOMES.get(word(one.get("status"))) is not RefundOutcome.FAILED
    ]


def refund_seen(found: Mapping[str, Any]) -> RefundSeen:
    codes = found.get("codes")
    return RefundSeen(
        outcome=_known(_REFUND_OUTCOMES, word(found.get("status")), RefundOutcome.PROCESSING),
        provider_reference=text(found.get("transactionId")),
        message=_message(codes) if isinstance(codes, dict) else "",
    )


def _known(table: Mapping[str, _T], found: str, otherwise: _T) -> _T:
    if found not in table:
        log.warning("provider_status_unknown", provider="geidea", status=found[:40])
    return table.get(found, otherwise)


def word(value: object) -> str:
    return text(value).strip().lower()


def read_time(value: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return None if found is None else found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
