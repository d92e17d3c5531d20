"""Rooms stay small: a file, a function or a view that outgrows its limit is split, or says here why not."""

from tests.support.source import ROOT, functions, is_view, length, python_files

FILE_LINES = 350
FUNCTION_LINES = 40
VIEW_LINES = 20

LARGE_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}
LONG_VIEWS: dict[str, str] = {}


def test_files_are_short_or_say_why() -> None:
    sheets = [
        path.relative_to(ROOT).as_posix()
        for folder in ("css", "js")
        for path in (ROOT / "static" / folder).rglob("*.*")
    ]
    pages = [path.relative_to(ROOT).as_posix() for path in (ROOT / "templates").rglob("*.html")]
    names = [*python_files("app", "tests", "tools", "bench"), *sheets, *pages]
    large = {name: lines for name in names if (lines := (ROOT / name).read_text().count("\n")) > FILE_LINES}

    assert set(large) == set(LARGE_FILES), large


def test_functions_are_short_or_say_why() -> None:
    long = {
        f"{name}:{function.name}": length(function)
        for name in python_files("app", "tools", "bench")
        for function in functions(name)
        if length(function) > FUNCTION_LINES
    }

    assert set(long) == set(LONG_FUNCTIONS), long


def test_views_are_short_or_say_why() -> None:
    long = {
        f"{name}:{function.name}": length(function)
        for name in python_files("app/web", "app/api")
        for function in functions(name)
        if is_view(function) and length(function) > VIEW_LINES
    }

    assert set(long) == set(LONG_VIEWS), long
