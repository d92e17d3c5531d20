"""Countries, brands and branches with their rooms and hours. Keys are ours, because third parties know some of them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.demo.data.dining.branches import BRANCHES
from app.demo.data.dining.brands import BRANDS
from app.demo.data.dining.countries import COUNTRIES
from app.demo.data.dining.kinds import BranchData, BrandData, CountryData, RuleData, SectionData, minute
from app.demo.data.kinds import fixed_uuid
from app.demo.data.people import STAFF
from app.demo.loading.floor import TableData, links_of, tables_of
from app.demo.loading.tools import Loader, Places
from app.domain.reservations import RuleKind
from app.models import (
    AvailabilityRule,
    Branch,
    Brand,
    Country,
    DiningTable,
    Section,
    StaffBranch,
    StaffMember,
    TableLink,
    TurnTime,
)

_COUNTRIES = {country.code: country.number for country in COUNTRIES}
_BRANDS = {brand.number: brand for brand in BRANDS}
# Where the keys of sections and tables begin that nobody knows by heart.
_FIRST_KEY = 100


@dataclass(frozen=True, slots=True)
class Room:
    """A section with its tables, and the keys of both."""

    key: int
    section: SectionData
    tables: list[TableData]
    table_keys: list[int]


def fill(loader: Loader, places: Places) -> dict[str, list[Room]]:
    """Make every restaurant as it stands on a day without guests; returns the rooms by the branch's code."""
    loader.add_all(Country, [_country(country) for country in COUNTRIES])
    loader.add_all(Brand, [_brand(loader, places, brand) for brand in BRANDS])
    loader.add_all(Branch, [_branch(loader, places, branch) for branch in BRANCHES])
    rooms = _number()
    _furnish(loader, rooms)
    given = [(branch, rule) for branch in BRANCHES for rule in branch.rules]
    loader.add_all(AvailabilityRule, [_rule(loader, branch, rule, rooms[branch.code]) for branch, rule in given])
    turns = [(branch.number, party, stay) for branch in BRANCHES for party, stay in branch.turns]
    loader.add_all(TurnTime, [{"branch_id": key, "up_to_party": party, "minutes": stay} for key, party, stay in turns])
    _employ(loader)
    for model in (Country, Brand, Branch, Section, DiningTable):
        loader.continue_after(model)
    return rooms


def today_in(loader: Loader, branch: BranchData) -> date:
    """Return the day of the loading on the branch's clock."""
    return loader.now.astimezone(zone_of(branch)).date()


def zone_of(branch: BranchData) -> ZoneInfo:
    """Return the branch's clock."""
    return ZoneInfo(branch.zone)


def _country(country: CountryData) -> dict[str, Any]:
    zone = country.zone
    return {
        "id": country.number,
        "code": country.code,
        "iso2": country.iso2,
        "name": country.title,
        "name_en": country.name.en,
        "name_ar": country.name.ar,
        "currency": country.currency,
        "discount_wallet_redeem_otp": country.wallet[0],
        "discount_wallet_redeem_pin": country.wallet[1],
        "points_redeem_otp": country.points[0],
        "points_redeem_pin": country.points[1],
        "time_zone": zone
        and {
            "value": zone.value,
            "label": zone.label,
            "offset": zone.offset,
            "abbrev": zone.abbrev,
            "altName": zone.alt_name,
        },
        "created_at": datetime.fromisoformat(country.made),
        "updated_at": datetime.fromisoformat(country.changed),
    }


def _brand(loader: Loader, places: Places, brand: BrandData) -> dict[str, Any]:
    return {
        "id": brand.number,
        "uuid": fixed_uuid("brand", brand.code),
        "business_id": places.tenants[brand.business].business_id,
        "code": brand.code,
        "name_en": brand.name.en,
        "name_ar": brand.name.ar,
        "description_en": brand.about.en,
        "description_ar": brand.about.ar,
        "cuisine_en": brand.cuisine.en,
        "cuisine_ar": brand.cuisine.ar,
        "social_links": list(brand.social),
        "main_color": brand.colours.main,
        "font_color": brand.colours.font,
        "hover_color": brand.colours.hover,
        "secondary_color": brand.colours.second,
        "payment_provider": brand.provider,
        "whatsapp_message": brand.whatsapp,
        "email_message": brand.email,
        "country_id": _COUNTRIES[brand.country],
        "created_at": loader.days_ago(390),
        "updated_at": loader.days_ago(30),
    }


