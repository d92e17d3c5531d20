"""A postal address, as carriers need it and people write it."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import asdict, dataclass
from typing import Any, Final

_KEY_FIELDS: Final = ("line1", "line2", "city", "state", "country", "zip")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where something goes and who takes it there. `country` is ISO 3166-1 alpha-2, `phone` E.164."""

    line1: str
    city: str
    state: str
    country: str
    line2: str = ""
    zip: str = ""
    landmark: str = ""
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""
    is_residential: bool = True

    @property
    def key(self) -> str:
        """The same for the same place, however it is cased, spaced or composed; who lives there is left out."""
        parts = [
            " ".join(unicodedata.normalize("NFKC", getattr(self, name)).casefold().split()) for name in _KEY_FIELDS
        ]
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def one_line(self) -> str:
        """For people, smallest part first."""
        place = self.city if self.city.casefold() == self.state.casefold() else f"{self.city}, {self.state}"
        return ", ".join(part for part in (self.line1, self.line2, self.landmark, place, self.zip) if part)

    def kept(self) -> dict[str, Any]:
        """As stored on rates and orders."""
        return asdict(self)

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Address:
        """Back from `kept`."""
        return cls(**kept)
