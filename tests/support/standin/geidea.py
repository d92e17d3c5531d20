"""Geidea: signed sessions, the script that opens a form for them, orders, signed refunds, callbacks signed inside."""

from __future__ import annotations

import base64
import hashlib
import hmac
import html
import json
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any, ClassVar, Final
from uuid import UUID

from typing_extensions import override

from tests.support.standin.vendor import Answer, Asked, Vendor, route
from tests.support.standin.webhooks import WebhookSender

PUBLIC_KEY: Final = "00000000-0000-0000-0000-000000000001"
PASSWORD: Final = "standin_password"
CURRENCIES: Final = ("AED", "BHD", "EGP", "KWD", "OMR", "QAR", "SAR", "USD")
# What becomes of an order, by the button of the form: its status and the detail of it.
_OUTCOMES: Final = {
    "success": ("Success", "Paid"),
    "failed": ("Failed", "OrderFailed"),
    "cancelled": ("Cancelled", "Cancelled"),
}
_DONE: Final = {
    "responseMessage": "Success",
    "detailedResponseMessage": "The operation was successful",
    "language": "en",
    "responseCode": "000",
    "detailedResponseCode": "000",
}
_BROWSERS: Final = frozenset({"script", "form", "decide"})
_SCRIPT: Final = """
window.GeideaCheckout = function (onSuccess, onError, onCancel) {
  this.startPayment = function (session) {
    var frame = document.createElement("iframe");
    frame.title = "Geidea";
    frame.setAttribute("style", "position:fixed;inset:0;width:100%;height:100%;border:0;background:#fff;z-index:99");
    frame.src = "HERE/checkout/?" + session;
    window.addEventListener("message", function heard(event) {
      if (event.source !== frame.contentWindow) return;
      window.removeEventListener("message", heard);
      frame.remove();
      ({ success: onSuccess, failed: onError, cancelled: onCancel })[event.data.outcome](event.data);
    });
    document.body.appendChild(frame);
  };
};
"""
_LEAVE: Final = """<script>
var told = DATA;
if (parent !== window) parent.postMessage(told, "*");
else location = told.returnUrl + "?responseCode=" + told.responseCode + "&orderId=" + told.orderId;
</script>"""


