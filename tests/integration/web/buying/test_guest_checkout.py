"""Buying without an account, the order's own link, and an account afterwards."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Customer, Order, OutboxMessage, Payment, PickupLocation, Platform, Product
from tests.factories import PASSWORD
from tests.integration.web.buying.conftest import cart_of, put_in_cart
from tests.support.pages import PageClient

BISI = {"name": "Bisi Ade", "email": "bisi@example.com", "phone": "+2348030000001"}


def order_as_guest(pages: PageClient, store: PickupLocation, **changes: object) -> dict[str, object]:
    """The form as a guest would send it."""
    form = pages.get("/checkout").form("/checkout")
    return {**form, **BISI, "state": store.state_en, "place": store.uuid, **changes}


def pay_at(pages: PageClient, address: str, outcome: str) -> str:
    """Press a button on the gateway's page; where it leads back to."""
    path = "/" + address.split("/", 3)[3]
    return pages.post(path, {"outcome": outcome}).location


def link_of(session: Session) -> str:
    order = session.scalars(select(Order)).one()
    assert order.link is not None
    return "/" + order.link.split("/", 3)[3]


def test_a_guest_must_be_reachable_and_pays_at_the_gateway(
    session: Session, pages: PageClient, ikeja: PickupLocation, tea: Product
) -> None:
    put_in_cart(pages, tea)
    bare = pages.post("/checkout", order_as_guest(pages, ikeja, name="", email="", phone=""), status=422)
    assert [field for _words, field in bare.summary] == ["name", "email", "phone"]
    assert bare.select("#pin") == []

    paying = pages.post("/checkout", order_as_guest(pages, ikeja))

    assert "/sandbox/gateway/" in paying.location
    order = session.scalars(select(Order)).one()
    owner = session.get_one(Customer, order.customer_id)
    assert (owner.claimed_at, order.contact_email) == (None, "bisi@example.com")
    assert cart_of(pages) == []


def test_sent_twice_a_guests_form_leads_to_the_same_payment(
    session: Session, pages: PageClient, ikeja: PickupLocation, tea: Product
) -> None:
    put_in_cart(pages, tea)
    form = order_as_guest(pages, ikeja)

    first, second = (pages.post("/checkout", form) for _ in range(2))

    assert first.location == second.location
    assert len(session.scalars(select(Payment)).all()) == 1


def test_the_link_shows_the_order_to_its_holder_alone(
    session: Session, pages: PageClient, ikeja: PickupLocation, tea: Product
) -> None:
    put_in_cart(pages, tea)
    pages.post("/checkout", order_as_guest(pages, ikeja))
    link = link_of(session)
    anybody = PageClient(pages.app)

    page = anybody.get(link)

    assert page.texts(".order-next .btn") == ["Pay now"]
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["Referrer-Policy"] == "same-origin"
    anybody.get(link[:-1] + ("0" if link[-1] != "0" else "1"), status=404)


def test_a_declined_payment_is_said_and_tried_again_until_it_is_paid(
    session: Session, pages: PageClient, ikeja: PickupLocation, tea: Product
) -> None:
    put_in_cart(pages, tea)
    pay_url = pages.post("/checkout", order_as_guest(pages, ikeja)).location
    back = pages.follow(pages.get(pay_at(pages, pay_url, "failed"), status=303), status=303)
    assert back.location == link_of(session)
    page = pages.get(back.location)
    assert "Your payment did not go through, and nothing was taken from you." in page.text
    assert page.texts(".order-next .btn")[0] == "Try again"

    again = pages.post(f"{back.location}/pay")
    thanks = pages.follow(pages.get(pay_at(pages, again.location, "success"), status=303))

    assert thanks.heading == "Thank you, your order is confirmed"
    assert "was paid online." in thanks.text
    assert "Choose a password" in thanks.text
    told = session.scalars(select(OutboxMessage.body).where(OutboxMessage.topic == "order_confirmed"))
    assert all(link_of(session) in body for body in told)
    assert pages.get(f"{back.location}/pickup").heading == "Pickup code"


def test_an_account_made_afterwards_has_the_order_once_the_email_is_proved(
    session: Session, pages: PageClient, ikeja: PickupLocation, tea: Product
) -> None:
    put_in_cart(pages, tea)
    pay_url = pages.post("/checkout", order_as_guest(pages, ikeja)).location
    thanks = pages.follow(pages.get(pay_at(pages, pay_url, "success"), status=303))
    join = str(thanks.one("form[action*='/join/']")["action"])

    short = pages.post(join, {"password": "short"}, status=422)
    assert short.summary == [("Use at least 8 characters for the password.", "password")]
    verify = pages.follow(pages.post(join, {"password": PASSWORD}))
    order = session.scalars(select(Order)).one()
    pages.get(f"/account/orders/{order.number}", status=404)
    code = session.scalars(select(OutboxMessage).where(OutboxMessage.topic == "verify_email")).one().code
    proved = pages.post("/account/verify/email", {**verify.form("/account/verify/email"), "code": code})

    assert proved.location == f"/account/orders/{order.number}"
    assert pages.follow(proved).heading == f"Order {order.number}"
    # Nobody else is offered what has an owner now.
    assert PageClient(pages.app).get(thanks.response.request.full_path).select("form[action*='/join/']") == []


def test_somebody_with_an_account_is_asked_to_sign_in_not_to_make_another(
    session: Session, pages: PageClient, platform: Platform, ada: Customer, ikeja: PickupLocation, tea: Product
) -> None:
    put_in_cart(pages, tea)
    form = order_as_guest(pages, ikeja, email="ada@example.com", phone="+2348030000009")
    thanks = pages.follow(pages.get(pay_at(pages, pages.post("/checkout", form).location, "success"), status=303))

    assert thanks.select("form[action*='/join/']") == []
    assert "sign in to see all your orders" in thanks.text
