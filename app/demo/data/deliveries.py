"""The deliveries of the demo customers, oldest first."""

from typing import NamedTuple


class DeliveryData(NamedTuple):
    """Who had what sent where, with which carrier, how long ago, and how many steps its parcel has taken.

    An order with a `locked gate` in its address is refused by the sandbox's carriers: paid, and not sent.
    """

    email: str
    location: str
    days_ago: float
    goods: tuple[tuple[str, int], ...]
    line1: str
    city: str
    state: str
    country: str
    carrier: str
    steps: int


_JANE = "jane.roe@example.com"
_MARIAM = "mariam.member@example.com"
_IKOYI = ("8 Glover Road, Ikoyi", "Lagos", "Lagos", "NG")
_BODIJA = ("17 Ring Road, Bodija", "Ibadan", "Oyo", "NG")
_WUSE = ("3 Locked Gate Close, Wuse 2", "Abuja", "Federal Capital Territory", "NG")
_VILLA = ("Villa 21, Street 14b", "Dubai", "Dubai", "AE")

DELIVERIES: tuple[DeliveryData, ...] = (
    DeliveryData(_JANE, "lagos-main", 16.4, (("BEA-702", 2), ("GRO-201", 1)), *_IKOYI, "baobab-logistics", 4),
    DeliveryData(_JANE, "ikeja", 1.2, (("FAS-405", 1),), *_IKOYI, "dhow-express", 3),
    DeliveryData(_JANE, "lagos-main", 0.8, (("BOO-902", 1), ("DRI-306", 1)), *_BODIJA, "caravan-post", 2),
    DeliveryData(_MARIAM, "jumeirah", 0.7, (("CLB-105", 1),), *_VILLA, "dhow-express", 1),
    DeliveryData(_JANE, "lagos-main", 0.2, (("GRO-210", 2),), *_WUSE, "baobab-logistics", 0),
)
