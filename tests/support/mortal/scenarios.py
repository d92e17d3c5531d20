"""What real clients do, step by step; whoever is cut short does the step again, with the same key."""

import hashlib
import hmac
import http.client
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Flask

from tests.factories import PASSWORD, PIN
from tests.support.api import Answer, ApiClient
from tests.support.mortal.duties import A_WHILE, work_on
from tests.support.mortal.world import ADDRESS, BACK, POOR, PRICE, RICH, SLUG, Place
from tests.support.pages import PageClient
from tests.support.standin.paystack import KEY

KEY_OF_THE_REQUEST = "the-one-and-only"


class Client:
    """Somebody with a phone: `known` is what they remember of the answers they got, `seconds` when they come."""

    def __init__(self, app: Flask, place: Place, who: str, known: dict[str, Any], seconds: float) -> None:
        self.app = app
        self.seconds = seconds
        self.world = place.world
        self.environ = place.environ
        # A guest has none.
        self.token = place.world.tokens.get(who, "")
        self.who = who
        self.known = known
        self.pages = PageClient(app)
        self._commerce = ApiClient(app).commerce

    def post(self, path: str, body: object) -> Answer:
        """Send a request under the scenario's one key; it must be granted."""
        answer = self._commerce.post(path, body, token=self.token, idempotency_key=KEY_OF_THE_REQUEST)
        assert answer.status == 200, (path, answer.status, answer.json)
        return answer

    def ask(self, path: str, body: object = None) -> Any:
        """Ask without a key; the data of the answer."""
        verb = self._commerce.get if body is None else self._commerce.post
        answer = verb(path, **({} if body is None else {"body": body}), token=self.token)
        assert answer.status == 200, (path, answer.status, answer.json)
        return answer.json["data"]

    def sign_in(self) -> None:
        self.pages.post(f"/{SLUG}/account/sign-in", {"login": self.who, "password": PASSWORD})


