"""Addresses and fields that no browser makes by itself are answered in words, never by a crash."""

from urllib.parse import quote

import pytest

from app.models import Customer
from tests.integration.web.account.conftest import ada, signed_in  # noqa: F401  # fixtures
from tests.support.pages import PageClient

pytestmark = pytest.mark.usefixtures("platform")


@pytest.mark.parametrize("there", ["//[", "http://[::1/account/", "http://[x]/"])
def test_a_way_back_that_is_no_address_is_dropped(pages: PageClient, there: str) -> None:
    page = pages.get(f"/account/sign-in?next={quote(there)}")
    assert page.select("[name=next]") == [] or page.value("next") == ""


def test_a_sign_in_number_beyond_any_key_is_none(signed_in: PageClient) -> None:  # noqa: F811  # the fixture is imported above
    signed_in.post(f"/account/sign-ins/{10**30}/end", {}, status=404)


@pytest.mark.parametrize("path", ["/p/a%00b", "/c?maker=%00", "/search?q=a%00b", "/ar/p/a%00b"])
def test_nul_in_an_address_is_a_bad_request(pages: PageClient, path: str) -> None:
    assert pages.client.get(path).status_code == 400


@pytest.mark.parametrize("login", ["a\x00da@example.com", "\x00"])
def test_nul_in_a_field_is_a_bad_request(pages: PageClient, login: str) -> None:
    pages.post("/account/sign-in", {"login": login, "password": "x"}, status=400)


def test_nul_in_a_name_is_a_bad_request(signed_in: PageClient, ada: Customer) -> None:  # noqa: F811  # the fixture is imported above
    form = {"first_name": "A\x00da", "last_name": "L", "email": ada.email, "phone": ada.phone}
    signed_in.post("/account/profile", form, status=400)


def test_nul_in_an_order_number_is_a_bad_request(signed_in: PageClient) -> None:  # noqa: F811  # the fixture is imported above
    assert signed_in.client.get("/account/orders/a%00b").status_code == 400
