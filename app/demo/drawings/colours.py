"""Colour arithmetic and the named palettes every drawing is painted with."""

from dataclasses import dataclass

INK = "#1d1a26"
PAPER = "#fffaf0"
STEEL = "#c9ced6"
GOLD = "#d9a441"
KRAFT = "#c99a63"


def mix(one: str, other: str, share: float) -> str:
    """Return the colour that lies `share` (0 to 1) of the way from `one` to `other`."""
    pairs = ((int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def lighter(colour: str, share: float = 0.3) -> str:
    """Return `colour` moved towards white."""
    return mix(colour, "#ffffff", share)


def darker(colour: str, share: float = 0.3) -> str:
    """Return `colour` moved towards a warm near-black."""
    return mix(colour, "#17102a", share)


def ink_on(colour: str) -> str:
    """Return a shade of `colour` that can be read on it: darker on a light one, lighter on a dark one."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return lighter(colour, 0.6) if 2 * red + 5 * green + blue < 760 else darker(colour, 0.5)


@dataclass(frozen=True, slots=True)
class Palette:
    """What one picture is painted with: the object's own colours and the wall behind it."""

    main: str
    accent: str
    wall: str
    label: str = PAPER

    @property
    def deep(self) -> str:
        """The object's shaded side."""
        return darker(self.main, 0.36)

    @property
    def pale(self) -> str:
        """The object's lit side."""
        return lighter(self.main, 0.45)


PALETTES: dict[str, Palette] = {
    "amber": Palette("#c7741d", "#5a2a12", "#fbe6c5"),
    "blush": Palette("#e7a3a8", "#a34a5e", "#fbeaea"),
    "cocoa": Palette("#6b4029", "#e0b06c", "#f1e2d3"),
    "coral": Palette("#ef6f55", "#2c4a6e", "#fde3da"),
    "forest": Palette("#1f6b4a", "#e9b949", "#dcefe2"),
    "ember": Palette("#b5302a", "#f0b440", "#fbe0d6"),
    "gold": Palette("#dba53a", "#6d3b17", "#fbf0d4"),
    "graphite": Palette("#3b404c", "#f2784b", "#e6e8ee"),
    "indigo": Palette("#34418f", "#f3b94d", "#dfe4f7"),
    "lagoon": Palette("#12818a", "#f6b24f", "#d9f0ee"),
    "leaf": Palette("#5f9a3a", "#c9432f", "#e8f3d9"),
    "lilac": Palette("#8e7cc3", "#f4d06f", "#ece6f7"),
    "lime": Palette("#a6c13c", "#2f6b3c", "#f3f7d8"),
    "midnight": Palette("#1c2340", "#d9b25f", "#d8dcec"),
    "mint": Palette("#7cc7ae", "#e2725b", "#e2f5ee"),
    "mustard": Palette("#e0a526", "#1f4e5f", "#fdf1cf"),
    "ocean": Palette("#1f5fa8", "#f5d061", "#dcebfa"),
    "olive": Palette("#7b7f35", "#d96c3a", "#eef0d8"),
    "onyx": Palette("#24222b", "#c8a25a", "#ece7e0"),
    "pearl": Palette("#efe9de", "#b08d57", "#e3dbe6"),
    "plum": Palette("#6d2e5f", "#e9b75f", "#f2e1ec"),
    "rose": Palette("#cf4a72", "#f7cf8b", "#fde2ea"),
    "ruby": Palette("#8d1730", "#dcb160", "#f7dfe0"),
    "saffron": Palette("#f0a03a", "#8e2f1e", "#fff0d6"),
    "sand": Palette("#d8bd8f", "#7a5230", "#f7efdf"),
    "sky": Palette("#6db3e0", "#f08a5d", "#e2f2fb"),
    "silver": Palette("#c3c9d3", "#2f6fb0", "#e7edf3"),
    "slate": Palette("#5b6b80", "#f2b263", "#e3e9f0"),
    "snow": Palette("#f5f6f8", "#3f7fbf", "#d9e6ef"),
    "terracotta": Palette("#c75b39", "#2f4858", "#fae2d6"),
}
