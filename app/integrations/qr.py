"""QR codes as drawings."""

from __future__ import annotations

import segno


def qr_svg(text: str) -> str:
    """An inline SVG without width and height: as large as its box. Dark on light in every theme, or phones miss it."""
    code = segno.make(text, error="m", micro=False)
    return str(code.svg_inline(omitsize=True, border=4, dark="#000", light="#fff", svgclass=None, lineclass=None))


def qr_data_uri(text: str) -> str:
    """The same as an address for an image element."""
    code = segno.make(text, error="m", micro=False)
    return str(code.svg_data_uri(omitsize=True, border=2, dark="#000", light="#fff"))
