"""What every page and fragment must be: valid, named, labelled, and free of what the content policy forbids."""

import re
from collections import Counter
from collections.abc import Iterator

import html5lib
from bs4 import BeautifulSoup, Tag

LABELLED = "input:not([type=hidden],[type=submit],[type=button],[type=reset],[type=image]), select, textarea"
# The parser is older than these parts of the language, which are fine.
TOLERATED = {"unexpected-end-tag-after-body-innerHTML"}
EVENT = re.compile(r"^(on[a-z]+|hx-on.*)$")


def problems(html: str, *, fragment: bool) -> list[str]:
    """Everything wrong with an answer, in words."""
    soup = BeautifulSoup(html, "html5lib" if not fragment else "html.parser")
    found = [*_invalid(html, fragment=fragment)]
    rules = EVERYWHERE if fragment else (*EVERYWHERE, _document, _references)
    return found + [words for rule in rules for words in rule(soup)]


def _invalid(html: str, *, fragment: bool) -> Iterator[str]:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    if fragment:
        parser.parseFragment(html, container=_container(html))
    else:
        parser.parse(html)
    lines = html.splitlines()
    for (line, _column), code, details in parser.errors:
        if code not in TOLERATED:
            here = lines[line - 1].strip()[:100] if 0 < line <= len(lines) else ""
            yield f"invalid HTML: {code} {details} at line {line}: {here}"


def _container(html: str) -> str:
    """The parent that a fragment's first element needs, so that a lone table row is not called misplaced."""
    first = re.search(r"<([a-z]+)", html)
    parents = {"tr": "tbody", "td": "tr", "th": "tr", "tbody": "table", "option": "select", "li": "ul"}
    return parents.get(first.group(1), "div") if first else "div"


def _document(soup: BeautifulSoup) -> Iterator[str]:
    html = soup.find("html")
    if not isinstance(html, Tag) or html.get("lang") not in {"en", "ar"}:
        yield "<html> has no lang of ours"
    elif html.get("dir") != ("rtl" if html["lang"] == "ar" else "ltr"):
        yield f"dir={html.get('dir')!r} does not go with lang={html['lang']!r}"
    titles = [title for title in soup.find_all("title") if title.find_parent("svg") is None]
    if len(titles) != 1 or not titles[0].get_text(strip=True):
        yield "the document has not exactly one <title> with words in it"
    for name in ("main", "h1"):
        if len(soup.find_all(name)) != 1:
            yield f"{len(soup.find_all(name))} <{name}> elements, not one"


def _references(soup: BeautifulSoup) -> Iterator[str]:
    ids = {str(element["id"]) for element in soup.select("[id]")}
    for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls", "list", "form"):
        for element in soup.select(f"[{attribute}]"):
            yield from (f"{attribute}={name!r} is no id" for name in _words(element, attribute) if name not in ids)
    for link in soup.select("a[href^='#']"):
        if str(link["href"])[1:] not in ids:
            yield f"the link {link['href']!r} leads nowhere"


def _ids(soup: BeautifulSoup) -> Iterator[str]:
    counted = Counter(str(element["id"]) for element in soup.select("[id]"))
    yield from (f"id {name!r} is used {times} times" for name, times in counted.items() if times > 1)


def _labels(soup: BeautifulSoup) -> Iterator[str]:
    labelled = {str(label["for"]) for label in soup.select("label[for]")}
    for element in soup.select(LABELLED):
        named = element.get("aria-label") or element.get("aria-labelledby") or element.find_parent("label")
        if not named and element.get("id") not in labelled:
            yield f"no label: {_opening(element)}"


def _names(soup: BeautifulSoup) -> Iterator[str]:
    for image in soup.find_all("img"):
        if image.get("alt") is None:
            yield f"no alt: {_opening(image)}"
    for element in soup.select("button:not([aria-hidden=true]), a[href]:not([aria-hidden=true])"):
        pictured = any(image.get("alt") for image in element.find_all("img"))
        if not (
            element.get_text(strip=True) or element.get("aria-label") or element.get("aria-labelledby") or pictured
        ):
            yield f"no name: {_opening(element)}"
    for button in soup.find_all("button"):
        if not button.get("type"):
            yield f"a button without type: {_opening(button)}"


def _inline(soup: BeautifulSoup) -> Iterator[str]:
    for element in soup.find_all(True):
        forbidden = [name for name in element.attrs if name == "style" or EVENT.match(name)]
        if forbidden:
            yield f"inline {', '.join(forbidden)}: {_opening(element)}"
    for script in soup.find_all("script"):
        if not script.get("src") and script.get("type") not in {"application/json", "application/ld+json"}:
            yield "an inline script"
    if soup.find("style"):
        yield "an inline <style>"


def _links(soup: BeautifulSoup) -> Iterator[str]:
    for element in soup.select("a[hx-get], a[hx-post]"):
        if not element.get("href"):
            yield f"works with JavaScript only: {_opening(element)}"
    for form in soup.find_all("form"):
        if (form.get("hx-post") or form.get("hx-get")) and not form.get("action"):
            yield f"works with JavaScript only: {_opening(form)}"
        if str(form.get("method", "")).lower() == "post" and not form.select_one(
            "input[name=csrf_token], input[name=form_token]"
        ):
            yield f"a form without CSRF token: {_opening(form)}"


def _words(element: Tag, attribute: str) -> list[str]:
    value = element[attribute]
    return value.split() if isinstance(value, str) else list(value)


def _opening(element: Tag) -> str:
    attributes = "".join(f' {name}="{value}"' for name, value in element.attrs.items())
    return f"<{element.name}{attributes}>"[:160]


EVERYWHERE = (_ids, _labels, _names, _inline, _links)
