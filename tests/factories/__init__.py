"""Makes things for tests: `make_x(session, …)` adds one with sensible defaults, flushes and returns it.

Everything a factory needs and was not given, it makes. Names, slugs and numbers are counted, never random.
"""

from tests.factories.bookings import make_reservation, make_restaurant, make_waiting, tables_of
from tests.factories.carts import make_cart, make_cart_line, make_coupon
from tests.factories.catalog import (
    make_category,
    make_maker,
    make_option,
    make_pickup_location,
    make_product,
    make_review,
)
from tests.factories.clock import NOW
from tests.factories.dining import (
    link_tables,
    make_branch,
    make_brand,
    make_country,
    make_rule,
    make_seating,
    make_section,
    make_table,
    make_turn_time,
)
from tests.factories.events import make_event, make_event_rule
from tests.factories.gift_cards import make_gift_card, make_gift_card_template
from tests.factories.ledger import fund_card, make_account
from tests.factories.orders import make_order
from tests.factories.people import PASSWORD, PIN, make_customer, make_staff
from tests.factories.purchases import bring_to, buy, seen
from tests.factories.tenancy import make_api_key, make_business, make_platform, storefront_of
from tests.factories.wishlists import make_wish

__all__ = [
    "NOW",
    "PASSWORD",
    "PIN",
    "bring_to",
    "buy",
    "fund_card",
    "link_tables",
    "make_account",
    "make_api_key",
    "make_branch",
    "make_brand",
    "make_business",
    "make_cart",
    "make_cart_line",
    "make_category",
    "make_country",
    "make_coupon",
    "make_customer",
    "make_event",
    "make_event_rule",
    "make_gift_card",
    "make_gift_card_template",
    "make_maker",
    "make_option",
    "make_order",
    "make_pickup_location",
    "make_platform",
    "make_product",
    "make_reservation",
    "make_restaurant",
    "make_review",
    "make_rule",
    "make_seating",
    "make_section",
    "make_staff",
    "make_table",
    "make_turn_time",
    "make_waiting",
    "make_wish",
    "seen",
    "storefront_of",
    "tables_of",
]
