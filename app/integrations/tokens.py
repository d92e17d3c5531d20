"""Bearer tokens as JSON Web Tokens."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Final

import jwt

from app.services.ports import TokenClaims

_ALGORITHM: Final = "HS256"


class JwtSigner:
    """HS256 under a key of its own, derived from the server's secret."""

    def __init__(self, secret: str) -> None:
        self._key = hashlib.sha256(f"bearer tokens\x1f{secret}".encode()).digest()

    def sign(self, *, token_id: str, subject: str, issued_at: datetime, expires_at: datetime) -> str:
        claims = {"jti": token_id, "sub": subject, "iat": issued_at, "exp": expires_at}
        return jwt.encode(claims, self._key, algorithm=_ALGORITHM)

    def read(self, token: str) -> TokenClaims | None:
        """Genuine or None. When it ends is asked of the database, which also knows whether it was ended early."""
        try:
            claims = jwt.decode(
                token,
                self._key,
                algorithms=[_ALGORITHM],
                options={"require": ["jti", "sub", "exp"], "verify_exp": False, "verify_iat": False},
            )
        except jwt.InvalidTokenError:
            return None
        return TokenClaims(token_id=claims["jti"], subject=claims["sub"])
