"""A restaurant group as the document's examples expect it, and another business beside it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.models import Branch, Brand, BrandMedia, Business, Customer, KeyKind, Platform
from app.services.brand_media import MediaSlot, address_of
from tests.factories import NOW, make_api_key, make_brand, make_business, make_customer, make_platform, make_restaurant
from tests.support.api import SANDBOX_KEY, ApiClient, Family
from tests.support.gateway import FakeGateway

PUBLISHABLE_KEY = "sandbox-publishable-key"
OTHER_KEY = "other-business-api-key"
SURNAME = "Zephyrine"
PHONE = "+971501234567"
EMAIL = "john.zephyrine@example.com"
# What must never be told to somebody without a key.
PERSONAL = (SURNAME, PHONE.removeprefix("+"), EMAIL)


VENUE = {
    "availability_title": "t",
    "availability_subtitle": None,
    "availability_title_font_size": None,
    "availability_subtitle_font_size": None,
}


@dataclass(frozen=True, slots=True)
class Group:
    """What the tests speak of."""

    business: Business
    platform: Platform
    brand: Brand
    branch: Branch
    other_branch: Branch
    john: Customer


@pytest.fixture
def group(session: Session) -> Group:
    """The brand PARKERS with a branch downtown, John who comes there; and another business with a branch."""
    business = make_business(session)
    platform = make_platform(
        session, business=business, slug="club", default_for=["dining"], currency="AED", country="AE"
    )
    brand = make_brand(session, platform=platform, code="PKR02501", name_en="PARKERS")
    branch = make_restaurant(session, brand=brand, platform=platform, code="DT01", name_en="Downtown")
    other = make_platform(session, is_default=False, default_for=[])
    made = Group(
        business=business,
        platform=platform,
        brand=brand,
        branch=branch,
        other_branch=make_restaurant(session, platform=other, code="OTHER1"),
        john=make_customer(
            session,
            business=business,
            first_name="John",
            last_name=SURNAME,
            phone=PHONE,
            email=EMAIL,
            password=None,
            pin=None,
        ),
    )
    make_api_key(session, platform, key=SANDBOX_KEY)
    make_api_key(session, platform, key=PUBLISHABLE_KEY, kind=KeyKind.PUBLISHABLE, origins=["https://yourapp.com"])
    make_api_key(session, other, key=OTHER_KEY)
    session.commit()
    return made


@pytest.fixture
def dining(app: Flask, api: ApiClient, group: Group) -> Family:
    """The family, on that group; it sends no key unless it is told to."""
    return api.dining


@pytest.fixture
def gateway(app: Flask, group: Group) -> Iterator[FakeGateway]:
    """Payments of the group go to a gateway that does what the test says."""
    made = FakeGateway(currencies=frozenset({"AED"}))
    before = app.extensions["souk_gateways"]
    app.extensions["souk_gateways"] = replace(before, providers=made.registry)
    yield made
    app.extensions["souk_gateways"] = before


def _picture(session: Session, brand: Brand, slot: MediaSlot, branch: Branch | None = None) -> None:
    """A picture that is known of; the file itself is another test's business."""
    session.add(
        BrandMedia(
            brand_id=brand.id,
            branch_id=branch and branch.id,
            branch_key=branch.id if branch else 0,
            slot=slot.value,
            file_key="brands/x.png",
            url=address_of(brand.code, branch.code if branch else None, slot),
            content_type="image/png",
            updated_at=NOW,
        )
    )


@pytest.fixture
def dressed(group: Group, session: Session) -> Group:
    """The brand with its pictures and links, the branch with all it may tell."""
    group.brand.social_links = ["https://www.instagram.com/parkers.example/"]
    group.branch.map_code = "https://maps.example/x"
    group.branch.address_en = "Al Khazan Park"
    # The Arabic words of our own pages are no part of the document.
    group.branch.venue_details = {**VENUE, "availability_title_ar": "ت"}
    group.branch.oracle_token_id = "till-7"
    for slot in (MediaSlot.LOGO, MediaSlot.COVER):
        _picture(session, group.brand, slot)
        _picture(session, group.brand, slot, group.branch)
    session.commit()
    return group
