"""A gift card is never spent twice, however many spend it at once; one switched off meanwhile pays nobody."""

import time
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.domain.states import Environment
from app.domain.tenant import SYSTEM, Tenant
from app.extensions import unit_of_work
from app.models import Account, AccountKind, GiftCard
from app.services import gift_cards, ledger, ledger_audit
from app.services.gift_cards import Movement
from tests.factories import NOW, make_gift_card, make_platform
from tests.support.race import THINKING, in_unit_of_work, outcomes, race

PRICE = 2_500
FITTING = 4


@pytest.fixture
def card(live_app: Flask) -> tuple[Tenant, int, int]:
    """A card that pays for four purchases: its world, its key, the storefront's."""
    with live_app.app_context(), unit_of_work() as session:
        platform = make_platform(session)
        made = make_gift_card(session, business_id=platform.business_id, amount_minor=PRICE * FITTING)
        return Tenant(platform.business_id, Environment.TEST), made.id, platform.id


def pay(session: Session, key: str, *, tenant: Tenant, card_id: int, platform_id: int) -> int:
    sales = ledger.get_or_open_account(
        session, tenant=tenant, kind=AccountKind.SALES, currency="NGN", platform_id=platform_id, now=NOW
    )
    return gift_cards.pay_part(
        session,
        tenant=tenant,
        card_id=card_id,
        amount_minor=PRICE,
        target=sales,
        movement=Movement(key=key, description="Order"),
        now=NOW,
    ).id


def test_of_twenty_purchases_exactly_those_that_fit_are_paid(live_app: Flask, card: tuple[Tenant, int, int]) -> None:
    tenant, card_id, platform_id = card
    paying = partial(pay, tenant=tenant, card_id=card_id, platform_id=platform_id)

    results = race([in_unit_of_work(live_app, partial(paying, key=f"order:{number}")) for number in range(20)])

    assert outcomes(results) == {"won": FITTING, "GiftCardUnusable": 20 - FITTING}
    assert _balance(live_app, card_id) == 0
    assert _breaches(live_app) == []


def test_a_card_switched_off_meanwhile_pays_before_or_not_at_all(
    live_app: Flask, card: tuple[Tenant, int, int]
) -> None:
    tenant, card_id, platform_id = card
    paying = partial(pay, tenant=tenant, card_id=card_id, platform_id=platform_id)

    def switch_off(session: Session) -> int:
        gift_cards.switch(
            session, tenant=tenant, card_id=card_id, is_active=False, reason="lost", actor=SYSTEM, now=NOW
        )
        return 0

    buyers = [in_unit_of_work(live_app, partial(paying, key=f"order:{number}")) for number in range(3)]
    results = race([*buyers, in_unit_of_work(live_app, switch_off)])

    paid = sum(not isinstance(result, Exception) for result in results[:3])
    assert not isinstance(results[3], Exception), results[3]
    assert _balance(live_app, card_id) == PRICE * (FITTING - paid)
    late = race([in_unit_of_work(live_app, partial(paying, key="late"))])
    assert outcomes(late) == {"GiftCardUnusable": 1}
    assert _breaches(live_app) == []


def test_control_the_race_is_real_when_the_balance_is_checked_before_it_is_written(
    live_app: Flask, card: tuple[Tenant, int, int]
) -> None:
    """If this one stops overspending, the tests above prove nothing."""
    _tenant, card_id, _platform_id = card

    def check_then_write() -> bool:
        left = _balance(live_app, card_id)
        if left < PRICE:
            return False
        time.sleep(THINKING)
        with live_app.app_context(), unit_of_work() as session:
            account = session.scalars(_account(card_id)).one()
            account.balance_minor = left - PRICE
        return True

    results = race([check_then_write for _ in range(20)])

    assert sum(result is True for result in results) > FITTING, outcomes(results)


def _account(card_id: int) -> Select[Account]:
    return select(Account).join(GiftCard, GiftCard.account_id == Account.id).where(GiftCard.id == card_id)


def _balance(app: Flask, card_id: int) -> int:
    with app.app_context(), unit_of_work() as session:
        return session.scalars(_account(card_id)).one().balance_minor


def _breaches(app: Flask) -> list[ledger_audit.Breach]:
    with app.app_context(), unit_of_work() as session:
        return [breach for finding in ledger_audit.audit(session) for breach in finding.breaches]
