"""The past orders of the demo customers, oldest first for each."""

from typing import NamedTuple


class OrderData(NamedTuple):
    """One pickup order: who bought what, how long ago, and how far it has come. The goods are SKUs with quantities."""

    email: str
    location: str
    days_ago: float
    state: str
    goods: tuple[tuple[str, int], ...]
    coupon: str | None = None


_JOHN = "john.doe@example.com"
_JANE = "jane.roe@example.com"
_SAMI = "sami.nasir@example.com"
_MARIAM = "mariam.member@example.com"

ORDERS: tuple[OrderData, ...] = (
    OrderData(_SAMI, "departures", 61, "completed", (("MCT-206", 2), ("MCT-211", 1))),
    OrderData(_JOHN, "ikeja", 52, "completed", (("GRO-201", 1), ("GRO-206", 1), ("GRO-210", 2)), coupon="GONE10"),
    OrderData(_JOHN, "lagos-main", 38, "completed", (("ELE-108", 1),)),
    OrderData(_JANE, "yaba", 30, "completed", (("FAS-405", 1),)),
    OrderData(_JOHN, "lekki", 24, "cancelled", (("HOM-606", 1),)),
    OrderData(_JOHN, "lagos-main", 11, "completed", (("BOO-902", 1), ("DRI-306", 2))),
    OrderData(_MARIAM, "jumeirah", 9, "completed", (("CLB-105", 1),)),
    OrderData(_JOHN, "lagos-main", 2, "ready", (("FAS-409", 1), ("BEA-701", 2)), coupon="SAVE10"),
    OrderData(_JOHN, "ikeja", 1, "preparing", (("POW-1104", 1),)),
    OrderData(_MARIAM, "jumeirah", 0.5, "ready", (("CLB-109", 2),)),
    OrderData(_JANE, "ikeja", 0.3, "confirmed", (("BEA-701", 1), ("BEA-702", 3))),
    OrderData(_JOHN, "lagos-main", 0.15, "confirmed", (("DRI-301", 1), ("GRO-213", 4))),
)
