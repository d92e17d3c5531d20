"""A manage link opens its own booking, under this server's secret."""

from uuid import UUID

from app.domain.manage_links import manage_token, opens
from app.integrations.hashing import HmacHasher

KEYED = HmacHasher("a secret of tests")
ONE, OTHER = UUID(int=1), UUID(int=2)


def test_a_token_opens_its_own_and_nothing_else() -> None:
    token = manage_token(KEYED.digest, ONE)

    assert len(token) == 32
    assert token == manage_token(KEYED.digest, ONE)
    assert opens(KEYED.digest, ONE, token)
    assert not opens(KEYED.digest, OTHER, token)
    assert not opens(HmacHasher("another secret").digest, ONE, token)
    assert not opens(KEYED.digest, ONE, "é" * 32)
