"""Money that needs a person, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from app.clock import utc_now
from app.domain.states import BillState, PaymentPurpose, RefundState
from app.services.money_cases import CaseKind, Decision, MoneyCase
from app.services.staff_accounts import StaffSeen
from app.web.texts import gettext as _
from app.web.texts import ngettext

_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CaseWords:
    """A case with what is said of it."""

    case: MoneyCase
    what: str
    why: str
    age: str


def case_words(case: MoneyCase) -> CaseWords:
    """The case in words."""
    why = {
        CaseKind.PAYMENTS: _payment,
        CaseKind.REFUNDS: _refund,
        CaseKind.BILLS: _bill,
        CaseKind.CHARGE_BACKS: _charge_back,
    }[case.kind](case)
    return CaseWords(case, _what(case), why, age(utc_now() - case.since))


def tab_label(kind: CaseKind) -> str:
    """The name of a list."""
    return {
        CaseKind.PAYMENTS: _("Payments to review"),
        CaseKind.REFUNDS: _("Refunds"),
        CaseKind.BILLS: _("Bills"),
        CaseKind.CHARGE_BACKS: _("Charge-backs"),
    }[kind]


def age(span: timedelta) -> str:
    """For how long, in the largest unit that fits."""
    if span < _HOUR:
        return ngettext("%(num)s minute", "%(num)s minutes", max(1, int(span.total_seconds() // 60)))
    if span < _DAY:
        return ngettext("%(num)s hour", "%(num)s hours", int(span / _HOUR))
    return ngettext("%(num)s day", "%(num)s days", span.days)


def faster(decision: Decision | None, who: StaffSeen) -> str:
    """Who was faster. Nothing was changed by the one who reads it."""
    if decision is None:
        return _("This was settled meanwhile, or cannot be done to it. Nothing was changed by you.")
    if decision.staff_id == who.staff_id:
        return _("You have decided this already. Nothing was changed now.")
    return _("%(name)s was faster and has decided this. Nothing was changed by you.", name=decision.name)


def _what(case: MoneyCase) -> str:
    if case.kind is CaseKind.BILLS:
        return case.title
    purpose = case.purpose or PaymentPurpose.ORDER
    if case.kind is CaseKind.REFUNDS:
        return {
            PaymentPurpose.ORDER: _("Refund of an order"),
            PaymentPurpose.CARD_FUNDING: _("Refund of a top-up"),
            PaymentPurpose.DEPOSIT: _("Refund of a table deposit"),
            PaymentPurpose.EVENT: _("Refund of event places"),
            PaymentPurpose.GIFT_CARD: _("Refund of a gift card"),
        }[purpose]
    return {
        PaymentPurpose.ORDER: _("Payment of an order"),
        PaymentPurpose.CARD_FUNDING: _("Top-up of the shopping card"),
        PaymentPurpose.DEPOSIT: _("Deposit for a table"),
        PaymentPurpose.EVENT: _("Places at an event"),
        PaymentPurpose.GIFT_CARD: _("A gift card"),
    }[purpose]


def _payment(case: MoneyCase) -> str:
    if case.seen is None or case.seen.currency != case.asked.currency:
        return _("The gateway took another currency than we asked for.")
    if case.seen > case.asked:
        return _("The gateway took more than we asked for.")
    return _("The gateway took less than we asked for.")


def _refund(case: MoneyCase) -> str:
    if case.state == RefundState.FAILED:
        return _("The gateway would not pay it out. We still owe it to the customer.")
    if case.state == RefundState.PENDING:
        return _("It could not be sent to the gateway yet.")
    return _("The gateway has been working on it for days.")


def _charge_back(case: MoneyCase) -> str:
    if case.seen is not None:
        return _("The bank took back a payment that we had never counted.")
    return _("The bank took the money back after it had been paid.")


def _bill(case: MoneyCase) -> str:
    if case.state == BillState.FAILED:
        return _("The customer has the money back, and yet the provider delivered later. Claim it from the provider.")
    return {
        "no_answer": _("The provider gives no answer that could be used."),
        "in_progress": _("The provider says that it is still working on it."),
        "token_missing": _("The provider says delivered, but has sent no token."),
        "failure_unconfirmed": _("The provider says failed, and has not confirmed it."),
        "not_found": _("The provider does not find the purchase."),
        "contradiction": _("The provider denies what it once confirmed."),
    }.get(case.reason, _("The provider has not decided it."))
