"""The restaurants' data keeps its promises: two languages, possible numbers, rooms and hours that make sense."""

from zoneinfo import available_timezones

import phonenumbers
import pytest

from app.demo.data.dining.branches import BRANCHES
from app.demo.data.dining.brands import BRANDS
from app.demo.data.dining.countries import COUNTRIES
from app.demo.data.dining.guests import GUESTS, MOBILES, REQUESTS, WAITING_NOTES
from app.demo.data.dining.kinds import BranchData, SectionData, minute
from app.demo.data.kinds import Text
from app.demo.loading.floor import links_of, tables_of
from app.demo.loading.guests import phone_of
from app.domain.money import EXPONENTS
from app.models import Branch
from tests.unit.demo.test_data import ARABIC, texts


def test_the_nine_countries() -> None:
    assert {country.code for country in COUNTRIES} == {
        "BHD", "JOR", "KSA", "KWT", "OMN", "ONL", "QAT", "UAE", "GBR",
    }  # fmt: skip
    assert sorted(country.number for country in COUNTRIES) == list(range(1, 10))
    assert [country.code for country in COUNTRIES if country.zone is None] == ["ONL"]
    assert {country.zone.value for country in COUNTRIES if country.zone} <= available_timezones()


def test_words_are_in_both_languages() -> None:
    found = [text for value in (COUNTRIES, BRANDS, BRANCHES) for text in texts(value)]
    assert len(found) > 150
    assert [text for text in found if not text.en or ARABIC.search(text.en) or not ARABIC.search(text.ar)] == []


def test_six_brands_of_different_colours_and_twelve_branches_of_theirs() -> None:
    ours = {brand.number for brand in BRANDS if brand.business == "Souk Group"}
    assert len({brand.colours for brand in BRANDS}) == len(BRANDS) == len(ours) + 1
    assert sum(branch.brand in ours for branch in BRANCHES) == 12
    assert {branch.brand for branch in BRANCHES} == {brand.number for brand in BRANDS}


@pytest.mark.parametrize("branch", BRANCHES, ids=lambda branch: branch.code)
def test_a_branch_is_complete(branch: BranchData) -> None:
    tables = [table for section in branch.sections for table in tables_of(section)]
    assert 8 <= len(tables) <= 20
    assert len({table.number for table in tables}) == len({(table.x, table.y) for table in tables}) == len(tables)
    assert all(0 < table.x < 100 and 0 < table.y < 100 for table in tables)
    assert all(minute(rule.first) <= minute(rule.last) <= 2880 for rule in branch.rules)
    assert branch.fields.keys() <= set(Branch.__table__.columns.keys())
    assert phonenumbers.is_valid_number(phonenumbers.parse(branch.phone))
    assert branch.currency in EXPONENTS
    assert branch.zone in available_timezones()


def test_rows_of_tables_are_read() -> None:
    section = SectionData(name=Text("Room", "قاعة"), box=(0, 0, 100, 100), prefix="T", rows=("2r+2r 4s", "8x!"))
    tables = tables_of(section)
    assert [(t.number, t.capacity, t.shape, t.min_party, t.x, t.y, t.is_online) for t in tables] == [
        ("T1", 2, "round", 1, 17, 25, True),
        ("T2", 2, "round", 1, 50, 25, True),
        ("T3", 4, "square", 2, 83, 25, True),
        ("T4", 8, "rectangle", 4, 50, 75, False),
    ]
    assert links_of(tables, [5, 6, 7, 8]) == [{"table_id": 5, "other_id": 6}]


def test_guests_can_be_told_apart_and_rung_up() -> None:
    phones = [phone_of(guest, number) for number, guest in enumerate(GUESTS)]
    assert [phone for phone in phones if not phonenumbers.is_valid_number(phonenumbers.parse(phone))] == []
    assert len(set(phones)) == len({(guest.first.en, guest.last.en) for guest in GUESTS}) == len(GUESTS)
    assert {guest.country for guest in GUESTS} == set(MOBILES)
    assert all(ARABIC.search(text.ar) for text in texts((GUESTS, REQUESTS, WAITING_NOTES)))
