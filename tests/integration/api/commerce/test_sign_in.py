"""Registration, sign-in, e-mail codes and a new password, by the document's own examples."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.integration.api.commerce.conftest import PASSWORD, Shop, token_of
from tests.support.api import Family
from tests.support.shapes import same_shape

pytestmark = pytest.mark.usefixtures("shop")

ADA: dict[str, Any] = {
    "firstName": "John",
    "lastName": "Doe",
    "emailAddress": "ada@example.com",
    "phoneNumber": "+2348099999999",
    "password": "SecurePass123",
    "transactionPin": "1234",
}
CUSTOMER: dict[str, Any] = {
    "id": "550e8400-e29b-41d4-a716-446655440000",
    "firstName": "John",
    "lastName": "Doe",
    "emailAddress": "john.doe@example.com",
    "phoneNumber": "+2348012345678",
    "shoppingCardNo": "ARK12345",
    "isEmailVerified": False,
    "isNinVerified": False,
    "isBvnVerified": False,
    "isLivenessVerified": False,
    "allowMerchantAccess": False,
}
DATES = {"dateCreated": "2025-01-15T10:30:00Z", "dateUpdated": "2025-01-15T10:30:00Z"}
CODE_SENT = {"message": "…", "expiresAt": "2025-01-15T10:35:00Z"}


def failed(message: str, data: object = None) -> dict[str, object]:
    return {"success": False, "message": message, "data": data}


def test_register(commerce: Family) -> None:
    answer = commerce.post("/api/customer/register", ADA)

    assert answer.status == 200
    same_shape(
        {
            "success": True,
            "message": "Registration successful. Please check your email for verification code.",
            "data": {**CUSTOMER, **DATES},
        },
        answer.json,
    )
    assert answer.json["message"] == "Registration successful. Please check your email for verification code."
    assert answer.json["data"] | {"id": 0, "shoppingCardNo": 0, "dateCreated": 0, "dateUpdated": 0} == {
        **CUSTOMER,
        "id": 0,
        "emailAddress": "ada@example.com",
        "phoneNumber": "+2348099999999",
        "shoppingCardNo": 0,
        "dateCreated": 0,
        "dateUpdated": 0,
    }


def test_register_with_a_known_email(commerce: Family) -> None:
    answer = commerce.post("/api/customer/register", ADA | {"emailAddress": "John.Doe@Example.com"})

    assert (answer.status, answer.json) == (409, failed("Email address already exists"))


def test_register_with_a_known_number(commerce: Family) -> None:
    answer = commerce.post("/api/customer/register", ADA | {"phoneNumber": "+234 801 234 5678"})

    assert (answer.status, answer.json) == (409, failed("Phone number already exists"))


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("firstName", None, "firstName: Input should be a valid string"),
        ("firstName", "", "firstName: String should have at least 1 character"),
        ("firstName", "Ada\nBcc: all@example.com", "firstName: Input should not contain control characters"),
        ("lastName", "x" * 101, "lastName: String should have at most 100 characters"),
        ("emailAddress", "not-an-email", "emailAddress: Input should be a valid email address"),
        ("emailAddress", "a" * 250 + "@example.com", "emailAddress: String should have at most 255 characters"),
        ("phoneNumber", "+" + "1" * 20, "phoneNumber: String should have at most 20 characters"),
        ("phoneNumber", "call me", "Phone number is not valid"),
        ("password", "short", "password: String should have at least 6 characters"),
        ("transactionPin", "123", "transactionPin: Input should be 4 digits"),
        ("transactionPin", "12345", "transactionPin: Input should be 4 digits"),
        ("transactionPin", "12a4", "transactionPin: Input should be 4 digits"),
        ("transactionPin", "١٢٣٤", "transactionPin: Input should be 4 digits"),
        ("transactionPin", 1234, "transactionPin: Input should be a valid string"),
    ],
)
def test_register_refuses(commerce: Family, field: str, value: object, message: str) -> None:
    answer = commerce.post("/api/customer/register", ADA | {field: value})

    assert (answer.status, answer.json) == (400, failed(message))


@pytest.mark.parametrize("field", list(ADA))
def test_register_needs_every_field(commerce: Family, field: str) -> None:
    answer = commerce.post("/api/customer/register", {k: v for k, v in ADA.items() if k != field})

    assert (answer.status, answer.json) == (400, failed(f"{field} is required"))


@pytest.mark.parametrize("who", ["john.doe@example.com", "JOHN.DOE@example.com", "+2348012345678", "08012345678"])
def test_login(commerce: Family, shop: Shop, who: str) -> None:
    answer = commerce.post("/api/customer/login", {"emailOrPhone": who, "password": PASSWORD})

    assert answer.status == 200
    same_shape(
        {
            "success": True,
            "message": "Login successful",
            "data": {
                **CUSTOMER,
                "lastLogin": "2025-01-15T10:30:00Z",
                **DATES,
                "token": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9...",
                "expiresAt": "2025-01-15T18:30:00Z",
            },
        },
        answer.json,
    )
    assert answer.json["data"]["id"] == str(shop.john.uuid)
    assert answer.json["data"]["token"].count(".") == 2


@pytest.mark.parametrize(
    "body",
    [
        {"emailOrPhone": "john.doe@example.com", "password": "wrong-one"},
        {"emailOrPhone": "nobody@example.com", "password": PASSWORD},
        {"emailOrPhone": "+2348011111111", "password": PASSWORD},
        {"emailOrPhone": "neither", "password": PASSWORD},
    ],
)
def test_login_refused(commerce: Family, body: dict[str, str]) -> None:
    answer = commerce.post("/api/customer/login", body)

    assert (answer.status, answer.json) == (401, failed("Invalid email/phone or password"))


def test_login_tries_are_limited_and_the_reply_says_when_to_come_back(commerce: Family) -> None:
    body = {"emailOrPhone": "john.doe@example.com", "password": "wrong-one"}
    refused = [commerce.post("/api/customer/login", body).status for _try in range(5)]

    answer = commerce.post("/api/customer/login", body | {"password": PASSWORD})

    assert refused == [401] * 5
    assert (answer.status, answer.json["success"], answer.json["data"]) == (429, False, None)
    assert answer.json["message"].startswith("Too many attempts. Try again in 1")
    assert 0 < int(answer.headers["Retry-After"]) <= timedelta(minutes=15).total_seconds()


def test_verify_email(commerce: Family, code_for: Callable[[str], str]) -> None:
    commerce.post("/api/customer/register", ADA)

    code = {"email": "ada@example.com", "otp": code_for("ada@example.com")}
    answer = commerce.post("/api/customer/verify-email", code)
    again = commerce.post("/api/customer/verify-email", code)

    assert (answer.status, answer.json) == (
        200,
        {"success": True, "message": "Email verified successfully", "data": True},
    )
    assert (again.status, again.json) == (400, failed("Invalid or expired OTP"))
    assert commerce.post("/api/customer/login", {"emailOrPhone": "ada@example.com", "password": PASSWORD}).json["data"][
        "isEmailVerified"
    ]


def test_verify_email_with_a_wrong_code(commerce: Family, code_for: Callable[[str], str]) -> None:
    commerce.post("/api/customer/register", ADA)
    wrong = f"{(int(code_for('ada@example.com')) + 1) % 1_000_000:06d}"

    answer = commerce.post("/api/customer/verify-email", {"email": "ada@example.com", "otp": wrong})

    assert (answer.status, answer.json) == (400, failed("Invalid or expired OTP"))


def test_a_code_has_six_digits(commerce: Family) -> None:
    answer = commerce.post("/api/customer/verify-email", {"email": "ada@example.com", "otp": "12345"})

    assert (answer.status, answer.json) == (400, failed("otp: Input should be 6 digits"))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/api/customer/resend-email-verification", "Verification code sent to john.doe@example.com"),
        ("/api/customer/forgot-password", "Password reset OTP sent successfully to john.doe@example.com"),
        ("/api/customer/resend-forgot-password", "Password reset OTP sent successfully to john.doe@example.com"),
        (
            "/api/customerprofile/forgot-transaction-pin",
            "Transaction PIN reset OTP sent successfully to john.doe@example.com",
        ),
        (
            "/api/customerprofile/resend-forgot-transaction-pin",
            "Transaction PIN reset OTP sent successfully to john.doe@example.com",
        ),
    ],
)
def test_codes_are_sent_and_the_reply_does_not_tell_who_is_known(commerce: Family, path: str, words: str) -> None:
    answer = commerce.post(path, {"email": "john.doe@example.com"})
    stranger = commerce.post(path, {"email": "nobody@example.com"})

    assert answer.status == stranger.status == 200
    same_shape({"success": True, "message": "OTP sent successfully", "data": CODE_SENT}, answer.json)
    assert answer.json["message"] == "OTP sent successfully"
    assert answer.json["data"]["message"] == words
    assert stranger.json["data"]["message"] == words.replace("john.doe", "nobody")


def test_codes_are_limited(commerce: Family) -> None:
    sent = [
        commerce.post("/api/customer/forgot-password", {"email": "john.doe@example.com"}).status for _try in range(6)
    ]

    assert sent == [200] * 5 + [429]


def test_a_new_password(commerce: Family, john: str, code_for: Callable[[str], str]) -> None:
    email = "john.doe@example.com"
    commerce.post("/api/customer/forgot-password", {"email": email})
    earned = commerce.post("/api/customer/verify-forgot-password-otp", {"email": email, "otp": code_for(email)})
    same_shape(
        {
            "success": True,
            "message": "OTP verified successfully",
            "data": {"resetToken": "eyJ…", "expiresAt": "2025-01-15T11:30:00Z"},
        },
        earned.json,
    )
    query = {"resetToken": earned.json["data"]["resetToken"]}
    body = {"newPassword": "NewSecurePass123"}

    done = commerce.post("/api/customer/reset-password", body, query=query)
    again = commerce.post("/api/customer/reset-password", body, query=query)

    assert (done.status, done.json) == (
        200,
        {"success": True, "message": "Password reset successfully", "data": True},
    )
    assert (again.status, again.json) == (400, failed("Invalid or expired reset token", data=False))
    assert commerce.get("/api/customerprofile/profile", token=john).status == 401
    assert token_of(commerce, email, "NewSecurePass123")


def test_a_reset_token_is_required_and_must_be_ours(commerce: Family) -> None:
    body = {"newPassword": "NewSecurePass123"}

    missing = commerce.post("/api/customer/reset-password", body)
    forged = commerce.post("/api/customer/reset-password", body, query={"resetToken": "eyJhbGciOiJIUzI1NiJ9"})

    assert (missing.status, missing.json) == (400, failed("resetToken is required"))
    assert (forged.status, forged.json) == (400, failed("Invalid or expired reset token", data=False))


def test_a_wrong_code_earns_no_reset_token(commerce: Family, code_for: Callable[[str], str]) -> None:
    email = "john.doe@example.com"
    commerce.post("/api/customer/forgot-password", {"email": email})
    wrong = f"{(int(code_for(email)) + 1) % 1_000_000:06d}"

    answer = commerce.post("/api/customer/verify-forgot-password-otp", {"email": email, "otp": wrong})

    assert (answer.status, answer.json) == (400, failed("Invalid or expired OTP"))
