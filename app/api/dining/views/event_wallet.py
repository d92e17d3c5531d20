"""The wallet somebody spends at events, moved and read by third parties. The paths are spelt as in the document."""

from __future__ import annotations

from typing import Final

from flask import Response

from app.api._kit.call import Call
from app.api._kit.fields import SENTENCE
from app.api._kit.operation import Needs
from app.api.dining.family import dining
from app.api.dining.schemas.event_wallet import (
    ManyMoves,
    MoneyIn,
    MoneyOut,
    OneMove,
    OneSummary,
    SummaryOut,
    WalletQuery,
)
from app.clock import utc_now
from app.domain.money import Money, NotMoney
from app.domain.paging import Window
from app.domain.scopes import Scope
from app.extensions import db
from app.input import InvalidInput, Problem
from app.services.events import wallet
from app.services.events.wallet import MoveMoney

TOPIC: Final = "Events"
_BASE: Final = "/api/public/salt-al-bahar/transaction"


@dining.op(
    "POST",
    _BASE,
    summary="Credit or debit an event wallet",
    topic=TOPIC,
    scope=Scope.MONEY_MOVE,
    # No session of staff moves money: it lets them read only.
    needs=Needs.KEY_OR_STAFF,
    body=MoneyIn,
    out=OneMove,
    message="",
    errors={404: "No such wallet of this customer.", 409: "Insufficient wallet balance."},
)
def move_event_money(call: Call, body: MoneyIn) -> Response:
    with call.work() as session:
        account = wallet.get_wallet(session, tenant=call.tenant, customer_id=body.customer_id, wallet_id=body.wallet_id)
        try:
            amount = Money.parse(body.amount, account.currency)
        except NotMoney as error:
            words = f"amount has more decimals than {account.currency} has"
            raise InvalidInput([Problem("amount", SENTENCE, words)]) from error
        command = MoveMoney(
            customer_id=body.customer_id,
            wallet_id=body.wallet_id,
            amount_minor=amount.minor,
            is_credit=body.transaction_type == "CREDIT",
            payment_method=body.payment_method,
            note=body.note,
            event_booking_id=body.event_booking_id,
            request_key=call.effect_key,
        )
        made = wallet.move(session, command, tenant=call.tenant, platform_id=call.storefront.id, now=utc_now())
        return call.answer(OneMove(message="Transaction created successfully", data=MoneyOut.of(made)))


@dining.op(
    "GET",
    _BASE,
    summary="Movements of event wallets, newest first",
    topic=TOPIC,
    scope=Scope.MONEY_MOVE,
    needs=Needs.KEY_OR_STAFF,
    query=WalletQuery,
    out=ManyMoves,
    message="",
)
def event_money(call: Call, query: WalletQuery) -> Response:
    window = Window(limit=query.limit, offset=query.skip)
    found = wallet.list_moves(db.session(), tenant=call.tenant, wallet_id=query.wallet, window=window)
    data = [MoneyOut.of(move) for move in found.items]
    return call.answer(ManyMoves(data=data, total=found.total, limit=query.limit, skip=query.skip))


@dining.op(
    "GET",
    f"{_BASE}/summery",
    summary="The sums of an event wallet, or of all wallets in the storefront's currency",
    topic=TOPIC,
    scope=Scope.MONEY_MOVE,
    needs=Needs.KEY_OR_STAFF,
    query=WalletQuery,
    out=OneSummary,
    message="",
)
def event_money_summary(call: Call, query: WalletQuery) -> Response:
    found = wallet.summarise(
        db.session(), tenant=call.tenant, wallet_id=query.wallet, currency=call.storefront.currency
    )
    return call.answer(OneSummary(data=SummaryOut.of(found)))
