"""The demo's restaurants as they stand once loaded."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Branch, Brand, Business, Country, DiningTable, Section, StaffBranch, StaffMember


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
