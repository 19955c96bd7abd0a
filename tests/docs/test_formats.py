from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter

import pytest
from markdown_it import MarkdownIt

from steps.docs import read_record, render_cucumber_json, render_junit, render_markdown
from tests.docs.hostile import hostile_run
from tests.docs.sample_run import sample_run
from tests.docs.test_reading_a_record import golden, run


def test_cucumber_json_holds_every_case_that_was_run_or_skipped() -> None:
    features = json.loads(render_cucumber_json(read_record([sample_run().lines()])))
    told = [
        (element["name"], Counter(step["result"]["status"] for step in element["steps"]))
        for feature in features
        for element in feature["elements"]
    ]
    assert told[:4] == [
        ("A body that is no JSON answers 422", {"passed": 3}),
        ("A new username is accepted", {"passed": 5}),
        ("A taken username is refused", {"passed": 4, "failed": 1, "skipped": 1}),
        ("Twenty people race for one username", {"passed": 5}),
    ]
    assert told[-3:] == [
        ("A former user is remembered", {"pending": 1, "skipped": 2}),
        ("A user is found by a part of the name", {"undefined": 1, "skipped": 1}),
        ("A user is found by a photograph", {"skipped": 2}),
    ]
    assert len(told) == 14


def test_cucumber_json_step_has_what_importers_read() -> None:
    features = json.loads(render_cucumber_json(read_record([sample_run().lines()])))
    refused = features[1]["elements"][1]
    assert refused["tags"] == [{"name": "@users", "line": 19}, {"name": "@REQ-12", "line": 19}]
    assert refused["id"] == "creating-a-user;a-taken-username-is-refused"
    step = refused["steps"][4]
    assert step["result"].pop("error_message").startswith("The registration is refused\n\nTraceback")
    assert step == {
        "keyword": "Then ",
        "name": 'the registration is refused: "User already exists"',
        "line": 22,
        "match": {"location": "steps/users.py:36"},
        "result": {"status": "failed", "duration": 3_000_000},
    }


def test_cucumber_json_keeps_tables_doc_strings_hooks_and_attachments() -> None:
    (feature,) = json.loads(render_cucumber_json(read_record([golden("hooks-attachment")])))
    (element,) = feature["elements"]
    assert [one["embeddings"][0]["mime_type"] for one in element["before"] + element["after"]] == ["image/svg+xml"] * 2
    features = json.loads(render_cucumber_json(read_record([sample_run().lines()])))
    known = features[2]["elements"][0]["steps"]
    assert known[0]["rows"][1] == {"cells": ["alice", "Engineer", "Lisbon"]}
    assert known[2]["doc_string"] == {"content_type": "json", "value": '{"username": "bob", "job": "Designer"}'}


def test_junit_counts_rows_and_names_them() -> None:
    suites = ET.fromstring(render_junit(read_record([sample_run().lines()])))  # noqa: S314
    assert [(s.get("name"), s.get("tests"), s.get("failures"), s.get("skipped")) for s in suites] == [
        ("Errors that a program can read", "2", "0", "1"),
        ("Creating a user", "8", "2", "0"),
        ("Looking up a user", "5", "1", "2"),
    ]
    row = suites[1][6]
    assert row.get("name") == "A username is refused when it is not plain (älice, not plain, refused)"
    assert row.get("classname") == "Creating a user / A username can be typed on any keyboard"
    assert [(failure.get("message"), failure.get("type")) for failure in row.findall("failure")] == [
        ("Expected 422, but it was 201.", "failed")
    ]


def test_junit_tells_the_steps_and_earlier_attempts() -> None:
    suites = ET.fromstring(render_junit(read_record([sample_run().lines()])))  # noqa: S314
    lines = (suites[1][2].findtext("system-out") or "").splitlines()
    assert [line.replace(".", "") for line in lines] == [
        "Attempt 1: failed",
        "Given the service is running passed",
        "And nobody is registered passed",
        'When 20 people register "zoe" at the same moment passed',
        "Then exactly one registration is accepted failed",
        'And all others are refused: "User already exists" not reached',
        "",
        "Given the service is running passed",
        "And nobody is registered passed",
        'When 20 people register "zoe" at the same moment passed',
        "Then exactly one registration is accepted passed",
        'And all others are refused: "User already exists" passed',
    ]


def test_junit_has_a_case_for_each_driver() -> None:
    record = read_record([run(driver="asyncclient"), run(driver="live", fail="One")])
    suites = ET.fromstring(render_junit(record))  # noqa: S314
    told = [(case.get("name"), case.find("failure") is not None) for case in suites[0]]
    assert told == [
        ("One [asyncclient]", False),
        ("One [live]", True),
        ("Other [asyncclient]", False),
        ("Other [live]", False),
    ]


@pytest.mark.parametrize("sample", ["cdata", "attachments", "all-statuses", "failedish-combinations"])
def test_junit_is_well_formed_whatever_the_record_holds(sample: str) -> None:
    suites = ET.fromstring(render_junit(read_record([golden(sample), hostile_run().lines()])))  # noqa: S314
    assert len(suites) == 2


def test_summary_begins_with_what_fails() -> None:
    text = render_markdown(read_record([sample_run().lines()]))
    assert (
        text
        == """**✅ 8 passed · ⚠️ 1 flaky · ⏸️ 2 not run · 🚧 1 in work · ❔ 1 not automated · ❌ 2 failed**

### ❌ **A taken username is refused**

Then the registration is refused: "User already exists"

→ The registration is refused

````diff
-     'detail': 'User already exists',
+     'detail': 'Username taken',
````

GET /users/alice → 400 Bad Request

### ❌ **A username is refused when it is not plain** (älice, not plain, refused)

Then the registration is refused

→ Expected 422, but it was 201.

````diff
- 422
+ 201
````

| Feature | |
|---|---|
| Errors that a program can read<br><sub>features/contract/errors.feature</sub> | ✅ 1 passed · ⏸️ 1 not run |
| Creating a user<br><sub>features/users/creating\\_a\\_user.feature</sub> | ✅ 5 passed · ⚠️ 1 flaky · ❌ 2 failed |
| Looking up a user<br><sub>features/users/looking\\_up\\_a\\_user.feature</sub> | ✅ 2 passed · ⏸️ 1 not run · 🚧 1 in work · ❔ 1 not automated |
"""
    )


def test_summary_keeps_hostile_names_from_being_markup() -> None:
    text = render_markdown(read_record([hostile_run().lines()]))
    read = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    assert set(re.findall(r"</?(\w+)", read)) == {
        *("p", "strong", "blockquote", "h3", "pre", "code"),
        *("table", "thead", "tbody", "tr", "th", "td", "br", "sub"),
    } - {"blockquote"}
    assert len(text) < 65_536
