"""Two at once on one wishlist: a product is on it once, and what is moved to the cart is moved once."""

from functools import partial
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.config import ROOT
from app.extensions import unit_of_work
from app.integrations.messages.texts import TemplateTexts
from app.models import Business, CartLine, OutboxMessage, Product, WishlistItem
from app.services import carts, wishlists
from app.services.platforms import Storefront
from app.services.wishlists import WishOwner
from tests.factories import NOW, make_customer, make_platform, make_product, make_wish, storefront_of
from tests.support.race import in_unit_of_work, outcomes, race

TIMES = 12
GUEST = WishOwner(guest_token_hash="a" * 64)
TEXTS = TemplateTexts(ROOT / "templates" / "email")


@pytest.fixture
def shelf(live_app: Flask) -> tuple[Storefront, WishOwner, UUID]:
    """A storefront, a customer of it, and a product of which there is plenty."""
    with live_app.app_context(), unit_of_work() as session:
        platform = make_platform(session)
        business = session.get_one(Business, platform.business_id)
        customer = make_customer(session, business=business, email="ada@example.com")
        product = make_product(session, platform=platform, stock=500, max_quantity=100)
        return storefront_of(session, platform), WishOwner(customer_id=customer.id), product.uuid


def total(app: Flask, column: type[WishlistItem | OutboxMessage]) -> int:
    with app.app_context(), unit_of_work() as session:
        return session.scalar(select(func.count()).select_from(column)) or 0


def pieces(app: Flask) -> int:
    with app.app_context(), unit_of_work() as session:
        return session.scalar(select(func.coalesce(func.sum(CartLine.quantity), 0))) or 0


def test_a_heart_pressed_in_many_tabs_is_one_line(live_app: Flask, shelf: tuple[Storefront, WishOwner, UUID]) -> None:
    storefront, ada, product = shelf

    def press(session: Session) -> bool:
        return wishlists.put(session, storefront, ada, product_uuid=product, now=NOW)[1]

    results = race([in_unit_of_work(live_app, press)] * TIMES)

    assert sorted(map(str, results)) == ["False"] * (TIMES - 1) + ["True"]
    assert total(live_app, WishlistItem) == 1


def test_a_line_moved_many_times_at_once_is_moved_once(
    live_app: Flask, shelf: tuple[Storefront, WishOwner, UUID]
) -> None:
    storefront, ada, product = shelf
    with live_app.app_context(), unit_of_work() as session:
        wish, _is_new = wishlists.put(session, storefront, ada, product_uuid=product, now=NOW)

    def move(session: Session) -> None:
        wishlists.move_to_cart(session, storefront, ada, item_uuid=wish.uuid, now=NOW)

    def move_many(session: Session) -> None:
        wishlists.move_many_to_cart(session, storefront, ada, item_uuids=[wish.uuid], now=NOW)

    results = race([in_unit_of_work(live_app, work) for work in [move, move_many] * (TIMES // 2)])

    assert outcomes(results) == {"won": 1, "WishNotFound": TIMES - 1}
    assert (pieces(live_app), total(live_app, WishlistItem)) == (1, 0)


def test_to_and_fro_at_once_never_waits_for_ever_and_loses_nothing(
    live_app: Flask, shelf: tuple[Storefront, WishOwner, UUID]
) -> None:
    storefront, ada, product = shelf
    with live_app.app_context(), unit_of_work() as session:
        wishlists.put(session, storefront, ada, product_uuid=product, now=NOW)

    def there(session: Session) -> None:
        found = wishlists.find_by_product(session, storefront, ada, product_uuid=product, locale="en")
        if found is not None:
            wishlists.move_to_cart(session, storefront, ada, item_uuid=found.uuid, now=NOW)

    def back(session: Session) -> None:
        view = carts.read_cart(session, storefront, ada, locale="en", now=NOW)
        for line in view.lines:
            wishlists.save_from_cart(session, storefront, ada, line_uuid=line.uuid, now=NOW)

    results = race([in_unit_of_work(live_app, work) for work in [there, back] * TIMES])

    assert set(outcomes(results)) <= {"won", "WishNotFound", "CartLineNotFound"}
    assert (pieces(live_app) > 0) != (total(live_app, WishlistItem) > 0)


def test_a_guests_list_merged_many_times_at_once_is_merged_once(
    live_app: Flask, shelf: tuple[Storefront, WishOwner, UUID]
) -> None:
    storefront, ada, product = shelf
    assert ada.customer_id is not None
    with live_app.app_context(), unit_of_work() as session:
        wishlists.put(session, storefront, GUEST, product_uuid=product, now=NOW)

    work = partial(wishlists.merge, storefront=storefront, customer_id=ada.customer_id, guest=GUEST)
    results = race([in_unit_of_work(live_app, work)] * TIMES)

    assert sorted(map(str, results)) == ["0"] * (TIMES - 1) + ["1"]
    assert total(live_app, WishlistItem) == 1


def test_a_change_that_many_workers_see_is_told_once(
    live_app: Flask, shelf: tuple[Storefront, WishOwner, UUID]
) -> None:
    _storefront, ada, product = shelf
    with live_app.app_context(), unit_of_work() as session:
        found = session.scalars(select(Product).where(Product.uuid == product)).one()
        make_wish(session, found, customer_id=ada.customer_id, guest_token_hash=None, tell_price_drop=True)
        session.execute(update(Product).where(Product.uuid == product).values(price_minor=1))

    work = partial(wishlists.tell_of_changes, texts=TEXTS, now=NOW)
    results = race([in_unit_of_work(live_app, work)] * TIMES)

    assert outcomes(results) == {"won": TIMES}
    assert total(live_app, OutboxMessage) == 1
