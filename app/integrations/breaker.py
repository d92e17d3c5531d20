"""A provider that keeps failing is left alone for a while, so that its trouble does not become ours."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

FAILURES: Final = 5
COOL_DOWN_SECONDS: Final = 30.0


class Breaker:
    """Opens after so many failures in a row; after the cool-down one call at a time may try."""

    def __init__(
        self,
        *,
        failures: int = FAILURES,
        cool_down: float = COOL_DOWN_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limit = failures
        self._cool_down = cool_down
        self._clock = clock
        self._lock = threading.Lock()
        self._failed = 0
        self._closed_again_at: float | None = None
        self._is_trying = False

    @property
    def is_open(self) -> bool:
        """Whether the provider counts as down."""
        with self._lock:
            return self._closed_again_at is not None

    def lets_pass(self) -> bool:
        """Whether a call may be made now; who is let through must `note` how it went."""
        with self._lock:
            if self._closed_again_at is None:
                return True
            if self._is_trying or self._clock() < self._closed_again_at:
                return False
            self._is_trying = True
            return True

    def note(self, *, answered: bool) -> None:
        """A call that was let through came to an end."""
        with self._lock:
            self._is_trying = False
            if answered:
                self._failed = 0
                self._closed_again_at = None
                return
            self._failed += 1
            if self._failed >= self._limit:
                self._closed_again_at = self._clock() + self._cool_down
