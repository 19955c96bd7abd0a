from steps.combinations.differences import Seen
from steps.combinations.matrix import Row, Verdict, matrix_lines

MEMORY, LIVE = "asyncclient, SQLite in memory", "live, PostgreSQL"
PLACE = "features/creating_a_user.feature:12"


def row(name: str, here: Verdict, there: Verdict) -> Row:
    return Row(PLACE, name, {MEMORY: here, LIVE: there})


def test_agreement_is_one_sentence() -> None:
    passed = Verdict("passed", [])
    rows = [row("A taken username is refused", passed, passed), row("A free one is not", passed, passed)]
    assert matrix_lines([MEMORY, LIVE], rows) == [
        "2 scenarios with the same verdict under each of: asyncclient, SQLite in memory; live, PostgreSQL."
    ]


def test_a_difference_shows_the_exchange_where_it_begins() -> None:
    passed, failed = (
        Verdict(
            outcome, [Seen("POST /users?username=alice", "answered 200 OK"), Seen("POST /users?username=alice", answer)]
        )
        for outcome, answer in (
            ("passed", 'answered 400 Bad Request\n  {"detail": "User already exists"}'),
            ("failed", "answered 500 Internal Server Error\n  Internal Server Error"),
        )
    )
    rows = [row("A taken username is refused", passed, failed), row("A free one is not", passed, passed)]
    assert matrix_lines([MEMORY, LIVE], rows) == [
        "1 of 2 scenarios end differently under:",
        "   1  asyncclient, SQLite in memory",
        "   2  live, PostgreSQL",
        "",
        "features/creating_a_user.feature:12  A taken username is refused",
        "    1        2",
        "    passed   failed",
        "    1 and 2 part at:",
        "      POST /users?username=alice",
        "    1 answered 400 Bad Request",
        '        {"detail": "User already exists"}',
        "    2 answered 500 Internal Server Error",
        "        Internal Server Error",
    ]


def test_a_difference_that_no_exchange_shows_is_said_so() -> None:
    lines = matrix_lines([MEMORY, LIVE], [row("A taken name", Verdict("failed", []), Verdict("skipped", []))])
    assert lines[-2:] == [
        "    failed   skipped",
        "    1 and 2 had the same exchanges: what differs was not said over HTTP.",
    ]
