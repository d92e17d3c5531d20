"""A customer's list of orders and an order's page."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.states import OrderState
from app.models import Customer, Product
from tests.factories import NOW, make_coupon, make_option, make_platform, make_product
from tests.integration.web.orders.conftest import Market
from tests.support.pages import PageClient
from tests.support.statements import count_statements

SignIn = Callable[[Customer], PageClient]


def test_without_orders_the_page_leads_to_the_shop(ada_browses: PageClient) -> None:
    page = ada_browses.get("/account/orders")

    assert page.heading == "Your orders"
    assert "You have not ordered yet" in page.text
    assert page.one(".empty a")["href"] == "/"


def test_orders_are_listed_newest_first_with_state_total_and_store(
    ada_browses: PageClient, ada: Customer, market: Market
) -> None:
    old = market.buy(ada, now=NOW - timedelta(days=2), state=OrderState.COMPLETED)
    new = market.buy(ada, state=OrderState.READY)

    page = ada_browses.get("/account/orders")

    assert page.texts("#order-list h2") == [f"Order {new.number}", f"Order {old.number}"]
    assert page.texts("#order-list .badge") == ["Ready for pickup", "Completed"]
    assert page.texts("#order-list .order-sum b") == ["₦1,075.00", "₦1,075.00"]
    assert market.place.name_en in page.text


def test_the_list_is_paged(ada_browses: PageClient, ada: Customer, market: Market) -> None:
    product = make_product(market.session, platform=market.platform, stock=50)
    for minutes in range(11):
        market.buy(ada, items=[(product, 1)], now=NOW + timedelta(minutes=minutes))

    first, second = ada_browses.get("/account/orders"), ada_browses.get("/account/orders?page=2")

    assert (len(first.select("#order-list > li")), len(second.select("#order-list > li"))) == (10, 1)
    assert first.one("a[rel=next]")["href"] == "/account/orders?page=2"
    assert "There is nothing on this page" in ada_browses.get("/account/orders?page=99").text


def test_an_order_tells_everything(ada_browses: PageClient, ada: Customer, market: Market) -> None:
    dates = make_product(market.session, platform=market.platform, name_en="Dates", price_minor=100_000)
    _, values = make_option(market.session, dates, "Size", [("Small", 0), ("Large", 5_000)])
    coupon = make_coupon(market.session, platform=market.platform, code="SAVE10")
    order = market.buy(ada, items=[(dates, 2, (values[1].uuid,))], coupon_code=coupon.code)

    page = ada_browses.get(f"/account/orders/{order.number}")

    assert page.heading == f"Order {order.number}"
    assert page.texts(".line h3") == ["Dates"]
    assert "Size: Large" in page.text
    assert "2 × ₦1,050.00" in page.text
    assert page.texts(".sums dt") == ["Subtotal", "Coupon SAVE10", "Tax 7.5%", "Total"]
    assert page.texts(".sums dd") == ["₦2,100.00", "-₦210.00", "₦141.75", "₦2,031.75"]
    assert page.texts(".trail b") == [
        *("Order placed", "Paid and confirmed", "Being prepared", "Ready for pickup", "Picked up by you"),
    ]
    assert "Shopping card •••• 8765" in page.text
    for words in (market.place.name_en, market.place.address_en, "Every day 9:00–21:00"):
        assert words in page.text
    assert "We send you a message when it is ready." in page.text


def test_prices_that_include_tax_say_how_much(sign_in: SignIn, session: Session, market: Market, ada: Customer) -> None:
    market.platform.tax_mode = "inclusive"  # type: ignore[assignment]  # the database's word for it
    session.commit()
    order = market.buy(ada)

    page = sign_in(ada).get(f"/account/orders/{order.number}")

    assert page.texts(".sums dt") == ["Subtotal", "Total"]
    assert "Includes tax 7.5%: ₦69.77" in page.text


@pytest.mark.parametrize(
    ("state", "words", "can_cancel", "has_code"),
    [
        (OrderState.CONFIRMED, "The store will start to prepare your order soon", True, True),
        (OrderState.PREPARING, "The store is putting your order together", False, True),
        (OrderState.READY, "Your order waits for you at", False, True),
        (OrderState.COMPLETED, "You have your order", False, False),
        (OrderState.CANCELLED, "The money is back on your shopping card", False, False),
    ],
)
def test_each_state_says_what_happens_next(
    ada_browses: PageClient,
    ada: Customer,
    market: Market,
    state: OrderState,
    words: str,
    can_cancel: bool,
    has_code: bool,
) -> None:
    order = market.buy(ada, state=state)
    path = f"/account/orders/{order.number}"

    page = ada_browses.get(path)

    assert words in page.one(".order-next").get_text()
    assert bool(page.select(f"a[href='{path}/cancel']")) is can_cancel
    assert bool(page.select(f"a[href='{path}/pickup']")) is has_code


def test_in_arabic_names_and_places_are_arabic(ada_browses: PageClient, ada: Customer, market: Market) -> None:
    product = make_product(market.session, platform=market.platform, name_ar="تمر مجدول")
    order = market.buy(ada, items=[(product, 1)])

    page = ada_browses.get(f"/ar/account/orders/{order.number}")

    assert page.texts(".line h3") == ["تمر مجدول"]
    assert market.place.name_ar in page.text


def test_a_product_no_longer_sold_has_no_link(ada_browses: PageClient, ada: Customer, market: Market) -> None:
    order = market.buy(ada)
    product = market.session.scalars(select(Product)).one()
    product.is_active = False
    market.session.commit()

    page = ada_browses.get(f"/account/orders/{order.number}")

    assert page.select(".line a") == []
    assert "no longer sold" in page.text


@pytest.mark.parametrize("part", ["", "/receipt.pdf", "/pickup", "/cancel"])
def test_only_its_owner_sees_an_order(sign_in: SignIn, market: Market, ada: Customer, part: str) -> None:
    order = market.buy(ada)

    sign_in(market.customer()).get(f"/account/orders/{order.number}{part}", status=404)


@pytest.mark.parametrize("action", ["cancel", "buy-again"])
def test_only_its_owner_acts_on_an_order(sign_in: SignIn, market: Market, ada: Customer, action: str) -> None:
    order = market.buy(ada)

    sign_in(market.customer()).post(f"/account/orders/{order.number}/{action}", status=404)

    assert order.state is OrderState.CONFIRMED


def test_an_order_of_another_storefront_is_not_shown_here(
    sign_in: SignIn, session: Session, market: Market, ada: Customer
) -> None:
    other = make_platform(session, business=market.business, is_default=False)
    session.commit()
    order = market.buy(ada)

    sign_in(ada).get(f"/{other.slug}/account/orders/{order.number}", status=404)


@pytest.mark.parametrize("path", ["", "/X", "/X/receipt.pdf", "/X/pickup", "/X/cancel"])
def test_a_visitor_is_sent_to_sign_in(pages: PageClient, market: Market, path: str) -> None:
    answer = pages.get(f"/account/orders{path}", status=303)

    assert answer.location.startswith("/account/sign-in?next=")


def test_the_list_costs_the_same_for_one_order_and_for_ten(
    ada_browses: PageClient, ada: Customer, market: Market
) -> None:
    product = make_product(market.session, platform=market.platform, stock=50)
    market.buy(ada, items=[(product, 1)])
    ada_browses.get("/account/orders")
    with count_statements() as one:
        ada_browses.get("/account/orders")
    for _ in range(9):
        market.buy(ada, items=[(product, 1), (make_product(market.session, platform=market.platform), 2)])
    with count_statements() as ten:
        ada_browses.get("/account/orders")

    assert len(ten.served) == len(one.served) <= 5, ten.served


def test_an_order_page_costs_seven_statements(ada_browses: PageClient, ada: Customer, market: Market) -> None:
    number = market.buy(
        ada, items=[(make_product(market.session, platform=market.platform), 1) for _ in range(4)]
    ).number
    ada_browses.get("/account/orders")

    with count_statements() as sent:
        ada_browses.get(f"/account/orders/{number}")

    assert len(sent.served) <= 7, sent.served


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("14 Allen Avenue, Ikeja, Lagos", "14 Allen Avenue, Ikeja, Lagos"),
        ("14 Allen Avenue, Ikeja", "14 Allen Avenue, Ikeja Lagos"),
    ],
)
def test_the_state_is_said_once(
    ada_browses: PageClient, ada: Customer, market: Market, address: str, shown: str
) -> None:
    market.place.address_en, market.place.state_en = address, "Lagos"
    market.session.commit()
    order = market.buy(ada)

    for page in ("", "/pickup"):
        assert ada_browses.get(f"/account/orders/{order.number}{page}").texts(".order-place > span")[0] == shown
