"""Compares what a route answered with the sample in its document: same keys, same types, same nesting."""

import re
from typing import Any

GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
URL = re.compile(r"https?://\S+")
# A sample text of one of these forms asks for the same form.
FORMS = (GUID, INSTANT, URL)


def same_shape(sample: Any, got: Any, path: str = "$") -> None:
    """Fails with the place of the first difference. A null in the sample says nothing about the type."""
    if sample is None:
        return
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
    elif isinstance(sample, bool):
        assert isinstance(got, bool), f"{path} is {got!r}, not a truth value"
    elif isinstance(sample, int | float):
        assert isinstance(got, int | float), f"{path} is {got!r}, not a number"
        assert not isinstance(got, bool), f"{path} is {got!r}, not a number"
    else:
        assert isinstance(got, str), f"{path} is {got!r}, not a text"
        for form in FORMS:
            assert not form.fullmatch(sample) or form.fullmatch(got), f"{path} is {got!r}, the document has {sample!r}"
