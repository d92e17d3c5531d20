"""A payment and a refund to ask Paystack for, and a connection that says what it is told to."""

from app.integrations.http import Reply
from app.integrations.payments.paystack import Paystack
from app.services.provider_ports import PaymentAsk, RefundAsk
from tests.support.standin.paystack import KEY
from tests.support.standin.paystack import Paystack as Vendor

ASK = PaymentAsk(
    reference="ORD10011",
    amount_minor=1_250_050,
    currency="NGN",
    email="john.doe@example.com",
    name="John Doe",
    phone="+2348012345678",
    description="Order 1001",
    return_url="https://shop.example/pay/return",
)
GIVE_BACK = RefundAsk(
    reference="RFD77", payment_reference="ORD10011", amount_minor=250_050, currency="NGN", note="cancelled"
)


class Canned:
    """A connection that always says the same."""

    def __init__(self, *replies: Reply) -> None:
        self.replies = list(replies)

    def ask(self, *_call: object, **_more: object) -> Reply:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]

    tell = ask


def canned(*bodies: object, status: int = 200) -> Paystack:
    return Paystack(Canned(*(Reply(status, body) for body in bodies)), secret_key=KEY)  # type: ignore[arg-type]  # not a real one


def paid(paystack: Paystack, vendor: Vendor) -> None:
    paystack.start(ASK)
    vendor.finish(ASK.reference, "success")
