"""What can go wrong where a restaurant's room and hours are edited, as facts."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors.base import DomainError, ErrorKind


@dataclass(eq=False)
class SectionNotFound(DomainError):
    """No such section at this branch."""

    code = "section_not_found"
    kind = ErrorKind.NOT_FOUND


@dataclass(eq=False)
class TableNotFound(DomainError):
    """No such table at this branch."""

    code = "table_not_found"
    kind = ErrorKind.NOT_FOUND


@dataclass(eq=False)
class RuleNotFound(DomainError):
    """No such rule of availability at this branch."""

    code = "rule_not_found"
    kind = ErrorKind.NOT_FOUND


@dataclass(eq=False)
class TableNumberTaken(DomainError):
    """Another table of the branch has this number; `number` is the first of those asked for."""

    code = "table_number_taken"
    kind = ErrorKind.CONFLICT
    number: str


@dataclass(eq=False)
class SectionHasTables(DomainError):
    """A section is removed only when nothing stands in it: `tables` do, in use or switched off."""

    code = "section_has_tables"
    kind = ErrorKind.CONFLICT
    tables: int


@dataclass(eq=False)
class TableInUse(DomainError):
    """Parties that are there or will come need the table as it is.

    `references` names their bookings by time; `being_booked`: somebody else is about to take it.
    """

    code = "table_in_use"
    kind = ErrorKind.CONFLICT
    references: tuple[str, ...]
    being_booked: bool


@dataclass(eq=False)
class PastNeedsIt(DomainError):
    """Bookings of the past or to come tell of it, so that it can be switched off but not removed."""

    code = "past_needs_it"
    kind = ErrorKind.CONFLICT
