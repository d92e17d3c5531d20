"""The instant at which factories make things, and numbers that never repeat."""

from datetime import UTC, datetime
from itertools import count

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)

_numbers = count(1)


def next_number() -> int:
    """1, 2, 3 …: for slugs, e-mails and the like, which must differ."""
    return next(_numbers)
