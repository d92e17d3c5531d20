"""What bills are called on their pages: kinds, steps, states; tokens as people read them; and where to go from here."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from flask import request, url_for

from app.clock import utc_now
from app.domain.bills import BillKind, BillReason, Period, token_is_due
from app.domain.money import Money
from app.domain.states import BillState
from app.services.bills import BillView
from app.services.bills.purchases import title_of
from app.web.bills.asked import Asked, Step, plain_amount
from app.web.cart.words import money
from app.web.filters import isolated
from app.web.texts import gettext as _
from app.web.texts import lazy_gettext as _l

_GROUP: Final = 4
_SOONEST, _LATEST, _UNKNOWN = 3, 60, 20

KINDS: Final = {
    BillKind.AIRTIME: (_l("Airtime"), "sim", _l("Credit on any phone")),
    BillKind.DATA: (_l("Data"), "signal", _l("Bundles by the day, week or month")),
    BillKind.ELECTRICITY: (_l("Electricity"), "bolt", _l("A token for the meter, or a bill paid")),
    BillKind.CABLE: (_l("Cable TV"), "tv", _l("A subscription renewed or changed")),
}
STEPS: Final = {
    Step.COMPANY: _l("Company"),
    Step.PLAN: _l("Plan"),
    Step.NUMBER: _l("Number"),
    Step.AMOUNT: _l("Amount"),
    Step.PAY: _l("Pay"),
}
PERIODS: Final = {Period.DAILY: _l("Daily"), Period.WEEKLY: _l("Weekly"), Period.MONTHLY: _l("Monthly")}
COMPANY_QUESTIONS: Final = {
    BillKind.AIRTIME: _l("Which network?"),
    BillKind.DATA: _l("Which network?"),
    BillKind.ELECTRICITY: _l("Which electricity company?"),
    BillKind.CABLE: _l("Which company?"),
}
NUMBER_QUESTIONS: Final = {
    BillKind.AIRTIME: _l("Which phone gets it?"),
    BillKind.DATA: _l("Which phone gets it?"),
    BillKind.ELECTRICITY: _l("Which meter?"),
    BillKind.CABLE: _l("Which smart card?"),
}
NUMBER_HINTS: Final = {
    BillKind.AIRTIME: _l("For example 0801 234 5678."),
    BillKind.DATA: _l("For example 0801 234 5678."),
    BillKind.ELECTRICITY: _l("It is on the meter and on every bill, 11 to 13 digits."),
    BillKind.CABLE: _l("It is on the card or under the decoder, 10 or 11 digits."),
}
NUMBERS: Final = {
    BillKind.AIRTIME: _l("Phone"),
    BillKind.DATA: _l("Phone"),
    BillKind.ELECTRICITY: _l("Meter"),
    BillKind.CABLE: _l("Smart card"),
}


class Told(NamedTuple):
    """How a purchase stands: the colour and sign, a headline, what that means."""

    tone: str
    sign: str
    title: str
    body: str


def kind_name(kind: BillKind) -> str:
    return str(KINDS[kind][0])


def plan_question(kind: BillKind) -> str:
    return _("Prepaid or postpaid?") if kind is BillKind.ELECTRICITY else _("Which plan?")


def title(bill: BillView) -> str:
    """What was bought, in a few words."""
    if bill.kind is BillKind.AIRTIME:
        return _("%(company)s airtime", company=bill.service_name)
    return title_of(bill.kind, bill.service_name, bill.package_name)


def badge_of(bill: BillView) -> tuple[str, str]:
    """The state in a word or two, and its colour."""
    if bill.state is BillState.SUCCEEDED:
        return _("Done"), "good"
    if bill.state is BillState.FAILED:
        return _("Money back"), "neutral"
    return (_("Being looked at"), "warn") if bill.is_in_review else (_("On its way"), "warn")


def told(bill: BillView) -> Told:
    """What became of a purchase and of its money, honestly."""
    if bill.state is BillState.SUCCEEDED:
        return _done(bill)
    if bill.state is BillState.FAILED:
        return _failed(bill)
    return _pending(bill)


def grouped(token: str) -> list[str]:
    """A token as it is typed into a meter: its digits in fours; anything but digits stays in one piece."""
    digits = bare_token(token)
    if not digits.isdecimal():
        return [token]
    return [digits[place : place + _GROUP] for place in range(0, len(digits), _GROUP)]


def bare_token(token: str) -> str:
    """A token as it is copied: without what stands between its digits."""
    return "".join(token.split()).replace("-", "")


def is_meter_token(bill: BillView) -> bool:
    """Whether the token is what was bought; otherwise it only confirms."""
    return bool(bill.token) and token_is_due(bill.kind, f"{bill.package_slug} {bill.package_name}")


def look_again_in(bill: BillView) -> int:
    """Seconds until a look is worth while; not sooner than every three, not later than a minute."""
    if bill.next_check_at is None:
        return _UNKNOWN
    seconds = int((bill.next_check_at - utc_now()).total_seconds()) + 2
    return min(max(_SOONEST, seconds), _LATEST)


def next_check(bill: BillView) -> datetime | None:
    """When the company is asked again, where that is more than a minute away."""
    at = bill.next_check_at
    return at if at is not None and at - utc_now() > timedelta(minutes=1) else None


def again_url(bill: BillView) -> str:
    """The way to the same purchase, filled in as far as it still goes."""
    return Asked.again(bill).url()


def top_up_url(missing: Money, back: str) -> str:
    """Where to put at least that much on the card; the way back is one of our own pages."""
    whole = -(-missing.minor // Money.parse(1, missing.currency).minor)
    amount = plain_amount(Money.parse(whole, missing.currency).minor, missing.currency)
    return url_for("wallet.show", amount=amount, next=back)


def topped_up() -> Told | None:
    """What to say to somebody who comes back from topping up, as the gateway's page told it."""
    return {
        "success": Told("good", "check", _("Your shopping card is topped up"), ""),
        "pending": Told(
            "info", "clock", _("Your top-up is on its way"), _("The money is on the card as soon as it is confirmed.")
        ),
        "failed": Told(
            "warn", "alert", _("The top-up did not go through"), _("Nothing was charged. You can try again.")
        ),
    }.get(request.args.get("status", ""))


