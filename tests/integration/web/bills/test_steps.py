"""Every step of every kind, by its address alone: what it asks, what is wrong, how it goes on."""

from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.domain.bills import BillKind
from app.models import BillService, Platform
from app.services.provider_ports import ProviderDown
from tests.factories import make_platform
from tests.integration.flows.bill_office import Scripted
from tests.integration.web.bills.conftest import ADDRESSES, KEY, METER, bills_of, keyed
from tests.support.pages import Page, PageClient

ALL = tuple(BillKind)


def choice(page: Page, words: str, tag: str = ".tile") -> str:
    """Where the choice with these words leads."""
    return next(str(link["href"]) for link in page.select(tag) if words in link.get_text(" "))


def step(page: Page) -> str:
    return page.texts(".steps [aria-current]")[0]


def fill(browser: PageClient, page: Page, field: str, text: str, *, status: int = 200) -> Page:
    """Send the page's form by address, as a browser without script does."""
    form = page.one("main form.form[method=get]")
    sent = {str(tag["name"]): str(tag.get("value", "")) for tag in form.select("input[name]")} | {field: text}
    query = "&".join(f"{name}={value.replace('+', '%2B').replace(' ', '%20')}" for name, value in sent.items())
    return browser.get(f"{form['action']}?{query}", status=status)


def test_a_storefront_without_bills_has_no_such_pages(
    signed_in: PageClient, platform: Platform, session: Session
) -> None:
    platform.features = ["pickup"]
    session.commit()

    for path in ("/bills", "/bills/airtime", "/bills/history", f"/bills/{platform.uuid}"):
        assert signed_in.get(path, status=404).heading == "This page is not here"
    assert signed_in.get("/account/").select("a[href^='/bills']") == []


def test_links_lead_there_where_it_is_offered(buyer: PageClient) -> None:
    page = buyer.get("/account/")

    assert [str(tag["href"]) for tag in page.select(".mine-nav a[href='/bills'], .foot a[href='/bills']")] == [
        "/bills"
    ] * 2
    assert len(page.select(".top a[href='/bills']")) == 1
    assert buyer.get("/bills").texts(".mine-nav [aria-current]") == ["Bills"]


@pytest.mark.parametrize("path", ["/bills", "/bills/history", *ADDRESSES.values()])
def test_strangers_sign_in_and_come_back(pages: PageClient, platform: Platform, path: str) -> None:
    answer = pages.get(path, status=303)

    assert parse_qs(urlsplit(answer.location).query)["next"] == [path]


def test_unknown_kinds_are_no_pages(buyer: PageClient) -> None:
    buyer.get("/bills/water", status=404)


def test_airtime_step_by_step(buyer: PageClient, session: Session) -> None:
    page = buyer.get("/bills/airtime")
    assert (step(page), page.texts(".tile")) == ("Company", ["MT MTN", "Gl Glo", "Ai Airtel", "9m 9mobile"])

    page = buyer.get(choice(page, "MTN"))
    assert step(page) == "Number"
    assert page.texts(".usual a") == ["My own +2348012345678"]

    own = buyer.get(choice(page, "My own", ".usual a"))
    assert (step(own), "+2348012345678" in own.text) == ("Amount", True)

    page = fill(buyer, page, "number", "0803 222 5555")
    assert page.texts(".chosen dd bdi") == ["+2348032225555"]
    assert page.texts(".usual a") == ["₦100.00", "₦200.00", "₦500.00", "₦1,000.00", "₦2,000.00", "₦5,000.00"]

    page = fill(buyer, page, "amount", "1,500.50")
    assert step(page) == "Pay"
    assert page.texts(".sums dd") == ["₦10,000.00", "₦8,499.50", "₦1,500.50"]
    assert page.one("#pay [name=shown]")["value"] == "150050"
    assert bills_of(session) == []


