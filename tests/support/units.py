"""Units of work for flows, over a test's own session."""

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from app.services.ports import UnitOfWork


def units_over(session: Session) -> UnitOfWork:
    """What a unit rolls back is only its own: what was there before is committed first."""

    @contextmanager
    def work() -> Generator[Session]:
        session.commit()
        try:
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise

    return work
