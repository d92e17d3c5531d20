"""Two tabs fill one cart at the same moment, and nothing is lost."""

import time
from functools import partial
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.extensions import unit_of_work
from app.models import Cart, CartLine
from app.services import carts
from app.services.carts import CartOwner
from app.services.platforms import Storefront
from tests.factories import NOW, make_customer, make_platform, make_product, storefront_of
from tests.support.race import THINKING, in_unit_of_work, outcomes, race

TIMES = 20

GUEST = CartOwner(guest_token_hash="a" * 64)


@pytest.fixture
def shelf(live_app: Flask) -> tuple[Storefront, UUID, UUID]:
    """A storefront with two products of which there is plenty."""
    with live_app.app_context(), unit_of_work() as session:
        platform = make_platform(session)
        tea, cup = (make_product(session, platform=platform, stock=500, max_quantity=100) for _ in range(2))
        return storefront_of(session, platform), tea.uuid, cup.uuid


def contents(app: Flask, storefront: Storefront, owner: CartOwner) -> dict[UUID, int]:
    with app.app_context(), unit_of_work() as session:
        view = carts.read_cart(session, storefront, owner, locale="en", now=NOW)
        return {line.product_uuid: line.quantity for line in view.lines}


def test_two_tabs_adding_twenty_times_each_always_sum(live_app: Flask, shelf: tuple[Storefront, UUID, UUID]) -> None:
    """The cart does not exist yet: the first two also race to open it."""
    storefront, tea, cup = shelf

    def add(session: Session, product: UUID) -> None:
        carts.add_line(session, storefront, GUEST, product_uuid=product, quantity=1, now=NOW)

    results = race([in_unit_of_work(live_app, partial(add, product=p)) for p in [tea, cup] * TIMES])

    assert outcomes(results) == {"won": 2 * TIMES}
    assert contents(live_app, storefront, GUEST) == {tea: TIMES, cup: TIMES}
    with live_app.app_context(), unit_of_work() as session:
        assert session.scalar(select(func.count(Cart.id))) == 1


def test_control_pieces_are_lost_when_the_quantity_is_read_before_it_is_written(
    live_app: Flask, shelf: tuple[Storefront, UUID, UUID]
) -> None:
    """If this one stops losing pieces, the test above proves nothing."""
    storefront, tea, _cup = shelf
    with live_app.app_context(), unit_of_work() as session:
        carts.add_line(session, storefront, GUEST, product_uuid=tea, quantity=1, now=NOW)

    def read_then_write() -> None:
        before = contents(live_app, storefront, GUEST)[tea]
        time.sleep(THINKING)
        with live_app.app_context(), unit_of_work() as session:
            session.execute(update(CartLine).values(quantity=before + 1))

    race([read_then_write for _ in range(TIMES)])

    assert contents(live_app, storefront, GUEST)[tea] < TIMES + 1


def test_a_guest_cart_merged_ten_times_at_once_is_merged_once(
    live_app: Flask, shelf: tuple[Storefront, UUID, UUID]
) -> None:
    storefront, tea, cup = shelf
    with live_app.app_context(), unit_of_work() as session:
        customer = CartOwner(customer_id=make_customer(session, business_id=storefront.business_id).id)
        carts.add_line(session, storefront, GUEST, product_uuid=tea, quantity=3, now=NOW)
        carts.add_line(session, storefront, GUEST, product_uuid=cup, quantity=1, now=NOW)
        carts.add_line(session, storefront, customer, product_uuid=tea, quantity=2, now=NOW)

    def merge(session: Session) -> None:
        assert customer.customer_id is not None
        carts.merge(session, storefront, customer_id=customer.customer_id, guest=GUEST, now=NOW)

    results = race([in_unit_of_work(live_app, merge) for _ in range(10)])

    assert outcomes(results) == {"won": 10}
    assert contents(live_app, storefront, customer) == {tea: 5, cup: 1}
