"""The demo data keeps its promises: unique identities, two languages everywhere, sums that add up."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from uuid import UUID

import phonenumbers
import pytest

from app.demo.data.kinds import CategoryData, ProductData, Text, slug_of
from app.demo.data.locations import LOCATIONS
from app.demo.data.makers import MAKERS
from app.demo.data.people import CUSTOMERS, STAFF
from app.demo.data.reviews import NAMES, REVIEWS
from app.demo.data.shop import PRODUCTS
from app.demo.data.storefronts import BUSINESSES, COUPONS, KEYS, STOREFRONTS
from app.demo.data.trees import TREES
from app.demo.data.trees_lagos import LAGOS
from app.demo.drawings.motifs import MOTIFS
from app.demo.drawings.products import SHAPES
from app.demo.loading.reviews import bare_stars
from app.services.platforms import RESERVED_SLUGS

GOODS = [(shop, product) for shop, products in PRODUCTS.items() for product in products]
ARABIC = re.compile("[\u0600-\u06ff]")
# Figures, codes and units read the same in both languages.
SAME_IN_BOTH = re.compile(r"[A-Z0-9\u2013+ .,×/%-]+")


def texts(value: object) -> Iterator[Text]:
    """Every bilingual text inside a value, however deep."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


def leaves(tree: tuple[CategoryData, ...]) -> set[str]:
    return {sub.slug for top in tree for sub in top.children}


def test_there_is_enough_to_browse() -> None:
    assert len(GOODS) >= 130
    assert len(PRODUCTS["lagos"]) >= 90
    assert len(LAGOS) == 12
    assert all(2 <= len(top.children) <= 4 for tree in TREES.values() for top in tree)
    assert sum(len(makers) for makers in MAKERS.values()) >= 8


def test_slugs_and_skus_are_unique_within_a_storefront() -> None:
    for products in PRODUCTS.values():
        assert [slug for slug, n in Counter(p.slug for p in products).items() if n > 1] == []
        assert [sku for sku, n in Counter(p.sku for p in products).items() if n > 1] == []
    for tree in TREES.values():
        slugs = [node.slug for top in tree for node in (top, *top.children)]
        assert len(slugs) == len(set(slugs))


def test_fixed_identities_are_unique() -> None:
    found: list[UUID | None] = [*BUSINESSES.values(), *(shop.uuid for shop in STOREFRONTS)]
    found += [product.uuid for _, product in GOODS]
    found += [maker.uuid for makers in MAKERS.values() for maker in makers]
    found += [place.uuid for places in LOCATIONS.values() for place in places]
    given = [uuid for uuid in found if uuid is not None]
    assert len(given) == len(set(given))


@pytest.mark.parametrize(("shop", "product"), GOODS, ids=lambda value: getattr(value, "sku", value))
def test_a_product_is_complete(shop: str, product: ProductData) -> None:
    assert product.maker in {maker.slug for maker in MAKERS[shop]}
    assert product.category in leaves(TREES[shop])
    assert product.picture.shape in SHAPES
    assert product.picture.motif in MOTIFS
    assert product.price > 0
    assert product.was is None or product.was > product.price
    assert product.stock >= 0
    assert product.weight > 0
    assert product.days[0] <= product.days[1]
    assert product.stars.number <= product.stars.total <= 5 * product.stars.number
    assert len(product.slug) <= 120
    assert len(product.about.en.split(". ")) >= 1
    for text in texts(product):
        assert text.en
        assert text.ar
        assert not ARABIC.search(text.en)
        assert ARABIC.search(text.ar) or SAME_IN_BOTH.fullmatch(text.ar), text


def test_every_shelf_has_goods() -> None:
    for shop, tree in TREES.items():
        assert leaves(tree) == {product.category for product in PRODUCTS[shop]}


def test_every_maker_has_goods() -> None:
    for shop, makers in MAKERS.items():
        assert {maker.slug for maker in makers} == {product.maker for product in PRODUCTS[shop]}


@pytest.mark.parametrize("value", [TREES, MAKERS, LOCATIONS], ids=["trees", "makers", "locations"])
def test_names_are_in_both_languages(value: dict[str, tuple[object, ...]]) -> None:
    found = [text for items in value.values() for text in texts(items)]
    assert found
    assert [text for text in found if not text.en or ARABIC.search(text.en) or not ARABIC.search(text.ar)] == []


