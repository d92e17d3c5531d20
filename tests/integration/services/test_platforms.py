"""Storefronts are found by slug, host, family or default; a change of the catalogue raises its version."""

from sqlalchemy.orm import Session

from app.domain.states import Environment
from app.models import PlatformHost
from app.services import platforms
from tests.factories import make_platform


def test_the_directory_lists_the_default_storefront_first(session: Session) -> None:
    other = make_platform(session, slug="second", is_default=False)
    first = make_platform(session, slug="first", is_default=True, default_for=["commerce"])
    session.add(PlatformHost(host="shop.example", platform_id=other.id))
    session.flush()

    found = platforms.read_directory(session)

    assert [entry.slug for entry in found.entries] == ["first", "second"]
    assert found.by_host == {"shop.example": other.id}
    assert (found.default_id, found.family_default) == (first.id, {"commerce": first.id})


def test_touching_the_catalogue_raises_only_that_storefronts_version(session: Session) -> None:
    one, two = make_platform(session, slug="one"), make_platform(session, slug="two")
    before = platforms.find_storefront(session, two.id, Environment.TEST)

    platforms.touch_catalog(session, one.id)
    session.expire_all()

    after = platforms.find_storefront(session, one.id, Environment.TEST)
    unchanged = platforms.find_storefront(session, two.id, Environment.TEST)
    assert after is not None
    assert after.catalog_version == 2
    assert unchanged == before


def test_no_such_platform(session: Session) -> None:
    assert platforms.find_storefront(session, 404, Environment.TEST) is None
