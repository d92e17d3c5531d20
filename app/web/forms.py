"""What every form of the shop can do: take a refusal of the business as the error of a field."""

from __future__ import annotations

from typing import Final

from flask import Response, make_response, render_template
from flask_wtf import FlaskForm
from wtforms import Field, Form
from wtforms.validators import InputRequired, StopValidation, ValidationError

from app.domain.errors import DomainError, ErrorKind
from app.domain.logins import CODE_DIGITS, is_pin, normal_email
from app.domain.phone import to_e164
from app.web.errors import explain
from app.web.storefront import current_storefront
from app.web.texts import gettext as _

UNPROCESSABLE: Final = 422
LIMITED: Final = 429


class ShopForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A form with CSRF, an error summary, and room for what the business says."""

    status = UNPROCESSABLE

    def refuse(self, error: DomainError, field: Field | None = None) -> None:
        """Show why the business said no, beside the field it is about or at the top."""
        if error.kind is ErrorKind.LIMITED:
            self.status = LIMITED
        if field is None:
            self.form_errors.append(explain(error))
        else:
            field.errors = [*field.errors, explain(error)]


def form_page(template: str, form: ShopForm, **context: object) -> Response:
    """The page with its form: as it opens, or with what was wrong and everything typed."""
    status = form.status if form.errors else 200
    return make_response(render_template(template, form=form, **context), status)


class Given:
    """The field must not be empty; the message says what to enter."""

    field_flags: Final = {"required": True}

    def __init__(self, message: str) -> None:
        self._required = InputRequired(message)
        self._message = message

    def __call__(self, form: Form, field: Field) -> None:
        self._required(form, field)
        if isinstance(field.data, str) and not field.data.strip():
            raise StopValidation(self._message)


def an_email(_form: Form, field: Field) -> None:
    if normal_email(field.data or "") is None:
        raise ValidationError(_("Enter an e-mail address like name@example.com."))


def a_phone(_form: Form, field: Field) -> None:
    """A telephone number with its country code, or as it is dialled in the storefront's country."""
    if to_e164(field.data or "", region=current_storefront().country) is None:
        raise ValidationError(_("Enter a phone number with its country code, such as +234 801 234 5678."))


def a_pin(_form: Form, field: Field) -> None:
    if not is_pin(field.data or ""):
        raise ValidationError(_("The PIN has exactly four digits."))


def a_code(_form: Form, field: Field) -> None:
    digits = "".join((field.data or "").split())
    if len(digits) != CODE_DIGITS or not digits.isdecimal():
        raise ValidationError(_("Enter the six digits from the message."))
    field.data = digits
