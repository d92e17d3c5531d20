"""The companies whose bills can be paid, and past bills, bought by the same code as any other."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete

from app.demo.data.bills import BILL_SERVICES, BILLS, BillData
from app.demo.data.kinds import fixed_uuid
from app.demo.data.people import CUSTOMERS
from app.demo.loading.tools import ENVIRONMENT, Loader, Places, within
from app.domain.bills import BillKind
from app.flows.bills import BuyBill, purchase
from app.integrations.bills.sandbox import SandboxBills
from app.integrations.providers import ProviderRegistry
from app.models import BillService, OutboxMessage
from app.services import platforms
from app.services.platforms import Storefront
from app.services.ports import MessageText

_SHOP = "lagos"
_BUYER = CUSTOMERS[0]


@dataclass(frozen=True, slots=True)
class _Buyer:
    customer_id: int


class _NoWords:
    """Nobody is told again of what happened hours ago."""

    def render(self, topic: str, *, channel: str, locale: str, values: Mapping[str, str]) -> MessageText:
        return MessageText(subject="", body="")


def fill_services(loader: Loader, places: Places) -> None:
    """Make the companies; the documents' ones have the documents' ids."""
    loader.add_all(
        BillService,
        [
            {
                "uuid": company.uuid or fixed_uuid("bill service", company.kind, company.slug),
                "platform_id": places.platforms[_SHOP],
                "kind": BillKind(company.kind),
                "slug": company.slug,
                "name": company.name,
                "biller_slug": company.biller_slug,
                "display_order": place,
                "is_active": True,
            }
            for place, company in enumerate(BILL_SERVICES)
        ],
    )


def buy_past(loader: Loader, places: Places, customers: Mapping[str, int]) -> None:
    """Buy the past bills: delivered with a token, refunded, pending, as the sandbox's provider answers each."""
    shop = platforms.find_storefront(loader.session, places.platforms[_SHOP], ENVIRONMENT)
    if shop is None:
        raise LookupError(_SHOP)
    for data in BILLS:
        _buy(loader, shop, data, _Buyer(customers[_BUYER.email]))
    # They would be delivered now, hours late.
    loader.session.execute(delete(OutboxMessage).where(OutboxMessage.topic.like("bill%")))


def _buy(loader: Loader, shop: Storefront, data: BillData, buyer: _Buyer) -> None:
    at = loader.days_ago(data.hours_ago / 24)
    uow = within(loader.session)
    provider = SandboxBills(uow, clock=lambda: at)
    purchase(
        uow,
        lambda: at,
        loader.keyed,
        ProviderRegistry(by_bills={provider.name: provider}, defaults={"bills": provider.name}),
        BuyBill(
            request_key=f"demo bill {data.hours_ago} hours ago",
            kind=BillKind(data.kind),
            service_uuid=_service_uuid(data),
            account_number=data.number,
            amount_minor=data.amount,
            package_slug=data.package,
        ),
        storefront=shop,
        customer=buyer,
        pin=_BUYER.pin,
        texts=_NoWords(),
    )


def _service_uuid(data: BillData) -> UUID:
    company = next(one for one in BILL_SERVICES if (one.kind, one.slug) == (data.kind, data.service))
    return company.uuid or fixed_uuid("bill service", company.kind, company.slug)
