"""Buying without an account, and claiming it afterwards."""

from sqlalchemy import select

from app.domain.address import Address
from app.domain.states import OrderState
from app.flows.guests import guest_buyer
from app.models import Customer, Order, Payment, SavedAddress, Transfer
from app.services import accounts
from app.services.orders import Contact, guest_token, is_guest_token
from app.services.provider_ports import Outcome
from tests.factories import NOW
from tests.integration.flows.till import Till

ADDRESS = Address(line1="1 Allen Avenue", city="Ikeja", state="Lagos", country="NG")


def test_a_guest_buys_on_the_gateways_page_and_claims_everything_by_a_code(till: Till) -> None:
    contact = Contact(name="Bisi Ade", email=None, phone="+2348033330009")
    guest = guest_buyer(till.shop.uow, till.clock, tenant=till.shop.storefront.tenant, contact=contact)
    till.hear(till.started(customer=guest, contact=contact, lines=till.one_tea), Outcome.SUCCEEDED)
    session, heir = till.session, till.shop.customer
    session.add_all(_address(owner, till) for owner in (guest.customer_id, heir.id))
    heir.pending_phone = contact.phone
    session.commit()

    accounts.confirm_phone(session, customer_id=heir.id, phone=contact.phone or "", now=NOW)
    session.commit()

    for kind in (Order, Payment, Transfer):
        owners = session.scalars(select(kind.customer_id).where(kind.customer_id == guest.customer_id)).all()
        assert owners == [], kind
    assert session.scalars(select(SavedAddress.customer_id)).all() == [heir.id]
    assert (till.order.customer_id, till.state, till.breaches) == (heir.id, OrderState.CONFIRMED, [])


def test_the_same_guest_comes_back(till: Till) -> None:
    contact = Contact(name="Bisi Ade", email="bisi@example.com", phone=None)
    first, second = (
        guest_buyer(till.shop.uow, till.clock, tenant=till.shop.storefront.tenant, contact=contact) for _ in range(2)
    )

    made = till.session.get_one(Customer, first.customer_id)
    assert (first, made.first_name, made.last_name, made.claimed_at) == (second, "Bisi", "Ade", None)


def test_the_orders_token_opens_that_order_only(till: Till) -> None:
    till.start()
    digest, uuid = till.shop.outside.keyed.digest, till.order.uuid
    token = guest_token(digest, uuid)

    assert is_guest_token(digest, uuid, token)
    assert not is_guest_token(digest, till.tea.uuid, token)
    assert not is_guest_token(digest, uuid, token + "é")


def _address(customer_id: int, till: Till) -> SavedAddress:
    return SavedAddress(
        customer_id=customer_id,
        platform_id=till.shop.storefront.id,
        environment=till.shop.storefront.environment,
        address_key=ADDRESS.key,
        provider="sandbox",
        provider_address_id=f"AD-{customer_id}",
        line1=ADDRESS.line1,
        city=ADDRESS.city,
        state=ADDRESS.state,
        country=ADDRESS.country,
        last_used_at=NOW,
        created_at=NOW,
        updated_at=NOW,
    )
