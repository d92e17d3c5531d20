"""Having an order delivered: an address, carriers' prices, and a total that says what is charged."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.models import Customer, DeliveryRate, Order, PickupLocation, Platform, Product
from tests.factories import PIN, make_option, make_product
from tests.integration.web.buying.conftest import put_in_cart
from tests.support.pages import Page, PageClient, squeeze
from tests.support.statements import count_statements

HOME = {
    "way": "delivery",
    "address": "new",
    "country": "NG",
    "to-line1": "12 Allen Avenue",
    "to-city": "Ikeja",
    "to-state": "Lagos",
}


@pytest.fixture
def delivering(session: Session, platform: Platform) -> Platform:
    platform.features = [*platform.features, "pickup", "delivery"]
    session.commit()
    return platform


def quoted(pages: PageClient, **changes: object) -> dict[str, object]:
    """The form after carriers were asked for their prices, as it would be sent."""
    form = {**pages.get("/checkout").form("/checkout"), **HOME, **changes}
    page = pages.post("/checkout/prices", form, status=200)
    return {**page.form("/checkout"), "pin": PIN}


def total_of(page: Page) -> str:
    return page.texts(".sums .total dd")[0]


def test_what_cart_and_carrier_ask_is_what_is_charged(
    session: Session, signed_in: PageClient, delivering: Platform, ikeja: PickupLocation, tea: Product
) -> None:
    put_in_cart(signed_in, tea, 2)
    cart = signed_in.get("/cart")
    assert "Priced next" in cart.texts(".sums dd")

    form = quoted(signed_in)
    done = signed_in.post("/checkout", form)

    order = session.scalars(select(Order)).one()
    rate = session.scalars(select(DeliveryRate).where(DeliveryRate.order_id == order.id)).one()
    assert done.location == f"/checkout/done/{order.uuid}"
    assert total_of(cart) == f"₦{(order.total_minor - rate.fee_minor) / 100:,.2f}"
    assert form["expected"] == str(order.total_minor)
    assert (order.delivery_minor, order.carrier_name) == (rate.fee_minor, rate.carrier_name)
    thanks = signed_in.follow(done)
    assert "12 Allen Avenue" in thanks.text
    assert f"/account/orders/{order.number}/pickup" not in thanks.html


def test_prices_are_a_part_of_the_page_for_a_swap(
    signed_in: PageClient, delivering: Platform, ikeja: PickupLocation, tea: Product
) -> None:
    put_in_cart(signed_in, tea)
    form = {**signed_in.get("/checkout").form("/checkout"), **HOME}

    swap = signed_in.post("/checkout/prices", form, htmx=True)

    assert "Cheapest" in swap.texts("#quotes .badge")
    assert "Fastest" in swap.texts("#quotes .badge")
    assert squeeze(str(swap.one("#sums")["data-announce"])) == f"5 delivery prices. Total: {total_of(swap)}."
    assert swap.one("#pay-row input[name=expected]")["value"] != form["expected"]


def test_another_carrier_changes_the_total(
    signed_in: PageClient, delivering: Platform, ikeja: PickupLocation, tea: Product
) -> None:
    put_in_cart(signed_in, tea)
    form = quoted(signed_in)
    page = signed_in.post("/checkout/update", form, status=200)
    dearest = page.select("input[name=rate]")[-1]["value"]

    changed = signed_in.post("/checkout/update", {**form, "rate": dearest}, status=200)

    assert total_of(changed) != total_of(page)
    # Without script the old total may still stand on the button: it is not silently replaced.
    refused = signed_in.post("/checkout", {**form, "rate": dearest}, status=422)
    assert f"The total is now {total_of(changed)}." in refused.text
    assert refused.form("/checkout")["rate"] == dearest


def test_an_incomplete_address_is_named_field_by_field(
    signed_in: PageClient, delivering: Platform, ikeja: PickupLocation, tea: Product
) -> None:
    put_in_cart(signed_in, tea)
    form = {**signed_in.get("/checkout").form("/checkout"), **HOME, "to-line1": "", "name": "Bisi Ade"}

    page = signed_in.post("/checkout/prices", form, status=422)

    assert page.summary == [("Fill in: Street and building.", "to-line1")]
    assert (page.value("name"), page.value("to-city")) == ("Bisi Ade", "Ikeja")


def test_an_expired_price_is_asked_for_anew_and_never_replaced_silently(
    session: Session, signed_in: PageClient, delivering: Platform, ikeja: PickupLocation, tea: Product
) -> None:
    put_in_cart(signed_in, tea)
    form = quoted(signed_in)
    session.execute(update(DeliveryRate).values(expires_at=utc_now() - timedelta(minutes=1)))
    session.commit()

    page = signed_in.post("/checkout", form, status=422)

    assert "The delivery prices have expired." in page.texts("#quotes b")
    assert page.texts("#quotes button") == ["Show new prices"]
    assert session.scalars(select(Order)).all() == []
    again = signed_in.post("/checkout/prices", {**page.form("/checkout"), **HOME}, status=200)
    assert signed_in.post("/checkout", {**again.form("/checkout"), "pin": PIN}).location.startswith("/checkout/done/")


def test_carriers_that_do_not_answer_are_told_and_pickup_stays_possible(
    session: Session, signed_in: PageClient, delivering: Platform, ikeja: PickupLocation, tea: Product
) -> None:
    put_in_cart(signed_in, tea)
    form = quoted(signed_in, **{"to-line1": "1 Silent Street"})

    page = signed_in.post("/checkout/prices", form, status=200)
    assert "We cannot reach the carriers just now." in page.texts("#quotes b")
    assert "You can also choose pickup, which is free." in page.text
    assert page.texts("#quotes button") == ["Try again"]
    assert page.value("to-line1") == "1 Silent Street"
    assert signed_in.post("/checkout", page.form("/checkout"), status=422).summary[0][1] == "rate-0"

    collected = signed_in.post("/checkout", {**form, "way": "pickup", "place": ikeja.uuid, "expected": 107_500})
    assert "/checkout/done/" in collected.location
    assert session.scalars(select(Order.delivery_minor)).all() == [0]


def test_the_price_of_another_address_does_not_count(
    session: Session, signed_in: PageClient, delivering: Platform, ikeja: PickupLocation, tea: Product
) -> None:
    put_in_cart(signed_in, tea)
    form = quoted(signed_in)

    page = signed_in.post("/checkout", {**form, "to-city": "Badagry"}, status=422)

    assert page.summary[-1][1] == "rate-0"
    assert session.scalars(select(Order)).all() == []


def test_products_that_cannot_go_a_way_are_named(
    session: Session, signed_in: PageClient, delivering: Platform, ikeja: PickupLocation, tea: Product, cup: Product
) -> None:
    cup.available_for_delivery = False
    session.commit()
    put_in_cart(signed_in, tea)
    put_in_cart(signed_in, cup)

    page = signed_in.get("/checkout")
    assert page.one("#way-0").has_attr("disabled")
    assert "“Cup” cannot be delivered." in page.text
    assert page.one("#way-1").has_attr("checked")

    tea.available_for_pickup = False
    session.commit()
    stuck = signed_in.get("/checkout")
    assert "“Cup” cannot be delivered. “Tea” cannot be picked up." in stuck.text


def test_a_storefront_that_does_not_deliver_offers_pickup_alone(
    signed_in: PageClient, ikeja: PickupLocation, tea: Product
) -> None:
    put_in_cart(signed_in, tea)

    page = signed_in.get("/checkout")

    assert page.select("input[name=way][type=radio]") == []
    assert "Where do you collect it?" in page.texts("h2")
    assert "Priced next" not in signed_in.get("/cart").text
    assert "Delivered to you" not in signed_in.get(f"/p/{tea.slug}").text


def test_product_pages_promise_delivery_where_it_holds(
    session: Session, pages: PageClient, delivering: Platform, tea: Product, cup: Product
) -> None:
    cup.available_for_delivery = False
    session.commit()

    assert "Delivered to you" in pages.get(f"/p/{tea.slug}").texts(".promises b")
    assert "Not delivered" in pages.get(f"/p/{cup.slug}").texts(".promises b")


def test_the_gateway_takes_a_delivery_order_and_the_pay_page_is_the_same_after_a_double_click(
    session: Session, signed_in: PageClient, delivering: Platform, ikeja: PickupLocation, tea: Product
) -> None:
    put_in_cart(signed_in, tea)
    form = {**quoted(signed_in), "pay": "gateway", "pin": ""}

    first, second = (signed_in.post("/checkout", form) for _ in range(2))

    order = session.scalars(select(Order)).one()
    assert first.location == second.location
    assert "/sandbox/gateway/" in first.location
    page = signed_in.get(f"/account/orders/{order.number}")
    assert page.texts(".order-next .btn") == ["Pay now", "Pay with your shopping card"]
    assert signed_in.get("/account/orders").texts(".order-pay button") == [f"Pay now {order.number}"]


def test_an_order_that_waits_is_paid_with_the_card_after_all(
    session: Session, signed_in: PageClient, ada: Customer, delivering: Platform, ikeja: PickupLocation, tea: Product
) -> None:
    put_in_cart(signed_in, tea)
    signed_in.post("/checkout", {**quoted(signed_in), "pay": "gateway", "pin": ""})
    order = session.scalars(select(Order)).one()
    path = f"/account/orders/{order.number}/pay-by-card"

    wrong = signed_in.post(path, {"pin": "9999"}, status=422)
    assert wrong.summary == [("That PIN is not right. You can try 4 more times.", "pin")]
    done = signed_in.follow(signed_in.post(path, {"pin": PIN}))

    assert done.heading == "Thank you, your order is confirmed"
    assert "was paid with your shopping card." in done.text
    assert signed_in.get(path, status=303).location == f"/account/orders/{order.number}"


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_with_prices_is_nine_statements_whatever_is_bought(
    session: Session, signed_in: PageClient, delivering: Platform, ikeja: PickupLocation, count: int
) -> None:
    for _ in range(count):
        product = make_product(session, platform=delivering)
        _, values = make_option(session, product)
        session.commit()
        signed_in.post("/cart/add", {"product": product.uuid, "option-1": values[0].uuid})
    form = quoted(signed_in)

    with count_statements() as sent:
        page = signed_in.post("/checkout/update", form, status=200)

    assert len(page.select("input[name=rate]")) > 1
    # Storefront, sign-in, address book, cart, its options, stores, card, prices, wishlist.
    assert len(sent.served) == 9, sent
