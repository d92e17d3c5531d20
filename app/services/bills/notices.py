"""Telling a customer what became of a bill: the token, or that the money is back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.money import Money
from app.domain.topics import Topic
from app.models import Bill, Channel, Customer, Platform
from app.services import outbox
from app.services.bills.purchases import tenant_of, title_of
from app.services.ports import MessageTexts


def tell_customer(session: Session, bill: Bill, *, topic: Topic, texts: MessageTexts, now: datetime) -> None:
    """Queue an e-mail and a text message, as far as the customer has addresses and wants to be told."""
    customer = session.get_one(Customer, bill.customer_id)
    values = _values(session, bill, customer)
    for channel, recipient in ((Channel.EMAIL, customer.email), (Channel.SMS, customer.phone)):
        if not recipient:
            continue
        text = texts.render(topic, channel=channel, locale=bill.locale, values=values)
        outbox.enqueue(
            session,
            tenant=tenant_of(session, bill),
            platform_id=bill.platform_id,
            channel=channel,
            recipient=recipient,
            topic=topic,
            subject=text.subject,
            body=text.body,
            locale=bill.locale,
            customer_id=bill.customer_id,
            now=now,
        )


def _values(session: Session, bill: Bill, customer: Customer) -> dict[str, str]:
    platform = session.get_one(Platform, bill.platform_id)
    return {
        "name": customer.first_name,
        "what": title_of(bill.kind, bill.service_name, bill.package_name),
        "number": bill.account_number,
        "amount": Money(bill.amount_minor, bill.currency).text,
        "token": bill.token or "",
        "reference": bill.reference,
        "shop": platform.name_ar if bill.locale == "ar" else platform.name_en,
    }