def test_data_step_by_step(buyer: PageClient) -> None:
    page = buyer.get(choice(buyer.get("/bills/data"), "MTNData"))
    assert (step(page), page.texts(".tabs [aria-current]")) == ("Plan", ["Daily"])

    page = buyer.get(choice(page, "Monthly", ".tabs a"))
    assert page.texts(".plans .tile")[:2] == ["1GB Monthly ₦500.00", "2GB Monthly ₦1,000.00"]

    page = buyer.get(choice(page, "2GB Monthly"))
    assert step(page) == "Number"

    page = fill(buyer, page, "number", "+234 803 222 5555")
    assert (step(page), page.texts(".steps li")) == ("Pay", ["Company", "Plan", "Number", "Pay"])
    assert page.texts(".sums .total dd") == ["₦1,000.00"]

    back = buyer.get(str(page.one(".back")["href"]))
    assert (step(back), back.value("number")) == ("Number", "+234 803 222 5555")


def test_electricity_step_by_step(buyer: PageClient) -> None:
    page = buyer.get(choice(buyer.get("/bills/electricity"), "EKEDC"))
    assert page.texts(".plans .tile") == ["EKEDC Prepaid", "EKEDC Postpaid"]

    page = buyer.get(choice(page, "Prepaid"))
    assert step(page) == "Number"
    assert page.texts("main form.form button") == ["Check the number"]

    page = fill(buyer, page, "number", "1234 5678-901")
    assert step(page) == "Amount"
    assert page.texts(".owner") == ["The company says this belongs to John Doe 7 Bourdillon Road, Ikoyi"]
    assert page.texts("#amount-hint") == ["At least ₦100.00, at most ₦100,000.00."]

    page = fill(buyer, page, "amount", "5000")
    assert step(page) == "Pay"
    assert page.texts(".chosen dd:first-of-type") == ["EKEDC", "EKEDC Prepaid", METER, "₦5,000.00"]


def test_cable_step_by_step(buyer: PageClient) -> None:
    page = buyer.get(choice(buyer.get("/bills/cable"), "DSTV"))
    assert (step(page), page.texts(".steps li")) == ("Number", ["Company", "Number", "Plan", "Pay"])

    page = fill(buyer, page, "number", METER)
    assert (step(page), page.texts(".chosen dd bdi")) == ("Plan", [METER])

    page = buyer.get(choice(page, "DSTV Compact ₦"))
    assert (step(page), page.texts(".owner b")) == ("Pay", ["John Doe"])


@pytest.mark.parametrize("kind", ALL)
def test_an_address_without_a_key_gets_one_and_keeps_it(buyer: PageClient, kind: BillKind) -> None:
    answer = buyer.get(ADDRESSES[kind], status=302)

    before, after = parse_qs(urlsplit(ADDRESSES[kind]).query), parse_qs(urlsplit(answer.location).query)
    assert len(after.pop("key")[0]) == 32
    assert after == before
    page = buyer.get(answer.location)
    assert (step(page), str(page.one("#pay")["action"])) == ("Pay", answer.location)


@pytest.mark.parametrize("kind", ALL)
def test_each_choice_can_be_changed_and_the_rest_stays(buyer: PageClient, kind: BillKind) -> None:
    page = buyer.get(keyed(kind))

    for link in page.select(".chosen a"):
        changed = buyer.get(str(link["href"]))
        assert step(changed).casefold() in link.get_text(" ").casefold()
        kept = parse_qs(urlsplit(keyed(kind)).query)
        assert {
            name: value for name, value in parse_qs(urlsplit(str(link["href"])).query).items() if name != "change"
        } == kept


PHONE = "/bills/airtime?service=mtn&number="
LOADED = f"{PHONE}08012345678&amount="
METERED = "/bills/electricity?service=ekedc&plan=ekedc-prepaid&number="
FIGURES, RANGE = "Enter an amount in figures, such as 5000.", "Enter an amount from ₦50.00 to ₦50,000.00."


