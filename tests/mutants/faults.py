"""The faults: a place in the service and what stands there instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault, told as a sentence: in `file`, what is right becomes what is wrong, each in one place."""

    says: str
    file: str
    edits: Mapping[str, str]


FAULTS = (
    Fault("expiry is not checked", "auth.py", {"<= datetime.now(UTC)": "<= datetime.fromtimestamp(0, UTC)"}),
    Fault(
        "the signature is not checked",
        "auth.py",
        {'"verify_exp": False': '"verify_exp": False, "verify_signature": False'},
    ),
    Fault(
        "an unsigned token is accepted",
        "auth.py",
        {
            "claims = jwt.decode(": 'algorithm = jwt.get_unverified_header(token)["alg"].lower()\n        options["verify_signature"] = algorithm != "none"\n        claims = jwt.decode('
        },
    ),
    Fault("another algorithm is accepted", "auth.py", {"algorithms=[ALGORITHM]": 'algorithms=[ALGORITHM, "HS512"]'}),
    Fault(
        "expiry comes before the signature",
        "auth.py",
        {
            "claims = jwt.decode(": 'first = jwt.decode(token, options={"verify_signature": False})\n        if _expiry(first["exp"]) <= datetime.now(UTC):\n            raise ExpiredTokenError\n        claims = jwt.decode('
        },
    ),
    Fault(
        "a token without expiry is accepted",
        "auth.py",
        {'["exp", "sub"]': '["sub"]', '_expiry(claims["exp"])': '_expiry(claims.get("exp", 2**33))'},
    ),
    Fault("a token without a subject is accepted", "auth.py", {'["exp", "sub"]': '["exp"]'}),
    Fault(
        "a token is accepted before its time",
        "auth.py",
        {'"verify_exp": False': '"verify_exp": False, "verify_nbf": False'},
    ),
    Fault("new tokens have expired", "auth.py", {"LIFETIME: Final = timedelta(": "LIFETIME: Final = -timedelta("}),
    Fault("every scheme is a bearer's", "access.py", {"return await super().__call__(request)": ""}),
    Fault("two Authorization headers are accepted", "access.py", {") > 1:": ") > 2:"}),
    Fault("403 instead of 401", "access.py", {"super().__init__(status.HTTP_401": "super().__init__(status.HTTP_403"}),
    Fault("a refused token has no WWW-Authenticate", "access.py", {'{"WWW-Authenticate": challenge})': "{})"}),
    Fault("the challenge has no error code", "access.py", {'Bearer error="invalid_token", ': "Bearer "}),
    Fault("the reasons are mixed up", "access.py", {'"Token expired"': '"Invalid token"'}),
    Fault("a refused log-in has no WWW-Authenticate", "access.py", {", challenge)\n    response": ")\n    response"}),
    Fault("any password is right", "access.py", {"user is None or not right": "user is None"}),
    Fault(
        "a log-in tells who exists",
        "access.py",
        {'Incorrect username or password", challenge': 'Unknown user", challenge'},
    ),
    Fault("a token speaks of somebody else", "access.py", {'{"sub": user.username}': '{"sub": "admin"}'}),
    Fault(
        "the token's type is missing", "access.py", {'token_type: Literal["bearer"] = "bearer"': "lifetime: int = 900"}
    ),
    Fault(
        "no password is as good as any",
        "passwords.py",
        {"return self._hasher.verify(": "return password_hash is None or self._hasher.verify("},
    ),
    Fault("duplicates are accepted", "models.py", {", unique=True": ""}),
    Fault(
        "a taken name is an error",
        "users.py",
        {"except IntegrityError as error:": "except ZeroDivisionError as error:"},
    ),
    Fault(
        "check, then insert: a race ends in an error",
        "users.py",
        {
            "session.add(User(": "if await find_user(session, username):\n        raise UserAlreadyExistsError\n    session.add(User(",
            "except IntegrityError as error:": "except ZeroDivisionError as error:",
        },
    ),
    Fault(
        "job and username are swapped",
        "users.py",
        {"UserView(username=user.username, job=user.job)": "UserView(username=user.job, job=user.username)"},
    ),
    Fault("case is folded in look-ups", "users.py", {"User.username == username": "User.username.ilike(username)"}),
    Fault(
        "case is folded in registrations", "users.py", {"User(username=username,": "User(username=username.lower(),"}
    ),
    Fault(
        "a look-up finds the beginning of a name",
        "users.py",
        {"User.username == username": "User.username.startswith(username)"},
    ),
    Fault("nothing is committed", "users.py", {"await session.commit()": "await session.flush()"}),
    Fault(
        "another message for a new person",
        "users.py",
        {'message: Literal["User created"] = "User created"': 'message: str = "Created"'},
    ),
    Fault(
        "an unknown person is 200",
        "users.py",
        {"raise HTTPException(status.HTTP_404_NOT_FOUND": "raise HTTPException(status.HTTP_200_OK"},
    ),
    Fault(
        "a taken name is 409",
        "errors.py",
        {"super().__init__(status.HTTP_400_BAD_REQUEST": "super().__init__(status.HTTP_409_CONFLICT"},
    ),
    Fault("a 422 echoes the input", "errors.py", {'("type", "loc", "msg")': '("type", "loc", "msg", "input")'}),
    Fault(
        "bodies of any declared size",
        "limits.py",
        {"_declared_length(scope) > LARGEST_BODY": "_declared_length(scope) < 0"},
    ),
    Fault("bodies of less than 1 MiB", "limits.py", {"1_048_576": "1_048_575"}),
    Fault("names of 51 characters", "text.py", {"LONGEST_USERNAME: Final = 50": "LONGEST_USERNAME: Final = 51"}),
    Fault(
        "names of at most 49 characters", "text.py", {"LONGEST_USERNAME: Final = 50": "LONGEST_USERNAME: Final = 49"}
    ),
    Fault("jobs of 101 characters", "text.py", {"LONGEST_JOB: Final = 100": "LONGEST_JOB: Final = 101"}),
    Fault("passwords of 7 characters", "text.py", {"min_length=8": "min_length=7"}),
    Fault("passwords of 129 characters", "text.py", {"max_length=128": "max_length=129"}),
    Fault("two spellings are two names", "text.py", {'unicodedata.normalize("NFC", value)': "value"}),
    Fault(
        "accents are dropped",
        "text.py",
        {
            'unicodedata.normalize("NFC", value)': 'unicodedata.normalize("NFD", value).encode("ascii", "ignore").decode()'
        },
    ),
    Fault(
        "control characters are accepted", "text.py", {'if "Cc" in categories:': 'if "no such category" in categories:'}
    ),
    Fault("blank names are accepted", "text.py", {'if categories <= {"Cf", "Zl", "Zp", "Zs"}:': "if not categories:"}),
    Fault("slashes are accepted", "text.py", {'if "/" in value or value': "if value"}),
    Fault("dots are accepted", "text.py", {' or value in {".", ".."}': ""}),
    Fault("health says something else", "main.py", {'Literal["ok"] = "ok"': 'str = "up"'}),
)
