"""Compares what a route answered with the sample in its document: same keys, same types, same nesting."""

import re
from typing import Any

GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
MILLISECOND = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z")
URL = re.compile(r"https?://\S+")
# A sample text of one of these forms asks for the same form.
FORMS = (GUID, INSTANT, MILLISECOND, URL)


def same_shape(sample: Any, got: Any, path: str = "$") -> None:
    """Fails with the place of the first difference. A null in the sample says nothing about the type."""
    if isinstance(sample, dict):
        assert isinstance(got, dict), f"{path} is {got!r}, not an object"
        assert set(got) == set(sample), f"{path} has {sorted(got)}, the document {sorted(sample)}"
        for name, value in sample.items():
            same_shape(value, got[name], f"{path}.{name}")
    elif isinstance(sample, list):
        assert isinstance(got, list), f"{path} is {got!r}, not an array"
        assert got or not sample, f"{path} is empty, which proves nothing"
        for index, item in enumerate(got):
            same_shape(sample[0], item, f"{path}[{index}]")
    elif sample is not None:
        _same_kind(sample, got, path)


def _same_kind(sample: object, got: object, path: str) -> None:
    kind = (int, float) if _is_number(sample) else type(sample)
    assert isinstance(got, kind), f"{path} is {got!r}, the document has {sample!r}"
    assert isinstance(got, bool) == isinstance(sample, bool), f"{path} is {got!r}, the document has {sample!r}"
    if isinstance(sample, str) and isinstance(got, str):
        for form in FORMS:
            assert not form.fullmatch(sample) or form.fullmatch(got), f"{path} is {got!r}, the document has {sample!r}"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
