"""How the dining document words its replies: each route its own envelope, one shape for every refusal."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from math import ceil
from typing import Any, Final

import pydantic_core
from flask import Response, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from app.api._kit.dialect import JsonSchema
from app.api._kit.fields import SENTENCE
from app.clock import utc_now
from app.domain import errors as e
from app.domain.errors import ErrorKind
from app.domain.money import major_of
from app.errors import STATUS
from app.input import InvalidInput, Problem

# The one route whose refusals carry a code beside their words.
SIGN_UP: Final = "/api/customers/signup"

_STATUS: Final[dict[type[e.DomainError], int]] = {
    e.BalanceTooLow: 409,
    e.IdempotencyKeyReused: 422,
    # The document's own: a message that could not be delivered.
    e.ProviderFailed: 503,
}


def _minutes(error: e.TooManyAttempts | e.PinLocked) -> str:
    count = max(1, ceil((error.retry_at - utc_now()).total_seconds() / 60))
    return "1 minute" if count == 1 else f"{count} minutes"


def _plain(word: str) -> str:
    return str(word).replace("_", " ")


_CODE_PROBLEMS: Final = {
    e.CodeProblem.WRONG: "OTP is not valid",
    e.CodeProblem.EXPIRED: "OTP has expired. Request a new one.",
    e.CodeProblem.USED: "OTP was already used. Request a new one.",
}
_MESSAGES: Final[dict[type[e.DomainError], Callable[..., str]]] = {
    e.ApiKeyInvalid: lambda _: "Invalid or missing API key",
    e.NotSignedIn: lambda _: "Customer not authenticated",
    e.NotAllowed: lambda _: "Not allowed",
    e.CustomerNotFound: lambda _: "Customer not found",
    e.PhoneTaken: lambda _: "Mobile number already registered. Please log in.",
    e.EmailTaken: lambda _: "Email already registered",
    e.PhoneInvalid: lambda _: "Mobile number is not valid",
    e.CodeInvalid: lambda x: _CODE_PROBLEMS[x.problem],
    e.MemberNotFound: lambda _: "member not found",
    e.CodeNeeded: lambda _: "Mobile number must be verified by OTP first",
    e.TooManyAttempts: lambda x: f"Too many requests. Try again in {_minutes(x)}.",
    e.BookingRefused: lambda x: f"The time cannot be booked: {_plain(x.reason)}",
    e.HoldExpired: lambda _: "The hold has expired. Choose a time again.",
    e.TablesTaken: lambda _: "The table is no longer free",
    e.EventSlotFull: lambda x: f"The slot is full: {x.left} left" if x.left else "The slot is full",
    e.PlacesLimit: lambda x: f"At most {x.limit} places can be booked at once",
    e.DepositNeeded: lambda _: "The changed booking needs a deposit",
    e.TooLateToChange: lambda _: "The booking can no longer be changed online",
    e.TransitionRefused: lambda x: f"The {_plain(x.entity)} cannot become {x.wanted}: it is {x.state}",
    e.GiftCardUnusable: lambda x: f"The gift card cannot be used: {_plain(x.reason)}",
    e.BalanceTooLow: lambda _: "Insufficient wallet balance",
    e.AmountTooSmall: lambda _: "Amount must be greater than 0",
    e.PaymentMethodUnavailable: lambda _: "Payment gateway is not configured",
    e.ProviderFailed: lambda _: "The message or payment provider could not be reached. Please try again shortly.",
    e.GiftCardNotFound: lambda _: "Gift card not found",
    e.WaitingEntryNotFound: lambda _: "Waiting list entry not found",
    e.UploadRefused: lambda x: f"The file was refused: {_plain(x.reason)}",
    e.ChangedMeanwhile: lambda _e: "It was changed meanwhile",
    e.BookingsComing: lambda x: f"{x.coming} bookings are still to come",
    e.ClockInUse: lambda x: f"{x.coming} bookings or kept tables are still to come",
    e.CountryNotFound: lambda _: "Country not found",
    e.BrandNotFound: lambda _: "Brand not found",
    e.BranchNotFound: lambda _: "Branch not found",
    e.ReservationNotFound: lambda _: "Reservation not found",
    e.EventNotFound: lambda _: "Event not found",
    e.BatchNotFound: lambda _: "Batch not found",
    e.AmountMismatch: lambda x: f"Amount must be {major_of(x.expected_minor, x.currency):,} {x.currency}",
    e.IdempotencyKeyReused: lambda _: "Idempotency-Key was already used with a different request",
    e.RequestInProgress: lambda _: "A request with this Idempotency-Key is still being processed",
}

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
    503: "Service unavailable",
}

_SIGN_UP_CODES: Final[dict[type[e.DomainError], str]] = {
    e.ApiKeyInvalid: "unauthorized",
    e.PhoneTaken: "mobile_exists",
    e.EmailTaken: "email_exists",
    e.PhoneInvalid: "invalid_mobile",
    e.ProviderFailed: "delivery_failure",
}
_OTP_CODES: Final = {
    e.CodeProblem.WRONG: "otp_invalid",
    e.CodeProblem.EXPIRED: "otp_expired",
    e.CodeProblem.USED: "otp_already_used",
}
_SIGN_UP_FIELDS: Final = {
    "email": "invalid_email",
    "birthdate": "invalid_birthdate",
    "gender": "invalid_gender",
    "mobileNumber": "invalid_mobile",
    "otp": "otp_invalid",
}
_SIGN_UP_HTTP: Final = {500: "internal_error"}


def _refusal(message: str, status: int, code: str) -> Response:
    """The one shape of a refusal; only sign-up tells its code."""
    body = {"success": False, **({"code": code} if request.path == SIGN_UP else {}), "message": message}
    return Response(pydantic_core.to_json(body), status=status, content_type="application/json")


class DiningDialect:
    """`{success: false, message}` for what went wrong; what went right is the operation's own reply."""

    error_media_type = "application/json"

    def success(self, data: object, *, message: str, status: int) -> Response:  # each reply is whole
        return Response(pydantic_core.to_json(data), status=status, content_type="application/json")

    def success_schema(self, data: JsonSchema, *, message: str) -> JsonSchema:  # each reply is whole
        return data

    def error_schema(self) -> JsonSchema:
        return {
            "type": "object",
            "required": ["success", "message"],
            "properties": {
                "success": {"const": False},
                "code": {"type": "string", "description": "At sign-up only.", "examples": ["missing_fields"]},
                "message": {"type": "string", "examples": ["Invalid or missing API key"]},
            },
        }

    def domain_error(self, error: e.DomainError) -> ResponseReturnValue:
        kind = type(error)
        # What this family has no sentence for cannot come from its routes, but would still be told.
        words = _MESSAGES[kind](error) if kind in _MESSAGES else _plain(error.code).capitalize()
        code = _SIGN_UP_CODES.get(kind, error.code)
        if isinstance(error, e.CodeInvalid):
            code = _OTP_CODES[error.problem]
        response = _refusal(words, _STATUS.get(kind, STATUS[error.kind]), code)
        if isinstance(error, e.TooManyAttempts | e.PinLocked):
            wait = ceil((error.retry_at - utc_now()).total_seconds())
            response.headers["Retry-After"] = str(max(1, wait))
        if isinstance(error, e.RequestInProgress):
            response.headers["Retry-After"] = "1"
        if error.kind is ErrorKind.UNAUTHENTICATED:
            response.headers["WWW-Authenticate"] = 'ApiKey realm="souk"'
        return response

    def invalid_input(self, error: InvalidInput) -> ResponseReturnValue:
        words = list(dict.fromkeys(_worded(problem) for problem in error.problems))
        return _refusal("; ".join(words), 400, _code_of(error.problems))

    def http_error(self, error: HTTPException) -> ResponseReturnValue:
        status = error.code or 500
        message = _HTTP_MESSAGES.get(status, error.name)
        if status == HTTPStatus.FORBIDDEN and error.description:
            # The one whose reason the caller must know.
            message = error.description
        code = _SIGN_UP_HTTP.get(status, error.name.lower().replace(" ", "_"))
        response = _refusal(message, status, code)
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


def _code_of(problems: list[Problem]) -> str:
    """What is missing is told before what is wrong."""
    if any(problem.kind == "missing" for problem in problems):
        return "missing_fields"
    return _SIGN_UP_FIELDS.get(problems[0].path, "invalid_request")
