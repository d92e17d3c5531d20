"""Paystack: transactions, a hosted page with Pay, Decline and Abandon, refunds, signed webhooks."""

from __future__ import annotations

import hashlib
import hmac
import html
import re
from typing import Any, ClassVar, Final
from urllib.parse import urlencode

from typing_extensions import override

from tests.support.standin.vendor import Answer, Asked, Vendor, route
from tests.support.standin.webhooks import WebhookSender

KEY: Final = "sk_test_standin"
MINIMUM: Final = {"NGN": 5000, "GHS": 10, "ZAR": 100, "KES": 300, "USD": 200, "XOF": 1}
_REFERENCE: Final = re.compile(r"[-.=A-Za-z0-9]+")
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_OUTCOMES: Final = ("success", "failed", "abandoned")


class Paystack(Vendor):
    """`key` is what callers must know; `sender`, where set, carries webhooks by itself."""

    name: ClassVar[str] = "paystack"
    key = KEY
    sender: WebhookSender | None = None
    # What a new refund is, until `finish_refund`.
    refunds_start = "pending"

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.transactions: dict[str, dict[str, Any]] = {}
        self.refunds: list[dict[str, Any]] = []

    # What tests and people do to it.

    def finish(self, reference: str, status: str, **more: Any) -> dict[str, Any]:
        """Decide a transaction; returns the data a webhook about it would carry."""
        found = self.transactions[reference]
        found.update(status=status, **more)
        if status == "success":
            found["paid_at"] = self._time()
        told: dict[str, Any] = self.charge(reference)["data"]
        return told

    def charge(self, reference: str) -> dict[str, Any]:
        """The charge.success webhook of a transaction."""
        found = self.transactions[reference]
        shown = {name: value for name, value in found.items() if name not in {"callback_url", "access_code", "email"}}
        return {"event": "charge.success", "data": {**shown, "customer": {"email": found["email"]}}}

    def finish_refund(self, number: int, status: str) -> dict[str, Any]:
        """Decide a refund; returns its webhook, with the amount as text as the vendor sends it."""
        found = next(one for one in self.refunds if one["id"] == number)
        found["status"] = status
        if status == "processed":
            self._reverse_when_all_is_back(found["transaction_reference"])
        data = {
            "status": status,
            "transaction_reference": found["transaction_reference"],
            "refund_reference": None,
            "amount": str(found["amount"]),
            "currency": found["currency"],
            "processor": "instant-transfer",
            "domain": "test",
        }
        return {"event": f"refund.{status}", "data": data}

    @override
    def sign(self, body: bytes) -> dict[str, str]:
        return {"x-paystack-signature": hmac.new(self.key.encode(), body, hashlib.sha512).hexdigest()}

    @override
    def refuse(self, asked: Asked) -> Answer | None:
        if asked.route in {"page", "decide"} or asked.headers.get("authorization") == f"Bearer {self.key}":
            return None
        return Answer(401, {"status": False, "message": "Invalid key"})

    @override
    def error(self, asked: Asked, status: int, message: str) -> Answer:
        kind = "api_error" if status >= 500 else "validation_error"
        return Answer(status, {"status": False, "message": message, "type": kind, "code": "unknown"})

    # What the vendor serves.

    @route("GET", "/transaction", name="transactions")
    def list_transactions(self, asked: Asked) -> Answer:
        found = [self._shown(one) for one in self.transactions.values()]
        return Answer(200, {"status": True, "message": "Transactions retrieved", "data": found, "meta": {"total": 0}})

    @route("POST", "/transaction/initialize", name="initialize", required="data.authorization_url")
    def initialize(self, asked: Asked) -> Answer:
        sent = asked.json
        problem = self._wrong_with(asked, sent)
        if problem:
            return self.error(asked, 400, problem)
        number = self.standin.next_id()
        code = hashlib.sha256(f"{number}".encode()).hexdigest()[:15]
        reference = sent.get("reference") or f"made{number}"
        self.transactions[reference] = {
            "id": 300_000 + number,
            "domain": "test",
            "status": "abandoned",
            "reference": reference,
            "amount": int(sent["amount"]),
            "currency": sent.get("currency", "NGN"),
            "gateway_response": "The transaction was not completed",
            "paid_at": None,
            "created_at": self._time(),
            "channel": "card",
            "metadata": sent.get("metadata", ""),
            "fees": None,
            "callback_url": sent.get("callback_url", ""),
            "access_code": code,
            "email": sent["email"],
        }
        data = {
            "authorization_url": f"{self.standin.base('paystack')}/pay/{code}",
            "access_code": code,
            "reference": reference,
        }
        return Answer(200, {"status": True, "message": "Authorization URL created", "data": data})

    @route(
        "GET",
        "/transaction/verify/{reference}",
        name="verify",
        required="data.status",
        status="data.status",
        amount="data.amount",
        currency="data.currency",
    )
    def verify(self, asked: Asked) -> Answer:
        found = self.transactions.get(asked.parts["reference"])
        if found is None:
            return Answer(404, {"status": False, "message": "Transaction reference not found."})
        return Answer(200, {"status": True, "message": "Verification successful", "data": self._shown(found)})

    @route("POST", "/refund", name="refund", required="data.id", status="data.status", amount="data.amount")
    def refund(self, asked: Asked) -> Answer:
        sent = asked.json
        if not isinstance(sent, dict) or not sent.get("transaction"):
            return self.error(asked, 400, "transaction is required")
        found = self.transactions.get(str(sent["transaction"]))
        if found is None:
            return self.error(asked, 404, "Transaction not found")
        if found["status"] != "success":
            return self.error(asked, 400, "Transaction has not been paid, or has been fully reversed")
        amount = int(sent.get("amount") or found["amount"])
        if amount > found["amount"] - self._given_back(found["reference"]):
            return self.error(asked, 400, "Refund amount cannot be more than transaction amount")
        made = {
            "id": 3_000_000 + self.standin.next_id(),
            "integration": 100_000,
            "transaction": found["id"],
            "transaction_reference": found["reference"],
            "amount": amount,
            "currency": found["currency"],
            "status": self.refunds_start,
            "merchant_note": sent.get("merchant_note", ""),
            "customer_note": sent.get("customer_note", ""),
            "createdAt": self._time(),
        }
        self.refunds.append(made)
        inside = {"id": found["id"], "reference": found["reference"], "amount": found["amount"]}
        data = {**self._listed(made), "transaction": inside}
        return Answer(200, {"status": True, "message": "Refund has been queued for processing", "data": data})

    @route("GET", "/refund", name="refunds", status="data.0.status", required="data.0.status")
    def list_refunds(self, asked: Asked) -> Answer:
        wanted = asked.query.get("transaction")
        found = [self._listed(one) for one in reversed(self.refunds) if wanted in {None, str(one["transaction"])}]
        size, page = int(asked.query.get("perPage", 50)), int(asked.query.get("page", 1))
        meta = {"total": len(found), "page": page, "perPage": size}
        shown = found[size * (page - 1) : size * page]
        return Answer(200, {"status": True, "message": "Refunds retrieved", "data": shown, "meta": meta})

    @route("GET", "/refund/{id}", name="fetch_refund", status="data.status", required="data.status")
    def fetch_refund(self, asked: Asked) -> Answer:
        found = next((one for one in self.refunds if str(one["id"]) == asked.parts["id"]), None)
        if found is None:
            return Answer(404, {"status": False, "message": "Refund not found"})
        return Answer(200, {"status": True, "message": "Refund retrieved", "data": self._listed(found)})

    @route("GET", "/pay/{code}", name="page")
    def page(self, asked: Asked) -> Answer:
        found = self._by_code(asked.parts["code"])
        if found is None:
            return Answer(404, "<h1>No such payment</h1>", content_type="text/html; charset=utf-8")
        asks = f"{found['currency']} {found['amount']} (minor units), {html.escape(found['email'])}"
        buttons = "".join(
            f'<button name="outcome" value="{word}">{label}</button> '
            for word, label in (("success", "Pay"), ("failed", "Decline"), ("abandoned", "Abandon"))
        )
        text = (
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pay</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1"></head><body><main>'
            f'<h1>Pay</h1><p>{asks}</p><form method="post">{buttons}</form></main></body></html>'
        )
        return Answer(200, text, content_type="text/html; charset=utf-8")

    @route("POST", "/pay/{code}", name="decide")
    def decide(self, asked: Asked) -> Answer:
        found = self._by_code(asked.parts["code"])
        outcome = asked.form.get("outcome", "")
        if found is None or outcome not in _OUTCOMES:
            return Answer(400, "<h1>Not possible</h1>", content_type="text/html; charset=utf-8")
        if found["status"] == "abandoned":
            self.finish(found["reference"], outcome)
            if outcome == "success" and self.sender is not None:
                self.sender.send_later(self.charge(found["reference"]), seconds=0.3)
        query = urlencode({"trxref": found["reference"], "reference": found["reference"]})
        joint = "&" if "?" in found["callback_url"] else "?"
        return Answer(303, "", headers={"Location": f"{found['callback_url']}{joint}{query}"}, content_type="text/html")

    def _wrong_with(self, asked: Asked, sent: Any) -> str:
        if not asked.headers.get("content-type", "").startswith("application/json") or not isinstance(sent, dict):
            return "Invalid body"
        if not _EMAIL.fullmatch(str(sent.get("email", ""))):
            return "Invalid Email Address Passed"
        amount, currency = str(sent.get("amount", "")), sent.get("currency", "NGN")
        if currency not in MINIMUM:
            return "Currency not supported by merchant"
        if not amount.isdecimal() or int(amount) < MINIMUM[currency]:
            return "Invalid amount sent"
        reference = sent.get("reference", "x")
        if not _REFERENCE.fullmatch(reference):
            return "Invalid characters in reference"
        return "Duplicate Transaction Reference" if reference in self.transactions else ""

    def _shown(self, found: dict[str, Any]) -> dict[str, Any]:
        shown = {name: value for name, value in found.items() if name not in {"callback_url", "access_code", "email"}}
        return {
            **shown,
            "requested_amount": found["amount"],
            "paidAt": found["paid_at"],
            "message": None,
            "log": None,
            "plan": None,
            "split": {},
            "subaccount": {},
            "customer": {"id": 1, "email": found["email"], "phone": ""},
            "authorization": {"authorization_code": "AUTH_standin", "last4": "4081", "reusable": False},
        }

    def _listed(self, made: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in made.items() if name != "transaction_reference"}

    def _given_back(self, reference: str) -> int:
        return sum(
            one["amount"]
            for one in self.refunds
            if one["transaction_reference"] == reference and one["status"] != "failed"
        )

    def _reverse_when_all_is_back(self, reference: str) -> None:
        done = [one for one in self.refunds if one["transaction_reference"] == reference]
        found = self.transactions[reference]
        if sum(one["amount"] for one in done if one["status"] == "processed") >= found["amount"]:
            found["status"] = "reversed"

    def _by_code(self, code: str) -> dict[str, Any] | None:
        return next((one for one in self.transactions.values() if one["access_code"] == code), None)

    def _time(self) -> str:
        return self.standin.now().strftime("%Y-%m-%dT%H:%M:%S.000Z")
