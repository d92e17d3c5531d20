"""What became of a purchase: token, waiting, money back, looked at; the start page and the history."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.domain.bills import BillKind, BillReason
from app.domain.states import BillState
from app.models import Bill, Business, Customer, Platform
from app.services.provider_ports import BillOutcome, BillSeen, ProviderRefused, ProviderUnclear
from tests.factories import PASSWORD, fund_card, make_customer
from tests.integration.flows.bill_office import DONE, NO_TOKEN, OPEN, Scripted
from tests.integration.web.bills.conftest import MONEY, balance, bills_of, keyed, pay, says
from tests.support.pages import Page, PageClient
from tests.support.statements import count_statements

TOKEN = BillSeen(outcome=BillOutcome.SUCCEEDED, token="12345678901234567890", units="23.8 kWh")


def bought(browser: PageClient, provider: Scripted, kind: BillKind, *words: BillSeen | BaseException) -> Page:
    says(provider, *words)
    return browser.follow(pay(browser, kind))


def test_a_token_is_large_in_fours_and_copied_bare(buyer: PageClient, scripted: Scripted, session: Session) -> None:
    page = bought(buyer, scripted, BillKind.ELECTRICITY, TOKEN)

    assert page.texts(".token-digits span") == ["1234", "5678", "9012", "3456", "7890"]
    assert page.one("[data-copy]")["data-copy"] == "12345678901234567890"
    assert page.texts(".told h2") == ["Here is your token"]
    assert "Units 23.8 kWh" in page.one(".facts").get_text(" ", strip=True)
    assert page.select("#bill[hx-trigger], noscript meta") == []
    [bill] = bills_of(session)
    paper = buyer.get(f"/bills/{bill.uuid}/receipt")
    assert paper.texts(".token-digits span") == ["1234", "5678", "9012", "3456", "7890"]
    assert {"EKEDC", "₦5,000.00", "John Doe", bill.reference} <= set(paper.texts("dd"))


def test_the_sandbox_says_how_much_electricity_it_is(buyer: PageClient, session: Session) -> None:
    page = buyer.follow(pay(buyer, BillKind.ELECTRICITY))

    assert len(page.texts(".token-digits span")) == 5
    assert page.texts(".token p")[1] == "23.8 kWh"
    assert [bill.units for bill in bills_of(session)] == ["23.8 kWh"]


@pytest.mark.parametrize("kind", [BillKind.AIRTIME, BillKind.DATA, BillKind.CABLE])
def test_what_arrives_by_itself_shows_no_token_to_type(buyer: PageClient, scripted: Scripted, kind: BillKind) -> None:
    page = bought(buyer, scripted, kind, DONE)

    assert (page.texts(".told h2"), page.select(".token")) == (["Done"], [])
    assert "Confirmation 1234-5678" in page.one(".facts").get_text(" ", strip=True)


def test_an_open_purchase_is_honest_and_looks_again(
    buyer: PageClient, scripted: Scripted, session: Session, ada: Customer
) -> None:
    page = bought(buyer, scripted, BillKind.AIRTIME, OPEN)

    assert page.texts(".badge") == ["On its way"]
    assert "₦1,000.00 is set aside on your shopping card" in page.texts(".told p")[0]
    assert "You can leave it" in page.texts(".told p")[1]
    [bill] = bills_of(session)
    assert page.one("#bill")["hx-get"] == f"/bills/{bill.uuid}"
    assert str(page.one("#bill")["hx-trigger"]).startswith("every ")
    assert page.one("noscript meta[http-equiv=refresh]")
    assert balance(session, ada) == MONEY - 100_000

    bill.state, bill.token, bill.completed_at, bill.next_check_at = BillState.SUCCEEDED, "1", utc_now(), None
    session.commit()
    swap = buyer.get(f"/bills/{bill.uuid}", htmx=True)
    assert swap.one("#bill")["data-announce"] == "Done"
    assert swap.one("#bill").get("hx-trigger") is None


@pytest.mark.parametrize(("ahead", "told"), [(30, "within a minute"), (3 * 3600, "The next look is at ")])
def test_when_the_next_look_is(buyer: PageClient, scripted: Scripted, session: Session, ahead: int, told: str) -> None:
    bought(buyer, scripted, BillKind.AIRTIME, ProviderUnclear("time-out"))
    [bill] = bills_of(session)
    bill.next_check_at = utc_now() + timedelta(seconds=ahead)
    session.commit()

    page = buyer.get(f"/bills/{bill.uuid}")

    assert told in page.texts(".told p")[1]
    assert str(page.one("#bill")["hx-trigger"]) in {
        f"every {min(second, 60)}s" for second in (ahead, ahead + 1, ahead + 2)
    }


def test_a_token_still_to_come(buyer: PageClient, scripted: Scripted) -> None:
    page = bought(buyer, scripted, BillKind.ELECTRICITY, NO_TOKEN)

    assert (page.texts(".told h2"), page.select(".token")) == (["Bought, the token is still to come"], [])


def test_a_refused_purchase_has_its_money_back(
    buyer: PageClient, scripted: Scripted, session: Session, ada: Customer
) -> None:
    page = bought(buyer, scripted, BillKind.AIRTIME, ProviderRefused("refused", "no"))

    assert page.texts(".badge") == ["Money back"]
    assert page.texts(".told p") == ["MTN did not accept the purchase. ₦1,000.00 is back on your shopping card."]
    assert "Money back" in page.texts(".facts dt")
    assert balance(session, ada) == MONEY


def test_one_that_a_person_looks_at(buyer: PageClient, scripted: Scripted, session: Session) -> None:
    bought(buyer, scripted, BillKind.AIRTIME, OPEN)
    [bill] = bills_of(session)
    bill.review_since, bill.next_check_at = utc_now(), None
    session.commit()

    page = buyer.get(f"/bills/{bill.uuid}")

    assert (page.texts(".told h2"), page.texts(".badge")) == (["One of us is looking at this"], ["Being looked at"])
    assert "We look at it again soon." in page.texts(".told p")[1]
    assert page.one("main a[href='/support/contact']")


@pytest.mark.parametrize("reason", list(BillReason))
@pytest.mark.parametrize("state", [BillState.PENDING, BillState.FAILED])
def test_every_reason_has_words(
    buyer: PageClient, scripted: Scripted, session: Session, reason: BillReason, state: BillState
) -> None:
    bought(buyer, scripted, BillKind.AIRTIME, OPEN)
    [bill] = bills_of(session)
    bill.reason, bill.state = reason, state
    session.commit()

    page = buyer.get(f"/bills/{bill.uuid}")

    assert len(page.texts(".told p")[0]) > 40


def test_another_customers_purchase_is_not_found(buyer: PageClient, session: Session, platform: Platform) -> None:
    address = pay(buyer, BillKind.AIRTIME).location
    other = make_customer(session, business=session.get_one(Business, platform.business_id))
    fund_card(session, other, MONEY)
    session.commit()
    buyer.get(address)
    buyer.post("/account/sign-out")
    buyer.post("/account/sign-in", {"login": other.email, "password": PASSWORD})

    for path in (address, f"{address}/receipt", f"/bills/{uuid4()}"):
        buyer.get(path, status=404)
    assert buyer.get("/bills/history").select(".bill-row") == []
    assert buyer.get(keyed(BillKind.AIRTIME)).select("#pay")


def test_a_new_customer_is_told_where_to_begin(signed_in: PageClient, platform: Platform) -> None:
    page = signed_in.get("/bills")

    assert page.texts(".kind a") == ["Airtime", "Data", "Electricity", "Cable TV"]
    assert page.texts(".low") == ["Put money on it before you buy."]
    assert page.texts(".bill-balance") == ["₦0.00"]
    assert "Nothing here yet" in signed_in.get("/bills/history").text


def test_the_last_purchases_are_bought_again_filled_in(buyer: PageClient) -> None:
    for kind in (BillKind.CABLE, BillKind.AIRTIME):
        pay(buyer, kind, key=f"the-key-of-one-{kind}")

    page = buyer.get("/bills")

    assert page.texts(".bill-row h3") == ["MTN airtime", "DSTV Compact"]
    for link, step in zip(page.select(".bill-row .btn"), ("Pay", "Pay"), strict=True):
        ready = buyer.follow(buyer.get(str(link["href"]), status=302))
        assert ready.texts(".steps [aria-current]") == [step]


def test_a_low_balance_is_noticed(buyer: PageClient) -> None:
    pay(buyer, BillKind.CABLE)

    page = buyer.get("/bills")

    assert page.texts(".low") == ["₦5,800.00 short of what you paid last time."]
    assert "amount=5800" in str(page.one(".bill-card .btn")["href"])


def test_the_history_by_kind_and_page(buyer: PageClient, session: Session) -> None:
    for number in range(13):
        pay(
            buyer, BillKind.AIRTIME if number else BillKind.DATA, key=f"the-key-number-{number:03}"
        ) if number < 9 else None
    page = buyer.get("/bills/history")

    assert len(page.select(".bill-row")) == 9
    assert page.texts(".tabs a") == ["All", "Airtime", "Data", "Electricity", "Cable TV"]
    assert buyer.get("/bills/history?kind=data").texts(".bill-row h2") == ["MTNData 2GB Monthly"]
    assert "Nothing here yet" in buyer.get("/bills/history?kind=cable").text
    assert len(buyer.get("/bills/history?kind=nonsense").select(".bill-row")) == 9
    assert "There is nothing on this page" in buyer.get("/bills/history?page=9").text


@pytest.mark.parametrize("path", ["/bills", "/bills/history"])
def test_many_purchases_take_as_many_statements_as_one(
    buyer: PageClient, session: Session, ada: Customer, path: str
) -> None:
    pay(buyer, BillKind.AIRTIME)
    buyer.get(path)
    with count_statements() as one:
        buyer.get(path)
    [first] = bills_of(session)
    columns = [column.name for column in Bill.__table__.columns if column.name not in {"id", "uuid", "request_key"}]
    for number in range(30):
        copied = {name: getattr(first, name) for name in columns if name not in {"reference", "account_number"}}
        session.add(
            Bill(**copied, request_key=f"copy {number}", reference=f"COPY{number}", account_number=f"+23480{number:08}")
        )
    session.commit()
    with count_statements() as many:
        page = buyer.get(path)

    assert len(many.served) == len(one.served), many
    assert len(page.select(".bill-row")) == (4 if path == "/bills" else 12)


def test_in_arabic(buyer: PageClient, scripted: Scripted) -> None:
    address = bought(buyer, scripted, BillKind.ELECTRICITY, TOKEN).response.request.path

    page = buyer.get(f"/ar{address}")

    assert page.one(".token-digits bdi")["dir"] == "ltr"
    for path in ("/ar/bills", "/ar/bills/history", f"/ar{keyed(BillKind.DATA)}", f"/ar{address}/receipt"):
        buyer.get(path)
