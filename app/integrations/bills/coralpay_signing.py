"""The signature some CoralPay merchants are asked for: RSA-SHA256 (PKCS#1 v1.5) in base64."""

from __future__ import annotations

import base64

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key


def read_key(pem: str) -> RSAPrivateKey:
    """The private key handed over at onboarding, as PEM text. Raises ValueError for anything else."""
    try:
        key = load_pem_private_key(pem.replace("\\n", "\n").encode(), password=None)
    except (TypeError, UnsupportedAlgorithm) as error:
        raise ValueError("the key is not a PEM private key") from error
    if not isinstance(key, RSAPrivateKey):
        raise ValueError("the key is not an RSA key")  # noqa: TRY004  # a bad setting, not a bad type
    return key


def sign(key: RSAPrivateKey, text: str) -> str:
    """The value of the X-Signature header."""
    return base64.b64encode(key.sign(text.encode(), PKCS1v15(), SHA256())).decode()
