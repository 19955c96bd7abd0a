"""Mint bearer tokens for the case at hand, right and wrong ones."""

from __future__ import annotations

import base64
import hmac
import json
import time
from typing import Any

import jwt

MINUTE = 60
OTHER_SECRET = "another-secret-that-the-service-has-never-seen-" + "x" * 32


class Tokens:
    """Mints JWTs (RFC 7519) that the service under test verifies with `secret` and `algorithm`.

    Every method takes further claims by name; a claim given as None is left out. Times are seconds since 1970, lifetimes
    seconds from now.
    """

    def __init__(self, secret: str, algorithm: str = "HS256") -> None:
        self._secret = secret
        self._algorithm = algorithm

    def valid(self, *, lifetime: float = 15 * MINUTE, **claims: Any) -> str:
        """Mint a token that the service accepts, for `sub` unless told otherwise."""
        return self._signed({"sub": "alice", "exp": int(time.time() + lifetime), **claims})

    def expired(self, **claims: Any) -> str:
        """Mint a token that ran out an hour ago."""
        return self.valid(lifetime=-60 * MINUTE, **claims)

    def not_yet_valid(self, **claims: Any) -> str:
        """Mint a token that begins to be valid in an hour (`nbf`), and lasts longer."""
        return self.valid(lifetime=120 * MINUTE, **{"nbf": int(time.time()) + 60 * MINUTE, **claims})

    def without_expiry(self, **claims: Any) -> str:
        """Mint a token that would never end."""
        return self._signed({"sub": "alice", **claims})

    def wrong_secret(self, **claims: Any) -> str:
        """Mint a token that somebody else has signed."""
        return jwt.encode(_payload(self._claims(claims)), self._other_key(), self._algorithm)

    def tampered(self, **claims: Any) -> str:
        """Mint a valid token and then change its payload, by default the person it speaks of."""
        header, _, signature = self.valid().split(".")
        payload = _encoded(_payload({**self._claims({"sub": "mallory"}), **claims}))
        return f"{header}.{payload}.{signature}"

    def unsigned(self, *, spelling: str = "none", **claims: Any) -> str:
        """Mint a token without a signature; `spelling` is how its header writes the algorithm: none, None or NONE."""
        header = _encoded({"alg": spelling, "typ": "JWT"})
        return f"{header}.{_encoded(_payload(self._claims(claims)))}."

    def other_algorithm(self, **claims: Any) -> str:
        """Mint a token signed by an algorithm that the service does not use, with the key it verifies with.

        That is its secret, or the public key of an asymmetric pair, which everybody may know.
        """
        name, digest = ("HS512", "sha512") if self._algorithm != "HS512" else ("HS384", "sha384")
        signed = f"{_encoded({'alg': name, 'typ': 'JWT'})}.{_encoded(_payload(self._claims(claims)))}"
        return f"{signed}.{_base64(hmac.digest(self._verifying_key(), signed.encode(), digest))}"

    def malformed(self) -> str:
        """Write something in a token's place that is none."""
        return "not.a.token"

    def empty(self) -> str:
        """Return the empty token."""
        return ""

    def missing(self) -> None:
        """Return no token at all: the request then has no Authorization header."""

    def _claims(self, claims: dict[str, Any]) -> dict[str, Any]:
        return {"sub": "alice", "exp": int(time.time()) + 15 * MINUTE, **claims}

    def _signed(self, claims: dict[str, Any]) -> str:
        return jwt.encode(_payload(claims), self._secret, self._algorithm)

    def _verifying_key(self) -> bytes:
        return self._secret.encode() if self._algorithm.startswith("HS") else _public_key(self._secret)

    def _other_key(self) -> Any:
        if self._algorithm.startswith("HS"):
            return OTHER_SECRET
        return _other_private_key(self._algorithm)


def _payload(claims: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in claims.items() if value is not None}


def _encoded(value: dict[str, Any]) -> str:
    return _base64(json.dumps(value).encode())


def _base64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _public_key(private_key: str) -> bytes:
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415  an extra of PyJWT

    public = serialization.load_pem_private_key(private_key.encode(), None).public_key()
    return public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def _other_private_key(algorithm: str) -> Any:
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa  # noqa: PLC0415  an extra of PyJWT

    if algorithm.startswith("ES"):
        curves: dict[str, type[ec.SECP256R1 | ec.SECP384R1 | ec.SECP521R1]] = {
            "ES256": ec.SECP256R1,
            "ES384": ec.SECP384R1,
            "ES512": ec.SECP521R1,
        }
        return ec.generate_private_key(curves[algorithm]())
    if algorithm == "EdDSA":
        return ed25519.Ed25519PrivateKey.generate()
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)
