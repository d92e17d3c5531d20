"""A guest's cart joins a customer's; what was bought leaves it."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.integrations.hashing import HmacHasher
from app.models import Cart, Platform, Product
from app.services import carts
from app.services.carts import CartOwner, CartView
from app.services.platforms import Storefront
from tests.factories import NOW, make_coupon, make_customer, make_platform, make_product, storefront_of

GUEST = CartOwner(guest_token_hash="a" * 64)


@pytest.fixture
def platform(session: Session) -> Platform:
    return make_platform(session)


@pytest.fixture
def storefront(session: Session, platform: Platform) -> Storefront:
    return storefront_of(session, platform)


def add(
    session: Session, storefront: Storefront, product: Product, quantity: int = 1, owner: CartOwner = GUEST
) -> None:
    carts.add_line(session, storefront, owner, product_uuid=product.uuid, quantity=quantity, now=NOW)


def read(session: Session, storefront: Storefront, owner: CartOwner = GUEST) -> CartView:
    return carts.read_cart(session, storefront, owner, locale="en", now=NOW)


def contents(view: CartView) -> list[tuple[str, int]]:
    return [(line.name, line.quantity) for line in view.lines]


def test_merging_adds_up_caps_and_explains(session: Session, platform: Platform, storefront: Storefront) -> None:
    customer = CartOwner(customer_id=make_customer(session).id)
    tea = make_product(session, platform=platform, name_en="Tea", stock=5)
    cup = make_product(session, platform=platform, name_en="Cup")
    make_coupon(session, platform=platform, code="TEN")
    add(session, storefront, tea, 3, owner=customer)
    add(session, storefront, tea, 4)
    add(session, storefront, cup, 1)
    carts.apply_coupon(session, storefront, GUEST, code="TEN", now=NOW)

    def merge() -> list[carts.MergeNote]:
        assert customer.customer_id is not None
        return carts.merge(session, storefront, customer_id=customer.customer_id, guest=GUEST, now=NOW)

    notes, again = merge(), merge()

    view = read(session, storefront, customer)
    assert contents(view) == [("Tea", 5), ("Cup", 1)]
    assert view.coupon is not None
    assert [(note.name, note.quantity, note.wanted) for note in notes] == [("Tea", 5, 7)]
    assert again == []
    assert session.scalar(select(func.count(Cart.id))) == 1


def test_what_was_bought_leaves_the_cart_and_the_rest_stays(
    session: Session, platform: Platform, storefront: Storefront
) -> None:
    customer = make_customer(session)
    owner = CartOwner(customer_id=customer.id)
    tea, cup, pan = (make_product(session, platform=platform, name_en=name) for name in ("Tea", "Cup", "Pan"))
    for product in (tea, cup, pan):
        add(session, storefront, product, 3, owner)

    carts.take_out(
        session,
        storefront,
        owner,
        bought={carts.LineKey(tea.id): 3, carts.LineKey(cup.id): 1},
        now=NOW,
    )

    assert contents(read(session, storefront, owner)) == [("Cup", 2), ("Pan", 3)]


def test_a_guest_is_known_by_a_hash_that_names_the_storefront(session: Session, storefront: Storefront) -> None:
    keyed = HmacHasher("pepper")
    other = storefront_of(session, make_platform(session, is_default=False))

    here, there = (carts.guest_owner(keyed, place, "token") for place in (storefront, other))

    assert here == carts.guest_owner(keyed, storefront, "token")
    assert here.guest_token_hash != there.guest_token_hash
    assert len(here.guest_token_hash or "") == 64
