"""Before buying: what a company sells, and whose meter or smart card a number is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from app.domain.bills import BillKind, Period, period_of
from app.domain.errors import BillAccountNotFound, BillerMismatch, BillPlanNotFound, BillsUnavailable, ProviderFailed
from app.services import bills
from app.services.bills import AccountView, PlanView, ServiceView
from app.services.platforms import Storefront
from app.services.ports import UnitOfWork
from app.services.provider_ports import (
    BillProvider,
    Plan,
    ProviderError,
    ProviderRefused,
    Providers,
)

T = TypeVar("T")


def list_plans(
    uow: UnitOfWork,
    providers: Providers,
    *,
    storefront: Storefront,
    kind: BillKind,
    service: UUID | str,
    period: Period | None = None,
) -> list[PlanView]:
    """What can be bought of a service, named by uuid, name or slug; data plans of one period or of all.

    Raises BillsUnavailable, BillServiceNotFound, ProviderFailed.
    """
    found = find_service(uow, storefront=storefront, kind=kind, service=service)
    plans = plans_of(provider_of(providers, storefront), found, storefront.currency)
    return [plan for plan in plans if period is None or plan.period is period]


def find_account(
    uow: UnitOfWork,
    providers: Providers,
    *,
    storefront: Storefront,
    kind: BillKind,
    service: UUID | str,
    number: str,
    package_slug: str | None = None,
    biller_id: int | None = None,
) -> AccountView:
    """Whose meter or smart card a number is. `package_slug` None: the service's first plan.

    Raises BillsUnavailable, BillServiceNotFound, BillPlanNotFound, BillerMismatch, BillAccountNotFound, ProviderFailed.
    """
    found = find_service(uow, storefront=storefront, kind=kind, service=service)
    provider = provider_of(providers, storefront)
    plans = plans_of(provider, found, storefront.currency)
    plan = pick(plans, package_slug, biller_id)
    return account_of(provider, found, plan, number)


def find_service(uow: UnitOfWork, *, storefront: Storefront, kind: BillKind, service: UUID | str) -> ServiceView:
    """Raises BillsUnavailable, BillServiceNotFound."""
    with uow() as session:
        if isinstance(service, UUID):
            return bills.get_service(session, storefront, kind=kind, uuid=service)
        return bills.get_service_named(session, storefront, kind=kind, name=service)


def provider_of(providers: Providers, storefront: Storefront) -> BillProvider:
    """Raises BillsUnavailable."""
    bills.check_offered(storefront)
    provider = providers.bills(storefront)
    if provider is None:
        raise BillsUnavailable
    return provider


def plans_of(provider: BillProvider, service: ServiceView, currency: str) -> list[PlanView]:
    """The plans of the service's kind: a mobile network's airtime and data come from one biller. Raises ProviderFailed.

    Airtime is what has no price of its own, data what has one.
    """
    plans = _asked(lambda: provider.plans(service.biller_slug), service)
    wanted = {
        BillKind.AIRTIME: [plan for plan in plans if plan.amount_minor is None][:1],
        BillKind.DATA: [plan for plan in plans if plan.amount_minor is not None],
    }.get(service.kind, plans)
    return [_view(plan, service, currency) for plan in wanted]


def pick(plans: list[PlanView], slug: str | None, biller_id: int | None) -> PlanView:
    """The plan of that slug, or the first. Raises BillPlanNotFound, BillerMismatch."""
    plan = next((plan for plan in plans if slug is None or plan.slug == slug), None)
    if plan is None:
        raise BillPlanNotFound
    if biller_id is not None and biller_id != plan.biller_id:
        raise BillerMismatch
    return plan


def account_of(provider: BillProvider, service: ServiceView, plan: PlanView, number: str) -> AccountView:
    """Raises BillAccountNotFound, ProviderFailed."""
    found = _asked(lambda: provider.find_account(service.biller_slug, plan.slug, number), service)
    return AccountView(
        number=found.number,
        name=found.name,
        min_amount_minor=found.min_amount_minor,
        currency=plan.currency,
        message=found.message,
        address=found.address,
    )


def _asked(question: Callable[[], T], service: ServiceView) -> T:
    try:
        return question()
    except ProviderRefused as error:
        raise BillAccountNotFound(service=service.name) from error
    except ProviderError as error:
        raise ProviderFailed(service="bills") from error


def _view(plan: Plan, service: ServiceView, currency: str) -> PlanView:
    return PlanView(
        id=plan.id,
        slug=plan.slug,
        name=plan.name,
        amount_minor=plan.amount_minor,
        currency=currency,
        biller_id=plan.biller_id,
        biller_slug=service.slug,
        period=period_of(f"{plan.name} {plan.slug}") if service.kind is BillKind.DATA else None,
    )
