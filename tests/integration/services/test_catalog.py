"""Lists, filters, facets and the product page, on both databases."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from app.domain.errors import CategoryNotFound, ProductNotFound
from app.domain.money import Money
from app.domain.paging import Window
from app.domain.ratings import StarShare
from app.domain.states import Environment
from app.models import Category, Platform, Product, ProductImage, ReviewState, StockReason
from app.services import catalog, facets, platforms, product_page, reviews, stock
from app.services.catalog import ProductPage
from app.services.facets import FacetValue
from app.services.platforms import Storefront
from app.services.product_query import ProductQuery, Sort
from tests.factories import (
    NOW,
    make_category,
    make_maker,
    make_option,
    make_platform,
    make_product,
    make_review,
    storefront_of,
)
from tests.support.statements import count_statements


@pytest.fixture
def platform(session: Session) -> Platform:
    return make_platform(session, currency="OMR")


@pytest.fixture
def food(session: Session, platform: Platform) -> Category:
    return make_category(session, platform=platform, slug="food", name_en="Food", display_order=1)


@pytest.fixture
def sweets(session: Session, platform: Platform, food: Category) -> Category:
    return make_category(session, platform=platform, parent=food, slug="sweets", name_en="Sweets", name_ar="حلويات")


@pytest.fixture
def shop(session: Session, platform: Platform, food: Category, sweets: Category) -> Storefront:
    """Bread, dates, honey, tea: each alone in something."""
    acme = make_maker(session, platform=platform, slug="acme", name_en="Acme", name_ar="أكمي")
    bee = make_maker(session, platform=platform, slug="bee", name_en="Bee")
    drinks = make_category(session, platform=platform, slug="drinks", name_en="Drinks", display_order=2)
    make_product(session, category=food, slug="bread", name_en="Bread", price_minor=500, stock=3, sold_count=5)
    make_product(
        session,
        category=sweets,
        slug="dates",
        name_en="Dates",
        maker_id=acme.id,
        price_minor=2_000,
        compare_at_minor=2_500,
        rating_sum=45,
        rating_count=10,
        is_featured=True,
        created_at=NOW - timedelta(days=60),
    )
    make_product(session, category=sweets, slug="honey", name_en="Honey", maker_id=bee.id, price_minor=9_000, stock=0)
    make_product(
        session,
        category=drinks,
        slug="tea",
        name_en="Tea",
        maker_id=acme.id,
        price_minor=1_500,
        rating_sum=6,
        rating_count=2,
        created_at=NOW + timedelta(hours=1),
    )
    make_product(session, category=food, slug="hidden", is_active=False)
    make_product(session, category=food, slug="live", environment=Environment.LIVE)
    make_product(session, slug="elsewhere")
    return storefront_of(session, platform)


def ask(session: Session, shop: Storefront, **query: object) -> ProductPage:
    asked = ProductQuery(**query)  # type: ignore[arg-type]  # the tests' own words
    return catalog.search_products(session, shop, asked, locale="en", now=NOW)


def slugs(page: ProductPage) -> list[str]:
    return [card.slug for card in page.cards]


def ids(session: Session, shop: Storefront, *makers: str) -> frozenset[int]:
    return catalog.find_maker_ids(session, shop, makers)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["dates", "bread", "tea", "honey"]),
        ({"sort": Sort.NEWEST}, ["tea", "honey", "bread", "dates"]),
        ({"sort": Sort.PRICE_UP}, ["bread", "tea", "dates", "honey"]),
        ({"sort": Sort.PRICE_DOWN}, ["honey", "dates", "tea", "bread"]),
        ({"sort": Sort.RATING}, ["dates", "bread", "honey", "tea"]),
        ({"sort": Sort.NAME}, ["bread", "dates", "honey", "tea"]),
        ({"in_stock": True}, ["dates", "bread", "tea"]),
        ({"on_offer": True}, ["dates"]),
        ({"rating": 4}, ["dates"]),
        ({"rating": 3}, ["dates", "tea"]),
        ({"price_from": 1_500, "price_to": 2_000}, ["dates", "tea"]),
        ({"price_from": 2_001}, ["honey"]),
        ({"featured": True}, ["dates"]),
    ],
)
def test_filters_and_orders(session: Session, shop: Storefront, query: dict[str, object], found: list[str]) -> None:
    page = ask(session, shop, **query)
    assert (slugs(page), page.total) == (found, len(found))


def test_makers_are_any_of_those_chosen(session: Session, shop: Storefront) -> None:
    assert slugs(ask(session, shop, maker_ids=ids(session, shop, "acme"))) == ["dates", "tea"]
    assert slugs(ask(session, shop, maker_ids=ids(session, shop, "acme", "bee", "nobody"))) == ["dates", "tea", "honey"]


def test_a_category_shows_what_is_below_it_too(session: Session, shop: Storefront) -> None:
    def of(slug: str) -> list[str]:
        return slugs(ask(session, shop, category_id=catalog.find_category_id(session, shop, slug)))

    assert (of("food"), of("sweets"), of("drinks")) == (["dates", "bread", "honey"], ["dates", "honey"], ["tea"])


def test_a_hidden_category_hides_what_is_in_and_below_it(
    session: Session, platform: Platform, shop: Storefront, food: Category
) -> None:
    food.is_active = False
    session.flush()
    platforms.touch_catalog(session, platform.id)
    session.expire_all()
    now = storefront_of(session, platform)
    assert slugs(ask(session, now)) == ["tea"]
    assert [link.slug for link in catalog.list_top_categories(session, now, locale="en")] == ["drinks"]
    with pytest.raises(CategoryNotFound):
        catalog.get_category(session, now, "sweets", locale="en")
    with pytest.raises(ProductNotFound):
        product_page.get_product_page(session, now, "dates", locale="en", now=NOW)


def test_a_category_knows_the_way_to_it_in_the_readers_language(session: Session, shop: Storefront) -> None:
    found = catalog.get_category(session, shop, "sweets", locale="ar")
    assert (found.name, [step.slug for step in found.path], found.children) == ("حلويات", ["food", "sweets"], [])


def test_facets_count_each_filter_with_the_others_applied(session: Session, shop: Storefront) -> None:
    found = ask(session, shop, maker_ids=ids(session, shop, "acme"), price_to=1_999).facets
    assert found == facets.Facets(
        total=1,
        categories=[FacetValue("drinks", "Drinks", 1)],
        makers=[FacetValue("acme", "Acme", 1, is_chosen=True)],
        ratings={4: 0, 3: 1},
        in_stock=1,
        on_offer=0,
        lowest=Money(1_500, "OMR"),
        highest=Money(2_000, "OMR"),
    )


def test_facets_of_everything(session: Session, shop: Storefront) -> None:
    found = ask(session, shop).facets
    assert found == facets.Facets(
        total=4,
        categories=[FacetValue("food", "Food", 3), FacetValue("drinks", "Drinks", 1)],
        makers=[FacetValue("acme", "Acme", 2), FacetValue("bee", "Bee", 1)],
        ratings={4: 1, 3: 2},
        in_stock=3,
        on_offer=1,
        lowest=Money(500, "OMR"),
        highest=Money(9_000, "OMR"),
    )


def test_a_facet_promises_what_choosing_it_shows(session: Session, shop: Storefront) -> None:
    found = ask(session, shop, price_from=600).facets
    assert found.in_stock == ask(session, shop, price_from=600, in_stock=True).total
    assert found.on_offer == ask(session, shop, price_from=600, on_offer=True).total
    for stars, count in found.ratings.items():
        assert count == ask(session, shop, price_from=600, rating=stars).total
    for maker in found.makers:
        chosen = ids(session, shop, maker.slug)
        assert maker.count == ask(session, shop, price_from=600, maker_ids=chosen).total


def test_a_card_carries_what_a_list_shows(session: Session, shop: Storefront) -> None:
    bread, dates = ask(session, shop, sort=Sort.PRICE_UP).cards[0], ask(session, shop, on_offer=True).cards[0]
    assert (bread.in_stock, bread.low_stock, bread.is_new, bread.maker, bread.compare) == (True, 3, True, "", None)
    assert (dates.price, dates.compare) == (Money(2_000, "OMR"), Money(2_500, "OMR"))
    assert (dates.rating, dates.rating_count, dates.low_stock, dates.is_new) == (4.5, 10, None, False)
    assert (dates.maker, dates.price.major) == ("Acme", Decimal("2.000"))


def test_fewer_than_must_be_bought_at_once_is_sold_out(session: Session, shop: Storefront, food: Category) -> None:
    make_product(session, category=food, slug="pallet", stock=4, min_quantity=5)
    assert "pallet" not in slugs(ask(session, shop, in_stock=True))
    assert not product_page.get_product_page(session, shop, "pallet", locale="en", now=NOW).in_stock


def test_falling_below_what_must_be_bought_at_once_shows_at_the_next_question(
    session: Session, platform: Platform, food: Category
) -> None:
    pallet = make_product(session, category=food, slug="pallet", stock=6, min_quantity=5)
    assert ask(session, storefront_of(session, platform)).facets.in_stock == 1
    for delta, in_stock in ((-1, 1), (-1, 0), (1, 1)):
        stock.adjust(session, product_id=pallet.id, delta=delta, reason=StockReason.CORRECTED, now=NOW)
        session.expire_all()
        assert ask(session, storefront_of(session, platform)).facets.in_stock == in_stock


def test_pages_cover_the_list_without_gaps_or_repeats(session: Session, platform: Platform, food: Category) -> None:
    for _ in range(7):
        make_product(session, category=food, name_en="Same", price_minor=100)
    shop = storefront_of(session, platform)
    pages = [ask(session, shop, sort=Sort.PRICE_UP, page=number, size=3) for number in (1, 2, 3)]
    assert [len(page.cards) for page in pages] == [3, 3, 1]
    assert len({card.uuid for page in pages for card in page.cards}) == 7
    assert (pages[0].pages, ask(session, shop, page=99, size=3).page) == (3, 3)


def test_a_list_takes_three_statements_cold_and_one_warm(session: Session, shop: Storefront) -> None:
    with count_statements() as cold:
        ask(session, shop)
    with count_statements() as warm:
        ask(session, shop)
    assert (len(cold), len(warm)) == (3, 1), f"{cold}\n{warm}"


@pytest.mark.parametrize("change", ["price", "name", "sold out", "new", "category"])
def test_an_edit_shows_at_the_next_question(
    session: Session, platform: Platform, shop: Storefront, food: Category, change: str
) -> None:
    before = ask(session, shop)
    bread = session.query(Product).filter_by(slug="bread").one()
    match change:
        case "price":
            bread.price_minor = 100
        case "name":
            bread.name_en = "Brown bread"
        case "sold out":
            bread.stock = 0
        case "new":
            make_product(session, category=food, slug="cake")
        case _:
            food.name_en = "Groceries"
    session.flush()
    platforms.touch_catalog(session, platform.id)
    session.expire_all()
    after = ask(session, storefront_of(session, platform))
    assert after != before
    fresh = replace(storefront_of(session, platform), uuid=uuid4())
    assert after == ask(session, fresh)


def test_the_shelves_show_each_product_once_and_only_what_can_be_bought(
    session: Session, shop: Storefront, food: Category, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalog, "SHELF", 1)
    make_product(session, category=food, slug="jam", price_minor=100, compare_at_minor=200)
    shelves = catalog.read_shelves(session, shop, locale="en", now=NOW)
    assert [[card.slug for card in shelf] for shelf in (shelves.featured, shelves.offers, shelves.new)] == [
        ["dates"],
        ["jam"],
        ["tea"],
    ]


def test_a_product_page_has_everything_in_one_object(session: Session, shop: Storefront) -> None:
    dates = session.query(Product).filter_by(slug="dates").one()
    dates.facts = [{"label_en": "Weight", "label_ar": "الوزن", "value_en": "1 kg", "value_ar": "1 كغ"}]
    dates.max_quantity = 6
    _size, values = make_option(session, dates, "Box", [("Small", 0), ("Large", 750)])
    session.add(ProductImage(product_id=dates.id, position=0, key="p/dates.svg", alt_en="A bowl of dates"))
    make_review(session, dates, rating=5, author_name="Omar", created_at=NOW + timedelta(days=1))
    make_review(session, dates, rating=2, state=ReviewState.HIDDEN)
    make_review(session, dates, rating=3)
    session.flush()

    found = product_page.get_product_page(session, shop, "dates", locale="en", now=NOW)

    assert (found.name, found.maker, found.path) == ("Dates", "Acme", [("Food", "food"), ("Sweets", "sweets")])
    assert (found.saving_percent, found.least, found.most, found.low_stock) == (20, 1, 6, None)
    assert found.gallery == [("/media/p/dates.svg", "A bowl of dates")]
    assert found.facts == [("Weight", "1 kg")]
    assert [(o.name, [(v.label, v.delta) for v in o.values]) for o in found.options] == [
        ("Box", [("Small", None), ("Large", Money(750, "OMR"))])
    ]
    assert found.price_with(frozenset({values[1].uuid})) == Money(2_750, "OMR")
    assert [review.author_name for review in found.reviews.page.items] == ["Omar", "Ada"]
    assert found.reviews.breakdown[0] == StarShare(5, 1, 50)
    assert [card.slug for card in found.related] == ["tea", "bread"]


def test_a_product_page_takes_at_most_five_statements_cold_and_three_warm(session: Session, shop: Storefront) -> None:
    with count_statements() as cold:
        product_page.get_product_page(session, shop, "dates", locale="en", now=NOW)
    with count_statements() as warm:
        product_page.get_product_page(session, shop, "dates", locale="en", now=NOW)
    assert (len(cold), len(warm)) == (5, 3), f"{cold}\n{warm}"


@pytest.mark.parametrize("slug", ["hidden", "live", "elsewhere", "nothing"])
def test_what_is_not_listed_has_no_page(session: Session, shop: Storefront, slug: str) -> None:
    with pytest.raises(ProductNotFound):
        product_page.get_product_page(session, shop, slug, locale="en", now=NOW)


def test_recounting_makes_the_kept_stars_those_of_the_reviews(session: Session, shop: Storefront) -> None:
    bread = session.query(Product).filter_by(slug="bread").one()
    make_review(session, bread, rating=5)
    make_review(session, bread, rating=4, body="")
    make_review(session, bread, rating=1, state=ReviewState.PENDING)
    bread.rating_sum = bread.rating_count = bread.review_count = 99
    session.flush()
    reviews.recount(session, bread.id)
    session.expire_all()
    assert (bread.rating_sum, bread.rating_count, bread.review_count) == (9, 2, 1)


def test_reviews_come_in_pages_with_the_stars_of_all(session: Session, shop: Storefront) -> None:
    bread = session.query(Product).filter_by(slug="bread").one()
    for rating in (5, 5, 4, 1):
        make_review(session, bread, rating=rating)
    found = reviews.list_reviews(session, bread.id, window=Window.of_page(2, 3))
    assert (len(found.page.items), found.page.total, found.page.pages) == (1, 4, 2)
    assert [share.count for share in found.breakdown] == [2, 1, 0, 0, 1]


def test_stars_without_words_count_but_are_not_listed(session: Session, shop: Storefront) -> None:
    bread = session.query(Product).filter_by(slug="bread").one()
    make_review(session, bread, rating=5)
    for rating in (4, 2):
        make_review(session, bread, rating=rating, body="")
    found = reviews.list_reviews(session, bread.id, window=Window(limit=6))
    assert ([review.rating for review in found.page.items], found.page.total) == ([5], 1)
    assert [share.count for share in found.breakdown] == [1, 1, 0, 1, 0]
