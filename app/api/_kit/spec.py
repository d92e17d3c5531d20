"""The OpenAPI 3.1 document of a family, made from the schemas that validate its requests and shape its replies."""

from __future__ import annotations

import json
from functools import cache
from http import HTTPStatus
from typing import Any, Final

from flask import Response
from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode
from pydantic_core import CoreSchema
from typing_extensions import override

from app.api._kit.dialect import JsonSchema
from app.api._kit.family import Family
from app.api._kit.operation import Needs, Operation
from app.extensions import STAFF_COOKIE

_REFERENCE: Final = "#/components/schemas/{model}"
# What any operation may answer, whatever it does.
_ALWAYS: Final = {
    400: "The request does not fit its schema, or a rule says no.",
    401: "The API key is missing or not valid.",
    403: "The API key may not be used here.",
    404: "There is no such thing.",
    429: "Too many attempts; `Retry-After` says when to try again.",
    500: "Something broke on our side.",
}
_UNSAFE: Final = {
    409: "The same Idempotency-Key is being worked on.",
    413: "The body is too large.",
    415: "The body is not application/json.",
    422: "The Idempotency-Key came with another request before.",
}
_IDEMPOTENCY_KEY: Final[JsonSchema] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Repeat a request safely: within 24 hours the same key and body get the first reply again.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[\\x20-\\x7e]+$"},
}

# An empty alternative: no credential at all.
_SECURITY: Final[dict[Needs, list[JsonSchema]]] = {
    Needs.KEY: [{"apiKey": []}],
    Needs.KEY_AND_CUSTOMER: [{"apiKey": [], "bearer": []}],
    Needs.NOTHING: [{}, {"apiKey": []}, {"staffSession": []}],
    Needs.KEY_OR_STAFF: [{"apiKey": []}, {"staffSession": []}],
}

Part = tuple[str, JsonSchemaMode]


def publish(family: Family, *, version: str) -> None:
    """Serve the family's document at /developers/openapi/<name>.json; it is made once, when it is first asked for."""

    @cache
    def document() -> bytes:
        return json.dumps(openapi_of(family, version=version), ensure_ascii=False).encode()

    def serve() -> Response:
        response = Response(document(), content_type="application/json")
        response.headers["Cache-Control"] = "public, max-age=300"
        return response

    family.add_url_rule(f"/developers/openapi/{family.name}.json", endpoint="openapi", view_func=serve)


def openapi_of(family: Family, *, version: str) -> dict[str, Any]:
    """The whole document, ready for JSON."""
    schemas = _Schemas(family)
    paths: dict[str, dict[str, Any]] = {}
    for operation in sorted(family.operations, key=lambda op: family.topics.index(op.topic)):
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(family, operation, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": family.title, "version": version, "description": family.summary},
        "servers": [{"url": "/"}],
        "tags": [{"name": topic} for topic in family.topics],
        "paths": paths,
        "components": {
            "schemas": {**schemas.definitions, "Error": family.dialect.error_schema()},
            "securitySchemes": {
                "apiKey": {"type": "apiKey", "in": "header", "name": "x-api-key"},
                "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
                **_staff_scheme(family),
            },
        },
    }


def _staff_scheme(family: Family) -> JsonSchema:
    if not any(operation.is_open for operation in family.operations):
        return {}
    return {"staffSession": {"type": "apiKey", "in": "cookie", "name": STAFF_COOKIE, "description": "GET only."}}


class _Untitled(GenerateJsonSchema):
    """Leaves out the titles that pydantic makes from field names; they say nothing."""

    @override
    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


class _Schemas:
    """Every schema of a family's operations, generated at once so that shared models get one definition."""

    def __init__(self, family: Family) -> None:
        inputs: list[tuple[Part, JsonSchemaMode, CoreSchema]] = []
        for operation in family.operations:
            for part in ("body", "query", "params"):
                model = getattr(operation, part)
                if model is not None:
                    inputs.append(((f"{operation.name}.{part}", "validation"), "validation", _core(model)))
            inputs.append(((f"{operation.name}.out", "serialization"), "serialization", operation.adapter.core_schema))
        generator = _Untitled(by_alias=True, ref_template=_REFERENCE)
        found, self.definitions = generator.generate_definitions([(key, mode, core) for (key, _), mode, core in inputs])
        self._by_key = {key: schema for (key, _mode), schema in found.items()}

    def of(self, operation: Operation, part: str) -> JsonSchema:
        return dict(self._by_key[f"{operation.name}.{part}"])

    def resolved(self, operation: Operation, part: str) -> JsonSchema:
        """The object schema itself, not a reference to it."""
        schema = self.of(operation, part)
        reference = schema.get("$ref")
        return dict(self.definitions[reference.rpartition("/")[2]]) if reference else schema


def _core(model: type[BaseModel]) -> CoreSchema:
    return model.__pydantic_core_schema__


def _operation(family: Family, operation: Operation, schemas: _Schemas) -> JsonSchema:
    document: JsonSchema = {
        "operationId": f"{family.name}_{operation.name}",
        "summary": operation.summary,
        "tags": [operation.topic],
        "security": _SECURITY[operation.needs],
        "parameters": _parameters(operation, schemas),
        "responses": _responses(family, operation, schemas),
    }
    if operation.description:
        document["description"] = operation.description
    if operation.body is not None:
        document["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": schemas.of(operation, "body")}},
        }
    return document


def _parameters(operation: Operation, schemas: _Schemas) -> list[JsonSchema]:
    found: list[JsonSchema] = []
    for part, place in (("params", "path"), ("query", "query")):
        if getattr(operation, part) is None:
            continue
        model = schemas.resolved(operation, part)
        for name, schema in model["properties"].items():
            shown = {key: value for key, value in schema.items() if key not in {"title", "description"}}
            found.append(
                {
                    "name": name,
                    "in": place,
                    "required": place == "path" or name in model.get("required", []),
                    "schema": shown,
                    **({"description": schema["description"]} if "description" in schema else {}),
                }
            )
    return [*found, _IDEMPOTENCY_KEY] if operation.is_unsafe else found


def _responses(family: Family, operation: Operation, schemas: _Schemas) -> JsonSchema:
    dialect = family.dialect
    meanings = {**_ALWAYS, **(_UNSAFE if operation.is_unsafe else {})}
    if operation.needs is Needs.KEY_AND_CUSTOMER:
        meanings[401] = "The API key or the customer's token is missing or not valid."
    if operation.needs is Needs.NOTHING:
        meanings[401] = "An API key was sent and is not valid."
    for status, meaning in operation.errors.items():
        meanings[status] = f"{meanings[status]} {meaning}" if status in meanings else meaning
    answers: JsonSchema = {
        "200": {
            "description": operation.message or operation.summary,
            "content": {
                "application/json": {
                    "schema": dialect.success_schema(schemas.of(operation, "out"), message=operation.message)
                }
            },
        }
    }
    error = {"content": {dialect.error_media_type: {"schema": {"$ref": _REFERENCE.format(model="Error")}}}}
    for status, meaning in sorted(meanings.items()):
        answers[str(status)] = {"description": meaning or HTTPStatus(status).phrase, **error}
    return answers
