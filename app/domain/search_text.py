"""The one normaliser of searchable text and of queries, and how far apart two words are.

Text and query go through the same folding, so that they meet: case, Latin accents, Arabic letter variants, vowel
signs and tatweel, the Arabic article, plural endings and every script's digits make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

LONGEST_WORD: Final = 40
# Words up to this length may be one slip away from what was meant, longer ones two.
SHORT_WORD: Final = 5

# Combining marks of Latin, Greek and Cyrillic; Arabic vowel signs, hamza and Quran marks; tatweel.
_MARKS: Final = re.compile(r"[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]")
_LETTERS: Final = str.maketrans(
    {
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ک": "ك",
        "ة": "ه",
        "ۀ": "ه",
        "ہ": "ه",
        "ھ": "ه",
        "ٱ": "ا",
        "ء": None,
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ħ": "h",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
    }
)
# "5g" and "5 g", "prod-001" and "prod001" are the same to a shopper, so letters and digits part ways.
_WORD: Final = re.compile(r"[^\W\d_]+|\d+")
_WRITTEN: Final = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640])+|\d+")
_ARTICLE: Final = re.compile(r"^(?:[وفبك]?ال|لل)(?=..)")
_PLURAL_ES: Final = re.compile(r"(?:ss|sh|ch|x|z)es$")
_PLURAL_S: Final = re.compile(r"[^siu]s$")
_SHORTEST_PLURAL: Final = 4


def fold(text: str) -> str:
    """The text with everything levelled that a shopper may write either way; folding twice changes nothing."""
    if text.isascii():
        return text.lower()
    # Folding case can bring up marks to strip and the other way round; a second pass settles the rest.
    folded = _fold_once(text)
    while (again := _fold_once(folded)) != folded:
        folded = again
    return folded


def _fold_once(text: str) -> str:
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text).casefold())
    kept = (_digit(c) for c in plain if unicodedata.category(c) != "Cf")
    return unicodedata.normalize("NFKC", "".join(kept).translate(_LETTERS))


def _digit(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else character


def surface_words(text: str) -> list[tuple[str, str]]:
    """Each word as it is indexed, with its spelling in the text (lower case) for showing to people."""
    visible = text if text.isascii() else "".join(c for c in text if unicodedata.category(c) != "Cf")
    return [(word, written) for written in _WRITTEN.findall(visible.lower()) for word in words(written)]


def presentable(text: str, most: int) -> str:
    """What was typed, fit to be shown again: no control characters, single spaces, at most so long."""
    return " ".join("".join(c if c.isprintable() else " "[: c.isspace()] for c in text[:most]).split())


def words(text: str) -> list[str]:
    """The folded words of a text, without articles and plural endings, in order."""
    return [_stem(word[:LONGEST_WORD]) for word in _WORD.findall(fold(text))]


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    """Strip until nothing more comes off, so that ألعاب and الألعاب end up as one."""
    while (shorter := _shorten(word)) != word:
        word = shorter
    return word


def _shorten(word: str) -> str:
    if not word.isascii():
        return _ARTICLE.sub("", word)
    if len(word) < _SHORTEST_PLURAL:
        return word
    if _PLURAL_ES.search(word):
        return word[:-2]
    return word[:-1] if _PLURAL_S.search(word) else word


def slips_allowed(word: str) -> int:
    """How many slips of the finger a word of this length may hold: none in numbers and in one or two letters."""
    if word.isdigit() or len(word) < 3:  # noqa: PLR2004  # three letters are the shortest word one can misspell
        return 0
    return 1 if len(word) <= SHORT_WORD else 2


def distance(a: str, b: str, limit: int) -> int:
    """Slips between two words (Damerau: insert, drop, change, swap neighbours); `limit + 1` means too many."""
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    row = _last_row(a, b, limit)
    return min(row[-1], limit + 1) if row else limit + 1


def prefix_distance(typed: str, word: str, limit: int) -> int:
    """Slips between what was typed so far and the nearest beginning of a word."""
    row = _last_row(typed, word[: len(typed) + limit], limit)
    return min(*row, limit + 1) if row else limit + 1


def _last_row(a: str, b: str, limit: int) -> list[int] | None:
    """The last row of the table of distances from `a` to every beginning of `b`; None once all exceed the limit."""
    before: list[int] = []
    above = list(range(len(b) + 1))
    for i, letter in enumerate(a, start=1):
        row = [i]
        for j, other in enumerate(b, start=1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit and (i < 2 or min(above) > limit):  # noqa: PLR2004  # a swap reaches back two rows
            return None
        before, above = above, row
    return above
