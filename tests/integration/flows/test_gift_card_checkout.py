"""A gift card pays first at the checkout, alone or with others; what it paid comes back to it, to the minor unit."""

import pytest
from sqlalchemy import select

from app.domain.errors import GiftCardNotFound, GiftCardProblem, GiftCardUnusable
from app.domain.states import OrderState, PaymentState
from app.flows.checkout import PlaceOrder, place_by_gift_card
from app.flows.paying_by_card import by_card
from app.models import Account, AccountKind, GiftCard, Order, Payment, PaymentMethod
from app.services.orders import PlacedOrder
from app.services.provider_ports import Outcome
from tests.factories import PIN, make_business, make_gift_card
from tests.integration.flows.shop import Buyer
from tests.integration.flows.till import TOTAL, Till


def _gift(till: Till, minor: int, **given: object) -> GiftCard:
    card = make_gift_card(till.session, business_id=till.shop.platform.business_id, amount_minor=minor, **given)  # type: ignore[arg-type]  # by name
    till.session.commit()
    return card


def _left(till: Till, card: GiftCard) -> int:
    return till.session.get_one(Account, card.account_id, populate_existing=True).balance_minor


def _alone(till: Till, card: GiftCard, key: str = "key-1") -> PlacedOrder:
    return place_by_gift_card(
        till.shop.uow,
        till.clock,
        till.shop.outside.keyed,
        PlaceOrder(
            checkout_key=key,
            expected_total_minor=TOTAL,
            pickup_location_uuid=till.shop.store.uuid,
            gift_card_id=card.id,
            lines=till.one_tea,
        ),
        storefront=till.shop.storefront,
        customer=Buyer(till.shop.customer.id),
        texts=till.shop.outside.texts,
    )


def _paid(till: Till) -> list[tuple[PaymentMethod, int, PaymentState]]:
    till.session.expire_all()
    found = till.session.scalars(select(Payment).order_by(Payment.id))
    return [(payment.method, payment.amount_minor, payment.state) for payment in found]


def test_a_card_that_holds_enough_pays_alone_and_once_per_form(till: Till) -> None:
    card = _gift(till, TOTAL + 100)

    placed = _alone(till, card)
    again = _alone(till, card)

    assert (placed.state, placed.method, again.number) == (
        OrderState.CONFIRMED,
        PaymentMethod.GIFT_CARD,
        placed.number,
    )
    assert _paid(till) == [(PaymentMethod.GIFT_CARD, TOTAL, PaymentState.SUCCEEDED)]
    assert (_left(till, card), till.balance(AccountKind.SALES)) == (100, TOTAL)
    assert till.breaches == []


def test_one_that_holds_too_little_pays_nothing_alone(till: Till) -> None:
    card = _gift(till, TOTAL - 1)

    with pytest.raises(GiftCardUnusable) as refused:
        _alone(till, card)

    assert refused.value.reason == GiftCardProblem.EMPTY
    assert (_left(till, card), till.stock) == (TOTAL - 1, 3)


def test_another_businesss_card_is_unknown_and_another_currency_refused(till: Till) -> None:
    foreign = make_gift_card(till.session, business_id=make_business(till.session).id, amount_minor=TOTAL)
    with pytest.raises(GiftCardNotFound):
        _alone(till, foreign)
    with pytest.raises(GiftCardUnusable):
        _alone(till, _gift(till, TOTAL, currency="AED"))


def test_it_pays_before_the_shopping_card_and_cancelling_is_the_exact_inverse(till: Till) -> None:
    card, before = _gift(till, 4_000), till.shop.balance()

    till.shop.put_in_cart(till.tea)
    till.shop.buy(TOTAL, gift_card_id=card.id)

    assert [paid[:2] for paid in _paid(till)] == [
        (PaymentMethod.GIFT_CARD, 4_000),
        (PaymentMethod.SHOPPING_CARD, TOTAL - 4_000),
    ]
    assert (_left(till, card), till.shop.balance()) == (0, before - TOTAL + 4_000)
    assert till.breaches == []
    till.cancel()
    assert (_left(till, card), till.shop.balance()) == (4_000, before)
    assert till.breaches == []


def test_a_part_that_goes_back_goes_to_what_paid_last_first(till: Till) -> None:
    card = _gift(till, 4_000)
    till.shop.put_in_cart(till.tea)
    till.shop.buy(TOTAL, gift_card_id=card.id)

    till.give_back(TOTAL - 4_000 + 500, "return-1")

    assert _left(till, card) == 500
    assert till.breaches == []


def test_what_it_pays_of_a_gateway_order_is_held_then_posted(till: Till) -> None:
    card = _gift(till, 4_000)

    reference = till.started(gift_card_id=card.id)

    assert _paid(till) == [
        (PaymentMethod.GIFT_CARD, 4_000, PaymentState.PENDING),
        (PaymentMethod.GATEWAY, TOTAL - 4_000, PaymentState.PENDING),
    ]
    assert (_left(till, card), till.balance(AccountKind.SALES), till.breaches) == (0, 0, [])
    till.hear(reference, Outcome.SUCCEEDED)
    assert (till.state, till.balance(AccountKind.SALES), till.breaches) == (OrderState.CONFIRMED, TOTAL, [])
    till.cancel()
    till.send_refunds()
    assert (_left(till, card), till.breaches) == (4_000, [])


def test_three_ways_pay_one_order(till: Till) -> None:
    card = _gift(till, 1_000)
    till.leave_on_card(2_000)

    reference = till.started(gift_card_id=card.id, with_card=True)
    till.hear(reference, Outcome.SUCCEEDED)

    assert [paid[:2] for paid in _paid(till)] == [
        (PaymentMethod.GIFT_CARD, 1_000),
        (PaymentMethod.SHOPPING_CARD, 2_000),
        (PaymentMethod.GATEWAY, TOTAL - 3_000),
    ]
    assert (till.state, till.breaches) == (OrderState.CONFIRMED, [])


def test_the_payment_page_is_left_with_nothing_or_with_enough(till: Till) -> None:
    """It takes 50.00 at the least, so the gift card leaves it that much."""
    card = _gift(till, TOTAL - 1)

    till.started(gift_card_id=card.id)

    assert [paid[1] for paid in _paid(till)] == [TOTAL - 5_000, 5_000]


def test_an_order_nobody_pays_gives_the_card_its_money_back(till: Till) -> None:
    card = _gift(till, 4_000)
    till.started(gift_card_id=card.id)

    till.expire()

    assert (_left(till, card), till.state, till.breaches) == (4_000, OrderState.PAYMENT_FAILED, [])
    till.again()
    assert _paid(till)[-1][:2] == (PaymentMethod.GATEWAY, TOTAL), "the whole price is asked for now"


def test_an_order_that_waits_is_paid_by_shopping_card_and_the_gift_cards_part_counts(till: Till) -> None:
    card, before = _gift(till, 4_000), till.shop.balance()
    till.started(gift_card_id=card.id)

    by_card(
        till.shop.uow,
        till.clock,
        till.shop.outside.keyed,
        till.gateway.registry,
        storefront=till.shop.storefront,
        customer_id=till.shop.customer.id,
        number=till.session.scalars(select(Order.number)).one(),
        pin=PIN,
        texts=till.shop.outside.texts,
    )

    assert (_left(till, card), till.shop.balance()) == (0, before - TOTAL + 4_000)
    assert (till.state, till.breaches) == (OrderState.CONFIRMED, [])
