"""Which bills a storefront takes, and a customer's own past ones."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from app.domain.bills import BillKind
from app.domain.errors import BillNotFound, BillServiceNotFound, BillsUnavailable
from app.domain.paging import Page, Window
from app.domain.states import BillState
from app.domain.tenant import Tenant
from app.models import Bill, BillService, Platform, Transfer
from app.services.bills.views import BillView, ServiceView
from app.services.platforms import Storefront

FEATURE = "bills"


def check_offered(storefront: Storefront) -> None:
    """Raises BillsUnavailable where the storefront takes no bills."""
    if FEATURE not in storefront.features:
        raise BillsUnavailable


def list_services(session: Session, storefront: Storefront, *, kind: BillKind) -> list[ServiceView]:
    """The companies whose bills of this kind can be paid. Raises BillsUnavailable."""
    check_offered(storefront)
    rows = session.scalars(_services(storefront, kind).order_by(BillService.display_order, BillService.name))
    return [ServiceView.of(row) for row in rows]


def get_service(session: Session, storefront: Storefront, *, kind: BillKind, uuid: UUID) -> ServiceView:
    """Raises BillsUnavailable, BillServiceNotFound."""
    check_offered(storefront)
    return _one(session, _services(storefront, kind).where(BillService.uuid == uuid))


def get_service_named(session: Session, storefront: Storefront, *, kind: BillKind, name: str) -> ServiceView:
    """The service by its name or slug, in any case. Raises BillsUnavailable, BillServiceNotFound."""
    check_offered(storefront)
    wanted = name.strip().lower()
    named = or_(func.lower(BillService.name) == wanted, BillService.slug == wanted)
    return _one(session, _services(storefront, kind).where(named).order_by(BillService.id).limit(1))


def get_bill(session: Session, storefront: Storefront, *, customer_id: int, uuid: UUID) -> BillView:
    """One of the customer's own bills, token and all. Raises BillNotFound."""
    row = session.execute(
        _bills(storefront.tenant, customer_id).where(Bill.uuid == uuid, Bill.platform_id == storefront.id)
    ).one_or_none()
    if row is None:
        raise BillNotFound
    return BillView.of(*row)


def find_bought(session: Session, storefront: Storefront, *, customer_id: int, request_key: str) -> UUID | None:
    """The bill that the customer has bought under this form's key, if any."""
    return session.scalar(
        select(Bill.uuid).where(
            Bill.customer_id == customer_id, Bill.request_key == request_key, Bill.platform_id == storefront.id
        )
    )


def list_bills(
    session: Session, storefront: Storefront, *, customer_id: int, window: Window, kind: BillKind | None = None
) -> Page[BillView]:
    """The customer's bills at this storefront, newest first, of one kind or of all."""
    query = _bills(storefront.tenant, customer_id).where(Bill.platform_id == storefront.id)
    if kind is not None:
        query = query.where(Bill.kind == kind)
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    rows = session.execute(
        query.order_by(Bill.created_at.desc(), Bill.id.desc()).limit(window.limit).offset(window.offset)
    )
    return Page([BillView.of(*row) for row in rows], total, window)


def list_to_buy_again(session: Session, storefront: Storefront, *, customer_id: int, limit: int = 4) -> list[BillView]:
    """The customer's last delivered purchases, one for each account number and plan: what a form is filled from."""
    latest = (
        select(func.max(Bill.id))
        .where(
            Bill.customer_id == customer_id,
            Bill.platform_id == storefront.id,
            Bill.environment == storefront.environment,
            Bill.state == BillState.SUCCEEDED,
        )
        .group_by(Bill.service_id, Bill.account_number, Bill.package_slug)
    )
    rows = session.execute(
        _bills(storefront.tenant, customer_id)
        .where(Bill.id.in_(latest), BillService.is_active)
        .order_by(Bill.id.desc())
        .limit(limit)
    )
    return [BillView.of(*row) for row in rows]


def list_for_review(session: Session, tenant: Tenant, *, window: Window) -> Page[tuple[BillView, datetime]]:
    """Bills of a business that a person should look at, the longest waiting first, with since when they wait."""
    query = (
        select(Bill, BillService, Transfer.reference)
        .join(BillService, BillService.id == Bill.service_id)
        .join(Transfer, Transfer.id == Bill.hold_transfer_id)
        .join(Platform, Platform.id == Bill.platform_id)
        .where(
            Platform.business_id == tenant.business_id,
            Bill.environment == tenant.environment,
            Bill.review_since.is_not(None),
        )
    )
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    rows = session.execute(query.order_by(Bill.review_since, Bill.id).limit(window.limit).offset(window.offset)).all()
    return Page([(BillView.of(*row), row[0].review_since or row[0].created_at) for row in rows], total, window)


def _services(storefront: Storefront, kind: BillKind) -> Select[BillService]:
    return select(BillService).where(
        BillService.platform_id == storefront.id, BillService.kind == kind, BillService.is_active
    )


def _one(session: Session, query: Select[BillService]) -> ServiceView:
    row = session.scalars(query).one_or_none()
    if row is None:
        raise BillServiceNotFound
    return ServiceView.of(row)


def _bills(tenant: Tenant, customer_id: int) -> Select[Bill, BillService, str]:
    return (
        select(Bill, BillService, Transfer.reference)
        .join(BillService, BillService.id == Bill.service_id)
        .join(Transfer, Transfer.id == Bill.hold_transfer_id)
        .where(Bill.customer_id == customer_id, Bill.environment == tenant.environment)
    )
