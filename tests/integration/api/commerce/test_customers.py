"""Profile, balance, customer by id, changes, and the PIN, by the document's own examples."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from tests.integration.api.commerce.conftest import PIN, Shop, token_of
from tests.integration.api.commerce.test_sign_in import ADA, CUSTOMER, DATES, failed
from tests.support.api import Family
from tests.support.shapes import same_shape

PROFILE: dict[str, Any] = {**CUSTOMER, **DATES, "lastLogin": "2025-01-15T10:30:00Z"}
EMAIL = "john.doe@example.com"


def test_profile(commerce: Family, john: str, shop: Shop) -> None:
    answer = commerce.get("/api/customerprofile/profile", token=john)

    assert answer.status == 200
    same_shape({"success": True, "message": "Customer profile retrieved successfully", "data": PROFILE}, answer.json)
    assert answer.json["message"] == "Customer profile retrieved successfully"
    assert answer.json["data"]["id"] == str(shop.john.uuid)


def test_card_balance(commerce: Family, john: str, shop: Shop) -> None:
    answer = commerce.get("/api/customer/get-card-balance", token=john)

    assert answer.status == 200
    same_shape(
        {
            "success": True,
            "message": "Card balance retrieved successfully",
            "data": {
                "customerId": "550e8400-e29b-41d4-a716-446655440000",
                "shoppingCardNo": "ARK12345",
                "currentBalance": 5000.0,
                "previousBalance": 3000.0,
                "lastUpdated": "2025-01-15T10:30:00Z",
                "currency": "NGN",
            },
        },
        answer.json,
    )
    assert answer.json["data"] | {"lastUpdated": 0} == {
        "customerId": str(shop.john.uuid),
        "shoppingCardNo": "ARK12345",
        "currentBalance": 1000.0,
        "previousBalance": 0.0,
        "lastUpdated": 0,
        "currency": "NGN",
    }


def test_a_card_that_was_never_used_is_empty(commerce: Family, jane: str) -> None:
    answer = commerce.get("/api/customer/get-card-balance", token=jane)

    assert (answer.json["data"]["currentBalance"], answer.json["data"]["previousBalance"]) == (0.0, 0.0)


def query_of(shop: Shop) -> dict[str, str]:
    return {
        "businessId": str(shop.business.uuid),
        "platformId": str(shop.platform.uuid),
        "environmentType": "1",
    }


def test_customer_by_id(commerce: Family, shop: Shop) -> None:
    answer = commerce.get(f"/api/customer/{shop.john.uuid}", query=query_of(shop))

    assert answer.status == 200
    same_shape(
        {
            "success": True,
            "message": "Customer retrieved successfully",
            "data": PROFILE | {"lastLogin": None},
        },
        answer.json,
    )


@pytest.mark.parametrize(
    "other", [{"businessId": str(uuid4())}, {"platformId": str(uuid4())}, {"environmentType": "2"}]
)
def test_customer_by_id_elsewhere(commerce: Family, shop: Shop, other: dict[str, str]) -> None:
    answer = commerce.get(f"/api/customer/{shop.john.uuid}", query=query_of(shop) | other)

    assert (answer.status, answer.json) == (404, failed("Customer not found in this environment"))


def test_an_unknown_customer(commerce: Family, shop: Shop) -> None:
    answer = commerce.get(f"/api/customer/{uuid4()}", query=query_of(shop))

    assert (answer.status, answer.json) == (404, failed("Customer not found in this environment"))


@pytest.mark.parametrize("name", ["businessId", "platformId", "environmentType"])
def test_customer_by_id_needs_every_parameter(commerce: Family, shop: Shop, name: str) -> None:
    query = {k: v for k, v in query_of(shop).items() if k != name}

    answer = commerce.get(f"/api/customer/{shop.john.uuid}", query=query)

    assert (answer.status, answer.json) == (400, failed(f"{name} is required"))


def test_update_customer(commerce: Family, john: str, shop: Shop) -> None:
    body = {"firstName": "Jane", "lastName": "Smith", "phoneNumber": "+2348098765432"}

    answer = commerce.put("/api/customer/update-customer", body, token=john)

    assert answer.status == 200
    same_shape({"success": True, "message": "Customer updated successfully", "data": PROFILE}, answer.json)
    assert answer.json["message"] == "Customer updated successfully"
    assert {name: answer.json["data"][name] for name in (*body, "emailAddress", "id")} == {
        **body,
        "emailAddress": EMAIL,
        "id": str(shop.john.uuid),
    }


def test_an_update_without_fields_changes_nothing(commerce: Family, john: str) -> None:
    before = commerce.get("/api/customerprofile/profile", token=john).json["data"]

    answer = commerce.put("/api/customer/update-customer", {}, token=john)

    assert answer.status == 200
    assert answer.json["data"] | {"dateUpdated": 0} == before | {"dateUpdated": 0}


def test_update_to_somebody_elses_email_or_number(commerce: Family, john: str) -> None:
    commerce.post("/api/customer/register", ADA)

    email = commerce.put("/api/customer/update-customer", {"emailAddress": "jane.roe@example.com"}, token=john)
    phone = commerce.put("/api/customer/update-customer", {"phoneNumber": ADA["phoneNumber"]}, token=john)

    assert (email.status, email.json) == (409, failed("Email address already exists"))
    assert (phone.status, phone.json) == (409, failed("Phone number already exists"))


def test_a_new_email_is_unverified_until_its_code(commerce: Family, john: str, code_for: Callable[[str], str]) -> None:
    changed = commerce.put("/api/customer/update-customer", {"emailAddress": "new@example.com"}, token=john)
    code = {"email": "new@example.com", "otp": code_for("new@example.com")}
    verified = commerce.post("/api/customer/verify-email", code)

    assert (changed.json["data"]["emailAddress"], changed.json["data"]["isEmailVerified"]) == ("new@example.com", False)
    assert verified.status == 200
    assert commerce.get("/api/customerprofile/profile", token=john).json["data"]["isEmailVerified"]


def test_a_new_password_ends_the_other_sign_ins_only(commerce: Family, john: str) -> None:
    other = token_of(commerce, EMAIL)

    answer = commerce.put("/api/customer/update-customer", {"password": "Another-pass-1"}, token=john)

    assert answer.status == 200
    assert commerce.get("/api/customerprofile/profile", token=john).status == 200
    assert commerce.get("/api/customerprofile/profile", token=other).status == 401
    assert token_of(commerce, EMAIL, "Another-pass-1")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"password": "12345"}, "password: String should have at least 6 characters"),
        ({"transactionPin": "12345"}, "transactionPin: Input should be 4 digits"),
        ({"phoneNumber": "call me"}, "Phone number is not valid"),
        ({"emailAddress": "nowhere"}, "emailAddress: Input should be a valid email address"),
    ],
)
def test_an_update_keeps_the_rules(commerce: Family, john: str, body: dict[str, str], message: str) -> None:
    answer = commerce.put("/api/customer/update-customer", body, token=john)

    assert (answer.status, answer.json) == (400, failed(message))


def test_update_transaction_pin(commerce: Family, john: str, shop: Shop) -> None:
    body = {"currentTransactionPin": PIN, "newTransactionPin": "5678"}

    answer = commerce.put("/api/customerprofile/update-transaction-pin", body, token=john)
    again = commerce.put("/api/customerprofile/update-transaction-pin", body, token=john)

    assert answer.status == 200
    same_shape(
        {
            "success": True,
            "message": "Transaction PIN updated successfully",
            "data": {
                "customerId": "550e8400-e29b-41d4-a716-446655440000",
                "isPinUpdated": True,
                "updatedAt": "2025-01-15T10:30:00Z",
                "message": "Transaction PIN updated successfully",
            },
        },
        answer.json,
    )
    assert answer.json["data"]["customerId"] == str(shop.john.uuid)
    assert (again.status, again.json) == (400, failed("Invalid current transaction PIN"))


def test_five_wrong_pins_lock_it_and_say_so(commerce: Family, john: str) -> None:
    wrong = {"currentTransactionPin": "0000", "newTransactionPin": "5678"}
    right = {"currentTransactionPin": PIN, "newTransactionPin": "5678"}
    path = "/api/customerprofile/update-transaction-pin"

    statuses = [commerce.put(path, wrong, token=john).status for _try in range(5)]
    answer = commerce.put(path, right, token=john)

    assert statuses[:4] == [400] * 4
    assert statuses[4] in {400, 429}
    assert answer.status == 429
    assert answer.json["message"].startswith("Transaction PIN is locked after too many wrong attempts")
    assert 0 < int(answer.headers["Retry-After"]) <= 15 * 60


def test_a_new_pin(commerce: Family, john: str, code_for: Callable[[str], str]) -> None:
    commerce.post("/api/customerprofile/forgot-transaction-pin", {"email": EMAIL})
    code = {"email": EMAIL, "otp": code_for(EMAIL)}
    earned = commerce.post("/api/customerprofile/verify-forgot-transaction-pin-otp", code)
    same_shape(
        {
            "success": True,
            "message": "OTP verified successfully",
            "data": {"resetToken": "eyJ…", "expiresAt": "2025-01-15T11:30:00Z"},
        },
        earned.json,
    )
    path = f"/api/customerprofile/reset-transaction-pin/{earned.json['data']['resetToken']}"

    done = commerce.post(path, {"email": EMAIL, "newTransactionPin": "5678"})
    again = commerce.post(path, {"email": EMAIL, "newTransactionPin": "5678"})

    assert (done.status, done.json) == (
        200,
        {"success": True, "message": "Transaction PIN reset successfully", "data": True},
    )
    assert (again.status, again.json) == (400, failed("Invalid or expired reset token", data=False))
    changed = commerce.put(
        "/api/customerprofile/update-transaction-pin",
        {"currentTransactionPin": "5678", "newTransactionPin": PIN},
        token=token_of(commerce, EMAIL),
    )
    assert changed.status == 200


def test_a_pin_reset_asks_for_the_same_email(commerce: Family, code_for: Callable[[str], str]) -> None:
    commerce.post("/api/customerprofile/forgot-transaction-pin", {"email": EMAIL})
    code = {"email": EMAIL, "otp": code_for(EMAIL)}
    earned = commerce.post("/api/customerprofile/verify-forgot-transaction-pin-otp", code).json["data"]["resetToken"]

    answer = commerce.post(
        f"/api/customerprofile/reset-transaction-pin/{earned}",
        {"email": "jane.roe@example.com", "newTransactionPin": "5678"},
    )

    assert (answer.status, answer.json) == (400, failed("Invalid or expired reset token", data=False))


def test_a_code_for_the_password_does_not_open_the_pin(commerce: Family, code_for: Callable[[str], str]) -> None:
    commerce.post("/api/customer/forgot-password", {"email": EMAIL})
    code = {"email": EMAIL, "otp": code_for(EMAIL)}

    answer = commerce.post("/api/customerprofile/verify-forgot-transaction-pin-otp", code)

    assert (answer.status, answer.json) == (400, failed("Invalid or expired OTP"))


def test_a_forged_token_is_refused(commerce: Family, john: str) -> None:
    header, claims, signature = john.split(".")

    for token in (john + "x", f"{header}.{claims}.", f"{header}.{claims[::-1]}.{signature}", "x", "a.b.c"):
        answer = commerce.get("/api/customerprofile/profile", token=token)
        assert (answer.status, answer.json) == (401, failed("Customer not authenticated"))
