"""The cart's own page."""

from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from app.models import Platform, Product, TaxMode
from tests.factories import make_coupon, make_option, make_product
from tests.integration.web.buying.conftest import cart_of, put_in_cart
from tests.support.pages import Page, PageClient
from tests.support.statements import count_statements


def line_of(page: Page, number: int = 0) -> str:
    """The uuid of a line."""
    return str(page.select(".line")[number]["id"]).removeprefix("line-")


def sums(page: Page) -> list[tuple[str, str]]:
    return list(zip(page.texts(".sums dt"), page.texts(".sums dd"), strict=True))


def test_an_empty_cart_shows_a_way_on(pages: PageClient, platform: Platform) -> None:
    page = pages.get("/cart")

    assert page.texts("#cart h2") == ["Your cart is empty"]
    assert page.one("#cart .btn")["href"] == "/"


def test_the_sums_are_there_from_the_cart_on(pages: PageClient, tea: Product, cup: Product) -> None:
    put_in_cart(pages, tea, 2)
    put_in_cart(pages, cup)

    page = pages.get("/cart")

    assert page.texts(".line-end .price") == ["₦2,000.00", "₦500.00"]
    assert sums(page) == [
        ("3 products", "₦2,500.00"),
        ("VAT (7.5 %)", "₦187.50"),
        ("Pickup", "Free"),
        ("Total", "₦2,687.50"),
    ]
    assert page.one("#cart-count").get_text() == "3"
    assert page.select("a[href='/checkout']")


def test_tax_inside_the_prices_is_told(session: Session, pages: PageClient, platform: Platform, tea: Product) -> None:
    platform.tax_mode = TaxMode.INCLUSIVE
    session.commit()
    put_in_cart(pages, tea)

    page = pages.get("/cart")

    assert sums(page) == [("1 product", "₦1,000.00"), ("Pickup", "Free"), ("Total", "₦1,000.00")]
    assert "The total includes ₦69.77 of VAT." in page.text


def test_a_quantity_is_changed_with_and_without_script(pages: PageClient, tea: Product) -> None:
    put_in_cart(pages, tea)
    path = f"/cart/lines/{line_of(pages.get('/cart'))}"

    swap = pages.post(path, {"quantity": 4}, htmx=True)
    assert str(swap.one("#cart")["data-announce"]).startswith("Quantity changed. Total: ")
    assert swap.one("#cart-count").get_text() == "4"

    assert pages.follow(pages.post(path, {"quantity": 2})).texts(".notices p") == ["Quantity changed."]
    assert cart_of(pages) == [("Tea", "2")]


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        ("10", "Only 9 of “Tea” are left. Lower the quantity to go on."),
        ("0", "Choose a quantity from 1 to 20."),
        ("lots", "Choose a quantity from 1 to 20."),
    ],
)
def test_a_quantity_that_cannot_be_had_comes_back_with_the_reason(
    pages: PageClient, tea: Product, quantity: str, words: str
) -> None:
    put_in_cart(pages, tea)
    line = line_of(pages.get("/cart"))

    page = pages.post(f"/cart/lines/{line}", {"quantity": quantity}, status=422)
    swap = pages.post(f"/cart/lines/{line}", {"quantity": quantity}, status=422, htmx=True)

    assert page.summary == swap.summary == [(words, f"quantity-{line}")]
    assert page.one(f"#quantity-{line}")["value"] == quantity
    assert cart_of(pages) == [("Tea", "1")]


def test_a_line_is_removed_and_put_back_without_script(session: Session, pages: PageClient, platform: Platform) -> None:
    shirt = make_product(session, platform=platform, name_en="Shirt")
    _, (_small, large) = make_option(session, shirt)
    session.commit()
    pages.post("/cart/add", {"product": shirt.uuid, "option-1": large.uuid, "quantity": 3})

    page = pages.follow(pages.post(f"/cart/lines/{line_of(pages.get('/cart'))}/remove"))
    assert "“Shirt” was removed." in page.text
    assert page.texts("#cart h2") == ["Your cart is empty"]

    pages.post("/cart/restore", page.form("/cart/restore"))
    back = pages.get("/cart")
    assert cart_of(pages) == [("Shirt", "3")]
    assert back.texts(".line .hint")[0] == "Size: L"
    assert back.select("form[action='/cart/restore']") == []


