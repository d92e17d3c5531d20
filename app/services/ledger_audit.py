"""Looks for anything that does not add up: money, stock, orders, coupons, tables. Reads only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.domain.states import OrderState, PaymentState, RefundReason
from app.models import (
    OWN_CARDS,
    Account,
    AccountKind,
    Coupon,
    Entry,
    Order,
    OrderLine,
    Payment,
    PaymentMethod,
    Product,
    Refund,
    StockMovement,
    Transfer,
)
from app.services.audit_findings import Breach, Finding
from app.services.bill_audit import BILL_CHECKS
from app.services.booking_audit import BOOKING_CHECKS
from app.services.charge_backs import CHARGED_BACK
from app.services.pending_audit import PENDING_CHECKS

__all__ = ["Breach", "Finding", "audit"]

_Number: TypeAlias = InstrumentedAttribute[int] | ColumnElement[int]
_Check: TypeAlias = Callable[[Session], Finding]

# What waits for a payment without holding anything, or ended: no pieces and no coupon are with it.
_HOLDS_NOTHING: Final = or_(
    Order.state.in_((OrderState.CANCELLED, OrderState.RETURNED)),
    and_(Order.state.in_((OrderState.PENDING_PAYMENT, OrderState.PAYMENT_FAILED)), Order.pay_until.is_(None)),
)
# The card's money moves when it is asked for; a gateway's once it was paid. One reversed in review never was.
_BY_CARD: Final = Payment.method.in_(OWN_CARDS)
_BY_GATEWAY: Final = and_(
    Payment.method == PaymentMethod.GATEWAY,
    or_(
        Payment.state == PaymentState.SUCCEEDED,
        and_(Payment.state == PaymentState.REVERSED, Payment.seen_minor.is_(None)),
    ),
)
_NOT_PAID: Final = (OrderState.PENDING_PAYMENT, OrderState.PAYMENT_FAILED, OrderState.CANCELLED, OrderState.RETURNED)


def audit(session: Session) -> list[Finding]:
    """Check every promise over the whole database, all businesses and environments."""
    return [check(session) for check in CHECKS]


def _transfers_sum_to_zero(session: Session) -> Finding:
    found = func.coalesce(func.sum(Entry.amount_minor), 0)
    query = (
        select(Transfer.reference, found.label("found"))
        .outerjoin(Entry, Entry.transfer_id == Transfer.id)
        .group_by(Transfer.id, Transfer.reference)
        .having(or_(found != 0, func.count(Entry.id) < 2))  # noqa: PLR2004  # a transfer has two sides
    )
    return Finding(
        "The entries of each transfer sum to zero",
        _count(session, Transfer.id),
        tuple(Breach(f"transfer {row.reference}", 0, int(row.found)) for row in session.execute(query)),
    )


def _transfers_keep_one_currency(session: Session) -> Finding:
    query = (
        select(Transfer.reference, func.count(Entry.id).label("found"))
        .join(Entry, Entry.transfer_id == Transfer.id)
        .join(Account, Account.id == Entry.account_id)
        .where(Account.currency != Transfer.currency)
        .group_by(Transfer.id, Transfer.reference)
    )
    return Finding(
        "Each transfer stays in its currency",
        _count(session, Transfer.id),
        tuple(Breach(f"transfer {row.reference}", 0, row.found) for row in session.execute(query)),
    )


def _balances_equal_entries(session: Session) -> Finding:
    total = func.coalesce(func.sum(Entry.amount_minor), 0)
    query = (
        select(Account.id, Account.owner, Account.balance_minor, total.label("total"))
        .outerjoin(Entry, Entry.account_id == Account.id)
        .group_by(Account.id, Account.owner, Account.balance_minor)
        .having(total != Account.balance_minor)
    )
    return Finding(
        "Each balance equals the sum of its entries",
        _count(session, Account.id),
        tuple(
            Breach(f"account {row.id} of {row.owner}", int(row.total), row.balance_minor)
            for row in session.execute(query)
        ),
    )


def _no_card_below_zero(session: Session) -> Finding:
    theirs = or_(Account.customer_id.is_not(None), Account.kind == AccountKind.GIFT_CARD)
    query = select(Account.id, Account.owner, Account.balance_minor).where(
        theirs, or_(Account.balance_minor < 0, Account.may_go_negative)
    )
    return Finding(
        "No customer's account and no gift card is, or may go, below zero",
        _count(session, Account.id, theirs),
        tuple(Breach(f"account {row.id} of {row.owner}", 0, row.balance_minor) for row in session.execute(query)),
    )


def _order_totals_add_up(session: Session) -> Finding:
    expected = Order.subtotal_minor + Order.tax_minor + Order.delivery_minor - Order.discount_minor
    query = select(Order.number, expected.label("expected"), Order.total_minor).where(expected != Order.total_minor)
    return Finding(
        "Each order's total is subtotal + tax + delivery - discount",
        _count(session, Order.id),
        tuple(Breach(f"order {row.number}", row.expected, row.total_minor) for row in session.execute(query)),
    )


def _order_lines_add_up(session: Session) -> Finding:
    """Subtotal, discount and tax of an order are each the sums of its lines' shares."""
    breaches = [
        Breach(f"order {row.number}: {word}", row.expected, int(row.found))
        for word, kept, column in (
            ("subtotal", Order.subtotal_minor, OrderLine.line_minor),
            ("discount", Order.discount_minor, OrderLine.discount_minor),
            ("tax", Order.tax_minor + Order.included_tax_minor, OrderLine.tax_minor),
        )
        for row in session.execute(_lines_differ(kept, column))
    ]
    return Finding("Each order's sums are those of its lines", _count(session, Order.id), tuple(breaches))


