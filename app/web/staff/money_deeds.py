"""What can be done about money that needs a person: each deed with its words, its form and its work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from sqlalchemy.orm import Session
from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from app.clock import utc_now
from app.domain.states import BillState, PaymentState, RefundState
from app.domain.tenant import Actor
from app.extensions import gateways, unit_of_work
from app.flows.money_desk import MoneyDesk
from app.services import payment_reviews, refund_reviews
from app.services.bills import by_hand
from app.services.money_cases import CaseKind, MoneyCase
from app.services.staff_accounts import StaffSeen
from app.web.forms import Given, ShopForm
from app.web.texts import gettext as _
from app.web.texts import lazy_gettext as _l

LONGEST_NOTE: Final = 500
LONGEST_TOKEN: Final = 80

# What is said afterwards, and its tone.
Said: TypeAlias = tuple[str, str]


class SureForm(ShopForm):
    """Nothing to fill in."""


class NoteForm(ShopForm):
    note = TextAreaField(
        _l("Note"),
        [
            Given(_l("Write down what was done, for whoever looks at it later.")),
            Length(max=LONGEST_NOTE, message=_l("Write at most 500 letters.")),
        ],
    )


class TokenForm(ShopForm):
    token = StringField(_l("Token"), [Length(max=LONGEST_TOKEN, message=_l("This is too long for a token."))])


class TokenDueForm(ShopForm):
    token = StringField(
        _l("Token"),
        [
            Given(_l("Enter the token that the provider has told you.")),
            Length(max=LONGEST_TOKEN, message=_l("This is too long for a token.")),
        ],
    )


def _sure(_case: MoneyCase) -> SureForm:
    return SureForm()


def _always(_case: MoneyCase) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One button. `warning` is read before it is done; `fits` says for which cases it is there."""

    kind: CaseKind
    name: str
    label: Any
    warning: Any
    button: str
    run: Callable[[StaffSeen, MoneyCase, Any], Said]
    fits: Callable[[MoneyCase], bool] = _always
    form: Callable[[MoneyCase], ShopForm] = _sure


def deeds_of(case: MoneyCase) -> list[Deed]:
    """What can be done about a case, the gentlest first."""
    return [deed for deed in DEEDS if deed.kind is case.kind and deed.fits(case)]


def find_deed(kind: str, name: str) -> Deed | None:
    return next((deed for deed in DEEDS if deed.kind == kind and deed.name == name), None)


def _with_note(_case: MoneyCase) -> NoteForm:
    return NoteForm()


def _with_token(case: MoneyCase) -> ShopForm:
    return TokenDueForm() if case.needs_token else TokenForm()


def _is_failed(case: MoneyCase) -> bool:
    return case.state == RefundState.FAILED


def _is_open(case: MoneyCase) -> bool:
    return case.state == BillState.PENDING


def _work(work: Callable[[Session], Any]) -> Any:
    with unit_of_work() as session:
        return work(session)


def _desk() -> MoneyDesk:
    outside = gateways()
    return MoneyDesk(unit_of_work, utc_now, outside.providers, outside.texts)


def _ask_gateway(who: StaffSeen, case: MoneyCase, _form: Any) -> Said:
    settled = _desk().ask_gateway(who, case.uuid)
    if not settled.is_fresh:
        return _("The gateway does not answer just now. Nothing was changed."), "warning"
    if settled.state is PaymentState.NEEDS_REVIEW:
        return _("The gateway says the same as before about %(what)s.", what=case.reference), "info"
    return _("The gateway says something else now: %(what)s is settled.", what=case.reference), "success"


def _accept(who: StaffSeen, case: MoneyCase, _form: Any) -> Said:
    texts = gateways().texts
    state = _work(lambda s: payment_reviews.accept(s, staff=who, uuid=case.uuid, texts=texts, now=utc_now()))
    if state is PaymentState.SUCCEEDED:
        return _("%(what)s is accepted.", what=case.reference), "success"
    return _("The order can no longer go ahead, so all of %(what)s goes back.", what=case.reference), "warning"


def _give_back(who: StaffSeen, case: MoneyCase, _form: Any) -> Said:
    texts = gateways().texts
    _work(lambda s: payment_reviews.give_back(s, staff=who, uuid=case.uuid, texts=texts, now=utc_now()))
    return _("The money of %(what)s goes back the way it came.", what=case.reference), "success"


def _try_refund(who: StaffSeen, case: MoneyCase, _form: Any) -> Said:
    _work(lambda s: refund_reviews.try_again(s, staff=who, uuid=case.uuid, now=utc_now()))
    return _("The refund is sent to the gateway once more."), "success"


def _ask_refund(who: StaffSeen, case: MoneyCase, _form: Any) -> Said:
    _work(lambda s: refund_reviews.ask_now(s, staff=who, uuid=case.uuid, now=utc_now()))
    return _("The gateway is asked about %(what)s within a minute.", what=case.reference), "success"


def _paid_by_hand(who: StaffSeen, case: MoneyCase, form: Any) -> Said:
    how, texts = form.note.data.strip(), gateways().texts
    _work(lambda s: refund_reviews.paid_by_hand(s, staff=who, uuid=case.uuid, how=how, texts=texts, now=utc_now()))
    return _("%(what)s counts as paid out.", what=case.reference), "success"


