"""Addresses in the sandbox's customers' books; the first is the one the document's examples change and delete."""

from uuid import UUID

from app.demo.data.kinds import AddressData
from app.domain.address import Address

ADDRESSES: tuple[AddressData, ...] = (
    AddressData(
        customer="john.doe@example.com",
        platform="lagos",
        provider_address_id="addr_abc123",
        uuid=UUID("a1b2c3d4-e5f6-7890-abcd-ef1234567890"),
        used_days_ago=12,
        address=Address(
            line1="123 Main Street",
            city="Lagos",
            state="Lagos",
            country="NG",
            first_name="John",
            last_name="Doe",
            email="customer@example.com",
            phone="+2348012345678",
        ),
    ),
    AddressData(
        customer="john.doe@example.com",
        platform="lagos",
        provider_address_id="addr_lekki01",
        used_days_ago=3,
        address=Address(
            line1="Flat 4, 18 Admiralty Way",
            line2="Lekki Phase 1",
            city="Lekki",
            state="Lagos",
            country="NG",
            landmark="Behind the filling station",
            first_name="John",
            last_name="Doe",
            phone="+2348012345678",
        ),
    ),
    AddressData(
        customer="john.doe@example.com",
        platform="lagos",
        provider_address_id="addr_abuja01",
        used_days_ago=40,
        address=Address(
            line1="Suite 9, 22 Aminu Kano Crescent",
            line2="Wuse 2",
            city="Abuja",
            state="Federal Capital Territory",
            country="NG",
            landmark="Opposite the central mosque",
            first_name="Amina",
            last_name="Doe",
            phone="+2348055550105",
            is_residential=False,
        ),
    ),
    AddressData(
        customer="jane.roe@example.com",
        platform="lagos",
        provider_address_id="addr_jane001",
        used_days_ago=20,
        address=Address(
            line1="31 Herbert Macaulay Way",
            city="Yaba",
            state="Lagos",
            country="NG",
            landmark="Next to the market hall",
            first_name="Jane",
            last_name="Roe",
            phone="+2348022220002",
        ),
    ),
    AddressData(
        customer="mariam.member@example.com",
        platform="club",
        provider_address_id="addr_mariam1",
        used_days_ago=8,
        address=Address(
            line1="Villa 12, Street 4B",
            line2="Jumeirah 1",
            city="Jumeirah",
            state="Dubai",
            country="AE",
            landmark="Two streets from the beach park",
            first_name="Mariam",
            last_name="Al Suwaidi",
            phone="+971501234567",
        ),
    ),
)