@pytest.mark.parametrize(
    ("address", "field", "told"),
    [
        (PHONE, "number", "Enter the phone number that gets the airtime."),
        (f"{PHONE}12", "number", "Enter a phone number, such as 0801 234 5678."),
        (LOADED, "amount", FIGURES),
        (f"{LOADED}lots", "amount", FIGURES),
        (f"{LOADED}10.555", "amount", FIGURES),
        (f"{LOADED}49", "amount", RANGE),
        (f"{LOADED}50001", "amount", RANGE),
        (METERED, "number", "Enter the number of the meter."),
        (f"{METERED}12345670000", "number", "EKEDC does not know this number. Check the digits."),
        (f"{METERED}<1>", "number", "Enter the number as it is printed, without other signs."),
        (f"{METERED}{METER}&amount=99.99", "amount", "Enter an amount from ₦100.00 to ₦100,000.00."),
        ("/bills/cable?service=dstv&number=12345670000", "number", "DSTV does not know this number. Check the digits."),
    ],
)
def test_what_is_wrong_is_said_beside_what_was_typed(buyer: PageClient, address: str, field: str, told: str) -> None:
    page = buyer.get(f"{address}&key={KEY}", status=422)

    assert page.summary == [(told, field)]
    typed = parse_qs(urlsplit(address).query).get(field, [""])[0]
    assert page.value(field) == typed


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/bills/airtime?service=nobody", "We could not find this company. Choose one from the list."),
        ("/bills/data?service=mtndata&plan=gone", "This plan is no longer sold. Choose another."),
        ("/bills/cable?service=dstv&number=12345678901&plan=gone", "This plan is no longer sold. Choose another."),
    ],
)
def test_what_is_no_longer_there_is_said(buyer: PageClient, address: str, told: str) -> None:
    assert told in buyer.get(f"{address}&key={KEY}").texts(".notice")[0]


def test_arabic_figures_are_figures(buyer: PageClient) -> None:
    page = buyer.get(f"/ar/bills/airtime?service=mtn&number=٠٨٠١٢٣٤٥٦٧٨&amount=١٠٠٠&key={KEY}")

    assert page.one("#pay [name=shown]")["value"] == "100000"
    assert page.texts(".chosen dd bdi")[0] == "+2348012345678"


def test_a_step_answers_a_swap_with_its_own_part(buyer: PageClient) -> None:
    page = buyer.get(keyed(BillKind.ELECTRICITY), htmx=True)

    assert page.one("#flow")["hx-push-url"] == "true"
    assert page.select("header") == []
    assert len(page.select("[data-focus]")) == 1


@pytest.mark.parametrize("kind", [BillKind.DATA, BillKind.ELECTRICITY, BillKind.CABLE])
def test_a_provider_that_is_down_is_said_and_can_be_asked_again(
    buyer: PageClient, scripted: Scripted, monkeypatch: pytest.MonkeyPatch, kind: BillKind
) -> None:
    def down(*_asked: str) -> None:
        raise ProviderDown("no answer")

    monkeypatch.setattr(scripted, "plans", down)
    page = buyer.get(keyed(kind))

    assert "does not answer just now. Nothing was charged." in page.texts(".notice")[0]
    assert sorted(parse_qs(urlsplit(str(page.one(".notice a")["href"])).query)) == sorted(
        parse_qs(urlsplit(keyed(kind)).query)
    )
    assert page.select("#pay") == []


def test_a_kind_without_companies_says_so(buyer: PageClient, session: Session) -> None:
    session.execute(update(BillService).where(BillService.kind == BillKind.CABLE).values(is_active=False))
    session.commit()

    assert "No company here at the moment" in buyer.get("/bills/cable").text


def test_what_another_storefront_offers_is_not_offered_here(buyer: PageClient, session: Session) -> None:
    other = make_platform(session, is_default=False, features=["bills"])
    session.add(
        BillService(
            platform_id=other.id, kind=BillKind.CABLE, slug="else", name="Else", biller_slug="E", is_active=True
        )
    )
    session.commit()

    assert "Else" not in buyer.get("/bills/cable").text
