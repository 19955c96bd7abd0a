import pytest

from steps.combinations.differences import Difference, Seen, first_difference, normalised


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GET /users/17", "GET /users/<id>"),
        ("GET /users/alice", "GET /users/alice"),
        ("GET /users/17/orders/4?page=2", "GET /users/<id>/orders/<id>?page=2"),
        ("GET http://127.0.0.1:4711/users/1.5", "GET /users/1.5"),
        ("GET /orders/9f1b2c3d-0000-4000-8000-1234567890ab/lines", "GET /orders/<id>/lines"),
        ('{"id": 17, "user_id": "a7", "idea": 3}', '{"id": <id>, "user_id": <id>, "idea": 3}'),
        ("2026-05-01T10:11:12.5+02:00", "<time>"),
        ("2026-05-01 10:11:12", "<time>"),
        ("Fri, 01 May 2026 10:11:12 GMT", "<time>"),
        ("born 2026-05-01", "born <date>"),
        (
            '{"exp": 1777000000, "created_at": 1777000000.5, "job": "A1"}',
            '{"exp": <time>, "created_at": <time>, "job": "A1"}',
        ),
        ("answered 200 OK", "answered 200 OK"),
    ],
)
def test_what_varies_is_named(text: str, expected: str) -> None:
    assert normalised(text) == expected


def test_what_varies_is_no_difference() -> None:
    here = [Seen("POST /users", '{"id": 1}'), Seen("GET /users/1", "200")]
    there = [Seen("POST /users", '{"id": 8}'), Seen("GET /users/8", "200")]
    assert first_difference(here, there) is None


def test_the_first_request_answered_differently_is_found() -> None:
    here = [Seen("POST /users", "200"), Seen("POST /users?2", "400"), Seen("GET /users", "404")]
    there = [Seen("POST /users", "200"), Seen("POST /users?2", "500"), Seen("GET /users", "500")]
    assert first_difference(here, there) == Difference("POST /users?2", "400", "500")


def test_the_order_of_what_was_sent_at_once_does_not_count() -> None:
    here = [Seen("POST /a", "200"), Seen("POST /b", "200"), Seen("POST /a", "400")]
    there = [Seen("POST /b", "200"), Seen("POST /a", "400"), Seen("POST /a", "200")]
    assert first_difference(here, there) is None


def test_of_many_equal_requests_the_answers_that_differ_are_shown() -> None:
    here = [Seen("POST /a", "200"), *[Seen("POST /a", "400")] * 3]
    there = [Seen("POST /a", "200"), *[Seen("POST /a", "400")] * 2, Seen("POST /a", "500")]
    assert first_difference(here, there) == Difference("POST /a", "400", "500")


def test_a_request_that_was_not_sent_is_a_difference() -> None:
    assert first_difference([Seen("GET /a", "200")], []) == Difference("GET /a", "200", None)
    assert first_difference([], [Seen("GET /a", "200")]) == Difference("GET /a", None, "200")
