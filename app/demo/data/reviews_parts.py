"""What a written review is."""

from typing import NamedTuple


class ReviewData(NamedTuple):
    """One written review; its language is told by its letters."""

    author: str
    rating: int
    title: str
    body: str

    @property
    def locale(self) -> str:
        """The language it is written in."""
        return "ar" if any("\u0600" <= letter <= "\u06ff" for letter in self.body) else "en"
