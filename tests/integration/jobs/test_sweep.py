"""What has run out or is long over goes, and nothing else does."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Cart, CartLine, SignIn, SignInKind
from app.services import sign_ins
from app.services.carts import guest_carts
from tests.factories import NOW, make_cart, make_cart_line, make_customer, make_platform, make_product

DAY = timedelta(days=1)


def test_guests_carts_are_kept_for_ninety_days_after_they_were_touched(session: Session) -> None:
    platform = make_platform(session)
    product = make_product(session, platform=platform)
    old = make_cart(session, platform=platform, updated_at=NOW - 90 * DAY)
    make_cart_line(session, old, product)
    kept = [
        make_cart(session, platform=platform, created_at=NOW - 200 * DAY, updated_at=NOW - 89 * DAY).id,
        make_cart(session, platform=platform, customer=make_customer(session), updated_at=NOW - 400 * DAY).id,
    ]
    assert guest_carts.purge(session, now=NOW) == 1
    assert list(session.scalars(select(Cart.id).order_by(Cart.id))) == kept
    assert list(session.scalars(select(CartLine.id))) == []


def test_much_is_forgotten_in_portions(session: Session) -> None:
    platform = make_platform(session)
    for _number in range(5):
        make_cart(session, platform=platform, updated_at=NOW - 91 * DAY)
    assert [guest_carts.purge(session, now=NOW, limit=2) for _round in range(4)] == [2, 2, 1, 0]


@pytest.mark.parametrize(
    ("ended", "expires", "is_kept"),
    [
        (None, NOW + DAY, True),
        (None, NOW - 89 * DAY, True),
        (None, NOW - 90 * DAY, False),
        (NOW - 89 * DAY, NOW, True),
        (NOW - 90 * DAY, NOW + DAY, False),
    ],
)
def test_sign_ins_are_kept_for_ninety_days_after_their_end(
    session: Session, ended: object, expires: object, is_kept: bool
) -> None:
    customer = make_customer(session)
    session.add(
        SignIn(
            customer_id=customer.id,
            kind=SignInKind.WEB,
            token_hash="0" * 64,
            created_at=NOW - 100 * DAY,
            expires_at=expires,
            ended_at=ended,
        )
    )
    session.flush()
    assert sign_ins.purge(session, now=NOW) == (0 if is_kept else 1)
