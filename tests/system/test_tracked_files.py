"""What must never be in the repository, and that the scanners would see it."""

import pytest

from tools import markup, secrets_scan


def test_tracked_files_hold_no_secret_no_machine_path_and_no_foreign_host() -> None:
    assert secrets_scan.problems() == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("-----BEGIN RSA PRIVATE" + " KEY-----", "a private key"),
        ("key = 'AKIA" + "ABCDEFGHIJKLMNOP'", "a cloud access key"),
        ("sk_live_" + "0123456789abcdef", "a live payment key"),
        ("postgresql://app:hunter2" + "hunter2@db.internal/shop", "credentials in a URL"),
        ("cd /home/" + "ada/souk", "a machine path"),
        ("https://pypi." + "org/simple", "a package registry"),
    ],
)
def test_the_scanner_sees(line: str, words: str) -> None:
    assert list(secrets_scan.problems_in(line)) == [(1, words)]


@pytest.mark.parametrize(
    ("css", "count"),
    [
        ("a { margin-left: 1rem }", 1),
        ("a { left: 0 }", 1),
        ("a { text-align: right }", 1),
        ("a { padding: 0 1rem 0 2rem }", 1),
        ("a { background: url(https://cdn.example/x.png) }", 1),
        ("a { margin-inline-start: 1rem; inset-inline: 0; text-align: end; padding: 0 1rem }", 0),
        ("/* left: 0 */ a { border-start-start-radius: 2px }", 0),
    ],
)
def test_physical_properties_are_seen(css: str, count: int) -> None:
    assert len(list(markup.physical_properties(css))) == count


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ('<p style="color: red">', 1),
        ("<style>p {}</style>", 1),
        ("<script>go()</script>", 1),
        ('<button onclick="go()">', 1),
        ('<script src="//cdn.example/x.js"></script>', 1),
        ('<script src="/static/js/app.js" defer></script><p class="style">{# <style> #}', 0),
    ],
)
def test_inline_markup_is_seen(html: str, count: int) -> None:
    assert len(list(markup.inline_markup(html))) == count
