"""A vendor without a trade: what the HTTP kit and the stand-in itself are tested with."""

from __future__ import annotations

from typing import ClassVar

from typing_extensions import override

from tests.support.standin.vendor import Answer, Asked, Vendor, route


class Echo(Vendor):
    name: ClassVar[str] = "echo"

    @override
    def refuse(self, asked: Asked) -> Answer | None:
        if asked.headers.get("authorization") == "Bearer good":
            return None
        return self.error(asked, 401, "Invalid key")

    @route("GET", "/things/{id}", name="thing", required="data.id", status="data.status", amount="data.amount")
    def thing(self, asked: Asked) -> Answer:
        return Answer(200, {"data": {"id": asked.parts["id"], "status": "good", "amount": 12.5}})

    @route("POST", "/things", name="make", required="data.id")
    def make(self, asked: Asked) -> Answer:
        return Answer(201, {"data": {"id": self.standin.next_id(), "sent": asked.json, "form": asked.form}})

    @route("GET", "/elsewhere", name="elsewhere")
    def elsewhere(self, asked: Asked) -> Answer:
        return Answer(302, {}, headers={"Location": "/echo/things/1"})

    @route("GET", "/missing", name="missing")
    def missing(self, asked: Asked) -> Answer:
        return self.error(asked, 404, "No such thing")

    @route("DELETE", "/things/{id}", name="drop")
    def drop(self, asked: Asked) -> Answer:
        return Answer(204, None)