def _ask_biller(who: StaffSeen, case: MoneyCase, _form: Any) -> Said:
    seen = _desk().ask_biller(who, case.uuid)
    if seen.state is BillState.PENDING:
        return _("The provider still does not settle %(what)s.", what=case.reference), "info"
    return _("The provider has settled %(what)s.", what=case.reference), "success"


def _decide_bill(who: StaffSeen, case: MoneyCase, *, delivered: bool, token: str | None = None) -> None:
    _work(
        lambda s: by_hand.decide(
            s,
            tenant=who.tenant,
            uuid=case.uuid,
            delivered=delivered,
            actor=Actor("staff", who.staff_id),
            texts=gateways().texts,
            now=utc_now(),
            token=token,
        )
    )


def _delivered(who: StaffSeen, case: MoneyCase, form: Any) -> Said:
    _decide_bill(who, case, delivered=True, token=(form.token.data or "").strip() or None)
    return _("%(what)s counts as delivered, and the customer has been told.", what=case.reference), "success"


def _not_delivered(who: StaffSeen, case: MoneyCase, _form: Any) -> Said:
    _decide_bill(who, case, delivered=False)
    return _("The money of %(what)s is back on the customer's card.", what=case.reference), "success"


def _claimed(who: StaffSeen, case: MoneyCase, _form: Any) -> Said:
    _decide_bill(who, case, delivered=True)
    return _("%(what)s is off the list.", what=case.reference), "success"


def _acknowledge(who: StaffSeen, case: MoneyCase, form: Any) -> Said:
    note = form.note.data.strip()
    _work(lambda s: payment_reviews.acknowledge(s, staff=who, uuid=case.uuid, note=note, now=utc_now()))
    return _("The charge-back of %(what)s is off the list.", what=case.reference), "success"


DEEDS: Final[tuple[Deed, ...]] = (
    Deed(
        kind=CaseKind.PAYMENTS,
        name="ask",
        label=_l("Ask the gateway again"),
        warning=_l("The gateway is asked what it took. If it is what we asked for after all, the payment counts."),
        button="primary",
        run=_ask_gateway,
    ),
    Deed(
        kind=CaseKind.PAYMENTS,
        name="accept",
        label=_l("Accept"),
        warning=_l(
            "The payment counts as paid. An order goes ahead and what is too much goes back; a top-up is put on the "
            "card whole. If the order can no longer go ahead, all of it goes back."
        ),
        button="primary",
        fits=lambda case: case.can_accept,
        run=_accept,
    ),
    Deed(
        kind=CaseKind.PAYMENTS,
        name="give-back",
        label=_l("Give the money back"),
        warning=_l(
            "Everything the gateway took goes back the way it came, and the customer is told. The order stays unpaid. "
            "This cannot be undone."
        ),
        button="bad",
        run=_give_back,
    ),
    Deed(
        kind=CaseKind.REFUNDS,
        name="try",
        label=_l("Try again"),
        warning=_l(
            "The gateway is asked once more, as for a new refund. Look at its dashboard first: if it has paid after "
            "all, the customer would be paid twice."
        ),
        button="primary",
        fits=_is_failed,
        run=_try_refund,
    ),
    Deed(
        kind=CaseKind.REFUNDS,
        name="ask",
        label=_l("Ask the gateway now"),
        warning=_l("The refund is sent or looked up at once. It is never sent twice."),
        button="primary",
        fits=lambda case: not _is_failed(case),
        run=_ask_refund,
    ),
    Deed(
        kind=CaseKind.REFUNDS,
        name="by-hand",
        label=_l("Paid out by hand"),
        warning=_l("Only when the customer has the money: it counts as paid out, and the customer is told so."),
        button="quiet",
        fits=_is_failed,
        form=_with_note,
        run=_paid_by_hand,
    ),
    Deed(
        kind=CaseKind.BILLS,
        name="ask",
        label=_l("Ask again now"),
        warning=_l("The provider is asked once more. What it says is treated as always."),
        button="primary",
        fits=_is_open,
        run=_ask_biller,
    ),
    Deed(
        kind=CaseKind.BILLS,
        name="delivered",
        label=_l("Delivered"),
        warning=_l(
            "The provider could not say what became of this. Only when its people have confirmed the delivery: the "
            "money is then the provider's, and the customer is told. This cannot be undone."
        ),
        button="quiet",
        fits=_is_open,
        form=_with_token,
        run=_delivered,
    ),
    Deed(
        kind=CaseKind.BILLS,
        name="not-delivered",
        label=_l("Not delivered"),
        warning=_l(
            "The provider could not say what became of this. Only when its people have confirmed that nothing was "
            "delivered: the money goes back to the customer, and a later delivery is our loss. This cannot be undone."
        ),
        button="bad",
        fits=_is_open,
        run=_not_delivered,
    ),
    Deed(
        kind=CaseKind.BILLS,
        name="claimed",
        label=_l("Claimed from the provider"),
        warning=_l("This is taken off the list. No money moves."),
        button="primary",
        fits=lambda case: not _is_open(case),
        run=_claimed,
    ),
    Deed(
        kind=CaseKind.CHARGE_BACKS,
        name="acknowledge",
        label=_l("Take note"),
        warning=_l("This is taken off the list. The money is with the bank already; decide about the order yourself."),
        button="primary",
        form=_with_note,
        run=_acknowledge,
    ),
)
