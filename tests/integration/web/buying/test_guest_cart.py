"""A guest's cart comes along when the guest signs in."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Cart, Customer, PickupLocation, Platform, Product
from tests.factories import make_platform, make_product
from tests.integration.web.buying.conftest import cart_of, put_in_cart, sign_in
from tests.support.pages import PageClient


def test_both_carts_become_one_and_the_cookie_goes(
    session: Session, pages: PageClient, ada: Customer, tea: Product, cup: Product
) -> None:
    sign_in(pages)
    put_in_cart(pages, tea, 4)
    pages.post("/account/sign-out")
    put_in_cart(pages, tea, 6)
    put_in_cart(pages, cup)

    page = pages.follow(sign_in(pages, "/cart"))

    assert cart_of(pages) == [("Tea", "9"), ("Cup", "1")]
    assert "Your two carts held 10 of “Tea” together. We can offer 9." in page.text
    assert pages.cookie("souk_cart") is None
    assert session.scalar(select(func.count(Cart.id))) == 1


def test_the_guest_goes_on_to_the_checkout_in_the_same_flow(
    pages: PageClient, ada: Customer, ikeja: PickupLocation, tea: Product
) -> None:
    put_in_cart(pages, tea, 2)

    asked = pages.get("/checkout").select(".part-head a")
    assert [link["href"] for link in asked] == ["/account/sign-in?next=/checkout"]

    page = pages.follow(sign_in(pages, "/checkout"))
    assert page.heading == "Checkout"
    assert page.texts(".lines-small .line-name") == ["Tea"]


def test_a_cart_at_another_storefront_of_the_business_comes_along_too(
    session: Session, pages: PageClient, ada: Customer, platform: Platform, tea: Product
) -> None:
    business_id = platform.business_id
    other = make_platform(session, is_default=False, slug="muscat", business_id=business_id)
    lamp = make_product(session, platform=other, name_en="Lamp")
    session.commit()
    pages.post("/muscat/cart/add", {"product": lamp.uuid})
    put_in_cart(pages, tea)

    sign_in(pages)

    assert cart_of(pages) == [("Tea", "1")]
    assert pages.get("/muscat/cart").texts(".line-name") == ["Lamp"]


def test_after_signing_out_the_cart_is_not_the_next_persons(pages: PageClient, ada: Customer, tea: Product) -> None:
    sign_in(pages)
    put_in_cart(pages, tea)

    pages.post("/account/sign-out")

    assert cart_of(pages) == []


def test_two_guests_have_two_carts(pages: PageClient, tea: Product) -> None:
    other = PageClient(pages.app)
    put_in_cart(pages, tea)
    put_in_cart(other, tea, 2)

    assert (cart_of(pages), cart_of(other)) == ([("Tea", "1")], [("Tea", "2")])
