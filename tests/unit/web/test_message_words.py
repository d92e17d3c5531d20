"""The messages we send, word by word."""

from pathlib import Path

import pytest

WRITTEN = Path(__file__).parents[3] / "templates" / "email"
SLIPS = ("order {{ number }} over {{ total }}", "back where it came from")


@pytest.mark.parametrize("name", sorted(path.name for path in WRITTEN.glob("*.en*.txt")))
def test_english_is_plain(name: str) -> None:
    words = (WRITTEN / name).read_text()

    assert [slip for slip in SLIPS if slip in words] == []
