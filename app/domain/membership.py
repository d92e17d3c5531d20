"""Clubs: their members' levels and points, and how a member is reached by a code."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import Final

# Points stand in the ledger under a currency of their own, a code that ISO 4217 gives to none.
POINTS: Final = "PTS"
POINTS_PER_GUEST: Final = 10
MEMBER_DIGITS: Final = 6
_REFERRAL_NAME: Final = 10
# The United Arab Emirates and Saudi Arabia; WhatsApp reaches the others for less, and more surely.
_BY_TEXT_MESSAGE: Final = ("+971", "+966")


class Level(StrEnum):
    """Every member begins at white; points collected raise the level, and spending them does not lower it."""

    WHITE = "WHITE"
    SILVER = "SILVER"
    GOLD = "GOLD"


class PointsReason(StrEnum):
    """Why points or cash of a club moved; each surface has its own words."""

    VISIT = "visit"
    VISIT_UNDONE = "visit-undone"
    WELCOME = "welcome"
    BIRTHDAY = "birthday"
    OTHER = "other"


# The level that is reached with so many points collected.
THRESHOLDS: Final[tuple[tuple[int, Level], ...]] = ((2000, Level.GOLD), (500, Level.SILVER), (0, Level.WHITE))


def level_of(collected: int) -> Level:
    """The level of somebody who has collected so many points."""
    return next(level for least, level in THRESHOLDS if collected >= least)


def points_to_next(collected: int) -> tuple[Level, int] | None:
    """The level above and how many points are missing for it; None at the top."""
    above = [(least, level) for least, level in THRESHOLDS if least > collected]
    if not above:
        return None
    least, level = min(above)
    return level, least - collected


def is_sent_by_whatsapp(phone: str) -> bool:
    """How a joining code travels: as a text message within two countries, elsewhere by WhatsApp."""
    return not phone.startswith(_BY_TEXT_MESSAGE)


def referral_stem(first_name: str) -> str:
    """The part of a referral code that is the member's name, in plain capitals: AISHA of AISHA-K9X2."""
    plain = unicodedata.normalize("NFKD", first_name)
    letters = "".join(letter for letter in plain if letter.isascii() and letter.isalpha()).upper()
    return letters[:_REFERRAL_NAME] or "MEMBER"
