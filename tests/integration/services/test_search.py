"""Search on both databases: found by any spelling, ranked, never at a dead end, never broken by what is typed."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Category, Maker, Platform, Product, ProductSearch, SearchWord
from app.services import catalog, platforms, search
from app.services.catalog import ProductPage
from app.services.platforms import Storefront
from app.services.product_query import ProductQuery
from tests.factories import NOW, make_category, make_maker, make_platform, make_product, storefront_of


@pytest.fixture
def platform(session: Session) -> Platform:
    return make_platform(session)


@pytest.fixture
def pantry(session: Session, platform: Platform) -> Category:
    return make_category(session, platform=platform, slug="pantry", name_en="Pantry", name_ar="مؤونة")


@pytest.fixture
def shop(session: Session, platform: Platform, pantry: Category) -> Storefront:
    """Five products that words can tell apart."""
    maker = make_maker(session, platform=platform, name_en="Zafran", name_ar="زعفران")
    made: list[tuple[str, str, str, Maker | None]] = [
        ("Basmati rice 5kg", "أرز بسمتي", "Long grains, aged two years", maker),
        ("Mixed nuts", "مُكَسَّرات مشكلة", "Almonds, cashews and pistachios, roasted", None),
        ("Chocolate dates", "تمر بالشوكولاتة", "Filled with almonds", None),
        ("Arabic coffee", "القهوة العربية", "Lightly roasted, with cardamom", maker),
        ("Rice pudding", "أرز باللبن", "A creamy dessert", None),
    ]
    for number, (name_en, name_ar, description, by) in enumerate(made):
        make_product(
            session,
            platform=platform,
            category=pantry,
            slug=f"p{number}",
            sku=f"PAN-00{number}",
            name_en=name_en,
            name_ar=name_ar,
            description_en=description,
            maker_id=by.id if by else None,
        )
    search.reindex(session, platform.id)
    return storefront_of(session, platform)


def find(session: Session, storefront: Storefront, text: str, **more: object) -> ProductPage:
    query = ProductQuery(text=text, **more)  # type: ignore[arg-type]  # the tests' own words
    return catalog.search_products(session, storefront, query, locale="en", now=NOW)


def names(page: ProductPage) -> list[str]:
    return [card.name for card in page.cards]


@pytest.mark.parametrize(
    ("text", "found", "corrected"),
    [
        ("basmati", ["Basmati rice 5kg"], None),
        ("BASMATI 5 kg", ["Basmati rice 5kg"], None),
        ("basmati ٥ kg", ["Basmati rice 5kg"], None),
        ("basm", ["Basmati rice 5kg"], None),
        ("bsamati", ["Basmati rice 5kg"], "basmati"),
        ("basmaty rcie", ["Basmati rice 5kg"], "basmati rice"),
        ("choclate daets", ["Chocolate dates"], "chocolate dates"),
        ("chocolatedates", ["Chocolate dates"], "chocolate dates"),
        ("مكسرات", ["Mixed nuts"], None),
        ("المُكَسَّـرات", ["Mixed nuts"], None),
        ("مكسرت", ["Mixed nuts"], "مُكَسَّرات"),
        ("ارز بسمتى", ["Basmati rice 5kg"], None),
        ("قهوه", ["Arabic coffee"], None),
        ("pan-003", ["Arabic coffee"], None),
        ("nut", ["Mixed nuts"], None),
    ],
)
def test_a_product_is_found_by_any_spelling(
    session: Session, shop: Storefront, text: str, found: list[str], corrected: str | None
) -> None:
    page = find(session, shop, text)
    assert (names(page), page.corrected, page.dropped) == (found, corrected, None)


def test_titles_come_before_descriptions(
    session: Session, shop: Storefront, platform: Platform, pantry: Category
) -> None:
    plain = make_product(session, platform=platform, category=pantry, name_en="Roasted seeds", description_en="Salted")
    search.index_product(session, plain)
    assert names(find(session, shop, "roasted"))[0] == "Roasted seeds"


def test_whole_words_come_before_beginnings(
    session: Session, shop: Storefront, platform: Platform, pantry: Category
) -> None:
    for name in ("Dater machine", "Date spread", "Dateline magazine"):
        search.index_product(session, make_product(session, platform=platform, category=pantry, name_en=name))
    assert set(names(find(session, shop, "date"))[:2]) == {"Date spread", "Chocolate dates"}


def test_what_is_sold_out_sinks(session: Session, shop: Storefront, platform: Platform, pantry: Category) -> None:
    gone = make_product(session, platform=platform, category=pantry, name_en="Mixed nuts deluxe", stock=0, sold_count=9)
    search.index_product(session, gone)
    assert names(find(session, shop, "mixed nuts")) == ["Mixed nuts", "Mixed nuts deluxe"]


def test_the_text_as_typed_can_be_insisted_on(session: Session, shop: Storefront) -> None:
    page = find(session, shop, "rcie basmati", exactly=True)
    assert (names(page), page.corrected) == (["Basmati rice 5kg"], None)
    assert page.dropped is not None
    assert page.dropped.words == ("rcie",)


def test_a_word_nobody_sells_is_left_out(session: Session, shop: Storefront) -> None:
    page = find(session, shop, "television rice")
    assert set(names(page)) == {"Basmati rice 5kg", "Rice pudding"}
    assert page.dropped is not None
    assert page.dropped.words == ("television",)


def test_words_that_never_meet_lose_the_rarer_one(session: Session, shop: Storefront) -> None:
    page = find(session, shop, "rice coffee")
    assert page.dropped is not None
    assert page.dropped.words == ("coffee",)
    assert set(names(page)) == {"Basmati rice 5kg", "Rice pudding"}


def test_a_search_for_nothing_we_know_offers_categories_and_popular_products(
    session: Session, shop: Storefront
) -> None:
    page = find(session, shop, "zzzz qqqq")
    assert (page.cards, page.total) == ([], 0)
    assert page.dropped is not None
    assert [link.slug for link in page.dropped.nearest] == ["pantry"]
    assert len(page.popular) == 5


def test_a_renamed_product_is_found_by_its_new_name_only(session: Session, shop: Storefront) -> None:
    product = session.scalars(select(Product).where(Product.slug == "p3")).one()
    product.name_en, product.name_ar = "Turkish tea", "شاي تركي"
    search.index_product(session, product)
    platforms.touch_catalog(session, shop.id)
    now = storefront_of(session, session.get_one(Platform, shop.id))
    assert names(find(session, now, "turkish")) == ["Turkish tea"]
    assert names(find(session, now, "شاي")) == ["Turkish tea"]
    assert find(session, now, "coffee").total == 0


def test_an_inactive_product_is_not_found_and_its_words_are_forgotten(session: Session, shop: Storefront) -> None:
    product = session.scalars(select(Product).where(Product.slug == "p3")).one()
    product.is_active = False
    search.index_product(session, product)
    words = set(session.scalars(select(SearchWord.word).where(SearchWord.platform_id == shop.id)))
    assert "coffee" not in words
    assert "zafran" in words
    assert session.get(ProductSearch, product.id) is None
    product.is_active = True
    search.index_product(session, product)
    assert names(find(session, shop, "coffee")) == ["Arabic coffee"]


def test_step_by_step_and_at_once_give_the_same_index(session: Session, shop: Storefront) -> None:
    def vocabulary() -> dict[str, int]:
        words = session.scalars(select(SearchWord).where(SearchWord.platform_id == shop.id))
        return {entry.word: entry.frequency for entry in words}

    product = session.scalars(select(Product).where(Product.slug == "p0")).one()
    product.name_en = "Sella rice"
    search.index_product(session, product)
    one_by_one = vocabulary()
    search.reindex(session, shop.id)
    assert vocabulary() == one_by_one


def test_the_vocabulary_is_read_again_only_when_its_words_have_changed(session: Session, shop: Storefront) -> None:
    known = search.read_vocabulary(session, shop)
    assert search.read_vocabulary(session, replace(shop, catalog_version=2)) is known
    product = session.scalars(select(Product).where(Product.slug == "p3")).one()
    product.name_en = "Turkish tea"
    search.index_product(session, product)
    changed = search.read_vocabulary(session, replace(shop, catalog_version=3))
    assert (known.knows("turkish"), changed.knows("turkish")) == (False, True)


def test_another_storefront_has_words_and_products_of_its_own(session: Session, shop: Storefront) -> None:
    other = make_platform(session)
    make_product(session, platform=other, name_en="Basmati lamp")
    search.reindex(session, other.id)
    theirs = storefront_of(session, other)
    assert names(find(session, theirs, "basmati")) == ["Basmati lamp"]
    assert names(find(session, shop, "basmati")) == ["Basmati rice 5kg"]
    assert search.correct(session, theirs, "coffe").words == ("coffe",)


HOSTILE = [
    '"',
    "'",
    "a OR b",
    "NEAR(a b)",
    "title:x",
    "* *",
    "a AND",
    "(",
    "!&|<->",
    "\\",
    "\x00",
    "%_",
    "rice\ud800",
    "-- ;",
]


@pytest.mark.parametrize("text", [*HOSTILE, "x" * 5000, "rice " * 500])
def test_no_query_breaks_the_search(session: Session, shop: Storefront, text: str) -> None:
    assert find(session, shop, text).total >= 0
    assert find(session, shop, text, exactly=True).total >= 0


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(text=st.text(max_size=40))
def test_whatever_is_typed_there_is_an_answer(session: Session, shop: Storefront, text: str) -> None:
    page = find(session, shop, text)
    assert page.cards or page.popular
