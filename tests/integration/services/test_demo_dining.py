"""The demo's restaurants as they stand once loaded."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.seating import Ask
from app.domain.states import Environment
from app.domain.tenant import Tenant
from app.integrations.files import FolderStore
from app.models import (
    Branch,
    Brand,
    BrandMedia,
    Business,
    Country,
    Customer,
    DiningTable,
    Event,
    EventBooking,
    EventSlot,
    Payment,
    Reservation,
    Section,
    StaffBranch,
    StaffMember,
    WaitingEntry,
)
from app.services import availability, memberships


@pytest.fixture
def app(demo_app: Flask) -> Flask:
    return demo_app


def test_the_documents_rows_stand_where_they_say(session: Session) -> None:
    assert session.get_one(Country, 1).code == "KSA"
    assert session.get_one(Brand, 2).code == "PKR02501"
    assert session.get_one(Brand, 3).business_id == session.get_one(Brand, 2).business_id
    dt01, dubai, lawn = (session.get_one(Branch, key) for key in (5, 12, 1096))
    assert (dt01.code, dt01.name_en, dt01.address_en, dt01.currency) == (
        "DT01",
        "Downtown Branch",
        "123 Main St",
        "AED",
    )
    assert (dubai.name_en, dubai.city_en, dubai.club_id) == ("Downtown Dubai", "Dubai", "CLUB-DXB-001")
    assert (lawn.code, lawn.address_en) == ("Parkers-Events-2", "Al Khazan Park")
    table = session.get_one(DiningTable, 7)
    assert (table.number, table.capacity, table.shape, table.section_id) == ("T3", 4, "round", 2)
    assert session.get_one(Section, 1757).capacity == 200


def test_another_place_may_still_be_opened(session: Session) -> None:
    section = Section(branch_id=5, name_en="Roof", name_ar="السطح", capacity=10)
    session.add(section)
    session.flush()
    assert section.id > 1757


def test_the_second_business_has_its_own_restaurant(session: Session) -> None:
    named = select(Business.name, Branch.code).join(Branch, Branch.business_id == Business.id)
    codes = {code for name, code in session.execute(named) if name == "Other Trading"}
    assert codes == {"ADA-PEC"}
    owners = select(Branch.code).join(Brand).where(Brand.business_id != Branch.business_id)
    assert session.scalars(owners).all() == []


def test_the_host_works_at_one_branch(session: Session) -> None:
    rows = (
        select(StaffMember.email, Branch.code)
        .join_from(StaffBranch, StaffMember, StaffMember.id == StaffBranch.staff_id)
        .join(Branch, Branch.id == StaffBranch.branch_id)
    )
    assert list(map(tuple, session.execute(rows))) == [("host@example.com", "DT01")]


def test_the_documents_bookings_stand_where_they_say(session: Session) -> None:
    booking = session.scalars(select(Reservation).where(Reservation.reference == "RES123")).one()
    assert (booking.state, booking.branch_id, booking.section_id, booking.party_size) == ("CONFIRMED", 5, 2, 4)
    paid = session.scalars(select(Payment).where(Payment.reservation_id == booking.id)).one()
    assert (booking.payment_state, paid.amount_minor, paid.state) == ("PAID", 150_00, "succeeded")
    entry = session.get_one(WaitingEntry, 1)
    assert (entry.state, entry.branch_id, entry.party_size) == ("WAITING", 5, 4)
    assert (entry.notes, entry.phone) == ("Window seat preferred", "+971501234567")
    assert entry.customer_id == booking.customer_id
    event = session.get_one(Event, 1)
    assert (event.name_en, event.entry_fee_minor) == ("Salt Al Bahar", 25_00)
    assert session.scalar(select(EventBooking.event_id).where(EventBooking.booking_id == "SALT12345")) == 1


def test_the_member_has_what_the_document_shows(session: Session) -> None:
    business_id = session.scalars(select(Branch.business_id).where(Branch.id == 12)).one()
    tenant = Tenant(business_id, Environment.TEST)
    seen = memberships.find_member(session, tenant=tenant, club_id="CLUB-DXB-001", phone="+971501234567")
    assert seen is not None
    assert (seen.member_id, seen.cash_minor, seen.currency, seen.points) == ("MEM123456", 25_50, "AED", 340)


def test_reservations_are_of_every_kind(session: Session) -> None:
    def kinds(column: Any) -> set[Any]:
        return set(session.scalars(select(column).distinct()))

    assert kinds(Reservation.state) >= {"PENDING", "CONFIRMED", "COMPLETED", "CANCELED", "NOSHOW"}
    assert kinds(Reservation.source) >= {"online", "phone", "walk_in"}
    assert kinds(Reservation.branch_id) == set(session.scalars(select(Branch.id).where(Branch.code != "ADA-PEC")))
    assert kinds(Customer.business_id) == set(session.scalars(select(Business.id)))
    foreign = select(Reservation.id).join(Customer).where(Customer.business_id != Reservation.business_id)
    assert session.scalars(foreign).all() == []


def test_people_wait_where_nothing_is_free(session: Session) -> None:
    entry = session.get_one(WaitingEntry, 1)
    assert entry.wanted_from is not None
    assert entry.wanted_until is not None
    ask = Ask(service_date=entry.service_date, party_size=entry.party_size, now=entry.created_at)
    slots = availability.day(session, entry.branch_id, Environment.TEST, ask).slots
    wanted = [slot for slot in slots if entry.wanted_from <= slot.starts_at <= entry.wanted_until]
    assert wanted
    assert [slot for slot in wanted if slot.reason is None] == []


def test_places_at_the_event_are_those_booked(session: Session) -> None:
    booked = Counter[int]()
    for slot_id, quantity in session.execute(select(EventBooking.slot_id, EventBooking.quantity)):
        if slot_id is not None:
            booked[slot_id] += quantity
    taken = {slot.id: slot.taken for slot in session.scalars(select(EventSlot)) if slot.taken}
    assert taken == dict(booked)


def test_every_picture_of_a_restaurant_is_kept(session: Session, media_dir: Path) -> None:
    store = FolderStore(media_dir)
    found = session.scalars(select(BrandMedia)).all()
    assert len(found) == 3 * 7 + 2 * 13
    assert [media.url for media in found if store.get(media.file_key) is None] == []
    assert {media.branch_key for media in found} >= set(session.scalars(select(Branch.id)))
    assert len({media.url for media in found}) == len(found)
    assert {media.url for media in found} >= {
        "/api/media/PKR02501/PKR02501_logo_image.png",
        "/media/PAK2001/Parkers-Events-2/logo_image.webp",
    }
