"""A payment and a refund to ask Geidea for, and a connection that says what it is told to."""

from decimal import Decimal
from typing import Any

from app.integrations.http import Reply
from app.integrations.payments.geidea import Geidea
from app.integrations.payments.geidea_wire import Account, to_uuid
from app.services.provider_ports import PaymentAsk, RefundAsk
from tests.providers.paystack_kit import Canned
from tests.support.standin.geidea import PASSWORD, PUBLIC_KEY
from tests.support.standin.geidea import Geidea as Vendor

ASK = PaymentAsk(
    reference="TXN23456789ABC",
    amount_minor=12_550,
    currency="AED",
    email="sara@example.com",
    name="Sara Al Marri",
    phone="+971501234567",
    description="Order 1001",
    return_url="https://shop.example/ar/dubai/pay/return/TXN23456789ABC",
    locale="ar",
)
GIVE_BACK = RefundAsk(
    reference="RFD77", payment_reference=ASK.reference, amount_minor=2_550, currency="AED", note="cancelled"
)
UUID = to_uuid(ASK.reference)
ACCOUNT = Account(public_key=PUBLIC_KEY, password=PASSWORD)
# An order as the vendor's own page about fetching shows one, as far as it matters.
ORDER: dict[str, Any] = {
    "orderId": "c15d153f-a9bc-4c48-7445-08d9c4953b33",
    "amount": Decimal("125.5"),
    "totalAmount": Decimal("125.5"),
    "currency": "AED",
    "status": "Success",
    "detailedStatus": "Paid",
    "merchantReferenceId": UUID,
}


def canned(*bodies: object, status: int = 200) -> Geidea:
    connection: Any = Canned(*(Reply(status, body) for body in bodies))
    return Geidea(connection, ACCOUNT, script_url="https://payments.geidea.ae/hpp/geideaCheckout.min.js")


def found(**changes: object) -> dict[str, object]:
    """An answer with one order."""
    return {"orders": [{**ORDER, **changes}], "responseCode": "000", "detailedResponseCode": "000"}


def paid(geidea: Geidea, vendor: Vendor, ask: PaymentAsk = ASK) -> dict[str, Any]:
    return vendor.pay(geidea.start(ask).access_code)