class Geidea(Vendor):
    """`order` says how it wants sessions signed; `decimals` how many of an amount it keeps, where not all."""

    name: ClassVar[str] = "geidea"
    public_key = PUBLIC_KEY
    password = PASSWORD
    order = "A"
    decimals: int | None = None
    # How a refund's transaction ends.
    refunds_end = "Success"
    sender: WebhookSender | None = None

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.sessions: dict[str, dict[str, Any]] = {}
        self.orders: dict[str, dict[str, Any]] = {}

    # What tests and people do to it.

    def pay(self, session: str, outcome: str = "success", **changes: Any) -> dict[str, Any]:
        """Somebody ends a session's form; returns the order, as its callback would carry it."""
        asked = self.sessions[session]
        status, detail = _OUTCOMES[outcome]
        paid = asked["amount"] if outcome == "success" else 0.0
        made = {
            "orderId": self._number(),
            "amount": asked["amount"],
            "tipAmount": 0,
            "convenienceFeeAmount": 0,
            "totalAmount": asked["amount"],
            "currency": asked["currency"],
            "detailedStatus": detail,
            "status": status,
            "merchantReferenceId": asked["merchantReferenceId"],
            "totalCapturedAmount": paid,
            "totalRefundedAmount": 0.0,
            "isTest": True,
            "createdDate": self._time(),
            "updatedDate": self._time(),
            "transactions": [self._transaction("Pay", status if status == "Success" else "Failed", asked["amount"])],
            **changes,
        }
        self.orders[made["orderId"]] = made
        return made

    def callback(self, order: dict[str, Any], *, with_time: bool = True) -> dict[str, Any]:
        """What is posted about an order; older versions sign it without the time."""
        stamp = self._time()
        parts = [self.public_key, _two(order["amount"]), order["currency"], order["orderId"], order["status"]]
        signed = "".join([*parts, order["merchantReferenceId"], stamp if with_time else ""])
        return {"order": order, "signature": self._signature(signed), "timeStamp": stamp}

    @override
    def refuse(self, asked: Asked) -> Answer | None:
        wanted = base64.b64encode(f"{self.public_key}:{self.password}".encode()).decode()
        if asked.route in _BROWSERS or asked.headers.get("authorization") == f"Basic {wanted}":
            return None
        return self.error(asked, 401, "Invalid credentials")

    @override
    def error(self, asked: Asked, status: int, message: str) -> Answer:
        code = {404: "110", 500: "500"}.get(status, "100")
        words = {"responseMessage": "General error", "detailedResponseMessage": message, "language": "en"}
        return Answer(status, {"responseCode": code, "detailedResponseCode": "001", **words})

    # What the vendor serves.

    @route(
        "POST",
        "/payment-intent/api/v2/direct/session",
        name="session",
        required="session.id",
        amount="session.amount",
    )
    def open_session(self, asked: Asked) -> Answer:
        sent = asked.json
        problem = self._wrong_with(asked, sent)
        if problem:
            return self.error(asked, 400, problem)
        amount = Decimal(str(sent["amount"]))
        if self.decimals is not None:
            amount = amount.quantize(Decimal(1).scaleb(-self.decimals), rounding=ROUND_DOWN)
        made = {
            "id": self._number(),
            "amount": float(amount),
            "currency": sent["currency"],
            "merchantPublicKey": self.public_key,
            "merchantReferenceId": sent.get("merchantReferenceId"),
            "callbackUrl": sent.get("callbackUrl"),
            "returnUrl": sent.get("returnUrl"),
            "language": sent.get("language", "en"),
            "paymentOperation": sent.get("paymentOperation", "Pay"),
            "status": "Initiated",
        }
        self.sessions[made["id"]] = made
        return Answer(200, {"session": made, **_DONE})

    @route(
        "GET",
        "/pgw/api/v1/direct/order",
        name="orders",
        required="orders.0.status",
        status="orders.0.status",
        amount="orders.0.amount",
        currency="orders.0.currency",
    )
    def list_orders(self, asked: Asked) -> Answer:
        wanted = asked.query.get("MerchantReferenceId")
        found = [one for one in self.orders.values() if wanted in {None, one["merchantReferenceId"]}]
        shown = [{name: value for name, value in one.items() if name != "transactions"} for one in found]
        return Answer(200, {"orders": shown, "totalCount": len(shown), **_DONE})

    @route("GET", "/pgw/api/v1/direct/order/{id}", name="order", required="order.transactions", status="order.status")
    def show_order(self, asked: Asked) -> Answer:
        found = self.orders.get(asked.parts["id"])
        return self.error(asked, 404, "Order not found") if found is None else Answer(200, {"order": found, **_DONE})

    @route("POST", "/pgw/api/v2/direct/refund", name="refund", required="order.transactions")
    def refund(self, asked: Asked) -> Answer:
        sent = asked.json
        if not isinstance(sent, dict) or not sent.get("orderId") or not sent.get("refundAmount"):
            return self.error(asked, 400, "orderId and refundAmount are required")
        found = self.orders.get(str(sent["orderId"]))
        if found is None:
            return self.error(asked, 404, "Order not found")
        signed = f"{sent.get('timestamp')}{self.public_key}{_two(sent['refundAmount'])}{sent['orderId']}"
        if sent.get("signature") != self._signature(signed):
            return self.error(asked, 400, "Signature is not valid")
        amount = float(sent["refundAmount"])
        left = Decimal(str(found["amount"])) - Decimal(str(found["totalRefundedAmount"]))
        if found["status"] != "Success" or Decimal(str(amount)) > left:
            return self.error(asked, 400, "Refund amount is more than what is left of the order")
        self._give_back(found, amount)
        return Answer(200, {"order": found, **_DONE})

    @route("GET", "/hpp/geideaCheckout.min.js", name="script")
    def script(self, asked: Asked) -> Answer:
        here = f"{self.standin.base('geidea')}/hpp"
        return Answer(200, _SCRIPT.replace("HERE", here), content_type="text/javascript; charset=utf-8")

    @route("GET", "/hpp/checkout/", name="form")
    def form(self, asked: Asked) -> Answer:
        found = self.sessions.get(next(iter(asked.query), ""))
        if found is None:
            return Answer(404, "<h1>No such session</h1>", content_type="text/html; charset=utf-8")
        buttons = "".join(
            f'<button name="outcome" value="{word}">{label}</button> '
            for word, label in (("success", "Pay"), ("failed", "Decline"), ("cancelled", "Close"))
        )
        asks = f"{html.escape(str(found['amount']))} {html.escape(found['currency'])}"
        text = (
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Geidea</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1"></head><body><main>'
            f'<h1>Geidea</h1><p>{asks}</p><form method="post">{buttons}</form></main></body></html>'
        )
        return Answer(200, text, content_type="text/html; charset=utf-8")

    @route("POST", "/hpp/checkout/", name="decide")
    def decide(self, asked: Asked) -> Answer:
        session, outcome = next(iter(asked.query), ""), asked.form.get("outcome", "")
        if session not in self.sessions or outcome not in _OUTCOMES:
            return Answer(400, "<h1>Not possible</h1>", content_type="text/html; charset=utf-8")
        made = self.pay(session, outcome)
        if self.sender is not None:
            self.sender.send_later(self.callback(made), seconds=0.3)
        told = {
            "outcome": outcome,
            "orderId": made["orderId"],
            "responseCode": {"success": "000", "cancelled": "010"}.get(outcome, "100"),
            "returnUrl": self.sessions[session]["returnUrl"],
        }
        return Answer(200, _LEAVE.replace("DATA", json.dumps(told)), content_type="text/html; charset=utf-8")

    def _wrong_with(self, asked: Asked, sent: Any) -> str:
        if not asked.headers.get("content-type", "").startswith("application/json") or not isinstance(sent, dict):
            return "Invalid body"
        amount, currency, reference = sent.get("amount"), sent.get("currency"), sent.get("merchantReferenceId", "")
        if isinstance(amount, bool) or not isinstance(amount, int | Decimal) or amount <= 0:
            return "Field 'amount' must be a number greater than zero"
        if currency not in CURRENCIES:
            return "Currency is not supported"
        if not _is_uuid(reference):
            return "Field 'merchantReferenceId' must be a valid UUID"
        for name in ("callbackUrl", "returnUrl"):
            if not str(sent.get(name, "https://")).startswith("https://"):
                return f"Field '{name}' must start with 'https://'"
        end = (reference, sent.get("timestamp", "")) if self.order == "A" else (sent.get("timestamp", ""), reference)
        signed = "".join([self.public_key, _two(amount), currency, *end])
        return "" if sent.get("signature") == self._signature(signed) else "Signature is not valid"

    def _give_back(self, order: dict[str, Any], amount: float) -> None:
        made = self._transaction("Refund", self.refunds_end, amount)
        order["transactions"].append(made)
        order["updatedDate"] = self._time()
        if made["status"] != "Failed":
            order["totalRefundedAmount"] = float(Decimal(str(order["totalRefundedAmount"])) + Decimal(str(amount)))
            is_all = order["totalRefundedAmount"] >= order["amount"]
            order["detailedStatus"] = "Refunded" if is_all else "PartiallyRefunded"

    def _transaction(self, kind: str, status: str, amount: float) -> dict[str, Any]:
        return {
            "transactionId": self._number(),
            "type": kind,
            "status": status,
            "amount": amount,
            "source": "HPP",
            "createdDate": self._time(),
            "codes": _DONE,
        }

    def _signature(self, message: str) -> str:
        return base64.b64encode(hmac.digest(self.password.encode(), message.encode(), hashlib.sha256)).decode()

    def _number(self) -> str:
        return str(UUID(bytes=hashlib.sha256(f"{self.standin.next_id()}".encode()).digest()[:16]))

    def _time(self) -> str:
        return self.standin.now().strftime("%Y-%m-%dT%H:%M:%S.1234567Z")


def _two(amount: Any) -> str:
    return f"{Decimal(str(amount)).quantize(Decimal('0.01'), rounding=ROUND_HALF_UP)}"


def _is_uuid(value: object) -> bool:
    try:
        return isinstance(value, str) and len(value) == 36 and bool(UUID(value).int)
    except ValueError:
        return False
