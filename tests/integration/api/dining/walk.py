"""Every route of the family that answers without a key, and what its replies say."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from app.api._kit.operation import Needs, Operation
from app.api.dining import dining
from tests.support.api import Family

# Routes that answer only when something of the demo data is asked; the walk says so when it meets another one.
ASKED: dict[str, dict[str, Any]] = {
    "event_slots": {"event_id": 1, "date": "2026-06-11"},
    "booking_slots": {"branchId": "DT01", "date": "2026-06-11"},
}


def open_reads() -> list[Operation]:
    """GET routes that need no key, as they are declared."""
    return [op for op in dining.operations if op.needs is Needs.NOTHING and op.method == "GET"]


def replies(client: Family, operation: Operation, *, key: str | None = None, **query: Any) -> Iterator[Any]:
    """The list, and then each of its rows asked for by its id."""
    asked = {"limit": 100, **ASKED.get(operation.name, {}), **query}
    answer = client.get(operation.path, key=key, query=asked)
    expected = {200, 404} if operation.name in ASKED else {200}
    assert answer.status in expected, (operation.name, answer.json, "name in ASKED what it must be asked")
    yield answer.json
    data = answer.json.get("data")
    for row in data if isinstance(data, list) else []:
        if isinstance(row, dict) and "id" in row:
            one = client.get(operation.path, key=key, query={"id": row["id"]})
            assert one.status in {200, 400, 404}, (operation.name, one.json)
            yield one.json


def texts(body: Any) -> Iterator[str]:
    """Every text in a reply, keys too."""
    if isinstance(body, str):
        yield body
    elif isinstance(body, dict):
        for name, value in body.items():
            yield name
            yield from texts(value)
    elif isinstance(body, list):
        for item in body:
            yield from texts(item)


def told(body: Any, secrets: Iterable[str]) -> set[str]:
    """Which of these are told somewhere, as words of their own; of numbers the digits count."""
    words = "\n".join(texts(body)).casefold()
    there = (secret for secret in secrets if secret.casefold() in words)
    return {secret for secret in there if re.search(rf"(?<!\w){re.escape(secret.casefold())}(?!\w)", words)}
