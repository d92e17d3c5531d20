"""Rules of the house that no general linter knows."""

import ast
import re
import tomllib
from collections.abc import Iterator

from tests.support.source import ROOT, python_files, tree

CORE = ("app/domain", "app/models", "app/services", "app/flows")
# Who may end a transaction: the unit of work, and what must undo a failed request.
ENDS_TRANSACTIONS = {"app/extensions.py", "app/errors.py"}
TRANSLATORS = {"gettext", "ngettext", "pgettext", "npgettext", "lazy_gettext", "_", "_l"}


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    """Each call in a file with the last part of what is called."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr, node
            elif isinstance(node.func, ast.Name):
                yield node.func.id, node


def test_only_the_unit_of_work_ends_a_transaction() -> None:
    found = {
        f"{name}:{call.lineno} {called}()"
        for name in python_files("app")
        if name not in ENDS_TRANSACTIONS
        for called, call in calls(name)
        if called in {"commit", "rollback"} and isinstance(call.func, ast.Attribute)
    }

    assert found == set()


def test_no_legacy_queries_and_no_hidden_relationships() -> None:
    found = set()
    for name in python_files("app"):
        for node in ast.walk(tree(name)):
            if isinstance(node, ast.Attribute) and node.attr == "query" and _is_model(node.value):
                found.add(f"{name}:{node.lineno} .query")
            if isinstance(node, ast.keyword) and node.arg == "backref":
                found.add(f"{name}:{node.value.lineno} backref")

    assert found == set()


def test_relationships_never_load_by_themselves() -> None:
    found = {
        f"{name}:{call.lineno}"
        for name in python_files("app/models")
        for called, call in calls(name)
        if called == "relationship" and _keyword(call, "lazy") != "raise"
    }

    assert found == set()


def test_sql_is_never_put_together_from_strings() -> None:
    found = {
        f"{name}:{call.lineno} {called}()"
        for name in python_files("app")
        if _imports_sql(name)
        for called, call in calls(name)
        if called in {"text", "exec_driver_sql"} and call.args and isinstance(call.args[0], (ast.JoinedStr, ast.BinOp))
    }

    assert found == set()


def test_the_core_speaks_no_language() -> None:
    found = {
        f"{name}:{call.lineno} {called}()"
        for name in python_files(*CORE)
        for called, call in calls(name)
        if called in TRANSLATORS
    }

    assert found == set()


def test_translated_sentences_are_whole() -> None:
    """Placeholders, not pieces: an f-string or a sum cannot be found by the extractor nor be turned around."""
    found = {
        f"{name}:{call.lineno}"
        for name in python_files("app/web", "app/api")
        for called, call in calls(name)
        if called in TRANSLATORS and call.args and not isinstance(call.args[0], (ast.Constant, ast.Starred, ast.Name))
    }

    assert found == set()


def test_money_is_never_a_float() -> None:
    found = set()
    for name in python_files(*CORE, "app/api"):
        for node in ast.walk(tree(name)):
            if isinstance(node, ast.Name) and node.id == "float" and _speaks_of_money(name, node.lineno):
                found.add(f"{name}:{node.lineno}")

    assert found == set()


def test_nothing_is_left_for_later() -> None:
    words = ("TO" + "DO", "FIX" + "ME", "NotImplemented" + "Error", "lorem " + "ipsum")
    found = {
        f"{name}:{number}"
        for name in python_files("app", "tests", "tools", "bench", "migrations")
        for number, line in enumerate((ROOT / name).read_text().splitlines(), start=1)
        if any(word in line for word in words)
    }

    assert found == set()


def test_silenced_checkers_say_why() -> None:
    """`type: ignore[code]` and `noqa: CODE` are followed by a reason on the same line."""
    found = set()
    for name in python_files("app", "tests", "tools", "bench"):
        for number, line in enumerate((ROOT / name).read_text().splitlines(), start=1):
            for mark in ("# type: " + "ignore", "# no" + "qa"):
                code, _, reason = line.partition(mark)
                if reason and (reason[0] not in "[:" or not re.search(r"\s(#|-)\s+\S", reason)):
                    found.add(f"{name}:{number} {code.strip()[:40]}")

    assert found == set()


def test_warnings_are_errors() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]

    assert settings["filterwarnings"][0] == "error"


def test_every_family_is_kept_apart() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    independent = next(contract for contract in contracts if contract["type"] == "independence")
    families = {path.name for path in (ROOT / "app" / "api").iterdir() if (path / "__init__.py").exists()} - {"_kit"}

    assert set(independent["modules"]) == {f"app.api.{family}" for family in families}


def _is_model(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and (node.id[:1].isupper() or node.id in {"session", "db"})


def _imports_sql(name: str) -> bool:
    return any(
        isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy")
        for node in ast.walk(tree(name))
    )


def _keyword(call: ast.Call, name: str) -> object:
    return next((k.value.value for k in call.keywords if k.arg == name and isinstance(k.value, ast.Constant)), None)


def _speaks_of_money(name: str, line: int) -> bool:
    words = (ROOT / name).read_text().splitlines()[line - 1].lower()
    return any(word in words for word in ("price", "amount", "total", "minor", "balance", "tax", "money", "discount"))
