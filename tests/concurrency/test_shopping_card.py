"""A card is never overdrawn and a key moves money once, however many ask at the same moment."""

import time
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.states import Environment
from app.domain.tenant import Tenant
from app.extensions import unit_of_work
from app.models import Account, AccountKind, TransferKind
from app.services import ledger, ledger_audit, shopping_card
from tests.factories import NOW, make_customer, make_platform
from tests.support.race import THINKING, in_unit_of_work, outcomes, race

PRICE = 2_500
FITTING = 4


@pytest.fixture
def card(live_app: Flask) -> tuple[Tenant, int, int]:
    """A customer whose card pays for four purchases: the business's world, the customer, the storefront."""
    with live_app.app_context(), unit_of_work() as session:
        platform = make_platform(session)
        customer = make_customer(session, business_id=platform.business_id)
        tenant = Tenant(platform.business_id, Environment.TEST)
        shopping_card.fund(
            session,
            tenant=tenant,
            customer_id=customer.id,
            platform_id=platform.id,
            amount_minor=PRICE * FITTING,
            currency="NGN",
            key="opening",
            now=NOW,
        )
        return tenant, customer.id, platform.id


def pay(session: Session, key: str, *, tenant: Tenant, customer_id: int, platform_id: int) -> int:
    source = shopping_card.open_card(session, tenant=tenant, customer_id=customer_id, currency="NGN", now=NOW)
    sales = ledger.get_or_open_account(
        session, tenant=tenant, kind=AccountKind.SALES, currency="NGN", platform_id=platform_id, now=NOW
    )
    moved = ledger.transfer(
        session,
        tenant=tenant,
        key=key,
        kind=TransferKind.PAYMENT,
        legs=[(source, -PRICE), (sales, PRICE)],
        description="Order",
        customer_id=customer_id,
        now=NOW,
    )
    return moved.id


def test_of_thirty_purchases_exactly_those_that_fit_are_paid(live_app: Flask, card: tuple[Tenant, int, int]) -> None:
    tenant, customer_id, platform_id = card
    buying = partial(pay, tenant=tenant, customer_id=customer_id, platform_id=platform_id)

    results = race([in_unit_of_work(live_app, partial(buying, key=f"order:{number}")) for number in range(30)])

    assert outcomes(results) == {"won": FITTING, "BalanceTooLow": 30 - FITTING}
    assert _balance(live_app, customer_id) == 0
    assert _breaches(live_app) == []


def test_one_key_asked_twenty_times_moves_money_once(live_app: Flask, card: tuple[Tenant, int, int]) -> None:
    tenant, customer_id, platform_id = card
    buying = partial(pay, tenant=tenant, customer_id=customer_id, platform_id=platform_id)

    results = race([in_unit_of_work(live_app, partial(buying, key="order:1")) for _ in range(20)])

    assert outcomes(results) == {"won": 20}
    assert len(set(results)) == 1
    assert _balance(live_app, customer_id) == PRICE * (FITTING - 1)
    assert _breaches(live_app) == []


def test_control_the_race_is_real_when_the_balance_is_checked_before_it_is_written(
    live_app: Flask, card: tuple[Tenant, int, int]
) -> None:
    """If this one stops overspending, the tests above prove nothing."""
    _tenant, customer_id, _platform_id = card

    def check_then_write() -> bool:
        left = _balance(live_app, customer_id)
        if left < PRICE:
            return False
        time.sleep(THINKING)
        with live_app.app_context(), unit_of_work() as session:
            account = session.scalars(select(Account).where(Account.customer_id == customer_id)).one()
            account.balance_minor = left - PRICE
        return True

    results = race([check_then_write for _ in range(30)])

    assert sum(result is True for result in results) > FITTING, outcomes(results)


def _balance(app: Flask, customer_id: int) -> int:
    with app.app_context(), unit_of_work() as session:
        return shopping_card.balance(session, customer_id=customer_id, currency="NGN").current_minor


def _breaches(app: Flask) -> list[ledger_audit.Breach]:
    with app.app_context(), unit_of_work() as session:
        return [breach for finding in ledger_audit.audit(session) for breach in finding.breaches]
