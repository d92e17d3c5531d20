"""The people who book tables: most are known by a number only, some have signed up."""

from dataclasses import dataclass

from app.demo.data.dining.guests import GUESTS, MOBILES, GuestData
from app.demo.data.kinds import fixed_uuid
from app.demo.data.people import CUSTOMERS
from app.demo.loading.tools import ENVIRONMENT, Loader, Places
from app.models import Customer

_HOUSE = "Souk Group"


@dataclass(frozen=True, slots=True)
class Guest:
    """What a booking writes down of whom it is for."""

    customer_id: int
    first_name: str
    last_name: str
    email: str | None
    phone: str
    locale: str
    country: str

    @property
    def contact(self) -> dict[str, str | None]:
        """The columns of whatever keeps a guest's contact for itself."""
        return {
            "first_name": self.first_name,
            "last_name": self.last_name,
            "email": self.email,
            "phone": self.phone,
            "locale": self.locale,
        }


def fill(loader: Loader, places: Places, customers: dict[str, int]) -> tuple[list[Guest], dict[str, Guest]]:
    """Make the guests; returns them, and those who have an account by their e-mail."""
    business_id = places.tenants[_HOUSE].business_id
    rows = [
        {
            "uuid": fixed_uuid("guest", guest.first.en, guest.last.en),
            "business_id": business_id,
            "environment": ENVIRONMENT,
            "email": guest.email,
            "phone": phone_of(guest, number),
            "first_name": _in_own(guest)[0],
            "last_name": _in_own(guest)[1],
            "locale": guest.locale,
            "created_at": loader.days_ago(60 + number),
            "updated_at": loader.days_ago(60 + number),
        }
        for number, guest in enumerate(GUESTS)
    ]
    keys = loader.add_all(Customer, rows)
    known = [
        Guest(key, *_in_own(guest), guest.email, phone_of(guest, number), guest.locale, guest.country)
        for number, (guest, key) in enumerate(zip(GUESTS, keys, strict=True))
    ]
    signed_up = {
        person.email: Guest(
            customers[person.email], person.first_name, person.last_name, person.email, person.phone, person.locale, ""
        )
        for person in CUSTOMERS
        if person.business == _HOUSE
    }
    return known, signed_up


def phone_of(guest: GuestData, number: int) -> str:
    """Return the guest's mobile number, E.164."""
    prefix, digits = MOBILES[guest.country]
    return f"{prefix}{1234567 + 7919 * (number + 1):07d}"[: len(prefix) + digits]


def _in_own(guest: GuestData) -> tuple[str, str]:
    """The name as the guest writes it."""
    return (guest.first.ar, guest.last.ar) if guest.locale == "ar" else (guest.first.en, guest.last.en)
