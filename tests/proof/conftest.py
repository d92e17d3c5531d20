"""The ground on which shops are killed: one for all suites that do."""

from pathlib import Path

import pytest

from tests.support.database import Databases
from tests.support.mortal.ground import Ground, make_ground


@pytest.fixture(scope="session")
def ground(
    databases: Databases, empty_database: str, media_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> Ground:
    if not empty_database.startswith("postgresql"):
        pytest.skip("lives are for PostgreSQL")
    return make_ground(databases, empty_database, media_dir, tmp_path_factory.mktemp("lives"))
