"""A table is never put away from under somebody who takes it at the same moment, nor taken after it was put away."""

import time
from collections.abc import Callable
from threading import Event

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.domain.reservations import SeatingPurpose
from app.extensions import db, unit_of_work
from app.models import DiningTable
from app.services import seatings
from app.services.places import furnishing
from app.services.places.furnishing import Edit, TableWish, list_coming, read_plan
from app.services.seatings import Wish
from tests.factories import NOW
from tests.support.full_house import SIX, House
from tests.support.race import in_unit_of_work, outcomes, race

# Seconds in which the second one would have done its work, did nothing hold it up.
LONG_ENOUGH = 0.4

Work = Callable[[Session], object]


def test_whoever_takes_a_table_keeps_it(live_app: Flask) -> None:
    house = House.open(live_app, tables=4)

    results = _one_after_the_other(house, _take(house), _put_away(house))

    assert outcomes(results) == {"won": 1, "TableInUse": 1}
    assert _state(house) == (True, 1)


def test_a_table_that_is_being_put_away_is_not_taken(live_app: Flask) -> None:
    house = House.open(live_app, tables=4)

    results = _one_after_the_other(house, _put_away(house), _take(house))

    assert outcomes(results) == {"won": 1, "TablesTaken": 1}
    assert _state(house) == (False, 0)


def test_control_without_the_lock_of_the_room_somebody_comes_to_no_table(
    live_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If both no longer win, the tests above prove nothing. On SQLite a unit of work is alone in any case."""
    house = House.open(live_app, tables=4)
    monkeypatch.setattr(seatings, "lock_room", lambda *_args, **_given: None)

    results = _one_after_the_other(house, _take(house), _put_away(house))

    with live_app.app_context():
        is_alone = db.engine.dialect.name == "sqlite"
    assert outcomes(results) == ({"won": 1, "TableInUse": 1} if is_alone else {"won": 2})
    assert _state(house) == (is_alone, 1)


def _one_after_the_other(house: House, first: Work, second: Work) -> list[object]:
    """The second begins when the first has done its work but not committed it."""
    done = Event()

    def begin(session: Session) -> None:
        first(session)
        done.set()
        time.sleep(LONG_ENOUGH)

    def follow() -> object:
        done.wait()
        return in_unit_of_work(house.app, second)()

    return list(race([in_unit_of_work(house.app, begin), follow]))


def _take(house: House) -> Work:
    wish = Wish(
        branch_id=house.branch_id,
        environment=house.tenant.environment,
        starts_at=SIX,
        party_size=2,
        table_ids=(house.tables[0],),
        is_staff=True,
    )
    return lambda session: seatings.take(session, wish, purpose=SeatingPurpose.RESERVATION, now=NOW)


def _put_away(house: House) -> Work:
    edit = Edit(tenant=house.tenant, branch_id=house.branch_id, actor=house.staff, now=NOW)
    with house.app.app_context(), unit_of_work() as session:
        table = read_plan(session, house.branch_id).table(house.tables[0])
    given = {name: getattr(table, name) for name in TableWish.__dataclass_fields__}
    wish = TableWish(**{**given, "is_active": False})
    return lambda session: furnishing.change_table(session, edit, table.id, wish, seen=table.seal)


def _state(house: House) -> tuple[bool, int]:
    """Whether the table is in use, and how many come to it."""
    with house.app.app_context(), unit_of_work() as session:
        coming = list_coming(session, [house.tables[0]], now=NOW)
        return session.get_one(DiningTable, house.tables[0]).is_active, len(coming)
