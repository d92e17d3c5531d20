"""The words of messages: one template a topic and language, its subject in the first line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.services.ports import MessageText

_LANGUAGES: Final = frozenset({"en", "ar"})


class TemplateTexts:
    """Reads `<topic>.<language>.txt`; where there is a `<topic>.sms.<language>.txt`, text messages use that."""

    def __init__(self, folder: Path) -> None:
        self._templates = Environment(
            loader=FileSystemLoader(folder),
            undefined=StrictUndefined,
            autoescape=False,  # noqa: S701  # plain text, never shown as HTML
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def render(self, topic: str, *, channel: str, locale: str, values: Mapping[str, str]) -> MessageText:
        """The subject and body of a message."""
        language = locale if locale in _LANGUAGES else "en"
        short = [] if channel == "email" else [f"{topic}.sms.{language}.txt"]
        text = self._templates.select_template([*short, f"{topic}.{language}.txt"]).render(values)
        subject, _blank, body = text.partition("\n\n")
        return MessageText(subject=" ".join(subject.split()), body=body.strip())