def _lines_differ(kept: _Number, column: _Number) -> Select[str, int, int]:
    lines = select(func.coalesce(func.sum(column), 0)).where(OrderLine.order_id == Order.id).scalar_subquery()
    return select(Order.number, kept.label("expected"), lines.label("found")).where(lines != kept)


def _captured_equals_ledger(session: Session) -> Finding:
    """What an order's payments hold is what its transfers brought into sales; refunds took it out again."""
    sold = (
        select(func.coalesce(func.sum(Entry.amount_minor), 0))
        .join(Transfer, Transfer.id == Entry.transfer_id)
        .join(Account, Account.id == Entry.account_id)
        .where(Transfer.order_id == Order.id, Account.kind == AccountKind.SALES)
        .scalar_subquery()
    )
    held = _held(PaymentState.SUCCEEDED)
    query = select(Order.number, held.label("held"), sold.label("sold")).where(held != sold)
    return Finding(
        "Captured minus refunded is what the ledger says, order by order",
        _count(session, Order.id),
        tuple(Breach(f"order {row.number}", int(row.sold), int(row.held)) for row in session.execute(query)),
    )


def _orders_are_paid(session: Session) -> Finding:
    """An order that goes ahead is paid in full, whatever a bank took back since; one that does not holds no money.

    A refund because of a return lowers what is held of an order that went ahead.
    """
    charged_back = (Payment.reason == CHARGED_BACK, Payment.seen_minor.is_(None))
    held = _held(PaymentState.SUCCEEDED) + _held(PaymentState.REVERSED, *charged_back)
    returned = (
        select(func.coalesce(func.sum(Refund.amount_minor), 0))
        .join(Payment, Payment.id == Refund.payment_id)
        .where(Payment.order_id == Order.id, Refund.reason == RefundReason.RETURNED)
        .scalar_subquery()
    )
    owed = case((Order.state.in_(_NOT_PAID), 0), else_=Order.total_minor - returned)
    query = select(Order.number, owed.label("owed"), held.label("held")).where(held != owed)
    return Finding(
        "Each order that goes ahead is paid exactly",
        _count(session, Order.id),
        tuple(Breach(f"order {row.number}", int(row.owed), int(row.held)) for row in session.execute(query)),
    )


