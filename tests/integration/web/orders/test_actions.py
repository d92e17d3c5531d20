"""Cancelling an order, buying it again, and showing its pickup code."""

from sqlalchemy import select

from app.domain.pickup_code import pickup_code
from app.domain.states import OrderState
from app.models import Account, Cart, CartLine, Customer, Product
from app.services import carts
from app.services.carts import CartOwner
from tests.factories import NOW, bring_to, make_option, make_product, storefront_of
from tests.factories.purchases import KEYED
from tests.integration.web.orders.conftest import Market
from tests.support.pages import PageClient


def balance(market: Market, customer: Customer) -> int:
    return market.session.scalars(select(Account.balance_minor).where(Account.customer_id == customer.id)).one()


def cart_of(market: Market, customer: Customer) -> list[tuple[int, int, str]]:
    rows = market.session.execute(
        select(CartLine.product_id, CartLine.quantity, CartLine.options_key)
        .join(Cart, Cart.id == CartLine.cart_id)
        .where(Cart.customer_id == customer.id)
        .order_by(CartLine.id)
    )
    return [(row.product_id, row.quantity, row.options_key) for row in rows]


# --- cancel


def test_cancelling_asks_first_and_then_pays_back(ada_browses: PageClient, ada: Customer, market: Market) -> None:
    order = market.buy(ada)
    path = f"/account/orders/{order.number}/cancel"

    question = ada_browses.get(path)
    assert question.heading == "Cancel this order?"
    assert "You get ₦1,075.00 back" in question.text
    assert order.state is OrderState.CONFIRMED

    answer = ada_browses.post(path, question.form(path))
    page = ada_browses.follow(answer)

    assert page.one("#main .notice").get_text(strip=True).startswith("Your order is cancelled.")
    assert page.texts(".badge") == ["Cancelled"]
    assert (order.state, balance(market, ada)) == (OrderState.CANCELLED, 107_500)


def test_a_second_click_changes_nothing_more(ada_browses: PageClient, ada: Customer, market: Market) -> None:
    path = f"/account/orders/{market.buy(ada).number}/cancel"
    ada_browses.follow(ada_browses.post(path))

    page = ada_browses.follow(ada_browses.post(path))

    asked_again = ada_browses.follow(ada_browses.get(path, status=303))
    for told in (page, asked_again):
        assert told.texts("#main .notice p") == ["This order is cancelled already."]
    assert balance(market, ada) == 107_500


def test_too_late_is_said_and_changes_nothing(ada_browses: PageClient, ada: Customer, market: Market) -> None:
    order = market.buy(ada)
    path = f"/account/orders/{order.number}/cancel"
    ada_browses.get(path)
    bring_to(market.session, order, OrderState.PREPARING)

    page = ada_browses.follow(ada_browses.post(path))

    assert "the store has begun to prepare it" in page.text
    assert (order.state, balance(market, ada)) == (OrderState.PREPARING, 0)
    assert ada_browses.get(path, status=303).location == f"/account/orders/{order.number}"


# --- buy again


def test_buying_again_fills_the_cart_with_the_same_options(
    ada_browses: PageClient, ada: Customer, market: Market
) -> None:
    dates = make_product(market.session, platform=market.platform, stock=20)
    _, sizes = make_option(market.session, dates)
    order = market.buy(ada, items=[(dates, 2, (sizes[1].uuid,))])

    answer = ada_browses.post(f"/account/orders/{order.number}/buy-again")

    assert answer.location == "/cart"
    assert "2 pieces are in your cart." in ada_browses.follow(answer).text
    assert cart_of(market, ada) == [(dates.id, 2, str(sizes[1].id))]


def test_what_is_gone_is_left_out_and_named(ada_browses: PageClient, ada: Customer, market: Market) -> None:
    there = make_product(market.session, platform=market.platform, stock=9, name_en="Dates")
    hidden = make_product(market.session, platform=market.platform, stock=9, name_en="Oud")
    sold_out = make_product(market.session, platform=market.platform, stock=1, name_en="Coffee")
    order = market.buy(ada, items=[(there, 1), (hidden, 1), (sold_out, 1)])
    hidden.is_active = False
    market.session.commit()

    page = ada_browses.follow(ada_browses.post(f"/account/orders/{order.number}/buy-again"))

    assert "1 piece is in your cart." in page.text
    assert "“Oud” was left out." in page.text
    assert "“Coffee” was left out." in page.text
    assert cart_of(market, ada) == [(there.id, 1, "")]


def test_buying_again_adds_to_what_the_cart_holds(ada_browses: PageClient, ada: Customer, market: Market) -> None:
    dates = make_product(market.session, platform=market.platform, stock=20)
    order = market.buy(ada, items=[(dates, 2)])
    owner = CartOwner(customer_id=ada.id)
    storefront = storefront_of(market.session, market.platform)
    carts.add_line(market.session, storefront, owner, product_uuid=dates.uuid, quantity=1, now=NOW)
    market.session.commit()

    ada_browses.post(f"/account/orders/{order.number}/buy-again")

    assert cart_of(market, ada) == [(dates.id, 3, "")]


def test_nothing_left_to_buy_says_so_for_each_product(ada_browses: PageClient, ada: Customer, market: Market) -> None:
    order = market.buy(ada)
    market.session.scalars(select(Product)).one().is_active = False
    market.session.commit()

    page = ada_browses.follow(ada_browses.post(f"/account/orders/{order.number}/buy-again"))

    assert "was left out." in page.text
    assert "in your cart." not in page.text


# --- pickup code


def test_the_pickup_code_is_shown_as_picture_and_as_text(
    ada_browses: PageClient, ada: Customer, market: Market
) -> None:
    order = market.buy(ada, state=OrderState.READY)

    page = ada_browses.get(f"/account/orders/{order.number}/pickup")

    assert page.one(".pass-code").get_text(strip=True) == pickup_code(KEYED.digest, order.uuid).spoken
    assert page.one(".qr svg")["viewbox"] == "0 0 37 37"
    assert "Your order is ready" in page.text


def test_before_it_is_ready_the_page_says_to_wait(ada_browses: PageClient, ada: Customer, market: Market) -> None:
    order = market.buy(ada, state=OrderState.PREPARING)

    assert "Not ready yet" in ada_browses.get(f"/account/orders/{order.number}/pickup").text


def test_without_a_code_the_page_leads_back_to_the_order(
    ada_browses: PageClient, ada: Customer, market: Market
) -> None:
    for state in (OrderState.COMPLETED, OrderState.CANCELLED):
        path = f"/account/orders/{market.buy(ada, state=state).number}"

        assert ada_browses.get(f"{path}/pickup", status=303).location == path