def _money(bill: BillView) -> str:
    return money(bill.amount_minor, bill.currency)


def _done(bill: BillView) -> Told:
    if is_meter_token(bill):
        return Told(
            "good", "check", _("Here is your token"), _("Type it into the meter and confirm with the enter key.")
        )
    number = isolated(bill.account_number)
    body = {
        BillKind.AIRTIME: _("%(amount)s of airtime is on %(number)s.", amount=_money(bill), number=number),
        BillKind.DATA: _("The bundle is on %(number)s.", number=number),
        BillKind.ELECTRICITY: _("%(amount)s is paid for meter %(number)s.", amount=_money(bill), number=number),
        BillKind.CABLE: _("The subscription of %(number)s is paid. The picture comes back by itself.", number=number),
    }[bill.kind]
    return Told("good", "check", _("Done"), body)


def _pending(bill: BillView) -> Told:
    company = isolated(bill.service_name)
    if bill.is_in_review:
        return Told(
            "warn",
            "clock",
            _("One of us is looking at this"),
            _(
                "%(company)s gives no clear answer, so a person takes care of it. %(amount)s stays set aside until "
                "then: it is paid when the company has delivered, or goes back to your shopping card.",
                company=company,
                amount=_money(bill),
            ),
        )
    if bill.reason is BillReason.TOKEN_MISSING:
        return Told(
            "warn",
            "clock",
            _("Bought, the token is still to come"),
            _("%(company)s has taken the purchase but has not sent the token yet. We keep asking.", company=company),
        )
    return Told(
        "warn",
        "clock",
        _("On its way"),
        _(
            "%(company)s has not confirmed this yet. %(amount)s is set aside on your shopping card: it is paid when "
            "the company has delivered, or comes back to you. Do not buy it a second time.",
            company=company,
            amount=_money(bill),
        ),
    )


def _failed(bill: BillView) -> Told:
    company = isolated(bill.service_name)
    why = {
        BillReason.ACCOUNT_NOT_FOUND: _("%(company)s does not know this number.", company=company),
        BillReason.REFUSED: _("%(company)s did not accept the purchase.", company=company),
        BillReason.PROVIDER_DOWN: _("%(company)s could not be reached.", company=company),
        BillReason.NEVER_ARRIVED: _("Our order never reached %(company)s.", company=company),
        BillReason.DELIVERED_AFTER_REFUND: _(
            "%(company)s delivered it later after all. That is between them and us: you owe nothing.", company=company
        ),
    }.get(bill.reason or BillReason.FAILED, _("%(company)s could not deliver it.", company=company))
    back = _("%(amount)s is back on your shopping card.", amount=_money(bill))
    return Told("info", "wallet", _("This did not go through, and your money is back"), f"{why} {back}")
