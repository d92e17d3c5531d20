"""Fields of the back office's forms: what people type there, read and given back as they typed it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any, Final

from typing_extensions import override
from wtforms import Field, Form, HiddenField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from app.domain.colour import read_hex
from app.domain.web_links import LONGEST, is_web, read_origin
from app.web.figures import Figures, plain
from app.web.forms import ShopForm
from app.web.texts import gettext as _
from app.web.texts import lazy_gettext as _l

CONFLICT: Final = 409
NAME: Final = 255
TEXT: Final = 4_000
MOST_LINES: Final = 20


class SealedForm(ShopForm):
    """A form about something that others may change too; `seen` says in which state it was opened."""

    seen = HiddenField()

    def conflict(self, seal: str) -> None:
        """Somebody was faster: the next time it is sent it stands over what they did, knowingly."""
        self.status = CONFLICT
        self.seen.data = seal

    @property
    def is_conflict(self) -> bool:
        return self.status == CONFLICT


def tidy(form: ShopForm, kind: type[Any], *, apart_from: Collection[str] = ()) -> dict[str, Any]:
    """What was filled in for each field of a dataclass: texts without space around them, figures as whole numbers."""
    return {name: _tidied(form[name]) for name in kind.__dataclass_fields__ if name not in apart_from}


def _tidied(field: Field) -> Any:
    if isinstance(field, Figures):
        return field.perhaps_whole
    return field.data.strip() if isinstance(field.data, str) else field.data


def differences(typed: ShopForm, current: ShopForm) -> list[tuple[str, str]]:
    """Labels of the fields that say something else in two forms of a kind, with what the second says, in words."""
    return [
        (field.label.text, _words(current[field.name].data))
        for field in typed
        if not isinstance(field, HiddenField) and _words(field.data) != _words(current[field.name].data)
    ]


def _words(data: object) -> str:
    if isinstance(data, bool):
        return _("ticked") if data else _("not ticked")
    if isinstance(data, Decimal):
        return plain(data)
    if isinstance(data, list):
        return "\n".join(data)
    return "" if data is None else str(data).strip()


class ColourField(StringField):  # type: ignore[misc]  # WTForms carries no types
    """A colour, typed or picked: two controls for one value, told apart by which of them was touched.

    Beside its own name it reads `<name>-pick`, the browser's picker, and `<name>-was`, what both showed.
    """

    data: str | None

    @override
    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        super().process(formdata, data, extra_filters)
        if not formdata or self.name not in formdata:
            return
        typed, was = read_hex(self.data), read_hex(formdata.get(f"{self.name}-was"))
        picked = read_hex(formdata.get(f"{self.name}-pick"))
        self.data = picked if picked and typed == was else typed or self.data

    @property
    def picked(self) -> str:
        """What the picker shows: it knows nothing but colours."""
        return read_hex(self.data) or "#000000"

    def pre_validate(self, form: Form) -> None:
        if read_hex(self.data) is None:
            raise ValidationError(_("Enter a colour as # and six digits or letters from a to f, such as #7a1f2b."))


class LinesField(TextAreaField):  # type: ignore[misc]  # WTForms carries no types
    """A list, one entry a line; `data` is the list."""

    @override
    def _value(self) -> str:
        return "\n".join(self.data or ())

    @override
    def process_formdata(self, valuelist: Sequence[str]) -> None:
        lines = (line.strip() for line in valuelist[0].splitlines()) if valuelist else ()
        self.data = [line for line in lines if line]

    def pre_validate(self, form: Form) -> None:
        if len(self.data or ()) > MOST_LINES:
            raise ValidationError(_("Enter at most %(most)s lines.", most=MOST_LINES))


def at_most(letters: int) -> Length:
    """A text of at most so many letters, trailing spaces left out elsewhere."""
    return Length(max=letters, message=_l("This is too long: at most %(max)d letters."))


def a_web_page(_form: Form, field: Field) -> None:
    """Nothing, or an address beginning with https:// or http://."""
    if field.data and not is_web(field.data.strip()):
        raise ValidationError(_("Enter a web address that begins with https://."))


def web_pages(_form: Form, field: Field) -> None:
    """Each line is one."""
    wrong = next((line for line in field.data or () if not is_web(line)), None)
    if wrong is not None:
        raise ValidationError(_("“%(line)s” is no web address. It begins with https://.", line=wrong[:LONGEST]))


def web_sites(_form: Form, field: Field) -> None:
    """Each line is a site without a path; they are kept as browsers name them."""
    origins = [(line, read_origin(line)) for line in field.data or ()]
    wrong = next((line for line, origin in origins if origin is None), None)
    if wrong is not None:
        raise ValidationError(
            _("“%(line)s” is no site. Enter its address without a page, such as https://example.com.", line=wrong[:80])
        )
    field.data = list(dict.fromkeys(origin for _line, origin in origins))
