"""The numbers of several tables in one line: "T1 to T12, Bar".

A span counts up the figures at the end of a number; what stands before them is the same at both ends.
"""

from __future__ import annotations

import re
from typing import Final

# More than any room has in one go; a slip of the finger does not make a thousand.
MOST_TABLES: Final = 60
LONGEST_NUMBER: Final = 20
_SPAN: Final = re.compile(r"(\D*)(\d{1,4})\s*(?:\bto\b|إلى|-|\N{EN DASH})\s*(\D*)(\d{1,4})", re.IGNORECASE)


class NotTableNumbers(ValueError):
    """The line names no tables, or too many of them."""


def numbers_in(text: str) -> tuple[str, ...]:
    """Each number that the line names, in its order. Raises NotTableNumbers."""
    parts = [" ".join(part.split()) for part in re.split("[,،;\n]", text)]
    found = [number for part in parts if part for number in _of_part(part)]
    too_long = any(len(number) > LONGEST_NUMBER for number in found)
    if not found or len(found) > MOST_TABLES or len(set(found)) < len(found) or too_long:
        raise NotTableNumbers(text)
    return tuple(found)


def _of_part(part: str) -> list[str]:
    span = _SPAN.fullmatch(part)
    if span is None:
        return [part]
    before, first, again, last = span.groups()
    if again not in {"", before} or int(last) < int(first):
        raise NotTableNumbers(part)
    numbers = range(int(first), min(int(last), int(first) + MOST_TABLES) + 1)
    return [f"{before}{number:0{len(first)}d}" for number in numbers]
