"""Countries: which there are, and how a diner proves to be the owner of what is redeemed there."""

from __future__ import annotations

from typing import Final

from flask import Response

from app.api._kit.call import Call
from app.api.dining.family import dining
from app.api.dining.schemas.base import paging
from app.api.dining.schemas.countries import CountryOut, CountryQuery, ManyCountries, OneCountry
from app.domain.paging import Window
from app.domain.scopes import Scope
from app.extensions import db
from app.services import places

TOPIC: Final = "Countries, brands and branches"


@dining.op(
    "GET",
    "/api/public/country",
    summary="Countries by name, or one by its row id",
    description="Paged by `skip` and `limit`; the redemption flags are meant to be kept per country.",
    topic=TOPIC,
    scope=Scope.CATALOG_READ,
    publishable=True,
    query=CountryQuery,
    out=OneCountry | ManyCountries,
    message="",
    errors={404: "Country not found."},
)
def countries(call: Call, query: CountryQuery) -> Response:
    session = db.session()
    if query.id is not None:
        return call.answer(OneCountry(data=CountryOut.of(places.get_country(session, query.id))))
    window = Window(limit=query.limit, offset=query.skip)
    found = places.list_countries(session, window=window, name=query.country_name, code=query.country_id)
    return call.answer(ManyCountries(data=[CountryOut.of(facts) for facts in found.items], **paging(found)))
