"""Which providers there are, what each must be given, and reading that from the environment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

SANDBOX: Final = "sandbox"
PROVIDERS: Final = {
    "payments": (SANDBOX, "paystack", "geidea"),
    "delivery": (SANDBOX, "terminal_africa"),
    "bills": (SANDBOX, "coralpay"),
}
CREDENTIALS: Final = {
    "paystack": ("paystack_secret_key",),
    "geidea": ("geidea_public_key", "geidea_api_password"),
    "terminal_africa": ("terminal_secret_key",),
    "coralpay": ("coralpay_user", "coralpay_password", "coralpay_url"),
}
_TEXTS: Final = (
    *("paystack_secret_key", "paystack_url", "paystack_page_hosts"),
    *("geidea_public_key", "geidea_api_password", "geidea_region", "geidea_url", "geidea_script_url"),
    *("geidea_signature", "terminal_secret_key", "terminal_url"),
    *("coralpay_user", "coralpay_password", "coralpay_url", "coralpay_signing_key", "coralpay_institution_id"),
    "public_url",
)
# It ends up in the content policy, so nothing else may be in it.
_ORIGIN: Final = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?")
_SCRIPT: Final = re.compile(_ORIGIN.pattern + r"/[A-Za-z0-9./_-]+")
_GEIDEA_WORDS: Final = {"geidea_region": ("uae", "ksa", "egypt"), "geidea_signature": ("A", "B")}


def read(env: Mapping[str, str], *, sandbox: bool, problems: list[str]) -> dict[str, Any]:
    """Which providers serve, and their settings. The sandbox's own are for it only. Adds to `problems`."""
    found = {name: env[f"SOUK_{name.upper()}"] for name in _TEXTS if env.get(f"SOUK_{name.upper()}")}
    for kind, names in PROVIDERS.items():
        chosen = env.get(f"SOUK_{kind.upper()}", SANDBOX if sandbox else "")
        found[kind] = chosen
        if chosen and chosen not in names:
            problems.append(f"SOUK_{kind.upper()} must be one of {', '.join(names)}, not {chosen!r}")
        elif chosen == SANDBOX and not sandbox:
            problems.append(f"SOUK_{kind.upper()}: the sandbox's own provider is refused in production")
        problems += [
            f"SOUK_{name.upper()} must be set where SOUK_{kind.upper()}={chosen}"
            for name in CREDENTIALS.get(chosen, ())
            if not found.get(name)
        ]
    problems += [
        f"SOUK_PAYSTACK_PAGE_HOSTS must hold origins such as https://checkout.paystack.com, not {host!r}"
        for host in split(found.get("paystack_page_hosts", ""))
        if not _ORIGIN.fullmatch(host)
    ]
    problems += _geidea_problems(found, sandbox=sandbox)
    if not _is_rsa_key(found.get("coralpay_signing_key", "")):
        problems.append("SOUK_CORALPAY_SIGNING_KEY must be an RSA private key in PEM")
    return found


def _geidea_problems(found: Mapping[str, Any], *, sandbox: bool) -> list[str]:
    """What is wrong with the words and addresses of Geidea's settings."""
    problems = [
        f"SOUK_{name.upper()} must be one of {', '.join(words)}, not {found[name]!r}"
        for name, words in _GEIDEA_WORDS.items()
        if name in found and found[name] not in words
    ]
    if not _SCRIPT.fullmatch(found.get("geidea_script_url", "https://its.region/s")):
        problems.append("SOUK_GEIDEA_SCRIPT_URL must be the address of a script, without anything after its path")
    if "geidea_api_password" in found and not sandbox and not found.get("public_url", "https:").startswith("https:"):
        problems.append("SOUK_PUBLIC_URL must begin with https:// where Geidea is used: it calls no other address back")
    return problems


def split(text: str) -> list[str]:
    """What stands between commas."""
    return [part.strip() for part in text.split(",") if part.strip()]


def _is_rsa_key(pem: str) -> bool:
    """Whether a key could be read; none at all is fine."""
    try:
        return not pem or isinstance(load_pem_private_key(pem.replace("\\n", "\n").encode(), None), RSAPrivateKey)
    except (TypeError, ValueError, UnsupportedAlgorithm):
        return False
