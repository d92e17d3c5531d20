"""Waiting in a line: whoever asked first comes first, where the operating system and SQLite would let chance decide."""

from __future__ import annotations

from collections import deque
from threading import Event, Lock


class Turns:
    """The line of one process for what only one thread may have at a time."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._waiting: deque[Event] = deque()
        self._is_taken = False

    def __len__(self) -> int:
        """How many wait."""
        return len(self._waiting)

    def take(self, *, seconds: float) -> bool:
        """Wait for one's turn, at most so many seconds; False where it has not come by then."""
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                return True
            called = Event()
            self._waiting.append(called)
        try:
            if called.wait(seconds):
                return True
        except BaseException:
            if not self._leave(called):
                self.give_back()
            raise
        return not self._leave(called)

    def give_back(self) -> None:
        """Hand the turn to whoever has waited longest. Whoever comes meanwhile cannot step in between."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._is_taken = False

    def _leave(self, called: Event) -> bool:
        """Stop waiting; False where the turn has come at that very moment."""
        with self._guard:
            if called.is_set():
                return False
            self._waiting.remove(called)
            return True
