"""From the cart to a paid order, in a browser."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Customer, Order, PickupLocation, Platform, Product
from tests.factories import PIN, make_coupon, make_option, make_order, make_product
from tests.integration.web.buying.conftest import cart_of, put_in_cart
from tests.support.pages import Page, PageClient
from tests.support.statements import count_statements


def open_checkout(pages: PageClient, store: PickupLocation, **changes: object) -> dict[str, object]:
    """The form as it would be sent by somebody who chose this store and typed the right PIN."""
    page = pages.get("/checkout")
    return {**page.form("/checkout"), "state": store.state_en, "place": store.uuid, "pin": PIN, **changes}


def sums(page: Page) -> list[tuple[str, str]]:
    return list(zip(page.texts(".sums dt"), page.texts(".sums dd"), strict=True))


def test_buying_leads_to_thanks_and_everything_that_follows(
    session: Session, signed_in: PageClient, ikeja: PickupLocation, tea: Product, cup: Product
) -> None:
    put_in_cart(signed_in, tea, 2)
    put_in_cart(signed_in, cup)

    page = signed_in.follow(signed_in.post("/checkout", open_checkout(signed_in, ikeja)))

    order = session.scalars(select(Order)).one()
    assert page.heading == "Thank you, your order is confirmed"
    assert page.one(".done-head .mono").get_text() == order.number
    assert "₦2,687.50 was paid with your shopping card." in page.text
    assert "By e-mail to ada@example.com" in page.text
    assert [str(link["href"]) for link in page.select(".done .row a")] == [
        f"/account/orders/{order.number}/pickup",
        f"/account/orders/{order.number}",
        f"/account/orders/{order.number}/receipt.pdf",
    ]
    assert (order.total_minor, order.pickup_location_id, order.contact_name) == (268_750, ikeja.id, "Ada Obi")
    assert cart_of(signed_in) == []


def test_what_the_cart_said_is_what_is_charged(
    session: Session, signed_in: PageClient, platform: Platform, ikeja: PickupLocation, tea: Product
) -> None:
    make_coupon(session, platform=platform, code="TEN", percent_bp=1_033)
    session.commit()
    put_in_cart(signed_in, tea, 3)
    signed_in.post("/cart/coupon", {"coupon": "TEN"})
    in_cart = sums(signed_in.get("/cart"))

    form = open_checkout(signed_in, ikeja)
    in_checkout = sums(signed_in.get("/checkout"))[:-1]
    signed_in.post("/checkout", form)

    order = session.scalars(select(Order)).one()
    assert in_cart == [*in_checkout, in_cart[-1]]
    assert in_cart[-1] == ("Total", f"₦{order.total_minor / 100:,.2f}")
    assert order.coupon_code == "TEN"


def test_the_page_shows_the_card_and_what_will_be_left(
    signed_in: PageClient, ikeja: PickupLocation, tea: Product
) -> None:
    put_in_cart(signed_in, tea)

    page = signed_in.get("/checkout")

    assert page.texts("#ways-to-pay .pick-price") == ["₦10,000.00"]
    assert page.texts("#ways-to-pay .pick .hint") == [
        "₦8,925.00 will be left after this order.",
        "You go to Sandbox gateway, pay there by card or transfer, and come back here.",
    ]
    assert page.texts(".pay-row button") == ["Pay ₦1,075.00", "Continue to payment"]


def test_a_card_with_too_little_says_so_before_anything_is_typed(
    session: Session, signed_in: PageClient, ikeja: PickupLocation, tea: Product
) -> None:
    tea.price_minor = 2_000_000
    session.commit()
    put_in_cart(signed_in, tea)

    page = signed_in.get("/checkout")
    assert "Your shopping card is ₦11,500.00 short." in page.text
    assert [str(way["value"]) for way in page.select("input[name=pay]")] == ["both", "gateway"]
    assert "₦10,000.00 from your card, and ₦11,500.00 at Sandbox gateway." in page.text
    wallet = signed_in.get(str(page.one("#ways-to-pay .notice a")["href"]))
    assert wallet.value("amount") == "11500.00"

    refused = signed_in.post("/checkout", open_checkout(signed_in, ikeja, pay="card"), status=422)
    assert refused.summary == [("There is not enough on your shopping card for this.", "pay-0")]
    wrong = signed_in.post("/checkout", open_checkout(signed_in, ikeja, pin="0000"), status=422)
    assert [words for words, _ in wrong.summary] == ["That PIN is not right. You can try 4 more times."]


def test_states_lead_to_stores_with_and_without_script(
    signed_in: PageClient, ikeja: PickupLocation, wuse: PickupLocation, tea: Product
) -> None:
    put_in_cart(signed_in, tea)

    first = signed_in.get("/checkout")
    assert first.texts("#choose-state option") == ["Choose a state", "Abuja", "Lagos"]
    assert first.select("#stores .pick") == []

    chosen = {**first.form("/checkout"), "state": "Abuja"}
    plain = signed_in.post("/checkout/update", chosen, status=200)
    swap = signed_in.post("/checkout/update", chosen, htmx=True)
    assert plain.texts("#stores .pick b") == swap.texts("#stores .pick b") == ["Wuse"]
    assert plain.one("#choose-state option[selected]")["value"] == "Abuja"
    assert swap.one("#sums")["data-announce"] == "1 store"


def test_the_usual_store_is_chosen_already(
    session: Session,
    signed_in: PageClient,
    platform: Platform,
    ada: Customer,
    ikeja: PickupLocation,
    wuse: PickupLocation,
    tea: Product,
) -> None:
    make_order(session, platform=platform, customer=ada, location=wuse)
    session.commit()
    put_in_cart(signed_in, tea)

    page = signed_in.get("/checkout")

    assert page.one("#choose-state option[selected]")["value"] == "Abuja"
    assert page.one("input[name=place][checked]")["value"] == str(wuse.uuid)


@pytest.mark.parametrize(
    ("changes", "summary"),
    [
        ({"pin": ""}, ("Enter the PIN of your shopping card.", "pin")),
        ({"pin": "12"}, ("The PIN has exactly four digits.", "pin")),
        ({"pin": "9999"}, ("That PIN is not right. You can try 4 more times.", "pin")),
        ({"place": ""}, ("Choose a pickup store.", "place-0")),
        ({"place": "nowhere"}, ("Choose a pickup store from the list.", "place-0")),
        ({"name": " "}, ("Enter your name.", "name")),
        ({"email": "ada@"}, ("Enter an e-mail address like name@example.com.", "email")),
        (
            {"phone": "12"},
            ("Enter a phone number with its country code, such as +234 801 234 5678.", "phone"),
        ),
        (
            {"phone": "", "email": ""},
            ("Enter an e-mail address or a phone number, so that we can write to you.", "email"),
        ),
    ],
)
def test_what_is_wrong_comes_back_with_everything_typed_but_the_pin(
    session: Session,
    signed_in: PageClient,
    ikeja: PickupLocation,
    tea: Product,
    changes: dict[str, str],
    summary: tuple[str, str],
) -> None:
    put_in_cart(signed_in, tea)
    form = open_checkout(signed_in, ikeja, **{"name": "Bisi Ade", "phone": "+2348030000001", **changes})

    page = signed_in.post("/checkout", form, status=422)

    assert page.summary == [summary]
    assert page.one("#pin").get("value") is None
    assert (page.value("name"), page.value("phone")) == (form["name"], form["phone"])
    assert page.value("key") == form["key"]
    assert session.scalars(select(Order)).all() == []


def test_the_fifth_wrong_pin_locks_and_says_for_how_long(
    signed_in: PageClient, ikeja: PickupLocation, tea: Product
) -> None:
    put_in_cart(signed_in, tea)
    form = open_checkout(signed_in, ikeja, pin="0000")
    for _ in range(4):
        signed_in.post("/checkout", form, status=422)

    page = signed_in.post("/checkout", form, status=429)
    right = signed_in.post("/checkout", {**form, "pin": PIN}, status=429)

    words = "The PIN was wrong too many times. Try again in 15 minutes, or reset it."
    assert page.summary == right.summary == [(words, "pin")]


def test_a_price_that_changed_meanwhile_is_shown_and_can_be_confirmed(
    session: Session, signed_in: PageClient, ikeja: PickupLocation, tea: Product
) -> None:
    put_in_cart(signed_in, tea)
    form = open_checkout(signed_in, ikeja)
    tea.price_minor = 110_000
    session.commit()

    page = signed_in.post("/checkout", form, status=422)
    assert "The total is now ₦1,182.50. Check your order and confirm again." in page.text
    assert page.texts(".line-was") == ["was ₦1,000.00, now ₦1,100.00"]

    again = {**page.form("/checkout"), "state": "Lagos", "place": ikeja.uuid, "pin": PIN}
    assert signed_in.post("/checkout", again).location.startswith("/checkout/done/")


def test_the_last_piece_bought_by_somebody_else_is_told(
    session: Session, signed_in: PageClient, ikeja: PickupLocation, tea: Product
) -> None:
    put_in_cart(signed_in, tea, 3)
    form = open_checkout(signed_in, ikeja)
    tea.stock = 2
    session.commit()

    page = signed_in.post("/checkout", form, status=422)

    assert "Only 2 of “Tea” are left. Lower the quantity to go on." in page.one(".summary").get_text()
    assert session.scalars(select(Order)).all() == []


def test_a_cart_that_cannot_be_bought_leads_back_to_it(
    session: Session, signed_in: PageClient, ikeja: PickupLocation, tea: Product
) -> None:
    assert signed_in.get("/checkout", status=303).location == "/cart"
    put_in_cart(signed_in, tea)
    tea.stock = 0
    session.commit()

    assert signed_in.get("/checkout", status=303).location == "/cart"


def test_an_order_for_nothing_asks_for_no_pin(
    session: Session, signed_in: PageClient, platform: Platform, ikeja: PickupLocation, tea: Product
) -> None:
    make_coupon(session, platform=platform, code="GIFT", percent_bp=10_000)
    session.commit()
    put_in_cart(signed_in, tea)
    signed_in.post("/cart/coupon", {"coupon": "GIFT"})

    page = signed_in.get("/checkout")
    assert page.select("#pin") == []
    assert page.texts(".pay-row button") == ["Place the order"]

    done = signed_in.follow(signed_in.post("/checkout", open_checkout(signed_in, ikeja, pin="")))
    assert "There was nothing to pay." in done.text


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_is_ten_statements_at_most_whatever_is_bought(
    session: Session, signed_in: PageClient, platform: Platform, ikeja: PickupLocation, count: int
) -> None:
    for _ in range(count):
        product = make_product(session, platform=platform)
        _, values = make_option(session, product)
        session.commit()
        signed_in.post("/cart/add", {"product": product.uuid, "option-1": values[0].uuid})
    signed_in.get("/checkout")

    with count_statements() as sent:
        signed_in.get("/checkout")

    # The storefront, the sign-in, the usual store, the cart, its options, the stores, the card.
    assert len(sent.served) == 8, sent
