"""Reads a section's rows of tables: which there are, where they stand, and which can be pushed together."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.demo.data.dining.kinds import SectionData
from app.domain.reservations import TableShape

_SHAPES = {"r": TableShape.ROUND, "s": TableShape.SQUARE, "x": TableShape.RECTANGLE}


@dataclass(frozen=True, slots=True)
class TableData:
    """One table; the middle of it in percent of the floor."""

    number: str
    capacity: int
    shape: TableShape
    x: int
    y: int
    is_online: bool
    # Whether it can be pushed to the one before it.
    joins: bool

    @property
    def min_party(self) -> int:
        """The smallest party it is given to: four chairs are too good for one, eight for three."""
        return max(1, (self.capacity + 1) // 2) if self.capacity > 2 else 1


def tables_of(section: SectionData) -> list[TableData]:
    """Return a section's tables in order, numbered from 1 behind its letter."""
    return list(_tables(section))


def _tables(section: SectionData) -> Iterator[TableData]:
    left, top, right, bottom = section.box
    count = 0
    for line, row in enumerate(section.rows):
        words = row.replace("+", " +").split()
        for place, word in enumerate(words):
            count += 1
            spec = word.strip("+!")
            yield TableData(
                number=f"{section.prefix}{count}",
                capacity=int(spec[:-1]),
                shape=_SHAPES[spec[-1]],
                x=left + round((right - left) * (place + 0.5) / len(words)),
                y=top + round((bottom - top) * (line + 0.5) / len(section.rows)),
                is_online=not word.endswith("!"),
                joins=word.startswith("+"),
            )


def links_of(tables: list[TableData], keys: list[int]) -> list[dict[str, int]]:
    """Return the pairs of neighbours that can be pushed together, the smaller key first."""
    return [
        {"table_id": before, "other_id": key}
        for table, before, key in zip(tables[1:], keys[:-1], keys[1:], strict=True)
        if table.joins
    ]
