"""A storefront's own words: which are known, and what a misspelt one was meant to be."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from app.domain.search_text import distance, prefix_distance, slips_allowed

_SHORTEST_PART: Final = 3


@dataclass(frozen=True, slots=True)
class KnownWord:
    """A folded word, its spelling for people, and how much of the catalogue it stands in."""

    word: str
    written: str
    frequency: int


class Vocabulary:
    """Immutable once built; a storefront's tens of thousands of words answer in a millisecond or two."""

    def __init__(self, known: Iterable[KnownWord]) -> None:
        self._known = {entry.word: entry for entry in known}
        self._sorted = sorted(self._known)
        self._by_length: dict[int, list[tuple[int, KnownWord]]] = defaultdict(list)
        for entry in self._known.values():
            self._by_length[len(entry.word)].append((_letters(entry.word), entry))

    def frequency(self, word: str) -> int:
        """Of the word itself, else of the words it begins; 0 when unknown."""
        if word in self._known:
            return self._known[word].frequency
        return sum(self._known[longer].frequency for longer in self._beginning_with(word, at_most=20))

    def knows(self, word: str) -> bool:
        """Whether it is a word of the catalogue or the beginning of one."""
        return word in self._known or bool(self._beginning_with(word, at_most=1))

    def correct(self, word: str, *, unfinished: bool = False) -> KnownWord | None:
        """The word most likely meant: the fewest slips, then the same first letter, then the commoner one.

        An unfinished word, still being typed, may also be near the beginning of one.
        """
        limit = slips_allowed(word)
        if limit == 0:
            return None
        found = self._nearest(word, limit)
        if found is None and unfinished and len(word) > _SHORTEST_PART:
            found = self._nearest_beginning(word, limit)
        return found

    def split(self, word: str) -> tuple[KnownWord, KnownWord] | None:
        """Two known words written as one: "icecream"."""
        best: tuple[KnownWord, KnownWord] | None = None
        for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            pair = self._known.get(word[:cut]), self._known.get(word[cut:])
            if pair[0] is None or pair[1] is None:
                continue
            if best is None or min(pair[0].frequency, pair[1].frequency) > min(best[0].frequency, best[1].frequency):
                best = (pair[0], pair[1])
        return best

    def _beginning_with(self, prefix: str, *, at_most: int) -> list[str]:
        start = bisect_left(self._sorted, prefix)
        return [word for word in self._sorted[start : start + at_most] if word.startswith(prefix)]

    def _nearest(self, word: str, limit: int) -> KnownWord | None:
        letters = _letters(word)
        best: tuple[tuple[int, bool, int, str], KnownWord] | None = None
        for length in range(len(word) - limit, len(word) + limit + 1):
            for others, entry in self._by_length.get(length, ()):
                # Each slip changes at most two kinds of letters; most words are dismissed here, without a table.
                if (letters ^ others).bit_count() > 2 * limit:
                    continue
                slips = distance(word, entry.word, limit)
                if slips <= limit:
                    rank = (slips, entry.word[0] != word[0], -entry.frequency, entry.word)
                    best = min(best, (rank, entry), key=lambda pair: pair[0]) if best else (rank, entry)
        return best[1] if best else None

    def _nearest_beginning(self, word: str, limit: int) -> KnownWord | None:
        ranked = (
            ((slips, -entry.frequency, entry.word), entry)
            for entry in self._known.values()
            if entry.word[0] == word[0]
            and len(entry.word) > len(word)
            and (slips := prefix_distance(word, entry.word, limit)) <= limit
        )
        best = min(ranked, key=lambda pair: pair[0], default=None)
        return best[1] if best else None


def _letters(word: str) -> int:
    """The set of a word's letters as bits; different letters may share one, which only dismisses less."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 61)
    return bits
