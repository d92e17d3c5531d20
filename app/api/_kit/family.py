"""A family of routes: a blueprint whose operations are declared by schema."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias, Unpack

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from pydantic import BaseModel
from werkzeug.exceptions import HTTPException

from app.api._kit import credentials, origins, replay
from app.api._kit.call import Call
from app.api._kit.dialect import Dialect
from app.api._kit.operation import Declaration, Operation
from app.api._kit.reading import read_body, read_path, read_query
from app.domain.errors import DomainError, ErrorKind
from app.extensions import unit_of_work
from app.input import InvalidInput, parse

Handler: TypeAlias = Callable[..., Response]


class Family(Blueprint):
    """The operations of one document, in its dialect."""

    def __init__(
        self,
        name: str,
        import_name: str,
        *,
        title: str,
        description: str,
        topics: tuple[str, ...],
        dialect: Dialect,
    ) -> None:
        super().__init__(name, import_name)
        self.title = title
        self.summary = description
        # In the order in which the OpenAPI document shows them.
        self.topics = topics
        self.dialect = dialect
        self.operations: list[Operation] = []
        self.before_request(_preflight)
        self.after_request(origins.mark)
        self.after_request(_not_kept_by_caches)

    def op(self, method: str, path: str, **declared: Unpack[Declaration]) -> Callable[[Handler], Handler]:
        """Declare an operation; the handler takes the call, then `body`, `query` and `params` as declared."""

        def declare(handler: Handler) -> Handler:
            operation = Operation(method=method, path=path, name=handler.__name__, handler=handler, **declared)
            self.operations.append(operation)
            self.add_url_rule(
                operation.rule(),
                endpoint=operation.name,
                view_func=self._view(operation),
                methods=[method],
                merge_slashes=False,
            )
            return handler

        return declare

    def _view(self, operation: Operation) -> Callable[..., ResponseReturnValue]:
        def view(**_path: object) -> ResponseReturnValue:
            return self._dispatch(operation)

        return view

    def _dispatch(self, operation: Operation) -> Response:
        """Key, origin, scope, limit, customer, input, repetition: in this order, then the handler."""
        caller = credentials.find_caller(operation, family=self.name)
        credentials.count_call(caller, operation)
        call = Call(
            operation=operation,
            dialect=self.dialect,
            caller=caller,
            bearer=credentials.find_customer(caller.storefront, operation),
        )
        given, raw = _read(operation)
        if operation.is_unsafe:
            found = replay.begin(_scope(call), raw)
            if isinstance(found, Response):
                return found
            call.replay = found
        return _carry_out(call, given)


def _read(operation: Operation) -> tuple[dict[str, BaseModel], dict[str, object]]:
    given: dict[str, BaseModel] = {}
    raw: dict[str, object] = {}
    if operation.params is not None:
        given["params"] = read_path(operation.params)
    if operation.query is not None:
        given["query"] = read_query(operation.query)
    if operation.body is not None:
        raw = read_body()
        given["body"] = parse(operation.body, raw)
    return given, raw


def _carry_out(call: Call, given: dict[str, BaseModel]) -> Response:
    """Run the handler; after a refusal the key is free again, after a crash it stays until its lease is over.

    After a provider's failure the same request goes on where it stopped: something may have been done already.
    """
    if call.replay is None:
        return call.operation.handler(call, **given)
    try:
        response = call.operation.handler(call, **given)
    except (DomainError, InvalidInput, HTTPException) as error:
        if isinstance(error, DomainError) and error.kind is ErrorKind.UPSTREAM:
            call.replay.pause()
        else:
            call.replay.release()
        raise
    if not call.replay.is_kept:
        with unit_of_work() as session:
            call.replay.keep(session, response)
    return response


def _scope(call: Call) -> str:
    """Whose Idempotency-Key it is: the credential's, for one route.

    Callers without one share theirs: only the same key with the same body is answered with the kept reply.
    """
    customer = call.bearer.customer_id if call.bearer else 0
    who = str(call.key.key_id) if call.key else f"open:{call.storefront.id}:{call.storefront.environment.value}"
    return f"{who}:{customer}:{call.operation.name}"


def _preflight() -> Response | None:
    return origins.answer_preflight() if request.method == "OPTIONS" else None


def _not_kept_by_caches(response: Response) -> Response:
    response.headers.setdefault("Cache-Control", "no-store")
    return response
