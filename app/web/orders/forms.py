"""The forms on orders' pages."""

from __future__ import annotations

from wtforms import PasswordField

from app.web.forms import Given, ShopForm, a_pin
from app.web.texts import lazy_gettext as _l


class PinForm(ShopForm):
    pin = PasswordField(_l("PIN of your shopping card"), [Given(_l("Enter the PIN of your shopping card.")), a_pin])
