"""The evening by the sea that is sold by the hour."""

from datetime import date
from typing import NamedTuple

from app.demo.data.kinds import Text


class SlotRuleData(NamedTuple):
    """Slots of two hours, so many places each; price in fils per place."""

    number: int
    title: Text
    first: str
    last_end: str
    capacity: int
    price: int
    days: tuple[int, ...] = ()
    is_bookable: bool = True


class PlacesData(NamedTuple):
    """A booking of places, so many days from the loading, in the slot that begins then."""

    booking_id: str
    guest: int | str
    day: int
    rule: int
    clock: str
    quantity: int
    is_canceled: bool = False


NAME = Text("Salt Al Bahar", "ملح البحر")
ABOUT = Text(
    "Barefoot dinners on the sand, from sunset until the fishermen come back. Grills, oud and a fire for each table."
    " Places are sold by the hour; the sea is free.",
    "عشاء حفاةً على الرمل من الغروب حتى عودة الصيادين. مشاوٍ وعود ونار لكل طاولة. تُباع الأماكن بالساعة، والبحر مجاني.",
)
PLACE = Text("The cove below the Jumeirah Beach deck, Dubai", "الخليج الصغير أسفل سطح شاطئ جميرا، دبي")
BRANCH = "BHR-JBR"
ENTRY_FEE = 25_00
# Third parties' examples ask for a day in June 2026.
FIRST_DATE, LAST_DATE = date(2026, 6, 1), date(2026, 6, 30)

RULES: tuple[SlotRuleData, ...] = (
    SlotRuleData(12, Text("Sunset", "الغروب"), "17:00", "21:00", 12, 150_00),
    SlotRuleData(13, Text("Night", "الليل"), "21:00", "25:00", 40, 180_00),
    SlotRuleData(14, Text("Moonlight", "ضوء القمر"), "25:00", "27:00", 20, 120_00),
    SlotRuleData(15, Text("Set-up", "التجهيز"), "15:00", "17:00", 6, 0, is_bookable=False),
)

BOOKINGS: tuple[PlacesData, ...] = (
    PlacesData("SALT12345", "mariam.member@example.com", 2, 13, "21:00", 2),
    PlacesData("SALT20417", 2, 0, 12, "19:00", 4),
    PlacesData("SALT20983", 4, 0, 13, "21:00", 6),
    PlacesData("SALT21655", 0, 0, 14, "25:00", 3),
    PlacesData("SALT22140", 7, 1, 12, "17:00", 5),
    PlacesData("SALT22318", 9, 1, 12, "19:00", 6),
    PlacesData("SALT22590", 1, 1, 12, "19:00", 6),
    PlacesData("SALT23071", 10, 2, 13, "23:00", 8),
    PlacesData("SALT23444", 5, 3, 14, "25:00", 2),
    PlacesData("SALT23902", 3, 2, 12, "17:00", 2, is_canceled=True),
    PlacesData("SALT19055", 8, -1, 13, "21:00", 4),
    PlacesData("SALT19201", 6, -2, 12, "19:00", 2),
)
