"""A unit of work commits what it did, forgets what failed, and never nests."""

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.extensions import db, unit_of_work
from app.models import Business


def _count() -> int:
    return db.session().scalar(select(func.count()).select_from(Business)) or 0


def _fail_half_way() -> None:
    with unit_of_work() as work:
        work.add(Business(name="forgotten", created_at=utc_now()))
        work.flush()
        _ = 1 / 0


def test_work_is_kept_when_it_succeeds_and_forgotten_when_it_fails(app: Flask, session: Session) -> None:
    with app.app_context():
        with unit_of_work() as work:
            work.add(Business(name="kept", created_at=utc_now()))
        with pytest.raises(ZeroDivisionError):
            _fail_half_way()
        assert list(db.session().scalars(select(Business.name))) == ["kept"]


def test_units_of_work_do_not_nest(app: Flask, session: Session) -> None:
    with app.app_context(), unit_of_work() as work:
        work.add(Business(name="outer", created_at=utc_now()))
        with pytest.raises(RuntimeError, match="do not nest"), unit_of_work():
            pass


def test_reading_first_does_not_stop_writing(live_app: Flask) -> None:
    """On SQLite a reader may not turn writer; the unit of work starts afresh."""
    with live_app.app_context():
        assert _count() == 0
        with unit_of_work() as work:
            work.add(Business(name="written", created_at=utc_now()))
        assert _count() == 1
