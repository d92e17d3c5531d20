"""The shopping card."""

from datetime import timedelta

from sqlalchemy.orm import Session

from app.domain.paging import Window
from app.domain.states import Environment
from app.domain.tenant import Tenant
from app.models import Business, Customer, Platform, TransferKind
from app.services import shopping_card
from app.services.shopping_card import CardBalance
from tests.factories import NOW, make_customer, make_platform
from tests.support.statements import count_statements


def fund(session: Session, platform: Platform, customer: Customer, minor: int, *, minutes: int = 0) -> None:
    shopping_card.fund(
        session,
        tenant=Tenant(platform.business_id, Environment.TEST),
        customer_id=customer.id,
        platform_id=platform.id,
        amount_minor=minor,
        currency="NGN",
        key=f"fund:{customer.id}:{minutes}",
        now=NOW + timedelta(minutes=minutes),
    )


def make_buyer(session: Session) -> tuple[Platform, Customer]:
    platform = make_platform(session)
    return platform, make_customer(session, business=session.get_one(Business, platform.business_id))


def test_a_card_never_used_is_empty(session: Session) -> None:
    _, customer = make_buyer(session)

    assert shopping_card.balance(session, customer_id=customer.id, currency="NGN") == CardBalance(
        currency="NGN", current_minor=0, previous_minor=0, last_updated=None
    )


def test_the_balance_tells_what_was_before_the_last_movement(session: Session) -> None:
    platform, customer = make_buyer(session)
    fund(session, platform, customer, 300_000)
    fund(session, platform, customer, 200_000, minutes=5)

    with count_statements() as sent:
        found = shopping_card.balance(session, customer_id=customer.id, currency="NGN")

    assert found == CardBalance(
        currency="NGN",
        current_minor=500_000,
        previous_minor=300_000,
        last_updated=NOW + timedelta(minutes=5),
    )
    assert len(sent) == 1, sent


def test_funding_with_the_same_key_counts_once(session: Session) -> None:
    platform, customer = make_buyer(session)
    for _ in range(2):
        fund(session, platform, customer, 300_000)

    assert shopping_card.balance(session, customer_id=customer.id, currency="NGN").current_minor == 300_000


def test_the_statement_lists_movements_newest_first(session: Session) -> None:
    platform, customer = make_buyer(session)
    for minutes, minor in enumerate((100, 200, 300)):
        fund(session, platform, customer, minor, minutes=minutes)
    fund(session, *make_buyer(session), 999)

    page = shopping_card.list_statement(session, customer_id=customer.id, currency="NGN", window=Window(2))

    assert page.total == 3
    assert [(line.amount_minor, line.balance_after_minor, line.kind) for line in page.items] == [
        (300, 600, TransferKind.CARD_FUNDING),
        (200, 300, TransferKind.CARD_FUNDING),
    ]
