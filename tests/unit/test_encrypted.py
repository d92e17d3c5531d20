"""Encrypted text is readable with any key in force and written with the newest."""

import pytest
from cryptography.fernet import Fernet, InvalidToken

from app.models.encrypted import Keyring


def test_rotation_keeps_old_text_readable_and_moves_it_to_the_newest_key() -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    ring = Keyring()
    ring.install((old,))
    token = ring.encrypt("passport")
    ring.install((new, old))
    moved = ring.rotate(token)
    ring.install((new,))

    assert ring.decrypt(moved) == "passport"
    with pytest.raises(InvalidToken):
        ring.decrypt(token)


def test_without_keys_nothing_is_encrypted_in_silence() -> None:
    with pytest.raises(RuntimeError):
        Keyring().encrypt("x")
