"""The sandbox's customers, with money on their shopping cards."""

from app.demo.data.kinds import fixed_uuid
from app.demo.data.people import CUSTOMERS, CustomerData
from app.demo.loading.tools import Loader, Places
from app.models import Customer
from app.services import accounts, pins, shopping_card


def fill(loader: Loader, places: Places) -> dict[str, int]:
    """Make the customers; returns their keys by e-mail."""
    return {person.email: _customer(loader, places, person) for person in CUSTOMERS}


def _customer(loader: Loader, places: Places, person: CustomerData) -> int:
    joined = loader.days_ago(220)
    uuid = fixed_uuid("customer", person.email)
    customer = accounts.register(
        loader.session,
        tenant=places.tenants[person.business],
        uuid=uuid,
        first_name=person.first_name,
        last_name=person.last_name,
        email=person.email,
        phone=person.phone,
        password_hash=loader.hashed(person.password),
        pin_hash=pins.hash_pin(loader.keyed, customer_uuid=uuid, pin=person.pin),
        locale=person.locale,
        now=joined,
    )
    _make_known(customer, person)
    customer.email_verified_at = customer.phone_verified_at = joined
    loader.session.flush()
    shopping_card.fund(
        loader.session,
        tenant=places.tenants[person.business],
        customer_id=customer.id,
        platform_id=places.platforms[person.platform],
        amount_minor=person.balance,
        currency=places.currencies[person.platform],
        key=f"demo funding {person.card}",
        now=loader.days_ago(65),
    )
    return customer.id


def _make_known(customer: Customer, person: CustomerData) -> None:
    """Give the customer the card and referral code the documents publish, instead of drawn ones."""
    customer.card_number = person.card
    customer.referral_code = person.referral
