"""The shop's pages as a browser sees them: what they show, what they cost, and that nothing breaks them."""

import gzip

import pytest
from sqlalchemy.orm import Session

from app.models import Category, Maker, Platform, Product, ProductImage
from app.services import platforms, search
from tests.factories import make_category, make_maker, make_option, make_platform, make_product, make_review
from tests.support.pages import Page, PageClient
from tests.support.statements import Statements, count_statements

LIGHT = 12_000


@pytest.fixture
def platform(session: Session) -> Platform:
    return make_platform(session, name_en="Test market", name_ar="سوق الاختبار")


@pytest.fixture
def pantry(session: Session, platform: Platform) -> Category:
    return make_category(session, platform=platform, slug="pantry", name_en="Pantry", name_ar="المؤونة")


@pytest.fixture
def acme(session: Session, platform: Platform) -> Maker:
    return make_maker(session, platform=platform, slug="acme", name_en="Acme", name_ar="أكمي")


@pytest.fixture
def rice(session: Session, pantry: Category, acme: Maker) -> Product:
    return make_product(
        session,
        category=pantry,
        maker_id=acme.id,
        slug="rice",
        name_en="Basmati rice",
        name_ar="أرز بسمتي",
        description_en="Long grains.",
        price_minor=120_000,
        compare_at_minor=150_000,
        image="p/rice.svg",
    )


def fill(session: Session, pantry: Category, count: int) -> None:
    """So many products, all different, that can be searched for."""
    for number in range(count):
        make_product(
            session,
            category=pantry,
            name_en=f"Roasted almonds in a jar, number {number}",
            name_ar=f"لوز محمص في برطمان رقم {number}",
            image=f"products/almonds-{number}.svg",
            price_minor=100_000 + number,
            compare_at_minor=200_000,
            rating_sum=9,
            rating_count=2,
        )
    search.reindex(session, pantry.platform_id)
    platforms.touch_catalog(session, pantry.platform_id)
    session.commit()


def names(page: Page) -> list[str]:
    return page.texts(".card b")


def asked_of_database(sent: Statements) -> Statements:
    """Without the storefront directory, which outside tests is read every few seconds only."""
    return Statements(text for text in sent if "platform_host" not in text and "default_for" not in text)


def test_the_start_page_shows_the_storefront_its_categories_and_shelves(
    pages: PageClient, session: Session, rice: Product
) -> None:
    session.commit()
    page = pages.get("/")
    assert page.heading == "Test market"
    assert page.texts(".arches a") == ["Pantry"]
    assert names(page) == ["Basmati rice"]
    assert page.one("title").get_text() == "Test market"


def test_an_empty_storefront_has_a_start_page(pages: PageClient, session: Session, platform: Platform) -> None:
    session.commit()
    assert pages.get("/").texts(".section h2") == ["How pickup works"]


def test_a_category_lists_its_products(pages: PageClient, session: Session, rice: Product) -> None:
    session.commit()
    page = pages.get("/c/pantry")
    assert (page.heading, names(page), page.one("#how-many").get_text()) == ("Pantry", ["Basmati rice"], "1 product")
    assert page.texts(".breadcrumb li") == ["Home", "Pantry"]


def test_a_category_in_arabic_is_right_to_left_with_arabic_names(
    pages: PageClient, session: Session, rice: Product
) -> None:
    session.commit()
    page = pages.get("/ar/c/pantry")
    assert (page.heading, names(page), page.one("html")["dir"]) == ("المؤونة", ["أرز بسمتي"], "rtl")


def test_an_unknown_category_and_product_are_not_found(pages: PageClient, session: Session, platform: Platform) -> None:
    session.commit()
    assert pages.get("/c/nothing", status=404).heading
    assert pages.get("/p/nothing", status=404).heading
    assert pages.get("/p/nothing/reviews", status=404).heading


def test_facets_are_links_that_narrow_the_list_and_chips_take_them_back(
    pages: PageClient, session: Session, pantry: Category, rice: Product
) -> None:
    make_product(session, category=pantry, name_en="Oats", stock=0)
    session.commit()
    page = pages.get("/c/pantry")
    assert page.texts("#facets li a") == ["In stock 1", "On offer 1", "Acme 1"]

    narrowed = pages.get(str(page.one("#f-m-acme")["href"]))
    assert narrowed.response.request.full_path == "/c/pantry?maker=acme"
    assert (names(narrowed), narrowed.one("#f-m-acme")["aria-current"]) == (["Basmati rice"], "true")
    assert narrowed.texts(".listing-head .chips a") == ["Remove filter: Acme", "Clear all"]
    assert len(names(pages.get(str(narrowed.select(".listing-head .chips a")[0]["href"])))) == 2


def test_filtered_lists_are_not_for_search_engines(pages: PageClient, session: Session, rice: Product) -> None:
    session.commit()
    assert pages.get("/c/pantry").select("meta[name=robots]") == []
    filtered = pages.get("/c/pantry?maker=acme")
    assert filtered.one("meta[name=robots]")["content"] == "noindex, follow"
    assert str(filtered.one("link[rel=canonical]")["href"]).endswith("/c/pantry")