def _held(state: PaymentState, *conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    """What is left of an order's payments in a state after refunds."""
    back = select(func.coalesce(func.sum(Refund.amount_minor), 0)).where(Refund.payment_id == Payment.id)
    left = Payment.amount_minor - back.scalar_subquery()
    return (
        select(func.coalesce(func.sum(left), 0))
        .where(Payment.order_id == Order.id, Payment.state == state, *conditions)
        .scalar_subquery()
    )


def _payments_have_transfers(session: Session) -> Finding:
    """A payment points to the transfer that moved its amount."""
    query = (
        select(Payment.reference, Payment.amount_minor, func.coalesce(Transfer.amount_minor, 0).label("moved"))
        .outerjoin(Transfer, Transfer.id == Payment.transfer_id)
        .where(
            or_(_BY_CARD, _BY_GATEWAY),
            or_(Transfer.id.is_(None), Transfer.amount_minor != Payment.amount_minor),
        )
    )
    return Finding(
        "Each card or gateway payment has its transfer",
        _count(session, Payment.id, or_(_BY_CARD, _BY_GATEWAY)),
        tuple(Breach(f"payment {row.reference}", row.amount_minor, int(row.moved)) for row in session.execute(query)),
    )


def _stock_equals_movements(session: Session) -> Finding:
    total = func.coalesce(func.sum(StockMovement.delta), 0)
    query = (
        select(Product.sku, Product.stock, total.label("total"))
        .outerjoin(StockMovement, StockMovement.product_id == Product.id)
        .group_by(Product.id, Product.sku, Product.stock)
        .having(total != Product.stock)
    )
    return Finding(
        "Each product's stock is the sum of its movements",
        _count(session, Product.id),
        tuple(Breach(f"product {row.sku}", int(row.total), row.stock) for row in session.execute(query)),
    )


def _stock_left_with_orders(session: Session) -> Finding:
    """What an order took off the shelf is what its lines say; one that was given up or returned has given it back."""
    wanted = (
        select(func.coalesce(func.sum(OrderLine.quantity), 0)).where(OrderLine.order_id == Order.id).scalar_subquery()
    )
    taken = (
        select(func.coalesce(-func.sum(StockMovement.delta), 0))
        .where(StockMovement.order_id == Order.id)
        .scalar_subquery()
    )
    owed = case((_HOLDS_NOTHING, 0), else_=wanted)
    query = select(Order.number, owed.label("owed"), taken.label("taken")).where(taken != owed)
    return Finding(
        "Each order holds the pieces it names",
        _count(session, Order.id),
        tuple(Breach(f"order {row.number}", int(row.owed), int(row.taken)) for row in session.execute(query)),
    )


def _coupons_equal_orders(session: Session) -> Finding:
    """An order that is cancelled, or was not paid in time, gives its coupon's use back; a returned one does not."""
    orders = (
        select(func.count(Order.id))
        .where(
            and_(
                Order.platform_id == Coupon.platform_id,
                Order.environment == Coupon.environment,
                Order.coupon_code == Coupon.code,
                or_(~_HOLDS_NOTHING, Order.state == OrderState.RETURNED),
            )
        )
        .scalar_subquery()
    )
    query = select(Coupon.code, Coupon.used_count, orders.label("orders")).where(orders != Coupon.used_count)
    return Finding(
        "Each coupon was used by as many orders as it says",
        _count(session, Coupon.id),
        tuple(Breach(f"coupon {row.code}", row.orders, row.used_count) for row in session.execute(query)),
    )


def _count(session: Session, column: _Number, *conditions: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count(column)).where(*conditions)) or 0


CHECKS: Final[tuple[_Check, ...]] = (
    _transfers_sum_to_zero,
    _transfers_keep_one_currency,
    _balances_equal_entries,
    _no_card_below_zero,
    _order_totals_add_up,
    _order_lines_add_up,
    _captured_equals_ledger,
    _orders_are_paid,
    _payments_have_transfers,
    _stock_equals_movements,
    _stock_left_with_orders,
    _coupons_equal_orders,
    *PENDING_CHECKS,
    *BILL_CHECKS,
    *BOOKING_CHECKS,
)
