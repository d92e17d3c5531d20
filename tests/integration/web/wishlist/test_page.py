"""The wishlist's own page."""

from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from app.models import Customer, Platform, Product, WishlistItem
from tests.factories import make_option, make_product, make_wish
from tests.integration.web.buying.conftest import cart_of
from tests.support.pages import Page, PageClient
from tests.support.statements import count_statements


@pytest.fixture
def wishes(session: Session, ada: Customer, tea: Product, cup: Product, wish: WishlistItem) -> dict[str, WishlistItem]:
    """Ada's tea, a cup that became cheaper, a lamp that is sold out and a shirt of two sizes."""
    platform = session.get_one(Platform, tea.platform_id)
    lamp = make_product(session, platform=platform, name_en="Lamp", price_minor=10_000, stock=0)
    shirt = make_product(session, platform=platform, name_en="Shirt", slug="shirt", price_minor=20_000)
    make_option(session, shirt)
    made = {
        "Tea": wish,
        "Cup": make_wish(session, cup, customer=ada, priority=1, added_minor=60_000),
        "Lamp": make_wish(session, lamp, customer=ada, priority=5),
        "Shirt": make_wish(session, shirt, customer=ada, priority=4),
    }
    session.commit()
    return made


def names(page: Page) -> list[str]:
    return page.texts(".wish-name")


def bulk(pages: PageClient, action: str, items: list[WishlistItem], **given: object) -> Page:
    form = {"do": action, "item": [str(item.uuid) for item in items], **given}
    return pages.post("/wishlist/bulk", form, status=200)


def results(page: Page) -> list[str]:
    return page.texts(".results li")


@pytest.mark.usefixtures("platform")
def test_an_empty_list_says_how_to_fill_it(pages: PageClient) -> None:
    page = pages.get("/wishlist")

    assert (page.heading, page.texts("#wishlist h2")) == ("Your wishlist", ["Your wishlist is empty"])


@pytest.mark.usefixtures("wishes")
def test_the_list_at_todays_prices(signed_in: PageClient) -> None:
    page = signed_in.get("/wishlist")

    assert names(page) == ["Cup", "Tea", "Shirt", "Lamp"]
    assert page.texts(".wish .price") == ["₦500.00", "₦1,000.00", "₦200.00", "₦100.00"]
    assert page.texts(".wish-less") == ["₦100.00 less than when you added it"]
    assert page.texts(".wish .badge") == ["In stock", "In stock", "In stock", "Sold out"]
    assert page.texts("#wish-head") == ["4 products · ₦1,800.00 · 3 in stock"]
    assert page.texts(".wish-notes") == ["For Sunday"]
    assert len(page.select(".wish-acts button")) == 4 + 3


@pytest.mark.usefixtures("wishes")
@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?sort=price", ["Lamp", "Shirt", "Cup", "Tea"]),
        ("?sort=price-down", ["Tea", "Cup", "Shirt", "Lamp"]),
        ("?sort=newest", ["Shirt", "Lamp", "Cup", "Tea"]),
        ("?show=in-stock", ["Cup", "Tea", "Shirt"]),
        ("?show=cheaper", ["Cup"]),
        ("?show=high", ["Cup", "Tea"]),
        ("?show=high&sort=price-down", ["Tea", "Cup"]),
        ("?show=nonsense&sort=x&page=99&tick=y", ["Cup", "Tea", "Shirt", "Lamp"]),
    ],
)
def test_a_part_of_the_list_in_an_order(signed_in: PageClient, query: str, shown: list[str]) -> None:
    assert names(signed_in.get(f"/wishlist{query}")) == shown


def test_a_filter_that_leaves_nothing_shows_the_way_back(signed_in: PageClient, wish: WishlistItem) -> None:
    page = signed_in.get("/wishlist?show=cheaper")

    assert page.texts("#wishlist .empty h2") == ["Nothing here matches"]
    assert page.one("#wishlist .empty a")["href"] == "/wishlist"


