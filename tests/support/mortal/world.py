"""The smallest shop in which everything can be bought, and by whom."""

from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy.orm import Session

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
    make_pickup_location,
    make_platform,
    make_product,
)
from tests.factories.bills import make_bill_services
from tests.support.api import SANDBOX_KEY, ApiClient

SLUG = "lagos"
BACK = "https://yourapp.com/payment/callback"
ADDRESS = "123 Main Street, Victoria Island, Lagos"
PRICE = 1_000_000
STOCK = 5
# Each has one piece in the cart; only the first can pay it with the shopping card alone.
RICH, POOR = "rich@example.com", "poor@example.com"
CARDS = {RICH: 9_000_000, POOR: 400_000}


@dataclass(frozen=True, kw_only=True)
class World:
    """The names of things, for whoever talks to the shop. `tokens` are bearers by customer."""

    product: str
    store: str
    electricity: str
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
    commerce = ApiClient(app).commerce
    tokens = {}
    for email in CARDS:
        answer = commerce.post("/api/customer/login", {"emailOrPhone": email, "password": PASSWORD})
        tokens[email] = answer.json["data"]["token"]
    return World(product=names[0], store=names[1], electricity=names[2], tokens=tokens)


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
