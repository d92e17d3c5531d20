"""The forms of people's own pages."""

from __future__ import annotations

from typing import Final

from wtforms import BooleanField, EmailField, PasswordField, StringField, TelField
from wtforms.validators import Length, ValidationError

from app.domain.logins import MAX_EMAIL, MAX_PASSWORD
from app.domain.phone import MAX_TYPED_LENGTH
from app.domain.topics import TopicGroup
from app.models import Channel
from app.services.notifications import CHOICES, Wishes
from app.web.forms import Given, ShopForm, a_code, a_phone, a_pin, an_email
from app.web.texts import gettext as _
from app.web.texts import lazy_gettext as _l

# What we ask of new passwords on our own pages; older and foreign clients are held to the service's own floor.
NEW_PASSWORD_LENGTH: Final = 8
_MAX_NAME: Final = 100
_MAX_CODE: Final = 12


def long_enough(_form: object, field: PasswordField) -> None:
    if len(field.data or "") < NEW_PASSWORD_LENGTH:
        raise ValidationError(_("Use at least %(num)s characters for the password.", num=NEW_PASSWORD_LENGTH))


_NEW_PASSWORD = (
    Given(_l("Enter a new password.")),
    Length(max=MAX_PASSWORD, message=_l("Use at most 128 characters for the password.")),
    long_enough,
)


class SignInForm(ShopForm):
    login = StringField(_l("E-mail or phone number"), [Given(_l("Enter your e-mail address or phone number."))])
    password = PasswordField(_l("Password"), [Given(_l("Enter your password."))])


class SignUpForm(ShopForm):
    first_name = StringField(_l("First name"), [Given(_l("Enter your first name.")), Length(max=_MAX_NAME)])
    last_name = StringField(_l("Last name"), [Given(_l("Enter your last name.")), Length(max=_MAX_NAME)])
    email = EmailField(_l("E-mail address"), [Given(_l("Enter your e-mail address.")), Length(max=MAX_EMAIL), an_email])
    phone = TelField(_l("Phone number"), [Given(_l("Enter your phone number.")), Length(max=MAX_TYPED_LENGTH), a_phone])
    password = PasswordField(
        _l("Password"),
        [
            Given(_l("Choose a password.")),
            Length(max=MAX_PASSWORD, message=_l("Use at most 128 characters for the password.")),
            long_enough,
        ],
    )
    pin = PasswordField(_l("PIN for your shopping card"), [Given(_l("Choose a PIN of four digits.")), a_pin])


class CodeForm(ShopForm):
    code = StringField(_l("Code"), [Given(_l("Enter the six digits from the message.")), Length(max=_MAX_CODE), a_code])


class ForgotForm(ShopForm):
    login = StringField(_l("E-mail or phone number"), [Given(_l("Enter your e-mail address or phone number."))])


class NewPasswordForm(ShopForm):
    password = PasswordField(_l("New password"), [*_NEW_PASSWORD])


class ChangePasswordForm(ShopForm):
    current = PasswordField(_l("Current password"), [Given(_l("Enter your current password."))])
    password = PasswordField(_l("New password"), [*_NEW_PASSWORD])


class NewPinForm(ShopForm):
    pin = PasswordField(_l("New PIN"), [Given(_l("Choose a PIN of four digits.")), a_pin])


class SetPinForm(NewPinForm):
    password = PasswordField(_l("Your password"), [Given(_l("Enter your password."))])


class ChangePinForm(NewPinForm):
    current = PasswordField(_l("Current PIN"), [Given(_l("Enter your current PIN.")), a_pin])


class ProfileForm(ShopForm):
    first_name = StringField(_l("First name"), [Given(_l("Enter your first name.")), Length(max=_MAX_NAME)])
    last_name = StringField(_l("Last name"), [Given(_l("Enter your last name.")), Length(max=_MAX_NAME)])
    email = EmailField(_l("E-mail address"), [Given(_l("Enter your e-mail address.")), Length(max=MAX_EMAIL), an_email])
    phone = TelField(_l("Phone number"), [Given(_l("Enter your phone number.")), Length(max=MAX_TYPED_LENGTH), a_phone])


class NoticesForm(ShopForm):
    orders_email = BooleanField(_l("By e-mail"))
    orders_sms = BooleanField(_l("By text message"))
    offers_email = BooleanField(_l("By e-mail"))
    offers_sms = BooleanField(_l("By text message"))

    def show(self, wishes: Wishes) -> None:
        for (group, channel), allowed in wishes.items():
            self[_choice(group, channel)].data = allowed

    def wishes(self) -> dict[tuple[TopicGroup, Channel], bool]:
        return {choice: bool(self[_choice(*choice)].data) for choice in CHOICES}


class NoForm(ShopForm):
    """Only a button."""


def _choice(group: TopicGroup, channel: Channel) -> str:
    return f"{group.value}_{channel.value}"
