"""Gift cards: seven ways to ask one address, told apart by what is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from flask import Response, request, stream_with_context

from app.api._kit.call import Call
from app.api._kit.operation import Needs
from app.api.dining.family import dining
from app.api.dining.schemas.gift_cards import (
    BalanceOut,
    BatchOut,
    BatchWithCards,
    GiftCardOut,
    GiftCardQuery,
    ManyBatches,
    ManyGiftCards,
    MetaOut,
    OneBalance,
    OneBatch,
    OneGiftCard,
    StatusFilter,
)
from app.clock import utc_now
from app.domain import gift_cards as rules
from app.domain.errors import GiftCardNotFound
from app.domain.logins import counted_address
from app.domain.paging import Page, Window
from app.domain.phone import to_e164
from app.domain.scopes import Scope
from app.extensions import db, gateways, settings, unit_of_work
from app.flows.gift_cards import look_up
from app.services import gift_cards
from app.services.gift_cards import BatchRow, CardFilter, CardRow, CardSeen
from app.services.staff_reach import decides_money

TOPIC: Final = "Gift cards"
# A file name may hold these; everything else becomes a dash.
_IN_NAMES: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")


@dining.op(
    "GET",
    "/api/gift-cards",
    summary="Gift cards, their batches, a batch as CSV, or a card's balance",
    description=(
        "`id` gives one card; `regular_gift_card_id` the cards made from a template; `bulk_table=true` the batches; "
        "`batch_id` a batch with at most 100 cards, and with `download_csv=true` all of them as CSV; `balance=true` "
        "with `card_number` a card's balance; otherwise all cards, filtered. The first that applies decides. Without "
        "a secret key card numbers are masked, and a number may be looked up only a few times in a quarter of an hour."
    ),
    topic=TOPIC,
    scope=Scope.MONEY_MOVE,
    needs=Needs.NOTHING,
    publishable=True,
    query=GiftCardQuery,
    out=OneGiftCard | ManyGiftCards | ManyBatches | OneBatch | OneBalance,
    message="",
    errors={404: "Gift card not found, or batch not found."},
)
def gift_card_modes(call: Call, query: GiftCardQuery) -> Response:
    if query.id is not None:
        card = gift_cards.get_card(db.session(), tenant=call.tenant, card_id=query.id, now=utc_now())
        return call.answer(OneGiftCard(data=GiftCardOut.of(card, in_full=_in_full(call))))
    if query.regular_gift_card_id is not None:
        return _listed(call, query, CardFilter(template_id=query.regular_gift_card_id))
    if query.bulk_table:
        batches = gift_cards.list_batches(db.session(), tenant=call.tenant, window=_window(query))
        data = [BatchOut.of(batch) for batch in batches.items]
        return call.answer(ManyBatches(data=data, meta=MetaOut.of(batches)))
    if query.batch_id is not None:
        batch = gift_cards.get_batch(db.session(), tenant=call.tenant, batch_id=query.batch_id)
        return _sheet(call, batch) if query.download_csv else _batch(call, batch)
    if query.balance and query.card_number is not None:
        card_seen, number = _seen(call, query.card_number), rules.grouped(rules.canonical(query.card_number))
        return call.answer(OneBalance(data=BalanceOut.of(number, card_seen.balance, card_seen.status)))
    return _filtered(call, query)


def _in_full(call: Call) -> bool:
    """Whether card numbers are told: they are money, so of the staff only to who runs the business."""
    return call.sees_people and (call.staff is None or decides_money(call.staff))


def _window(query: GiftCardQuery) -> Window:
    return Window.of_page(query.page, query.limit)


def _listed(call: Call, query: GiftCardQuery, wanted: CardFilter) -> Response:
    found = gift_cards.list_cards(db.session(), tenant=call.tenant, wanted=wanted, window=_window(query), now=utc_now())
    return _answer(call, found)


def _answer(call: Call, found: Page[CardRow]) -> Response:
    in_full = _in_full(call)
    data = [GiftCardOut.of(card, in_full=in_full) for card in found.items]
    return call.answer(ManyGiftCards(data=data, meta=MetaOut.of(found)))


def _filtered(call: Call, query: GiftCardQuery) -> Response:
    """Mode 6. A number of a phone or a card is looked for whole, or nothing is found."""
    phone = number_hash = None
    nothing: Page[CardRow] = Page([], 0, _window(query))
    if query.mobile_number is not None:
        phone = to_e164(query.mobile_number, region=call.storefront.country)
        if phone is None:
            return _answer(call, nothing)
    if query.card_number is not None:
        try:
            _seen(call, query.card_number)
        except GiftCardNotFound:
            return _answer(call, nothing)
        number_hash = gift_cards.hash_of(gateways().keyed.digest, query.card_number)
    wanted = CardFilter(
        unsold_of_batch_id=query.bulk_gift_card_id,
        brand_id=query.brand_id,
        branch_id=query.branch_id,
        customer_id=query.customer_id,
        phone=phone,
        number_hash=number_hash,
        is_good=None if query.status is None else query.status is StatusFilter.ACTIVE,
    )
    return _listed(call, query, wanted)


def _batch(call: Call, batch: BatchRow) -> Response:
    cards = gift_cards.list_of_batch(db.session(), tenant=call.tenant, batch=batch, now=utc_now())
    return call.answer(OneBatch(data=BatchWithCards.of(batch, cards, in_full=_in_full(call))))


def _seen(call: Call, number: str) -> CardSeen:
    """A card by its whole number. Who may see all numbers is not counted. Raises GiftCardNotFound, TooManyAttempts."""
    keyed = gateways().keyed
    if _in_full(call):
        number_hash = gift_cards.hash_of(keyed.digest, number)
        found = gift_cards.find_by_hash(db.session(), tenant=call.tenant, number_hash=number_hash, now=utc_now())
        if found is None:
            raise GiftCardNotFound
        return found
    address = counted_address(request.remote_addr, strict=settings().strict_limits)
    return look_up(unit_of_work, utc_now, keyed, tenant=call.tenant, number=number, address=address)


def _sheet(call: Call, batch: BatchRow) -> Response:
    """The whole batch, sent as it is read."""
    tenant, in_full, now = call.tenant, _in_full(call), utc_now()

    def lines() -> Iterator[str]:
        cards = gift_cards.every_of_batch(db.session(), tenant=tenant, batch=batch, now=now)
        yield from gift_cards.sheet(batch, cards, with_numbers=in_full)

    response = Response(stream_with_context(lines()), content_type="text/csv")
    name = "".join(letter if letter in _IN_NAMES else "-" for letter in batch.batch_id)
    response.headers["Content-Disposition"] = f'attachment; filename="gift-cards-batch-{name}.csv"'
    return response
