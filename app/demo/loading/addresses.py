"""The sandbox's customers' address books."""

from app.demo.data.addresses import ADDRESSES
from app.demo.data.kinds import fixed_uuid
from app.demo.loading.tools import ENVIRONMENT, Loader, Places
from app.models import SavedAddress
from app.services.addresses import columns_of

_PROVIDER = "sandbox"


def fill(loader: Loader, places: Places, customers: dict[str, int]) -> None:
    """Put the addresses into the books, as if they had been saved when they were first used."""
    loader.add_all(
        SavedAddress,
        [
            {
                "uuid": data.uuid or fixed_uuid("address", data.provider_address_id),
                "customer_id": customers[data.customer],
                "platform_id": places.platforms[data.platform],
                "environment": ENVIRONMENT,
                "address_key": data.address.key,
                "provider": _PROVIDER,
                "provider_address_id": data.provider_address_id,
                **columns_of(data.address),
                "last_used_at": loader.days_ago(data.used_days_ago),
                "created_at": loader.days_ago(60),
                "updated_at": loader.days_ago(60),
            }
            for data in ADDRESSES
        ],
    )
