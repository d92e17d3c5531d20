"""The shopping card's page: balance, statement, and putting money on it."""

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.states import Environment, PaymentPurpose, PaymentState
from app.models import Account, AccountKind, Business, Customer, Payment, PaymentMethod, Platform
from tests.factories import NOW, PASSWORD, buy, fund_card, make_business, make_customer, make_platform
from tests.support.pages import Page, PageClient
from tests.support.statements import count_statements

KEY = "the key of one form"


@pytest.fixture
def platform(session: Session) -> Platform:
    made = make_platform(session, business=make_business(session))
    session.commit()
    return made


@pytest.fixture
def ada(session: Session, platform: Platform) -> Customer:
    business = session.get_one(Business, platform.business_id)
    made = make_customer(session, business=business, first_name="Ada", card_number="ARK98765")
    session.commit()
    return made


@pytest.fixture
def wallet(pages: PageClient, ada: Customer) -> PageClient:
    """Ada's browser, signed in."""
    pages.post("/account/sign-in", {"login": ada.email, "password": PASSWORD})
    return pages


def top_up(browser: PageClient, amount: str, *, status: int = 303) -> Page:
    return browser.post("/wallet/top-up", {"amount": amount, "key": KEY}, status=status)


def test_only_the_owner_comes_in(pages: PageClient, platform: Platform) -> None:
    for path in ("/wallet/", "/wallet/statement.csv"):
        assert "/account/sign-in" in pages.get(path, status=303).location
    assert "/account/sign-in" in top_up(pages, "500").location


def test_a_new_card_is_empty_and_says_so(wallet: PageClient) -> None:
    page = wallet.get("/wallet/")

    assert page.heading == "Shopping card"
    assert page.texts(".wallet b") == ["₦0.00"]
    assert "Nothing has moved yet" in page.text
    assert page.texts(".usual a") == ["₦2,000.00", "₦5,000.00", "₦10,000.00", "₦20,000.00"]


def test_a_usual_amount_is_filled_in(wallet: PageClient) -> None:
    chosen = wallet.get("/wallet/").select(".usual a")[1]

    page = wallet.get(str(chosen["href"]).split("#")[0])

    assert page.value("amount") == "5000"
    assert page.texts(".usual [aria-current]") == ["₦5,000.00"]


def test_every_movement_is_there_with_the_balance_it_left(
    wallet: PageClient, session: Session, ada: Customer, platform: Platform
) -> None:
    order = buy(session, platform=platform, customer=ada)
    fund_card(session, ada, 70_000, currency=platform.currency)
    session.commit()

    page = wallet.get("/wallet/")

    assert page.texts(".moves .sum b") == ["+₦700.00", "-₦1,075.00", "+₦1,075.00"]
    assert page.texts(".moves .sum .small") == ["Balance ₦700.00", "Balance ₦0.00", "Balance ₦1,075.00"]
    assert page.texts(".moves li b")[2] == "Paid"
    assert page.one(".moves li a")["href"] == f"/account/orders/{order.number}"
    assert page.texts(".wallet b") == ["₦700.00"]


def test_the_statement_as_a_table(wallet: PageClient, session: Session, ada: Customer, platform: Platform) -> None:
    order = buy(session, platform=platform, customer=ada)

    answer = wallet.get("/wallet/statement.csv").response

    assert answer.content_type.startswith("text/csv")
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert rows[0] == ["Time (UTC)", "What", "Reference", "Order", "Currency", "Amount", "Balance"]
    assert [row[1] for row in rows[1:]] == ["Paid", "Topped up"]
    assert rows[1][3:] == [order.number, "NGN", "-1075.00", "0.00"]


