"""What a customer has paid, been given back and ordered."""

from __future__ import annotations

from typing import Final

from flask import Response

from app.api._kit.call import Call
from app.api._kit.operation import Needs
from app.api.commerce.family import commerce
from app.api.commerce.schemas.base import LOCALE, major
from app.api.commerce.schemas.history import (
    OrderOut,
    OrdersOut,
    OrdersQuery,
    TransactionOut,
    TransactionsOut,
    TransactionsQuery,
    paging,
)
from app.domain.paging import Window
from app.domain.scopes import Scope
from app.extensions import db, gateways
from app.services import accounts, order_history, shopping_card, transactions
from app.services.order_history import HistoryQuery
from app.services.transactions import TransactionQuery, TransactionStatus, TransactionView

TOPIC: Final = "Transactions and orders"
_CARD: Final = "ShoppingCard"


@commerce.op(
    "GET",
    "/api/customer/transaction/list",
    summary="The customer's transactions, paginated and filtered",
    description=(
        "In the platform's currency, the newest first. `currentBalance` is the balance of the shopping card: Card "
        "Funding, Refund and Wallet Credit to the card add, Payment, Bills Payment and Wallet Debit from it subtract."
    ),
    topic=TOPIC,
    scope=Scope.ORDERS_READ,
    needs=Needs.KEY_AND_CUSTOMER,
    query=TransactionsQuery,
    out=TransactionsOut,
    message="Successfully retrieved customer transactions",
)
def list_transactions(call: Call, query: TransactionsQuery) -> Response:
    session, storefront = db.session(), call.storefront
    whose = accounts.get_profile(session, customer_id=call.customer.customer_id)
    found = transactions.list_transactions(
        session,
        storefront,
        customer_id=whose.id,
        query=TransactionQuery(
            status=None if query.status is None else TransactionStatus(query.status),
            kind=query.transaction_type or "",
            since=query.since,
            until=query.until,
        ),
        window=Window.of_page(query.page_number, query.page_size),
    )
    card = shopping_card.balance(session, customer_id=whose.id, currency=storefront.currency)
    return call.answer(
        TransactionsOut(
            transactions=[
                TransactionOut.of(one, whose=whose, gateway=_gateway(one), environment=storefront.environment)
                for one in found.items
            ],
            current_balance=major(card.current_minor, storefront.currency),
            **paging(found),
        )
    )


@commerce.op(
    "GET",
    "/api/customer/transaction/orders",
    summary="The customer's orders, paginated and filtered",
    description="Orders at the key's platform, the newest first.",
    topic=TOPIC,
    scope=Scope.ORDERS_READ,
    needs=Needs.KEY_AND_CUSTOMER,
    query=OrdersQuery,
    out=OrdersOut,
    message="Retrieved orders successfully",
)
def list_orders(call: Call, query: OrdersQuery) -> Response:
    session = db.session()
    whose = accounts.get_profile(session, customer_id=call.customer.customer_id)
    found = order_history.list_history(
        session,
        call.storefront,
        customer_id=whose.id,
        query=HistoryQuery(states=query.states, since=query.since, until=query.until),
        window=Window.of_page(query.page_number, query.page_size),
        locale=LOCALE,
    )
    orders = [OrderOut.of(order, call.storefront, whose.uuid) for order in found.items]
    return call.answer(
        OrdersOut(orders=orders, **paging(found)), message=f"Retrieved {len(orders)} orders successfully"
    )


def _gateway(found: TransactionView) -> str:
    """The gateway by the name people know; the card where nothing else was asked."""
    if found.provider is None:
        return _CARD
    adapter = gateways().providers.payment_named(found.provider) or gateways().providers.bills_named(found.provider)
    return found.provider if adapter is None else adapter.title
