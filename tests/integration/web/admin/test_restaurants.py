"""The back office's list of restaurants, its frame, and who is let in."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from app.models import Branch, Platform, StaffRole
from tests.factories import make_platform
from tests.factories.dining import make_branch, make_brand
from tests.support.pages import PageClient
from tests.support.statements import count_statements


def test_strangers_sign_in_first_and_who_does_not_run_the_business_is_refused(
    pages: PageClient, branch: Branch, enter: Callable[..., PageClient]
) -> None:
    here = f"/admin/restaurants/{branch.code}"
    for path in ("/admin", "/admin/restaurants", here):
        assert pages.get(path, status=303).location.startswith("/staff/sign-in?next=/admin")

    for role in (StaffRole.HOST, StaffRole.STAFF):
        browser = enter(role, branch)
        for path in ("/admin", "/admin/restaurants", here):
            browser.get(path, status=403)
        assert "Restaurants" not in browser.get("/staff/tables/MB01").texts(".staff-nav a")


def test_brands_are_listed_with_their_branches_and_other_businesses_are_nobodys(
    session: Session, platform: Platform, branch: Branch, boss: PageClient
) -> None:
    other = make_branch(session, platform=make_platform(session, is_default=False))
    make_brand(session, platform=platform, name_en="Empty brand")
    session.commit()

    page = boss.follow(boss.get("/admin", status=303))

    assert page.heading == "Restaurants"
    assert "Restaurants" in page.texts(".staff-nav [aria-current]")
    assert [link["href"] for link in page.select(".office-branches a")] == ["/admin/restaurants/MB01"]
    assert "This brand has no branches yet." in page.text
    assert other.name_en not in page.text
    assert boss.get("/admin/restaurants/MB01").heading == "Marina"
    boss.get(f"/admin/restaurants/{other.code}", status=404)


def test_the_list_asks_as_much_for_one_branch_as_for_thirty(
    session: Session, platform: Platform, branch: Branch, boss: PageClient
) -> None:
    with count_statements() as for_one:
        boss.get("/admin/restaurants")
    for _number in range(6):
        brand = make_brand(session, platform=platform)
        for _more in range(5):
            make_branch(session, platform=platform, brand=brand)
    session.commit()

    with count_statements() as for_many:
        page = boss.get("/admin/restaurants")

    assert len(page.select(".office-branches a")) == 31
    assert len(for_many) == len(for_one), for_many


def test_a_business_without_restaurants_is_told_so(boss: PageClient) -> None:
    assert "No restaurants yet" in boss.get("/admin/restaurants").text
