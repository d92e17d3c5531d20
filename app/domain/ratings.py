"""Arithmetic of stars: averages to one decimal, and what counts as "4 stars and up"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from app.domain.money import round_half_up

STARS: Final = (5, 4, 3, 2, 1)


def average(rating_sum: int, rating_count: int) -> float:
    """The average as shown, rounded to one decimal; 0.0 without ratings."""
    return round_half_up(rating_sum * 10, rating_count) / 10 if rating_count else 0.0


def is_at_least(rating_sum: int, rating_count: int, stars: int) -> bool:
    """Whether the average *as shown* reaches so many stars; the same arithmetic as in SQL, whole numbers only."""
    return rating_count > 0 and rating_sum * 20 >= (stars * 20 - 1) * rating_count


@dataclass(frozen=True, slots=True)
class StarShare:
    """How many gave so many stars, and what part of all that is in whole per cent."""

    stars: int
    count: int
    percent: int


def breakdown(counts: dict[int, int]) -> list[StarShare]:
    """Five rows, five stars first."""
    total = sum(counts.get(stars, 0) for stars in STARS)
    return [
        StarShare(stars, counts.get(stars, 0), round_half_up(counts.get(stars, 0) * 100, total) if total else 0)
        for stars in STARS
    ]
