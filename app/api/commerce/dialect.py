"""How the commerce document words its replies: `{success, message, data}`, failures too."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from math import ceil
from typing import Any, Final

import pydantic_core
from flask import Response
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from app.api._kit.dialect import JsonSchema
from app.api._kit.fields import SENTENCE
from app.clock import utc_now
from app.domain import bill_errors as b
from app.domain import errors as e
from app.domain.errors import ErrorKind
from app.domain.money import major_of
from app.errors import STATUS
from app.input import InvalidInput, Problem

# The document knows 409 for what exists already; every other rule is a 400.
_STATUS: Final[dict[type[e.DomainError], int]] = {
    e.OutOfStock: 400,
    e.TransitionRefused: 400,
    e.DeliveryUnavailable: 400,
    e.IdempotencyKeyReused: 422,
}
# Where the document shows `data: false` for a failure instead of null.
_FALSE_DATA: Final = (e.ResetTokenInvalid,)

_HTTP_MESSAGES: Final[dict[int, str]] = {
    400: "Bad request",
    404: "Resource not found",
    405: "Method not allowed",
    411: "A Content-Length is required",
    413: "Request body is too large",
    414: "Request URL is too long",
    415: "Content-Type must be application/json",
    429: "Too many requests. Please try again later.",
    500: "An unexpected error occurred",
    502: "The provider failed to answer",
    503: "Service unavailable",
}


def _minutes(error: e.TooManyAttempts | e.PinLocked) -> str:
    count = max(1, ceil((error.retry_at - utc_now()).total_seconds() / 60))
    return "1 minute" if count == 1 else f"{count} minutes"


def _out_of_stock(error: e.OutOfStock) -> str:
    if error.left == 0:
        return f"{error.name} is out of stock"
    return f"Insufficient stock for {error.name}: only {error.left} left"


_ADDRESS_PARTS: Final = {
    "line1": "street",
    "line2": "second line",
    "city": "city",
    "state": "state",
    "zip": "postal code",
    "country": "country",
    "first_name": "first name",
    "last_name": "last name",
}


def _address_refused(error: e.AddressRefused) -> str:
    part = _ADDRESS_PARTS.get(error.field, error.field)
    return {
        e.AddressProblem.MISSING: f"The address has no {part}",
        e.AddressProblem.TOO_LONG: f"The {part} of the address is too long",
        e.AddressProblem.UNKNOWN: f"The {part} of the address is not known",
        e.AddressProblem.MALFORMED: f"The {part} of the address is not valid",
        e.AddressProblem.NOT_SERVED: "No carrier delivers to this address",
    }[error.problem]


_RATES: Final = {
    e.RateProblem.UNKNOWN: "Delivery rate not found. Request a new delivery quote.",
    e.RateProblem.EXPIRED: "Delivery rate has expired. Request a new delivery quote.",
    e.RateProblem.ALTERED: "Delivery rate is for another store or address. Request a new delivery quote.",
    e.RateProblem.TOO_LIGHT: "Delivery rate is for a lighter package. Request a new delivery quote.",
    e.RateProblem.USED: "Delivery rate was already used. Request a new delivery quote.",
}

MESSAGES: Final[dict[type[e.DomainError], Callable[..., str]]] = {
    e.EmailTaken: lambda _: "Email address already exists",
    e.PhoneTaken: lambda _: "Phone number already exists",
    e.PhoneInvalid: lambda _: "Phone number is not valid",
    e.PasswordTooWeak: lambda x: f"Password must be at least {x.min_length} characters",
    e.BadCredentials: lambda _: "Invalid email/phone or password",
    e.NotSignedIn: lambda _: "Customer not authenticated",
    e.NotAllowed: lambda _: "Not allowed",
    e.ApiKeyInvalid: lambda _: "Invalid or missing API key",
    e.CustomerNotFound: lambda _: "Customer not found in this environment",
    e.CodeInvalid: lambda _: "Invalid or expired OTP",
    e.ResetTokenInvalid: lambda _: "Invalid or expired reset token",
    e.TooManyAttempts: lambda x: f"Too many attempts. Try again in {_minutes(x)}.",
    e.PinWrong: lambda _: "Invalid transaction PIN",
    e.PinLocked: lambda x: f"Transaction PIN is locked after too many wrong attempts. Try again in {_minutes(x)}.",
    e.PinNotSet: lambda _: "Transaction PIN is not set",
    e.ProductNotFound: lambda _: "Product not found",
    e.CategoryNotFound: lambda _: "Category not found",
    e.PageNotFound: lambda _: "Resource not found",
    e.OptionInvalid: lambda x: f"Choose a valid option: {x.option}",
    e.OutOfStock: _out_of_stock,
    e.QuantityInvalid: lambda x: f"Quantity must be between {x.minimum} and {x.maximum}",
    e.ProductNotForPickup: lambda x: f"{x.name} is not available for pickup",
    e.ProductNotForDelivery: lambda x: f"{x.name} is not available for delivery",
    e.CartEmpty: lambda _: "Cart is empty",
    e.CartLineNotFound: lambda _: "Cart item not found",
    e.WishNotFound: lambda _: "Wishlist item not found",
    e.CouponInvalid: lambda _: "Coupon code is not valid",
    e.CouponUsedUp: lambda _: "Coupon is no longer valid",
    e.CouponBelowMinimum: lambda x: f"Coupon needs at least {major_of(x.minimum_minor, x.currency)} {x.currency}",
    e.PickupLocationNotFound: lambda _: "Pickup location not found",
    e.AmountMismatch: lambda _: "Total amount mismatch",
    e.BalanceTooLow: lambda _: "Insufficient shopping card balance",
    e.PaymentMethodUnavailable: lambda _: "Payment gateway is not configured for this platform",
    e.ProviderFailed: lambda _: "The provider could not be reached. Please try again later",
    e.AddressRefused: _address_refused,
    e.AddressNotFound: lambda _: "Address not found",
    e.AddressKnown: lambda _: "Address already exists",
    e.AddressBookFull: lambda x: f"At most {x.limit} addresses can be saved",
    e.RateInvalid: lambda x: _RATES[x.reason],
    e.DeliveryUnavailable: lambda _: "Terminal Africa settings not configured for this platform",
    e.PaymentNotFound: lambda _: "Transaction not found",
    e.ReturnUrlNotAllowed: lambda _: "Return URL is not allowed for this platform",
    e.AmountTooSmall: lambda _: "Amount must be greater than 0",
    e.OrderNotFound: lambda _: "Order not found",
    e.TransitionRefused: lambda x: f"The {x.entity} cannot become {x.wanted}: it is {x.state}",
    e.PickupCodeInvalid: lambda _: "Pickup code is not valid",
    b.BillsUnavailable: lambda _: "Bill payments are not configured for this platform",
    b.BillServiceNotFound: lambda _: "Service not found",
    b.BillPlanNotFound: lambda _: "Plan not found",
    b.BillerMismatch: lambda _: "billerId and billerSlug do not belong to this service",
    b.BillAccountNotFound: lambda x: f"{x.service} does not know this number",
    b.BillPhoneInvalid: lambda _: "Phone number is not valid",
    b.BillAmountInvalid: lambda x: (
        f"Amount must be between {major_of(x.minimum_minor, x.currency):,}"
        f" and {major_of(x.maximum_minor, x.currency):,} {x.currency}"
    ),
    b.BillPriceMismatch: lambda x: f"Amount must be the plan's price, {major_of(x.expected_minor, x.currency):,}",
    b.BillNotFound: lambda _: "Bill not found",
    b.BillFailed: lambda _: "The provider did not deliver. The amount was returned to the shopping card",
    e.IdempotencyKeyReused: lambda _: "Idempotency-Key was already used with a different request",
    e.RequestInProgress: lambda _: "A request with this Idempotency-Key is still being processed",
}


def envelope(*, success: bool, message: str, data: object, status: int) -> Response:
    body = pydantic_core.to_json({"success": success, "message": message, "data": data})
    return Response(body, status=status, content_type="application/json")


class CommerceDialect:
    """The one envelope of the document."""

    error_media_type = "application/json"

    def success(self, data: object, *, message: str, status: int) -> Response:
        return envelope(success=True, message=message, data=data, status=status)

    def success_schema(self, data: JsonSchema, *, message: str) -> JsonSchema:
        return {
            "type": "object",
            "required": ["success", "message", "data"],
            "properties": {
                "success": {"const": True},
                "message": {"type": "string", "examples": [message]},
                "data": data,
            },
        }

    def error_schema(self) -> JsonSchema:
        return {
            "type": "object",
            "required": ["success", "message", "data"],
            "properties": {
                "success": {"const": False},
                "message": {"type": "string", "examples": ["Customer not authenticated"]},
                "data": {"enum": [None, False]},
            },
        }

    def domain_error(self, error: e.DomainError) -> ResponseReturnValue:
        response = envelope(
            success=False,
            message=MESSAGES[type(error)](error),
            data=False if isinstance(error, _FALSE_DATA) else None,
            status=_STATUS.get(type(error), STATUS[error.kind]),
        )
        if isinstance(error, e.TooManyAttempts | e.PinLocked):
            wait = ceil((error.retry_at - utc_now()).total_seconds())
            response.headers["Retry-After"] = str(max(1, wait))
        if isinstance(error, e.RequestInProgress):
            response.headers["Retry-After"] = "1"
        if error.kind is ErrorKind.UNAUTHENTICATED:
            response.headers["WWW-Authenticate"] = 'Bearer realm="souk"'
        return response

    def invalid_input(self, error: InvalidInput) -> ResponseReturnValue:
        words = list(dict.fromkeys(_worded(problem) for problem in error.problems))
        return envelope(success=False, message="; ".join(words), data=None, status=400)

    def http_error(self, error: HTTPException) -> ResponseReturnValue:
        status = error.code or 500
        message = _HTTP_MESSAGES.get(status, error.name)
        if status == HTTPStatus.FORBIDDEN and error.description:
            # The one whose reason the caller must know.
            message = error.description
        response = envelope(success=False, message=message, data=None, status=status)
        kept: list[Any] = [pair for pair in error.get_headers() if pair[0].lower() in {"allow", "retry-after"}]
        response.headers.extend(kept)
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            response.headers.setdefault("Retry-After", "60")
        return response


def _worded(problem: Problem) -> str:
    if problem.kind == SENTENCE or not problem.path:
        return problem.message
    if problem.kind == "missing":
        return f"{problem.path} is required"
    return f"{problem.path}: {problem.message}"
