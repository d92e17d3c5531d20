"""A full house: no table is held twice, no limit is passed, nobody is told "booked" who is not."""

import pytest
from flask import Flask

from app.domain.reservations import SeatingPurpose
from app.extensions import unit_of_work
from app.services import availability, seatings
from app.services.seatings import Wish, changing, taking
from tests.factories import NOW
from tests.support.full_house import SIX, House
from tests.support.house_faults import deadlocks, faults
from tests.support.race import outcomes, race

RIVALS = 12


def test_thirty_diners_and_four_hosts_at_twelve_tables(live_app: Flask) -> None:
    house = House.open(live_app, tables=12)
    before = deadlocks(house)

    told = house.come(diners=30, hosts=4, rounds=4)

    assert list(faults(house, told)) == []
    assert deadlocks(house) == before
    assert sum(len(one.booked) for one in told) >= 12
    assert sum((one.refused.total() for one in told), 0) >= 1


def test_what_everybody_saw_free_is_given_to_one_each(live_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    house = House.open(live_app, tables=4)

    results = _all_look_before_any_takes(house, monkeypatch)

    assert outcomes(results) == {"won": 1, "TablesTaken": RIVALS - 1}
    # That of the one seating there is nobody made a booking.
    assert len(list(faults(house, []))) == 1


def test_control_without_claims_and_lock_the_same_table_is_given_to_many(
    live_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If this one stops double booking, the tests above prove nothing."""
    house = House.open(live_app, tables=4)
    for module in (taking, changing):
        monkeypatch.setattr(module, "occupy", lambda *_args: None)
        monkeypatch.setattr(module, "lock_day", lambda *_args, **_given: None)

    results = _all_look_before_any_takes(house, monkeypatch)

    assert outcomes(results) == {"won": RIVALS}
    assert any("is held by seatings" in fault for fault in faults(house, []))


def _all_look_before_any_takes(house: House, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Each sees the table free, and only when all have seen it do they go on to take it."""
    wish = Wish(branch_id=house.branch_id, environment=house.tenant.environment, starts_at=SIX, party_size=2)
    with house.app.app_context(), unit_of_work() as session:
        seen = availability.slot(
            session, house.branch_id, house.tenant.environment, wish.ask(SIX.date(), NOW), starts_at=SIX
        )
    monkeypatch.setattr(availability, "slot", lambda *_args, **_given: seen)

    def take() -> object:
        with house.app.app_context(), unit_of_work() as session:
            return seatings.take(session, wish, purpose=SeatingPurpose.RESERVATION, now=NOW).seating.id

    return list(race([take for _ in range(RIVALS)]))
