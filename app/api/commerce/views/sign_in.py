"""Registration, sign-in, the code that proves an e-mail, and a new password."""

from __future__ import annotations

from flask import Response

from app.api._kit.call import Call
from app.api._kit.people import tools, visit
from app.api.commerce.family import commerce
from app.api.commerce.schemas.customers import (
    CodeSentOut,
    EmailCodeIn,
    EmailIn,
    LoginIn,
    NewCustomerOut,
    NewPasswordIn,
    RegisterIn,
    ResetPasswordQuery,
    ResetTokenOut,
    SignedInOut,
)
from app.clock import utc_now
from app.domain.logins import Login
from app.domain.scopes import Scope
from app.extensions import gateways
from app.flows import credentials, sign_up
from app.flows.sign_up import SignUp
from app.models import CodePurpose
from app.services import accounts, sign_ins

TOPIC = "Sign-in"


@commerce.op(
    "POST",
    "/api/customer/register",
    summary="Register a customer; a verification code goes to the e-mail address",
    topic=TOPIC,
    scope=Scope.SIGN_IN,
    publishable=True,
    body=RegisterIn,
    out=NewCustomerOut,
    message="Registration successful. Please check your email for verification code.",
    errors={409: "Email address already exists, or the phone number does."},
    is_flow=True,
)
def register(call: Call, body: RegisterIn) -> Response:
    command = SignUp(
        first_name=body.first_name,
        last_name=body.last_name,
        email=body.email_address,
        phone=body.phone_number,
        password=body.password,
        pin=body.transaction_pin,
    )
    done = sign_up.sign_up(tools(), visit(call), command)
    return call.answer(NewCustomerOut.of(done.profile))


@commerce.op(
    "POST",
    "/api/customer/login",
    summary="Sign in with e-mail address or phone number and password",
    description="The token is good for eight hours, in every family of the same business and environment.",
    topic=TOPIC,
    scope=Scope.SIGN_IN,
    publishable=True,
    body=LoginIn,
    out=SignedInOut,
    message="Login successful",
    errors={401: "Invalid email/phone or password."},
    is_flow=True,
)
def login(call: Call, body: LoginIn) -> Response:
    here = visit(call)
    who = credentials.check_password(tools(), here, login=body.email_or_phone, password=body.password)
    with call.work() as session:
        opened = sign_ins.issue_access(
            session,
            keyed=gateways().keyed,
            signer=gateways().tokens,
            customer_id=who.id,
            customer_uuid=who.uuid,
            user_agent=here.user_agent,
            now=utc_now(),
        )
        profile = accounts.get_profile(session, customer_id=who.id)
        return call.answer(SignedInOut.with_token(profile, token=opened.token, expires_at=opened.expires_at))


@commerce.op(
    "POST",
    "/api/customer/verify-email",
    summary="Verify the e-mail address with the code",
    topic=TOPIC,
    scope=Scope.SIGN_IN,
    publishable=True,
    body=EmailCodeIn,
    out=bool,
    message="Email verified successfully",
    errors={400: "Invalid or expired OTP."},
    is_flow=True,
)
def verify_email(call: Call, body: EmailCodeIn) -> Response:
    sign_up.verify(tools(), visit(call), to=Login(email=body.email), code=body.otp)
    return call.answer(True)


@commerce.op(
    "POST",
    "/api/customer/resend-email-verification",
    summary="Send the verification code again",
    topic=TOPIC,
    scope=Scope.SIGN_IN,
    publishable=True,
    body=EmailIn,
    out=CodeSentOut,
    message="OTP sent successfully",
    is_flow=True,
)
def resend_email_verification(call: Call, body: EmailIn) -> Response:
    sent = sign_up.ask_for_code(tools(), visit(call), to=Login(email=body.email))
    return call.answer(CodeSentOut(message=f"Verification code sent to {body.email}", expires_at=sent.expires_at))


@commerce.op(
    "POST",
    "/api/customer/forgot-password",
    summary="New password, step 1: send a code",
    description="The reply is the same whether the address is known or not.",
    topic=TOPIC,
    scope=Scope.SIGN_IN,
    publishable=True,
    body=EmailIn,
    out=CodeSentOut,
    message="OTP sent successfully",
    is_flow=True,
)
def forgot_password(call: Call, body: EmailIn) -> Response:
    return _send_reset_code(call, body)


@commerce.op(
    "POST",
    "/api/customer/resend-forgot-password",
    summary="New password, step 1 again: send another code",
    topic=TOPIC,
    scope=Scope.SIGN_IN,
    publishable=True,
    body=EmailIn,
    out=CodeSentOut,
    message="OTP sent successfully",
    is_flow=True,
)
def resend_forgot_password(call: Call, body: EmailIn) -> Response:
    return _send_reset_code(call, body)


@commerce.op(
    "POST",
    "/api/customer/verify-forgot-password-otp",
    summary="New password, step 2: trade the code for a reset token",
    topic=TOPIC,
    scope=Scope.SIGN_IN,
    publishable=True,
    body=EmailCodeIn,
    out=ResetTokenOut,
    message="OTP verified successfully",
    errors={400: "Invalid or expired OTP."},
    is_flow=True,
)
def verify_forgot_password_otp(call: Call, body: EmailCodeIn) -> Response:
    earned = credentials.earn_reset(
        tools(), visit(call), purpose=CodePurpose.RESET_PASSWORD, to=Login(email=body.email), code=body.otp
    )
    return call.answer(ResetTokenOut(reset_token=earned.token, expires_at=earned.expires_at))


@commerce.op(
    "POST",
    "/api/customer/reset-password",
    summary="New password, step 3: set it; every sign-in ends",
    topic=TOPIC,
    scope=Scope.SIGN_IN,
    publishable=True,
    body=NewPasswordIn,
    query=ResetPasswordQuery,
    out=bool,
    message="Password reset successfully",
    errors={400: "Invalid or expired reset token (`data` is false)."},
    is_flow=True,
)
def reset_password(call: Call, body: NewPasswordIn, query: ResetPasswordQuery) -> Response:
    credentials.reset_password(tools(), visit(call), token=query.reset_token, new=body.new_password)
    return call.answer(True)


def _send_reset_code(call: Call, body: EmailIn) -> Response:
    sent = credentials.forgot(tools(), visit(call), purpose=CodePurpose.RESET_PASSWORD, to=Login(email=body.email))
    message = f"Password reset OTP sent successfully to {body.email}"
    return call.answer(CodeSentOut(message=message, expires_at=sent.expires_at))
