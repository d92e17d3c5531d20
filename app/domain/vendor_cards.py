"""A vendor's list of gift cards, read line by line; what is wrong is told by its line, and nothing is guessed."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from app.domain import gift_cards as rules
from app.domain.money import Money, NotMoney

MOST_LINES: Final = 5_000
_SHORTEST: Final = 6
_LONGEST: Final = 400
_MOST_MAJOR: Final = 100_000
_HEADINGS: Final = frozenset({"number", "card number", "card_number"})
_COLUMNS: Final = (2, 3)


class LineProblem(StrEnum):
    """Why a line cannot be taken in."""

    COLUMNS = "columns"
    NUMBER = "number"
    AMOUNT = "amount"
    DAY = "day"
    TWICE = "twice"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class VendorCard:
    """A card as its line says; `good_through` is the last day, None for no end."""

    line: int
    number: str
    amount_minor: int
    good_through: date | None

    @property
    def last4(self) -> str:
        return rules.last_letters(rules.canonical(self.number))


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line, and what stands there; `first_line` is where a number stands already."""

    line: int
    problem: LineProblem
    text: str
    first_line: int = 0


@dataclass(frozen=True, slots=True)
class VendorList:
    """What was read: cards without a fault, and the faults by line."""

    currency: str
    cards: tuple[VendorCard, ...]
    faults: tuple[Fault, ...]

    @property
    def total(self) -> Money:
        return Money(sum(card.amount_minor for card in self.cards), self.currency)


def read_list(text: str, *, currency: str, today: date) -> VendorList:
    """Number, amount and, where there is one, the last good day on each line; a first line of headings is passed over.

    At most MOST_LINES lines are read: whoever calls says so where there are more.
    """
    cards: list[VendorCard] = []
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    for line, cells in _rows(text):
        read = _card(line, cells, currency, today)
        if isinstance(read, Fault):
            faults.append(read)
            continue
        plain = rules.canonical(read.number)
        if plain in seen:
            faults.append(Fault(line, LineProblem.TWICE, read.number, seen[plain]))
            continue
        seen[plain] = line
        cards.append(read)
    return VendorList(currency, tuple(cards), tuple(faults))


def count_lines(text: str) -> int:
    """How many lines say something, headings among them."""
    return sum(1 for line in text.splitlines() if line.strip())


def _rows(text: str) -> Iterable[tuple[int, list[str]]]:
    lines = text.splitlines()
    head = next((line for line in lines if line.strip()), "")
    separator = max(",;\t", key=head.count)
    is_first = True
    for number, line in enumerate(lines, start=1):
        # No card's line is so long; the reader refuses one that is far longer still.
        read = [line[:_LONGEST]] if len(line) > _LONGEST else next(csv.reader([line], delimiter=separator), [])
        cells = [cell.strip() for cell in read]
        if not any(cells):
            continue
        if not (is_first and cells[0].lower() in _HEADINGS):
            yield number, cells
        is_first = False


def _card(line: int, cells: list[str], currency: str, today: date) -> VendorCard | Fault:
    if len(cells) not in _COLUMNS:
        return Fault(line, LineProblem.COLUMNS, ", ".join(cells))
    number, amount = cells[:2]
    plain = rules.canonical(number)
    if len(plain) < _SHORTEST or len(number) > rules.MOST_LETTERS or rules.is_mistyped(plain):
        return Fault(line, LineProblem.NUMBER, number)
    try:
        minor = Money.parse(amount, currency).minor
    except NotMoney:
        minor = 0
    if not 0 < minor <= Money.parse(_MOST_MAJOR, currency).minor:
        return Fault(line, LineProblem.AMOUNT, amount)
    until = cells[2] if len(cells) == _COLUMNS[1] else ""
    try:
        good_through = date.fromisoformat(until) if until else None
    except ValueError:
        return Fault(line, LineProblem.DAY, until)
    if good_through is not None and good_through < today:
        return Fault(line, LineProblem.DAY, until)
    return VendorCard(line, number, minor, good_through)
