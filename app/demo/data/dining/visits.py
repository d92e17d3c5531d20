"""Bookings that people and third parties know by heart."""

from typing import NamedTuple


class VisitData(NamedTuple):
    """A signed-up customer's booking, so many days from the loading, in the section of that place.

    The deposit is the whole party's, in minor units; it is paid from the shopping card, or still waited for.
    """

    email: str
    branch: str
    day: int
    clock: str
    section: int
    party: int
    reference: str = ""
    occasion: str = ""
    request: str = ""
    allergies: tuple[str, ...] = ()
    deposit: int = 0
    is_paid: bool = True


_MEMBER, _TRAVELLER, _SHOPPER = "mariam.member@example.com", "sami.nasir@example.com", "john.doe@example.com"

VISITS: tuple[VisitData, ...] = (
    VisitData(
        _MEMBER,
        "DT01",
        1,
        "19:30",
        1,
        4,
        reference="RES123",
        occasion="birthday",
        request="طاولة قرب شجرة الغاف من فضلكم.",
        allergies=("nuts", "sesame"),
        deposit=150_00,
    ),
    VisitData(_MEMBER, "SFH-DXB", -6, "20:00", 0, 2, occasion="anniversary"),
    VisitData(_MEMBER, "DT01", -3, "12:30", 0, 3, allergies=("nuts",)),
    VisitData(_MEMBER, "BHR-JBR", 5, "20:00", 1, 4),
    VisitData(_TRAVELLER, "BHR-MUT", 2, "20:00", 0, 2, request="سأصل مباشرة من المطار."),
    VisitData(_TRAVELLER, "BHR-MUT", -4, "19:30", 1, 4),
    VisitData(_TRAVELLER, "BHR-MUT", 4, "20:30", 2, 6, deposit=30_000, is_paid=False),
    VisitData(_SHOPPER, "ALD-SHO", 6, "19:00", 0, 2),
)
