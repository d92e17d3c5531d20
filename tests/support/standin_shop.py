"""A shop with the real providers' clients, all of them pointing at the stand-in."""

from tests.support.standin import StandIn
from tests.support.standin.coralpay import PASSWORD as CORALPAY_PASSWORD
from tests.support.standin.coralpay import PENDING, SUCCESS, CoralPay
from tests.support.standin.coralpay import USER as CORALPAY_USER
from tests.support.standin.geidea import PASSWORD, PUBLIC_KEY
from tests.support.standin.paystack import KEY as PAYSTACK_KEY
from tests.support.standin.paystack import Paystack
from tests.support.standin.terminal import KEY as TERMINAL_KEY
from tests.support.standin.webhooks import WebhookSender, by_http


def environment(standin: StandIn) -> dict[str, str]:
    """The variables an operator would set for the real providers, with the stand-in's addresses."""
    return {
        "SOUK_PAYMENTS": "paystack",
        "SOUK_PAYSTACK_SECRET_KEY": PAYSTACK_KEY,
        "SOUK_PAYSTACK_URL": standin.base("paystack"),
        "SOUK_PAYSTACK_PAGE_HOSTS": standin.url,
        "SOUK_DELIVERY": "terminal_africa",
        "SOUK_TERMINAL_SECRET_KEY": TERMINAL_KEY,
        "SOUK_TERMINAL_URL": standin.base("terminal"),
        "SOUK_BILLS": "coralpay",
        "SOUK_CORALPAY_USER": CORALPAY_USER,
        "SOUK_CORALPAY_PASSWORD": CORALPAY_PASSWORD,
        "SOUK_CORALPAY_URL": standin.base("coralpay"),
    }


def geidea_environment(standin: StandIn) -> dict[str, str]:
    """The same for a shop whose payments go by Geidea."""
    return {
        "SOUK_PAYMENTS": "geidea",
        "SOUK_GEIDEA_PUBLIC_KEY": PUBLIC_KEY,
        "SOUK_GEIDEA_API_PASSWORD": PASSWORD,
        "SOUK_GEIDEA_URL": standin.base("geidea"),
        "SOUK_GEIDEA_SCRIPT_URL": f"{standin.base('geidea')}/hpp/geideaCheckout.min.js",
    }


def tell(standin: StandIn, address: str) -> None:
    """Let the gateway send its webhooks to a served shop. A bill for a number that ends in 1111 is never decided."""
    bills = standin.vendor(CoralPay)
    bills.ways.script = lambda body: [PENDING if str(body["customerId"]).endswith("1111") else SUCCESS]
    vendor = standin.vendor(Paystack)
    vendor.sender = WebhookSender(vendor, by_http(f"{address}/webhooks/paystack"))
