"""One lock for a branch and day. The constraints say what is true; the lock lets everybody get on.

Without it two parties that want combinations of the same tables may each wait for the other.
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
    Days are locked in their order, whoever asks; a further day is named here at once (`also`), never later.
    On SQLite a unit of work is alone anyway.
    """
    if session.get_bind().dialect.name != "postgresql":
        return
    named = {service_date, *(day for day in also if day is not None)}
    for day in sorted({near for one in named for near in (one - _DAY, one, one + _DAY)}):
        session.execute(select(func.pg_advisory_xact_lock(cast(_key(branch_id, day), BigInteger))))


def _key(branch_id: int, day: date) -> int:
    """A number of its own for each branch and day; days take 22 bits until the year 9999."""
    return (branch_id << 22) | day.toordinal()
