"""Every ready sentence is used, explained, shown failing, and worded so that editors understand it."""

import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator

import pytest
from pytest_bdd.steps import step_function_context_registry

import steps.api
from steps.gherkin.definitions import PLACEHOLDER, StepDefinition, define
from steps.gherkin.model import STEP_TYPES
from steps.gherkin.reading import read_feature
from tests.api.running import HERE


def ready_sentences() -> list[StepDefinition]:
    modules = [importlib.import_module(each.name) for each in pkgutil.iter_modules(steps.api.__path__, "steps.api.")]
    names = {module.__name__ for module in modules}
    contexts = [each for each in step_function_context_registry.values() if each.step_func.__module__ in names]
    return sorted((define(each, 0) for each in contexts), key=lambda each: (each.place, each.type or ""))


def scenarios(folder: str) -> Iterator[list[tuple[str, str]]]:
    """Yield the steps of every scenario as type and text."""
    for path in sorted((HERE / folder).rglob("*.feature")):
        for pickle in read_feature(path, path.name).pickles:
            yield [(STEP_TYPES[step["type"]], step["text"]) for step in pickle["steps"]]


def unmatched(definitions: list[StepDefinition], said: set[tuple[str, str]]) -> list[str]:
    by_text = defaultdict(list)
    for each in definitions:
        by_text[each.text].append(each)
    texts = {text for _, text in said}
    return [text for text, same in by_text.items() if not any(map(same[0].parser.is_matching, texts))]


def test_every_sentence_is_used_by_a_scenario() -> None:
    said = {step for scenario in scenarios("features") for step in scenario}
    assert unmatched(ready_sentences(), said) == []


def test_every_checking_sentence_is_shown_failing() -> None:
    checks = [each for each in ready_sentences() if each.function.__name__.startswith("check_")]
    assert unmatched(checks, {scenario[-1] for scenario in scenarios("failing")}) == []


@pytest.mark.parametrize("sentence", ready_sentences(), ids=lambda each: f"{each.type} {each.text}")
def test_a_sentence_is_explained_and_fit_for_editors(sentence: StepDefinition) -> None:
    plain = re.sub(r'"{[^{}]*}"', "", sentence.text)
    assert re.search(r"[.()*|\\/]", plain) is None
    explanation, _, example = sentence.help.partition("Example: ")
    keyword, _, text = example.splitlines()[0].partition(" ")
    assert explanation.splitlines()[0].endswith(".")
    assert keyword in {"Given", "When", "Then"}
    assert sentence.parser.is_matching(text)


def test_a_placeholder_has_one_type_everywhere() -> None:
    types = defaultdict(set)
    for each in ready_sentences():
        for name, kind in PLACEHOLDER.findall(each.text):
            types[name].add(kind)
    assert {name: kinds for name, kinds in types.items() if len(kinds) > 1} == {}