def test_notes_and_priority_are_edited_in_place(signed_in: PageClient, wish: WishlistItem) -> None:
    action = f"/wishlist/items/{wish.uuid}"
    form = signed_in.get("/wishlist").form(action)
    assert form == {"notes": "For Sunday", "priority": "2"}

    signed_in.post(action, {"notes": "  Two\r\nlines <b>  ", "priority": "5", "tell_price_drop": "1"})
    page = signed_in.get("/wishlist")

    assert page.form(action) == {"notes": "Two\nlines <b>", "priority": "5", "tell_price_drop": "1"}
    signed_in.post(action, {"notes": "", "priority": "99"}, htmx=True)
    assert signed_in.get("/wishlist").form(action) == {"notes": "", "priority": "5"}


def test_notes_too_long_are_refused_with_what_was_typed(signed_in: PageClient, wish: WishlistItem) -> None:
    action = f"/wishlist/items/{wish.uuid}"

    page = signed_in.post(action, {"notes": "x" * 501, "priority": "2"}, status=422)

    assert page.summary == [("Use at most 500 characters for the note.", f"notes-{wish.uuid}")]
    assert page.form(action)["notes"] == "x" * 501


def test_a_guest_has_no_switches_and_is_told_why(pages: PageClient, tea: Product) -> None:
    pages.post("/wishlist/heart", {"add": tea.uuid})

    page = pages.get("/wishlist")

    assert page.select("[name=tell_in_stock]") == []
    assert "Sign in to keep this list and have it on every device." in page.text


@pytest.mark.parametrize("htmx", [False, True])
def test_removal_can_be_undone(signed_in: PageClient, wish: WishlistItem, htmx: bool) -> None:
    answer = signed_in.post(f"/wishlist/items/{wish.uuid}/remove", htmx=htmx)
    page = answer if htmx else signed_in.follow(answer)

    assert names(page) == []
    signed_in.post("/wishlist/restore", page.form("/wishlist/restore"), htmx=htmx)
    page = signed_in.get("/wishlist")
    assert (names(page), page.texts(".wish-notes")) == (["Tea"], ["For Sunday"])


def test_into_the_cart(signed_in: PageClient, wishes: dict[str, WishlistItem]) -> None:
    signed_in.post(f"/wishlist/items/{wishes['Tea'].uuid}/cart")
    choose = signed_in.post(f"/wishlist/items/{wishes['Shirt'].uuid}/cart")
    sold_out = signed_in.post(f"/wishlist/items/{wishes['Lamp'].uuid}/cart", status=422)

    assert cart_of(signed_in) == [("Tea", "1")]
    assert choose.location == "/p/shirt"
    assert [words for words, _id in sold_out.summary] == ["Sold out."]
    assert names(signed_in.get("/wishlist")) == ["Cup", "Shirt", "Lamp"]


def test_bulk_move_tells_of_each_line(signed_in: PageClient, wishes: dict[str, WishlistItem]) -> None:
    tea = str(wishes["Tea"].uuid)
    page = bulk(signed_in, "cart", list(wishes.values()))

    assert page.texts("#result") == ["2 of 4 done"]
    assert results(page) == [
        "Tea : done",
        "Cup : done",
        "Lamp : Sold out.",
        "Shirt : It comes in different kinds. Choose on its page.",
    ]
    assert (names(page), cart_of(signed_in)) == (["Shirt", "Lamp"], [("Tea", "1"), ("Cup", "1")])
    again = signed_in.post("/wishlist/bulk", {"do": "cart", "item": [tea]})
    assert signed_in.follow(again).texts(".notices p") == ["This is no longer on your wishlist."]


def test_bulk_remove_can_be_undone(signed_in: PageClient, wishes: dict[str, WishlistItem]) -> None:
    page = bulk(signed_in, "remove", [wishes["Tea"], wishes["Cup"]])

    assert names(page) == ["Shirt", "Lamp"]
    hidden = page.select("form[action='/wishlist/restore'] input:not([name=csrf_token])")
    fields: dict[str, list[str]] = {}
    for field in hidden:
        fields.setdefault(str(field["name"]), []).append(str(field["value"]))
    signed_in.post("/wishlist/restore", fields)
    page = signed_in.get("/wishlist")
    assert (names(page), page.texts(".wish-notes")) == (["Cup", "Tea", "Shirt", "Lamp"], ["For Sunday"])


