"""A customer's transactions and orders, a page at a time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any, Final, Self
from uuid import UUID

from pydantic import AfterValidator, Field

from app.api._kit.fields import Instant, Number, Text
from app.api.commerce.schemas.base import Page, PageSize, Schema, major, picture
from app.domain.states import Environment, Fulfilment, OrderState
from app.services.order_history import HistoryLine, HistoryOrder
from app.services.platforms import Storefront
from app.services.profiles import CustomerProfile
from app.services.transactions import TransactionStatus, TransactionView

# The document numbers both.
STATUS_NUMBERS: Final = {
    TransactionStatus.PENDING: 0,
    TransactionStatus.SUCCESSFUL: 1,
    TransactionStatus.FAILED: 2,
}
ENVIRONMENT_NUMBERS: Final = {Environment.TEST: 1, Environment.LIVE: 2}
_S = OrderState
# In the order the document lists them: the number of a word is its place.
ORDER_WORDS: Final[dict[str, tuple[OrderState, ...]]] = {
    "Success": (_S.CONFIRMED,),
    "Pending": (_S.PENDING_PAYMENT,),
    "Failed": (_S.PAYMENT_FAILED, _S.CANCELLED),
    "Confirmed": (_S.SHIPPED, _S.OUT_FOR_DELIVERY, _S.DELIVERED, _S.COMPLETED),
    "Returned": (_S.RETURNED,),
    "Accepted": (_S.PREPARING, _S.READY),
}
_WORD_OF: Final = {state: word for word, states in ORDER_WORDS.items() for state in states}
_NUMBER_OF: Final = {word: number for number, word in enumerate(ORDER_WORDS)}


def _status(value: str) -> str:
    """A transaction status by name or number."""
    for status, number in STATUS_NUMBERS.items():
        if value.lower() in {status.value, str(number)}:
            return status.value
    raise ValueError("Input should be Pending (0), Successful (1) or Failed (2)")


def _order_status(value: str) -> str:
    for word, number in _NUMBER_OF.items():
        if value.lower() in {word.lower(), str(number)}:
            return word
    raise ValueError(f"Input should be one of {', '.join(_NUMBER_OF)}")


def _day_or_instant(value: str) -> str:
    _instant(value)
    return value


def _instant(value: str) -> datetime:
    """A date is its first moment in UTC, and so is a time without a zone taken for UTC."""
    try:
        if len(value) == len("2024-01-01"):
            return datetime.combine(date.fromisoformat(value), time.min, UTC)
        found = datetime.fromisoformat(value)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError("Input should be a date (yyyy-MM-dd) or an ISO 8601 date and time") from error


DayOrInstant = Annotated[Text, Field(max_length=40, examples=["2024-01-01"]), AfterValidator(_day_or_instant)]


class PeriodQuery(Schema):
    """Paging and the days between which something happened, the last day included."""

    page_number: Page = 1
    page_size: PageSize = 50
    start_date: DayOrInstant | None = None
    end_date: DayOrInstant | None = None

    @property
    def since(self) -> datetime | None:
        return None if self.start_date is None else _instant(self.start_date)

    @property
    def until(self) -> datetime | None:
        """The moment after the last day."""
        if self.end_date is None:
            return None
        last = _instant(self.end_date).date()
        if last == date.max:
            return None
        return datetime.combine(last + timedelta(days=1), time.min, UTC)


class TransactionsQuery(PeriodQuery):
    status: Annotated[Text, Field(max_length=20, examples=["1"]), AfterValidator(_status)] | None = None
    transaction_type: Annotated[Text, Field(max_length=40, examples=["Payment"])] | None = None


class OrdersQuery(PeriodQuery):
    order_status: Annotated[Text, Field(max_length=20, examples=["Success"]), AfterValidator(_order_status)] | None = (
        None
    )

    @property
    def states(self) -> tuple[OrderState, ...]:
        return () if self.order_status is None else ORDER_WORDS[self.order_status]


class TransactionOut(Schema):
    id: UUID
    customer_id: UUID
    platform_id: UUID | None
    business_id: UUID
    transaction_reference: str
    amount: Number
    transaction_type: str
    status: int
    description: str
    gateway: str
    gateway_transaction_id: str
    environment: int
    created_at: Instant
    updated_at: Instant
    customer_first_name: str
    customer_last_name: str
    customer_email: str | None
    status_display: str
    transaction_type_display: str
    amount_display: str
    customer_display_name: str

    @classmethod
    def of(cls, found: TransactionView, *, whose: CustomerProfile, gateway: str, environment: Environment) -> Self:
        signed = major(found.signed_minor, found.currency)
        return cls(
            id=found.uuid,
            customer_id=whose.uuid,
            platform_id=found.platform_uuid,
            business_id=found.business_uuid,
            transaction_reference=found.reference,
            amount=major(found.amount_minor, found.currency),
            transaction_type=found.kind.value,
            status=STATUS_NUMBERS[found.status],
            description=found.description,
            gateway=gateway,
            gateway_transaction_id=found.provider_reference or found.reference,
            environment=ENVIRONMENT_NUMBERS[environment],
            created_at=found.created_at,
            updated_at=found.updated_at,
            customer_first_name=whose.first_name,
            customer_last_name=whose.last_name,
            customer_email=whose.email,
            status_display=found.status.value.capitalize(),
            transaction_type_display=found.kind.value,
            amount_display=str(signed),
            customer_display_name=f"{whose.first_name} {whose.last_name}".strip(),
        )


class TransactionsOut(Schema):
    transactions: list[TransactionOut]
    total_count: int
    page_number: int
    page_size: int
    total_pages: int
    current_balance: Number


class OrderProductOut(Schema):
    product_id: UUID
    quantity: int
    product_name: str
    price: Number
    product_image: str

    @classmethod
    def of(cls, line: HistoryLine, currency: str) -> Self:
        return cls(
            product_id=line.product_uuid,
            quantity=line.quantity,
            product_name=line.name,
            price=major(line.unit_minor, currency),
            product_image=picture(line.image),
        )


class OrderOut(Schema):
    id: UUID
    platform_id: UUID
    business_id: UUID
    customer_id: UUID
    products: list[OrderProductOut]
    address: str
    # Twice the same, as in the document.
    pick_up_location: UUID | None
    pickup_location_id: UUID | None
    pickup_location_name: str
    is_available_for_delivery: bool
    order_status: int
    environment_type: int
    transaction_reference: str
    total_amount: Number
    date_created: Instant
    date_updated: Instant
    order_status_display: str
    environment_type_display: str
    total_products: int
    unique_products: int

    @classmethod
    def of(cls, order: HistoryOrder, storefront: Storefront, customer_uuid: UUID) -> Self:
        word = _WORD_OF[order.state]
        return cls(
            id=order.uuid,
            platform_id=storefront.uuid,
            business_id=storefront.business_uuid,
            customer_id=customer_uuid,
            products=[OrderProductOut.of(line, order.currency) for line in order.lines],
            address=order.address,
            pick_up_location=order.place_uuid,
            pickup_location_id=order.place_uuid,
            pickup_location_name=order.place_name,
            is_available_for_delivery=order.fulfilment is Fulfilment.DELIVERY,
            order_status=_NUMBER_OF[word],
            environment_type=ENVIRONMENT_NUMBERS[storefront.environment],
            transaction_reference=order.reference,
            total_amount=major(order.total_minor, order.currency),
            date_created=order.placed_at,
            date_updated=order.updated_at,
            order_status_display=word,
            environment_type_display=storefront.environment.value.capitalize(),
            total_products=sum(line.quantity for line in order.lines),
            unique_products=len({line.product_uuid for line in order.lines}),
        )


class OrdersOut(Schema):
    orders: list[OrderOut]
    total_count: int
    page_number: int
    page_size: int
    total_pages: int


def paging(page: Any) -> dict[str, int]:
    """The numbers beside a list."""
    return {
        "total_count": page.total,
        "page_number": page.window.number,
        "page_size": page.window.limit,
        "total_pages": page.pages,
    }
