"""Paper: HTML becomes PDF by WeasyPrint, which is loaded at first use and may be missing its system library."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import structlog

from app.services.ports import PdfUnavailable

log = structlog.get_logger()


class WeasyPrintMaker:
    """Makes PDFs from pages whose style sheets, fonts and pictures lie in one folder; nothing else is fetched."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        # Unpacking the vendored fonts is most of the work, and what they are unpacked into is not made to be shared.
        self._of_thread = threading.local()

    def make(self, html: str) -> bytes:
        """Up to half a second of work: never call it inside a transaction. Raises PdfUnavailable."""
        try:
            # Loading takes a second and needs Pango, so the shop starts without it.
            import weasyprint
            from weasyprint.text.fonts import FontConfiguration
        except OSError as error:
            log.warning("pdf_unavailable", reason=str(error).partition("\n")[0])
            raise PdfUnavailable from error
        document = weasyprint.HTML(
            string=html, base_url=f"{self._folder.as_uri()}/", url_fetcher=_fetcher(weasyprint, self._folder)
        )
        if not hasattr(self._of_thread, "fonts"):
            self._of_thread.fonts = FontConfiguration()
        made: bytes = document.write_pdf(font_config=self._of_thread.fonts)
        return made


def _fetcher(weasyprint: Any, folder: Path) -> Any:
    """A fetcher that knows the folder and data: addresses only: no network, no other file."""

    class FolderOnly(weasyprint.urls.URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            parts = urlparse(url)
            is_ours = parts.scheme == "file" and Path(unquote(parts.path)).resolve().is_relative_to(folder)
            if is_ours or parts.scheme == "data":
                return super().fetch(url, headers)
            raise ValueError(f"a document may not fetch {url}")

    return FolderOnly()
