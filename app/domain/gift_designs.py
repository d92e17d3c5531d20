"""The designs a gift card can have, by name, and the colours each is drawn in, wherever it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Colours:
    """As "#rrggbb": the card's ground and its deeper end, what is written on both, and the ornament."""

    ground: str
    deep: str
    ink: str
    gold: str


# White, or the ink, on either end of the ground keeps 4.5 to 1; a test computes it.
COLOURS: Final[dict[str, Colours]] = {
    "lantern": Colours("#6d2038", "#3d0f1f", "#fff6ea", "#f2b84b"),
    "dallah": Colours("#1d5c54", "#0d332f", "#f6fbf7", "#e9c46a"),
    "palm": Colours("#9a4a17", "#6a2c0a", "#fff7ec", "#ffd08a"),
    "dhow": Colours("#1c4f7d", "#0c2a48", "#f3f9ff", "#ffd479"),
    "lattice": Colours("#4b3a8f", "#2a1f5c", "#f8f5ff", "#f0c36d"),
    "crescent": Colours("#22344f", "#0e1930", "#f5f8ff", "#f4cf7c"),
}
USUAL: Final = "lantern"
