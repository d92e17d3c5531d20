"""Buying with the shopping card: money, pieces, coupons and the order that stays."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.domain.errors import (
    AmountMismatch,
    BalanceTooLow,
    CouponUsedUp,
    OutOfStock,
    PinWrong,
)
from app.domain.pickup_code import pickup_code, token_hash
from app.domain.states import OrderState, PaymentState
from app.models import (
    Business,
    CartLine,
    Customer,
    Order,
    OrderEvent,
    OrderLine,
    OutboxMessage,
    Payment,
    PaymentMethod,
)
from app.services.ledger_audit import audit
from app.services.orders import Contact, PlacedOrder
from tests.factories import (
    NOW,
    fund_card,
    make_coupon,
    make_customer,
)
from tests.integration.flows.shop import Shop


def test_an_order_freezes_the_cart_and_moves_pieces_and_money(shop: Shop) -> None:
    tea = shop.product(name_en="Tea", price_minor=100_000, stock=5)
    cup = shop.product(name_en="Cup", price_minor=50_000, stock=5)
    shop.put_in_cart(tea, 2)
    shop.put_in_cart(cup, 1)

    placed = shop.buy(268_750)

    order = shop.session.scalars(select(Order)).one()
    assert placed == PlacedOrder(
        uuid=order.uuid,
        number=order.number,
        state=OrderState.CONFIRMED,
        currency="NGN",
        total_minor=268_750,
        method=PaymentMethod.SHOPPING_CARD,
        transfer_uuid=placed.transfer_uuid,
        card_left_minor=731_250,
        placed_at=NOW,
    )
    lines = shop.session.scalars(select(OrderLine).order_by(OrderLine.position)).all()
    assert [(line.name_en, line.quantity, line.line_minor, line.tax_minor) for line in lines] == [
        ("Tea", 2, 200_000, 15_000),
        ("Cup", 1, 50_000, 3_750),
    ]
    events = shop.session.execute(select(OrderEvent.state, OrderEvent.actor_kind).order_by(OrderEvent.id))
    assert [tuple(event) for event in events] == [
        (OrderState.PENDING_PAYMENT, "customer"),
        (OrderState.CONFIRMED, "system"),
    ]
    payment = shop.session.scalars(select(Payment)).one()
    assert (payment.state, payment.amount_minor) == (PaymentState.SUCCEEDED, 268_750)
    shop.session.refresh(tea)
    assert (tea.stock, shop.balance(), shop.count(CartLine.id)) == (3, 731_250, 0)
    assert [finding.promise for finding in audit(shop.session) if finding.breaches] == []


def test_the_order_keeps_only_a_hash_of_its_pickup_code(shop: Shop) -> None:
    shop.put_in_cart(shop.product(price_minor=10_000))

    placed = shop.buy(10_750)

    digest = shop.outside.keyed.digest
    kept = shop.session.scalar(select(Order.pickup_token_hash))
    assert kept == token_hash(digest, pickup_code(digest, placed.uuid).code)


def test_the_buyer_is_told(shop: Shop) -> None:
    shop.put_in_cart(shop.product(price_minor=10_000))
    contact = Contact(name="Ada Obi", email="ada@example.com", phone=None)

    placed = shop.buy(10_750, contact=contact)

    message = shop.session.scalars(select(OutboxMessage)).one()
    assert (message.recipient, message.topic) == ("ada@example.com", "order_confirmed")
    for words in (placed.number, "Ada Obi", "107.50 NGN", "Ikeja, 1 Allen Avenue"):
        assert words in message.body


def test_the_same_checkout_sent_again_is_the_same_order(shop: Shop) -> None:
    shop.put_in_cart(shop.product(price_minor=10_000))

    first, again = shop.buy(10_750), shop.buy(10_750, pin="0000")

    assert again == replace(first, is_repeat=True)
    assert (shop.count(Order.id), shop.balance()) == (1, 989_250)


def test_another_customers_key_is_another_checkout(shop: Shop) -> None:
    tea = shop.product(price_minor=10_000)
    shop.put_in_cart(tea)
    first = shop.buy(10_750)
    shop.customer = make_customer(shop.session, business=shop.session.get_one(Business, shop.platform.business_id))
    fund_card(shop.session, shop.customer, 20_000)
    shop.put_in_cart(tea)

    assert shop.buy(10_750).uuid != first.uuid


def test_a_wrong_pin_buys_nothing_and_says_nothing_of_the_balance(shop: Shop) -> None:
    shop.put_in_cart(shop.product(price_minor=99_000_000, stock=1))

    with pytest.raises(PinWrong) as refused:
        shop.buy(106_425_000, pin="1111")

    assert refused.value.details() == {"tries_left": 4}
    assert shop.session.scalar(select(Customer.pin_failures).where(Customer.id == shop.customer.id)) == 1
    assert (shop.count(Order.id), shop.count(CartLine.id)) == (0, 1)


def test_too_little_on_the_card_leaves_everything_as_it_was(shop: Shop) -> None:
    product = shop.product(price_minor=99_000_000, stock=1)
    shop.put_in_cart(product)

    with pytest.raises(BalanceTooLow):
        shop.buy(106_425_000)

    shop.session.refresh(product)
    assert (product.stock, shop.balance(), shop.count(Order.id), shop.count(CartLine.id)) == (1, 1_000_000, 0, 1)
    assert shop.count(OutboxMessage.id) == 0


def test_a_total_that_is_not_the_one_shown_is_refused_with_the_right_one(shop: Shop) -> None:
    shop.put_in_cart(shop.product(price_minor=10_000))

    with pytest.raises(AmountMismatch) as refused:
        shop.buy(10_749)

    assert refused.value.details() == {"expected_minor": 10_750, "currency": "NGN"}


def test_a_coupon_is_kept_as_it_is_spelt_however_it_was_typed(shop: Shop) -> None:
    make_coupon(shop.session, platform=shop.platform, code="TEN")
    shop.put_in_cart(shop.product(price_minor=10_001), 3)

    shop.buy(29_028, coupon_code=" ten ")

    assert shop.session.scalars(select(Order.coupon_code)).one() == "TEN"


def test_a_coupon_is_used_once_the_order_stands(shop: Shop) -> None:
    coupon = make_coupon(shop.session, platform=shop.platform, code="TEN", usage_limit=1)
    shop.put_in_cart(shop.product(price_minor=10_001), 3)

    shop.buy(29_028, coupon_code="TEN")

    order = shop.session.scalars(select(Order)).one()
    assert (order.subtotal_minor, order.discount_minor, order.tax_minor) == (30_003, 3_000, 2_025)
    shop.session.refresh(coupon)
    assert (order.coupon_code, coupon.used_count) == ("TEN", 1)
    assert [finding.promise for finding in audit(shop.session) if finding.breaches] == []

    shop.put_in_cart(shop.product(price_minor=10_000))
    with pytest.raises(CouponUsedUp):
        shop.buy(9_675, coupon_code="TEN", checkout_key="key-2")


def test_an_order_that_costs_nothing_needs_no_card_and_no_pin(shop: Shop) -> None:
    make_coupon(shop.session, platform=shop.platform, code="GIFT", percent_bp=10_000)
    shop.put_in_cart(shop.product(price_minor=10_000))

    placed = shop.buy(0, coupon_code="GIFT", pin="")

    assert (placed.state, placed.total_minor, placed.method) == (
        OrderState.CONFIRMED,
        0,
        PaymentMethod.NOTHING_TO_PAY,
    )
    assert (placed.transfer_uuid, placed.card_left_minor, shop.balance()) == (None, None, 1_000_000)
    assert shop.buy(0, coupon_code="GIFT", pin="") == replace(placed, is_repeat=True)
    assert [finding.promise for finding in audit(shop.session) if finding.breaches] == []


def test_claiming_that_it_costs_nothing_does_not_skip_the_pin(shop: Shop) -> None:
    shop.put_in_cart(shop.product(price_minor=10_000))

    with pytest.raises(AmountMismatch):
        shop.buy(0, pin="")


def test_sold_out_in_the_meantime_says_how_many_are_left(shop: Shop) -> None:
    product = shop.product(name_en="Tea", price_minor=10_000, stock=5)
    shop.put_in_cart(product, 3)
    product.stock = 2
    shop.session.flush()

    with pytest.raises(OutOfStock) as refused:
        shop.buy(32_250)

    assert refused.value.details() == {"product_uuid": product.uuid, "name": "Tea", "left": 2}
