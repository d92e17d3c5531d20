"""One lock for a branch and day. The constraints say what is true; the lock lets everybody get on.

Without it two parties that want combinations of the same tables may each wait for the other. Whoever changes tables,
sections or hours has the whole room to themselves: what was seen of it then is still so when a table is taken.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from sqlalchemy import BigInteger, cast, func, select
from sqlalchemy.orm import Session

_DAY: Final = timedelta(days=1)


def lock_day(session: Session, *, branch_id: int, service_date: date, also: Iterable[date | None] = ()) -> None:
    """Wait until nobody else changes the branch's tables on that day, and keep it so until the unit of work ends.

    Taken before any row is locked. The neighbouring days are locked too: an evening may last into the next morning.
    Days are locked in their order, whoever asks; a further day is named here at once (`also`), never later. The room
    is locked first, and shared with whoever is at other days.
    On SQLite a unit of work is alone anyway.
    """
    if session.get_bind().dialect.name != "postgresql":
        return
    session.execute(select(func.pg_advisory_xact_lock_shared(cast(_room_key(branch_id), BigInteger))))
    named = {service_date, *(day for day in also if day is not None)}
    for day in sorted({near for one in named for near in (one - _DAY, one, one + _DAY)}):
        session.execute(select(func.pg_advisory_xact_lock(cast(_key(branch_id, day), BigInteger))))


def lock_room(session: Session, *, branch_id: int) -> None:
    """Wait until nobody takes or gives back tables of the branch on any day; keep it so until the unit of work ends.

    For changes to the room itself and its hours; taken before any row is locked, in units of work that lock no day.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(cast(_room_key(branch_id), BigInteger))))


def _key(branch_id: int, day: date) -> int:
    """A number of its own for each branch and day; days take 22 bits until the year 9999."""
    return (branch_id << 22) | day.toordinal()


def _room_key(branch_id: int) -> int:
    """The number of a day that does not exist."""
    return branch_id << 22
