"""On SQLite the writers of a process take turns: nobody is passed over, and a turn is given back however work ends."""

from threading import Thread
from typing import NoReturn

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app import extensions
from app.clock import utc_now
from app.extensions import db, outside_unit_of_work, unit_of_work
from app.models import Business
from app.turns import Turns
from tests.support.race import in_unit_of_work, outcomes, race
from tests.unit.test_turns import PATIENCE, until


@pytest.fixture
def line(live_app: Flask) -> Turns:
    """The application's writers."""
    with live_app.app_context():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("PostgreSQL has many writers at a time")
    found: Turns = live_app.extensions["souk_writers"]
    return found


def write(session: Session, name: str) -> None:
    session.add(Business(name=name, created_at=utc_now()))
    session.flush()


def fail(session: Session) -> NoReturn:
    write(session, "forgotten")
    raise ZeroDivisionError


def test_writers_write_in_the_order_they_came_and_readers_wait_for_nobody(live_app: Flask, line: Turns) -> None:
    def writer(name: str) -> Thread:
        runner = in_unit_of_work(live_app, lambda session: write(session, name))
        return Thread(target=runner, daemon=True)

    names = [f"writer {number}" for number in range(6)]
    threads = [writer(name) for name in names]
    with live_app.app_context():
        with unit_of_work() as session:
            write(session, "first")
            started = list[Thread]()
            for thread in threads:
                thread.start()
                started.append(thread)
                until(lambda: len(line) == len(started))
            read = race([lambda: _names(live_app)])
        for thread in threads:
            thread.join(PATIENCE)

    assert read == [[]]
    assert _names(live_app) == ["first", *names]


def test_a_turn_is_given_back_however_work_ends(live_app: Flask, line: Turns, monkeypatch: pytest.MonkeyPatch) -> None:
    with live_app.app_context():
        with pytest.raises(ZeroDivisionError), unit_of_work() as session:
            fail(session)
        with pytest.raises(ZeroDivisionError), outside_unit_of_work() as session:
            fail(session)
        # Whoever waits too long is told what SQLite tells them.
        monkeypatch.setattr(extensions, "BUSY_SECONDS", 0.05)
        with unit_of_work() as session:
            write(session, "slow")
            refused = race([in_unit_of_work(live_app, fail)] * 2)
        assert outcomes(refused) == {"OperationalError": 2}
        assert all(isinstance(one, OperationalError) and "database is locked" in str(one) for one in refused)
        # Work that asks the database nothing takes no turn.
        with unit_of_work():
            assert line.take(seconds=0)
            line.give_back()

    assert _names(live_app) == ["slow"]
    assert line.take(seconds=0)


def _names(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session().scalars(select(Business.name).order_by(Business.id)))
