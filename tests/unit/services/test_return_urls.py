"""Where people may be sent after paying, and what is told on the way."""

from typing import cast

import pytest

from app.domain.errors import ReturnUrlNotAllowed
from app.services.platforms import Storefront
from app.services.return_urls import check_return_url, with_outcome


class _Shop:
    return_hosts = ("yourapp.com", "localhost")


SHOP = cast(Storefront, _Shop())


@pytest.mark.parametrize(
    "url",
    [
        "https://yourapp.com",
        "http://yourapp.com/back?x=1#end",
        "https://YOURAPP.com:443/",
        "http://localhost:3000/callback",
    ],
)
def test_listed_hosts(url: str) -> None:
    assert check_return_url(SHOP, url) == url


@pytest.mark.parametrize(
    "url",
    [
        "https://other.com/",
        "https://sub.yourapp.com/",
        "https://yourapp.com.other.com/",
        "https://user@yourapp.com/",
        "https://yourapp.com@other.com/",
        "https://other.com\\@yourapp.com/",
        "https://yourapp.com:444/",
        "https://yourapp.com:0/",
        "https://yourapp.com:99999/",
        "javascript://yourapp.com/%0aalert(1)",
        "ftp://yourapp.com/",
        "//yourapp.com/",
        "/back",
        "https:///yourapp.com",
        "https://[yourapp.com/",
        "https://yourapp.com/\r\nSet-Cookie: a=b",
        "https://yourapp.com/ a",
        "https://yourapp.com\t/",
        "https://yourapp.com/" + "a" * 2048,
        "",
    ],
)
def test_everything_else_is_refused(url: str) -> None:
    with pytest.raises(ReturnUrlNotAllowed):
        check_return_url(SHOP, url)


def test_the_outcome_is_added_and_cannot_be_forged() -> None:
    told = with_outcome("https://yourapp.com/b?status=success&a=%C3%A9#x", reference="TXN1", status="failed")

    assert told == "https://yourapp.com/b?a=%C3%A9&reference=TXN1&transactionReference=TXN1&status=failed#x"
