"""A storefront that takes bills, and Ada who pays hers there."""

from typing import cast

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.bills import BillKind
from app.extensions import gateways
from app.integrations.providers import ProviderRegistry
from app.models import Bill, Customer, Platform
from app.services import shopping_card
from app.services.provider_ports import BillProvider, BillSeen
from tests.factories import fund_card
from tests.integration.api.commerce.bills_shop import open_for_bills
from tests.integration.flows.bill_office import Scripted
from tests.integration.web.account.conftest import ada, signed_in
from tests.support.pages import Page, PageClient

__all__ = ["ada", "signed_in"]

KEY = "one-key-of-one-purchase"
METER = "12345678901"
MONEY = 1_000_000
ADDRESSES = {
    BillKind.AIRTIME: "/bills/airtime?service=mtn&number=08012345678&amount=1000",
    BillKind.DATA: "/bills/data?service=mtndata&plan=mtn-2gb-monthly&number=08012345678",
    BillKind.ELECTRICITY: f"/bills/electricity?service=ekedc&plan=ekedc-prepaid&number={METER}&amount=5000",
    BillKind.CABLE: f"/bills/cable?service=dstv&number={METER}&plan=dstv-compact",
}


@pytest.fixture
def platform(session: Session, platform: Platform) -> Platform:
    open_for_bills(session, platform)
    session.commit()
    return platform


@pytest.fixture
def buyer(session: Session, platform: Platform, ada: Customer, signed_in: PageClient) -> PageClient:
    """Ada's browser, with 10,000.00 on her card."""
    fund_card(session, ada, MONEY)
    session.commit()
    return signed_in


@pytest.fixture
def scripted(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Scripted:
    """The storefront's provider, which says what a test tells it to."""
    made = Scripted()
    with app.app_context():
        registry = cast(ProviderRegistry, gateways().providers)
        monkeypatch.setitem(cast(dict[str, BillProvider], registry.by_bills), "sandbox", made)
    return made


def says(provider: Scripted, *words: BillSeen | BaseException) -> None:
    """What the provider answers to purchases and look-ups from now on."""
    provider.to_pay[:], provider.to_look_up[:] = words, words


def keyed(kind: BillKind, key: str = KEY) -> str:
    return f"{ADDRESSES[kind]}&key={key}"


def pay(browser: PageClient, kind: BillKind, *, key: str = KEY, pin: str = "2468", **given: object) -> Page:
    """Confirm the last step as the page would send it."""
    address = keyed(kind, key)
    form = browser.get(address)
    shown = form.one("#pay [name=shown]")["value"]
    return browser.post(address, {"shown": shown, "pin": pin}, **given)  # type: ignore[arg-type]  # the client's own keywords


def bills_of(session: Session) -> list[Bill]:
    return list(session.scalars(select(Bill).order_by(Bill.id).execution_options(populate_existing=True)))


def balance(session: Session, customer: Customer) -> int:
    return shopping_card.balance(session, customer_id=customer.id, currency="NGN").current_minor
