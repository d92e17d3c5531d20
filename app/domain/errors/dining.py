"""What can go wrong with restaurants, bookings, events and gift cards, as facts.

A `reason` is a plain word, so that an engine may hand on its own; those that surfaces have a sentence for stand in the
enumerations here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.errors.base import DomainError, ErrorKind


@dataclass(eq=False)
class CountryNotFound(DomainError):
    code = "country_not_found"
    kind = ErrorKind.NOT_FOUND


@dataclass(eq=False)
class BrandNotFound(DomainError):
    code = "brand_not_found"
    kind = ErrorKind.NOT_FOUND


@dataclass(eq=False)
class BranchNotFound(DomainError):
    code = "branch_not_found"
    kind = ErrorKind.NOT_FOUND


@dataclass(eq=False)
class ReservationNotFound(DomainError):
    """No such reservation, or somebody else's."""

    code = "reservation_not_found"
    kind = ErrorKind.NOT_FOUND


@dataclass(eq=False)
class WaitingEntryNotFound(DomainError):
    code = "waiting_entry_not_found"
    kind = ErrorKind.NOT_FOUND


@dataclass(eq=False)
class EventNotFound(DomainError):
    code = "event_not_found"
    kind = ErrorKind.NOT_FOUND


@dataclass(eq=False)
class MemberNotFound(DomainError):
    """Nobody in the club has that number."""

    code = "member_not_found"
    kind = ErrorKind.NOT_FOUND


@dataclass(eq=False)
class GiftCardNotFound(DomainError):
    code = "gift_card_not_found"
    kind = ErrorKind.NOT_FOUND


@dataclass(eq=False)
class BatchNotFound(DomainError):
    """No such batch of gift cards."""

    code = "batch_not_found"
    kind = ErrorKind.NOT_FOUND


class BookingProblem(StrEnum):
    """Why a time cannot be booked."""

    CLOSED = "closed"
    # Nothing that is free fits the party.
    FULL = "full"
    # A table is free, but the kitchen takes no more guests in this slot.
    PACING = "pacing"
    # A table is free, but the section holds as many guests as it may.
    SECTION_FULL = "section_full"
    PARTY_TOO_LARGE = "party_too_large"
    PARTY_TOO_SMALL = "party_too_small"
    TOO_SOON = "too_soon"
    TOO_FAR = "too_far"
    PAST = "past"


@dataclass(eq=False)
class BookingRefused(DomainError):
    """`reason` is a BookingProblem, `nearest` are the moments (UTC) nearest to the wish that can be booked."""

    code = "booking_refused"
    kind = ErrorKind.CONFLICT
    reason: str
    nearest: tuple[datetime, ...]


@dataclass(eq=False)
class HoldExpired(DomainError):
    """The table was kept while the form was filled, and the time for that is over."""

    code = "hold_expired"
    kind = ErrorKind.CONFLICT


@dataclass(eq=False)
class TablesTaken(DomainError):
    """Somebody else has the table now; `by` says who was faster, empty where that is nobody's business."""

    code = "tables_taken"
    kind = ErrorKind.CONFLICT
    by: str


@dataclass(eq=False)
class EventSlotFull(DomainError):
    """Fewer places are left in the slot than were asked for."""

    code = "event_slot_full"
    kind = ErrorKind.CONFLICT
    left: int


@dataclass(eq=False)
class PlacesLimit(DomainError):
    """More places were asked for than one booking may have."""

    code = "places_limit"
    kind = ErrorKind.INVALID
    limit: int


@dataclass(eq=False)
class BatchExists(DomainError):
    """Another batch of gift cards has this reference."""

    code = "batch_exists"
    kind = ErrorKind.CONFLICT
    batch_id: str


class GiftCardProblem(StrEnum):
    """Why a gift card that exists pays for nothing."""

    EMPTY = "empty"
    EXPIRED = "expired"
    INACTIVE = "inactive"
    OTHER_CURRENCY = "other_currency"
    OTHER_BRANCH = "other_branch"


@dataclass(eq=False)
class GiftCardUnusable(DomainError):
    """`reason` is a GiftCardProblem."""

    code = "gift_card_unusable"
    kind = ErrorKind.INVALID
    reason: str


@dataclass(eq=False)
class CodeNeeded(DomainError):
    """The branch wants to know by a one-time code that the number is the diner's."""

    code = "code_needed"
    kind = ErrorKind.INVALID


@dataclass(eq=False)
class TooLateToChange(DomainError):
    """The time until which a booking may be changed or cancelled online is over."""

    code = "too_late_to_change"
    kind = ErrorKind.CONFLICT


@dataclass(eq=False)
class DepositNeeded(DomainError):
    """The booking as it shall be asks for a deposit of so many minor units; what was agreed does not cover it."""

    code = "deposit_needed"
    kind = ErrorKind.CONFLICT
    amount_minor: int
    currency: str


class UploadProblem(StrEnum):
    """Why a picture was not taken."""

    NOT_AN_IMAGE = "not_an_image"
    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"


@dataclass(eq=False)
class UploadRefused(DomainError):
    """`reason` is an UploadProblem; `limit` is in bytes (TOO_LARGE), in pixels a side (TOO_MANY_PIXELS), or 0."""

    code = "upload_refused"
    kind = ErrorKind.INVALID
    reason: str
    limit: int


@dataclass(eq=False)
class ChangedMeanwhile(DomainError):
    """Somebody else has changed the same since it was opened; `by` is their name, empty where that is not known."""

    code = "changed_meanwhile"
    kind = ErrorKind.CONFLICT
    by: str


@dataclass(eq=False)
class BookingsComing(DomainError):
    """A branch with so many bookings to come is switched off only by who says that they are sure."""

    code = "bookings_coming"
    kind = ErrorKind.CONFLICT
    coming: int


@dataclass(eq=False)
class ClockInUse(DomainError):
    """A branch's time zone stays while tables are booked or kept: so many are, from now on."""

    code = "clock_in_use"
    kind = ErrorKind.CONFLICT
    coming: int
