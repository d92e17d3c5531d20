"""Putting things into the cart from the pages that show them."""

import pytest
from sqlalchemy.orm import Session

from app.models import Platform, Product
from tests.factories import make_option, make_product
from tests.integration.web.buying.conftest import cart_of
from tests.support.pages import PageClient
from tests.support.statements import count_statements


def test_without_script_the_cart_page_says_what_was_added(pages: PageClient, tea: Product) -> None:
    answer = pages.post("/cart/add", {"product": tea.uuid, "quantity": 2})

    page = pages.follow(answer)
    assert page.heading == "Your cart"
    assert page.texts(".notices p") == ["“Tea” is in your cart."]
    assert cart_of(pages) == [("Tea", "2")]


def test_a_swap_is_told_and_brings_the_new_count(pages: PageClient, tea: Product) -> None:
    pages.post("/cart/add", {"product": tea.uuid}, htmx=True)

    answer = pages.post("/cart/add", {"product": tea.uuid, "quantity": 3}, htmx=True)

    assert answer.texts("p") == ["“Tea” is in your cart."]
    count = answer.one("#cart-count")
    assert (count.get_text(), count["hx-swap-oob"]) == ("4", "true")
    assert answer.one("[data-announce]")["data-announce"] == "Tea is in your cart."


def test_the_cookie_comes_with_the_first_product_and_not_before(pages: PageClient, tea: Product) -> None:
    pages.get("/cart")
    assert pages.cookie("souk_cart") is None

    answer = pages.post("/cart/add", {"product": tea.uuid})

    sent = answer.headers["Set-Cookie"]
    assert "souk_cart=" in sent
    for words in ("HttpOnly", "SameSite=Lax", "Max-Age=5184000", "Path=/"):
        assert words in sent


@pytest.mark.parametrize("quantity", ["0", "-1", "1.5", "many", "99999999999999999999"])
def test_a_quantity_nobody_can_have_is_refused_in_words(pages: PageClient, tea: Product, quantity: str) -> None:
    answer = pages.post("/cart/add", {"product": tea.uuid, "quantity": quantity}, htmx=True, status=422)

    assert answer.texts("p") == ["Choose a quantity from 1 to 20."]
    assert cart_of(pages) == []


def test_more_than_is_left_is_refused_where_the_buyer_was(pages: PageClient, tea: Product) -> None:
    form = {"product": tea.uuid, "quantity": 10}
    here = {"Referer": "http://localhost/p/tea"}

    swap = pages.post("/cart/add", form, htmx=True, status=422)
    plain = pages.post("/cart/add", form, headers=here)

    assert swap.texts("p") == ["Only 9 of “Tea” are left. Lower the quantity to go on."]
    assert plain.location == "/p/tea"


def test_a_foreign_page_is_never_where_one_is_sent_back_to(pages: PageClient, tea: Product) -> None:
    answer = pages.post(
        "/cart/add", {"product": tea.uuid, "quantity": 10}, headers={"Referer": "http://evil.example/p/tea"}
    )

    assert answer.location == "/cart"


@pytest.mark.parametrize("product", ["", "no-uuid", "00000000-0000-4000-8000-000000000000"])
def test_what_is_no_product_is_not_found(pages: PageClient, platform: Platform, product: str) -> None:
    pages.post("/cart/add", {"product": product}, status=404)
    answer = pages.post("/cart/add", {"product": product}, htmx=True, status=422)
    assert answer.texts("p") == ["We could not find this product."]


def test_a_product_with_choices_is_chosen_on_its_page(session: Session, pages: PageClient, platform: Platform) -> None:
    shirt = make_product(session, platform=platform, slug="shirt", name_en="Shirt")
    _, (small, _large) = make_option(session, shirt)
    session.commit()

    for htmx in (False, True):
        assert pages.post("/cart/add", {"product": shirt.uuid}, htmx=htmx).location == "/p/shirt"
    pages.post("/cart/add", {"product": shirt.uuid, "option-1": small.uuid})

    assert cart_of(pages) == [("Shirt", "1")]
    assert pages.get("/cart").texts(".line .hint")[0] == "Size: S"


def test_it_answers_in_arabic_and_stays_there(pages: PageClient, tea: Product) -> None:
    answer = pages.post("/ar/cart/add", {"product": tea.uuid})

    assert answer.location == "/ar/cart"
    assert pages.follow(answer).texts(".line-name") == ["شاي"]


def test_adding_is_few_statements(pages: PageClient, tea: Product) -> None:
    form = {"product": tea.uuid}
    pages.post("/cart/add", form, htmx=True)

    with count_statements() as sent:
        pages.post("/cart/add", form, htmx=True)

    # The storefront, the product, the cart's lock, the upsert, the new count.
    assert len(sent.served) == 5, sent
