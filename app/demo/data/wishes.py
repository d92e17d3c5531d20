"""What the demo customers wish for."""

from typing import NamedTuple
from uuid import UUID


class WishData(NamedTuple):
    """A line of a wishlist; `was` is what the product cost when it was put there, where it cost more or less then."""

    email: str
    sku: str
    days_ago: float
    priority: int
    notes: str = ""
    was: int | None = None
    tell_in_stock: bool = False
    tell_price_drop: bool = False
    uuid: UUID | None = None


_JOHN = "john.doe@example.com"
_JANE = "jane.roe@example.com"
_SAMI = "sami.nasir@example.com"

WISHES: tuple[WishData, ...] = (
    WishData(_JOHN, "BOO-903", 41.2, 5, "To read to the children"),
    WishData(_JOHN, "ELE-102", 33.5, 2, "In blue, if there is any left", was=320_000_00, tell_price_drop=True),
    WishData(_JOHN, "ELE-111", 20.1, 3, "Ask Halima when the next delivery comes", tell_in_stock=True),
    WishData(_JOHN, "POW-1104", 12.4, 4),
    WishData(_JOHN, "DRI-301", 6.8, 3, "For Sunday lunch"),
    WishData(
        _JOHN,
        "PROD-001",
        2.3,
        1,
        "Need this for birthday gift",
        uuid=UUID("a1b2c3d4-e5f6-7890-1234-567890abcdef"),
    ),
    WishData(_JANE, "FAS-405", 9.6, 2, "The same in another colour"),
    WishData(_JANE, "BEA-702", 4.4, 3),
    WishData(_SAMI, "MCT-206", 15.0, 1, "هدية لأمي"),
    WishData(_SAMI, "MCT-211", 3.7, 3),
)
