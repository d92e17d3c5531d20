"""The rules that every page of a test is held to find what they are there for."""

import pytest

from tests.support.html import problems

PAGE = (
    "<!doctype html><html lang=en dir=ltr><head><title>Till</title></head>"
    "<body><main><h1>Till</h1>{}</main></body></html>"
)


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("<p id=a></p><p id=a></p>", "id 'a' is used 2 times"),
        ("<input name=q>", "no label: <input"),
        ("<label for=other>Q</label><select id=q></select>", "no label: <select"),
        ("<img src=a.png>", "no alt: <img"),
        ("<a href=/cart><svg><path/></svg></a>", "no name: <a"),
        ("<button>Go</button>", "a button without type"),
        ("<p style='color:red'>x</p>", "inline style"),
        ("<p hx-on:click='go()'>x</p>", "inline hx-on:click"),
        ("<script>go()</script>", "an inline script"),
        ("<svg><style>p{}</style></svg>", "an inline <style>"),
        ("<a hx-get=/cart>Cart</a>", "works with JavaScript only: <a"),
        ("<form hx-post=/cart></form>", "works with JavaScript only: <form"),
        ("<form method=POST action=/cart></form>", "a form without CSRF token"),
        ("<p><div></p>", "invalid HTML"),
        ("<table><p>x</table>", "invalid HTML"),
    ],
)
def test_a_fault_is_named_in_pages_and_fragments(part: str, words: str) -> None:
    for html, fragment in ((PAGE.format(part), False), (f"<div>{part}</div>", True)):
        assert any(problem.startswith(words) for problem in problems(html, fragment=fragment)), words


@pytest.mark.parametrize(
    ("html", "words"),
    [
        (PAGE.format("<p aria-describedby='a b'>x</p><i id=a></i>"), "aria-describedby='b' is no id"),
        (PAGE.format("<a href='#top'>Up</a>"), "the link '#top' leads nowhere"),
        (PAGE.format("<h1>Again</h1>"), "2 <h1> elements, not one"),
        (PAGE.format("").replace("dir=ltr", "dir=rtl"), "dir='rtl' does not go with lang='en'"),
        (PAGE.format("").replace("lang=en", "lang=fr"), "<html> has no lang of ours"),
        (PAGE.format("").replace("<title>Till</title>", ""), "the document has not exactly one <title>"),
    ],
)
def test_a_fault_of_the_whole_page_is_named(html: str, words: str) -> None:
    assert [problem[: len(words)] for problem in problems(html, fragment=False)] == [words]


def test_a_page_in_order_has_no_problem() -> None:
    part = (
        "<form method=post action=/cart><input type=hidden name=csrf_token value=x><label>Q <input name=q></label>"
        "<label for=n>N</label><textarea id=n></textarea><button type=submit aria-label=Go></button></form>"
        "<a href=/p><img src=a.png alt='Dates'></a><svg><title>Drawing</title></svg><a href='#n'>Note</a>"
    )
    assert problems(PAGE.format(part), fragment=False) == []
    assert problems("<tr><td>1</td></tr>", fragment=True) == []
