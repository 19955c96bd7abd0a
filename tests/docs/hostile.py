"""Texts that would like to be more than text, in every place that takes one."""

from __future__ import annotations

import json

from tests.docs.recording import Json, Outcome, Recording, exchange

SCRIPT = "</script></style></textarea><script>window.pwned=1</script><img src=x onerror='window.pwned=1'>"
TURNED = "\u202eevil\u2066 מילים \u0000\u001b[31m"
LONG = "ha " * 34_000
LINKS = "[run](javascript:window.pwned=1) ![picture](http://tracker.example/x.png) <b onclick=alert(1)>b</b> {{ 7*7 }}"


def _feature() -> str:
    return f"""@<script>x</script>
Feature: {SCRIPT}
  {LINKS}

  # heading

  Rule: {TURNED.replace(chr(0), "")} rule

    Scenario: {SCRIPT}
      Given {SCRIPT} and {TURNED.replace(chr(0), "")}
        | {LONG} | {SCRIPT} |
      When a text comes
        \"\"\"
        {SCRIPT}
        {LONG}
        \"\"\"
      Then it stays a text

    Scenario Outline: An outline of <what>
      Given <what>
      Examples: {SCRIPT}
        | what |
        | {SCRIPT} |
        | {LONG} |
        | {TURNED.replace(chr(0), "")} |

    Scenario: {"A very long name " * 400}
      Given nothing
"""


def _outcome(_pickle: Json, text: str, _attempt: int) -> Outcome:
    if text == "it stays a text":
        body = {"text": SCRIPT, "long": LONG, "turned": TURNED}
        told = exchange("POST", f"/x?q={SCRIPT}", 200, body, body)
        told["response"]["headers"].append(["X-Evil", SCRIPT + LONG])
        lone = {"mediaType": "text/html", "body": SCRIPT, "contentEncoding": "IDENTITY", "fileName": SCRIPT}
        message = f"AssertionError: {SCRIPT}\nassert {json.dumps(LONG)} == {json.dumps(SCRIPT)}"
        return Outcome("FAILED", message, SCRIPT + TURNED, exchanges=(told,), attachments=(lone,))
    return Outcome()


def hostile_run() -> Recording:
    """Record a run of hostile features."""
    uri = "features/<script>window.pwned=1</script>/a\u202eb.feature"
    facts = {"driver": SCRIPT, "service": SCRIPT, "version": SCRIPT, "selection": SCRIPT}
    return Recording({uri: _feature()}, _outcome, facts=facts, readmes={"features/README.md": f"# {SCRIPT}\n{LINKS}"})
