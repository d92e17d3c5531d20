"""The shopping card's PIN: changing it, and setting a new one when it is forgotten."""

from __future__ import annotations

from flask import Response

from app.api._kit.call import Call
from app.api._kit.fields import SENTENCE
from app.api._kit.operation import Needs
from app.api._kit.people import tools, visit
from app.api.commerce.family import commerce
from app.api.commerce.schemas.customers import (
    ChangePinIn,
    CodeSentOut,
    EmailCodeIn,
    EmailIn,
    NewPinIn,
    PinUpdatedOut,
    ResetTokenOut,
    TokenPath,
)
from app.clock import utc_now
from app.domain.errors import PinWrong
from app.domain.logins import Login
from app.domain.scopes import Scope
from app.extensions import gateways, unit_of_work
from app.flows import credentials
from app.flows import pins as pin_flows
from app.input import InvalidInput, Problem
from app.models import CodePurpose

TOPIC = "Transaction PIN"
_CHANGED = "Transaction PIN updated successfully"


@commerce.op(
    "PUT",
    "/api/customerprofile/update-transaction-pin",
    summary="Change the PIN, knowing the current one; other sign-ins end",
    topic=TOPIC,
    scope=Scope.CUSTOMERS_WRITE,
    needs=Needs.KEY_AND_CUSTOMER,
    body=ChangePinIn,
    out=PinUpdatedOut,
    message=_CHANGED,
    errors={400: "Invalid current transaction PIN.", 429: "Five wrong ones in a row lock the PIN for 15 minutes."},
    is_flow=True,
)
def update_transaction_pin(call: Call, body: ChangePinIn) -> Response:
    now = utc_now()
    try:
        pin_flows.change_pin(
            unit_of_work,
            gateways().keyed,
            customer_id=call.customer.customer_id,
            current=body.current_transaction_pin,
            new=body.new_transaction_pin,
            sign_in_id=call.customer.sign_in_id,
            now=now,
        )
    except PinWrong as error:
        problem = Problem("currentTransactionPin", SENTENCE, "Invalid current transaction PIN")
        raise InvalidInput([problem]) from error
    whose = call.customer.customer_uuid
    return call.answer(PinUpdatedOut(customer_id=whose, is_pin_updated=True, updated_at=now, message=_CHANGED))


@commerce.op(
    "POST",
    "/api/customerprofile/forgot-transaction-pin",
    summary="New PIN, step 1: send a code",
    description="The reply is the same whether the address is known or not.",
    topic=TOPIC,
    scope=Scope.CUSTOMERS_WRITE,
    body=EmailIn,
    out=CodeSentOut,
    message="OTP sent successfully",
    is_flow=True,
)
def forgot_transaction_pin(call: Call, body: EmailIn) -> Response:
    return _send_reset_code(call, body)


@commerce.op(
    "POST",
    "/api/customerprofile/resend-forgot-transaction-pin",
    summary="New PIN, step 1 again: send another code",
    topic=TOPIC,
    scope=Scope.CUSTOMERS_WRITE,
    body=EmailIn,
    out=CodeSentOut,
    message="OTP sent successfully",
    is_flow=True,
)
def resend_forgot_transaction_pin(call: Call, body: EmailIn) -> Response:
    return _send_reset_code(call, body)


@commerce.op(
    "POST",
    "/api/customerprofile/verify-forgot-transaction-pin-otp",
    summary="New PIN, step 2: trade the code for a reset token",
    topic=TOPIC,
    scope=Scope.CUSTOMERS_WRITE,
    body=EmailCodeIn,
    out=ResetTokenOut,
    message="OTP verified successfully",
    errors={400: "Invalid or expired OTP."},
    is_flow=True,
)
def verify_forgot_transaction_pin_otp(call: Call, body: EmailCodeIn) -> Response:
    earned = credentials.earn_reset(
        tools(), visit(call), purpose=CodePurpose.RESET_PIN, to=Login(email=body.email), code=body.otp
    )
    return call.answer(ResetTokenOut(reset_token=earned.token, expires_at=earned.expires_at))


@commerce.op(
    "POST",
    "/api/customerprofile/reset-transaction-pin/{token}",
    summary="New PIN, step 3: set it; every sign-in ends",
    topic=TOPIC,
    scope=Scope.CUSTOMERS_WRITE,
    body=NewPinIn,
    params=TokenPath,
    out=bool,
    message="Transaction PIN reset successfully",
    errors={400: "Invalid or expired reset token (`data` is false)."},
    is_flow=True,
)
def reset_transaction_pin(call: Call, body: NewPinIn, params: TokenPath) -> Response:
    credentials.reset_pin(
        tools(), visit(call), token=params.token, new=body.new_transaction_pin, to=Login(email=body.email)
    )
    return call.answer(True)


def _send_reset_code(call: Call, body: EmailIn) -> Response:
    sent = credentials.forgot(tools(), visit(call), purpose=CodePurpose.RESET_PIN, to=Login(email=body.email))
    message = f"Transaction PIN reset OTP sent successfully to {body.email}"
    return call.answer(CodeSentOut(message=message, expires_at=sent.expires_at))
