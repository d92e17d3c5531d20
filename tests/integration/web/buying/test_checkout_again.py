"""Sent twice, a checkout buys once; and an order's page is its buyer's alone."""

from uuid import uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Business, Customer, Order, PickupLocation, Platform, Product
from app.services import shopping_card
from tests.factories import PASSWORD, make_customer
from tests.integration.web.buying.conftest import put_in_cart
from tests.integration.web.buying.test_checkout import open_checkout
from tests.support.pages import PageClient


def balance_of(session: Session, customer: Customer) -> int:
    return shopping_card.balance(session, customer_id=customer.id, currency="NGN").current_minor


def test_a_double_click_is_one_order_and_the_same_page(
    session: Session, signed_in: PageClient, ada: Customer, ikeja: PickupLocation, tea: Product
) -> None:
    put_in_cart(signed_in, tea)
    form = open_checkout(signed_in, ikeja)

    first, second = (signed_in.post("/checkout", form) for _ in range(2))

    assert first.location == second.location
    assert session.scalar(select(func.count(Order.id))) == 1
    assert balance_of(session, ada) == 892_500


def test_the_back_button_and_another_try_lead_to_the_same_order(
    session: Session, signed_in: PageClient, ada: Customer, ikeja: PickupLocation, tea: Product
) -> None:
    """The form is still there with its key; since then the cart was even filled again."""
    put_in_cart(signed_in, tea)
    form = open_checkout(signed_in, ikeja)
    first = signed_in.post("/checkout", form)
    put_in_cart(signed_in, tea, 3)

    again = signed_in.post("/checkout", {**form, "pin": "0000"})

    assert again.location == first.location
    assert session.scalar(select(func.count(Order.id))) == 1
    assert balance_of(session, ada) == 892_500


def test_a_new_form_is_a_new_order(
    session: Session, signed_in: PageClient, ikeja: PickupLocation, tea: Product
) -> None:
    for _ in range(2):
        put_in_cart(signed_in, tea)
        signed_in.post("/checkout", open_checkout(signed_in, ikeja))

    assert session.scalar(select(func.count(Order.id))) == 2


def test_a_second_window_is_told_that_nothing_more_was_bought(
    session: Session, signed_in: PageClient, ikeja: PickupLocation, tea: Product
) -> None:
    put_in_cart(signed_in, tea)
    here, there = (open_checkout(signed_in, ikeja) for _ in range(2))
    signed_in.post("/checkout", here)

    cart = signed_in.follow(signed_in.post("/checkout", there))

    assert session.scalar(select(func.count(Order.id))) == 1
    assert cart.texts("#main .notice p")[0].startswith("Your cart is empty, so nothing was ordered")


def test_a_form_without_its_key_gets_one_and_buys_nothing_twice(
    session: Session, signed_in: PageClient, ikeja: PickupLocation, tea: Product
) -> None:
    put_in_cart(signed_in, tea)
    form = open_checkout(signed_in, ikeja, key="")

    signed_in.post("/checkout", form)

    assert signed_in.post("/checkout", form).location == "/cart"
    assert session.scalar(select(func.count(Order.id))) == 1


def test_a_form_from_elsewhere_is_refused(signed_in: PageClient, ikeja: PickupLocation, tea: Product) -> None:
    put_in_cart(signed_in, tea)

    signed_in.post("/checkout", open_checkout(signed_in, ikeja, csrf_token="forged"), status=400)


@pytest.mark.parametrize("whose", ["somebody else's", "nobody's"])
def test_thanks_are_for_the_buyer_alone(
    session: Session, signed_in: PageClient, platform: Platform, ikeja: PickupLocation, tea: Product, whose: str
) -> None:
    put_in_cart(signed_in, tea)
    done = signed_in.post("/checkout", open_checkout(signed_in, ikeja)).location
    business = session.get_one(Business, platform.business_id)
    make_customer(session, business=business, email="eve@example.com")
    session.commit()
    other = PageClient(signed_in.app)
    other.post("/account/sign-in", {"login": "eve@example.com", "password": PASSWORD})

    other.get(done if whose == "somebody else's" else f"/checkout/done/{uuid4()}", status=404)
    assert PageClient(signed_in.app).get(done, status=303).location == f"/account/sign-in?next={done}"
    PageClient(signed_in.app).get(f"{done}?t={'0' * 32}", status=404)
