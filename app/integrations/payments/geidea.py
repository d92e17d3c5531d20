"""Geidea: cards and wallets in the Emirates, Saudi Arabia, Oman and their neighbours.

A payment is a session that Geidea's own script opens on a page of ours. Everything is found by our reference, written
as a UUID: a session that nobody has paid is no order yet, and one reference may come to hold several orders. Amounts
travel in major units.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import quote, urljoin, urlsplit

from app.clock import utc_now
from app.domain.money import major_of
from app.integrations.http import ProviderHttp
from app.integrations.payments.geidea_replies import (
    RANK,
    answered,
    granted,
    is_unknown,
    maybe_ours,
    outcome_of,
    read_time,
    refund_seen,
    refunds_in,
    word,
)
from app.integrations.payments.geidea_wire import (
    Account,
    from_uuid,
    read_callback,
    text,
    to_minor,
    to_uuid,
    to_wire,
)
from app.integrations.payments.pages import our_page
from app.services.provider_ports import (
    BadSignature,
    Outcome,
    PaymentAsk,
    PaymentSeen,
    PaymentStarted,
    ProviderDown,
    ProviderRefused,
    ProviderUnclear,
    RefundAsk,
    RefundOutcome,
    RefundSeen,
    WebhookNote,
)

# The API and the script of each region; no hosts of Oman's own are known.
REGIONS: Final[Mapping[str, tuple[str, str]]] = {
    "uae": ("https://api.geidea.ae", "https://payments.geidea.ae/hpp/geideaCheckout.min.js"),
    "ksa": ("https://api.ksamerchant.geidea.net", "https://www.ksamerchant.geidea.net/hpp/geideaCheckout.min.js"),
    "egypt": ("https://api.merchant.geidea.net", "https://www.merchant.geidea.net/hpp/geideaCheckout.min.js"),
}
PAGE: Final = "/pay/geidea/"
# A session lives for fifteen minutes; somebody who opens the page needs some of them.
SESSION_LASTS: Final = timedelta(minutes=13)
WEBHOOK: Final = "/webhooks/geidea"
_SESSION: Final = "/payment-intent/api/v2/direct/session"
_ORDERS: Final = "/pgw/api/v1/direct/order"
# The second version is signed; the first, of older plugins, is not.
_REFUND: Final = "/pgw/api/v2/direct/refund"
_NOBODYS: Final = "00000000-0000-4000-8000-000000000000"
_LONGEST_SESSION: Final = 80


class Geidea:
    """`script_url` is the script that opens the pay form; `public_url` our own address, else the request's holds."""

    name = "geidea"
    title = "Geidea"
    currencies = frozenset({"AED", "BHD", "KWD", "OMR", "QAR", "SAR"})
    # Forms lead to our own page.
    page_hosts: frozenset[str] = frozenset()

    def __init__(
        self,
        http: ProviderHttp,
        account: Account,
        *,
        script_url: str,
        public_url: str = "",
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._http = http
        self._account = account
        self._public_url = public_url.rstrip("/")
        self._clock = clock
        self.script_url = script_url

    @classmethod
    def connect(cls, account: Account, *, url: str, script_url: str, public_url: str = "") -> Geidea:
        """With a connection of its own; see `ProviderHttp` for how patient it is."""
        http = ProviderHttp(cls.name, url, auth=(account.public_key, account.password))
        return cls(http, account, script_url=script_url, public_url=public_url)

    @property
    def frame_host(self) -> str:
        """The origin its script and the pay form come from."""
        return _origin(self.script_url)

    def hosted_page(self, session: str) -> str:
        """Geidea's own page for a session, for browsers that keep its script away."""
        return urljoin(self.script_url, f"checkout/?{quote(session, safe='')}")

    def check(self) -> None:
        """Ask for an order that cannot be: harmless, and refused to wrong credentials."""
        self._http.ask("GET", _ORDERS, params={"MerchantReferenceId": _NOBODYS})

    def start(self, ask: PaymentAsk) -> PaymentStarted:
        """Raises ProviderRefused (`currency`, `reference`, `amount`, `refused`), as the port says for others.

        Asking again opens another session; nobody is told of the first, so nobody can pay it. `amount`: Geidea would
        ask for another one, say because it rounds to two decimals.
        """
        if ask.currency not in self.currencies:
            raise ProviderRefused("currency", f"Geidea does not settle {ask.currency}")
        reference = _uuid(ask.reference)
        told = granted(self._http.tell("POST", _SESSION, json=self._session(ask, reference)))
        session = told["session"] if isinstance(told.get("session"), dict) else {}
        number = text(session.get("id"))
        if not number or len(number) > _LONGEST_SESSION:
            raise ProviderUnclear("geidea: a session without its number")
        if "amount" in session and to_minor(session["amount"], ask.currency) != ask.amount_minor:
            raise ProviderRefused("amount", f"Geidea would ask for {session['amount']} {ask.currency}")
        page = our_page(ask, PAGE + ask.reference)
        return PaymentStarted(pay_url=page, access_code=number, provider_reference=reference)

    def look_up(self, reference: str) -> PaymentSeen:
        """By our own reference, the only one that is known before anybody has paid.

        Should several orders be paid under it, their amounts are added: it is too much, and staff will see it.
        """
        orders = self._orders(_uuid(reference))
        if not orders:
            return PaymentSeen(outcome=Outcome.UNKNOWN)
        outcome = min((outcome_of(order) for order in orders), key=RANK.index)
        told = [order for order in orders if outcome_of(order) is outcome]
        currency = text(told[0].get("currency"))
        amounts = [to_minor(order.get("amount"), currency) for order in told]
        is_paid = outcome in {Outcome.SUCCEEDED, Outcome.REVERSED}
        if is_paid and (not currency or any(amount is None for amount in amounts)):
            raise ProviderDown("geidea: a paid order without its amount or currency")
        return PaymentSeen(
            outcome=outcome,
            amount_minor=sum(amount or 0 for amount in amounts) if is_paid else amounts[0] or 0,
            currency=currency if {text(order.get("currency")) for order in told} == {currency} else "",
            provider_reference=text(told[0].get("orderId")),
            paid_at=read_time(told[0].get("updatedDate") or told[0].get("createdDate")) if is_paid else None,
            message=text(told[0].get("detailedStatus")),
        )

    def refund(self, ask: RefundAsk) -> RefundSeen:
        """Raises ProviderRefused (`not_paid`, `refused`), as the port says for others."""
        order_id = self._refundable(ask)
        amount = major_of(ask.amount_minor, ask.currency)
        timestamp = self._timestamp()
        body = {
            "orderId": order_id,
            "refundAmount": to_wire(ask.amount_minor, ask.currency),
            "reason": ask.note,
            "timestamp": timestamp,
            "signature": self._account.sign_refund(amount=amount, order_id=order_id, timestamp=timestamp),
        }
        told = granted(self._http.tell("POST", _REFUND, json=body))
        made = maybe_ours(ask, refunds_in(told.get("order")) or ())
        if not made:
            raise ProviderUnclear("geidea: refunded, but not among the order's refunds")
        return refund_seen(made[-1])

    def look_up_refund(self, ask: RefundAsk, provider_reference: str | None) -> RefundSeen:
        """By Geidea's own number, else the first of this amount that is none of the payment's other refunds.

        Geidea keeps no reference of ours with a refund. One that failed moved no money, so it is taken for ours only
        by its number.
        """
        for order in self._orders(_uuid(ask.payment_reference)):
            if outcome_of(order) not in {Outcome.SUCCEEDED, Outcome.REVERSED}:
                continue
            found = self._refunds_of(text(order.get("orderId")))
            if provider_reference:
                found = [one for one in found if text(one.get("transactionId")) == provider_reference]
            else:
                found = maybe_ours(ask, found)
            if found:
                return refund_seen(found[0])
        return RefundSeen(outcome=RefundOutcome.UNKNOWN)

    def read_webhook(self, headers: Mapping[str, str], body: bytes) -> WebhookNote:
        """A hint only: its signature is documented poorly, and says nothing of the details beside it."""
        callback = read_callback(body)
        if callback is None or not self._account.has_signed(callback):
            raise BadSignature
        order = callback.order
        status, detail = word(order.get("status")), word(order.get("detailedStatus"))
        transactions = order.get("transactions")
        # Two refunds of one order differ in nothing but how much has gone back by now.
        parts = (
            *(text(order.get("orderId")), status, detail, str(order.get("totalRefundedAmount", ""))),
            str(len(transactions)) if isinstance(transactions, list) else "",
        )
        kind = "refund" if "refund" in detail else "payment"
        return WebhookNote(
            event_key=hashlib.sha256("|".join((kind, *parts)).encode()).hexdigest(),
            kind=f"{kind}.{detail or status}"[:60],
            reference=from_uuid(order.get("merchantReferenceId")),
        )

    def _session(self, ask: PaymentAsk, reference: str) -> dict[str, Any]:
        """What is asked for a session. Addresses of ours are told over https only, as Geidea takes no others."""
        timestamp = self._timestamp()
        origin = self._public_url or _origin(ask.return_url)
        addresses = {"callbackUrl": origin + WEBHOOK, "returnUrl": ask.return_url}
        first, _, last = ask.name.strip().partition(" ")
        signature = self._account.sign_session(
            amount=major_of(ask.amount_minor, ask.currency),
            currency=ask.currency,
            reference=reference,
            timestamp=timestamp,
        )
        return {
            "amount": to_wire(ask.amount_minor, ask.currency),
            "currency": ask.currency,
            "merchantReferenceId": reference,
            "timestamp": timestamp,
            "signature": signature,
            "paymentOperation": "Pay",
            "cardOnFile": False,
            "language": "ar" if ask.locale == "ar" else "en",
            "customer": {"email": ask.email, "firstName": first, "lastName": last},
            "appearance": {"uiMode": "modal"},
            **{name: address for name, address in addresses.items() if address.startswith("https://")},
        }

    def _orders(self, reference: str) -> list[dict[str, Any]]:
        """What is known under a reference; nothing where nobody has begun to pay. Raises ProviderDown."""
        reply = self._http.ask("GET", _ORDERS, params={"MerchantReferenceId": reference})
        if is_unknown(reply):
            return []
        found = answered(reply).get("orders")
        if not isinstance(found, list):
            raise ProviderDown("geidea: an answer without orders")
        ours = [one for one in found if isinstance(one, dict) and word(one.get("merchantReferenceId")) == reference]
        if len(ours) != len(found) or not all(word(one.get("status")) and text(one.get("orderId")) for one in ours):
            raise ProviderDown("geidea: an answer about other orders, or without their numbers and states")
        return ours

    def _refunds_of(self, order_id: str) -> list[dict[str, Any]]:
        order = answered(self._http.ask("GET", f"{_ORDERS}/{quote(order_id, safe='')}")).get("order")
        found = refunds_in(order)
        if found is None or not isinstance(order, dict) or text(order.get("orderId")) != order_id:
            raise ProviderDown("geidea: an order without its transactions, or another one")
        return found

    def _refundable(self, ask: RefundAsk) -> str:
        """The number of the order that was paid and still holds enough. Raises ProviderRefused, ProviderDown."""
        for order in self._orders(_uuid(ask.payment_reference)):
            amount = to_minor(order.get("amount"), ask.currency) or 0
            gone = to_minor(order.get("totalRefundedAmount"), ask.currency) or 0
            is_same = text(order.get("currency")) == ask.currency and outcome_of(order) is Outcome.SUCCEEDED
            if is_same and amount - gone >= ask.amount_minor:
                return text(order.get("orderId"))
        raise ProviderRefused("not_paid", "Geidea holds no paid order of that much")

    def _timestamp(self) -> str:
        return self._clock().strftime("%Y-%m-%dT%H:%M:%SZ")


def _uuid(reference: str) -> str:
    """Raises ProviderRefused."""
    try:
        return to_uuid(reference)
    except ValueError:
        raise ProviderRefused("reference", "not capital letters and digits") from None


def _origin(url: str) -> str:
    address = urlsplit(url)
    return f"{address.scheme}://{address.netloc}"