def test_the_example_of_the_documents() -> None:
    product = PRODUCTS["lagos"][0]
    assert (product.uuid, product.name.en, product.slug, product.sku) == (
        UUID("550e8400-e29b-41d4-a716-446655440000"),
        "Premium Product",
        "premium-product",
        "PROD-001",
    )
    assert (product.price, product.was, product.stock, product.featured) == (9999, 12999, 50, True)
    assert (product.maker, product.category) == ("zuriva", "smartphones")
    assert MAKERS["lagos"][0].uuid == UUID("550e8400-e29b-41d4-a716-446655440001")
    assert (LAGOS[0].slug, LAGOS[0].number) == ("electronics", 1)
    assert (LAGOS[0].children[0].slug, LAGOS[0].children[0].number) == ("smartphones", 5)


def test_pickup_locations() -> None:
    main = LOCATIONS["lagos"][0]
    assert main.uuid == UUID("770e8400-e29b-41d4-a716-446655440000")
    assert (main.name.en, main.address.en, main.state.en) == ("Lagos Main Store", "123 Main Street, Lagos", "Lagos")
    assert len(LOCATIONS["lagos"]) >= 7
    assert {place.state.en for place in LOCATIONS["lagos"]} == {"Lagos", "Abuja", "Port Harcourt", "Kano"}
    assert len(LOCATIONS["muscat"]) == 2


def test_telephone_numbers_are_possible() -> None:
    numbers = [place.phone for places in LOCATIONS.values() for place in places]
    numbers += [shop.support_phone for shop in STOREFRONTS]
    wrong = [number for number in numbers if not phonenumbers.is_valid_number(phonenumbers.parse(number))]
    assert wrong == []


def test_coupons_and_keys() -> None:
    assert {coupon.code for coupon in COUPONS if coupon.platform == "lagos"} >= {"SAVE10", "GONE10"}
    gone = next(coupon for coupon in COUPONS if coupon.code == "GONE10")
    assert gone.limit == 1
    assert {key.value for key in KEYS} == {
        "sandbox-api-key",
        "sandbox-publishable-key",
        "other-business-api-key",
        "sandbox-merchant-token",
    }


def test_people() -> None:
    john, jane = CUSTOMERS[:2]
    assert (john.email, john.phone, john.pin, john.card, john.balance) == (
        "john.doe@example.com",
        "+2348012345678",
        "1234",
        "ARK12345",
        50_000_000,
    )
    assert (jane.email, jane.phone, jane.pin, jane.balance) == (
        "jane.roe@example.com",
        "+2348022220002",
        "4321",
        5_000_000,
    )
    assert [member.email for member in STAFF] == ["staff@example.com", "host@example.com", "admin@example.com"]


def test_storefronts_have_usable_addresses() -> None:
    assert {shop.slug for shop in STOREFRONTS} & RESERVED_SLUGS == set()
    assert [shop.slug for shop in STOREFRONTS if shop.is_default] == ["lagos"]
    families = [family for shop in STOREFRONTS for family in shop.default_for]
    assert len(families) == len(set(families))


def test_slugs_read_well() -> None:
    assert slug_of("Power bank, 20,000 mAh") == "power-bank-20-000-mah"
    assert slug_of("The Bridge at Carter's Landing") == "the-bridge-at-carters-landing"


def test_reviews_are_of_real_products_and_fit_their_stars() -> None:
    for shop, reviews in REVIEWS.items():
        stars = {product.sku: product.stars for product in PRODUCTS[shop]}
        assert set(reviews) <= set(stars)
        for sku, written in reviews.items():
            assert 2 <= len(written) <= 8
            assert all(1 <= review.rating <= 5 and review.title and review.body for review in written)
            assert stars[sku].number - len(written) >= 1


def test_reviews_come_in_both_languages() -> None:
    found = Counter(review.locale for reviews in REVIEWS.values() for written in reviews.values() for review in written)
    assert found["ar"] >= 20
    assert found["en"] >= 50
    assert set(NAMES) == set(PRODUCTS)


@pytest.mark.parametrize(("total", "number"), [(5, 1), (1, 1), (540, 120), (12, 10), (50, 10), (0, 0)])
def test_bare_stars_add_up(total: int, number: int) -> None:
    stars = bare_stars(total, number)
    assert len(stars) == number
    assert sum(stars) == total
    assert all(1 <= star <= 5 for star in stars)


@pytest.mark.parametrize(("total", "number"), [(6, 1), (0, 1), (1, 0)])
def test_impossible_stars_are_refused(total: int, number: int) -> None:
    with pytest.raises(ValueError, match="cannot add up"):
        bare_stars(total, number)
