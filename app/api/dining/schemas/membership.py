"""Joining a club in two steps, and looking a member up."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Final, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_serializer

from app.api._kit.fields import LARGEST_ID, Number, Text, json_whole, one_line, sentence
from app.api.dining.schemas.base import Day, Instant, Schema, major
from app.domain.logins import normal_email
from app.domain.phone import to_e164
from app.flows.joining_club import NewMember
from app.models import Gender
from app.services.memberships import JoinClub, MemberSeen

_DIGITS: Final = re.compile(r"\+?[0-9]{7,15}")


def _mobile(typed: str) -> str:
    """The document writes it without the plus; with one it is the same number."""
    phone = to_e164(f"+{typed.removeprefix('+')}", region=None) if _DIGITS.fullmatch(typed) else None
    if phone is None:
        raise ValueError("Input should be a mobile number with its country code, such as 971501234567")
    return phone


def _email(typed: object) -> object:
    """Nothing is nothing, whatever it looks like."""
    if typed is None or (isinstance(typed, str) and not typed.strip()):
        return None
    if not isinstance(typed, str) or normal_email(typed) is None:
        raise ValueError("Input should be an email address")
    return normal_email(typed)


def _day(value: object) -> object:
    return None if value == "" else value


def _gender(value: object) -> object:
    if value is None or value == "":
        return None
    word = str(value).strip().lower()
    if word not in set(Gender):
        raise ValueError("Input should be male, female or other")
    return word


RowId = Annotated[int, BeforeValidator(json_whole), Field(ge=1, le=LARGEST_ID)]
Name = Annotated[Text, StringConstraints(min_length=1, max_length=100), AfterValidator(one_line)]


def _in_the_past(value: date | None) -> date | None:
    if value is not None and value.year < 1900:  # noqa: PLR2004  # nobody alive is older
        raise ValueError("Input should be a date of birth")
    return value


class SignUpIn(Schema):
    mobile_number: Annotated[Text, AfterValidator(_mobile), Field(alias="mobileNumber")]
    first_name: Name
    last_name: Name
    branch_id: RowId
    email: Annotated[str | None, BeforeValidator(_email)] = None
    birthdate: Annotated[Day | None, BeforeValidator(_day), AfterValidator(_in_the_past)] = None
    gender: Annotated[Gender | None, BeforeValidator(_gender)] = None
    country_id: RowId | None = None
    brand_id: RowId | None = None
    # Its presence selects the second step, whatever is in it.
    otp: Annotated[str, BeforeValidator(lambda value: str(value).strip())] | None = None

    def to_command(self) -> JoinClub:
        """What the two steps have in common."""
        return JoinClub(
            phone=self.mobile_number,
            first_name=self.first_name,
            last_name=self.last_name,
            branch_id=self.branch_id,
            email=self.email,
            birthdate=self.birthdate,
            gender=self.gender,
            country_id=self.country_id,
            brand_id=self.brand_id,
        )


class CodeSentOut(Schema):
    success: Literal[True] = True
    step: Literal["otp_sent"] = "otp_sent"
    message: str
    expires_in: int


class WalletOut(Schema):
    id: int
    balance: Number
    currency: str


class HomeBranchOut(Schema):
    id: int
    name: str
    city: str


class NewMemberOut(Schema):
    id: int
    first_name: str
    last_name: str
    mobile_number: Annotated[str, Field(alias="mobileNumber")]
    email: str | None
    birthdate: Day | None
    gender: Gender | None
    customer_level: str
    referral_code: str | None
    country_id: int | None
    brand_id: int | None
    wallet: WalletOut
    branch: HomeBranchOut
    created_at: Instant


class JoinedOut(Schema):
    success: Literal[True] = True
    step: Literal["signup_complete"] = "signup_complete"
    token: str
    customer: NewMemberOut

    @classmethod
    def of(cls, new: NewMember, body: SignUpIn) -> Self:
        """The ids of country and brand are those that were sent."""
        joined = new.joined
        customer, branch = joined.customer, joined.branch
        return cls(
            token=new.opened.token,
            customer=NewMemberOut(
                id=customer.id,
                first_name=customer.first_name,
                last_name=customer.last_name,
                mobile_number=body.mobile_number.removeprefix("+"),
                email=customer.email or customer.pending_email,
                birthdate=joined.membership.birthdate,
                gender=joined.membership.gender,
                customer_level=customer.level,
                referral_code=customer.referral_code,
                country_id=joined.membership.country_id,
                brand_id=joined.membership.brand_id,
                wallet=WalletOut(
                    id=joined.wallet_id,
                    balance=major(joined.balance_minor, joined.currency),
                    currency=joined.currency,
                ),
                branch=HomeBranchOut(id=branch.id, name=branch.name_en, city=branch.city_en),
                created_at=joined.membership.created_at,
            ),
        )


class MemberAskIn(Schema):
    """Read whole by the view: each thing that is missing has a sentence of its own."""

    customer: Any = None

    @property
    def phone_number(self) -> str:
        """The number asked for, E.164.

        Raises a problem for a missing customer object, a missing number, or one that is none.
        """
        if not isinstance(self.customer, dict):
            raise sentence("missing customer object")
        typed = self.customer.get("phoneNumber")
        if not isinstance(typed, str) or not typed.strip():
            raise sentence("missing phoneNumber")
        phone = to_e164(typed.strip(), region=None) if typed.strip().startswith("+") else None
        if phone is None:
            raise sentence("invalid phone number")
        return phone


class BalanceOut(Schema):
    monetary: Number
    non_monetary: Annotated[int, Field(alias="nonMonetary")]


class PointsOut(Schema):
    balance: BalanceOut


class MemberOut(Schema):
    first_name: Annotated[str, Field(alias="firstName")]
    last_name: Annotated[str, Field(alias="lastName")]
    email: str | None
    gender: Gender | None
    phone_number: Annotated[str, Field(alias="phoneNumber")]
    status: str
    created_on: Annotated[Instant, Field(alias="createdOn")]
    member_id: Annotated[str, Field(alias="memberId")]
    mobile_app_used: Annotated[bool, Field(alias="mobileAppUsed")]
    mobile_app_used_last_date: Annotated[Instant | None, Field(alias="mobileAppUsedLastDate")]
    birthday: Day | None
    points_balance: Annotated[PointsOut, Field(alias="pointsBalance")]

    @model_serializer(mode="wrap")
    def _without_unknown_birthday(self, handler: Any) -> dict[str, Any]:
        """A birthday that is not known is left out altogether."""
        found: dict[str, Any] = handler(self)
        if found.get("birthday") is None:
            found.pop("birthday", None)
        return found

    @classmethod
    def of(cls, member: MemberSeen) -> Self:
        return cls(
            first_name=member.first_name,
            last_name=member.last_name,
            email=member.email,
            gender=member.gender,
            phone_number=member.phone or "",
            status=member.status.value,
            created_on=member.joined_at,
            member_id=member.member_id,
            mobile_app_used=member.mobile_app_last_at is not None,
            mobile_app_used_last_date=member.mobile_app_last_at,
            birthday=member.birthdate,
            points_balance=PointsOut(
                balance=BalanceOut(monetary=major(member.cash_minor, member.currency), non_monetary=member.points)
            ),
        )


class MembershipOut(Schema):
    membership: MemberOut
