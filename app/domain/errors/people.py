"""What can go wrong with sign-in, codes and PINs, as facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.errors.base import DomainError, ErrorKind


@dataclass(eq=False)
class EmailTaken(DomainError):
    code = "email_taken"
    kind = ErrorKind.CONFLICT


@dataclass(eq=False)
class PhoneTaken(DomainError):
    code = "phone_taken"
    kind = ErrorKind.CONFLICT


@dataclass(eq=False)
class PhoneInvalid(DomainError):
    code = "phone_invalid"
    kind = ErrorKind.INVALID


@dataclass(eq=False)
class PasswordTooWeak(DomainError):
    code = "password_too_weak"
    kind = ErrorKind.INVALID
    min_length: int


@dataclass(eq=False)
class BadCredentials(DomainError):
    code = "bad_credentials"
    kind = ErrorKind.UNAUTHENTICATED


@dataclass(eq=False)
class NotSignedIn(DomainError):
    code = "not_signed_in"
    kind = ErrorKind.UNAUTHENTICATED


@dataclass(eq=False)
class NotAllowed(DomainError):
    code = "not_allowed"
    kind = ErrorKind.FORBIDDEN


@dataclass(eq=False)
class ApiKeyInvalid(DomainError):
    code = "api_key_invalid"
    kind = ErrorKind.UNAUTHENTICATED


@dataclass(eq=False)
class CustomerNotFound(DomainError):
    code = "customer_not_found"
    kind = ErrorKind.NOT_FOUND


class CodeProblem(StrEnum):
    """Why a one-time code was not taken, where the caller may know."""

    WRONG = "wrong"
    EXPIRED = "expired"
    USED = "used"


@dataclass(eq=False)
class CodeInvalid(DomainError):
    """A one-time code that is wrong, used, expired or void after five wrong tries."""

    code = "code_invalid"
    kind = ErrorKind.INVALID
    problem: CodeProblem = CodeProblem.WRONG


@dataclass(eq=False)
class ResetTokenInvalid(DomainError):
    code = "reset_token_invalid"
    kind = ErrorKind.INVALID


@dataclass(eq=False)
class TooManyAttempts(DomainError):
    code = "too_many_attempts"
    kind = ErrorKind.LIMITED
    retry_at: datetime


@dataclass(eq=False)
class PinWrong(DomainError):
    code = "pin_wrong"
    kind = ErrorKind.INVALID
    tries_left: int


@dataclass(eq=False)
class PinLocked(DomainError):
    code = "pin_locked"
    kind = ErrorKind.LIMITED
    retry_at: datetime


@dataclass(eq=False)
class PinNotSet(DomainError):
    code = "pin_not_set"
    kind = ErrorKind.INVALID
