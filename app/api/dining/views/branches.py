"""Restaurants: where they are, how they take bookings, and what is left of their sections."""

from __future__ import annotations

from typing import Final

from flask import Response

from app.api._kit.call import Call
from app.api.dining.family import dining
from app.api.dining.schemas.base import MOST_PER_PAGE, paging
from app.api.dining.schemas.branches import (
    BranchesQuery,
    BranchFileFlags,
    BranchOut,
    ManyBranches,
    OneBranch,
    SlimBranchOut,
)
from app.clock import utc_now
from app.domain.paging import Window
from app.domain.scopes import Scope
from app.extensions import db
from app.services import places
from app.services.places import BranchQuery

TOPIC: Final = "Countries, brands and branches"
# From this limit on nothing is cut into pages.
_EVERYTHING: Final = 500


@dining.op(
    "GET",
    "/api/public/branch",
    summary="Branches by name, or one by its row id",
    description=(
        "One branch tells what is left of its sections' capacity just now, lists what was set. "
        "Of several brand filters `brand_Id` counts, then `brand_ids`, then `brand_id`. "
        "`oracle_token_id` is null for a publishable key."
    ),
    topic=TOPIC,
    scope=Scope.CATALOG_READ,
    publishable=True,
    query=BranchesQuery,
    out=OneBranch | ManyBranches,
    message="",
    errors={404: "Branch not found."},
)
def branches(call: Call, query: BranchesQuery) -> Response:
    session, now = db.session(), utc_now()
    if query.id is not None:
        one = places.get_branch(session, call.tenant, query.id, now=now)
        data = BranchOut.of(one, with_tokens=call.sees_people)
        return call.answer(OneBranch(data=data, hasFiles=BranchFileFlags.of(one)))
    wanted = BranchQuery(
        name=query.branch_name,
        code=query.branch_code,
        brand_code=query.brand_Id,
        brand_ids=query.brand_ids or (),
        brand_id=query.brand_id,
        country_id=query.country,
        is_bookable=query.isbookable,
        can_play=query.play_enable,
        text=query.search,
    )
    window = None if query.limit >= _EVERYTHING else Window.of_page(query.page, min(query.limit, MOST_PER_PAGE))
    found = places.list_branches(session, call.tenant, wanted, window=window, now=now)
    shape = SlimBranchOut if query.excludeFiles else BranchOut
    rows = [shape.of(facts, with_tokens=call.sees_people) for facts in found.items]
    return call.answer(ManyBranches(data=rows, **paging(found)))
