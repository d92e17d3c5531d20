"""Accounts and money put on shopping cards, always by a transfer whose entries sum to zero."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Account, AccountKind, Customer, Entry, Transfer, TransferKind
from tests.factories.clock import NOW, next_number


def make_account(session: Session, *, business_id: int, **given: Any) -> Account:
    """An account of the business itself, which may go below zero."""
    defaults: dict[str, Any] = {
        "business_id": business_id,
        "environment": "test",
        "kind": AccountKind.FUNDING,
        "owner": f"platform:{next_number()}",
        "currency": "NGN",
        "may_go_negative": True,
        "created_at": NOW,
        "updated_at": NOW,
    }
    account = Account(**{**defaults, **given})
    session.add(account)
    session.flush()
    return account


def fund_card(session: Session, customer: Customer, minor: int, *, currency: str = "NGN") -> Account:
    """Put money on the customer's shopping card, opening the card's account if there is none."""
    card = session.scalar(
        select(Account).where(
            Account.business_id == customer.business_id,
            Account.environment == customer.environment,
            Account.kind == AccountKind.SHOPPING_CARD,
            Account.customer_id == customer.id,
            Account.currency == currency,
        )
    )
    shared: dict[str, Any] = {
        "business_id": customer.business_id,
        "environment": customer.environment,
        "currency": currency,
    }
    if card is None:
        card = make_account(
            session,
            **shared,
            kind=AccountKind.SHOPPING_CARD,
            owner=f"customer:{customer.id}",
            customer_id=customer.id,
            may_go_negative=False,
        )
    if minor:
        _move(session, make_account(session, **shared), card, minor, customer)
    return card


def _move(session: Session, source: Account, target: Account, minor: int, customer: Customer) -> None:
    number = next_number()
    transfer = Transfer(
        business_id=target.business_id,
        environment=target.environment,
        key=f"tests:{number}",
        kind=TransferKind.CARD_FUNDING,
        reference=f"TESTS-{number}",
        description="Card funding",
        customer_id=customer.id,
        currency=target.currency,
        amount_minor=minor,
        created_at=NOW,
    )
    session.add(transfer)
    session.flush()
    for account, amount in ((source, -minor), (target, minor)):
        account.balance_minor = (account.balance_minor or 0) + amount
        session.add(
            Entry(
                transfer_id=transfer.id,
                account_id=account.id,
                amount_minor=amount,
                balance_after_minor=account.balance_minor,
            )
        )
    session.flush()
