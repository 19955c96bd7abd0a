"""Every kind of token is what its name says, by PyJWT's judgement."""

from __future__ import annotations

import json
import time
from base64 import urlsafe_b64decode
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from steps.tokens import Tokens

SECRET = "a-secret-of-the-service-that-is-long-enough-for-all-" + "x" * 32


def _pair(private: Any) -> tuple[str, str]:
    return (
        private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
        private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode(),
    )


KEYS = {
    "HS256": (SECRET, SECRET),
    "HS512": (SECRET, SECRET),
    "RS256": _pair(rsa.generate_private_key(public_exponent=65537, key_size=2048)),
    "PS256": _pair(rsa.generate_private_key(public_exponent=65537, key_size=2048)),
    "ES256": _pair(ec.generate_private_key(ec.SECP256R1())),
    "ES512": _pair(ec.generate_private_key(ec.SECP521R1())),
    "EdDSA": _pair(ed25519.Ed25519PrivateKey.generate()),
}


@pytest.fixture(params=KEYS)
def algorithm(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def tokens(algorithm: str) -> Tokens:
    return Tokens(KEYS[algorithm][0], algorithm)


def _verified(token: str, algorithm: str) -> dict[str, Any]:
    claims: dict[str, Any] = jwt.decode(
        token, KEYS[algorithm][1], [algorithm], options={"require": ["exp", "sub"], "verify_aud": False}
    )
    return claims


def _unverified(token: str) -> dict[str, Any]:
    claims: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return claims


def test_a_valid_token_is_accepted_with_whatever_claims_and_lifetime(tokens: Tokens, algorithm: str) -> None:
    now = int(time.time())
    claims = _verified(tokens.valid(), algorithm)
    assert claims == {"sub": "alice", "exp": pytest.approx(now + 15 * 60, abs=5)}

    claims = _verified(tokens.valid(lifetime=60, sub="bob", aud=["a", "b"], admin=True), algorithm)
    assert claims == {"sub": "bob", "exp": pytest.approx(now + 60, abs=5), "aud": ["a", "b"], "admin": True}
    assert _verified(tokens.valid(exp=now + 7), algorithm)["exp"] == now + 7


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("expired", jwt.ExpiredSignatureError),
        ("not_yet_valid", jwt.ImmatureSignatureError),
        ("without_expiry", jwt.MissingRequiredClaimError),
        ("wrong_secret", jwt.InvalidSignatureError),
        ("tampered", jwt.InvalidSignatureError),
        ("unsigned", jwt.InvalidAlgorithmError),
        ("other_algorithm", jwt.InvalidAlgorithmError),
        ("malformed", jwt.DecodeError),
        ("empty", jwt.DecodeError),
    ],
)
def test_each_wrong_token_is_refused_for_the_reason_that_it_is_named_after(
    tokens: Tokens, algorithm: str, kind: str, error: type[jwt.PyJWTError]
) -> None:
    with pytest.raises(error) as refused:
        _verified(getattr(tokens, kind)(), algorithm)
    assert refused.type is error


def test_a_claim_given_as_none_is_left_out(tokens: Tokens, algorithm: str) -> None:
    with pytest.raises(jwt.MissingRequiredClaimError, match="sub"):
        _verified(tokens.valid(sub=None), algorithm)
    with pytest.raises(jwt.MissingRequiredClaimError, match="exp"):
        _verified(tokens.valid(exp=None), algorithm)


def test_what_is_signed_is_kept_in_wrong_tokens_so_that_one_thing_alone_is_wrong(
    tokens: Tokens, algorithm: str
) -> None:
    for kind in ("wrong_secret", "unsigned", "other_algorithm", "expired", "not_yet_valid", "without_expiry"):
        token = getattr(tokens, kind)(sub="carol", role="admin")
        claims = _unverified(token)
        assert (claims["sub"], claims["role"]) == ("carol", "admin"), kind
    assert _unverified(tokens.tampered())["sub"] == "mallory"
    assert _unverified(tokens.tampered(sub="eve"))["sub"] == "eve"
    assert jwt.get_unverified_header(tokens.wrong_secret())["alg"] == algorithm


@pytest.mark.parametrize("spelling", ["none", "None", "NONE", "nOnE"])
def test_an_unsigned_token_writes_its_algorithm_as_told(spelling: str) -> None:
    header, _, signature = Tokens(SECRET).unsigned(spelling=spelling).split(".")
    assert json.loads(urlsafe_b64decode(header + "==")) == {"alg": spelling, "typ": "JWT"}
    assert signature == ""


def test_a_token_of_another_algorithm_is_truly_signed_with_what_everybody_may_know(algorithm: str) -> None:
    """An asymmetric service's public key, used as a secret, is the classical confusion of algorithms."""
    private, public = KEYS[algorithm]
    token = Tokens(private, algorithm).other_algorithm()
    name = jwt.get_unverified_header(token)["alg"]
    known = public.encode()
    prepared = jwt.get_algorithm_by_name(name)
    signed, _, signature = token.rpartition(".")
    assert prepared.verify(signed.encode(), known, urlsafe_b64decode(signature + "=="))


def test_no_token_at_all() -> None:
    nothing: object = Tokens(SECRET).missing()  # type: ignore[func-returns-value]
    assert nothing is None
    assert Tokens(SECRET).empty() == ""
