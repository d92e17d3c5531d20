"""What is wrong after a full house (full_house.py).

Made from the bookings and their tables alone: it knows nothing of claims and counters.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.domain.reservations import HOLDING, tick_of, ticks_between
from app.extensions import unit_of_work
from app.models import OutboxMessage, Reservation, Seating, SeatingTable, Section
from app.services.booking_audit import BOOKING_CHECKS
from tests.support.full_house import PACING_COVERS, PACING_PARTIES, House, Told


def faults(house: House, told: list[Told]) -> Iterator[str]:
    """Everything that is not as it was promised."""
    with house.app.app_context(), unit_of_work() as session:
        yield from _tables_held_twice(session)
        yield from _sections_too_full(session)
        yield from _slots_too_full(session)
        yield from _told_otherwise(session, told)
        for check in BOOKING_CHECKS:
            yield from (f"{breach.what}: {breach.expected}, not {breach.found}" for breach in check(session).breaches)


def deadlocks(house: House) -> int:
    """How many PostgreSQL has seen in this database; SQLite has none."""
    with house.app.app_context(), unit_of_work() as session:
        if session.get_bind().dialect.name != "postgresql":
            return 0
        query = text("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(session.scalar(query) or 0)


def _standing(session: Session) -> list[Seating]:
    return list(session.scalars(select(Seating).where(Seating.released_at.is_(None)).order_by(Seating.starts_at)))


def _tables_held_twice(session: Session) -> Iterator[str]:
    at: dict[int, list[Seating]] = defaultdict(list)
    tables: dict[int, list[int]] = defaultdict(list)
    for row in session.scalars(select(SeatingTable)):
        tables[row.seating_id].append(row.table_id)
    for seating in _standing(session):
        for table in tables[seating.id]:
            at[table].append(seating)
    for table, parties in at.items():
        for one, other in pairwise(parties):
            if other.starts_at < one.ends_at:
                yield f"table {table} is held by seatings {one.id} and {other.id} at once"


def _sections_too_full(session: Session) -> Iterator[str]:
    guests: Counter[tuple[int, int]] = Counter()
    for seating in _standing(session):
        for tick in ticks_between(seating.starts_at, seating.ends_at):
            guests[seating.section_id, tick] += seating.party_size
    capacity = dict(session.execute(select(Section.id, Section.capacity)).all())
    for (section, tick), number in guests.items():
        if number > capacity[section]:
            yield f"{number} guests in section {section} at tick {tick}"


def _slots_too_full(session: Session) -> Iterator[str]:
    covers: Counter[int] = Counter()
    parties: Counter[int] = Counter()
    for seating in _standing(session):
        if seating.counts_pacing and seating.party_size:
            covers[tick_of(seating.starts_at)] += seating.party_size
            parties[tick_of(seating.starts_at)] += 1
    for tick, number in covers.items():
        if number > PACING_COVERS or parties[tick] > PACING_PARTIES:
            yield f"{number} guests in {parties[tick]} parties arrive at tick {tick}"


def _told_otherwise(session: Session, told: list[Told]) -> Iterator[str]:
    rows = {row.uuid: row for row in session.scalars(select(Reservation))}
    booked = {uuid for one in told for uuid in one.booked}
    given_up = {uuid for one in told for uuid in one.given_up}
    for uuid in booked - given_up:
        if uuid not in rows or rows[uuid].state not in HOLDING or rows[uuid].seating_id is None:
            yield f"{uuid} was told to be booked and is not"
    for uuid in rows.keys() - booked:
        yield f"{rows[uuid].reference} is booked and nobody was told"
    mails = Counter(session.scalars(select(OutboxMessage.topic)))
    confirmed = sum(1 for uuid in booked if rows[uuid].phone)
    if mails["reservation_confirmed"] != confirmed:
        yield f"{mails['reservation_confirmed']} messages confirm {confirmed} bookings"
