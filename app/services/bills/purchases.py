"""The money of a bill: held when it is asked for, then the provider's or back on the card; each once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.bills import UNASKED, BillKind, BillReason
from app.domain.states import BillState
from app.domain.tenant import Tenant
from app.models import Account, AccountKind, Bill, BillService, Platform, Transfer, TransferKind
from app.services import ledger, shopping_card
from app.services.bills.views import BillView, PlanView, ServiceView
from app.services.platforms import Storefront


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBill:
    """A purchase that was found to be in order; `account_number` is in the form the provider takes."""

    customer_id: int
    request_key: str
    service: ServiceView
    plan: PlanView
    account_number: str
    account_name: str
    amount_minor: int
    provider: str
    locale: str


def find_by_key(session: Session, *, customer_id: int, request_key: str) -> Bill | None:
    """What was bought under a form's or request's own key."""
    return session.scalar(select(Bill).where(Bill.customer_id == customer_id, Bill.request_key == request_key))


def open_bill(session: Session, storefront: Storefront, new: NewBill, *, now: datetime) -> Bill:
    """Write the purchase down and set its money aside; under a key that was used, the first purchase is returned.

    Whoever buys from one card does so one after the other, and looks for the key when it is their turn: meeting at
    the unique constraint instead, one would wait, money in hand, for a row that its first settlement has locked.

    Raises BalanceTooLow, when nothing has moved.
    """
    card, held = _accounts(session, storefront, new.customer_id, now)
    first = find_by_key(session, customer_id=new.customer_id, request_key=new.request_key)
    if first is not None:
        return first
    uuid = uuid4()
    hold = _hold(session, storefront, new, (card, held), key=f"bill:{uuid}:hold", now=now)
    bill = Bill(
        uuid=uuid,
        platform_id=storefront.id,
        environment=storefront.environment,
        customer_id=new.customer_id,
        request_key=new.request_key,
        kind=new.service.kind,
        service_id=new.service.id,
        service_name=new.service.name,
        biller_slug=new.service.biller_slug,
        biller_id=new.plan.biller_id,
        package_slug=new.plan.slug,
        package_name=new.plan.name,
        account_number=new.account_number,
        account_name=new.account_name,
        currency=storefront.currency,
        amount_minor=new.amount_minor,
        state=BillState.PENDING,
        provider=new.provider,
        reference=ledger.new_reference("PAY"),
        hold_transfer_id=hold.id,
        next_check_at=now + UNASKED,
        locale=new.locale,
        created_at=now,
        updated_at=now,
    )
    session.add(bill)
    session.flush()
    return bill


def post(session: Session, bill: Bill, *, now: datetime) -> None:
    """It was delivered: what was held is owed to the provider. The caller holds the bill's lock and saw it pending."""
    tenant = tenant_of(session, bill)
    owed = ledger.get_or_open_account(
        session, tenant=tenant, kind=AccountKind.BILLS, currency=bill.currency, platform_id=bill.platform_id, now=now
    )
    _end(session, bill, tenant, owed, kind=TransferKind.SETTLEMENT, words="delivered", now=now)
    bill.state, bill.reason = BillState.SUCCEEDED, None


def void(session: Session, bill: Bill, *, reason: BillReason, now: datetime) -> None:
    """It failed: what was held is back on the card. The caller holds the bill's lock and saw it pending."""
    tenant = tenant_of(session, bill)
    card = shopping_card.open_card(
        session, tenant=tenant, customer_id=bill.customer_id, currency=bill.currency, now=now
    )
    _end(session, bill, tenant, card, kind=TransferKind.REFUND, words="refunded", now=now)
    bill.state, bill.reason = BillState.FAILED, reason


def view_of(session: Session, bill: Bill) -> BillView:
    """The bill with its service and its movement."""
    service = session.get_one(BillService, bill.service_id)
    return BillView.of(bill, service, session.get_one(Transfer, bill.hold_transfer_id).reference)


def tenant_of(session: Session, bill: Bill) -> Tenant:
    """Whose customer the bill is."""
    return Tenant(session.get_one(Platform, bill.platform_id).business_id, bill.environment)


def title_of(kind: BillKind, service_name: str, package_name: str) -> str:
    """What was bought, in a few words: MTN airtime, MTNData 1GB Monthly, DSTV Compact."""
    if kind is BillKind.AIRTIME:
        return f"{service_name} airtime"
    if package_name.casefold().startswith(service_name.casefold()):
        return package_name
    return f"{service_name} {package_name}".strip()


def _accounts(session: Session, storefront: Storefront, customer_id: int, now: datetime) -> tuple[Account, Account]:
    """The customer's card and hold, both locked, in the order in which transfers lock them."""
    tenant, currency = storefront.tenant, storefront.currency
    card = shopping_card.open_card(session, tenant=tenant, customer_id=customer_id, currency=currency, now=now)
    held = _hold_account(session, tenant, customer_id, currency, now)
    session.execute(
        select(Account.id)
        .where(Account.id.in_((card.id, held.id)))
        .order_by(Account.id)
        .with_for_update(key_share=True)
    )
    return card, held


def _hold(
    session: Session,
    storefront: Storefront,
    new: NewBill,
    accounts: tuple[Account, Account],
    *,
    key: str,
    now: datetime,
) -> Transfer:
    card, held = accounts
    return ledger.transfer(
        session,
        tenant=storefront.tenant,
        key=key,
        kind=TransferKind.BILLS_PAYMENT,
        legs=[(card, -new.amount_minor), (held, new.amount_minor)],
        description=title_of(new.service.kind, new.service.name, new.plan.name),
        platform_id=storefront.id,
        customer_id=new.customer_id,
        now=now,
    )


def _hold_account(session: Session, tenant: Tenant, customer_id: int, currency: str, now: datetime) -> Account:
    return ledger.get_or_open_account(
        session, tenant=tenant, kind=AccountKind.HOLD, currency=currency, customer_id=customer_id, now=now
    )


def _end(
    session: Session, bill: Bill, tenant: Tenant, target: Account, *, kind: TransferKind, words: str, now: datetime
) -> None:
    """Take the money out of the hold. One key for both ends, so that the ledger itself allows only one of them."""
    held = _hold_account(session, tenant, bill.customer_id, bill.currency, now)
    title = title_of(bill.kind, bill.service_name, bill.package_name)
    moved = ledger.transfer(
        session,
        tenant=tenant,
        key=f"bill:{bill.uuid}:end",
        kind=kind,
        legs=[(held, -bill.amount_minor), (target, bill.amount_minor)],
        description=f"{title}, {words}",
        platform_id=bill.platform_id,
        customer_id=bill.customer_id,
        now=now,
    )
    bill.end_transfer_id = moved.id
    bill.completed_at, bill.updated_at = now, now
    bill.next_check_at = None
