"""What may be booked at a branch: loads its room, its rules and what is taken, and asks the engine (domain/seating)."""

from app.services.availability.asking import day, days, slot, wait
from app.services.availability.keeping import found
from app.services.availability.reading import read_taken, read_venue, span_of
from app.services.availability.sheets import SectionName, Sheet, sheet

__all__ = [
    "SectionName",
    "Sheet",
    "day",
    "days",
    "found",
    "read_taken",
    "read_venue",
    "sheet",
    "slot",
    "span_of",
    "wait",
]
