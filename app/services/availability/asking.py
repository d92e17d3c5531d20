"""Asks the engine about a branch: the slots of a day, one exact time, the days of a month, the wait at the door."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app.domain.seating import Ask, Day, DayAtGlance, Slot, Venue, Wait, day_of, fits, quoted_wait, survey
from app.domain.states import Environment
from app.services.availability.reading import read_taken, read_venue, span_of

# A walk-in may be quoted four hours and then stays for its turn.
_WAIT_AHEAD = timedelta(hours=12)


def day(session: Session, branch_id: int, environment: Environment, ask: Ask) -> Day:
    """Every time of the asked service date, section by section, free or refused for one reason. Four statements.

    Raises BranchNotFound.
    """
    venue = read_venue(session, branch_id, first_date=ask.service_date)
    since, until = span_of(venue, ask.service_date)
    taken = read_taken(session, branch_id, environment, since=since, until=until, now=ask.now)
    return day_of(venue, taken, ask)


def slot(
    session: Session,
    branch_id: int,
    environment: Environment,
    ask: Ask,
    *,
    starts_at: datetime,
    table_ids: Sequence[int] = (),
    apart_from: Collection[int] = (),
) -> Slot:
    """One exact start, free with its tables or refused for one reason; meant to be asked under the lock of the day.

    Claim its tables from `starts_at` until `held_until`. What the seatings `apart_from` hold
    counts as free: those about to move. Raises BranchNotFound.
    """
    venue = read_venue(session, branch_id, first_date=ask.service_date)
    stay = _stay(venue, ask.party_size)
    taken = read_taken(
        session,
        branch_id,
        environment,
        since=starts_at - timedelta(hours=1),
        until=starts_at + stay + timedelta(hours=1),
        now=ask.now,
        apart_from=apart_from,
    )
    return fits(venue, taken, ask, starts_at=starts_at, table_ids=table_ids)


def days(
    session: Session, branch_id: int, environment: Environment, ask: Ask, *, last_date: date
) -> dict[date, DayAtGlance]:
    """Each date from the asked one to the last: how many times are free, and if none, why. Four statements.

    Raises BranchNotFound.
    """
    venue = read_venue(session, branch_id, first_date=ask.service_date, last_date=last_date)
    since, until = span_of(venue, ask.service_date, last_date)
    taken = read_taken(session, branch_id, environment, since=since, until=until, now=ask.now)
    dates = (ask.service_date + timedelta(number) for number in range((last_date - ask.service_date).days + 1))
    return survey(venue, taken, ask, dates)


def wait(
    session: Session,
    branch_id: int,
    environment: Environment,
    *,
    party_size: int,
    now: datetime,
    ahead: Sequence[int] = (),
    section_id: int | None = None,
    until: datetime | None = None,
) -> Wait | None:
    """How long a party at the door will wait, behind parties of the sizes `ahead`; None where it is not served today.

    Raises BranchNotFound.
    """
    venue = read_venue(session, branch_id, first_date=now.date())
    taken = read_taken(session, branch_id, environment, since=now, until=now + _WAIT_AHEAD, now=now)
    return quoted_wait(venue, taken, party_size=party_size, now=now, ahead=ahead, section_id=section_id, until=until)


def _stay(venue: Venue, party_size: int) -> timedelta:
    return timedelta(minutes=venue.policy.turn_minutes(party_size) + venue.policy.buffer_minutes)
