"""CoralPay VAS as its clients see it: billers, packages, customers, one purchase per reference, its lookup."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from typing_extensions import override

from tests.support.standin.vendor import Answer, Asked, Vendor, route

USER, PASSWORD = "standin_user", "standin_password"
BASIC: Final = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
INSTITUTION: Final = "SOUK01"

SUCCESS, PENDING, FAILED = "success", "pending", "failed"
_CODES: Final = {SUCCESS: "00", PENDING: "09", FAILED: "06"}
_CHANNELS: Final = frozenset({"WEB", "MOBILE", "USSD", "POS"})
_LOOKUP_FIELDS: Final = ("customerId", "billerSlug", "productName")
_PAYMENT_FIELDS: Final = (
    *("paymentReference", "customerId", "packageSlug", "channel"),
    *("amount", "customerName", "phoneNumber", "accountNumber"),
)

GROUPS: Final = (
    {"id": 1, "name": "Electricity", "slug": "ELECTRICITY"},
    {"id": 2, "name": "Pay TV", "slug": "PAY_TV"},
    {"id": 3, "name": "Airtime and data", "slug": "AIRTIME_AND_DATA"},
)
# Slug → id, group, skipValidation, packages as slug, name and price.
BILLERS: Final[dict[str, tuple[int, int, bool, tuple[tuple[str, str, Any], ...]]]] = {
    "EKEDC": (21, 1, False, (("EKEDC_PREPAID", "EKEDC Prepaid", None), ("EKEDC_POSTPAID", "EKEDC Postpaid", None))),
    "IKEDC": (22, 1, True, (("IKEDC_PREPAID", "IKEDC Prepaid", None),)),
    "DSTV": (31, 2, False, (("DSTV_COMPACT", "DSTV Compact", 7900), ("DSTV_PADI", "DSTV Padi", Decimal("2950.50")))),
    "MTN_NIGERIA": (
        41,
        3,
        True,
        (
            ("MTN_VTU", "MTN VTU", None),
            ("MTN_1GB_MONTHLY", "MTN 1GB Monthly Plan", 500),
            ("MTN_100MB_DAILY", "MTN 100MB 24 hours", 100),
            ("MTN_BROKEN", "MTN Broken", "many"),
        ),
    ),
}


@dataclass(slots=True)
class Purchase:
    """One accepted purchase. `script` is what it turns through, one step each time it is told of."""

    body: dict[str, Any]
    script: list[str]
    transaction_id: str
    tells_token_late: bool = False
    told: int = 0

    @property
    def is_delivered(self) -> bool:
        """Whether value went out, whatever was told meanwhile."""
        return self.script[-1] == SUCCESS

    def tell(self) -> str:
        state = self.script[min(self.told, len(self.script) - 1)]
        self.told += 1
        return state


@dataclass(slots=True)
class Refused:
    """A purchase that was not taken."""

    reference: str
    why: str


@dataclass(slots=True)
class Ways:
    """How purchases turn out; a test replaces what it wants."""

    script: Callable[[dict[str, Any]], Sequence[str]] = lambda _body: [SUCCESS]
    # Where the token of a success is found.
    token_in: str = "token"
    # The first success is told without its token.
    tells_token_late: bool = False
    lookup_by_post: bool = False
    unknown_customers: set[str] = field(default_factory=lambda: {"00000000000"})
    public_key: RSAPublicKey | None = None


class CoralPay(Vendor):
    name: ClassVar[str] = "coralpay"

    def __init__(self, standin: Any) -> None:
        super().__init__(standin)
        self.ways = Ways()
        self.accepted: dict[str, Purchase] = {}
        self.refused: list[Refused] = []

    @override
    def refuse(self, asked: Asked) -> Answer | None:
        if asked.headers.get("authorization") == f"Basic {BASIC}":
            return None
        return self.error(asked, 401, "Unauthorized")

    @override
    def error(self, asked: Asked, status: int, message: str) -> Answer:
        return _answer(status, "96", message, None, error=True)

    @route("GET", "/biller-groups", name="groups", required="responseData", status="responseCode")
    def groups(self, asked: Asked) -> Answer:
        return _good(list(GROUPS))

    @route("GET", "/billers/group/{group}", name="billers", required="responseData", status="responseCode")
    def billers(self, asked: Asked) -> Answer:
        wanted = int(asked.parts["group"])
        return _good(
            [
                {"id": number, "name": slug, "slug": slug, "groupId": group, "skipValidation": skips}
                for slug, (number, group, skips, _packages) in BILLERS.items()
                if group == wanted
            ]
        )

    @route(
        "GET",
        "/packages/biller/slug/{slug}",
        name="packages",
        required="responseData.0.slug",
        status="responseCode",
        amount="responseData.1.amount",
    )
    def packages(self, asked: Asked) -> Answer:
        found = BILLERS.get(asked.parts["slug"])
        if found is None:
            return _answer(404, "25", "Biller not found", None, error=True)
        number, _group, _skips, packages = found
        return _good(
            [
                {"id": 1000 + place, "name": name, "slug": slug, "amount": amount, "billerId": number}
                for place, (slug, name, amount) in enumerate(packages)
            ]
        )

    @route(
        "POST",
        "/transactions/customer-lookup",
        name="customer",
        required="responseData.customer",
        status="responseCode",
        amount="responseData.minPayableAmount",
    )
    def customer(self, asked: Asked) -> Answer:
        body = asked.json or {}
        missing = next((name for name in _LOOKUP_FIELDS if not body.get(name)), None)
        if missing:
            return self.error(asked, 400, f"{missing} is required")
        number = body["customerId"]
        if not self._is_signed(asked, f"{BASIC}{number}{BILLERS[body['billerSlug']][0]}{INSTITUTION}"):
            return self.error(asked, 400, "Invalid signature")
        if number in self.ways.unknown_customers or number.endswith("670000"):
            return _answer(200, "25", "Customer not found", None, error=True)
        return _good(
            {
                "billerName": body["billerSlug"],
                "paid": False,
                "statusCode": "0",
                "minPayableAmount": 500,
                "customerMessage": None,
                "customer": {
                    "firstName": "ADA",
                    "lastName": "OBI",
                    "customerName": "ADA OBI",
                    "accountNumber": number,
                    "address": "5 Marina Road",
                },
            }
        )

    @route(
        "POST",
        "/transactions/process-payment",
        name="pay",
        required="responseCode",
        status="responseCode",
    )
    def pay(self, asked: Asked) -> Answer:
        body = asked.json or {}
        problem = self._problem(asked, body)
        if problem is not None:
            self.refused.append(Refused(str(body.get("paymentReference")), problem))
            return _answer(400, "12", problem, None, error=True)
        reference = body["paymentReference"]
        if reference in self.accepted:
            self.refused.append(Refused(reference, "duplicate"))
            return _answer(200, "94", "Duplicate transaction reference", None, error=True)
        self.accepted[reference] = Purchase(
            body,
            list(self.ways.script(body)),
            f"CP{self.standin.next_id():010d}",
            tells_token_late=self.ways.tells_token_late,
        )
        return self._told(self.accepted[reference])

    @route("GET", "/transactions/payment-lookup", name="lookup", required="responseCode", status="responseCode")
    def lookup(self, asked: Asked) -> Answer:
        if self.ways.lookup_by_post:
            return self.error(asked, 405, "Request method 'GET' not supported")
        return self._look_up(asked)

    @route("POST", "/transactions/payment-lookup", name="lookup_post", required="responseCode", status="responseCode")
    def lookup_post(self, asked: Asked) -> Answer:
        return self._look_up(asked)

    def _look_up(self, asked: Asked) -> Answer:
        found = self.accepted.get(asked.query.get("paymentReference", ""))
        if found is None:
            return _answer(200, "25", "Transaction not found", None, error=True)
        return self._told(found)

    def _told(self, purchase: Purchase) -> Answer:
        state = purchase.tell()
        if state not in _CODES:
            return _answer(200, state, "Something else", None, error=True)
        data = {
            "paymentReference": purchase.body["paymentReference"],
            "transactionId": purchase.transaction_id,
            "statusCode": "0",
            "token": None,
            "rechargeToken": None,
            "tokenData": {},
            "customerMessage": f"Payment {state}",
        }
        if state == SUCCESS and not purchase.tells_token_late:
            self._put_token(data, f"1234{purchase.transaction_id[2:].zfill(16)}")
        purchase.tells_token_late = purchase.tells_token_late and state != SUCCESS
        return _answer(200, _CODES[state], f"Payment {state}", data, error=state == FAILED)

    def _put_token(self, data: dict[str, Any], token: str) -> None:
        name, _, inner = self.ways.token_in.partition(".")
        data[name] = {inner: {"value": token} if inner == "stdToken" else token} if inner else token

    def _problem(self, asked: Asked, body: dict[str, Any]) -> str | None:
        missing = next((name for name in _PAYMENT_FIELDS if not body.get(name)), None)
        if missing:
            return f"{missing} is required"
        if body["channel"] not in _CHANNELS:
            return "channel is invalid"
        amount = body["amount"]
        if isinstance(amount, str) or amount <= 0:
            return "amount is invalid"
        biller, price = _package(body["packageSlug"])
        if biller is None:
            return "packageSlug is invalid"
        if price is not None and Decimal(str(price)) != amount:
            return "amount is not the package's"
        text = f"{BASIC}{body['paymentReference']}{body['customerId']}{Decimal(amount):.2f}{biller}{INSTITUTION}"
        return None if self._is_signed(asked, text) else "signature is invalid"

    def _is_signed(self, asked: Asked, text: str) -> bool:
        if self.ways.public_key is None:
            return "x-signature" not in asked.headers
        try:
            signature = base64.b64decode(asked.headers.get("x-signature", ""))
            self.ways.public_key.verify(signature, text.encode(), PKCS1v15(), SHA256())
        except InvalidSignature:
            return False
        return True


def _package(slug: str) -> tuple[int | None, Any]:
    return next(
        (
            (number, price)
            for number, _g, _s, packages in BILLERS.values()
            for name, _t, price in packages
            if name == slug
        ),
        (None, None),
    )


def _good(data: object) -> Answer:
    return _answer(200, "00", "Successful", data, error=False)


def _answer(status: int, code: str, message: str, data: object, *, error: bool) -> Answer:
    body = {
        "error": error,
        "status": "failed" if error else "success",
        "message": message,
        "responseCode": code,
        "responseData": data,
    }
    return Answer(status, body)
