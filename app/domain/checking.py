"""How often the outside is asked what became of something: often while somebody waits, then ever less."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

# Somebody may be on the pay page for as long as the pieces are held.
PAY_WINDOW: Final = timedelta(minutes=30)
_FIRST: Final = timedelta(seconds=3)
_WHILE_WAITED_FOR: Final = timedelta(seconds=30)
_WAITED_FOR: Final = PAY_WINDOW + timedelta(minutes=10)
_LONGEST: Final = timedelta(hours=6)
_GIVEN_UP: Final = timedelta(days=7)


def next_check(*, since: datetime, now: datetime) -> datetime | None:
    """When to look again at what began at `since`; None once it is not worth asking any more."""
    age = max(now - since, timedelta())
    if age >= _GIVEN_UP:
        return None
    if age < _WAITED_FOR:
        return now + min(max(age / 2, _FIRST), _WHILE_WAITED_FOR)
    return now + min(age / 4, _LONGEST)
