"""Translated texts, typed: the language is the page's."""

from __future__ import annotations

from collections.abc import Iterable

import flask_babel


def gettext(text: str, **values: object) -> str:
    """The text in the page's language; `%(name)s` parts are filled from the values."""
    return str(flask_babel.gettext(text, **values))


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """The text in the plural form the language asks for; `%(num)s` is the number."""
    return str(flask_babel.ngettext(one, many, num, **values))


def listed(words: Iterable[str]) -> str:
    """One after the other, with the language's own comma."""
    return gettext(", ").join(words)


def lazy_gettext(text: str, **values: object) -> str:
    """A text translated when it is shown: for labels of form classes."""
    lazy: str = flask_babel.lazy_gettext(text, **values)
    return lazy
