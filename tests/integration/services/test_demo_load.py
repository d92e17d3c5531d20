"""Loading the demo shop into an empty database."""

from pathlib import Path

from sqlalchemy.orm import Session

from app.config import Settings
from app.demo.load import ALREADY, load_demo
from app.integrations.files import FolderStore
from app.integrations.hashing import Argon2Hasher, HmacHasher
from tests.factories.clock import NOW


def test_it_says_what_was_loaded_and_loads_once(session: Session, settings: Settings, tmp_path: Path) -> None:
    passwords, keyed, files = Argon2Hasher(settings), HmacHasher("pepper"), FolderStore(tmp_path)
    told = load_demo(session, now=NOW, passwords=passwords, keyed=keyed, files=files)
    drawn = sum(1 for path in tmp_path.rglob("*.*") if path.is_file())
    assert told == f"the demo data is loaded: 158 products in 4 storefronts, {drawn} pictures, 5 customers, 17 orders."
    assert load_demo(session, now=NOW, passwords=passwords, keyed=keyed, files=files) == ALREADY