def _branch(loader: Loader, places: Places, branch: BranchData) -> dict[str, Any]:
    """One row: what is not said in `fields` is the table's own default, so that all rows go in at once."""
    latitude, longitude = branch.place or (None, None)
    usual = {
        column.name: column.default.arg
        for column in Branch.__table__.columns
        if column.default is not None and column.default.is_scalar
    }
    told = {
        "id": branch.number,
        "uuid": fixed_uuid("branch", branch.code),
        "business_id": places.tenants[_BRANDS[branch.brand].business].business_id,
        "brand_id": branch.brand,
        "country_id": _COUNTRIES[branch.country],
        "platform_id": places.platforms[branch.platform],
        "currency": branch.currency,
        "code": branch.code,
        "name_en": branch.name.en,
        "name_ar": branch.name.ar,
        "city_en": branch.city.en,
        "city_ar": branch.city.ar,
        "address_en": branch.address.en,
        "address_ar": branch.address.ar,
        "description_en": branch.about.en,
        "description_ar": branch.about.ar,
        "phone": branch.phone,
        "latitude": latitude,
        "longitude": longitude,
        "map_code": branch.map_code,
        "zone": branch.zone,
        "allowed_hosts": [],
        "created_at": loader.days_ago(380),
        "updated_at": loader.days_ago(12),
    }
    nothing: dict[str, Any] = {column.name: None for column in Branch.__table__.columns if column.nullable}
    return nothing | usual | told | branch.fields


def _number() -> dict[str, list[Room]]:
    """Give every section and table its key: the published ones as they are, the others from a hundred on."""
    next_section = next_table = _FIRST_KEY
    rooms: dict[str, list[Room]] = {}
    for branch in BRANCHES:
        rooms[branch.code] = []
        for section in branch.sections:
            tables = tables_of(section)
            first = section.first_table or next_table
            room = Room(section.number or next_section, section, tables, list(range(first, first + len(tables))))
            rooms[branch.code].append(room)
            next_section += section.number is None
            next_table += 0 if section.first_table else len(tables)
    return rooms


def _furnish(loader: Loader, rooms: dict[str, list[Room]]) -> None:
    placed = [(branch.number, order, room) for branch in BRANCHES for order, room in enumerate(rooms[branch.code], 1)]
    loader.add_all(Section, [_section(branch_id, order, room) for branch_id, order, room in placed])
    loader.add_all(DiningTable, [row for branch_id, _, room in placed for row in _tables(branch_id, room)])
    links = [link for _, _, room in placed for link in links_of(room.tables, room.table_keys)]
    loader.add_rows(TableLink, links)


def _section(branch_id: int, order: int, room: Room) -> dict[str, Any]:
    chairs = sum(table.capacity for table in room.tables)
    return {
        "id": room.key,
        "branch_id": branch_id,
        "name_en": room.section.name.en,
        "name_ar": room.section.name.ar,
        "capacity": room.section.capacity or chairs,
        "display_order": order,
    }


def _tables(branch_id: int, room: Room) -> list[dict[str, Any]]:
    return [
        {
            "id": key,
            "branch_id": branch_id,
            "section_id": room.key,
            "number": table.number,
            "min_party": room.section.least or table.min_party,
            "capacity": table.capacity,
            "shape": table.shape,
            "x": table.x,
            "y": table.y,
            "is_online": table.is_online,
        }
        for table, key in zip(room.tables, room.table_keys, strict=True)
    ]


def _rule(loader: Loader, branch: BranchData, rule: RuleData, rooms: list[Room]) -> dict[str, Any]:
    today = today_in(loader, branch)
    first, last = (today + timedelta(days=day) for day in rule.dates) if rule.dates else (None, None)
    return {
        "branch_id": branch.number,
        "section_id": None if rule.section is None else rooms[rule.section].key,
        "kind": RuleKind.CLOSED if rule.closed else RuleKind.OPEN,
        "title_en": rule.title.en,
        "title_ar": rule.title.ar,
        "weekdays": sorted(rule.days),
        "first_date": first,
        "last_date": last,
        "starts_minute": minute(rule.first),
        "ends_minute": minute(rule.last),
        "interval_minutes": rule.interval,
        "is_hidden": rule.hidden,
        "is_custom": rule.custom,
        "price_minor": rule.price,
        "deposit_minor": rule.deposit,
        "pacing_covers": rule.covers,
        "pacing_parties": rule.parties,
        "min_party": rule.least,
        "max_party": rule.most,
        "created_at": loader.days_ago(200),
        "updated_at": loader.days_ago(14),
    }


def _employ(loader: Loader) -> None:
    """Say at which branches those may work who may not work at all of them."""
    keys = {member.email: member.id for member in loader.session.scalars(select(StaffMember))}
    branches = {branch.code: branch.number for branch in BRANCHES}
    rows = [
        {"staff_id": keys[member.email], "branch_id": branches[code]} for member in STAFF for code in member.branches
    ]
    loader.add_rows(StaffBranch, rows)
