"""Every template compiles, refers to what exists, and is what the content policy allows."""

from collections.abc import Iterator

import pytest
from flask import Flask
from jinja2 import StrictUndefined, nodes

from tests.support.source import ROOT
from tools import markup

TEMPLATES = sorted(path.relative_to(ROOT / "templates").as_posix() for path in (ROOT / "templates").rglob("*.*"))


def test_a_missing_name_is_an_error(app: Flask) -> None:
    assert app.jinja_env.undefined is StrictUndefined


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_compiles_and_refers_to_what_exists(app: Flask, name: str) -> None:
    source = (ROOT / "templates" / name).read_text()
    app.jinja_env.compile(source, name)
    parsed = app.jinja_env.parse(source, name)

    missing = {endpoint for endpoint in _endpoints(parsed) if endpoint not in app.view_functions}
    absent = {other for other in _referred(parsed) if not (ROOT / "templates" / other).exists()}

    assert (missing, absent) == (set(), set())


def test_templates_and_styles_follow_the_rules_of_the_house() -> None:
    assert markup.problems() == []


def _endpoints(parsed: nodes.Template) -> Iterator[str]:
    for call in parsed.find_all(nodes.Call):
        is_link = isinstance(call.node, nodes.Name) and call.node.name == "url_for"
        if is_link and call.args and isinstance(call.args[0], nodes.Const):
            yield str(call.args[0].value)


def _referred(parsed: nodes.Template) -> Iterator[str]:
    for node in parsed.find_all((nodes.Include, nodes.Extends, nodes.Import, nodes.FromImport)):
        template = getattr(node, "template", None)
        if isinstance(template, nodes.Const):
            yield str(template.value)
