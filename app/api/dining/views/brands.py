"""Restaurant brands."""

from __future__ import annotations

from typing import Final

from flask import Response

from app.api._kit.call import Call
from app.api.dining.family import dining
from app.api.dining.schemas.base import paging
from app.api.dining.schemas.brands import BrandFileFlags, BrandFilesOut, BrandOut, BrandsQuery, ManyBrands, OneBrand
from app.domain.errors import BrandNotFound
from app.domain.paging import Window
from app.domain.scopes import Scope
from app.extensions import db
from app.services import places
from app.services.places import BrandFacts, BrandQuery

TOPIC: Final = "Countries, brands and branches"


@dining.op(
    "GET",
    "/api/public/brand",
    summary="Brands by name, or one by its row id or code",
    description=(
        "`id`, `brand_code` and an exact `brand_Id` find one brand. Any other `brand_Id` is a part of codes. "
        "`excludeFiles=true` tells for each file field whether there is a file."
    ),
    topic=TOPIC,
    scope=Scope.CATALOG_READ,
    publishable=True,
    query=BrandsQuery,
    out=OneBrand | ManyBrands,
    message="",
    errors={404: "Brand not found."},
)
def brands(call: Call, query: BrandsQuery) -> Response:
    one = _one(call, query)
    if one is not None:
        return call.answer(OneBrand(data=BrandOut.of(one), hasFiles=BrandFileFlags.of(one)))
    wanted = BrandQuery(
        name=query.brand_name,
        code=query.brand_Id,
        country_ids=query.country_ids or ([query.country_id] if query.country_id else []),
    )
    window = Window.of_page(query.page, query.limit)
    found = places.list_brands(db.session(), call.tenant.business_id, wanted, window=window)
    if query.brand_Id and not found.total:
        raise BrandNotFound
    rows = [BrandFilesOut.counted(facts) if query.excludeFiles else BrandOut.of(facts) for facts in found.items]
    return call.answer(ManyBrands(data=rows, **paging(found)))


def _one(call: Call, query: BrandsQuery) -> BrandFacts | None:
    """The brand that was asked for as one; None where a list was. Raises BrandNotFound."""
    session, business_id = db.session(), call.tenant.business_id
    if query.id is not None or query.brand_code:
        return places.get_brand(session, business_id, id=query.id, code=query.brand_code)
    return places.find_brand(session, business_id, code=query.brand_Id) if query.brand_Id else None
