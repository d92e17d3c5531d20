"""Keeps the catalogues in step with the texts in code and templates.

python -m tools.translations check     every text has a translation, none is fuzzy, placeholders agree
python -m tools.translations update    extract, merge into each catalogue, compile
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "app" / "translations"
PYBABEL = str(Path(sys.executable).parent / "pybabel")
KEYWORDS = ["lazy_gettext", "lazy_ngettext:1,2", "_l", "pgettext:1c,2", "npgettext:1c,2,3"]


def extract(target: Path) -> None:
    """Write every text of the code and the templates to a template catalogue."""
    keywords = [option for keyword in KEYWORDS for option in ("-k", keyword)]
    command = [PYBABEL, "-q", "extract", "-F", "pyproject.toml", *keywords, "--no-location", "--sort-output"]
    command += ["--project", "Souk", "-o", str(target), "."]
    subprocess.run(command, cwd=ROOT, check=True)


def catalogues() -> list[Path]:
    return sorted(FOLDER.glob("*/LC_MESSAGES/messages.po"))


def problems() -> list[str]:
    """What is missing, unfinished or left over in each catalogue."""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "messages.pot"
        extract(template)
        wanted = _read(template)
    return [f"{po.relative_to(ROOT)}: {words}" for po in catalogues() for words in compare(wanted, _read(po))]


def compare(wanted: Catalog, present: Catalog) -> Iterator[str]:
    """How a catalogue differs from what the sources need."""
    needed = {(message.id, message.context) for message in wanted if message.id}
    for message in wanted:
        if not message.id:
            continue
        translated = present.get(_key(message), message.context)
        if translated is None:
            yield f"missing: {message.id!r}"
        elif not all(_strings(translated)):
            yield f"untranslated: {message.id!r}"
        elif translated.fuzzy:
            yield f"fuzzy: {message.id!r}"
        else:
            yield from (f"{message.id!r}: {error}" for error in translated.check(present))
    for message in present:
        if message.id and (message.id, message.context) not in needed:
            yield f"no longer used: {message.id!r}"


def update() -> None:
    """Bring each catalogue up to date; new texts come in empty, old ones go."""
    template = FOLDER / "messages.pot"
    FOLDER.mkdir(exist_ok=True)
    extract(template)
    try:
        for po in catalogues() or [FOLDER / "ar" / "LC_MESSAGES" / "messages.po"]:
            _merge(template, po)
    finally:
        template.unlink()


def _merge(template: Path, po: Path) -> None:
    locale = po.parent.parent.name
    verb = ["update", "--no-fuzzy-matching", "--ignore-obsolete"] if po.exists() else ["init"]
    if not po.exists():
        po.parent.mkdir(parents=True)
    subprocess.run(
        [PYBABEL, "-q", verb[0], "-i", str(template), "-o", str(po), "-l", locale, "-w", "120", *verb[1:]],
        cwd=ROOT,
        check=True,
    )
    compiled = str(po.with_suffix(".mo"))
    subprocess.run([PYBABEL, "-q", "compile", "-i", str(po), "-o", compiled, "-l", locale], cwd=ROOT, check=True)


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


if __name__ == "__main__":
    if sys.argv[1:] == ["update"]:
        update()
    elif sys.argv[1:] == ["check"]:
        lines = problems()
        print("\n".join(lines))
        sys.exit(1 if lines else 0)
    else:
        sys.exit("Usage: python -m tools.translations check|update")