def test_bulk_priority(signed_in: PageClient, wishes: dict[str, WishlistItem]) -> None:
    page = bulk(signed_in, "priority", [wishes["Lamp"], wishes["Shirt"]], priority="1")

    assert set(names(page)[:3]) == {"Lamp", "Shirt", "Cup"}
    for priority in ("", "0", "6", "one"):
        form = {"do": "priority", "item": [str(wishes["Lamp"].uuid)], "priority": priority}
        refused = signed_in.post("/wishlist/bulk", form, status=422)
        assert refused.summary == [("Choose a priority from the list.", "bulk")]


@pytest.mark.usefixtures("wishes")
def test_nothing_ticked(signed_in: PageClient) -> None:
    for items in ([], ["x", ""]):
        page = signed_in.post("/wishlist/bulk", {"do": "remove", "item": items}, status=422)
        assert page.summary == [("Tick at least one product.", "bulk")]


@pytest.mark.usefixtures("wishes")
def test_all_can_be_ticked_without_script(signed_in: PageClient) -> None:
    address = str(signed_in.get("/wishlist?show=high").one("#tick")["href"])

    page = signed_in.get(address)

    assert len(page.select(".wish-tick input[checked]")) == len(names(page)) == 2
    assert page.one("#tick")["href"] == "/wishlist?show=high"


def test_another_visitor_changes_nothing(pages: PageClient, wish: WishlistItem, cup: Product) -> None:
    pages.post("/wishlist/heart", {"add": cup.uuid}, htmx=True)
    mine = f"/wishlist/items/{wish.uuid}"
    for path in (mine, f"{mine}/remove", f"{mine}/cart", f"/wishlist/items/{uuid4()}"):
        answer = pages.post(path, {"notes": "theirs", "priority": "1"})
        assert pages.follow(answer).texts(".notices p") == ["This is no longer on your wishlist."]
    for action in ("remove", "cart", "priority"):
        pages.post("/wishlist/bulk", {"do": action, "item": [str(wish.uuid)], "priority": "5"})

    assert (names(pages.get("/wishlist")), cart_of(pages)) == (["Cup"], [])


def test_long_lists_come_in_pages_and_an_emptied_page_shows_the_first(
    signed_in: PageClient, session: Session, ada: Customer, tea: Product
) -> None:
    platform = session.get_one(Platform, tea.platform_id)
    for _number in range(25):
        make_wish(session, make_product(session, platform=platform), customer=ada)
    session.commit()
    first, second = signed_in.get("/wishlist?sort=newest"), signed_in.get("/wishlist?sort=newest&page=2")

    assert (len(names(first)), len(names(second))) == (24, 1)
    assert first.one("a[rel=next]")["href"] == "/wishlist?sort=newest&page=2"
    item = str(second.one(".wish")["id"]).removeprefix("wish-")
    gone = signed_in.post(f"/wishlist/items/{item}/remove?sort=newest&page=2")
    assert len(names(signed_in.follow(gone))) == 24


def test_the_page_costs_the_same_for_one_wish_and_for_twenty(
    signed_in: PageClient, session: Session, ada: Customer, tea: Product, wish: WishlistItem
) -> None:
    platform = session.get_one(Platform, tea.platform_id)
    signed_in.get("/wishlist")
    with count_statements() as one:
        signed_in.get("/wishlist")
    for _number in range(19):
        make_wish(session, make_product(session, platform=platform), customer=ada)
    session.commit()
    signed_in.get("/wishlist")
    with count_statements() as twenty:
        signed_in.get("/wishlist")

    assert len(one.served) == len(twenty.served) <= 6, twenty.served


def test_in_arabic(signed_in: PageClient, wish: WishlistItem) -> None:
    page = signed_in.get("/ar/wishlist")

    assert (names(page), page.one("html")["dir"]) == (["شاي"], "rtl")