def test_a_line_is_removed_and_put_back_by_swaps(pages: PageClient, tea: Product, cup: Product) -> None:
    put_in_cart(pages, tea, 2)
    put_in_cart(pages, cup)

    swap = pages.post(f"/cart/lines/{line_of(pages.get('/cart'))}/remove", htmx=True)
    assert swap.texts(".line-name") == ["Cup"]
    assert str(swap.one("#cart")["data-announce"]).startswith("“Tea” was removed.")

    assert swap.one("[data-focus]").get_text(strip=True) == "Undo"

    back = pages.post("/cart/restore", swap.form("/cart/restore"), htmx=True)
    assert back.one("[data-focus]").get_text(strip=True) == "Tea"
    assert sorted(back.texts(".line-name")) == ["Cup", "Tea"]
    assert back.one("#cart-count").get_text() == "3"


def test_a_line_that_is_gone_already_is_no_error(pages: PageClient, tea: Product) -> None:
    pages.post("/cart/add", {"product": tea.uuid}, htmx=True)
    for path in (f"/cart/lines/{uuid4()}", f"/cart/lines/{uuid4()}/remove"):
        page = pages.follow(pages.post(path, {"quantity": 1}))
        assert page.texts(".notices p") == ["This line is no longer in your cart."]


def test_what_changed_since_is_told_line_by_line(
    session: Session, pages: PageClient, tea: Product, cup: Product
) -> None:
    put_in_cart(pages, tea, 2)
    put_in_cart(pages, cup)
    tea.price_minor, tea.stock, cup.stock = 120_000, 1, 0
    session.commit()

    page = pages.get("/cart")

    assert page.texts(".line-was") == ["was ₦1,000.00, now ₦1,200.00"]
    assert page.texts(".line .error") == [
        "Only 1 is left. Lower the quantity to go on.",
        "Sold out. Remove it to go on.",
    ]
    assert page.select("a[href='/checkout']") == []
    assert pages.post("/cart/prices", htmx=True).one("[data-focus]").get_text() == "Summary"
    after = pages.get("/cart")
    assert after.texts(".line-was") == []


def test_a_coupon_is_applied_and_removed(session: Session, pages: PageClient, platform: Platform, tea: Product) -> None:
    make_coupon(session, platform=platform, code="TEN")
    session.commit()
    put_in_cart(pages, tea)

    page = pages.follow(pages.post("/cart/coupon", {"coupon": " ten "}))
    assert sums(page)[1:3] == [("Coupon TEN", "-₦100.00"), ("VAT (7.5 %)", "₦67.50")]
    assert sums(page)[-1] == ("Total", "₦967.50")

    swap = pages.post("/cart/coupon/remove", htmx=True)
    assert swap.one("[data-focus]").get_text(strip=True) == "I have a coupon"
    assert sums(swap)[-1] == ("Total", "₦1,075.00")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", "Enter a coupon code."),
        ("NOPE", "This coupon code does not exist. Check the spelling."),
        ("BIG", "This coupon needs products for at least ₦5,000.00."),
    ],
)
def test_a_coupon_that_does_not_count_comes_back_with_the_reason(
    session: Session, pages: PageClient, platform: Platform, tea: Product, code: str, words: str
) -> None:
    make_coupon(session, platform=platform, code="BIG", min_subtotal_minor=500_000)
    session.commit()
    put_in_cart(pages, tea)

    page = pages.post("/cart/coupon", {"coupon": code}, status=422)

    assert page.summary == [(words, "coupon")]
    assert page.value("coupon") == code


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_is_six_statements_at_most_whatever_is_in_it(
    session: Session, pages: PageClient, platform: Platform, count: int
) -> None:
    for _ in range(count):
        product = make_product(session, platform=platform)
        _, values = make_option(session, product)
        session.commit()
        pages.post("/cart/add", {"product": product.uuid, "option-1": values[0].uuid})
    pages.get("/cart")

    with count_statements() as sent:
        pages.get("/cart")

    # The storefront, its categories, the cart, the options' prices.
    assert len(sent.served) <= 4, sent
