"""Who reaches which restaurants in the back office."""

import pytest
from sqlalchemy.orm import Session

from app.domain.errors import BranchNotFound, BrandNotFound, NotAllowed
from app.models import Brand, Business, Platform, StaffRole
from app.services.places import editing
from app.services.places.editing import Owner, reaching
from app.services.staff_accounts import StaffSeen
from tests.factories import make_branch, make_platform, make_staff, seen


def _staff(session: Session, platform: Platform, role: StaffRole) -> StaffSeen:
    return seen(make_staff(session, business=session.get_one(Business, platform.business_id), role=role))


def test_who_runs_some_branches_reaches_those_and_their_brands(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    platform = make_platform(session)
    ours, elsewhere = (make_branch(session, platform=platform) for _number in range(2))
    brand, other = (session.get_one(Brand, branch.brand_id) for branch in (ours, elsewhere))
    sister = make_branch(session, platform=platform, brand=brand)
    manager = _staff(session, platform, StaffRole.MANAGER)
    monkeypatch.setattr(reaching, "branches_of", lambda _session, _staff: frozenset({ours.id}))

    listed = editing.list_brands(session, manager)

    assert [(line.code, [branch.code for branch in line.branches]) for line in listed] == [(brand.code, [ours.code])]
    assert editing.get_place(session, manager, ours.code).brand_code == brand.code
    assert editing.read_brand(session, manager, brand.code).code == brand.code
    for code in (sister.code, elsewhere.code):
        with pytest.raises(BranchNotFound):
            editing.lock_branch(session, manager, code)
    with pytest.raises(BrandNotFound):
        editing.read_brand(session, manager, other.code)


def test_who_serves_tables_changes_nothing(session: Session) -> None:
    platform = make_platform(session)
    branch = make_branch(session, platform=platform)
    host = _staff(session, platform, StaffRole.HOST)

    for deed in (
        lambda: editing.list_brands(session, host),
        lambda: editing.lock_branch(session, host, branch.code),
        lambda: editing.read_pictures(session, host, Owner(code="x")),
    ):
        with pytest.raises(NotAllowed):
            deed()
