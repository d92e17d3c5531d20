"""Customers: registration, sign-in, codes, profile and PIN."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import AfterValidator, Field
from typing_extensions import override

from app.api._kit.fields import Instant, Number, Text, one_line
from app.api.commerce.schemas.base import Email, GivenPin, NewPin, Otp, Password, Schema, example
from app.services.profiles import CustomerProfile

Name = Annotated[Text, Field(min_length=1, max_length=100), AfterValidator(one_line)]
Phone = Annotated[Text, Field(min_length=1, max_length=20)]
Token = Annotated[str, Field(min_length=1, max_length=512)]


class RegisterIn(Schema):
    model_config = example(
        {
            "firstName": "John",
            "lastName": "Doe",
            "emailAddress": "john.doe@example.com",
            "phoneNumber": "+2348012345678",
            "password": "SecurePass123",
            "transactionPin": "1234",
        }
    )

    first_name: Name
    last_name: Name
    email_address: Email
    phone_number: Phone
    password: Password
    transaction_pin: NewPin


class LoginIn(Schema):
    model_config = example(
        {
            "emailOrPhone": "john.doe@example.com",
            "password": "SecurePass123",
        }
    )

    email_or_phone: Annotated[Text, Field(min_length=1, max_length=255)]
    password: Annotated[str, Field(min_length=1, max_length=512)]


class EmailIn(Schema):
    model_config = example(
        {
            "email": "john.doe@example.com",
        }
    )

    email: Email


class EmailCodeIn(Schema):
    model_config = example(
        {
            "email": "john.doe@example.com",
            "otp": "123456",
        }
    )

    email: Email
    otp: Otp


class ResetPasswordQuery(Schema):
    reset_token: Token


class NewPasswordIn(Schema):
    model_config = example(
        {
            "newPassword": "NewSecurePass123",
        }
    )

    new_password: Password


class TokenPath(Schema):
    token: Token


class NewPinIn(Schema):
    model_config = example(
        {
            "email": "john.doe@example.com",
            "newTransactionPin": "5678",
        }
    )

    email: Email
    new_transaction_pin: NewPin


class ChangePinIn(Schema):
    model_config = example(
        {
            "currentTransactionPin": "1234",
            "newTransactionPin": "5678",
        }
    )

    current_transaction_pin: GivenPin
    new_transaction_pin: NewPin


class UpdateCustomerIn(Schema):
    model_config = example(
        {
            "firstName": "Jane",
            "lastName": "Smith",
            "phoneNumber": "+2348098765432",
        }
    )

    first_name: Name | None = None
    last_name: Name | None = None
    email_address: Email | None = None
    phone_number: Phone | None = None
    password: Password | None = None
    transaction_pin: NewPin | None = None


class CustomerPath(Schema):
    customer_id: UUID


class CustomerQuery(Schema):
    business_id: UUID
    platform_id: UUID
    environment_type: Annotated[int, Field(ge=1, le=2, description="1 = Test, 2 = Live")]


class NewCustomerOut(Schema):
    id: UUID
    first_name: str
    last_name: str
    email_address: str | None
    phone_number: str | None
    shopping_card_no: str | None
    is_email_verified: bool
    is_nin_verified: bool
    is_bvn_verified: bool
    is_liveness_verified: bool
    allow_merchant_access: bool
    date_created: Instant
    date_updated: Instant

    @classmethod
    def of(cls, customer: CustomerProfile) -> Self:
        return cls(**_facts(customer))


class CustomerOut(NewCustomerOut):
    last_login: Instant | None

    @classmethod
    @override
    def of(cls, customer: CustomerProfile) -> Self:
        return cls(**_facts(customer), last_login=customer.last_login_at)


class SignedInOut(CustomerOut):
    token: str
    expires_at: Instant

    @classmethod
    def with_token(cls, customer: CustomerProfile, *, token: str, expires_at: datetime) -> Self:
        return cls(**_facts(customer), last_login=customer.last_login_at, token=token, expires_at=expires_at)


class CodeSentOut(Schema):
    message: str
    expires_at: Instant


class ResetTokenOut(Schema):
    reset_token: str
    expires_at: Instant


class PinUpdatedOut(Schema):
    customer_id: UUID
    is_pin_updated: bool
    updated_at: Instant
    message: str


class CardBalanceOut(Schema):
    customer_id: UUID
    shopping_card_no: str | None
    current_balance: Number
    previous_balance: Number
    last_updated: Instant
    currency: str


def _facts(customer: CustomerProfile) -> dict[str, Any]:
    return {
        "id": customer.uuid,
        "first_name": customer.first_name,
        "last_name": customer.last_name,
        "email_address": customer.email,
        "phone_number": customer.phone,
        "shopping_card_no": customer.card_number,
        "is_email_verified": customer.is_email_verified,
        "is_nin_verified": customer.is_nin_verified,
        "is_bvn_verified": customer.is_bvn_verified,
        "is_liveness_verified": customer.is_liveness_verified,
        "allow_merchant_access": customer.allow_merchant_access,
        "date_created": customer.created_at,
        "date_updated": customer.updated_at,
    }
