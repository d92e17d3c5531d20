"""Periods of the day that several branches share, and what overrides them."""

from dataclasses import replace

from app.demo.data.dining.kinds import FRI, MON, SAT, SUN, THU, TUE, WED, RuleData
from app.demo.data.kinds import Text

WORKDAYS = (SUN, MON, TUE, WED, THU)
BUT_FRIDAY = (SAT, SUN, MON, TUE, WED, THU)
# The nights before a day off.
LATE_NIGHTS = (THU, FRI, SAT)
EARLY_NIGHTS = (SUN, MON, TUE, WED)

_BREAKFAST, _LUNCH = Text("Breakfast", "الفطور"), Text("Lunch", "الغداء")
_DINNER, _BRUNCH = Text("Dinner", "العشاء"), Text("Brunch", "فطور متأخر")


def breakfast(first: str, last: str, *days: int, interval: int = 30) -> RuleData:
    return RuleData(title=_BREAKFAST, first=first, last=last, days=days, interval=interval)


def lunch(first: str, last: str, *days: int, interval: int = 30) -> RuleData:
    return RuleData(title=_LUNCH, first=first, last=last, days=days, interval=interval)


def dinner(first: str, last: str, *days: int, interval: int = 30) -> RuleData:
    return RuleData(title=_DINNER, first=first, last=last, days=days, interval=interval)


def brunch(first: str, last: str, *days: int, price: int | None = None) -> RuleData:
    return RuleData(title=_BRUNCH, first=first, last=last, days=days, price=price)


def friday_lunch(last: str) -> RuleData:
    """Return a lunch that begins after the Friday prayer."""
    return RuleData(title=Text("Friday lunch", "غداء الجمعة"), first="13:15", last=last, days=(FRI,))


def iftar(price: int) -> RuleData:
    """Return the one sitting of a fasting day, in force only where it is asked for."""
    return RuleData(title=Text("Iftar", "الإفطار"), first="18:00", last="18:30", custom=True, price=price)


def suhoor(price: int) -> RuleData:
    """Return the meals before dawn, likewise."""
    return RuleData(title=Text("Suhoor", "السحور"), first="22:30", last="26:30", custom=True, price=price)


def closed(title: Text, *dates: int, section: int | None = None) -> RuleData:
    """Return whole days, from the first to the last of `dates` after the loading, on which nothing is given."""
    first, last = dates[0], dates[-1]
    return RuleData(title=title, first="00:00", last="48:00", dates=(first, last), closed=True, section=section)


def at_counter(rule: RuleData, section: int) -> RuleData:
    """Return the same hours for one section only, unseen by the public: the kitchen's own seats."""
    return replace(rule, title=Text("Kitchen counter", "طاولة المطبخ"), section=section, hidden=True)


PRIVATE_PARTY = Text("Private party", "حفلة خاصة")
MAINTENANCE = Text("Oven day", "يوم صيانة الفرن")
