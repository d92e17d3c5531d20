"""What every page and fragment must be: valid, named, labelled, and free of what the content policy forbids."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import cast
from xml.etree.ElementTree import Element

import html5lib

FIELDS = {"input", "select", "textarea"}
UNLABELLED = {"hidden", "submit", "button", "reset", "image"}
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "list", "form")
TOKENS = {"csrf_token", "form_token"}
DATA = {"application/json", "application/ld+json"}
# The parser is older than these parts of the language, which are fine.
TOLERATED = {"unexpected-end-tag-after-body-innerHTML"}
EVENT = re.compile(r"^(on[a-z]+|hx-on.*)$")


class Document:
    """What the parser made of an answer, read once: a test asks thousands of pages."""

    def __init__(self, root: Element) -> None:
        # A comment's "tag" is the function that makes comments.
        self.elements = [element for element in root.iter() if isinstance(cast("object", element.tag), str)]
        self.ids = Counter(element.attrib["id"] for element in self.elements if "id" in element.attrib)
        self._parents = {child: parent for parent in self.elements for child in parent}

    def all(self, *tags: str) -> Iterator[Element]:
        return (element for element in self.elements if element.tag in tags)

    def is_inside(self, element: Element, tag: str) -> bool:
        while (parent := self._parents.get(element)) is not None:
            if parent.tag == tag:
                return True
            element = parent
        return False


def problems(html: str, *, fragment: bool) -> list[str]:
    """Everything wrong with an answer, in words."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parseFragment(html, container=_container(html)) if fragment else parser.parse(html)
    document = Document(root)
    rules = EVERYWHERE if fragment else (*EVERYWHERE, _document, _references)
    return [*_invalid(parser, html), *(words for rule in rules for words in rule(document))]


def _invalid(parser: html5lib.HTMLParser, html: str) -> Iterator[str]:
    lines = html.splitlines() if parser.errors else []
    for (line, _column), code, details in parser.errors:
        if code not in TOLERATED:
            here = lines[line - 1].strip()[:100] if 0 < line <= len(lines) else ""
            yield f"invalid HTML: {code} {details} at line {line}: {here}"


def _container(html: str) -> str:
    """The parent that a fragment's first element needs, so that a lone table row is not called misplaced."""
    first = re.search(r"<([a-z]+)", html)
    parents = {"tr": "tbody", "td": "tr", "th": "tr", "tbody": "table", "option": "select", "li": "ul"}
    return parents.get(first.group(1), "div") if first else "div"


def _document(document: Document) -> Iterator[str]:
    html = next(document.all("html"), None)
    if html is None or html.get("lang") not in {"en", "ar"}:
        yield "<html> has no lang of ours"
    elif html.get("dir") != ("rtl" if html.get("lang") == "ar" else "ltr"):
        yield f"dir={html.get('dir')!r} does not go with lang={html.get('lang')!r}"
    # A drawing's title has its own namespace, so it is not counted.
    titles = list(document.all("title"))
    if len(titles) != 1 or not _text(titles[0]):
        yield "the document has not exactly one <title> with words in it"
    for name in ("main", "h1"):
        count = len(list(document.all(name)))
        if count != 1:
            yield f"{count} <{name}> elements, not one"


def _references(document: Document) -> Iterator[str]:
    for element in document.elements:
        for attribute in REFERENCES:
            for name in element.get(attribute, "").split():
                if name not in document.ids:
                    yield f"{attribute}={name!r} is no id"
    for link in document.all("a"):
        target = link.get("href", "")
        if target.startswith("#") and target[1:] not in document.ids:
            yield f"the link {target!r} leads nowhere"


def _ids(document: Document) -> Iterator[str]:
    yield from (f"id {name!r} is used {times} times" for name, times in document.ids.items() if times > 1)


def _labels(document: Document) -> Iterator[str]:
    labelled = {label.get("for") for label in document.all("label")} - {None}
    for element in document.all(*FIELDS):
        if element.tag == "input" and element.get("type") in UNLABELLED:
            continue
        named = element.get("aria-label") or element.get("aria-labelledby") or document.is_inside(element, "label")
        if not named and element.get("id") not in labelled:
            yield f"no label: {_opening(element)}"


def _names(document: Document) -> Iterator[str]:
    for image in document.all("img"):
        if image.get("alt") is None:
            yield f"no alt: {_opening(image)}"
    for element in document.all("button", "a"):
        if element.get("aria-hidden") == "true" or (element.tag == "a" and "href" not in element.attrib):
            continue
        pictured = any(image.get("alt") for image in element.iter("img"))
        if not (_text(element) or element.get("aria-label") or element.get("aria-labelledby") or pictured):
            yield f"no name: {_opening(element)}"
    for button in document.all("button"):
        if not button.get("type"):
            yield f"a button without type: {_opening(button)}"


def _inline(document: Document) -> Iterator[str]:
    for element in document.elements:
        forbidden = [name for name in element.attrib if name == "style" or EVENT.match(name)]
        if forbidden:
            yield f"inline {', '.join(forbidden)}: {_opening(element)}"
    for script in document.all("script"):
        if not script.get("src") and script.get("type") not in DATA:
            yield "an inline script"
    if any(element.tag.rpartition("}")[2] == "style" for element in document.elements):
        yield "an inline <style>"


def _links(document: Document) -> Iterator[str]:
    for element in document.all("a"):
        if ("hx-get" in element.attrib or "hx-post" in element.attrib) and not element.get("href"):
            yield f"works with JavaScript only: {_opening(element)}"
    for form in document.all("form"):
        if (form.get("hx-post") or form.get("hx-get")) and not form.get("action"):
            yield f"works with JavaScript only: {_opening(form)}"
        protected = any(field.get("name") in TOKENS for field in form.iter("input"))
        if form.get("method", "").lower() == "post" and not protected:
            yield f"a form without CSRF token: {_opening(form)}"


def _text(element: Element) -> str:
    return "".join(element.itertext()).strip()


def _opening(element: Element) -> str:
    attributes = "".join(f' {name}="{value}"' for name, value in element.attrib.items())
    return f"<{element.tag}{attributes}>"[:160]


EVERYWHERE = (_ids, _labels, _names, _inline, _links)
