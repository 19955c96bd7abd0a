"""Check the step definitions themselves, from their source."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from steps.gherkin.definitions import PLACEHOLDER
from steps.gherkin.mistakes import Mistake, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from steps.gherkin.definitions import StepDefinition

    Function = ast.FunctionDef | ast.AsyncFunctionDef

DECORATORS = {"given", "when", "then", "step"}
# Types that Cucumber Expressions bring along: a placeholder of such a name means something else to an editor.
BUILT_IN = set("int float word string bigdecimal double byte short long biginteger".split())  # noqa: SIM905
_SPECIAL = re.compile(r"[().*|\\]")


def unused(definitions: Iterable[StepDefinition], used: Iterable[StepDefinition]) -> Iterator[Mistake]:
    """Find sentences that no feature uses, each where it stands; one that is both a Given and a When counts once."""
    known = {(each.text, each.place) for each in used}
    functions: dict[str, dict[int, Function]] = {}
    for each in definitions:
        if (each.text, each.place) not in known and not _is_ready(each):
            known.add((each.text, each.place))
            file = each.place.file
            if file not in functions:
                tree = ast.parse(Path(file).read_bytes())
                functions[file] = {_first_line(function): function for function in _functions(tree)}
            sentence = f'No feature uses the sentence "{each.text}".'
            place = _sentence_place(functions[file].get(each.place.line), each)
            yield Mistake("unused-definition", place, sentence, "Remove it, or write the scenario that needs it.")


def _is_ready(definition: StepDefinition) -> bool:
    """Tell whether a sentence is one of the ready ones, which wait for whoever needs them."""
    return definition.function.__module__.startswith("steps.api.")


def _sentence_place(function: Function | None, definition: StepDefinition) -> Place:
    """Find the decorator that holds the sentence, among those of its function."""
    for decorator in _step_decorators(function) if function else ():
        words = (each.value for each in ast.walk(decorator.args[0]) if isinstance(each, ast.Constant))
        if definition.text in words:
            return Place(definition.place.file, decorator.lineno, decorator.col_offset + 1)
    return definition.place


def sources(definitions: Iterable[StepDefinition]) -> Iterator[Mistake]:
    """Find definitions that an editor cannot read, a Given that checks and a Then that does not."""
    by_file: defaultdict[str, set[int]] = defaultdict(set)
    for each in definitions:
        by_file[each.place.file].add(each.place.line)
    for file, first_lines in by_file.items():
        source = Path(file).read_bytes()
        lines = source.split(b"\n")
        for function in _functions(ast.parse(source)):
            if _first_line(function) in first_lines:
                decorators = list(_step_decorators(function))
                yield from _unreadable(file, lines, decorators)
                yield from _misplaced_check(file, function, {_keyword(each) for each in decorators})


def _functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def _first_line(function: Function) -> int:
    return min([function.lineno, *(each.lineno for each in function.decorator_list)])


def _step_decorators(function: Function) -> Iterator[ast.Call]:
    for each in function.decorator_list:
        if isinstance(each, ast.Call) and _keyword(each) in DECORATORS and each.args:
            yield each


def _keyword(decorator: ast.Call) -> str:
    return ast.unparse(decorator.func).rpartition(".")[2]


def _unreadable(file: str, lines: Sequence[bytes], decorators: Iterable[ast.Call]) -> Iterator[Mistake]:
    for decorator in decorators:
        reason = _reason(lines, decorator)
        if reason:
            place = Place(file, decorator.lineno, decorator.col_offset + 1)
            sentence = f"The Cucumber extension of editors cannot read this sentence: {reason}."
            remedy = 'Write one plain literal: @given("...") or @given(parsers.parse("..."))'
            yield Mistake("unreadable-definition", place, sentence, remedy)


def _reason(lines: Sequence[bytes], decorator: ast.Call) -> str | None:
    if not isinstance(decorator.func, ast.Name):
        return f"it looks for @{_keyword(decorator)}, not @{ast.unparse(decorator.func)}"
    literal = decorator.args[0]
    parsed = isinstance(literal, ast.Call)
    if isinstance(literal, ast.Call):
        if ast.unparse(literal.func) not in {"parsers.parse", "parse"} or len(literal.args) != 1 or literal.keywords:
            return f"it reads parsers.parse with one literal, not {ast.unparse(literal)}"
        literal = literal.args[0]
    if not isinstance(literal, ast.Constant) or not isinstance(literal.value, str):
        return "it is computed"
    if _written(lines, literal)[1:-1] != literal.value:
        return "its literal has a prefix, an escape, triple quotes or several parts"
    return _misread(literal.value, parsed=parsed)


def _written(lines: Sequence[bytes], literal: ast.Constant) -> str:
    """Cut a literal of one line out of the source; `ast.get_source_segment` would split the whole source each time."""
    if literal.lineno != literal.end_lineno:
        return ""
    return lines[literal.lineno - 1][literal.col_offset : literal.end_col_offset].decode("utf-8")


def _misread(text: str, *, parsed: bool) -> str | None:
    if not parsed and "{" in text:
        return "'{' begins a parameter"
    special = _SPECIAL.search(text)
    if special:
        return f"'{special[0]}' makes it a regular expression"
    for mark in ("/", "{{", "}}"):
        if mark in PLACEHOLDER.sub("", text):
            return f"'{mark}' has a meaning of its own in Cucumber Expressions"
    names = {found["name"] for found in PLACEHOLDER.finditer(text) if not found["type"]}
    return next((f"{{{name}}} is a type of Cucumber Expressions" for name in sorted(names & BUILT_IN)), None)


def _misplaced_check(file: str, function: Function, keywords: set[str]) -> Iterator[Mistake]:
    statements = [each for each in function.body if not _is_docstring(each)]
    place = Place(file, function.lineno, function.col_offset + 1)
    if keywords == {"given"} and statements and all(isinstance(each, ast.Assert) for each in statements):
        sentence = f"`{function.name}` is a Given that only checks; it should make its sentence true."
        yield Mistake("given-asserts", place, sentence, "Bring the state about, or make it a Then.")
    if keywords == {"then"} and all(isinstance(each, ast.Pass) for each in statements):
        sentence = f"`{function.name}` is a Then that checks nothing: it passes whatever the service does."
        yield Mistake("then-checks-nothing", place, sentence, "Assert what its sentence says.")


def _is_docstring(statement: ast.stmt) -> bool:
    """Tell whether a statement is a docstring or an ellipsis."""
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
