"""Counts the SQL that a piece of code sends."""

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy import Engine, event
from typing_extensions import override

# What the transaction machinery says is not a question to the database.
PUNCTUATION = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "PRAGMA")

# A served shop keeps its directory of storefronts in memory for some seconds; tests read it anew for each request.
DIRECTORY = ("FROM platform ORDER BY platform.is_default", "FROM platform_host")


class Statements(list[str]):
    """The statements sent, in order; as a failure message it reads like a log."""

    @property
    def served(self) -> "Statements":
        """Those that a served shop would send too."""
        return Statements(text for text in self if not any(part in " ".join(text.split()) for part in DIRECTORY))

    @override
    def __str__(self) -> str:
        return f"{len(self)} statements:\n" + "\n".join(f"  {' '.join(text.split())[:200]}" for text in self)


@contextmanager
def count_statements() -> Generator[Statements]:
    """Collect what is sent inside the block: `with count_statements() as sent: ...; assert len(sent) <= 6, sent`."""
    sent = Statements()

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.lstrip().upper().startswith(PUNCTUATION):
            sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)
