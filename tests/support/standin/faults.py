"""The ways in which a vendor can fail, asked for out of band and never by magic values."""

from __future__ import annotations

import copy
import dataclasses
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from tests.support.standin.vendor import Answer, Route

# `_after`: the effect is done, only the answer is spoilt. The last group spoils a good answer.
SILENT: Final = ("timeout_before", "timeout_after", "reset", "reset_after")
BROKEN: Final = ("500", "500_after", "502_html", "502_html_after", "429")
SPOILT: Final = (
    *("malformed_json", "empty", "200_with_error_body", "missing_field", "extra_field", "unknown_status"),
    *("slow", "wrong_amount", "wrong_currency"),
)
MODES: Final = (*SILENT, *BROKEN, *SPOILT)


@dataclass(slots=True, kw_only=True)
class Fault:
    """What the next `times` calls of a route meet; with `share` only that part of them, by a seeded die.

    `route` "*" stands for every route of the provider. `field` names the field to spoil instead of the route's own,
    `value` what to put there; `seconds` is how long a slow answer takes or what Retry-After says.
    """

    provider: str
    route: str
    mode: str
    times: int = 1
    share: float = 1.0
    seed: int = 1
    field: str = ""
    value: Any = None
    seconds: float = 0.2
    _die: random.Random = dataclasses.field(init=False, repr=False)

    def __post_init__(self) -> None:
        if self.mode not in MODES:
            raise ValueError(f"no such mode: {self.mode}")
        self._die = random.Random(self.seed)

    def strikes(self, provider: str, route: str) -> bool:
        """Whether this call is met; counts it."""
        if self.times <= 0 or provider != self.provider or self.route not in {"*", route}:
            return False
        if self._die.random() >= self.share:
            return False
        self.times -= 1
        return True

    @property
    def has_effect(self) -> bool:
        return self.mode.endswith("_after") or (self.mode in SPOILT and self.mode != "200_with_error_body")


def spoil(fault: Fault, route: Route, answer: Answer) -> Answer:
    """A good answer as the fault leaves it."""
    change = _CHANGES.get(fault.mode)
    if change is None or not isinstance(answer.body, (dict, list)):
        return answer
    body = copy.deepcopy(answer.body)
    change(fault, route, body)
    return replace(answer, body=body)


def _missing(fault: Fault, route: Route, body: Any) -> None:
    holder, name = _find(body, fault.field or route.required)
    del holder[name]


def _extra(_fault: Fault, _route: Route, body: Any) -> None:
    body["brand_new"] = {"deep": [1, None, "x"]}
    if isinstance(body.get("data"), dict):
        body["data"]["brand_new"] = True


def _unknown(fault: Fault, route: Route, body: Any) -> None:
    holder, name = _find(body, fault.field or route.status)
    holder[name] = fault.value or "quantum"


def _amount(fault: Fault, route: Route, body: Any) -> None:
    holder, name = _find(body, fault.field or route.amount)
    old = holder[name]
    holder[name] = fault.value if fault.value is not None else type(old)(float(old) - 1)


def _currency(fault: Fault, route: Route, body: Any) -> None:
    holder, name = _find(body, fault.field or route.currency)
    holder[name] = fault.value or "XTS"


_CHANGES: Final[dict[str, Callable[[Fault, Route, Any], None]]] = {
    "missing_field": _missing,
    "extra_field": _extra,
    "unknown_status": _unknown,
    "wrong_amount": _amount,
    "wrong_currency": _currency,
}


def _find(body: Any, path: str) -> tuple[Any, Any]:
    """What holds a field, and its name or position there."""
    if not path:
        raise ValueError("the route does not say which field this fault spoils; name it with field=")
    *way, last = path.split(".")
    for step in way:
        body = body[int(step)] if isinstance(body, list) else body[step]
    return body, int(last) if isinstance(body, list) else last
