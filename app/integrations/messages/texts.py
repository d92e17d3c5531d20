"""The words of messages: one template a topic and language, its subject in the first line; some also as a page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from app.services.ports import MessageText

_LANGUAGES: Final = frozenset({"en", "ar"})


class TemplateTexts:
    """Reads `<topic>.<language>.txt`; where there is a `<topic>.sms.<language>.txt`, text messages use that.

    Where there is a `<topic>.html`, e-mail is also a page in it, in the language `locale`.
    """

    def __init__(self, folder: Path) -> None:
        self._pages = frozenset(path.name for path in folder.glob("*.html"))
        self._templates = Environment(
            loader=FileSystemLoader(folder),
            undefined=StrictUndefined,
            # What is plain text is never shown as HTML.
            autoescape=select_autoescape(("html",), default=False),
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def render(self, topic: str, *, channel: str, locale: str, values: Mapping[str, str]) -> MessageText:
        """The subject and body of a message."""
        language = locale if locale in _LANGUAGES else "en"
        short = [] if channel == "email" else [f"{topic}.sms.{language}.txt"]
        text = self._templates.select_template([*short, f"{topic}.{language}.txt"]).render(values)
        subject, _blank, body = text.partition("\n\n")
        return MessageText(
            subject=" ".join(subject.split()), body=body.strip(), html=self._page(topic, channel, language, values)
        )

    def _page(self, topic: str, channel: str, language: str, values: Mapping[str, str]) -> str:
        name = f"{topic}.html"
        if channel != "email" or name not in self._pages:
            return ""
        return self._templates.get_template(name).render(values, locale=language)
