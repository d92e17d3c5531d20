"""What a branch's days were found to be, kept in memory while nothing changes.

It is asked for under the branch's pulse, which grows with every change of its tables, and under its room and rules as
they are read each time; so what is kept is never stale, only no longer asked for. A hold that lapses by itself is
waited for. Every process keeps its own. Whoever gives a table away asks the database (`asking.slot`), not this.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable
from dataclasses import replace
from datetime import datetime
from typing import Final, TypeVar, cast

from sqlalchemy.orm import Session

from app.domain.seating import Ask, Taken, Venue
from app.domain.states import Environment
from app.services import pulse
from app.services.availability.reading import read_taken

T = TypeVar("T")

MOST_KEPT: Final = 512

_kept: OrderedDict[Hashable, tuple[datetime | None, object]] = OrderedDict()
_lock = threading.Lock()


def found(
    session: Session,
    branch_id: int,
    environment: Environment,
    venue: Venue,
    ask: Ask,
    *,
    make: Callable[[Taken, Ask], T],
    key: Hashable,
    span: tuple[datetime, datetime],
    apart_from: Collection[int] = (),
) -> T:
    """What `make` says of what is taken within `span`, made anew only where something has changed.

    It is asked as of the minute in which `ask.now` lies. `key` names what is made; with the ask it decides the answer.
    Two statements, or one.
    """
    asked = replace(ask, now=ask.now.replace(second=0, microsecond=0))
    version = pulse.version_of(session, branch_id=branch_id, environment=environment)
    full_key = (key, environment, version, asked, span, tuple(sorted(apart_from)), venue)
    with _lock:
        lapses_at, value = _kept.get(full_key, (None, None))
        if value is not None and (lapses_at is None or ask.now < lapses_at):
            _kept.move_to_end(full_key)
            return cast(T, value)
    # Made outside the lock: two threads may both make it, none waits for another's query.
    since, until = span
    taken = read_taken(session, branch_id, environment, since=since, until=until, now=ask.now, apart_from=apart_from)
    made = make(taken, asked)
    with _lock:
        _kept[full_key] = taken.lapses_at, made
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return made


def forget_all() -> None:
    """Empty the memory: for tests that take tables without saying so."""
    with _lock:
        _kept.clear()
