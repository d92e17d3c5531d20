"""The sandbox's fixed people: customers and staff, with the passwords the documents publish."""

from dataclasses import dataclass

SHOPPER_PASSWORD = "SecurePass123"


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerData:
    """A customer; `balance` is put on the shopping card by a funding transfer, in minor units of the storefront's currency."""

    business: str = "Souk Group"
    email: str
    phone: str
    first_name: str
    last_name: str
    password: str
    pin: str
    card: str
    referral: str
    balance: int = 0
    platform: str = "lagos"
    locale: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffData:
    """Somebody who works in the shop; `locations` are slugs and `branches` restaurants' codes, or every one."""

    email: str
    name: str
    password: str
    role: str
    every_location: bool = False
    locations: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()


CUSTOMERS: tuple[CustomerData, ...] = (
    CustomerData(
        email="john.doe@example.com",
        phone="+2348012345678",
        first_name="John",
        last_name="Doe",
        password=SHOPPER_PASSWORD,
        pin="1234",
        card="ARK12345",
        referral="JOHN2024",
        balance=50_000_000,
    ),
    CustomerData(
        email="jane.roe@example.com",
        phone="+2348022220002",
        first_name="Jane",
        last_name="Roe",
        password=SHOPPER_PASSWORD,
        pin="4321",
        card="ARK20002",
        referral="JANE2024",
        balance=5_000_000,
    ),
    CustomerData(
        email="sami.nasir@example.com",
        phone="+96899999999",
        first_name="Sami",
        last_name="Nasir",
        password="SecurePass123!",
        pin="1234",
        card="ARK30003",
        referral="SAMI2024",
        balance=150_000,
        platform="muscat",
        locale="ar",
    ),
    CustomerData(
        email="mariam.member@example.com",
        phone="+971501234567",
        first_name="Mariam",
        last_name="Al Suwaidi",
        password=SHOPPER_PASSWORD,
        pin="1234",
        card="ARK40004",
        referral="MEM123456",
        balance=75_000,
        platform="club",
        locale="ar",
    ),
    CustomerData(
        business="Other Trading",
        email="ada.other@example.com",
        phone="+2348033330003",
        first_name="Ada",
        last_name="Okafor",
        password=SHOPPER_PASSWORD,
        pin="1234",
        card="ARK50005",
        referral="ADA2024",
        balance=2_000_000,
        platform="other",
    ),
)

STAFF: tuple[StaffData, ...] = (
    StaffData(
        email="staff@example.com", name="Halima Bello", password="Staff-pass-123", role="staff", every_location=True
    ),
    StaffData(
        email="host@example.com",
        name="Omar Haddad",
        password="Host-pass-123",
        role="host",
        locations=("ikeja",),
        branches=("DT01",),
    ),
    StaffData(
        email="admin@example.com", name="Ngozi Eze", password="Admin-pass-123", role="admin", every_location=True
    ),
)
