"""House rules for templates and style sheets that no general linter knows.

Templates carry no inline style, script or handler (the content policy would drop them); style sheets use logical
properties only, so that Arabic mirrors by itself; both speak of no host but our own.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

PHYSICAL = re.compile(
    r"""(?<![\w-])(
        (?:margin|padding|border)-(?:left|right)(?:-\w+)*
      | border-(?:top|bottom)-(?:left|right)-radius
      | (?:left|right)
      | scroll-(?:margin|padding)-(?:left|right)
    )\s*:""",
    re.VERBOSE,
)
PHYSICAL_VALUE = re.compile(r"(?<![\w-])(text-align|float|clear)\s*:\s*(left|right)\b")
SHORTHAND = re.compile(r"(?<![\w-])(margin|padding|inset|border-width|border-style|border-color)\s*:\s*([^;{}]+)[;}]")
FOREIGN_IN_CSS = re.compile(r"@import|url\(\s*['\"]?(?:https?:)?//", re.IGNORECASE)

FOUR_SIDES = 4

INLINE = {
    re.compile(r"<style\b", re.IGNORECASE): "a <style> element",
    re.compile(
        r"<script\b(?![^>]*\bsrc=)(?![^>]*type=[\"']application/(?:ld\+)?json)", re.IGNORECASE
    ): "an inline script",
    re.compile(r"\sstyle\s*=", re.IGNORECASE): "a style attribute",
    re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE): "an inline event handler",
    re.compile(r"\shx-on[:=-]", re.IGNORECASE): "an hx-on handler (needs eval)",
    re.compile(r"javascript:", re.IGNORECASE): "a javascript: address",
    re.compile(r"(?:src|srcset|<link[^>]*href)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE): "another host",
}
# Mail readers ignore style sheets and the PDF maker is no browser: their styles may be where the text is.
STYLED_ALONE = ("templates/email/", "templates/pdf/")


def physical_properties(css: str) -> Iterator[tuple[int, str]]:
    """Line and words of each property that would not mirror."""
    text = _without_comments(css)
    for pattern in (PHYSICAL, PHYSICAL_VALUE, FOREIGN_IN_CSS):
        for found in pattern.finditer(text):
            yield _line(text, found.start()), f"physical or foreign: {' '.join(found.group().split())}"
    for found in SHORTHAND.finditer(text):
        values = _top_level_values(found.group(2))
        if len(values) == FOUR_SIDES and values[1] != values[3]:
            yield _line(text, found.start()), f"{found.group(1)} with unequal sides does not mirror"


def inline_markup(template: str) -> Iterator[tuple[int, str]]:
    """Line and words of each thing the content policy forbids."""
    text = re.sub(r"{#.*?#}", lambda found: "\n" * found.group().count("\n"), template, flags=re.DOTALL)
    for pattern, words in INLINE.items():
        for found in pattern.finditer(text):
            yield _line(text, found.start()), words


def problems(root: Path = ROOT) -> list[str]:
    """Everything wrong in the tree, as file:line: words."""
    found = []
    for sheet in sorted((root / "static" / "css").rglob("*.css")):
        found += [
            f"{sheet.relative_to(root)}:{line}: {words}" for line, words in physical_properties(sheet.read_text())
        ]
    for template in sorted((root / "templates").rglob("*.html")):
        name = template.relative_to(root).as_posix()
        if not name.startswith(STYLED_ALONE):
            found += [f"{name}:{line}: {words}" for line, words in inline_markup(template.read_text())]
    return found


def _top_level_values(value: str) -> list[str]:
    """The words of a shorthand, a function call counting as one."""
    while "(" in value:
        value, before = re.sub(r"\([^()]*\)", "", value), value
        if value == before:
            break
    return value.replace("!important", "").split()


def _without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", lambda found: "\n" * found.group().count("\n"), css, flags=re.DOTALL)


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


if __name__ == "__main__":
    lines = problems()
    print("\n".join(lines))
    sys.exit(1 if lines else 0)
