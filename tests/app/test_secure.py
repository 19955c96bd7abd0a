import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from httpx import AsyncClient

from app.auth import ALGORITHM, SECRET_KEY, create_access_token

INVALID = (401, {"detail": "Invalid token"}, 'Bearer error="invalid_token", error_description="Invalid token"')
EXPIRED = (401, {"detail": "Token expired"}, 'Bearer error="invalid_token", error_description="Token expired"')
ABSENT = (401, {"detail": "Not authenticated"}, "Bearer")
LATER = 4_000_000_000
GOOD = {"sub": "alice", "exp": LATER}
WRONG_KEY = "another secret of more than 32 bytes, which is not ours"


def encode(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


def sign(payload: bytes | Mapping[str, Any], key: str = SECRET_KEY, **header: Any) -> str:
    """Sign by hand what a library would refuse to."""
    claims = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    signed = f"{encode(json.dumps({'alg': 'HS256', 'typ': 'JWT'} | header).encode())}.{encode(claims)}"
    return f"{signed}.{encode(hmac.new(key.encode(), signed.encode(), hashlib.sha256).digest())}"


def unsigned(spelling: Any, signature: str = "") -> str:
    header = json.dumps({"alg": spelling, "typ": "JWT"}).encode()
    return f"{encode(header)}.{encode(json.dumps(GOOD).encode())}.{signature}"


async def enter(gate: AsyncClient, *authorization: str | bytes) -> tuple[int, object, str | None]:
    response = await gate.get("/secure", headers=[(b"authorization", as_bytes(value)) for value in authorization])
    return response.status_code, response.json(), response.headers.get("WWW-Authenticate")


def as_bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode()


HEADER, PAYLOAD, SIGNATURE = sign(GOOD).split(".")
FORGERIES = {
    "wrong secret": sign(GOOD, WRONG_KEY),
    "wrong secret and expired": sign({"sub": "alice", "exp": 1}, WRONG_KEY),
    "empty secret": sign(GOOD, ""),
    "tampered payload": ".".join((HEADER, encode(b'{"sub": "root", "exp": 9999999999}'), SIGNATURE)),
    "tampered and expired": ".".join((HEADER, encode(b'{"sub": "alice", "exp": 1}'), SIGNATURE)),
    "signature of another": f"{HEADER}.{PAYLOAD}.{sign({'sub': 'bob', 'exp': LATER}).split('.')[2]}",
    "signature cut": f"{HEADER}.{PAYLOAD}.{SIGNATURE[:-4]}",
    "signature dropped": f"{HEADER}.{PAYLOAD}.",
    "two parts": f"{HEADER}.{PAYLOAD}",
    "four parts": f"{HEADER}.{PAYLOAD}.{SIGNATURE}.{SIGNATURE}",
    "one part": HEADER,
    "dots": "..",
    "no words": "not a token",
    "not base64": "!!!.???.***",
    "text after": f"{HEADER}.{PAYLOAD}.{SIGNATURE}x",
    "space inside": f"{HEADER}. {PAYLOAD}.{SIGNATURE}",
    "comma joined": f"{sign(GOOD)}, Bearer {sign(GOOD)}",
    "100 KB": "x" * 100_000,
    "100 KB of dots": "." * 100_000,
    "100 KB payload": f"{HEADER}.{'A' * 100_000}.{SIGNATURE}",
    "none": unsigned("none"),
    "None": unsigned("None"),
    "NONE": unsigned("NONE"),
    "nOnE": unsigned("nOnE"),
    "none with a signature": unsigned("none", SIGNATURE),
    "no algorithm": unsigned(None),
    "empty algorithm": unsigned(""),
    "numeric algorithm": unsigned(256),
    "list of algorithms": unsigned(["HS256"], SIGNATURE),
    "object as algorithm": unsigned({"alg": "HS256"}, SIGNATURE),
    "lower case algorithm": sign(GOOD, alg="hs256"),
    "HS384": jwt.encode(GOOD, SECRET_KEY.ljust(48, "x"), algorithm="HS384"),
    "HS512 with our secret": sign(GOOD, alg="HS512"),
    "RS256": sign(GOOD, alg="RS256"),
    "critical extension": sign(GOOD, crit=["exp"]),
    "unencoded payload": sign(GOOD, b64=False, crit=["b64"]),
    "numeric key id": sign(GOOD, kid=7),
    "header is a list": ".".join((encode(b"[]"), PAYLOAD, SIGNATURE)),
    "header is deep": ".".join((encode(b"[" * 50_000), PAYLOAD, SIGNATURE)),
    "header is no UTF-8": ".".join((encode(b"\xff\xfe"), PAYLOAD, SIGNATURE)),
    "payload is a list": sign(b"[]"),
    "payload is a string": sign(b'"alice"'),
    "payload is null": sign(b"null"),
    "payload is no JSON": sign(b"{"),
    "payload is no UTF-8": sign(b"\xff\xfe"),
    "payload is empty": sign(b""),
    "payload is deep": sign(b'{"a":' * 50_000),
    "echo is too deep": sign(b'{"sub":"alice","exp":%d,"a":%s%s}' % (LATER, b"[" * 985, b"]" * 985)),
    "no exp": sign({"sub": "alice"}),
    "no sub": sign({"exp": LATER}),
    "no sub and expired": sign({"exp": 1}),
    "no claims": sign({}),
    "empty sub": sign(GOOD | {"sub": ""}),
    "empty sub and expired": sign({"sub": "", "exp": 1}),
    "null sub": sign(GOOD | {"sub": None}),
    "numeric sub": sign(GOOD | {"sub": 7}),
    "numeric sub and expired": sign({"sub": 7, "exp": 1}),
    "list as sub": sign(GOOD | {"sub": ["alice"]}),
    "null exp": sign(GOOD | {"exp": None}),
    "text exp": sign(GOOD | {"exp": str(LATER)}),
    "text exp in the past": sign(GOOD | {"exp": "1"}),
    "true exp": sign(GOOD | {"exp": True}),
    "list as exp": sign(GOOD | {"exp": [LATER]}),
    "object as exp": sign(GOOD | {"exp": {}}),
    "NaN exp": sign(b'{"sub":"alice","exp":NaN}'),
    "infinite exp": sign(b'{"sub":"alice","exp":Infinity}'),
    "exp beyond floats": sign(b'{"sub":"alice","exp":1e999}'),
    "exp beyond calendars": sign(b'{"sub":"alice","exp":1e300}'),
    "exp of 400 digits": sign(b'{"sub":"alice","exp":%s}' % (b"9" * 400)),
    "exp of 5000 digits": sign(b'{"sub":"alice","exp":%s}' % (b"9" * 5000)),
    "nbf tomorrow": sign(GOOD | {"nbf": LATER}),
    "nbf tomorrow and expired": sign({"sub": "alice", "exp": 1, "nbf": LATER}),
    "text nbf": sign(GOOD | {"nbf": "tomorrow"}),
    "NaN nbf": sign(b'{"sub":"alice","exp":%d,"nbf":NaN}' % LATER),
    "issued tomorrow": sign(GOOD | {"iat": LATER}),
    "NaN claim": sign(b'{"sub":"alice","exp":%d,"x":NaN}' % LATER),
    "infinite claim": sign(b'{"sub":"alice","exp":%d,"x":[-Infinity]}' % LATER),
    "lone surrogate claim": sign(GOOD | {"x": "\ud800"}),
    "lone surrogate sub": sign(GOOD | {"sub": "\udfff"}),
    "lone surrogate name": sign(GOOD | {"\ud800": 1}),
}


@pytest.mark.parametrize("forgery", FORGERIES)
async def test_a_token_that_is_not_ours_is_invalid(gate: AsyncClient, forgery: str) -> None:
    assert await enter(gate, f"Bearer {FORGERIES[forgery]}") == INVALID


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"aud": "someone else"},
        {"iss": "someone else"},
        {"iss": 7},
        {"nbf": 1, "iat": 1},
        {"exp": LATER + 0.5},
        {"role": "Ing\N{LATIN SMALL LETTER E WITH ACUTE}nieur", "nested": {"a": [1, None, True]}},
    ],
)
async def test_a_valid_token_is_granted_access_and_shown(gate: AsyncClient, more: dict[str, Any]) -> None:
    expected = (200, {"message": "Access granted", "payload": GOOD | more}, None)
    assert await enter(gate, f"Bearer {sign(GOOD | more)}") == expected


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
async def test_the_scheme_is_read_in_any_case(gate: AsyncClient, scheme: str) -> None:
    assert (await enter(gate, f"{scheme} {sign(GOOD)}"))[0] == 200


