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
    OrderData(_SAMI, "departures", 60.6, "completed", (("MCT-206", 2), ("MCT-211", 1))),
    OrderData(_JOHN, "ikeja", 51.8, "completed", (("GRO-201", 1), ("GRO-206", 1), ("GRO-210", 2)), coupon="GONE10"),
    OrderData(_JOHN, "lagos-main", 37.6, "completed", (("ELE-108", 1),)),
    OrderData(_JANE, "yaba", 29.7, "completed", (("FAS-405", 1),)),
    OrderData(_JOHN, "lekki", 23.9, "cancelled", (("HOM-606", 1),)),
    OrderData(_JOHN, "lagos-main", 10.7, "completed", (("BOO-902", 1), ("DRI-306", 2))),
    OrderData(_MARIAM, "jumeirah", 8.6, "completed", (("CLB-105", 1),)),
    OrderData(_JOHN, "lagos-main", 1.8, "ready", (("FAS-409", 1), ("BEA-701", 2)), coupon="SAVE10"),
    OrderData(_JOHN, "ikeja", 0.95, "preparing", (("POW-1104", 1),)),
    OrderData(_MARIAM, "jumeirah", 0.5, "ready", (("CLB-109", 2),)),
    OrderData(_JANE, "ikeja", 0.3, "confirmed", (("BEA-701", 1), ("BEA-702", 3))),
    OrderData(_JOHN, "lagos-main", 0.15, "confirmed", (("DRI-301", 1), ("GRO-213", 4))),
)