def test_the_price_form_and_the_sort_form_keep_what_else_was_chosen(
    pages: PageClient, session: Session, pantry: Category, rice: Product
) -> None:
    make_product(session, category=pantry, name_en="Oats", price_minor=50_000, maker_id=rice.maker_id)
    session.commit()
    page = pages.get("/c/pantry?maker=acme&from=100")
    prices = [(field["name"], field["value"]) for field in page.select("#price-form input")]
    assert prices == [("maker", "acme"), ("from", "100"), ("to", "")]
    sort = [(field["name"], field["value"]) for field in page.select("#sort-form input")]
    assert sort == [("maker", "acme"), ("from", "100")]
    assert names(pages.get("/c/pantry?maker=acme&from=100&to=&sort=price")) == ["Oats", "Basmati rice"]


def test_a_swap_gets_the_results_the_facets_and_the_canonical_address(
    pages: PageClient, session: Session, rice: Product
) -> None:
    session.commit()
    swap = pages.get("/c/pantry?to=&from=&maker=acme&stock=no", htmx=True)
    assert swap.select("html") == []
    assert (names(swap), swap.headers["HX-Push-Url"]) == (["Basmati rice"], "/c/pantry?maker=acme")
    assert swap.one("#facets")["hx-swap-oob"] == "true"
    assert swap.one("#results")["data-announce"] == "1 product"


def test_a_swap_and_the_page_show_the_same_results(pages: PageClient, session: Session, rice: Product) -> None:
    session.commit()
    page, swap = pages.get("/c/pantry"), pages.get("/c/pantry", htmx=True)
    assert page.one("#results .cards") == swap.one("#results .cards")


def test_filters_that_leave_nothing_say_so_and_offer_the_way_back(
    pages: PageClient, session: Session, rice: Product
) -> None:
    session.commit()
    page = pages.get("/c/pantry?from=90000")
    assert page.one(".empty h2").get_text() == "Nothing matches all these filters"
    assert page.one(".empty a")["href"] == "/c/pantry"


def test_long_lists_come_in_pages(pages: PageClient, session: Session, pantry: Category) -> None:
    fill(session, pantry, 30)
    first, second = pages.get("/c/pantry"), pages.get("/c/pantry?page=2")
    assert (len(names(first)), len(names(second))) == (24, 6)
    assert not set(names(first)) & set(names(second))
    assert first.one("a[rel=next]")["href"] == "/c/pantry?page=2"
    assert [link["href"] for link in second.select("link[rel=canonical], link[hreflang=ar]")] == [
        "http://localhost/c/pantry?page=2",
        "http://localhost/ar/c/pantry?page=2",
    ]
    assert names(pages.get("/c/pantry?page=77")) == names(second)


def test_search_says_what_it_corrected(pages: PageClient, session: Session, rice: Product) -> None:
    fill(session, session.get_one(Category, rice.category_id), 1)
    page = pages.get("/search?q=bsamati+rcie")
    assert names(page) == ["Basmati rice"]
    assert "Showing results for basmati rice" in page.one(".found").get_text()
    assert page.one(".found a")["href"] == "/search?q=bsamati+rcie&exactly=1"


def test_search_without_results_is_no_dead_end(pages: PageClient, session: Session, rice: Product) -> None:
    fill(session, session.get_one(Category, rice.category_id), 3)
    page = pages.get("/search?q=zzzz")
    assert page.heading == "We found nothing for “zzzz”"
    assert page.texts("#results .chips a") == ["Pantry"]
    assert len(names(page)) == 4


@pytest.mark.parametrize(
    "query",
    [
        "%22",
        "'%20OR%201=1",
        "%ED%A0%80",
        "%F0%9F%8D%9A",
        "a" * 3000,
        "%25_*%28",
        "rice&page=1e9&from=NaN",
        "&q=",
    ],
)
def test_hostile_queries_get_a_page(pages: PageClient, session: Session, rice: Product, query: str) -> None:
    session.commit()
    assert pages.get(f"/search?q={query}").heading
    assert pages.get(f"/search/suggest?q={query}", htmx=True).status == 200


def test_a_query_is_shown_as_text_never_as_markup(pages: PageClient, session: Session, platform: Platform) -> None:
    session.commit()
    page = pages.get("/search?q=%3Cb%20onclick%3Dx%3E")
    assert page.heading == "We found nothing for “<b onclick=x>”"


