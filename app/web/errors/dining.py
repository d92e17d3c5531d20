"""The sentences a person reads about restaurants, bookings, events and gift cards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from app.domain import errors as e
from app.domain.money import Money
from app.web.filters import format_money
from app.web.storefront import current_locale
from app.web.texts import gettext as _
from app.web.texts import listed, ngettext


def _refused(error: e.BookingRefused) -> str:
    sentences: dict[str, str] = {
        e.BookingProblem.CLOSED: _("The restaurant is closed then. Choose another day or time."),
        e.BookingProblem.FULL: _("No table for your party is free then. Choose another time or join the waiting list."),
        e.BookingProblem.PACING: _("The kitchen is fully booked at that time. Choose one a little later or earlier."),
        e.BookingProblem.SECTION_FULL: _("This part of the restaurant is full then. Choose another part or time."),
        e.BookingProblem.PARTY_TOO_LARGE: _("This party is too large to book online. Choose fewer guests, or call us."),
        e.BookingProblem.PARTY_TOO_SMALL: _("This party is too small for that time. Choose another time."),
        e.BookingProblem.TOO_SOON: _("It is too late to book online for that time. Choose a later one, or call us."),
        e.BookingProblem.TOO_FAR: _("Bookings are not open for that day yet. Choose an earlier one."),
        e.BookingProblem.PAST: _("That time is over. Choose a later one."),
    }
    return sentences.get(error.reason, _("That time cannot be booked. Choose another."))


def _taken(error: e.TablesTaken) -> str:
    if error.by:
        return _("%(name)s was faster: the table is taken. Choose another table or time.", name=error.by)
    return _("Somebody was faster: the table is taken. Choose another table or time.")


def _slot_full(error: e.EventSlotFull) -> str:
    if error.left == 0:
        return _("No places are left at this time. Choose another.")
    return ngettext(
        "Only %(num)s place is left at this time. Book fewer, or choose another time.",
        "Only %(num)s places are left at this time. Book fewer, or choose another time.",
        error.left,
    )


def _gift_card(error: e.GiftCardUnusable) -> str:
    sentences: dict[str, str] = {
        e.GiftCardProblem.EMPTY: _("Nothing is left on this gift card. Choose another way to pay."),
        e.GiftCardProblem.EXPIRED: _("This gift card has expired. Choose another way to pay."),
        e.GiftCardProblem.INACTIVE: _("This gift card is not active. Ask where it was bought, or pay another way."),
        e.GiftCardProblem.OTHER_CURRENCY: _("This gift card is in another currency. Choose another way to pay."),
        e.GiftCardProblem.OTHER_BRANCH: _("This gift card does not count here. Choose another way to pay."),
    }
    return sentences.get(error.reason, _("This gift card cannot be used for this. Choose another way to pay."))


def _upload(error: e.UploadRefused) -> str:
    sentences: dict[str, str] = {
        e.UploadProblem.TOO_LARGE: _(
            "This picture is too large. Choose one of at most %(size)s MB.", size=f"{error.limit / 1_000_000:.3g}"
        ),
        e.UploadProblem.TOO_MANY_PIXELS: _(
            "This picture has too many pixels. Choose one of at most %(num)s on each side.", num=error.limit
        ),
    }
    return sentences.get(error.reason, _("This is not a picture we can show. Choose a JPEG, PNG or WebP file."))


def _meanwhile(error: e.ChangedMeanwhile) -> str:
    if error.by:
        return _(
            "%(name)s has changed this since you opened it. What you typed is kept: compare, then save again.",
            name=error.by,
        )
    return _("This was changed since you opened it. What you typed is kept: compare, then save again.")


def _in_use(error: e.TableInUse) -> str:
    if error.references:
        named = listed(error.references)
        return _("Guests are coming to this table: %(bookings)s. Move them first.", bookings=named)
    return _("Somebody is booking this table at this moment. Try again in some minutes.")


DINING: Final[dict[type[e.DomainError], Callable[..., str]]] = {
    e.CountryNotFound: lambda _e: _("We could not find this country. Choose one from the list."),
    e.BrandNotFound: lambda _e: _("We could not find this restaurant. Look at all of them."),
    e.BranchNotFound: lambda _e: _("We could not find this branch. Choose one from the list."),
    e.ReservationNotFound: lambda _e: _("We could not find this booking. Open it by the link in your confirmation."),
    e.WaitingEntryNotFound: lambda _e: _("You are no longer on this waiting list. Join it again."),
    e.EventNotFound: lambda _e: _("We could not find this event. Look at what is on."),
    e.GiftCardNotFound: lambda _e: _("We do not know this gift card. Check the number."),
    e.MemberNotFound: lambda _e: _("Nobody in this club has that number."),
    e.BatchNotFound: lambda _e: _("We could not find this batch of gift cards. Check its reference."),
    e.BatchExists: lambda x: _("There is a batch %(id)s already. Choose another reference.", id=x.batch_id),
    e.BookingRefused: _refused,
    e.HoldExpired: lambda _e: _("The table was kept for you as long as we could. Choose a time again."),
    e.TablesTaken: _taken,
    e.EventSlotFull: _slot_full,
    e.PlacesLimit: lambda x: ngettext(
        "One booking has at most %(num)s place. Choose fewer.",
        "One booking has at most %(num)s places. Choose fewer.",
        x.limit,
    ),
    e.GiftCardUnusable: _gift_card,
    e.CodeNeeded: lambda _e: _("Enter the code that we sent to your phone first."),
    e.DepositNeeded: lambda x: _(
        "This booking would need a deposit of %(amount)s. Book it anew, then cancel this one, or call the restaurant.",
        amount=format_money(Money(x.amount_minor, x.currency), current_locale()),
    ),
    e.TooLateToChange: lambda _e: _("It is too late to change this online. Call the restaurant."),
    e.UploadRefused: _upload,
    e.ChangedMeanwhile: _meanwhile,
    e.BookingsComing: lambda x: ngettext(
        "%(num)s booking is still to come, and it stays. Tick below that you are sure.",
        "%(num)s bookings are still to come, and they stay. Tick below that you are sure.",
        x.coming,
    ),
    e.ClockInUse: lambda x: ngettext(
        "%(num)s booking or kept table is still to come on the clock it was made by. Change the time zone afterwards.",
        "%(num)s bookings or kept tables are still to come on the clock they were made by. Change the time zone "
        "afterwards.",
        x.coming,
    ),
    e.SectionNotFound: lambda _e: _("We could not find this section. It may have been removed."),
    e.TableNotFound: lambda _e: _("We could not find this table. It may have been removed."),
    e.RuleNotFound: lambda _e: _("We could not find these hours. They may have been removed."),
    e.TableNumberTaken: lambda x: _("There is a table %(number)s already. Choose another number.", number=x.number),
    e.SectionHasTables: lambda x: ngettext(
        "%(num)s table stands in this section. Move it to another one or remove it first.",
        "%(num)s tables stand in this section. Move them to another one or remove them first.",
        x.tables,
    ),
    e.TableInUse: _in_use,
    e.PastNeedsIt: lambda _e: _("Bookings tell of it, so it cannot be removed. Switch it off instead."),
}
