"""A full house: no table is held twice, no limit is passed, nobody is told "booked" who is not."""

from threading import Event

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.domain.reservations import SeatingPurpose
from app.extensions import unit_of_work
from app.models import Account, AccountKind
from app.services import availability, pulse, seatings
from app.services.seatings import Wish, changing, taking
from tests.factories import NOW, make_account
from tests.support.full_house import SIX, House
from tests.support.house_faults import deadlocks, faults
from tests.support.race import in_unit_of_work, outcomes, race

RIVALS = 12
# Seconds to wait for the other one, who on SQLite cannot come before.
IN_TIME = 0.5


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


def test_whoever_changes_a_branch_holds_nobody_up_who_takes_money_there(live_app: Flask) -> None:
    """A cancellation gives money back after it has changed the day; a deposit changes the day after it took money."""
    house = House.open(live_app, tables=4)
    with live_app.app_context(), unit_of_work() as session:
        sales = make_account(session, kind=AccountKind.SALES, business_id=house.tenant.business_id).id
    changed, took = Event(), Event()

    def cancel(session: Session) -> None:
        pulse.touch(session, branch_id=house.branch_id, environment="test", now=NOW)
        changed.set()
        took.wait(IN_TIME)
        _lock_account(session, sales)

    def pay(session: Session) -> None:
        _lock_account(session, sales)
        took.set()
        changed.wait(IN_TIME)
        pulse.touch(session, branch_id=house.branch_id, environment="test", now=NOW)

    results = race([in_unit_of_work(live_app, cancel), in_unit_of_work(live_app, pay)])

    assert outcomes(results) == {"won": 2}
    with live_app.app_context(), unit_of_work() as session:
        assert pulse.version_of(session, branch_id=house.branch_id, environment="test") == 2


def _lock_account(session: Session, account_id: int) -> None:
    session.execute(update(Account).where(Account.id == account_id).values(owner=Account.owner))


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
