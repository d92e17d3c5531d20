"""The audit finds every kind of breach, and nothing else."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from app.domain.states import OrderState, PaymentState, RefundReason, RefundState
from app.models import (
    Account,
    AccountKind,
    Business,
    Coupon,
    Customer,
    Entry,
    Order,
    OrderLine,
    Payment,
    PaymentMethod,
    Platform,
    Product,
    Refund,
    StockMovement,
    Transfer,
    TransferKind,
)
from app.services import ledger, shopping_card, stock
from app.services.booking_audit import BOOKING_CHECKS
from app.services.ledger_audit import audit
from app.services.orders import add_payment
from tests.factories import NOW, make_coupon, make_customer, make_order, make_platform, make_product, storefront_of

Change = Callable[[Session], None]


def broken(session: Session) -> list[str]:
    session.flush()
    return [finding.promise for finding in audit(session) if finding.breaches]


@pytest.fixture(autouse=True)
def _a_shop_that_adds_up(session: Session) -> None:
    """One customer with money, one order with a coupon, paid by card."""
    platform = make_platform(session)
    customer = make_customer(session, business=session.get_one(Business, platform.business_id))
    product = make_product(session, platform=platform, sku="TEA", price_minor=10_000)
    make_coupon(session, platform=platform, code="TEN", used_count=1)
    order = make_order(
        session,
        platform=platform,
        customer=customer,
        items=[(product, 2)],
        state=OrderState.PENDING_PAYMENT,
        number="AAAA-BBBB",
        coupon_code="TEN",
    )
    stock.take(session, quantities={product.id: 2}, order_id=order.id, now=NOW)
    _pay(session, platform, customer, order)


def _pay(session: Session, platform: Platform, customer: Customer, order: Order) -> None:
    tenant = storefront_of(session, platform).tenant
    shopping_card.fund(
        session,
        tenant=tenant,
        customer_id=customer.id,
        platform_id=platform.id,
        amount_minor=50_000,
        currency="NGN",
        key="fund",
        now=NOW,
    )
    card = shopping_card.open_card(session, tenant=tenant, customer_id=customer.id, currency="NGN", now=NOW)
    sales = ledger.get_or_open_account(
        session, tenant=tenant, kind=AccountKind.SALES, currency="NGN", platform_id=platform.id, now=NOW
    )
    moved = ledger.transfer(
        session,
        tenant=tenant,
        key="order",
        kind=TransferKind.PAYMENT,
        legs=[(card, -20_000), (sales, 20_000)],
        description="Order AAAA-BBBB",
        order_id=order.id,
        now=NOW,
    )
    add_payment(session, order, method=PaymentMethod.SHOPPING_CARD, transfer=moved, now=NOW)


def test_what_adds_up_is_left_alone(session: Session) -> None:
    findings = audit(session)

    assert broken(session) == []
    # Nothing is on its way or booked here: those promises are tested where something is.
    assert [finding.promise for finding in findings if finding.checked == 0] == [
        "What is held on cards is what is undecided",
        "What is due in refunds is what was not paid out yet",
        "Each refund has its transfer",
        "Each refund that was paid out is settled once",
        "What is owed for bills is what was delivered",
        "Each bill is held once, and settled or refunded once",
        "Each movement for a bill belongs to one",
        *(check(session).promise for check in BOOKING_CHECKS),
    ]


def one_sided(session: Session) -> None:
    session.execute(update(Entry).where(Entry.amount_minor == 20_000).values(amount_minor=19_999))


def in_another_currency(session: Session) -> None:
    session.execute(update(Transfer).where(Transfer.key == "fund").values(currency="OMR"))


def drifted_balance(session: Session) -> None:
    session.execute(update(Account).where(Account.kind == AccountKind.FUNDING).values(balance_minor=-49_999))


def card_below_zero(session: Session) -> None:
    session.execute(update(Account).where(Account.customer_id.is_not(None)).values(may_go_negative=True))


def line_changed(session: Session) -> None:
    session.execute(update(OrderLine).values(tax_minor=1))


def refund_without_payment(session: Session) -> None:
    session.execute(update(Payment).values(state=PaymentState.REVERSED))
    session.execute(update(Order).values(state=OrderState.CANCELLED))


def unpaid_order(session: Session) -> None:
    session.execute(update(Order).values(state=OrderState.PAYMENT_FAILED, pay_until=NOW))


def given_up_order(session: Session) -> None:
    session.execute(update(Order).values(state=OrderState.PAYMENT_FAILED))


def gateway_payment_without_transfer(session: Session) -> None:
    session.execute(update(Payment).values(method=PaymentMethod.GATEWAY, provider="sandbox", transfer_id=None))


def undecided_without_hold(session: Session) -> None:
    paid = session.scalars(select(Payment)).one()
    session.add(
        Payment(
            purpose=paid.purpose,
            platform_id=paid.platform_id,
            environment=paid.environment,
            customer_id=paid.customer_id,
            order_id=paid.order_id,
            method=PaymentMethod.SHOPPING_CARD,
            reference="PAYHELD",
            currency="NGN",
            amount_minor=5,
            state=PaymentState.PENDING,
            created_at=NOW,
            updated_at=NOW,
        )
    )


def promised_refund_not_booked(session: Session) -> None:
    """As if the gateway had taken it, and a part of it were promised back without an entry."""
    _refund(session, RefundState.PENDING)


def refund_never_settled(session: Session) -> None:
    _refund(session, RefundState.SUCCEEDED)


def _refund(session: Session, state: RefundState) -> None:
    session.execute(update(Payment).values(method=PaymentMethod.GATEWAY, provider="sandbox"))
    paid = session.scalars(select(Payment)).one()
    session.execute(update(Payment).values(state=PaymentState.REVERSED, reason="charged_back", amount_minor=20_000))
    session.add(
        Refund(
            payment_id=paid.id,
            key="returned",
            reason=RefundReason.RETURNED,
            state=state,
            reference="RFDTEST",
            currency="NGN",
            amount_minor=20_000,
            transfer_id=paid.transfer_id,
            created_at=NOW,
            updated_at=NOW,
        )
    )


def payment_without_transfer(session: Session) -> None:
    session.execute(update(Payment).values(transfer_id=None))


def drifted_stock(session: Session) -> None:
    session.execute(update(Product).values(stock=9))


def pieces_not_taken(session: Session) -> None:
    session.execute(update(StockMovement).where(StockMovement.delta < 0).values(order_id=None))


def coupon_counted_twice(session: Session) -> None:
    session.execute(update(Coupon).values(used_count=2))


@pytest.mark.parametrize(
    ("change", "promises"),
    [
        (
            one_sided,
            [
                "The entries of each transfer sum to zero",
                "Each balance equals the sum of its entries",
                "Captured minus refunded is what the ledger says, order by order",
            ],
        ),
        (in_another_currency, ["Each transfer stays in its currency"]),
        (drifted_balance, ["Each balance equals the sum of its entries"]),
        (card_below_zero, ["No customer's account and no gift card is, or may go, below zero"]),
        (line_changed, ["Each order's sums are those of its lines"]),
        (
            refund_without_payment,
            [
                "Captured minus refunded is what the ledger says, order by order",
                "Each order holds the pieces it names",
                "Each coupon was used by as many orders as it says",
            ],
        ),
        (unpaid_order, ["Each order that goes ahead is paid exactly"]),
        (
            given_up_order,
            [
                "Each order that goes ahead is paid exactly",
                "Each order holds the pieces it names",
                "Each coupon was used by as many orders as it says",
            ],
        ),
        (payment_without_transfer, ["Each card or gateway payment has its transfer"]),
        (gateway_payment_without_transfer, ["Each card or gateway payment has its transfer"]),
        (
            undecided_without_hold,
            ["Each card or gateway payment has its transfer", "What is held on cards is what is undecided"],
        ),
        (
            promised_refund_not_booked,
            [
                "Captured minus refunded is what the ledger says, order by order",
                "What is due in refunds is what was not paid out yet",
            ],
        ),
        (
            refund_never_settled,
            [
                "Captured minus refunded is what the ledger says, order by order",
                "Each refund that was paid out is settled once",
            ],
        ),
        (drifted_stock, ["Each product's stock is the sum of its movements"]),
        (pieces_not_taken, ["Each order holds the pieces it names"]),
        (coupon_counted_twice, ["Each coupon was used by as many orders as it says"]),
    ],
)
def test_each_breach_is_found(session: Session, change: Change, promises: list[str]) -> None:
    change(session)

    assert broken(session) == promises


def test_an_order_whose_total_is_wrong_is_found(session: Session) -> None:
    """The database refuses such an order, so its guard is taken away first, as a careless migration might."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text('ALTER TABLE "order" DROP CONSTRAINT ck_order_total_adds_up'))
    else:
        session.execute(text("PRAGMA ignore_check_constraints = ON"))
    session.execute(update(Order).values(total_minor=20_001))

    found = broken(session)

    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("PRAGMA ignore_check_constraints = OFF"))
    assert found == [
        "Each order's total is subtotal + tax + delivery - discount",
        "Each order that goes ahead is paid exactly",
    ]


def test_the_command_reports_and_exits(app: Flask, session: Session) -> None:
    session.commit()
    clean = app.test_cli_runner().invoke(args=["audit"])
    drifted_stock(session)
    session.commit()
    broken_one = app.test_cli_runner().invoke(args=["audit"])

    assert (clean.exit_code, clean.output.splitlines()[-1]) == (0, "All 25 checks hold.")
    assert broken_one.exit_code == 1
    assert "BROKEN Each product's stock is the sum of its movements (1 checked)" in broken_one.output
    assert "product TEA: expected 8, found 9" in broken_one.output
    assert broken_one.output.splitlines()[-1] == "1 breaches in 25 checks."
