"""Who may call what: keys, tokens, scopes and origins."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.domain.states import Environment
from app.models import KeyKind
from tests.factories import NOW, make_api_key, make_platform
from tests.integration.api.commerce.conftest import ORIGIN, OTHER_KEY, PRODUCT, PUBLISHABLE_KEY, STORE, Shop
from tests.integration.api.commerce.examples import EXAMPLES, FOR_CUSTOMERS, Example
from tests.integration.api.commerce.test_hostile import ask
from tests.integration.api.commerce.test_sign_in import failed
from tests.support.api import SANDBOX_KEY, Family

NO_KEY = failed("Invalid or missing API key")
NOBODY = failed("Customer not authenticated")


@pytest.fixture
def keys(shop: Shop, session: Session) -> dict[str, str]:
    """Keys that open nothing here, or not everything."""
    sister = make_platform(session, business=shop.business, is_default=False)
    made = {
        "revoked": make_api_key(session, shop.platform, revoked_at=NOW),
        "merchant": make_api_key(session, shop.platform, kind=KeyKind.MERCHANT),
        "live": make_api_key(session, shop.platform, environment=Environment.LIVE),
        "sister": make_api_key(session, sister),
        "scoped": make_api_key(session, shop.platform, scopes=["catalog:read"]),
    }
    session.commit()
    return made


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.name)
def test_every_route_asks_for_a_key(commerce: Family, john: str, keys: dict[str, str], example: Example) -> None:
    for key in (None, "wrong", " ", "x" * 5_000, "clé", keys["revoked"], keys["merchant"]):
        answer = ask(commerce, example, john, key=key)
        assert (answer.status, answer.json) == (401, NO_KEY), key
        assert answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize("example", FOR_CUSTOMERS, ids=lambda e: e.name)
def test_a_customers_route_asks_for_a_token(
    commerce: Family, john: str, keys: dict[str, str], example: Example
) -> None:
    for token, key in ((None, SANDBOX_KEY), ("x", SANDBOX_KEY), (john, OTHER_KEY), (john, keys["live"])):
        answer = ask(commerce, example, token, key=key)
        assert (answer.status, answer.json) == (401, NOBODY)


@pytest.mark.parametrize("scheme", ["Basic", "Token", ""])
def test_only_bearer_counts(commerce: Family, john: str, scheme: str) -> None:
    answer = commerce.get("/api/customerprofile/profile", headers={"Authorization": f"{scheme} {john}".strip()})

    assert (answer.status, answer.json) == (401, NOBODY)


def test_the_scheme_is_read_in_any_case(commerce: Family, john: str) -> None:
    assert commerce.get("/api/customerprofile/profile", headers={"Authorization": f"bearer  {john}"}).status == 200


def test_a_token_works_at_every_storefront_of_the_business(commerce: Family, john: str, keys: dict[str, str]) -> None:
    assert commerce.get("/api/customerprofile/profile", token=john, key=keys["sister"]).status == 200


def test_what_belongs_to_another_business_is_not_found(commerce: Family, shop: Shop) -> None:
    query = {"businessId": shop.business.uuid, "platformId": shop.platform.uuid, "environmentType": 1}

    for path, asked in (
        (f"/api/CustomerProuct/{PRODUCT}", {}),
        (f"/api/PickUpLocation/{STORE}", {}),
        (f"/api/customer/{shop.john.uuid}", query),
    ):
        assert commerce.get(path, key=OTHER_KEY, query=asked).status == 404
    assert commerce.get("/api/CustomerProuct", key=OTHER_KEY).json["data"] == []
    assert commerce.get("/api/PickUpLocation", key=OTHER_KEY).json["data"] == []
    signing_in = {"emailOrPhone": "john.doe@example.com", "password": "SecurePass123"}
    assert commerce.post("/api/customer/login", signing_in, key=OTHER_KEY).status == 401


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.name)
def test_a_publishable_key_opens_catalogue_sign_in_and_pickup_only(
    commerce: Family, john: str, example: Example
) -> None:
    answer = ask(commerce, example, john, key=PUBLISHABLE_KEY)

    if example.is_publishable:
        assert answer.status != 403
    else:
        assert (answer.status, answer.json) == (403, failed("A publishable API key may not be used here"))


def test_what_a_publishable_key_opens_is_written_down() -> None:
    assert {example.name for example in EXAMPLES if example.is_publishable} == {
        "register",
        "login",
        "verify_email",
        "resend_email_verification",
        "forgot_password",
        "resend_forgot_password",
        "verify_forgot_password_otp",
        "reset_password",
        "list_products",
        "get_product",
        "list_product_categories",
        "list_product_subcategories",
        "list_brands",
        "search_products",
        "featured_products",
        "list_pickup_locations",
        "list_pickup_locations_in_state",
        "list_pickup_states",
        "get_pickup_location",
    }


def test_a_key_with_scopes_opens_only_these(commerce: Family, keys: dict[str, str]) -> None:
    assert commerce.get("/api/CustomerProuct", key=keys["scoped"]).status == 200
    answer = commerce.post("/api/customer/login", {}, key=keys["scoped"])
    assert (answer.status, answer.json) == (403, failed("This API key lacks the scope sign-in"))


# --- browsers on other origins


@pytest.mark.usefixtures("shop")
def test_a_preflight_of_a_listed_origin(client: FlaskClient) -> None:
    response = client.options(
        "/api/customer/cart/add",
        headers={
            "Origin": ORIGIN,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "x-api-key,content-type",
        },
    )

    assert response.status_code == 204
    assert response.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert response.headers["Access-Control-Allow-Methods"] == "POST"
    assert {"authorization", "content-type", "idempotency-key", "x-api-key"} == {
        name.strip().lower() for name in response.headers["Access-Control-Allow-Headers"].split(",")
    }
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert "Origin" in response.headers["Vary"]


@pytest.mark.parametrize("origin", ["https://evil.example", "https://yourapp.com.evil.example", "null"])
def test_a_preflight_of_another_origin(commerce: Family, origin: str) -> None:
    answer = commerce.ask("OPTIONS", "/api/CustomerProuct", key=None, headers={"Origin": origin})

    assert (answer.status, answer.json) == (403, failed("This origin is not listed on any publishable API key"))
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_an_origin_listed_only_on_a_revoked_or_secret_key_is_not_listed(
    commerce: Family, shop: Shop, session: Session
) -> None:
    publishable = KeyKind.PUBLISHABLE
    make_api_key(session, shop.platform, kind=publishable, origins=["https://old.example"], revoked_at=NOW)
    make_api_key(session, shop.platform, origins=["https://server.example"])
    session.commit()

    for origin in ("https://old.example", "https://server.example"):
        assert commerce.ask("OPTIONS", "/api/CustomerProuct", key=None, headers={"Origin": origin}).status == 403


def test_options_without_an_origin_tells_the_methods(commerce: Family) -> None:
    answer = commerce.ask("OPTIONS", "/api/CustomerProuct", key=None)

    assert (answer.status, answer.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")


def test_a_listed_origin_may_read_replies_and_refusals(commerce: Family) -> None:
    for path, status in (("/api/CustomerProuct", 200), ("/api/customer/cart/count", 403)):
        answer = commerce.get(path, key=PUBLISHABLE_KEY, headers={"Origin": ORIGIN})
        assert answer.status == status
        assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
        assert "Idempotent-Replayed" in answer.headers["Access-Control-Expose-Headers"]
        assert "Origin" in answer.headers["Vary"]


def test_an_origin_that_the_key_does_not_list_is_refused(commerce: Family) -> None:
    answer = commerce.get("/api/CustomerProuct", key=PUBLISHABLE_KEY, headers={"Origin": "https://evil.example"})

    assert (answer.status, answer.json) == (403, failed("This origin is not listed on the API key"))
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_secret_key_is_never_readable_from_another_origin(commerce: Family) -> None:
    answer = commerce.get("/api/CustomerProuct", headers={"Origin": ORIGIN})

    assert answer.status == 200
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_our_own_pages_may_call_with_any_key(commerce: Family) -> None:
    for key in (SANDBOX_KEY, PUBLISHABLE_KEY):
        assert commerce.get("/api/CustomerProuct", key=key, headers={"Origin": "http://localhost"}).status == 200


def test_replies_are_not_kept_by_caches(commerce: Family) -> None:
    assert commerce.get("/api/CustomerProuct").headers["Cache-Control"] == "no-store"
