"""What a seating takes: its tables in each quarter of an hour, and its guests off the limits of section and kitchen.

The primary key of the claims and the guarded counters refuse what is too much, whoever asks and however.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import case, delete, func, insert, select, update
from sqlalchemy.orm import Session

from app.domain.errors import BookingProblem, BookingRefused, TablesTaken
from app.domain.reservations import tick_of, ticks_between
from app.models import CoverCount, DiningTable, Seating, SeatingTable, TableClaim
from app.models.upsert import insert_into

# As good as no limit; fits the column.
UNLIMITED: Final = 2**31 - 1
_REFUSAL: Final = {
    "covers": BookingProblem.PACING,
    "parties": BookingProblem.PACING,
    "section": BookingProblem.SECTION_FULL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many guests at once in the section, and how many guests and parties arriving in the quarter of the start."""

    section: int = UNLIMITED
    covers: int = UNLIMITED
    parties: int = UNLIMITED


def set_tables_of(session: Session, seating_id: int, table_ids: Sequence[int]) -> None:
    """Write down which tables a seating has, in place of those it had."""
    session.execute(
        delete(SeatingTable).where(SeatingTable.seating_id == seating_id).execution_options(synchronize_session=False)
    )
    rows = [{"seating_id": seating_id, "table_id": table_id} for table_id in table_ids]
    session.execute(insert(SeatingTable), rows)


def tables_of(session: Session, seating_id: int) -> tuple[int, ...]:
    """The tables a seating has or had, ascending."""
    query = select(SeatingTable.table_id).where(SeatingTable.seating_id == seating_id).order_by(SeatingTable.table_id)
    return tuple(session.scalars(query))


def check_standing(session: Session, table_ids: Sequence[int]) -> None:
    """Whoever picked the tables may have seen the room before one was put away. Under the lock of a day.

    Raises TablesTaken unless all of them are in use.
    """
    standing = select(func.count(DiningTable.id)).where(DiningTable.id.in_(table_ids), DiningTable.is_active.is_(True))
    if session.scalar(standing) != len(set(table_ids)):
        raise TablesTaken(by="")


def occupy(session: Session, seating: Seating, table_ids: Sequence[int], limits: Limits) -> None:
    """Claim the tables and count the guests for the whole of the seating, inside the caller's savepoint.

    Raises TablesTaken where somebody is there already, BookingRefused where a limit would be passed; part of it may be
    written then, which the savepoint undoes.
    """
    if not _claim(session, seating, table_ids):
        raise TablesTaken(by="")
    reason = _count(session, seating, limits)
    if reason is not None:
        raise BookingRefused(reason=reason.value, nearest=())


def vacate(session: Session, seating: Seating) -> None:
    """Give back what a live seating claims and counts."""
    session.execute(
        delete(TableClaim).where(TableClaim.seating_id == seating.id).execution_options(synchronize_session=False)
    )
    if seating.counts_section:
        ticks = ticks_between(seating.starts_at, seating.ends_at)
        _lower(
            session,
            seating,
            CoverCount.what == "section",
            CoverCount.scope_id == seating.section_id,
            CoverCount.tick.between(ticks.start, ticks.stop - 1),
        )
    if seating.counts_pacing:
        _lower(
            session,
            seating,
            CoverCount.what.in_(("covers", "parties")),
            CoverCount.scope_id == seating.branch_id,
            CoverCount.tick == tick_of(seating.starts_at),
        )


def _claim(session: Session, seating: Seating, table_ids: Sequence[int]) -> bool:
    """In the order of tables and times, so that two who want the same meet at the first of them."""
    rows = [
        {"table_id": table_id, "environment": seating.environment.value, "tick": tick, "seating_id": seating.id}
        for table_id in sorted(table_ids)
        for tick in ticks_between(seating.starts_at, seating.ends_at)
    ]
    got = session.scalars(
        insert_into(session, TableClaim).values(rows).on_conflict_do_nothing().returning(TableClaim.tick)
    )
    return len(got.all()) == len(rows)


def _count(session: Session, seating: Seating, limits: Limits) -> BookingProblem | None:
    """Count its guests; which limit refuses them, or None."""
    rows = sorted((*_in_section(seating, limits), *_arriving(seating, limits)), key=_key)
    too_many = {row["what"] for row in rows if row["used"] > row["most"]}
    if too_many or not rows:
        return _REFUSAL[min(too_many)] if too_many else None
    statement = insert_into(session, CoverCount).values(rows)
    wanted = CoverCount.used + statement.excluded.used
    got = session.execute(
        statement.on_conflict_do_update(
            index_elements=[CoverCount.what, CoverCount.scope_id, CoverCount.environment, CoverCount.tick],
            set_={"used": wanted, "most": statement.excluded.most},
            where=wanted <= statement.excluded.most,
        ).returning(CoverCount.what, CoverCount.tick)
    )
    refused = {(row["what"], row["tick"]) for row in rows} - {(what, tick) for what, tick in got}
    return _REFUSAL[min(refused)[0]] if refused else None


def _in_section(seating: Seating, limits: Limits) -> list[dict[str, Any]]:
    if not seating.counts_section:
        return []
    return [
        _row(seating, ("section", seating.section_id, tick), seating.party_size, limits.section)
        for tick in ticks_between(seating.starts_at, seating.ends_at)
    ]


def _arriving(seating: Seating, limits: Limits) -> list[dict[str, Any]]:
    if not seating.counts_pacing:
        return []
    tick = tick_of(seating.starts_at)
    return [
        _row(seating, ("covers", seating.branch_id, tick), seating.party_size, limits.covers),
        _row(seating, ("parties", seating.branch_id, tick), 1, limits.parties),
    ]


def _row(seating: Seating, key: tuple[str, int, int], used: int, most: int) -> dict[str, Any]:
    what, scope_id, tick = key
    environment = seating.environment.value
    return {"what": what, "scope_id": scope_id, "environment": environment, "tick": tick, "used": used, "most": most}


def _key(row: dict[str, Any]) -> tuple[str, int, int]:
    return row["what"], row["scope_id"], row["tick"]


def _lower(session: Session, seating: Seating, *conditions: Any) -> None:
    n = case((CoverCount.what == "parties", 1), else_=seating.party_size)
    session.execute(
        update(CoverCount)
        .where(CoverCount.environment == seating.environment.value, *conditions)
        .values(used=CoverCount.used - n)
        .execution_options(synchronize_session=False)
    )
