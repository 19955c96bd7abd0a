"""JUnit XML with Gherkin names, for whatever shows test results."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from steps.docs.prose import spell_out
from steps.docs.statuses import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steps.docs.cases import Case
    from steps.docs.model import Feature, Record, Rule
    from steps.docs.outcomes import Attempt, Run, Step

_SKIPPED = (Status.NOT_RUN, Status.IN_WORK)
_FAILED = (Status.FAILED, Status.NOT_AUTOMATED)


def render_junit(record: Record) -> str:
    """Render a suite for each feature and a case for each scenario or row, and driver if there are several.

    What is not automated counts as failed; what is in work or not run as skipped.
    """
    suites = ET.Element("testsuites", name="features")
    for feature in record.features:
        suites.append(_suite(feature))
    ET.indent(suites)
    return ET.tostring(suites, encoding="unicode", xml_declaration=True)


def _suite(feature: Feature) -> ET.Element:
    suite = ET.Element("testsuite", name=spell_out(feature.name), file=feature.uri)
    for rule in feature.rules:
        for case in (case for scenario in rule.scenarios for case in scenario.cases):
            suite.extend(_cases(feature, rule, case))
    seconds = sum(case.seconds for case in feature.cases)
    suite.attrib |= {
        "tests": str(len(suite)),
        "failures": str(len(suite.findall("testcase/failure"))),
        "errors": "0",
        "skipped": str(len(suite.findall("testcase/skipped"))),
        "time": f"{seconds:.3f}",
    }
    return suite


def _cases(feature: Feature, rule: Rule, case: Case) -> Iterator[ET.Element]:
    if not case.runs:
        yield _case(feature, rule, case, None)
    for run in case.runs:
        yield _case(feature, rule, case, run)


def _case(feature: Feature, rule: Rule, case: Case, run: Run | None) -> ET.Element:
    name = f"{case.name} ({', '.join(case.cells)})" if case.cells else case.name
    driver = f" [{run.last.driver}]" if run and len(case.runs) > 1 else ""
    element = ET.Element(
        "testcase",
        classname=spell_out(" / ".join(filter(None, (feature.name, rule.name)))),
        name=spell_out(name + driver),
        file=feature.uri,
        line=str(case.line),
        time=f"{run.last.seconds if run else 0:.3f}",
    )
    status = Status.IN_WORK if case.status is Status.IN_WORK else run.status if run else case.status
    _add_outcome(element, case, run, status)
    steps = run.last.steps if run else case.planned
    ET.SubElement(element, "system-out").text = spell_out("\n".join(_told(run.attempts if run else (), steps)))
    return element


def _add_outcome(element: ET.Element, case: Case, run: Run | None, status: Status) -> None:
    if status in _SKIPPED:
        reason = ": ".join(filter(None, (status.word, case.reason)))
        ET.SubElement(element, "skipped", message=spell_out(reason))
    elif status in _FAILED:
        failure = next((step.failure for step in run.last.steps if step.failure), None) if run else None
        message = failure.sentence if failure else status.word
        child = ET.SubElement(element, "failure", message=spell_out(message), type=status.word)
        child.text = spell_out(failure.trace or failure.details) if failure else ""


def _told(attempts: tuple[Attempt, ...], steps: tuple[Step, ...]) -> Iterator[str]:
    for number, attempt in enumerate(attempts[:-1], 1):
        yield f"Attempt {number}: {attempt.status.word}"
        yield from map(_line, attempt.steps)
        yield ""
    yield from map(_line, steps)


def _line(step: Step) -> str:
    sentence = f"{step.keyword} {step.text}"
    return f"{sentence:.<76} {step.status.word}"
