"""An evening on which everybody comes at once: diners hold, book, move and cancel; hosts seat, move, swap and block.

What each was told is remembered, to be compared with what is true afterwards (house_faults.py).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from threading import Semaphore
from typing import Any, Final, TypeVar
from uuid import UUID

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import BookingRefused, HoldExpired, TablesTaken, TransitionRefused
from app.domain.reservations import HOLDING, ReservationSource, SeatingPurpose
from app.domain.seating import Reason
from app.domain.states import Environment
from app.domain.tenant import Actor, Tenant
from app.extensions import db, unit_of_work
from app.flows import bookings as flow
from app.flows.tools import Tools, Visit
from app.models import Branch, Platform, Reservation
from app.services import bookings, seatings
from app.services.bookings import Diner, Move, NewBooking, ReservationView
from app.services.seatings import Wish
from tests.factories import NOW, make_platform, make_staff
from tests.factories.dining import (
    link_tables,
    make_branch,
    make_rule,
    make_section,
    make_table,
    make_turn_time,
)
from tests.integration.services.people.kit import FakeClock, make_tools, make_visit
from tests.support.race import race

# The evening: six to ten in Dubai.
EVENING = date(2026, 3, 3)
SIX = datetime(2026, 3, 3, 14, tzinfo=UTC)
SLOTS = 9
HALF_HOUR = timedelta(minutes=30)
PACING_COVERS = 40
PACING_PARTIES = 14
# Requests a server answers at one time; the others wait at its door. SQLite lets one write, the rest wait their turn.
SERVED: Final = {"postgresql": 16, "sqlite": 4}
# What may be said to somebody who comes too late; anything else is a fault.
REFUSALS = (BookingRefused, TablesTaken, HoldExpired, TransitionRefused)


T = TypeVar("T")


@dataclass
class Told:
    """What one of them was told: the bookings that stand, those given up, and why others were refused."""

    booked: dict[UUID, ReservationView] = field(default_factory=dict)
    given_up: set[UUID] = field(default_factory=set)
    refused: Counter[str] = field(default_factory=Counter)


@dataclass
class House:
    """A branch with one section for each four tables; tables of a section stand in a row."""

    app: Flask
    branch_id: int
    tenant: Tenant
    visit: Visit
    tools: Tools
    staff: Actor
    tables: list[int]
    door: Semaphore

    @classmethod
    def open(cls, app: Flask, *, tables: int) -> House:
        """Every fourth table seats two, the others four; a section holds fewer guests than its tables have seats."""
        with app.app_context(), unit_of_work() as session:
            platform: Platform = make_platform(session)
            branch = make_branch(session, platform=platform, lead_minutes=0, max_party=12)
            made = [_section(session, branch) for _ in range(tables // 4)]
            make_rule(session, branch, pacing_covers=PACING_COVERS, pacing_parties=PACING_PARTIES)
            make_turn_time(session, branch, up_to_party=12, minutes=90)
            staff = Actor("staff", make_staff(session, business_id=branch.business_id).id)
            return cls(
                app,
                branch.id,
                Tenant(branch.business_id, Environment.TEST),
                make_visit(platform),
                make_tools(unit_of_work, FakeClock(NOW)),
                staff,
                [table for section in made for table in section],
                Semaphore(SERVED[session.get_bind().dialect.name]),
            )

    def wish(self, dice: random.Random, **given: Any) -> Wish:
        fixed: dict[str, Any] = {
            "branch_id": self.branch_id,
            "environment": Environment.TEST,
            "starts_at": SIX + dice.randrange(SLOTS) * HALF_HOUR,
            "party_size": dice.choice((1, 2, 2, 2, 3, 4, 4, 5, 6, 8)),
        }
        return Wish(**{**fixed, **given})

    def serve(self, request: Callable[[], T]) -> T:
        """Answer one request, as soon as somebody is free to."""
        with self.door:
            try:
                return request()
            finally:
                db.session.remove()

    def in_turn(self, work: Callable[[Session], object]) -> None:
        """A request that is one unit of work."""

        def request() -> None:
            with unit_of_work() as session:
                work(session)

        self.serve(request)

    def come(self, *, diners: int, hosts: int, rounds: int) -> list[Told]:
        """All at once; each plays with dice of their own."""
        players: list[Callable[[], Told]] = [
            *(self._player(_Diner(self, number).play) for number in range(diners)),
            *(self._player(_Host(self, number, rounds).play) for number in range(hosts)),
        ]
        results = race(players, timeout=300)
        for result in results:
            if isinstance(result, Exception):
                raise result
        return [result for result in results if isinstance(result, Told)]

    def _player(self, play: Callable[[], Told]) -> Callable[[], Told]:
        def run() -> Told:
            with self.app.app_context():
                return play()

        return run


class _Player:
    def __init__(self, house: House, seed: str) -> None:
        self.house = house
        self.dice = random.Random(seed)
        self.told = Told()

    def tries(self, act: Callable[[], ReservationView | None]) -> ReservationView | None:
        try:
            view = act()
        except REFUSALS as error:
            self.told.refused[getattr(error, "reason", type(error).__name__)] += 1
            return None
        if view is not None:
            self.told.booked[view.uuid] = view
        return view


class _Diner(_Player):
    """Holds, books with a form sent twice, and may think again."""

    def __init__(self, house: House, number: int) -> None:
        super().__init__(house, f"diner {number}")
        self.diner = Diner(first_name=f"Diner {number}", phone=f"+97150{number:07d}")

    def play(self) -> Told:
        for attempt in range(2):
            view = self.tries(partial(self._book, f"{self.diner.phone}-{attempt}"))
            if view is not None:
                self._think_again(view)
                break
        return self.told

    def _book(self, key: str) -> ReservationView:
        house, new = self.house, NewBooking(diner=self.diner, request_key=key)
        wish = house.wish(self.dice)
        if self.dice.random() < 0.3:
            return house.serve(lambda: flow.book_table(house.tools, house.visit, where=wish, new=new))
        token = house.serve(lambda: flow.hold_table(house.tools, house.visit, wish)).token
        made, again = (
            house.serve(lambda: flow.book_table(house.tools, house.visit, where=token, new=new)) for _ in range(2)
        )
        assert again.uuid == made.uuid
        return made

    def _think_again(self, view: ReservationView) -> None:
        luck, house = self.dice.random(), self.house
        actor = Actor("customer", view.customer_id)
        if luck < 0.35:
            to = Move(starts_at=SIX + self.dice.randrange(SLOTS) * HALF_HOUR, party_size=self.dice.randint(1, 6))
            self.tries(
                lambda: house.in_turn(
                    lambda s: bookings.move(
                        s, house.tools.texts, tenant=house.tenant, uuid=view.uuid, wanted=to, actor=actor, now=NOW
                    )
                )
            )
        elif luck < 0.5:
            self.tries(lambda: self._cancel(view, actor))

    def _cancel(self, view: ReservationView, actor: Actor) -> None:
        house = self.house
        house.in_turn(
            lambda s: bookings.cancel(s, house.tools.texts, tenant=house.tenant, uuid=view.uuid, actor=actor, now=NOW)
        )
        self.told.given_up.add(view.uuid)


class _Host(_Player):
    """Works the floor: walk-ins at named tables, bookings moved, swapped and put elsewhere, tables blocked."""

    def __init__(self, house: House, number: int, rounds: int) -> None:
        super().__init__(house, f"host {number}")
        self.rounds = rounds

    def play(self) -> Told:
        for _round in range(self.rounds):
            act = self.dice.choice((self._walk_in, self._walk_in, self._move, self._swap, self._put, self._block))
            self.tries(act)
        return self.told

    def _walk_in(self) -> ReservationView:
        house = self.house
        first = self.dice.choice(house.tables)
        named = (first,) if self.dice.random() < 0.5 else ()
        waives = frozenset({Reason.PACING}) if self.dice.random() < 0.3 else frozenset()
        wish = house.wish(self.dice, is_staff=True, table_ids=named, party_size=2, waives=waives)
        new = NewBooking(diner=Diner(first_name="Walk-in"), source=ReservationSource.WALK_IN)
        return house.serve(lambda: flow.book_table(house.tools, house.visit, where=wish, new=new, actor=house.staff))

    def _move(self) -> None:
        house, some = self.house, self._some(1)
        to = Move(starts_at=SIX + self.dice.randrange(SLOTS) * HALF_HOUR, tells=False)
        if some:
            house.in_turn(
                lambda s: bookings.move(
                    s, house.tools.texts, tenant=house.tenant, uuid=some[0], wanted=to, actor=house.staff, now=NOW
                )
            )

    def _put(self) -> None:
        house, some = self.house, self._some(1)
        table = self.dice.choice(house.tables)
        if some:
            house.in_turn(
                lambda s: bookings.change_tables(
                    s, tenant=house.tenant, uuid=some[0], table_ids=(table,), actor=house.staff, now=NOW
                )
            )

    def _swap(self) -> None:
        house, some = self.house, self._some(2)
        if len(some) > 1:
            house.in_turn(
                lambda s: bookings.swap(s, tenant=house.tenant, uuids=(some[0], some[1]), actor=house.staff, now=NOW)
            )

    def _block(self) -> None:
        house = self.house
        starts_at = SIX + self.dice.randrange(SLOTS) * HALF_HOUR
        house.in_turn(
            lambda s: seatings.take_exactly(
                s,
                table_ids=[self.dice.choice(house.tables)],
                starts_at=starts_at,
                ends_at=starts_at + timedelta(hours=1),
                service_date=EVENING,
                environment=Environment.TEST,
                purpose=SeatingPurpose.BLOCK,
                now=NOW,
            )
        )

    def _some(self, number: int) -> list[UUID]:
        known: list[UUID] = []
        standing = select(Reservation.uuid).where(Reservation.state.in_(HOLDING)).order_by(Reservation.uuid)
        self.house.in_turn(lambda s: known.extend(s.scalars(standing)))
        return self.dice.sample(known, min(number, len(known)))


def _section(session: Session, branch: Branch) -> list[int]:
    section = make_section(session, branch, capacity=11)
    tables = [make_table(session, section, capacity=seats) for seats in (2, 4, 4, 4)]
    link_tables(session, tables)
    return [table.id for table in tables]
