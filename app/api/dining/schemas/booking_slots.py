"""Times at which a branch may be booked."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Self

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema

from app.api._kit.fields import LARGEST_ID, Id, Number
from app.api.dining.schemas.base import Day, Instant, Reply, Schema, Switch, major
from app.domain.seating import Slot
from app.services.availability import Sheet

# Days beyond are nobody's wish, and some of them no calendar's.
FIRST_DAY: Final = date(2000, 1, 1)
LAST_DAY: Final = date(2199, 12, 31)


def _row_or_code(value: object) -> object:
    """Digits are a row's number; anything else is a branch's code."""
    text = str(value).strip()
    if text.isascii() and text.isdigit() and 0 < int(text[:20]) <= LARGEST_ID:
        return int(text)
    return text


BranchRef = Annotated[
    int | Annotated[str, StringConstraints(min_length=1, max_length=60)],
    BeforeValidator(_row_or_code),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": 60, "examples": ["1096", "DT01"]}),
]


class BookingSlotsQuery(Schema):
    branchId: BranchRef  # noqa: N815  # the document's spelling
    date: Annotated[Day, Field(ge=FIRST_DAY, le=LAST_DAY)]
    partySize: Annotated[int, Field(ge=1, le=1000)] = 2  # noqa: N815  # the document's spelling
    customRuleId: Id | None = None  # noqa: N815  # the document's spelling
    showHidden: Switch = False  # noqa: N815  # the document's spelling


class BookingSlotOut(Schema):
    """`price` and `deposit` are per guest, `total_deposit` is the party's; `reason` is null where it is available."""

    start_time: Instant
    end_time: Instant
    # On the branch's clock.
    local_time: str
    rule_id: int | None
    available: bool
    reason: str | None
    # Null where the branch keeps it to itself.
    remaining_capacity: int | None
    price: Number
    deposit: Number
    total_deposit: Number
    is_hidden: bool

    @classmethod
    def of(cls, slot: Slot, *, currency: str, hides_capacity: bool) -> Self:
        return cls(
            start_time=slot.starts_at,
            end_time=slot.ends_at,
            local_time=f"{slot.minute // 60 % 24:02d}:{slot.minute % 60:02d}",
            rule_id=slot.rule_id,
            available=slot.is_free,
            reason=slot.reason,
            remaining_capacity=None if hides_capacity else slot.remaining_covers,
            price=major(slot.price_minor or 0, currency),
            deposit=major(slot.deposit_minor or 0, currency),
            total_deposit=major(slot.deposit_total_minor or 0, currency),
            is_hidden=slot.is_hidden,
        )


class PeriodOut(Schema):
    period: str
    slots: list[BookingSlotOut]


class SectionSlotsOut(Schema):
    section_id: int
    section_name: str
    available: bool
    periods: list[PeriodOut]


class SlotsBranchOut(Schema):
    id: int
    branch_code: str
    branch_name: str
    time_zone: str
    currency: str


class BookingSlotsOut(Reply):
    branch: SlotsBranchOut
    date: Day
    party_size: int
    data: list[SectionSlotsOut]

    @classmethod
    def of(cls, sheet: Sheet, *, in_full: bool) -> Self:
        """Everything of a day; guests are told the capacity only where the branch shows it."""
        hides_capacity = sheet.hides_capacity and not in_full

        def told(slot: Slot) -> BookingSlotOut:
            return BookingSlotOut.of(slot, currency=sheet.currency, hides_capacity=hides_capacity)

        return cls(
            branch=SlotsBranchOut(
                id=sheet.branch_id,
                branch_code=sheet.code,
                branch_name=sheet.name_en,
                time_zone=sheet.zone,
                currency=sheet.currency,
            ),
            date=sheet.day.service_date,
            party_size=sheet.day.party_size,
            data=[
                SectionSlotsOut(
                    section_id=section_id,
                    section_name=sheet.sections[section_id].en,
                    available=any(slot.is_free for slot in slots),
                    periods=[
                        PeriodOut(period=period, slots=[told(slot) for slot in slots if slot.period == period])
                        for period in dict.fromkeys(slot.period for slot in slots)
                    ],
                )
                for section_id, slots in sheet.day.sections()
            ],
        )
