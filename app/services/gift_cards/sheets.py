"""A batch as a sheet: its columns and words are those third parties read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from app.domain import gift_cards as rules
from app.domain.money import Money
from app.services.gift_cards.listing import BatchRow, CardRow

COLUMNS: Final = (
    *("Card Number", "Card Name", "Amount", "Currency"),
    *("Balance", "Status", "Expiry Date", "Created Date"),
)
# A cell that begins with one of these is a formula to a spreadsheet.
_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")


def sheet(batch: BatchRow, cards: Iterable[CardRow], *, with_numbers: bool) -> Iterator[str]:
    """The sheet in pieces, its head first; without `with_numbers` only the ends of the numbers stand in it."""
    yield _line(COLUMNS)
    for card in cards:
        yield _line(
            (
                card.number if with_numbers else rules.masked(card.last4),
                _cell(batch.card_name),
                plain(card.amount),
                card.amount.currency,
                plain(card.balance),
                card.status.value.capitalize(),
                "" if card.expires_at is None else rules.good_through(card.expires_at).isoformat(),
                card.created_at.strftime("%Y-%m-%d %H:%M:%S"),
            )
        )


def plain(amount: Money) -> str:
    """As short as it is exact: 300, or 299.50."""
    major = amount.major
    return str(int(major)) if major == Decimal(int(major)) else str(major)


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULAS) else text


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()
