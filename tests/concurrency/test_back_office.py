"""A restaurant that many people change at once, each from the same page."""

import time
from dataclasses import replace

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.extensions import db, unit_of_work
from app.models import AuditEntry, Branch, Brand, Business, StaffRole
from app.services.places import editing
from app.services.staff_accounts import StaffSeen
from tests.factories import NOW, make_branch, make_platform, make_staff, seen
from tests.support.race import THINKING, in_unit_of_work, outcomes, race

TIMES = 12


def _opened(app: Flask) -> tuple[StaffSeen, str]:
    with app.app_context(), unit_of_work() as session:
        platform = make_platform(session)
        branch = make_branch(session, platform=platform)
        business = session.get_one(Business, platform.business_id)
        return seen(make_staff(session, business=business, role=StaffRole.MANAGER)), branch.code


def test_of_twelve_who_save_the_same_page_one_is_not_told_that_somebody_was_faster(live_app: Flask) -> None:
    staff, code = _opened(live_app)
    with live_app.app_context():
        page = editing.read_display(db.session(), staff, code)

    def save(session: Session) -> None:
        values = replace(page.values, child_seats=True)
        editing.change_display(session, staff=staff, code=code, values=values, seen=page.seal, now=NOW)

    results = race([in_unit_of_work(live_app, save) for _ in range(TIMES)])

    assert outcomes(results) == {"won": 1, "ChangedMeanwhile": TIMES - 1}
    with live_app.app_context(), unit_of_work() as session:
        assert session.scalar(select(func.count(AuditEntry.id)).where(AuditEntry.entity == "branch")) == 1
        assert session.scalars(select(Brand.version)).one() == 2


def test_control_without_the_lock_several_think_they_were_first(live_app: Flask) -> None:
    """If this one stops, the test above proves nothing."""
    _staff, code = _opened(live_app)

    def look_then_write() -> None:
        with live_app.app_context(), unit_of_work() as session:
            was = session.scalars(select(Branch.child_seats).where(Branch.code == code)).one()
        if was:
            raise LookupError
        time.sleep(THINKING)
        with live_app.app_context(), unit_of_work() as session:
            session.scalars(select(Branch).where(Branch.code == code)).one().child_seats = True

    assert outcomes(race([look_then_write for _ in range(TIMES)]))["won"] > 1