@pytest.mark.parametrize("exp", [1, 0, -1, 1.5, pytest.param(int(time.time()) - 1, id="a second ago")])
async def test_a_good_token_that_is_too_old_has_expired(gate: AsyncClient, exp: float) -> None:
    assert await enter(gate, f"Bearer {sign({'sub': 'alice', 'exp': exp})}") == EXPIRED


@pytest.mark.parametrize(
    "header", ["", "Basic YTpi", "Token x", sign(GOOD), f"Bearer\t{sign(GOOD)}", f"JWT {sign(GOOD)}"]
)
async def test_without_a_bearer_token_nobody_is_authenticated(gate: AsyncClient, header: str) -> None:
    assert await enter(gate, header) == ABSENT
    assert await enter(gate) == ABSENT


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer ", "bearer    ", b"Bearer \xff\xfe", b"Bearer \xc3\xa9.\xc3\xa9.\xc3\xa9"]
)
async def test_a_token_of_nothing_or_of_odd_bytes_is_invalid(gate: AsyncClient, header: str | bytes) -> None:
    assert await enter(gate, header) == INVALID


@pytest.mark.parametrize("second", [f"Bearer {sign(GOOD)}", "Basic YTpi", ""])
async def test_two_authorization_headers_are_refused(gate: AsyncClient, second: str) -> None:
    assert await enter(gate, f"Bearer {sign(GOOD)}", second) == INVALID
    assert await enter(gate, second, f"Bearer {sign(GOOD)}") == INVALID


@pytest.mark.parametrize(
    ("lifetime", "expected"), [(None, timedelta(minutes=15)), (timedelta(hours=2), timedelta(hours=2))]
)
def test_a_token_lives_a_quarter_of_an_hour_unless_told_otherwise(
    lifetime: timedelta | None, expected: timedelta
) -> None:
    data = {"sub": "alice", "role": "admin"}
    earliest = datetime.now(UTC).replace(microsecond=0) + expected
    claims = jwt.decode(create_access_token(data, lifetime), SECRET_KEY, algorithms=[ALGORITHM])
    latest = datetime.now(UTC) + expected
    assert earliest <= datetime.fromtimestamp(claims.pop("exp"), UTC) <= latest
    assert claims == data == {"sub": "alice", "role": "admin"}


@pytest.mark.parametrize("lifetime", [timedelta(0), timedelta(seconds=-1)])
async def test_a_lifetime_of_nothing_is_kept(gate: AsyncClient, lifetime: timedelta) -> None:
    assert await enter(gate, f"Bearer {create_access_token({'sub': 'alice'}, lifetime)}") == EXPIRED
