"""What occupies tables. One seating holds its tables for a span of time; the database lets no two hold the same."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.reservations import SeatingPurpose
from app.domain.states import Environment
from app.models.base import Base, BigKey, PrimaryKey, PublicId, enum_of


class Seating(Base):
    """A party, a hold, an offer or a block on one or more tables of a section, from start to end.

    It ends when the tables are free again: the time to clear them is part of it.
    """

    __tablename__ = "seating"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="span"),
        CheckConstraint("party_size >= 0", name="party_not_negative"),
        CheckConstraint(
            "(purpose IN ('hold', 'offer')) = (expires_at IS NOT NULL)",
            name="holds_expire",
        ),
        Index("ix_seating_branch_day", "branch_id", "environment", "service_date"),
        Index("ix_seating_expires", "expires_at"),
    )

    id: Mapped[PrimaryKey]
    uuid: Mapped[PublicId]
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id"))
    environment: Mapped[Environment] = mapped_column(enum_of(Environment, "environment_known"))
    purpose: Mapped[SeatingPurpose] = mapped_column(enum_of(SeatingPurpose, "purpose_known"))
    # The evening it belongs to, by the branch's clock; its start may lie after midnight.
    service_date: Mapped[date]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    # Zero for a block.
    party_size: Mapped[int]
    # The rule whose hour it is; None where staff took it outside of all hours.
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("availability_rule.id"))
    # Whether its guests count towards the section's capacity and the slot's pacing.
    counts_section: Mapped[bool] = mapped_column(default=True)
    counts_pacing: Mapped[bool] = mapped_column(default=True)
    # A hold or an offer that has expired holds nothing any more, although its rows are swept up later.
    expires_at: Mapped[datetime | None]
    # A hold is extended once at most.
    extensions: Mapped[int] = mapped_column(default=0)
    # Whose form it is: the hash of a token only that form knows.
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    # Why staff keep a table free.
    note: Mapped[str] = mapped_column(default="")
    created_by: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    released_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class SeatingTable(Base):
    """The tables of a seating; stays when it is over."""

    __tablename__ = "seating_table"

    seating_id: Mapped[int] = mapped_column(ForeignKey("seating.id"), primary_key=True)
    table_id: Mapped[int] = mapped_column(ForeignKey("dining_table.id"), primary_key=True, index=True)


class TableClaim(Base):
    """A table in a quarter of an hour is one seating's alone: the promise that no table is held twice."""

    __tablename__ = "table_claim"

    table_id: Mapped[int] = mapped_column(ForeignKey("dining_table.id"), primary_key=True)
    environment: Mapped[str] = mapped_column(String(10), primary_key=True)
    # Quarters of an hour since the epoch (domain/reservations.py).
    tick: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    seating_id: Mapped[int] = mapped_column(ForeignKey("seating.id"), index=True)


class CoverCount(Base):
    """Guests counted against a limit: those in a section in a quarter of an hour, or those who arrive at a slot."""

    __tablename__ = "cover_count"
    __table_args__ = (
        CheckConstraint("used >= 0 AND used <= most", name="within_limit"),
        CheckConstraint("what IN ('section', 'covers', 'parties')", name="what_known"),
    )

    # "section": in the section `scope_id`; "covers" and "parties": arriving at the branch `scope_id`.
    what: Mapped[str] = mapped_column(String(10), primary_key=True)
    scope_id: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    environment: Mapped[str] = mapped_column(String(10), primary_key=True)
    tick: Mapped[int] = mapped_column(BigKey, primary_key=True, autoincrement=False)
    used: Mapped[int]
    # The limit in force when it was last counted up.
    most: Mapped[int]