def test_suggestions_show_products_categories_and_corrections(
    pages: PageClient, session: Session, rice: Product
) -> None:
    fill(session, session.get_one(Category, rice.category_id), 1)
    assert [a["href"] for a in pages.get("/search/suggest?q=basm", htmx=True).select("[role=option]")] == ["/p/rice"]
    assert pages.get("/search/suggest?q=pant", htmx=True).select("[role=option]")[0]["href"] == "/c/pantry"
    corrected = pages.get("/search/suggest?q=bsamati", htmx=True).select("[role=option]")
    assert [a["href"] for a in corrected] == ["/search?q=basmati", "/p/rice"]
    assert pages.get("/search/suggest?q=", htmx=True).select("[role=option]") == []


def test_a_product_page_sells(pages: PageClient, session: Session, rice: Product) -> None:
    _option, values = make_option(session, rice, "Bag", [("1 kg", 0), ("5 kg", 400_000)])
    session.add(ProductImage(product_id=rice.id, position=0, key="p/rice.svg", alt_en="A bag of rice"))
    make_review(session, rice, rating=5, title="Fluffy")
    session.commit()
    page = pages.get("/p/rice")
    assert page.heading == "Basmati rice"
    assert page.one(".gallery img")["alt"] == "A bag of rice"
    form = page.form("/cart/add")
    assert form == {"product": str(rice.uuid), "option-1": str(values[0].uuid), "quantity": "1"}
    assert "₦1,200.00" in page.one("#price").get_text()
    assert page.texts(".review b") == ["Fluffy"]

    larger = pages.get(f"/p/rice?option-1={values[1].uuid}", htmx=True)
    assert "₦5,200.00" in larger.one("#price").get_text()
    assert pages.get(f"/p/rice?option-1={values[1].uuid}").form("/cart/add")["option-1"] == str(values[1].uuid)
    assert "₦1,200.00" in pages.get("/p/rice?option-1=nonsense").one("#price").get_text()


def test_a_sold_out_product_says_so_and_cannot_be_added(pages: PageClient, session: Session, rice: Product) -> None:
    rice.stock = 0
    session.commit()
    page = pages.get("/p/rice")
    assert page.one(".stock").get_text(strip=True) == "Sold out"
    assert page.select("#buy button[type=submit]") == []


def test_the_last_pieces_are_counted(pages: PageClient, session: Session, rice: Product) -> None:
    rice.stock = 2
    session.commit()
    page = pages.get("/p/rice")
    assert page.one(".stock").get_text(strip=True) == "Only 2 left"
    assert page.one("#quantity")["max"] == "2"


def test_an_edit_shows_on_the_next_request(pages: PageClient, session: Session, rice: Product) -> None:
    session.commit()
    assert names(pages.get("/c/pantry?stock=1")) == ["Basmati rice"]
    assert "₦1,200.00" in pages.get("/p/rice").one("#price").get_text()

    rice.price_minor, rice.name_en, rice.stock = 99_900, "Brown rice", 3
    platforms.touch_catalog(session, rice.platform_id)
    session.commit()
    assert names(pages.get("/c/pantry?stock=1")) == ["Brown rice"]
    assert "₦999.00" in pages.get("/p/rice").one("#price").get_text()

    rice.stock = 0
    platforms.touch_catalog(session, rice.platform_id)
    session.commit()
    assert names(pages.get("/c/pantry?stock=1")) == []
    assert pages.get("/c/pantry").texts(".card .badge") == ["Sold out"]


def test_reviews_have_a_page_of_their_own(pages: PageClient, session: Session, rice: Product) -> None:
    for number in range(8):
        make_review(session, rice, title=f"Review {number}")
    session.commit()
    product = pages.get("/p/rice")
    assert len(product.select(".review")) == 6
    assert product.one("#reviews header a")["href"] == "/p/rice/reviews"
    assert len(pages.get("/p/rice/reviews").select(".review")) == 8


@pytest.mark.parametrize(
    ("path", "most"),
    [("/", 8), ("/c/pantry", 6), ("/search?q=almonds", 6), ("/p/rice", 6), ("/search/suggest?q=alm", 4)],
)
def test_a_page_asks_as_little_of_the_database_for_many_products_as_for_one(
    pages: PageClient, session: Session, rice: Product, path: str, most: int
) -> None:
    make_review(session, rice)
    counts = []
    for more in (1, 29):
        fill(session, session.get_one(Category, rice.category_id), more)
        with count_statements() as cold:
            pages.get(path, htmx="suggest" in path)
        with count_statements() as warm:
            pages.get(path, htmx="suggest" in path)
        counts.append((len(asked_of_database(cold)), len(asked_of_database(warm))))
        assert len(asked_of_database(cold)) <= most, cold
    assert counts[0] == counts[1]


LIGHT_PAGES = ["/", "/c/pantry", "/search?q=almonds", "/p/rice", "/ar/", "/ar/c/pantry", "/ar/p/rice"]


@pytest.mark.parametrize("path", LIGHT_PAGES)
def test_a_page_is_light(pages: PageClient, session: Session, pantry: Category, rice: Product, path: str) -> None:
    fill(session, pantry, 30)
    assert len(gzip.compress(pages.get(path).html.encode(), 6)) <= LIGHT
