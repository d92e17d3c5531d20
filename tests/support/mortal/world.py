"""The smallest shop, house and event in which everything can be bought or booked, and by whom."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.domain.bills import BillKind
from app.extensions import unit_of_work
from app.models import Customer, Platform, Product, TaxMode
from tests.factories import (
    PASSWORD,
    fund_card,
    make_api_key,
    make_business,
    make_cart,
    make_cart_line,
    make_customer,
    make_event,
    make_event_rule,
    make_gift_card,
    make_gift_card_template,
    make_pickup_location,
    make_platform,
    make_product,
)
from tests.factories.bills import make_bill_services
from tests.factories.restaurants import make_restaurant
from tests.support.api import SANDBOX_KEY, ApiClient

SLUG = "lagos"
BACK = "https://yourapp.com/payment/callback"
ADDRESS = "123 Main Street, Victoria Island, Lagos"
PRICE = 1_000_000
STOCK = 5
# Each has one piece in the cart; only the first can pay it with the shopping card alone.
RICH, POOR = "rich@example.com", "poor@example.com"
CARDS = {RICH: 9_000_000, POOR: 400_000}
# A house whose tables are paid for beforehand, and an event; both take the shop's currency.
HOUSE, EVENT = "DT01", "salt-al-bahar"
PARTY, EACH = 4, 50_00
DEPOSIT = PARTY * EACH
MORE = PARTY + 2
ENTRY, SLOT = 25_00, 150_00
# What is on the gift card somebody pays with.
GIFT = 10 * DEPOSIT


@dataclass(frozen=True, kw_only=True)
class World:
    """The names of things, for whoever talks to the shop. `tokens` are bearers by customer, `gift_card` is a number
    and `template` what gift cards are bought from."""

    product: str
    store: str
    electricity: str
    gift_card: str
    template: str
    tokens: dict[str, str]


def make_world(app: Flask) -> World:
    """Fill an empty database, for copies of it to be lived in."""
    with app.app_context(), unit_of_work() as session:
        business = make_business(session)
        platform = make_platform(
            session,
            business=business,
            slug=SLUG,
            tax_mode=TaxMode.INCLUSIVE,
            features=["pickup", "delivery", "bills"],
            return_hosts=["yourapp.com"],
        )
        make_api_key(session, platform, key=SANDBOX_KEY)
        product = make_product(session, platform=platform, price_minor=PRICE, stock=STOCK, weight_grams=500)
        store = make_pickup_location(session, platform=platform)
        services = make_bill_services(session, platform.id)
        for email, money in CARDS.items():
            customer = make_customer(session, business=business, email=email)
            _fill(session, customer, platform, product, money)
        names = (str(product.uuid), str(store.uuid), str(services[BillKind.ELECTRICITY]))
        gifts = _make_house(session, platform)
    commerce = ApiClient(app).commerce
    tokens = {}
    for email in CARDS:
        answer = commerce.post("/api/customer/login", {"emailOrPhone": email, "password": PASSWORD})
        tokens[email] = answer.json["data"]["token"]
    return World(
        product=names[0],
        store=names[1],
        electricity=names[2],
        gift_card=gifts[0],
        template=gifts[1],
        tokens=tokens,
    )


def _make_house(session: Session, platform: Platform) -> tuple[str, str]:
    """Tables and places to book, a gift card to pay with and one to buy."""
    branch = make_restaurant(
        session,
        platform=platform,
        code=HOUSE,
        currency=platform.currency,
        is_active_payment=True,
        deposit_minor=EACH,
        deposit_from_party=PARTY,
    )
    today = utc_now().date()
    event = make_event(
        session,
        platform=platform,
        slug=EVENT,
        branch_id=branch.id,
        currency=platform.currency,
        entry_fee_minor=ENTRY,
        first_date=today - timedelta(days=1),
        last_date=today + timedelta(days=20),
    )
    make_event_rule(session, event, price_minor=SLOT)
    card = make_gift_card(session, business_id=platform.business_id, currency=platform.currency, amount_minor=GIFT)
    return card.number, str(make_gift_card_template(session, platform=platform).uuid)


def _fill(session: Session, customer: Customer, platform: Platform, product: Product, money: int) -> None:
    fund_card(session, customer, money)
    make_cart_line(session, make_cart(session, platform=platform, customer=customer), product)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where one life takes place: its own database, its own stand-in, and the file in which it leaves its traces."""

    world: World
    database: str
    media_dir: Path
    environ: dict[str, str]
    traces: Path