Step = Callable[[Client], dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """`before` happens while nothing can go wrong; each of the `steps` adds to what the client knows.

    `again` is what they do once more at the very end; None: the first step.
    """

    who: str
    steps: tuple[Step, ...]
    before: tuple[Step, ...] = field(default=())
    again: Step | None = None


def ask_for_prices(client: Client) -> dict[str, Any]:
    """What carriers want, unless we were told already."""
    if "rate" in client.known:
        return {}
    body = {"storeLocationId": client.world.store, "deliveryAddress": ADDRESS, "packageWeight": 0.5}
    found = client.ask("/api/checkout/delivery-quote", body)
    return {"rate": min(found["companies"], key=lambda one: one["deliveryFee"])}


def buy_by_card(client: Client) -> dict[str, Any]:
    given = _basket(client) | {"paymentMethod": "ShoppingCard", "transactionPin": PIN}
    return {"order": client.post("/api/checkout", given).json["data"]["orderId"]}


def start_on_a_page(client: Client) -> dict[str, Any]:
    given = _basket(client) | {"paymentMethod": "PaymentGateway", "redirectUrl": BACK}
    data = client.post("/api/checkout", given).json["data"]
    return {"order": data["orderId"], "reference": data["transactionReference"], "page": data["paymentUrl"]}


def start_top_up(client: Client) -> dict[str, Any]:
    data = client.post("/api/transaction/fund-shopping-card", {"amount": 2500.0, "callbackUrl": BACK}).json["data"]
    return {"reference": data["reference"], "page": data["authorizationUrl"]}


def open_checkout(client: Client) -> dict[str, Any]:
    """The checkout's form as the browser holds it, with its one-time key."""
    client.sign_in()
    if "form" in client.known:
        return {}
    shown = client.pages.get(f"/{SLUG}/checkout")
    form = shown.form(f"/{SLUG}/checkout")
    return {"form": form | {"way": "pickup", "place": client.world.store, "pay": "both", "pin": PIN}}


def send_the_form(client: Client) -> dict[str, Any]:
    """The shopping card first, the rest on the gateway's page."""
    page = client.pages.post(f"/{SLUG}/checkout", client.known["form"]).location
    return {"page": page, "reference": newest_at_the_gateway(client)}


def pay(client: Client) -> dict[str, Any]:
    """At the gateway, where the shop sees nothing of it."""
    address = urlsplit(client.known["page"])
    connection = http.client.HTTPConnection(address.netloc, timeout=10)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", address.path, urlencode({"outcome": "success"}), headers)
    answer = connection.getresponse()
    assert answer.status == 303, answer.status
    return {"back": answer.headers["Location"]}


def the_gateway_tells(client: Client) -> dict[str, Any]:
    """Its signed webhook about the payment."""
    data = _at_the_gateway(client, f"/transaction/verify/{client.known['reference']}")
    body = json.dumps({"event": "charge.success", "data": data}).encode()
    signature = hmac.new(KEY.encode(), body, hashlib.sha512).hexdigest()
    answer = client.app.test_client().post(
        "/webhooks/paystack",
        data=body,
        headers={"x-paystack-signature": signature, "Content-Type": "application/json"},
    )
    assert answer.status_code == 200, answer.status_code
    return {}


def come_back(client: Client) -> dict[str, Any]:
    """The browser follows the gateway's redirect."""
    back = urlsplit(client.known["back"])
    return {"sent_on": client.pages.get(f"{back.path}?{back.query}", status=303).location}


def buy_electricity(client: Client) -> dict[str, Any]:
    data = client.post(
        "/api/billspayment/electricity/purchase",
        {
            "electricityServiceId": client.world.electricity,
            "amount": 5000.0,
            "meterNumber": "45012345678",
            "packageSlug": "EKEDC_PREPAID",
            "billerSlug": "EKEDC",
            "billerId": 21,
            "transactionPin": PIN,
        },
    ).json["data"]
    return {"bill": data["transactionReference"]}


def a_worker_comes_round(client: Client) -> dict[str, Any]:
    """Now, and as soon as what was done only now may be looked at again."""
    work_on(client.app, client.seconds, A_WHILE)
    return {}


SCENARIOS = {
    "card": Scenario(who=RICH, steps=(buy_by_card, a_worker_comes_round)),
    "card_delivered": Scenario(who=RICH, before=(ask_for_prices,), steps=(buy_by_card, a_worker_comes_round)),
    "gateway": Scenario(who=POOR, steps=(start_on_a_page, pay, the_gateway_tells, come_back, a_worker_comes_round)),
    # Neither the gateway nor the browser tells: the window was closed, the network was down.
    "gateway_untold": Scenario(who=POOR, before=(ask_for_prices,), steps=(start_on_a_page, pay, a_worker_comes_round)),
    "split": Scenario(
        who=POOR,
        before=(open_checkout,),
        steps=(send_the_form, pay, the_gateway_tells, come_back, a_worker_comes_round),
    ),
    "top_up": Scenario(who=POOR, steps=(start_top_up, pay, the_gateway_tells, come_back, a_worker_comes_round)),
    "bill": Scenario(who=RICH, steps=(buy_electricity, a_worker_comes_round)),
}


def _basket(client: Client) -> dict[str, Any]:
    """One piece, to be fetched, or brought where there is a price for that."""
    whole = {"products": [{"productId": client.world.product, "quantity": 1}], "storeLocationId": client.world.store}
    rate = client.known.get("rate")
    if rate is None:
        return whole | {"totalAmount": PRICE / 100}
    return whole | {
        "totalAmount": round(PRICE / 100 + rate["deliveryFee"], 2),
        "deliveryOption": "Delivery",
        "address": ADDRESS,
        "deliveryFee": rate["deliveryFee"],
        "deliveryCompanyName": rate["companyName"],
        "selectedRateId": rate["rateId"],
    }


def newest_at_the_gateway(client: Client) -> str:
    """The reference of the newest payment there: nobody else buys in this world."""
    return str(_at_the_gateway(client, "/transaction")[-1]["reference"])


def _at_the_gateway(client: Client, path: str) -> Any:
    address = urlsplit(client.environ["SOUK_PAYSTACK_URL"])
    connection = http.client.HTTPConnection(address.netloc, timeout=10)
    connection.request("GET", f"{address.path}{path}", headers={"Authorization": f"Bearer {KEY}"})
    return json.loads(connection.getresponse().read())["data"]
