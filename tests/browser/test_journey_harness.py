"""The window notices what a person would not see."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.support.journey import Journey, Shape, assert_accessible

NAMELESS = """<!doctype html><html lang="en"><head><title>Form</title></head>
<body><main><h1>Form</h1><input id="a"></main></body></html>"""


def test_axe_names_an_input_without_label(page: Page) -> None:
    page.set_content(NAMELESS)

    with pytest.raises(AssertionError, match="label"):
        assert_accessible(page)


def test_axe_is_content_with_a_label_also_when_scripts_are_off(new_context: Callable[..., object]) -> None:
    context = new_context(java_script_enabled=False)
    page: Page = context.new_page()  # type: ignore[attr-defined]  # the plugin's fixture is typed by a protocol
    page.set_content(NAMELESS.replace("<input", '<label for="a">Name</label><input'))

    assert_accessible(page, js=False)


def test_a_window_notes_console_errors_and_other_hosts(open_window: Callable[[Shape], Journey]) -> None:
    window = open_window(Shape("en", 390, js=True))
    window.page.set_content(NAMELESS)

    window.page.evaluate("console.error('broken')")
    window.page.evaluate("fetch('http://127.0.0.2:9/').catch(() => 0)")
    noted, window.notes = window.notes, []

    assert any("broken" in note for note in noted), noted
    assert any("another host" in note for note in noted), noted
