"""What a PDF says and draws."""

import io
import re
from typing import Any
from urllib.parse import unquote

from pypdf import PdfReader

from tests.support.pages import Page


def read(page: Page) -> PdfReader:
    assert page.headers["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(page.response.data))


def text_of(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def strokes(pdf: PdfReader) -> int:
    """How many lines are drawn; a QR code is most of them."""
    drawings = [contents.get_data() for page in pdf.pages if (contents := page.get_contents()) is not None]
    return sum(len(re.findall(rb"\sl\s", drawing)) for drawing in drawings)


def runs_of_a_qr_code(uri: str) -> int:
    """How many dark runs the QR code of a data: address has: each becomes a line of the drawing."""
    return unquote(uri).count("h") - unquote(uri).partition("<path")[0].count("h")


def gradients(pdf: PdfReader) -> set[tuple[int, int, int]]:
    """The colours that the first page's gradients begin with, as red, green and blue of 255."""
    found = set()
    for part in _parts(pdf.pages[0]):
        for shading in part["/Resources"].get("/Shading", {}).values():
            function: Any = shading.get_object()["/Function"].get_object()
            first = function["/Functions"][0].get_object() if "/Functions" in function else function
            red, green, blue = (round(float(share) * 255) for share in first["/C0"])
            found.add((red, green, blue))
    return found


def curves(pdf: PdfReader) -> int:
    """How many curves the drawings of the first page have."""
    drawings = [part.get_data() for part in _parts(pdf.pages[0])[1:]]
    return sum(len(re.findall(rb"\sc\s", drawing)) for drawing in drawings)


def _parts(part: Any) -> list[Any]:
    """A page with the patterns and drawings it is made of, however deep they lie."""
    resources = part.get("/Resources", {})
    inner = [one.get_object() for kind in ("/Pattern", "/XObject") for one in resources.get(kind, {}).values()]
    return [part, *(deeper for one in inner for deeper in _parts(one))]
