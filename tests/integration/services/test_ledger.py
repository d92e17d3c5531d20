"""Double entry."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.errors import BalanceTooLow
from app.domain.states import Environment
from app.domain.tenant import Tenant
from app.models import Account, AccountKind, Business, Entry, Transfer, TransferKind
from app.services import ledger
from tests.factories import NOW, make_business, make_customer, make_platform


def tenant_of(business: Business) -> Tenant:
    return Tenant(business.id, Environment.TEST)


def open_accounts(session: Session, currency: str = "NGN") -> tuple[Tenant, Account, Account]:
    """A platform's funding account and a customer's card, both empty."""
    platform = make_platform(session)
    customer = make_customer(session, business=session.get_one(Business, platform.business_id))
    tenant = Tenant(platform.business_id, Environment.TEST)
    funding = ledger.get_or_open_account(
        session, tenant=tenant, kind=AccountKind.FUNDING, currency=currency, platform_id=platform.id, now=NOW
    )
    card = ledger.get_or_open_account(
        session, tenant=tenant, kind=AccountKind.SHOPPING_CARD, currency=currency, customer_id=customer.id, now=NOW
    )
    return tenant, funding, card


def move(session: Session, tenant: Tenant, key: str, *legs: ledger.Leg) -> Transfer:
    return ledger.transfer(
        session,
        tenant=tenant,
        key=key,
        kind=TransferKind.CARD_FUNDING,
        legs=legs,
        description="Card funding",
        now=NOW,
    )


def test_an_account_is_opened_once(session: Session) -> None:
    tenant = tenant_of(make_business(session))

    first, second = (
        ledger.get_or_open_account(
            session, tenant=tenant, kind=AccountKind.SALES, currency="NGN", platform_id=1, now=NOW
        )
        for _ in range(2)
    )

    assert first.id == second.id
    assert (first.owner, first.balance_minor, first.may_go_negative) == ("platform:1", 0, True)


def test_a_customers_account_may_not_go_negative(session: Session) -> None:
    _, _, card = open_accounts(session)

    assert card.may_go_negative is False


def test_a_transfer_moves_balances_and_keeps_what_they_were_after_it(session: Session) -> None:
    tenant, funding, card = open_accounts(session)

    move(session, tenant, "one", (funding, -500), (card, 500))
    moved = move(session, tenant, "two", (card, 250), (funding, -250))

    assert (funding.balance_minor, card.balance_minor, moved.amount_minor) == (-750, 750, 250)
    rows = session.execute(select(Entry.account_id, Entry.amount_minor, Entry.balance_after_minor).order_by(Entry.id))
    assert [tuple(row) for row in rows] == [
        (funding.id, -500, -500),
        (card.id, 500, 500),
        (funding.id, -250, -750),
        (card.id, 250, 750),
    ]


def test_the_same_key_moves_once(session: Session) -> None:
    tenant, funding, card = open_accounts(session)

    first = move(session, tenant, "once", (funding, -500), (card, 500))
    again = move(session, tenant, "once", (funding, -500), (card, 500))

    assert again.id == first.id
    assert card.balance_minor == 500
    assert session.scalar(select(func.count(Entry.id))) == 2


def test_the_same_key_in_the_other_world_is_another_transfer(session: Session) -> None:
    tenant, funding, card = open_accounts(session)
    live = Tenant(tenant.business_id, Environment.LIVE)
    business = session.get_one(Business, tenant.business_id)
    buyer = make_customer(session, business=business, environment=Environment.LIVE)
    live_funding = ledger.get_or_open_account(
        session, tenant=live, kind=AccountKind.FUNDING, currency="NGN", platform_id=1, now=NOW
    )
    live_card = ledger.get_or_open_account(
        session, tenant=live, kind=AccountKind.SHOPPING_CARD, currency="NGN", customer_id=buyer.id, now=NOW
    )

    move(session, tenant, "once", (funding, -500), (card, 500))
    move(session, live, "once", (live_funding, -500), (live_card, 500))

    assert (card.balance_minor, live_card.balance_minor) == (500, 500)


def test_a_key_of_another_currency_is_a_mistake(session: Session) -> None:
    tenant, funding, card = open_accounts(session)
    move(session, tenant, "once", (funding, -500), (card, 500))
    rials = [
        ledger.get_or_open_account(session, tenant=tenant, kind=kind, currency="OMR", platform_id=1, now=NOW)
        for kind in (AccountKind.FUNDING, AccountKind.SALES)
    ]

    with pytest.raises(ValueError, match="another movement"):
        move(session, tenant, "once", (rials[0], -500), (rials[1], 500))


def test_a_key_of_another_amount_is_a_mistake(session: Session) -> None:
    tenant, funding, card = open_accounts(session)
    move(session, tenant, "once", (funding, -500), (card, 500))

    with pytest.raises(ValueError, match="another movement"):
        move(session, tenant, "once", (funding, -501), (card, 501))


def test_two_businesses_may_use_the_same_key(session: Session) -> None:
    for _ in range(2):
        tenant, funding, card = open_accounts(session)
        move(session, tenant, "shared", (funding, -5), (card, 5))

    assert session.scalar(select(func.count(Transfer.id)).where(Transfer.key == "shared")) == 2


def test_a_card_is_not_overdrawn(session: Session) -> None:
    tenant, funding, card = open_accounts(session)
    move(session, tenant, "fund", (funding, -500), (card, 500))
    session.commit()

    with pytest.raises(BalanceTooLow):
        move(session, tenant, "spend", (card, -501), (funding, 501))
    session.rollback()

    assert session.scalar(select(Account.balance_minor).where(Account.id == card.id)) == 500
    assert session.scalar(select(func.count(Transfer.id)).where(Transfer.key == "spend")) == 0


@pytest.mark.parametrize("amounts", [(-500, 499), (0, 0)])
def test_legs_that_do_not_balance_are_a_mistake(session: Session, amounts: tuple[int, int]) -> None:
    tenant, funding, card = open_accounts(session)

    with pytest.raises(ValueError, match="sum to zero"):
        move(session, tenant, "bad", (funding, amounts[0]), (card, amounts[1]))


def test_currencies_do_not_mix(session: Session) -> None:
    tenant, funding, _ = open_accounts(session)
    _, _, other = open_accounts(session, "OMR")

    with pytest.raises(ValueError, match="one currency"):
        move(session, tenant, "bad", (funding, -5), (other, 5))


def test_an_account_has_one_leg(session: Session) -> None:
    tenant, funding, _ = open_accounts(session)

    with pytest.raises(ValueError, match="one leg"):
        move(session, tenant, "bad", (funding, -5), (funding, 5))
