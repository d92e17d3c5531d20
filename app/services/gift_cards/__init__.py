"""Gift cards: made one by one or by the thousand, found by their numbers, spent and given back to."""

from app.services.gift_cards.desk import (
    MOST_CARDS,
    NewBatch,
    check_makes,
    fill_batch,
    make_batch,
    next_batch_id,
    set_active,
    switch,
    take_in_vendor_cards,
)
from app.services.gift_cards.issuing import Funding, NewCard, business_funding, issue
from app.services.gift_cards.listing import (
    BatchRow,
    CardFilter,
    CardRow,
    every_of_batch,
    get_batch,
    get_card,
    list_batches,
    list_cards,
    list_of_batch,
)
from app.services.gift_cards.looking import CardSeen, count_look, find_by_hash, find_by_uuid, hash_of
from app.services.gift_cards.sheets import plain, sheet
from app.services.gift_cards.spending import SHOP, Movement, Place, account_to_refill, pay_part, problem_of
from app.services.gift_cards.templates import TemplateView, get_template, list_templates

__all__ = [
    "MOST_CARDS",
    "SHOP",
    "BatchRow",
    "CardFilter",
    "CardRow",
    "CardSeen",
    "Funding",
    "Movement",
    "NewBatch",
    "NewCard",
    "Place",
    "TemplateView",
    "account_to_refill",
    "business_funding",
    "check_makes",
    "count_look",
    "every_of_batch",
    "fill_batch",
    "find_by_hash",
    "find_by_uuid",
    "get_batch",
    "get_card",
    "get_template",
    "hash_of",
    "issue",
    "list_batches",
    "list_cards",
    "list_of_batch",
    "list_templates",
    "make_batch",
    "next_batch_id",
    "pay_part",
    "plain",
    "problem_of",
    "set_active",
    "sheet",
    "switch",
    "take_in_vendor_cards",
]
