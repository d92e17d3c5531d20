"""The address book is ours; the provider's copy follows as far as it answers."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import cast

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.address import Address
from app.domain.errors import (
    AddressBookFull,
    AddressKnown,
    AddressNotFound,
    AddressProblem,
    AddressRefused,
)
from app.flows import addresses as flow
from app.flows.addresses import Book
from app.models import SavedAddress
from app.services import addresses
from app.services.addresses import Saved
from app.services.provider_ports import ProviderDown, ProviderRefused, Providers
from tests.factories import NOW, make_customer, make_platform, storefront_of
from tests.integration.flows.shop import Shop
from tests.support.carriers import FakeCarriers, OnlyDelivery

HOME = Address(line1="123 Main Street", city="Lagos", state="Lagos", country="NG", first_name="Ada")
WORK = Address(
    line1="7 Admiralty Way", city="Lekki", state="Lagos", country="NG", zip="105102", email="ada@example.com"
)
REFUSED = ProviderRefused("address_refused")


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def carriers() -> FakeCarriers:
    return FakeCarriers()


@pytest.fixture
def book(shop: Shop, carriers: FakeCarriers) -> Book:
    return Book(
        uow=shop.uow,
        clock=Clock(),
        providers=cast(Providers, OnlyDelivery(carriers)),
        storefront=shop.storefront,
        customer_id=shop.customer.id,
    )


def listed(session: Session, book: Book) -> list[Saved]:
    session.expire_all()
    return addresses.list_saved(session, book.storefront, customer_id=book.customer_id)


def test_an_address_is_added_under_the_providers_id(book: Book, carriers: FakeCarriers, session: Session) -> None:
    saved = flow.add(book, replace(HOME, state="lagos state", line1=" 123  Main Street"))

    assert listed(session, book) == [saved]
    assert (saved.address, saved.provider, saved.provider_address_id) == (HOME, "fake", "AD-1")
    assert carriers.saved == {"AD-1": HOME}


def test_the_same_address_is_there_once(book: Book, session: Session) -> None:
    flow.add(book, HOME)

    with pytest.raises(AddressKnown):
        flow.add(book, replace(HOME, line1="123 MAIN street", first_name="Other"))

    assert len(listed(session, book)) == 1


def test_a_silent_provider_keeps_nobody_from_saving(book: Book, carriers: FakeCarriers, session: Session) -> None:
    carriers.fails = ProviderDown("x")
    saved = flow.add(book, HOME)
    changed = flow.change(book, saved.uuid, WORK)
    flow.forget(book, saved.uuid)

    assert saved.provider_address_id.startswith("AD-")
    assert (changed.provider_address_id, changed.address) == (saved.provider_address_id, WORK)
    assert listed(session, book) == []


def test_an_address_the_provider_refuses_is_refused(book: Book, carriers: FakeCarriers, session: Session) -> None:
    saved = flow.add(book, HOME)
    carriers.fails = REFUSED

    with pytest.raises(AddressRefused) as added:
        flow.add(book, WORK)
    with pytest.raises(AddressRefused) as changed:
        flow.change(book, saved.uuid, WORK)
    assert {added.value.problem, changed.value.problem} == {AddressProblem.NOT_SERVED}
    assert listed(session, book) == [saved]


def test_a_change_keeps_the_ids_and_tells_the_provider(book: Book, carriers: FakeCarriers, session: Session) -> None:
    saved = flow.add(book, HOME)
    cast(Clock, book.clock).now = NOW + timedelta(hours=2)
    changed = flow.change(book, saved.uuid, WORK)

    assert (changed.uuid, changed.provider_address_id, changed.created_at) == (saved.uuid, "AD-1", NOW)
    assert changed.updated_at == NOW + timedelta(hours=2)
    assert carriers.saved == {"AD-1": WORK}
    assert listed(session, book) == [changed]


def test_two_entries_never_become_the_same(book: Book, session: Session) -> None:
    home, work = flow.add(book, HOME), flow.add(book, WORK)

    with pytest.raises(AddressKnown):
        flow.change(book, work.uuid, HOME)
    assert flow.change(book, home.uuid, replace(HOME, landmark="By the bank")).address.landmark == "By the bank"


def test_a_deleted_address_is_gone_here_and_there(book: Book, carriers: FakeCarriers, session: Session) -> None:
    saved = flow.add(book, HOME)

    flow.forget(book, saved.uuid)

    assert (listed(session, book), carriers.saved) == ([], {})
    with pytest.raises(AddressNotFound):
        flow.forget(book, saved.uuid)


def test_the_address_of_somebody_or_somewhere_else_is_not_found(book: Book, shop: Shop, session: Session) -> None:
    saved = flow.add(book, HOME)
    other = make_customer(session, business_id=shop.platform.business_id)
    sister = make_platform(session, is_default=False, business_id=shop.platform.business_id)
    session.commit()

    for foreign in (
        replace(book, customer_id=other.id),
        replace(book, storefront=storefront_of(session, sister)),
    ):
        with pytest.raises(AddressNotFound):
            flow.change(foreign, saved.uuid, WORK)
        with pytest.raises(AddressNotFound):
            flow.forget(foreign, saved.uuid)
        assert listed(session, foreign) == []
    assert listed(session, book) == [saved]


def test_a_used_address_comes_first_and_is_saved_once(book: Book, carriers: FakeCarriers, session: Session) -> None:
    for hour, address in enumerate((HOME, WORK, HOME)):
        cast(Clock, book.clock).now = NOW + timedelta(hours=hour)
        flow.remember(book, address)

    assert [saved.address.line1 for saved in listed(session, book)] == ["123 Main Street", "7 Admiralty Way"]
    assert len(carriers.saved) == 2


def test_a_full_book_takes_no_more_and_stops_nobody(
    book: Book, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "MOST_SAVED", 1)
    flow.remember(book, HOME)
    flow.remember(book, WORK)

    with pytest.raises(AddressBookFull):
        flow.add(book, WORK)
    assert [saved.address.line1 for saved in listed(session, book)] == ["123 Main Street"]


def test_remembering_what_the_provider_refuses_stops_nobody(
    book: Book, carriers: FakeCarriers, session: Session
) -> None:
    carriers.fails = REFUSED

    flow.remember(book, HOME)

    assert listed(session, book) == []


def test_a_provider_that_gives_an_id_twice_does_not_lose_the_address(
    book: Book, carriers: FakeCarriers, session: Session
) -> None:
    flow.add(book, HOME)
    carriers.saved.clear()
    flow.add(book, WORK)

    names = {row.provider_address_id for row in session.scalars(select(SavedAddress))}
    assert len(names) == 2
    assert "AD-1" in names
