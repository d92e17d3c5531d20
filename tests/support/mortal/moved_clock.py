"""A clock that a process may set forward, so that nobody has to wait for what is due later.

It takes the place of the application's own module before the application is loaded, so that no part of it knows
another; `lives` sees to that. Loaded later it would be noticed by half of the application only, and refuses.
"""

import sys
from datetime import UTC, datetime, timedelta
from types import ModuleType

_NAME = "app.clock"
_ahead = timedelta()


def utc_now() -> datetime:
    """The present instant, so much later."""
    return datetime.now(UTC) + _ahead


def set_forward(seconds: float) -> None:
    """From now on it is so much later than it is."""
    global _ahead  # noqa: PLW0603  # the process has one clock
    _ahead = timedelta(seconds=seconds)


if _NAME in sys.modules:
    raise ImportError("the application has its clock already")
_clock = ModuleType(_NAME, __doc__)
vars(_clock).update(utc_now=utc_now)
sys.modules[_NAME] = _clock
