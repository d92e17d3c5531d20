"""What messages are about, and which of them a person may switch off."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Topic(StrEnum):
    """The reason of a message; each has a text in both languages."""

    VERIFY_EMAIL = "verify_email"
    VERIFY_PHONE = "verify_phone"
    RESET_PASSWORD = "reset_password"  # noqa: S105  # a word, not a secret
    RESET_PIN = "reset_pin"
    SIGN_IN = "sign_in"
    JOIN_CLUB = "join_club"
    BOOK_TABLE = "book_table"
    JOIN_WAITING_LIST = "join_waiting_list"
    BOOK_EVENT = "book_event"
    CLAIM_BOOKINGS = "claim_bookings"
    CONTACT_CHANGED = "contact_changed"
    ORDER_CONFIRMED = "order_confirmed"
    ORDER_READY = "order_ready"
    ORDER_NOT_READY = "order_not_ready"
    ORDER_CANCELLED = "order_cancelled"
    ORDER_PAYMENT_FAILED = "order_payment_failed"
    ORDER_EXPIRED = "order_expired"
    # Paid too late or twice: the money goes back.
    ORDER_PAYMENT_RETURNED = "order_payment_returned"
    ORDER_REFUNDED = "order_refunded"
    ORDER_SHIPPED = "order_shipped"
    ORDER_OUT_FOR_DELIVERY = "order_out_for_delivery"
    ORDER_DELIVERED = "order_delivered"
    ORDER_DELIVERY_PROBLEM = "order_delivery_problem"
    RESERVATION_CONFIRMED = "reservation_confirmed"
    RESERVATION_CHANGED = "reservation_changed"
    RESERVATION_CANCELED = "reservation_canceled"
    # The deposit was not paid in time: the table is free again.
    RESERVATION_EXPIRED = "reservation_expired"
    RESERVATION_REMINDER = "reservation_reminder"
    WAITING_JOINED = "waiting_joined"
    WAITING_READY = "waiting_ready"
    WAITING_EXPIRED = "waiting_expired"
    BILL_DELIVERED = "bill_delivered"
    BILL_REFUNDED = "bill_refunded"
    # To whom a gift card is given, and to who has bought it.
    GIFT_CARD = "gift_card"
    GIFT_CARD_BOUGHT = "gift_card_bought"
    WISH_IN_STOCK = "wish_in_stock"
    WISH_CHEAPER = "wish_cheaper"


class TopicGroup(StrEnum):
    """What a person can be asked about: do you want to hear of your orders and bookings, and of offers?"""

    ORDERS = "orders"
    OFFERS = "offers"


# These protect the account, so they go whatever somebody has switched off.
SECURITY: Final = frozenset(
    {
        Topic.VERIFY_EMAIL,
        Topic.VERIFY_PHONE,
        Topic.RESET_PASSWORD,
        Topic.RESET_PIN,
        Topic.SIGN_IN,
        Topic.JOIN_CLUB,
        Topic.BOOK_TABLE,
        Topic.JOIN_WAITING_LIST,
        Topic.BOOK_EVENT,
        Topic.CLAIM_BOOKINGS,
        Topic.CONTACT_CHANGED,
    }
)


def group_of(topic: str) -> TopicGroup | None:
    """The group whose preference decides about a topic; None when it always goes."""
    if topic in SECURITY:
        return None
    own = ("order", "bill", "reservation", "gift_card")
    return TopicGroup.ORDERS if topic.startswith(own) else TopicGroup.OFFERS
