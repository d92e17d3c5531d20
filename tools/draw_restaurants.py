"""Draws the demo restaurants' pictures anew: their drawings, as points, into app/demo/pictures.

Needs Chromium and Playwright, as the browser tests do. Run it after a change to app/demo/drawings; a test tells when.
"""

import hashlib
import io
import json
import os
from collections.abc import Callable

from PIL import Image
from playwright.sync_api import sync_playwright

from app.demo.data.dining.pictures import FOLDER, PictureData, pictures

DIGESTS = FOLDER / "digests.json"
_BROWSER = os.environ.get("SOUK_CHROMIUM") or "/usr/bin/chromium"


def digest_of(picture: PictureData) -> str:
    """What the picture was made of: its drawing and its size."""
    return hashlib.sha256(f"{picture.draw()}{picture.width}x{picture.height}".encode()).hexdigest()[:16]


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    digests = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_BROWSER, args=["--no-sandbox"])
        page = browser.new_page()
        for picture in pictures():
            page.set_viewport_size({"width": picture.width, "height": picture.height})
            page.set_content(f"<body style='margin:0;display:grid'>{picture.draw()}</body>")
            drawn = Image.open(io.BytesIO(page.screenshot(omit_background=True)))
            content = _ENCODERS[picture.name.rpartition(".")[2]](drawn)
            (FOLDER / picture.name).write_bytes(content)
            digests[picture.name] = digest_of(picture)
            print(f"{picture.name}: {len(content):,} bytes")
        browser.close()
    DIGESTS.write_text(json.dumps(digests, indent=1, sort_keys=True) + "\n")


def _png(drawn: Image.Image) -> bytes:
    """Flat colours need no more than a palette of them."""
    return _saved(drawn.quantize(96, method=Image.Quantize.FASTOCTREE), "PNG", optimize=True)


def _webp(drawn: Image.Image) -> bytes:
    few = drawn.quantize(96, method=Image.Quantize.FASTOCTREE).convert("RGBA")
    return _saved(few, "WEBP", lossless=True, method=6)


def _jpeg(drawn: Image.Image) -> bytes:
    return _saved(drawn.convert("RGB"), "JPEG", quality=74, optimize=True, progressive=True)


def _saved(drawn: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    drawn.save(out, kind, **options)
    return out.getvalue()


_ENCODERS: dict[str, Callable[[Image.Image], bytes]] = {"png": _png, "webp": _webp, "jpeg": _jpeg}

if __name__ == "__main__":
    main()
