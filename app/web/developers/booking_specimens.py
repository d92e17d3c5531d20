"""Booking pieces in every state, for the style guide."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from app.domain.money import Money
from app.web.booking.pieces import Day, DayState, Slot, SlotPeriod, SlotSection
from app.web.texts import gettext as _

_DEPOSIT = Money(5000, "OMR")


def booking_specimens() -> SimpleNamespace:
    """Everything templates/developers/_booking_specimens.html shows."""
    return SimpleNamespace(
        days=_days(),
        month=_("March 2026"),
        weekdays=[_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")],
        weeks=_weeks(),
        periods=_periods(),
        few=_few(),
        event=_event(),
        nearest=[_slot("19:30"), _slot("20:45", state="few", note=_("1 left")), _slot("21:15")],
        other_days=[
            Day(label=_("Sunday 15 March"), number="15", url="#main", note="20:00"),
            Day(label=_("Monday 16 March"), number="16", url="#main", note="19:45"),
        ],
        tickets=[_ticket(), _cancelled()],
        places=_places(),
    )


def _days() -> list[Day]:
    def one(number: int, weekday: str, state: DayState = "open", note: str = "", **more: Any) -> Day:
        url = "" if state in {"closed", "past"} else "#main"
        label = f"{weekday} {number}"
        return Day(
            label=label, number=str(number), weekday=weekday, month=_("Mar"), url=url, state=state, note=note, **more
        )

    return [
        one(12, _("Thu"), "past"),
        one(13, _("Fri")),
        one(14, _("Sat"), is_current=True, note=_("Live oud")),
        one(15, _("Sun"), "few", _("3 left")),
        one(16, _("Mon"), "closed", _("Closed")),
        one(17, _("Tue"), "full", _("Full")),
        one(18, _("Wed")),
    ]


def _weeks() -> list[list[Day]]:
    """March 2026, which begins on a Sunday."""
    states: dict[int, DayState] = {15: "few", 21: "few", 17: "full", **dict.fromkeys((2, 9, 16, 23, 30), "closed")}

    def cell(number: int) -> Day:
        if not 1 <= number <= 31:  # noqa: PLR2004 - the days of March
            return Day(label="", number="", state="blank")
        state: DayState = "past" if number < 13 else states.get(number, "open")  # noqa: PLR2004 - "today" of the specimen
        url = "" if state in {"past", "closed"} else "#main"
        label = _("%(day)s March", day=number)
        return Day(label=label, number=str(number), state=state, url=url, is_current=number == 14)  # noqa: PLR2004 - the day chosen

    return [[cell(7 * week + day - 5) for day in range(7)] for week in range(6)]


def _slot(label: str, **more: Any) -> Slot:
    return Slot(value=label, label=label, **more)


def _periods() -> list[SlotPeriod]:
    hall = [
        _slot("18:30"),
        _slot("19:00", state="few", note=_("2 left")),
        _slot("19:30", state="full"),
        _slot("20:00", is_selected=True),
        _slot("20:30", state="hidden"),
        _slot("21:00", state="closed", note=_("Kitchen closed")),
    ]
    terrace = [
        _slot("19:00", price=_DEPOSIT),
        _slot("20:00", state="full", note=_("Waiting list"), url="#main"),
        _slot("21:00", price=_DEPOSIT, state="few", note=_("Last table")),
    ]
    lunch = [_slot("12:30", ends="14:00"), _slot("13:00", ends="14:30"), _slot("14:15", ends="15:45", state="few")]
    return [
        SlotPeriod(label=_("Lunch"), hint=_("until 16:00"), sections=[SlotSection(slots=lunch)]),
        SlotPeriod(
            label=_("Dinner"),
            sections=[
                SlotSection(label=_("Main hall"), slots=hall),
                SlotSection(label=_("Terrace"), hint=_("Deposit at booking"), slots=terrace),
            ],
        ),
    ]


def _few() -> list[Slot]:
    """One of each state."""
    return [
        _slot("19:00"),
        _slot("19:30", state="few", note=_("2 left")),
        _slot("20:00", is_selected=True),
        _slot("20:30", state="full"),
        _slot("21:00", state="closed"),
    ]


def _event() -> list[SlotPeriod]:
    fee = Money(7500, "OMR")
    evening = [
        _slot("22:00", price=fee, share=3, note=_("28 places left")),
        _slot("23:00", price=fee, share=9, state="few", note=_("2 places left")),
        _slot("23:30", price=fee, share=10, state="full"),
    ]
    night = [
        _slot("00:30", price=fee, share=0, note=_("40 places left")),
        _slot("01:30", price=fee, share=5, is_selected=True),
    ]
    return [
        SlotPeriod(label=_("Evening"), sections=[SlotSection(slots=evening)]),
        SlotPeriod(label=_("After midnight"), hint=_("still Saturday's event"), sections=[SlotSection(slots=night)]),
    ]


def _ticket() -> dict[str, Any]:
    return {
        "title": _("Saffron House"),
        "address": _("Al Mouj, Muscat"),
        "day": _("Sat 14 March"),
        "time": "20:30",
        "zone": _("Muscat time"),
        "party": _("2 guests"),
        "reference": "RSV-7K4M92",
        "state": (_("Confirmed"), "good"),
        "place": _("Terrace, table 12"),
        "facts": [(_("Name"), "Amina Yusuf"), (_("Deposit paid"), "OMR 5.000")],
        "logo_url": "/static/img/specimen.svg",
    }


def _cancelled() -> dict[str, Any]:
    return {**_ticket(), "state": (_("Cancelled"), "bad"), "reference": "RSV-2P8D31", "facts": [], "void": True}


def _places() -> list[dict[str, Any]]:
    party = _("4 guests")
    return [
        {
            "position": 4,
            "state": (_("Waiting"), "warn"),
            "quoted": _("About 25 to 35 minutes"),
            "party": party,
            "number": "W-118",
        },
        {"position": 1, "state": (_("Ready"), "good"), "offered_until": "20:12", "party": party, "number": "W-115"},
        {"position": None, "state": (_("Lapsed"), "neutral"), "party": party, "number": "W-109"},
    ]
