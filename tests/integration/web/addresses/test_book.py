"""The address book: listing, adding, changing and deleting one's own addresses, and nobody else's."""

from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from app.domain.address import Address
from app.models import Customer, Platform
from app.services import addresses
from app.services.addresses import NewEntry, Saved
from tests.factories import NOW, make_customer, storefront_of
from tests.integration.web.account.conftest import ada, sign_in, signed_in
from tests.support.pages import PageClient
from tests.support.statements import count_statements

__all__ = ["ada", "signed_in"]

PATH = "/account/addresses"
HOME = Address(
    line1="14 Allen Avenue",
    city="Ikeja",
    state="Lagos",
    country="NG",
    landmark="Opposite the bank",
    first_name="Ada",
    last_name="Obi",
    email="ada@example.com",
    phone="+2348012345678",
    is_residential=False,
)
FORM = {
    "first_name": "Ada",
    "last_name": "Obi",
    "phone": "0801 234 5678",
    "line1": "14 Allen Avenue",
    "city": "Ikeja",
    "state": "Lagos",
    "landmark": "Opposite the bank",
}


def keep(session: Session, platform: Platform, customer: Customer, address: Address = HOME) -> Saved:
    entry = NewEntry(customer_id=customer.id, address=address, provider="sandbox", provider_address_id=uuid4().hex)
    saved, _ = addresses.save(session, storefront_of(session, platform), entry, now=NOW)
    session.commit()
    return saved


def book_of(session: Session, platform: Platform, customer: Customer) -> list[Address]:
    found = addresses.list_saved(session, storefront_of(session, platform), customer_id=customer.id)
    return [saved.address for saved in found]


def test_an_empty_book_leads_to_the_form(signed_in: PageClient) -> None:
    page = signed_in.get(PATH)

    assert page.heading == "Your addresses"
    assert "No addresses yet" in page.text
    assert page.select("a[href='/account/addresses/new']")
    assert page.texts(".mine-nav [aria-current]") == ["Addresses"]


def test_an_address_is_added(signed_in: PageClient, session: Session, platform: Platform, ada: Customer) -> None:
    opened = signed_in.get(f"{PATH}/new")
    assert [tag["value"] for tag in opened.select("[name=first_name], [name=phone]")] == ["Ada", "+2348012345678"]

    for _ in range(2):
        answer = signed_in.post(f"{PATH}/new", FORM)
        assert (answer.status, answer.headers["Location"]) == (303, PATH)

    assert book_of(session, platform, ada) == [replace(HOME, is_residential=True)]
    assert signed_in.get(PATH).texts("address span:not(.hint)") == [
        "14 Allen Avenue",
        "Opposite the bank",
        "Ikeja, Lagos",
    ]


def test_what_is_wrong_comes_back_with_what_was_typed(signed_in: PageClient) -> None:
    page = signed_in.post(f"{PATH}/new", {**FORM, "state": "", "line1": " "}, status=422)

    assert page.texts(".summary a") == ["Fill in: Street and building.", "Fill in: State."]
    assert [tag["value"] for tag in page.select("[name=city]")] == ["Ikeja"]


def test_an_address_no_carrier_knows_is_refused(signed_in: PageClient) -> None:
    page = signed_in.post(f"{PATH}/new", {**FORM, "line1": "1 Nowhere Street"}, status=422)

    assert page.texts(".summary li") == ["No carrier delivers to this address. Choose another, or pick the order up."]


def test_an_address_is_changed(signed_in: PageClient, session: Session, platform: Platform, ada: Customer) -> None:
    saved = keep(session, platform, ada)
    opened = signed_in.get(f"{PATH}/{saved.uuid}")
    assert [tag["value"] for tag in opened.select("[name=line1], [name=landmark]")] == [HOME.line1, HOME.landmark]

    signed_in.post(f"{PATH}/{saved.uuid}", {**FORM, "line1": "15 Allen Avenue"})

    assert book_of(session, platform, ada) == [replace(HOME, line1="15 Allen Avenue")]


def test_two_addresses_never_become_the_same(
    signed_in: PageClient, session: Session, platform: Platform, ada: Customer
) -> None:
    keep(session, platform, ada)
    other = keep(session, platform, ada, replace(HOME, line1="7 Admiralty Way", city="Lekki"))

    page = signed_in.post(f"{PATH}/{other.uuid}", FORM, status=422)

    assert page.texts(".summary li") == ["This address is in your address book already."]


def test_an_address_is_deleted_after_a_question(
    signed_in: PageClient, session: Session, platform: Platform, ada: Customer
) -> None:
    saved = keep(session, platform, ada)
    page = signed_in.get(f"{PATH}/{saved.uuid}/delete")
    assert page.heading == "Delete this address?"
    assert book_of(session, platform, ada) == [HOME]

    signed_in.post(f"{PATH}/{saved.uuid}/delete", {})

    assert book_of(session, platform, ada) == []
    assert "The address is deleted." in signed_in.get(PATH).text


def test_an_address_of_another_country_has_that_countrys_form(
    signed_in: PageClient, session: Session, platform: Platform, ada: Customer
) -> None:
    away = Address(line1="Villa 12", city="Seeb", state="Muscat", country="OM", zip="111", first_name="Ada")
    saved = keep(session, platform, ada, away)

    page = signed_in.get(f"{PATH}/{saved.uuid}")

    assert [tag["value"] for tag in page.select("[name=zip]")] == ["111"]
    assert "Governorate" in page.text
    assert signed_in.get(PATH).texts("address span:not(.hint)")[-1] == "Oman"


@pytest.mark.parametrize("ending", ["", "/delete"])
def test_another_customers_address_is_not_found(
    signed_in: PageClient, session: Session, platform: Platform, ending: str
) -> None:
    other = make_customer(session, business_id=platform.business_id)
    saved = keep(session, platform, other)

    signed_in.get(f"{PATH}/{saved.uuid}{ending}", status=404)
    signed_in.post(f"{PATH}/{saved.uuid}{ending}", FORM, status=404)

    assert book_of(session, platform, other) == [HOME]
    assert signed_in.get(PATH).select("address") == []


def test_strangers_are_sent_to_sign_in(pages: PageClient, platform: Platform) -> None:
    for path in (PATH, f"{PATH}/new", f"{PATH}/{uuid4()}"):
        assert "/account/sign-in" in pages.get(path, status=303).headers["Location"]


def test_a_long_book_takes_as_many_statements_as_a_short_one(
    signed_in: PageClient, session: Session, platform: Platform, ada: Customer
) -> None:
    keep(session, platform, ada)
    signed_in.get(PATH)
    with count_statements() as one:
        signed_in.get(PATH)
    for number in range(5):
        keep(session, platform, ada, replace(HOME, line1=f"{number} Allen Avenue"))
    with count_statements() as six:
        signed_in.get(PATH)

    assert len(six.served) == len(one.served)


def test_the_book_in_arabic(signed_in: PageClient, session: Session, platform: Platform, ada: Customer) -> None:
    keep(session, platform, ada)
    sign_in(signed_in, "ada@example.com")

    page = signed_in.get(f"/ar{PATH}")

    assert page.texts("address span:not(.hint)")[-1] == "Ikeja، لاغوس"