def test_topping_up_leads_to_the_gateway_once_a_form(wallet: PageClient, session: Session, ada: Customer) -> None:
    first, again = top_up(wallet, "5,000"), top_up(wallet, "5,000")

    [payment] = session.scalars(select(Payment)).all()
    assert first.location == again.location == payment.pay_url
    assert (payment.amount_minor, payment.purpose, payment.customer_id) == (
        500_000,
        PaymentPurpose.CARD_FUNDING,
        ada.id,
    )
    assert payment.reference in first.location


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Enter how much to put on the card."),
        ("lots", "Enter an amount in figures, such as 5000."),
        ("10.555", "Enter an amount in figures, such as 5000."),
        ("1e400", "Enter an amount in figures, such as 5000."),
        ("0", "Enter at least one NGN."),
        ("-500", "Enter at least one NGN."),
        ("99999999999", "That is more than can be put on a card at once."),
    ],
)
def test_an_amount_that_cannot_be(wallet: PageClient, session: Session, typed: str, told: str) -> None:
    page = top_up(wallet, typed, status=422)

    assert page.summary == [(told, "amount")]
    assert page.value("amount") == typed
    assert session.scalars(select(Payment)).all() == []


def test_arabic_figures_are_figures(wallet: PageClient, session: Session) -> None:
    top_up(wallet, "٥٬٠٠٠٫٥٠")

    assert session.scalars(select(Payment.amount_minor)).all() == [500_050]


def test_paid_at_the_gateway_it_is_on_the_card(wallet: PageClient, session: Session, ada: Customer) -> None:
    reference = top_up(wallet, "5000").location.rsplit("/", 1)[-1]
    wallet.post(f"/sandbox/gateway/{reference}", {"outcome": "success"})

    back = wallet.get(f"/pay/return/{reference}", status=303)
    page = wallet.get("/wallet/")

    assert back.location.endswith("/wallet/")
    assert page.texts(".wallet b") == ["₦5,000.00"]
    assert page.texts(".moves li b")[0] == "Topped up"
    card = select(Account.balance_minor).where(Account.customer_id == ada.id, Account.kind == AccountKind.SHOPPING_CARD)
    assert session.scalars(card).all() == [500_000]


def test_declined_at_the_gateway_nothing_moves_and_the_page_says_so(wallet: PageClient) -> None:
    reference = top_up(wallet, "5000").location.rsplit("/", 1)[-1]
    wallet.post(f"/sandbox/gateway/{reference}", {"outcome": "failed"})
    wallet.get(f"/pay/return/{reference}", status=303)

    page = wallet.get("/wallet/")

    assert page.texts(".wallet b") == ["₦0.00"]
    assert "Declined" in page.texts(".moves .badge")
    assert "Nothing was charged. You can try again with another card." in page.text


def test_what_is_not_on_the_card_yet(wallet: PageClient, session: Session, ada: Customer, platform: Platform) -> None:
    for number, state in enumerate((PaymentState.PENDING, PaymentState.NEEDS_REVIEW, PaymentState.SUCCEEDED)):
        session.add(
            Payment(
                purpose=PaymentPurpose.CARD_FUNDING,
                platform_id=platform.id,
                environment=Environment.TEST,
                customer_id=ada.id,
                method=PaymentMethod.GATEWAY,
                provider="sandbox",
                reference=f"PAY{number}",
                currency="NGN",
                amount_minor=10_000,
                state=state,
                pay_url="/sandbox/gateway/PAY0",
                created_at=NOW + timedelta(minutes=number),
                updated_at=NOW,
            )
        )
    session.commit()

    page = wallet.get("/wallet/")

    assert page.texts("[aria-labelledby=unfinished] .badge") == ["Being looked at", "Waiting"]
    assert [str(a["href"]) for a in page.select("[aria-labelledby=unfinished] a")] == [
        "/sandbox/gateway/PAY0",
        "/pay/return/PAY0",
    ]


def test_another_customers_card_stays_closed(wallet: PageClient, session: Session, platform: Platform) -> None:
    other = make_customer(session, business=make_business(session))
    fund_card(session, other, 1_000, currency=platform.currency)
    session.commit()

    assert wallet.get("/wallet/").texts(".moves .sum b") == []


def test_statements_do_not_grow_with_the_statement(
    wallet: PageClient, session: Session, ada: Customer, platform: Platform
) -> None:
    fund_card(session, ada, 1_000, currency=platform.currency)
    session.commit()
    wallet.get("/wallet/")
    with count_statements() as few:
        wallet.get("/wallet/")
    for _ in range(12):
        fund_card(session, ada, 1_000, currency=platform.currency)
    session.commit()
    with count_statements() as many:
        wallet.get("/wallet/")

    assert len(few.served) == len(many.served) <= 8, many
