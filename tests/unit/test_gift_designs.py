"""The designs of gift cards: readable from end to end, and the same colours wherever they are drawn."""

import re

import pytest

from app.config import ROOT
from app.domain.colour import contrast
from app.domain.gift_designs import COLOURS, USUAL

LEAST = 4.5


@pytest.mark.parametrize("name", sorted(COLOURS))
def test_what_is_written_on_a_card_can_be_read_at_either_end(name: str) -> None:
    colours = COLOURS[name]

    for ground in (colours.ground, colours.deep):
        assert contrast(colours.ink, ground) >= LEAST
        # The name of the card is large.
        assert contrast(colours.gold, ground) >= 3


@pytest.mark.parametrize("name", sorted(COLOURS))
def test_screen_and_paper_use_the_designs_colours(name: str) -> None:
    colours = COLOURS[name]
    screen = (ROOT / "static/css/gifts.css").read_text()
    paper = (ROOT / "static/css/gift_paper.css").read_text()

    found = re.search(rf"\.gc-{name} {{ --g: (\S+); --d: (\S+); --i: (\S+); --o: (\S+); }}", screen)
    assert found is not None
    assert found.groups() == (colours.ground, colours.deep, colours.ink, colours.gold)
    ground = f"linear-gradient(135deg, {colours.ground}, {colours.deep})"
    assert f".gc-{name} {{ color: {colours.ink}; background: {ground}; }}" in paper
    assert f".gc-{name} .gcard-name {{ color: {colours.gold}; }}" in paper


def test_the_usual_design_is_one_of_them() -> None:
    assert USUAL in COLOURS
