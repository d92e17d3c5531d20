"""Reviews: the written ones, and enough bare stars that each product's rating is the sum of its rows."""

from collections.abc import Iterator
from datetime import datetime
from itertools import cycle, islice
from typing import Any

from app.demo.data.kinds import ProductData, fixed_uuid
from app.demo.data.reviews import NAMES, REVIEWS
from app.demo.data.reviews_parts import ReviewData
from app.demo.data.shop import PRODUCTS
from app.demo.loading.tools import Loader
from app.models import Product, Review, ReviewState

_BEST = 5
# How many stars short of five those are who were not quite happy, in turn.
_SHORT = (1, 1, 2, 1, 1, 4, 1, 2, 1, 3)
_NEWEST_WRITTEN, _OLDEST_WRITTEN = 2, 60


def fill(loader: Loader, shelves: dict[tuple[str, str], int]) -> None:
    """Make the reviews of every product; what was written is newer than the bare stars, so it is read first."""
    rows: list[dict[str, Any]] = []
    counts = []
    for shop, products in PRODUCTS.items():
        for product in products:
            written = REVIEWS.get(shop, {}).get(product.sku, ())
            key = shelves[shop, product.sku]
            rows += _rows(loader, shop, product, written, key)
            counts.append({"id": key, "review_count": len(written)})
    loader.add_all(Review, rows)
    loader.session.bulk_update_mappings(Product.__mapper__, counts)


def bare_stars(total: int, number: int) -> list[int]:
    """Spread a sum of stars over so many ratings of one to five; most people are pleased, a few are not.

    Raises ValueError when it cannot be done.
    """
    if not number <= total <= _BEST * number:
        raise ValueError(f"{number} ratings cannot add up to {total} stars")
    missing = _BEST * number - total
    shares = [0] * number
    steps = cycle(_SHORT)
    while missing:
        for place in range(number):
            step = min(next(steps), missing, _BEST - 1 - shares[place])
            shares[place] += step
            missing -= step
    return [_BEST - share for share in shares]


def _rows(
    loader: Loader, shop: str, product: ProductData, written: tuple[ReviewData, ...], key: int
) -> Iterator[dict[str, Any]]:
    span = _OLDEST_WRITTEN - _NEWEST_WRITTEN
    for place, review in enumerate(written):
        at = loader.days_ago(_NEWEST_WRITTEN + span * (place + 0.5) / len(written))
        yield {
            **_row(shop, product, key, place, at),
            "author_name": review.author,
            "rating": review.rating,
            "title": review.title,
            "body": review.body,
            "locale": review.locale,
        }
    bare = product.stars.number - len(written)
    stars = bare_stars(product.stars.total - sum(review.rating for review in written), bare)
    start = len(product.slug) + key
    names = islice(cycle(NAMES[shop]), start, None)
    for place, (rating, name) in enumerate(zip(stars, names, strict=False), len(written)):
        at = loader.days_ago(_OLDEST_WRITTEN + 3 * (place + 1) + key % 3)
        yield {
            **_row(shop, product, key, place, at),
            "author_name": name,
            "rating": rating,
            "title": "",
            "body": "",
            "locale": "en",
        }


def _row(shop: str, product: ProductData, key: int, place: int, at: datetime) -> dict[str, Any]:
    return {
        "uuid": fixed_uuid("review", shop, product.sku, str(place)),
        "product_id": key,
        "state": ReviewState.PUBLISHED,
        "created_at": at,
    }
