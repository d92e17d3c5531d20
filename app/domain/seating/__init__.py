"""Availability: which tables a party could have, when, and why not. Pure functions over values; the rules of booking.

A service loads a `Venue` and what is `Taken` and asks `day_of` for a page or `fits` for one booking under its lock.
"""

from app.domain.errors import BookingProblem as Reason
from app.domain.reservations import RuleKind
from app.domain.seating.combinations import best_fit, combinations, is_connected
from app.domain.seating.days import best_of, day_of, merged, nearest, refusal_of
from app.domain.seating.exact import fits
from app.domain.seating.occupancy import Tally, taken_of
from app.domain.seating.opening import Opening, opening
from app.domain.seating.surveys import DayAtGlance, survey
from app.domain.seating.times import NIGHT_ENDS_AT, instant_of, minute_of, serving_date
from app.domain.seating.values import (
    Arrivals,
    Ask,
    Day,
    Occupation,
    Policy,
    Rule,
    Section,
    Slot,
    Table,
    Taken,
    TurnTime,
    Venue,
)
from app.domain.seating.view import pacing_left
from app.domain.seating.waits import Wait, quoted_wait

__all__ = [
    "NIGHT_ENDS_AT",
    "Arrivals",
    "Ask",
    "Day",
    "DayAtGlance",
    "Occupation",
    "Opening",
    "Policy",
    "Reason",
    "Rule",
    "RuleKind",
    "Section",
    "Slot",
    "Table",
    "Taken",
    "Tally",
    "TurnTime",
    "Venue",
    "Wait",
    "best_fit",
    "best_of",
    "combinations",
    "day_of",
    "fits",
    "instant_of",
    "is_connected",
    "merged",
    "minute_of",
    "nearest",
    "opening",
    "pacing_left",
    "quoted_wait",
    "refusal_of",
    "serving_date",
    "survey",
    "taken_of",
]
