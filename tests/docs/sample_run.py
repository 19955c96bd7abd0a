"""The sample's run: one of everything a reader can meet."""

from __future__ import annotations

from tests.docs.recording import Json, Outcome, Recording, exchange, read_readmes, read_sample

REFUSED = """The registration is refused
assert {'detail': 'Username taken', 'code': 400} == {'detail': 'User already exists', 'code': 400}
\x20\x20
  Full diff:
    {
        'code': 400,
  -     'detail': 'User already exists',
  +     'detail': 'Username taken',
    }"""
TRACE = f"""Traceback (most recent call last):
  File "steps/users.py", line 41, in registration_is_refused
    assert response.json() == expected, "The registration is refused"
AssertionError: {REFUSED}"""
SNIPPET = """@when(parsers.parse('someone searches for "{text}"'))
async def search_for(text: str) -> None:
    ..."""
ALICE = {"username": "alice", "job": "Engineer"}


ZOE = {"username": "zoe", "job": "Engineer"}
TAKEN = exchange("GET", "/users/alice", 400, None, {"detail": "Username taken", "code": 400})
REGISTERED = exchange("POST", "/users", 201, ALICE, ALICE)
FIRST = exchange("POST", "/users", 201, ZOE, ZOE)
OTHERS = exchange("POST", "/users", 400, ZOE, {"detail": "User already exists"})
FOUND = exchange("GET", "/users/bob", 200, None, {"username": "bob", "job": "Designer"})
TWICE = "AssertionError: Exactly one registration is accepted\nassert 2 == 1"
# Scenario, beginning of the step, how many attempts it concerns, and what becomes of the step then.
OUTCOMES = [
    ("A taken username is refused", "the registration is refused", 1, Outcome("FAILED", REFUSED, TRACE, 3, (TAKEN,))),
    ("Twenty people race", "exactly one", 1, Outcome("FAILED", TWICE)),
    ("Twenty people race", "20 people", 2, Outcome(milliseconds=48, exchanges=(FIRST, *[OTHERS] * 19))),
    ("A user is found by a part", "someone searches", 1, Outcome("UNDEFINED", snippet=SNIPPET)),
    ("A former user", '"carol" has left', 1, Outcome("PENDING", "waiting for the archive")),
    ("A user is found by a photo", "", 1, Outcome("SKIPPED", "photographs are not stored in this country")),
    (
        "A username is refused when it is not plain",
        "the regis",
        1,
        Outcome("FAILED", "AssertionError: assert 201 == 422"),
    ),
    ("", "someone registers", 1, Outcome(milliseconds=12, exchanges=(REGISTERED,))),
    ("", '"alice" is registered', 1, Outcome(milliseconds=12, exchanges=(REGISTERED,))),
    ("", "someone looks up", 1, Outcome(exchanges=(FOUND,))),
]


VOCABULARY = [
    ("Given", '"{name}" is registered as an "{job}"', "Register a person before the scenario begins."),
    (
        "When",
        'someone registers "{name}" as an "{job}"',
        "Try to register a person; the answer decides whether it worked.",
    ),
    ("When", 'someone looks up "{name}"', "Ask for a person by their username."),
    ("Then", "the registration is {verdict}", ""),
    ("Then", "the user's photograph is shown", "Nobody uses this sentence."),
]
OPENAPI = {
    "openapi": "3.1.0",
    "paths": {
        "/users": {
            "post": {
                "summary": "Register a user",
                "responses": {"201": {"description": "Created"}, "422": {"description": "Validation error"}},
            }
        },
        "/users/{username}": {
            "get": {
                "summary": "Look up a user",
                "responses": {"200": {"description": "Found"}, "404": {"description": "Not found"}},
            },
            "delete": {"summary": "Forget a user", "responses": {"204": {"description": "Forgotten"}}},
        },
    },
}


def _outcome(pickle: Json, text: str, attempt: int) -> Outcome:
    told = (
        outcome
        for name, sentence, attempts, outcome in OUTCOMES
        if pickle["name"].startswith(name) and text.startswith(sentence) and attempt < attempts
    )
    return next(told, Outcome())


# What was written otherwise a month before: now, then.
EDITS = [
    ("A taken username is refused", "A username that is taken is refused"),
    ("exactly one registration is accepted", "only one registration is accepted"),
    ("  Scenario: A user is found by a part of the name\n", "  Scenario: Anybody can be deleted\n"),
    ('    When someone searches for "ali"\n    Then the search finds "alice"\n', "    Then it is gone\n"),
]


def earlier_run() -> Recording:
    """Record the sample as it was a month before: other words, and everything passed."""
    features = read_sample()
    for now, then in EDITS:
        features = {uri: text.replace(now, then) for uri, text in features.items()}
    return Recording(features, started=1_787_500_000)


def sample_run() -> Recording:
    """Record the sample's features with every status."""
    return Recording(
        read_sample(),
        _outcome,
        attempts=lambda pickle: 2 if pickle["name"].startswith("Twenty") else 1,
        selected=lambda pickle: "404" not in pickle["name"],
        facts={"driver": "asyncclient", "service": "User directory", "version": "1.4.0", "selection": "not @wild"},
        readmes=read_readmes(),
        vocabulary=VOCABULARY,
        openapi=OPENAPI,
    )
